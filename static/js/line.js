// <div data-line sse-connect="…">: while its line is down, what hears on it looks for news by itself.
const WITHOUT = 3000;
const BESIDE = 20000;

class Line {
  constructor(element) {
    this.element = element;
    element.addEventListener("htmx:sseOpen", () => this.every(BESIDE));
    element.addEventListener("htmx:sseError", () => this.every(WITHOUT));
    this.every(WITHOUT);
  }

  every(pause) {
    if (pause === this.pause) return;
    this.pause = pause;
    clearInterval(this.timer);
    this.timer = setInterval(() => this.look(), pause);
  }

  look() {
    this.element.querySelectorAll("[hx-trigger]").forEach((one) => one.dispatchEvent(new Event("look")));
  }
}

for (const element of document.querySelectorAll("[data-line]")) new Line(element);
