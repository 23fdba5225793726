// The microphone: one stream for a whole session, of which every sample stays as it came.

const START_S = 0.3; // a microphone begins with a click or with nothing
const AROUND_S = 0.25; // is kept from before and after the key
const SHORTEST_S = 0.2;
const MOST_S = 300; // a text is a paragraph; a key that was forgotten fills no memory
const QUIET_S = 2.5; // after speech: the text is over
const JITTER_S = 0.1; // blocks of sound come late by this much on a busy computer
const GONE_MS = 3000; // without sound
const SPEECH_DB = 15; // above the room
const FLOOR_DB = -90; // of a headset that closes its gate
const BLOCKS = 200; // in which the room is heard, 9 s
const LEAST_BLOCKS = 6; // of speech: a key that is pressed is shorter
const WANTED = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: { ideal: 1 }, sampleRate: { ideal: 48000 } };

/** Open a microphone. `tell` gets "level", "asleep", "ending", "take", "short"; "denied", "none" or "gone" ends it. */
export function openMicrophone(wanted, tell) {
  let context = null, stream = null, take = null, begun = null, heardAt = 0, isClosed = false, chunks = [], levels = [];
  const microphone = { rate: 0, device: "", isProcessed: false, wake: () => context?.resume(), drop: () => (take = null), beep, begin, end, close };
  const watch = setInterval(() => context?.state === "running" && Date.now() - heardAt > GONE_MS && close("gone"), 1000);

  async function open() {
    stream = await navigator.mediaDevices.getUserMedia({ audio: wanted ? { ...WANTED, deviceId: { ideal: wanted } } : WANTED });
    const track = stream.getAudioTracks()[0];
    if (isClosed) return track.stop();
    track.addEventListener("ended", () => close("gone"));
    const { sampleRate, deviceId, echoCancellation, noiseSuppression, autoGainControl } = track.getSettings();
    context = new AudioContext(sampleRate ? { sampleRate } : {});
    const isProcessed = Boolean(echoCancellation || noiseSuppression || autoGainControl); // as for calls, although unasked
    Object.assign(microphone, { rate: context.sampleRate, device: deviceId, isProcessed });
    await context.audioWorklet.addModule("/static/tap.js");
    if (isClosed) return;
    const tap = new AudioWorkletNode(context, "tap", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    tap.port.onmessage = (message) => isClosed || takeIn(message.data);
    context.createMediaStreamSource(stream).connect(tap);
    heardAt = Date.now();
    if (context.state === "suspended") tell("asleep");
  }

  function close(why) {
    if (isClosed) return;
    isClosed = true;
    clearInterval(watch);
    stream?.getTracks().forEach((track) => track.stop());
    context?.close();
    if (why) tell(why);
  }

  /** Sound a short tone in `seconds`. */
  function beep(seconds) {
    const tone = new OscillatorNode(context, { frequency: 660 });
    tone.connect(new GainNode(context, { gain: 0.15 })).connect(context.destination);
    tone.start(context.currentTime + seconds);
    tone.stop(context.currentTime + seconds + 0.1);
  }

  /** Begin a take now, with what was heard right before; speech is waited for after `quiet` seconds. */
  function begin(quiet) { take = { from: after(chunks.at(-1)) + quiet * microphone.rate, stopAt: Infinity, blocks: 0, spoke: 0, loudest: FLOOR_DB }; }

  /** End the take right after now; a moment later it is told. */
  function end() { if (take) take.stopAt = Math.min(take.stopAt, after(chunks.at(-1)) + AROUND_S * microphone.rate); }

  function takeIn(chunk) {
    heardAt = Date.now();
    begun ??= chunk.first;
    const level = levelOf(chunk.samples);
    levels = [...levels, level].slice(-BLOCKS);
    if (chunk.first - begun < START_S * microphone.rate) return;
    chunks.push(chunk);
    tell("level", level);
    if (take) listen(chunk, level);
    else while (after(chunk) - after(chunks[0]) > AROUND_S * microphone.rate) chunks.shift();
  }

  /** Find the end of the take: the key, quiet after speech, or the longest time. */
  function listen(chunk, level) {
    const floor = Math.min(...levels);
    take.loudest = Math.max(take.loudest, level);
    if (chunk.first > take.from && level > floor + Math.max(SPEECH_DB, 0.4 * (take.loudest - floor))) {
      take.spoke = after(chunk);
      take.blocks += 1;
    }
    const isOver = take.blocks > LEAST_BLOCKS && after(chunk) - take.spoke > QUIET_S * microphone.rate;
    if (take.stopAt === Infinity && (isOver || chunk.first - chunks[0].first > MOST_S * microphone.rate)) {
      end();
      tell("ending");
    }
    if (after(chunk) >= take.stopAt) finish();
  }

  function finish() {
    const whole = chunks, { rate } = microphone;
    [chunks, take] = [[whole.at(-1)], null];
    const length = whole.reduce((sum, each) => sum + each.samples.length, 0);
    if (length < (2 * AROUND_S + SHORTEST_S) * rate) return tell("short");
    const span = after(whole.at(-1)) - whole[0].first; // more than its samples: some were lost
    const apart = (whole.at(-1).time - whole[0].time) / 1000 - (length - whole[0].samples.length) / rate;
    const late = Math.sign(apart) * Math.max(0, Math.abs(apart) - JITTER_S);
    tell("take", { wav: wavOf(whole, length, rate), clock: span / rate + late });
  }

  open().catch((error) => close(error.name === "NotAllowedError" ? "denied" : "none"));
  return microphone;
}

const after = (chunk) => (chunk ? chunk.first + chunk.samples.length : 0);

function levelOf(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.max(FLOOR_DB, 10 * Math.log10(power + 1e-12));
}

/** Return `chunks` as a WAV of float32: no sample is rounded. Every processor that a browser runs on is little-endian. */
function wavOf(chunks, length, rate) {
  const head = [0x46464952, 36 + 4 * length, 0x45564157, 0x20746d66, 16, 0x00010003, rate, 4 * rate, 0x00200004, 0x61746164, 4 * length];
  return new Blob([new Uint32Array(head), ...chunks.map((each) => each.samples)], { type: "audio/wav" });
}
