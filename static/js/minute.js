// <p data-minute="what to say then">…</p>: after a calm minute the words change, without a sound.
const MINUTE = 60000;

function begin(words) {
  if ("begun" in words.dataset) return;
  words.dataset.begun = "";
  setTimeout(() => {
    words.textContent = words.dataset.minute;
  }, MINUTE);
}

function look() {
  document.querySelectorAll("[data-minute]").forEach(begin);
}

look();
document.addEventListener("htmx:afterSettle", look);
