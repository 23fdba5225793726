"use strict";
// One tap loops a stop. A track ends and begins in silence, so that no gap of the browser's own loop is heard.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const audio = byId("audio");
const buttons = [...document.querySelectorAll("[data-track]")];
const memory = `zt-audio ${data.build}`;
const word = (name) => byId("words").content.querySelector(`[data-word="${name}"]`).cloneNode(true).childNodes;
let current = null; // the track that sounds
let turns = 0; // how often its file began again
let before = 0; // where its file was a moment ago
let lock = null;

const remembered = () => {
  try { return Number(localStorage.getItem(memory)); } catch { return 0; }
};
const remember = (number) => {
  try { localStorage.setItem(memory, number); } catch { /* a browser that keeps nothing plays all the same */ }
};
const show = (id, ...nodes) => byId(id).replaceChildren(...nodes);
const clock = (seconds) => {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (h ? [h, m, s] : [m, s]).map((part, at) => (at ? String(part).padStart(2, "0") : part)).join(":");
};
const line = (text, tag, lang) => {
  const made = document.createElement(tag);
  made.textContent = text;
  if (lang) made.lang = lang;
  return made;
};

const said = (track, seconds) => {
  let now = null;
  for (const [start, segment] of track.cycle) if (start <= seconds + 0.01) now = data.segments[segment];
  if (now && now.text) {
    const title = now.title ? [line(now.title, "b", now.lang)] : [...word(now.kind)];
    return [...title, line(now.text, "i", now.lang)];
  }
  return now && now.kind === "chime" ? [...word("chime")] : [...word("pause")];
};
let shown = "";
const moved = () => {
  if (!current) return;
  // In a file of the whole round a stop loops by itself: told where it is four times a second, it turns in the last silence.
  const strayed = audio.currentTime > current.end_s - 0.25 || audio.currentTime < current.start_s - 0.5;
  if (current.end_s && strayed) audio.currentTime = current.start_s;
  const at = Math.max(0, audio.currentTime - current.start_s);
  if (at + 0.5 < before) turns += 1;
  before = at;
  const played = turns * (current.end_s ? current.end_s - current.start_s : audio.duration || 0) + at;
  const stay = current.stay_s ? ` / ${clock(current.stay_s)}` : "";
  show("elapsed", `${clock(Math.max(0, played))}${stay}`);
  const nodes = said(current, at % current.cycle_s);
  const text = nodes.map((node) => node.textContent).join("\n");
  if (text !== shown) show("said", ...nodes); // a screen reader says a passage once
  shown = text;
};
const stayAwake = async () => {
  if (!current || document.visibilityState !== "visible") return;
  try {
    lock = await navigator.wakeLock.request("screen");
    show("awake");
  } catch {
    show("awake", ...word("asleep"));
  }
};
const mark = (number) => {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.track) === number));
    button.removeAttribute("data-last");
  }
};
const play = (number) => {
  const at = data.tracks.findIndex((track) => track.number === number);
  if (at < 0) return;
  current = data.tracks[at];
  [turns, before, shown] = [0, 0, ""];
  mark(number);
  remember(number);
  show("trouble");
  const next = data.tracks[at + 1];
  const told = next ? [`: ${next.number}. ${next.title.kk} / ${next.title.ru}${next.arrive ? ` · ${next.arrive}` : ""}`] : [];
  show("next", ...word(next ? "following" : "end"), ...told);
  byId("stop").disabled = false;
  audio.src = current.file;
  if (current.start_s) audio.currentTime = current.start_s;
  audio.play().catch(() => {}); // "error" tells what is wrong; a second tap starts what may not start by itself
  stayAwake();
};
const stop = () => {
  audio.pause();
  audio.removeAttribute("src");
  current = null;
  if (lock) lock.release().catch(() => {});
  lock = null;
  mark(0);
  byId("stop").disabled = true;
  show("next");
  show("elapsed");
  show("awake");
  greet();
};
const greet = () => {
  const last = buttons.find((button) => Number(button.dataset.track) === remembered());
  if (last) last.setAttribute("data-last", "");
  show("said", ...word(last ? "last" : "choose"));
  return last;
};

let typed = "";
let typing = 0;
const keyed = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (/^[0-9]$/.test(event.key)) {
    clearTimeout(typing);
    typed += event.key;
    const enter = () => { play(Number(typed)); typed = ""; };
    // A further digit may follow only where there is a stop of so many digits.
    if (data.tracks.some((track) => String(track.number).startsWith(typed) && String(track.number) !== typed)) {
      typing = setTimeout(enter, 900);
    } else enter();
  } else if (event.key === "Escape") stop();
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const at = buttons.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    buttons[Math.min(Math.max(at, 0), buttons.length - 1)].focus();
    event.preventDefault();
  }
};
for (const button of buttons) button.addEventListener("click", () => play(Number(button.dataset.track)));
byId("stop").addEventListener("click", stop);
audio.addEventListener("timeupdate", moved);
audio.addEventListener("error", () => { if (current) show("trouble", ...word("missing")); });
document.addEventListener("visibilitychange", stayAwake);
document.addEventListener("keydown", keyed);
const last = greet();
if (last) last.scrollIntoView({ block: "center" });
