// <button data-copy="text to copy" hidden>: shown only where copying works.
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.querySelector("[data-copy-words]") ?? button;
  const before = words.textContent;
  words.textContent = "Copied";
  setTimeout(() => {
    words.textContent = before;
  }, 2000);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
