// <div data-line sse-connect="…" hx-trigger="sse:changed, look">: while its line is down it looks for news by
// itself, and again soon after a look that brought no answer. It is never swapped, so that it hears all.
const WITHOUT = 3000;
const BESIDE = 20000;
const FAILED = ["htmx:responseError", "htmx:sendError", "htmx:timeout"];

class Line {
  constructor(element) {
    this.element = element;
    element.addEventListener("htmx:sseOpen", () => this.every(BESIDE));
    element.addEventListener("htmx:sseError", () => this.every(WITHOUT));
    for (const failed of FAILED) element.addEventListener(failed, () => this.soon());
    this.every(WITHOUT);
  }

  every(pause) {
    if (pause === this.pause) return;
    this.pause = pause;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.look(), pause);
  }

  soon() {
    clearTimeout(this.again);
    this.again = setTimeout(() => this.look(), WITHOUT);
  }

  look() {
    if (this.element.isConnected) this.element.dispatchEvent(new Event("look"));
    else clearInterval(this.timer);
  }
}

for (const element of document.querySelectorAll("[data-line]")) new Line(element);
