// A session of recording: the microphone is tried, then one text comes after another.

import { openMicrophone } from "/static/microphone.js";
import { send, toast } from "/static/studio.js";

const BEEP_S = 0.6, BEEPS = 3, PACES = 200; // the paces of one session

const session = document.getElementById("session");
const words = JSON.parse(session.dataset.words);
const texts = [...session.querySelectorAll("article")]; // the trial of the microphone is the first
const part = Object.fromEntries([...session.querySelectorAll("[id]")].map((each) => [each.id, each]));
const audio = new Audio(), paces = []; // how fast each text was read that was kept
let at = 0, left = 1, timer = 0; // after the trial the session goes on with what it had left
let state = "closed", microphone = null; // or "ready", "counting", "recording", "judging", "over"
/** @type {{sound: Blob, mayBeKept: boolean, pace: number} | null} */
let take = null;
const isIdle = () => ["ready", "closed"].includes(state), isTaking = () => ["recording", "counting"].includes(state), isTrial = () => at === 0;

const hears = {
  level: (level) => {
    part.level.value = Number(part.level.max) + level;
    if (state === "closed") opened();
  },
  asleep: () => set("closed", words.asleep),
  ending: () => set("judging", words.judging),
  short: () => set("ready", words.ready),
  take: ({ wav, clock }) => judge(wav, ".wav", clock),
};

function open() {
  set("closed", words.wait);
  microphone?.close();
  microphone = openMicrophone(part.microphone.value, (what, value) => {
    if (hears[what]) return hears[what](value);
    microphone = null;
    if (isTrial()) show(left); // a file can be chosen for a text
    fail("closed", words[what]);
  });
}

async function opened() {
  set("ready", words.ready);
  const { device } = microphone, isTried = sessionStorage.getItem("tried") === device;
  if (isTried ? isTrial() : !take) show(isTried ? left : 0);
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "audioinput");
  part.microphone.replaceChildren(...devices.map((each, n) => new Option(each.label || `${n + 1}`, each.deviceId, false, each.deviceId === device)));
}

/** Say what went wrong; what was recorded before is still there. */
function fail(now, told) {
  clearTimeout(timer);
  microphone?.drop();
  set(now, take?.mayBeKept ? `${told} ${words.before}` : told, "bad");
}

async function record() {
  if (state === "recording") {
    clearTimeout(timer);
    microphone.end();
    return set("judging", words.judging);
  }
  if (state === "counting") return fail("ready", words.ready);
  if (isIdle() && !microphone) return open();
  await microphone?.wake();
  if (state !== "ready") return;
  audio.pause();
  if (!part.beeps.checked || isTrial()) return begin();
  set("counting", words.counting);
  for (let beep = 0; beep < BEEPS; beep += 1) microphone.beep(beep * BEEP_S);
  timer = setTimeout(begin, BEEPS * BEEP_S * 1000);
}

function begin() {
  const quiet = Number(texts[at].dataset.quiet ?? 0);
  microphone.begin(quiet);
  set("recording", quiet ? words.hush : words.recording);
  if (quiet) timer = setTimeout(() => set("recording", words.read), quiet * 1000);
}

async function judge(sound, ending, clock = 0) {
  clearTimeout(timer);
  set("judging", words.judging);
  play(sound);
  const text = texts[at].dataset;
  const query = new URLSearchParams({ ending, said: text.said ?? "", processed: microphone?.isProcessed ? "1" : "", paces: paces.slice(-PACES).map((each) => each.toFixed(3)).join(",") });
  if (clock) query.set("clock", clock.toFixed(4));
  try {
    const told = await (await send(`/takes/${text.part}?${query}`, sound, "PUT")).json();
    if (told.mayBeKept && text.said) text.waits = ending;
    if (told.mayBeKept || !take?.mayBeKept) take = { sound, ...told };
    part.verdict.innerHTML = told.verdict;
    if (told.mayBeKept) set("ready", told.told, told.kind);
    else fail("ready", told.told);
  } catch (error) {
    take ??= { sound, mayBeKept: false, pace: 0 };
    fail("ready", error.message);
  }
}

function play(sound, stretch = "") {
  URL.revokeObjectURL(audio.src);
  audio.src = URL.createObjectURL(sound) + stretch;
  audio.play().catch(() => {}); // what a phone made, a browser may not play; the studio reads it
}

async function keep(replace = false) {
  if (isTrial()) return goOn();
  const before = state, text = texts[at].dataset;
  set("judging", words.judging);
  try {
    await send(`/takes/${text.part}/keep`, { said: text.said, replace, heard: part.verdict.querySelector("input")?.checked ?? false });
    paces.push(take.pace);
    [text.waits, text.kept] = ["", "yes"];
    toast(words.kept);
    state = before;
    show(at + 1);
  } catch (error) {
    set(before, error.answer?.exists ? part.question.textContent : error.message, "bad");
    part.ask.returnValue = "no";
    if (error.answer?.exists) part.ask.showModal();
  }
}

function skip() {
  const text = texts[at].dataset;
  if (text.waits) send(`/takes/${text.part}/drop`, { said: text.said }).catch(() => {});
  text.waits = "";
  goOn();
}
/** Go on with the next text; after its trial a microphone is not tried again. */
function goOn() {
  if (isTrial() && microphone) sessionStorage.tried = microphone.device;
  show(isTrial() ? left : at + 1);
}

/** Turn to text `n`, or to the end; a recording of it that waits is judged again. */
function show(n) {
  if (!isTrial()) left = at;
  audio.pause();
  [at, take] = [n, null];
  part.verdict.replaceChildren();
  texts.forEach((each, which) => (each.hidden = which !== at));
  if (!texts[at]) {
    const kept = texts.filter(({ dataset }) => dataset.kept).length;
    microphone?.close();
    return set("over", `${words.finished.replace("{n}", kept)} ${kept ? words.update : ""}`, kept ? "good" : "");
  }
  if (state === "over") open();
  if (state === "closed") set(state, part.state.textContent, part.state.classList[1]);
  else set(state, isTrial() ? words.try : words.ready);
  const { part: name, said, waits } = texts[at].dataset;
  if (waits) fetch(`/takes/${name}?said=${said}`).then(async (answer) => judge(await answer.blob(), waits)).catch(() => {});
}

function set(now, told, kind = "") {
  session.dataset.state = state = now;
  part.state.textContent = told;
  part.state.className = `told ${kind}`;
  part.record.setAttribute("aria-pressed", String(isTaking()));
  part.record.querySelector("span").textContent = isTaking() ? words.stop : kind === "bad" && !microphone ? words.again : words.record;
  part.record.disabled = now === "judging" || now === "over";
  part.hear.disabled = part.again.disabled = !take || !isIdle();
  part.keep.disabled = !take?.mayBeKept || !isIdle();
  part.skip.disabled = part.test.disabled = !isIdle();
  [part.file.disabled, part.previous.disabled] = [!isIdle() || isTrial(), at < 2 || !(isIdle() || now === "over")];
}

const acts = { record, hear: () => (audio.paused ? play(take.sound) : audio.pause()), again: record, keep: () => keep(), skip, previous: () => show(at - 1), test: () => (microphone ? show(0) : open()) };
const keys = { " ": "record", p: "hear", з: "hear", r: "record", к: "record", Enter: "keep", ArrowRight: "skip", ArrowLeft: "previous" };
for (const [name, act] of Object.entries(acts)) part[name].addEventListener("click", act);
for (const kind of ["click", "change", "close"]) { // then the keys are for the session again, or Space would press the button
  session.addEventListener(kind, () => (kind !== "click" || document.activeElement?.matches("button")) && document.activeElement.blur(), true);
}
document.addEventListener("keydown", (event) => {
  const field = event.target instanceof Element ? event.target.closest("select, input, a, dialog, button") : null;
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || field || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  part[act].click(); // one that is disabled does nothing
});
part.ask.addEventListener("close", () => part.ask.returnValue === "yes" && keep(true));
part.microphone.addEventListener("change", open);
part.verdict.addEventListener("click", ({ target }) => { // a doubtful stretch is played alone
  const { from, to } = target.closest("button")?.dataset ?? {};
  if (from && take && isIdle()) play(take.sound, `#t=${from},${to}`);
});
part.file.addEventListener("change", () => {
  for (const file of part.file.files) judge(file, `.${file.name.split(".").at(-1)}`);
  part.file.value = "";
});
part.beeps.checked = localStorage.beeps !== "no";
part.beeps.addEventListener("change", () => (localStorage.beeps = part.beeps.checked ? "yes" : "no"));
document.addEventListener("visibilitychange", () => document.hidden && isTaking() && fail("ready", words.hidden));
addEventListener("beforeunload", (event) => state === "recording" && event.preventDefault()); // what waits is offered again

show(0);
open();
