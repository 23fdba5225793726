// @ts-check
// A session of recording: one text after another, one stream of the microphone, every sample as it came.

import { send, toast } from "/static/studio.js";

const START_S = 0.3; // a microphone begins with a click or with nothing
const BEFORE_S = 0.25; // is kept from before the key
const AFTER_S = 0.25; // and after it
const SHORTEST_S = 0.2;
const MOST_S = 300; // a text is a paragraph; a key that was forgotten fills no memory
const JITTER_S = 0.1; // blocks of sound come late by this much on a busy computer
const GONE_MS = 3000; // without sound

const session = document.getElementById("session");
if (session) start(session);

function start(session) {
  const texts = JSON.parse(session.dataset.texts);
  const words = JSON.parse(session.dataset.words);
  const part = Object.fromEntries([...session.querySelectorAll("[id]")].map((each) => [each.id, each]));
  const audio = new Audio();
  /** The texts that were kept, and how fast each was read. */
  const paces = [];
  let at = 0;
  /** "closed", "ready", "recording", "ending" or "judging" */
  let state = "closed";
  /** @type {{wav: Blob, mayBeKept: boolean, pace: number} | null} */
  let take = null;
  let context = null, stream = null, node = null, opened = 0;
  let rate = 0, begin = null, chunks = [], stopAt = Infinity, lastHeard = 0, size = 2;
  let floor = [];

  // --- the microphone ---------------------------------------------------------------------------------

  async function open(device) {
    const mine = ++opened;
    close();
    set("closed", words.wait);
    try {
      const wanted = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: { ideal: 1 }, sampleRate: { ideal: 48000 } };
      const found = await navigator.mediaDevices.getUserMedia({ audio: device ? { ...wanted, deviceId: { ideal: device } } : wanted });
      if (mine !== opened) return found.getTracks().forEach((track) => track.stop());
      stream = found;
      const track = stream.getAudioTracks()[0];
      track.addEventListener("ended", () => mine === opened && lose(words.gone));
      const own = track.getSettings().sampleRate;
      context = new AudioContext(own ? { sampleRate: own } : {});
      rate = context.sampleRate;
      await context.audioWorklet.addModule("/static/tap.js");
      if (mine !== opened) return;
      node = new AudioWorkletNode(context, "tap", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
      node.port.onmessage = (message) => mine === opened && take_in(message.data);
      context.createMediaStreamSource(stream).connect(node);
      begin = null;
      lastHeard = Date.now();
      await list(track.getSettings().deviceId);
      if (context.state === "suspended") set("closed", words.connected);
    } catch (error) {
      if (mine === opened) lose(error.name === "NotAllowedError" ? words.denied : words.none);
    }
  }

  function close() {
    stream?.getTracks().forEach((track) => track.stop());
    context?.close();
    stream = context = node = null;
    chunks = [];
  }

  function lose(told) {
    opened += 1;
    close();
    set("closed", told, "bad");
  }

  async function list(current) {
    const devices = (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "audioinput");
    part.microphone.replaceChildren(...devices.map((each, n) => new Option(each.label || words.microphone.replace("{n}", String(n + 1)), each.deviceId, false, each.deviceId === current)));
  }

  /** Take in a block of sound: keep what is before the key, add to the recording, end it. */
  function take_in(chunk) {
    lastHeard = Date.now();
    begin ??= chunk.first;
    show_level(chunk.samples);
    if (chunk.first - begin < START_S * rate) return;
    if (state === "closed") set("ready", words.ready);
    chunks.push(chunk);
    if (state === "recording" || state === "ending") {
      if (chunk.first + chunk.samples.length >= stopAt) finish();
      else if (chunk.first - chunks[0].first > MOST_S * rate) stop();
    } else {
      while (chunks.length > 1 && chunks.length * chunk.samples.length > BEFORE_S * rate + chunk.samples.length) chunks.shift();
    }
  }

  setInterval(() => {
    if (context?.state === "running" && Date.now() - lastHeard > GONE_MS) lose(words.gone);
  }, 1000);

  function show_level(samples) {
    let sum = 0, peak = 0;
    for (const sample of samples) {
      sum += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    const level = 10 * Math.log10(sum / samples.length + 1e-9);
    floor = [...floor, level].slice(-100);
    part.level.value = Math.max(0, 60 + 20 * Math.log10(peak + 1e-4));
    const loudest = Math.max(...floor);
    const told = peak > 0.98 ? words.loud : loudest < -75 ? words.silent : loudest < -42 ? words.quiet : words.fine;
    const room = Math.min(...floor) < -50 ? words.still : words.noisy;
    const line = `${told} · ${room}`;
    if (part.heard.textContent !== line) part.heard.textContent = line;
  }

  // --- a take -----------------------------------------------------------------------------------------

  function record() {
    if (state !== "ready" && state !== "closed") return;
    if (!context) return void open(part.microphone.value);
    context.resume();
    if (state !== "ready") return;
    audio.pause();
    forget();
    stopAt = Infinity;
    set("recording", words.recording);
  }

  function stop() {
    if (state !== "recording") return;
    const last = chunks.at(-1);
    stopAt = (last ? last.first + last.samples.length : 0) + AFTER_S * rate;
    set("ending", words.judging);
  }

  function finish() {
    const whole = chunks;
    chunks = [whole.at(-1)];
    stopAt = Infinity;
    const length = whole.reduce((sum, each) => sum + each.samples.length, 0);
    if (length < (BEFORE_S + AFTER_S + SHORTEST_S) * rate) return set("ready", words.ready);
    const span = whole.at(-1).first + whole.at(-1).samples.length - whole[0].first; // more than its samples: some were lost
    const apart = (whole.at(-1).time - whole[0].time) / 1000 - (length - whole[0].samples.length) / rate;
    const late = Math.sign(apart) * Math.max(0, Math.abs(apart) - JITTER_S);
    judge(wav_of(whole, length, rate), span / rate + late);
  }

  async function judge(wav, clock) {
    set("judging", words.judging);
    take = { wav, mayBeKept: false, pace: 0 };
    const text = texts[at];
    try {
      const query = new URLSearchParams({ clock: clock.toFixed(4), paces: paces.slice(-200).map((each) => each.toFixed(3)).join(","), said: text.said });
      const answer = await fetch(`/takes/${text.part}?${query}`, { method: "PUT", headers: { "content-type": "audio/wav" }, body: wav });
      const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
      if (!answer.ok) throw new Error(told.told ?? `HTTP ${answer.status}`);
      take = { wav, mayBeKept: told.mayBeKept, pace: told.pace };
      show_verdict(told);
    } catch (error) {
      set("ready", error instanceof TypeError ? words.offline : error.message, "bad");
    }
  }

  function show_verdict(told) {
    part.problems.replaceChildren(...told.problems.map((problem) => {
      const row = document.createElement("li");
      row.className = problem.severity;
      row.textContent = `${problem.severity === "error" ? "✗" : "▲"} ${problem.told}`;
      return row;
    }));
    part.measured.textContent = told.measured;
    if (!told.mayBeKept) set("ready", `✗ ${words.bad}`, "bad");
    else if (told.problems.length) set("ready", `▲ ${words.listen}`, "warn");
    else set("ready", `✓ ${words.good}`, "good");
  }

  function hear() {
    if (!take || state !== "ready") return;
    if (!audio.paused) return audio.pause();
    URL.revokeObjectURL(audio.src);
    audio.src = URL.createObjectURL(take.wav);
    audio.play().catch((error) => toast(error.message));
  }

  async function keep(replace = false) {
    if (!take?.mayBeKept || state !== "ready") return;
    const { pace } = take;
    const text = texts[at];
    set("judging", words.judging);
    try {
      await send(`/takes/${text.part}/keep`, { said: text.said, replace });
      paces.push(pace);
      text.kept = true;
      toast(words.kept);
      next();
    } catch (error) {
      set("ready", error instanceof TypeError ? words.offline : error.answer?.exists ? words.ask : error.message, "bad");
      if (error.answer?.exists) ask();
    }
  }

  function ask() {
    part.question.textContent = words.ask;
    part.ask.returnValue = "no";
    const answered = () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // the keys are for the session again
      if (part.ask.returnValue === "yes") keep(true);
    };
    part.ask.addEventListener("close", answered, { once: true });
    part.ask.showModal();
  }

  function skip() {
    if (state !== "ready" && state !== "closed") return;
    if (take && !texts[at].kept) send(`/takes/${texts[at].part}/drop`, { said: texts[at].said }).catch(() => {});
    next();
  }

  function next() {
    audio.pause();
    forget();
    at += 1;
    if (at < texts.length) return show();
    opened += 1;
    close();
    part.text.replaceChildren();
    for (const button of session.querySelectorAll(".keys button")) button.disabled = true;
    state = "over";
    tell(words.finished, "good");
  }

  function forget() {
    take = null;
    part.problems.replaceChildren();
    part.measured.textContent = "";
  }

  // --- what is seen -----------------------------------------------------------------------------------

  function show() {
    const text = texts[at];
    part.count.textContent = words.count.replace("{n}", String(at + 1)).replace("{texts}", String(texts.length));
    part.title.textContent = text.title;
    part.length.textContent = text.length;
    part.text.replaceChildren(...text.sentences.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }));
    if (context) set(state === "closed" ? "closed" : "ready", words.ready);
  }

  function set(now, told, kind = "") {
    state = now;
    session.dataset.state = now;
    tell(told, kind);
    const on = now === "recording";
    part.record.setAttribute("aria-pressed", String(on));
    part.record.querySelector("span").textContent = on ? words.stop : words.record;
    part.record.disabled = now === "ending" || now === "judging";
    part.hear.disabled = part.again.disabled = !take || now !== "ready";
    part.keep.disabled = !take?.mayBeKept || now !== "ready";
    part.skip.disabled = now !== "ready" && now !== "closed";
  }

  function tell(told, kind = "") {
    part.state.textContent = told;
    part.state.className = `told ${kind}`;
  }

  const does = { record: () => (state === "recording" ? stop() : record()), hear, again: record, keep: () => keep(), skip };
  const keys = { " ": "record", p: "hear", з: "hear", r: "again", к: "again", Enter: "keep", ArrowRight: "skip" };
  for (const [name, act] of Object.entries(does)) {
    part[name].addEventListener("click", () => {
      act();
      part[name].blur(); // or the next Space would press it again
    });
  }
  document.addEventListener("keydown", (event) => {
    const field = event.target instanceof Element ? event.target.closest("select, input, a, dialog, button") : null;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || field || event.repeat || event.ctrlKey || event.altKey || event.metaKey || part.ask.open) return;
    event.preventDefault();
    does[act]();
  });
  part.microphone.addEventListener("change", () => {
    open(part.microphone.value);
    part.microphone.blur(); // or the next Space would open the list
  });
  session.addEventListener("click", (event) => {
    const step = event.target instanceof Element ? event.target.closest("[data-size]") : null;
    if (!(step instanceof HTMLElement)) return;
    size = Math.min(5, Math.max(1, size + Number(step.dataset.size)));
    part.text.className = `prompt size-${size}`;
  });
  window.addEventListener("beforeunload", (event) => {
    if (state === "recording" || (take?.mayBeKept && !texts[at]?.kept)) event.preventDefault();
  });

  show();
  open("");
}

/** Return `chunks` as a WAV of float32: no sample is rounded. */
export function wav_of(chunks, length, rate) {
  const bytes = new ArrayBuffer(58 + 4 * length);
  const view = new DataView(bytes);
  const word = (at, text) => [...text].forEach((letter, n) => view.setUint8(at + n, letter.charCodeAt(0)));
  word(0, "RIFF");
  view.setUint32(4, 50 + 4 * length, true);
  word(8, "WAVEfmt ");
  view.setUint32(16, 18, true);
  view.setUint16(20, 3, true); // IEEE float
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 4 * rate, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 32, true);
  word(38, "fact");
  view.setUint32(42, 4, true);
  view.setUint32(46, length, true);
  word(50, "data");
  view.setUint32(54, 4 * length, true);
  let at = 58;
  for (const chunk of chunks) {
    for (const sample of chunk.samples) {
      view.setFloat32(at, sample, true);
      at += 4;
    }
  }
  return new Blob([bytes], { type: "audio/wav" });
}
