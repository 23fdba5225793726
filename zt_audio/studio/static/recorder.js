// @ts-check
// A session of recording: the microphone is tried, then one text comes after another.

import { Microphone } from "/static/microphone.js";
import { send, toast } from "/static/studio.js";

const BEEP_S = 0.6;
const BEEPS = 3;
const PACES = 200; // of one session

const session = document.getElementById("session");
if (session) start(session);

function start(session) {
  const words = JSON.parse(session.dataset.words);
  const texts = [...session.querySelectorAll("article")]; // the trial of the microphone is the first
  const part = Object.fromEntries([...session.querySelectorAll("[id]")].map((each) => [each.id, each]));
  const audio = new Audio();
  /** How fast each text was read that was kept. */
  const paces = [];
  let at = 0, left = 1, size = 2, timer = 0; // after the trial the session goes on with what it had left
  /** "closed", "ready", "counting", "recording", "judging" or "over" */
  let state = "closed";
  /** @type {{sound: Blob, mayBeKept: boolean, pace: number} | null} */
  let take = null;
  const isIdle = () => state === "ready" || state === "closed";
  const isTrial = () => at === 0;

  const hears = {
    level: (level) => {
      part.level.value = Number(part.level.max) + level;
      if (state === "closed") opened();
    },
    open: () => set("ready", words.ready),
    asleep: () => set("closed", words.asleep),
    ending: () => set("judging", words.judging),
    take: ({ wav, clock }) => judge(wav, ".wav", clock),
  };
  const microphone = new Microphone((what, value) => (hears[what] ? hears[what](value) : fail("closed", words[what])));

  function open() {
    set("closed", words.wait);
    microphone.open(part.microphone.value);
  }

  async function opened() {
    set("ready", words.ready);
    const isTried = sessionStorage.getItem("tried") === microphone.device;
    if (isTried ? isTrial() : !take) show(isTried ? left : 0);
    const devices = await microphone.devices();
    part.microphone.replaceChildren(...devices.map((each, n) => new Option(each.label || `${n + 1}`, each.deviceId, false, each.deviceId === microphone.device)));
  }

  /** Say what went wrong; what was recorded before is still there. */
  function fail(now, told) {
    clearTimeout(timer);
    microphone.drop();
    set(now, take?.mayBeKept ? `${told} ${words.before}` : told, "bad");
  }

  // --- a take -----------------------------------------------------------------------------------------

  async function record() {
    if (state === "recording") return stop();
    if (state === "counting") return fail("ready", words.ready);
    if (!isIdle()) return;
    if (!microphone.isOpen) return open();
    await microphone.wake();
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
    if (quiet) timer = setTimeout(() => tell(words.read), quiet * 1000);
  }

  function stop() {
    clearTimeout(timer);
    microphone.end();
    set("judging", words.judging);
  }

  async function judge(sound, ending, clock) {
    set("judging", words.judging);
    play(sound);
    const text = texts[at].dataset;
    const query = new URLSearchParams({ ending, said: text.said ?? "", processed: microphone.isProcessed ? "1" : "", paces: paces.slice(-PACES).map((each) => each.toFixed(3)).join(",") });
    if (clock) query.set("clock", clock.toFixed(4));
    try {
      const told = await (await send(`/takes/${text.part}?${query}`, sound, "PUT")).json();
      const isBefore = !told.mayBeKept && take?.mayBeKept;
      if (told.mayBeKept && text.said) text.waits = ending;
      if (!isBefore) take = { sound, ...told };
      part.verdict.innerHTML = told.verdict;
      if (told.mayBeKept) set("ready", told.told, told.kind);
      else fail("ready", told.told);
    } catch (error) {
      take ??= { sound, mayBeKept: false, pace: 0 };
      fail("ready", error instanceof TypeError ? words.offline : error.message);
    }
  }

  function play(sound) {
    URL.revokeObjectURL(audio.src);
    audio.src = URL.createObjectURL(sound);
    audio.play().catch(() => {}); // what a phone made, a browser may not play; the studio reads it
  }

  function hear() {
    if (!take || !isIdle()) return;
    if (audio.paused) play(take.sound);
    else audio.pause();
  }

  async function keep(replace = false) {
    if (!take?.mayBeKept || !isIdle()) return;
    const before = state, text = texts[at].dataset;
    if (isTrial()) return goOn();
    set("judging", words.judging);
    try {
      await send(`/takes/${text.part}/keep`, { said: text.said, replace });
      paces.push(take.pace);
      text.waits = "";
      toast(words.kept);
      state = before;
      show(at + 1);
    } catch (error) {
      set(before, error instanceof TypeError ? words.offline : error.answer?.exists ? part.question.textContent : error.message, "bad");
      if (error.answer?.exists) ask();
    }
  }

  function ask() {
    part.ask.returnValue = "no";
    part.ask.addEventListener("close", () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // the keys are for the session again
      if (part.ask.returnValue === "yes") keep(true);
    }, { once: true });
    part.ask.showModal();
  }

  function skip() {
    if (!isIdle()) return;
    const text = texts[at].dataset;
    if (text.waits) send(`/takes/${text.part}/drop`, { said: text.said }).catch(() => {});
    text.waits = "";
    if (isTrial()) goOn();
    else show(at + 1);
  }

  /** Go on after the trial of a microphone, which is not asked for again. */
  function goOn() {
    if (microphone.isOpen) sessionStorage.setItem("tried", microphone.device);
    show(left);
  }

  // --- what is seen -----------------------------------------------------------------------------------

  /** Turn to text `n`, or to the end; a recording of it that waits is judged again. */
  function show(n) {
    if (!isTrial()) left = at;
    texts[at].hidden = true;
    audio.pause();
    at = n;
    take = null;
    part.verdict.replaceChildren();
    if (!texts[at]) {
      microphone.close();
      return set("over", words.finished, "good");
    }
    texts[at].hidden = false;
    if (microphone.isOpen) set(state, isTrial() ? words.try : words.ready);
    else set(state);
    const { part: name, said, waits } = texts[at].dataset;
    if (waits) fetch(`/takes/${name}?said=${said}`).then(async (answer) => judge(await answer.blob(), waits)).catch(() => {});
  }

  function set(now, told, kind = "") {
    state = now;
    session.dataset.state = now;
    if (told !== undefined) tell(told, kind);
    const on = now === "recording" || now === "counting";
    part.record.setAttribute("aria-pressed", String(on));
    part.record.querySelector("span").textContent = on ? words.stop : words.record;
    part.record.disabled = now === "judging" || now === "over";
    part.hear.disabled = part.again.disabled = !take || !isIdle();
    part.keep.disabled = !take?.mayBeKept || !isIdle();
    part.skip.disabled = part.test.disabled = !isIdle();
    part.file.disabled = !isIdle() || isTrial();
  }

  function tell(told, kind = "") {
    part.state.textContent = told;
    part.state.className = `told ${kind}`;
  }

  const acts = { record, hear, again: record, keep: () => keep(), skip, test: () => show(0) };
  const keys = { " ": "record", p: "hear", з: "hear", r: "again", к: "again", Enter: "keep", ArrowRight: "skip" };
  for (const [name, act] of Object.entries(acts)) {
    part[name].addEventListener("click", () => {
      part[name].blur(); // or the next Space would press it again
      act();
    });
  }
  document.addEventListener("keydown", (event) => {
    const field = event.target instanceof Element ? event.target.closest("select, input, a, dialog, button, summary") : null;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || field || event.repeat || event.ctrlKey || event.altKey || event.metaKey || part.ask.open) return;
    event.preventDefault();
    acts[act]();
  });
  part.microphone.addEventListener("change", open);
  part.file.addEventListener("change", () => {
    const [file] = part.file.files;
    if (file) judge(file, `.${file.name.split(".").at(-1)}`);
    part.file.value = "";
  });
  part.beeps.checked = localStorage.getItem("beeps") !== "no";
  part.beeps.addEventListener("change", () => localStorage.setItem("beeps", part.beeps.checked ? "yes" : "no"));
  for (const field of [part.microphone, part.file, part.beeps]) field.addEventListener("change", () => field.blur()); // the keys are for the session
  session.addEventListener("click", (event) => {
    const step = event.target instanceof Element ? event.target.closest("[data-size]") : null;
    if (!(step instanceof HTMLElement)) return;
    size = Math.min(5, Math.max(1, size + Number(step.dataset.size)));
    part.texts.className = `prompt size-${size}`;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && (state === "recording" || state === "counting")) fail("ready", words.hidden);
  });
  window.addEventListener("beforeunload", (event) => {
    if (state === "recording") event.preventDefault(); // what waits is offered again
  });

  show(0);
  open();
}
