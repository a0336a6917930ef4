// <form data-autosave="url"> keeps what is being typed; <p data-saved aria-live="polite"> says when.
const PAUSE = 800;
const RETRY = 5000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.words = form.querySelector("[data-saved]");
    this.timer = 0;
    this.waiting = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.settle());
    window.addEventListener("online", () => this.waiting && this.save());
    window.addEventListener("pagehide", () => this.waiting && this.post({ keepalive: true }));
  }

  changed() {
    this.waiting = true;
    this.again(PAUSE);
  }

  again(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  settle() {
    clearTimeout(this.timer);
    this.waiting = false;
  }

  post(options) {
    this.waiting = false;
    const body = new FormData(this.form);
    return fetch(this.form.dataset.autosave, { method: "POST", body, ...options });
  }

  async save() {
    try {
      const response = await this.post({ redirect: "error" });
      if (response.ok) this.say(`Saved ${now()}`);
      else if (response.status === 401) this.say("Kept, and you are signed out. Send it to sign in again.");
      else if (response.status === 403) this.say("Not saved: you signed in elsewhere. Copy your words and open this page anew.");
      else if (response.status === 409) this.say("Not saved: it has moved on since you opened this page. Copy your words and open it anew.");
      else this.say("Not saved yet. Your words are still here.");
    } catch {
      this.waiting = true;
      this.say("Not saved yet: no connection. Trying again.");
      this.again(RETRY);
    }
  }

  say(words) {
    if (this.words) this.words.textContent = words;
  }
}

function now() {
  return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

const known = new WeakSet();

function look() {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    if (!known.has(form)) new Autosave(form);
    known.add(form);
  }
}

look();
document.addEventListener("htmx:afterSettle", look);
