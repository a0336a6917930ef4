// Leaving quickly. Without this file the link itself signs out and leads away.
//
// <a href="/leave/" data-leave="https://…"> is pressed, or Shift three times: the page is covered, the
// session is ended, the tab is elsewhere. Other tabs of the site go along.
const PRESSES = 3;
const WITHIN = 5000; // between two presses: a screen reader says the count meanwhile
const COUNTS = ["", "Shift: press it 2 more times to leave.", "Shift: press it 1 more time to leave."];
const root = document.documentElement;
const links = [...document.querySelectorAll("[data-leave]")];
const tabs = new BroadcastChannel("leave");
const status = document.createElement("p");
let pressed = 0;
let alone = false;
let timer = 0;

function cover() {
  const loading = document.createElement("p");
  loading.className = "gone";
  loading.setAttribute("role", "alert");
  document.body.append(loading);
  root.dataset.leaving = "";
  loading.textContent = "Loading.";
}

function away(link) {
  cover();
  window.top.location.replace(link.dataset.leave || link.href); // a preview stands in a frame of ours
}

// What this browser asks for next is nobody's, even if the request below is slow or lost.
function mark() {
  const secure = location.protocol === "https:";
  document.cookie = `${secure ? "__Host-" : ""}left=yes; path=/; samesite=lax${secure ? "; secure" : ""}`;
}

function leave(link = links[0]) {
  mark();
  tabs.postMessage("leave");
  fetch(link.href, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  away(link);
}

function say(count, words) {
  pressed = count;
  root.dataset.shifts = count || "";
  if (!count) delete root.dataset.shifts;
  status.textContent = words;
}

function forget(words = "") {
  clearTimeout(timer);
  if (pressed) say(0, words);
}

function count() {
  clearTimeout(timer);
  if (pressed + 1 >= PRESSES) return leave();
  say(pressed + 1, COUNTS[pressed + 1]);
  timer = setTimeout(() => forget("The count begins anew."), WITHIN);
}

// Only Shift by itself counts: whoever writes a capital letter or selects words does not leave.
function down(event) {
  alone = event.key === "Shift" && (alone || !event.repeat);
  if (!alone) forget();
}

function up(event) {
  if (event.key === "Shift" && alone) count();
  alone = false;
}

function dots() {
  const place = document.createElement("span");
  place.className = "leave__dots";
  place.setAttribute("aria-hidden", "true");
  for (let dot = 0; dot < PRESSES; dot += 1) place.append(document.createElement("span"));
  return place;
}

// A page that the browser kept in memory is asked for anew before anybody sees it; and of what htmx
// notes for itself, the address of the page, nothing stays in the browser.
window.addEventListener("pagehide", (event) => event.persisted && (root.dataset.leaving = ""));
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
window.addEventListener("load", () => sessionStorage.clear());

if (links.length) {
  status.className = "leave__status";
  status.setAttribute("role", "status");
  document.body.append(status);
  links.at(-1).append(dots());
  for (const link of links) link.addEventListener("click", (event) => (event.preventDefault(), leave(link)));
  window.addEventListener("keydown", down, true);
  window.addEventListener("keyup", up, true);
  window.addEventListener("pointerdown", () => ((alone = false), forget()), true);
  tabs.addEventListener("message", () => away(links[0]));
}
