// Quick exit. Without this file the link itself signs out and leads away.
const PRESSES = 3;
const WITHIN = 1500;
const link = document.querySelector("[data-leave]");
let pressed = [];

function leave() {
  document.documentElement.dataset.leaving = "";
  fetch(link.href, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  window.location.replace(link.dataset.leave);
}

function count(event) {
  if (event.key !== "Shift") {
    pressed = [];
  } else if (!event.repeat) {
    pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (pressed.length >= PRESSES) leave();
  }
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  window.addEventListener("keydown", count);
  // A page kept in memory must not come back after leaving.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && "leaving" in document.documentElement.dataset) window.location.reload();
  });
}
