// A refused form shows what is wrong first; a form that is on its way is not sent twice.
document.querySelector("[data-errors]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if ("sent" in form.dataset) event.preventDefault();
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, 3000);
});
