"use strict";
// One tap loops a stop. A track ends and begins in silence, so that no gap of the browser's own loop is heard.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const audio = byId("audio");
const buttons = [...document.querySelectorAll("[data-track]")];
const memory = `zt-audio ${data.build}`;
const word = (name) => byId("words").content.querySelector(`[data-word="${name}"]`).cloneNode(true).childNodes;
let current = null; // the track that was chosen; a call or a headset may pause it
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
const sounds = () => Boolean(current) && !audio.paused && !audio.error;
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
  const stay = current.stay_s ? [" ", line(`/ ${clock(current.stay_s)}`, "small")] : [];
  show("elapsed", clock(Math.max(0, played)), ...stay);
  const nodes = audio.paused ? [...word("paused")] : said(current, at % current.cycle_s);
  const text = nodes.map((node) => node.textContent).join("\n");
  if (text === shown) return; // a screen reader says a passage once
  show("said", ...nodes);
  byId("said").parentElement.scrollTop = 0;
  shown = text;
};
const letSleep = () => {
  if (lock) lock.release().catch(() => {});
  lock = null;
};
const stayAwake = async () => {
  if (!sounds() || document.visibilityState !== "visible") return;
  letSleep();
  try {
    const given = await navigator.wakeLock.request("screen");
    // Meanwhile the sound may have stopped, or a second request may have been quicker.
    if (lock || !sounds()) given.release().catch(() => {});
    else lock = given;
    show("awake");
  } catch {
    if (sounds()) show("awake", ...word("asleep"));
  }
};
const mark = (pressed, last) => {
  for (const button of buttons) {
    const number = Number(button.dataset.track);
    button.setAttribute("aria-pressed", String(number === pressed));
    button.toggleAttribute("data-last", number === last);
  }
};
// A call or a headset pauses and resumes without us, and a file may break: the page shows what is heard.
const changed = () => {
  if (!current) return;
  if (sounds()) mark(current.number);
  else mark(0, current.number);
  if (audio.error) {
    for (const id of ["said", "next"]) show(id); // what is wrong needs the place
    show("trouble", ...word("missing"));
  } else moved();
  if (sounds()) stayAwake();
  else letSleep();
};
const resume = () => audio.play().catch(changed); // what may not start by itself starts with a second tap
const play = (number) => {
  if (current && current.number === number && audio.paused && !audio.error) {
    resume();
    return;
  }
  const at = data.tracks.findIndex((track) => track.number === number);
  if (at < 0) return;
  current = data.tracks[at];
  [turns, before, shown] = [0, 0, ""];
  mark(number);
  remember(number);
  show("trouble");
  const next = data.tracks[at + 1];
  const told = next ? [`: ${next.number}. ${Object.values(next.title).join(" / ")}${next.arrive ? ` · ${next.arrive}` : ""}`] : [];
  show("next", ...word(next ? "following" : "end"), ...told);
  byId("stop").disabled = false;
  audio.src = current.file;
  if (current.start_s) audio.currentTime = current.start_s;
  resume();
};
const stop = () => {
  audio.pause();
  audio.removeAttribute("src");
  audio.load(); // lets go of the file: a headset's button must not start what nobody chose
  current = null;
  letSleep();
  byId("stop").disabled = true;
  for (const id of ["next", "elapsed", "awake", "trouble"]) show(id);
  greet();
};
const greet = () => {
  const last = buttons.find((button) => Number(button.dataset.track) === remembered());
  mark(0, remembered());
  show("said", ...word(last ? "last" : "choose"));
  return last;
};

let typed = "";
let typing = 0;
const keyed = (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.repeat && /^([0-9]|Enter)$/.test(event.key)) event.preventDefault(); // held down, a key taps once
  else if (/^[0-9]$/.test(event.key)) {
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
for (const event of ["play", "pause", "error"]) audio.addEventListener(event, changed);
document.addEventListener("visibilitychange", stayAwake);
document.addEventListener("keydown", keyed);
const last = greet();
if (last) last.scrollIntoView({ block: "center" });
