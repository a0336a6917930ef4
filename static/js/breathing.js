// <div data-breathing="what to say then">: the circle ends by itself; this says so, without a sound.
const MINUTE = 60000;

document.querySelectorAll("[data-breathing]").forEach((guide) => {
  const over = guide.querySelector("[data-breathing-over]");
  let waiting;

  function begin() {
    clearTimeout(waiting);
    over.textContent = "";
    const minutes = Number(guide.querySelector(":checked").value);
    if (!minutes) return;
    waiting = setTimeout(() => {
      over.textContent = guide.dataset.breathing;
    }, minutes * MINUTE);
  }

  guide.addEventListener("change", begin);
  begin();
});
