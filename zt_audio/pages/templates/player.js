"use strict";
// One tap loops a stop. A track ends and begins in silence, so that no gap of the browser's own loop is heard.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const audio = byId("audio");
const buttons = [...document.querySelectorAll("[data-track]")];
const memory = `zt-audio ${data.build}`;
const word = (name) => byId("words").content.querySelector(`[data-word="${name}"]`).cloneNode(true).childNodes;
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
const names = (title) => Object.entries(title).map(([lang, text], at) => line(text, at ? "i" : "b", lang));

let current = null; // the track that was chosen; a call or a headset may pause it
let source = null; // what is played of it: its file, or else the cycle that this page carries
let turns = 0; // how often the source began again
let before = 0; // where it was a moment ago
let lock = null;
const sounds = () => Boolean(current) && !audio.paused && !audio.error;

// What was played today. A new day begins with an empty list.
const today = () => new Date().toDateString();
const recall = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(memory));
    if (kept.day === today()) return { last: kept.last, done: new Set(kept.done) };
  } catch { /* nothing kept, or a browser that keeps nothing: the page plays all the same */ }
  return { last: 0, done: new Set() };
};
let { last, done } = recall();
const keep = () => {
  try { localStorage.setItem(memory, JSON.stringify({ day: today(), last, done: [...done] })); } catch { /* see above */ }
};

// Which stop is due: the one that was begun, else the first that is neither played nor over by the clock.
const minute = () => new Date().getHours() * 60 + new Date().getMinutes();
const over = (track) => track.until_min !== null && track.until_min <= minute();
const due = () => {
  const open = data.tracks.filter((track) => !done.has(track.number) && track !== current);
  const timely = open.filter((track) => !over(track));
  const after = (track) => track.number > current.number;
  if (current) return timely.find(after) || open.find(after);
  return timely.find((track) => track.number === last) || timely.find((track) => track.until_min !== null || track.number > last) || timely[0];
};
const mark = () => {
  const next = due();
  for (const [at, button] of buttons.entries()) {
    const track = data.tracks[at];
    const now = track === current && sounds();
    button.setAttribute("aria-pressed", String(now));
    const state = now ? "now" : done.has(track.number) ? "done" : track === next ? "next" : over(track) ? "past" : "";
    if (button.dataset.state === state) continue;
    button.dataset.state = state;
    button.querySelector(".state").replaceChildren(...(state ? word(state) : []));
  }
  const told = next ? [" ", line(`${next.number}. ${Object.values(next.title).join(" / ")}${next.arrive ? ` · ${next.arrive}` : ""}`, "span")] : [];
  show("next", ...word(next ? "next" : "end"), ...told);
  show("after", next && current ? [next.number, next.arrive].filter(Boolean).join(" · ") : "");
  return next;
};

const said = (seconds) => {
  let now = null;
  for (const [start, segment] of current.cycle) if (start <= seconds + 0.01) now = data.segments[segment];
  if (now && now.text) return [...(now.title ? [line(now.title, "b", now.lang)] : word(now.kind)), line(now.text, "span", now.lang)];
  return [...word(now && now.kind === "chime" ? "chime" : "pause")];
};
let shown = "";
const moved = () => {
  if (!current || audio.error) return;
  // In a file of the whole round a stop loops by itself: told where it is four times a second, it turns in the last silence.
  const strayed = audio.currentTime > source.end_s - 0.25 || audio.currentTime < source.start_s - 0.5;
  if (source.end_s && strayed) audio.currentTime = source.start_s;
  const at = Math.max(0, audio.currentTime - source.start_s);
  if (at + 0.5 < before) turns += 1;
  before = at;
  const length = source.end_s ? source.end_s - source.start_s : audio.duration || 0;
  const played = Math.max(0, turns * length + at);
  const stay = current.stay_s ? [" ", line(`/ ${clock(current.stay_s)}`, "small")] : [];
  const lap = Math.min(current.laps, Math.floor(played / current.cycle_s) + 1);
  const laps = current.laps > 1 ? `${lap}/${current.laps}` : "";
  show("elapsed", line(clock(played), "span"), ...stay);
  buttons[data.tracks.indexOf(current)].querySelector(".state").dataset.lap = laps && ` · ↻ ${laps}`;
  show("lap", ...(laps ? [...word("lap"), line(` ${laps}`, "span")] : []));
  byId("share").style.width = `${Math.min(100, current.stay_s ? (100 * played) / current.stay_s : 0)}%`;
  if (played >= current.cycle_s && !done.has(current.number)) {
    done.add(current.number);
    keep();
  }
  const nodes = audio.paused ? [...word("paused")] : said(at % current.cycle_s);
  const text = nodes.map((node) => node.textContent).join("\n");
  if (text === shown) return; // a screen reader says a passage once
  show("said", ...nodes);
  byId("panel").scrollTop = 0;
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

// A phone that opened the page from a stick often may not open what lies beside it: that is no fault of the stick.
const confined = location.protocol !== "file:" || /Android|iPhone|iPad/.test(navigator.userAgent);
const notice = (name) => {
  byId("notice").hidden = !name;
  byId("notice").classList.toggle("trouble", ["unread", "missing"].includes(name));
  show("told", ...(name ? word(name) : []));
};
let hinted = false; // that this page plays by itself is said once
const carried = (track) => {
  const coded = track.cycle.map(([, segment]) => byId(`sound-${segment}`));
  if (coded.includes(null)) return null;
  const bytes = coded.map((node) => Uint8Array.from(atob(node.textContent), (char) => char.charCodeAt(0)));
  return { url: URL.createObjectURL(new Blob(bytes, { type: "audio/mpeg" })), start_s: 0, end_s: null, carried: true };
};
const failed = () => {
  const instead = source.carried ? null : carried(current);
  if (instead) {
    if (!confined || !hinted) notice(confined ? "carried" : "carried_missing");
    hinted = true;
    begin(instead);
  } else {
    for (const id of ["said", "elapsed"]) show(id);
    notice(confined ? "unread" : "missing");
  }
};
// A call or a headset pauses and resumes without us, and a file may break: the page shows what is heard.
const changed = () => {
  if (!current) return;
  byId("resume").hidden = !audio.paused || Boolean(audio.error);
  document.querySelector(".bar").toggleAttribute("data-sounds", sounds());
  mark();
  moved();
  if (sounds()) stayAwake();
  else letSleep();
};
const resume = () => audio.play().catch(changed); // what may not start by itself starts with a second tap
const release = () => {
  if (source && source.carried) URL.revokeObjectURL(source.url);
  source = null;
};
const begin = (chosen) => {
  release();
  source = chosen;
  [turns, before, shown] = [0, 0, ""];
  audio.src = source.url;
  if (source.start_s) audio.currentTime = source.start_s;
  resume();
};
const play = (number) => {
  if (current && current.number === number && audio.paused && !audio.error) {
    resume();
    return;
  }
  const track = data.tracks.find((each) => each.number === number);
  if (!track) return;
  current = track;
  last = number;
  keep();
  notice();
  show("playing-number", String(number));
  show("playing", ...names(track.title));
  show("elapsed");
  byId("stop").disabled = false;
  begin({ url: track.file, start_s: track.start_s, end_s: track.end_s, carried: false });
  mark();
  follow();
};
// A phone that lies shows few stops: the one that sounds stays in the middle, so that the next one is seen as well.
const follow = () => {
  const block = innerHeight < 480 ? "center" : "nearest";
  if (current) buttons[data.tracks.indexOf(current)].scrollIntoView({ block });
};
const stop = () => {
  audio.pause();
  audio.removeAttribute("src");
  audio.load(); // lets go of the file: a headset's button must not start what nobody chose
  release();
  current = null;
  letSleep();
  byId("stop").disabled = true;
  byId("resume").hidden = true;
  byId("share").style.width = 0;
  document.querySelector(".bar").removeAttribute("data-sounds");
  for (const id of ["playing-number", "elapsed", "awake", "said"]) show(id);
  notice();
  greet();
};
const greet = () => {
  show("playing", ...word("choose"));
  show("said", ...word("choose"));
  return mark();
};
const otherDay = () => {
  const now = new Date();
  const iso = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  byId("other-day").hidden = !data.days.length || data.days.includes(now.getDay() || 7) || data.days.includes(iso);
};
const unfold = () => {
  const open = byId("panel").hidden;
  byId("panel").hidden = !open;
  byId("more").setAttribute("aria-expanded", String(open));
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
byId("resume").addEventListener("click", resume);
byId("more").addEventListener("click", unfold);
byId("hide").addEventListener("click", () => notice());
audio.addEventListener("timeupdate", moved);
for (const event of ["play", "pause"]) audio.addEventListener(event, changed);
audio.addEventListener("error", () => {
  if (!current) return;
  changed();
  failed();
});
document.addEventListener("visibilitychange", () => { mark(); stayAwake(); otherDay(); });
addEventListener("resize", follow);
document.addEventListener("keydown", keyed);
setInterval(mark, 20_000); // the clock goes on
otherDay();
const next = greet();
if (next) buttons[data.tracks.indexOf(next)].scrollIntoView({ block: "center" });
