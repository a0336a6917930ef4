// Fills in the time zone that the browser knows.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const input of document.querySelectorAll("input[data-time-zone]")) {
  if (zone && !input.value) input.value = zone;
}
