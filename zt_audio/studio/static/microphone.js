// @ts-check
// The microphone: one stream for a whole session, of which every sample stays as it came.

const START_S = 0.3; // a microphone begins with a click or with nothing
const BEFORE_S = 0.25; // is kept from before the key
const AFTER_S = 0.25; // and after it
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

export class Microphone {
  rate = 0;
  isProcessed = false; // as for calls, although we asked for none of it
  #opened = 0;
  #context = null;
  #stream = null;
  #chunks = [];
  #levels = [];
  #begin = null;
  #take = null;

  /** `tell` gets "asleep", "open", "level", "ending", "take", and "denied", "none" or "gone" where there is no sound. */
  constructor(tell) {
    this.tell = tell;
    setInterval(() => this.#context?.state === "running" && Date.now() - this.#heard > GONE_MS && this.close("gone"), 1000);
  }

  #heard = 0;

  async open(device) {
    this.close();
    const mine = this.#opened;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: device ? { ...WANTED, deviceId: { ideal: device } } : WANTED });
      const track = stream.getAudioTracks()[0];
      if (mine !== this.#opened) return track.stop();
      this.#stream = stream;
      track.addEventListener("ended", () => mine === this.#opened && this.close("gone"));
      const found = track.getSettings();
      this.isProcessed = Boolean(found.echoCancellation || found.noiseSuppression || found.autoGainControl);
      this.device = found.deviceId;
      const context = new AudioContext(found.sampleRate ? { sampleRate: found.sampleRate } : {});
      this.#context = context;
      this.rate = context.sampleRate;
      await context.audioWorklet.addModule("/static/tap.js");
      if (mine !== this.#opened) return;
      const tap = new AudioWorkletNode(context, "tap", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
      tap.port.onmessage = (message) => mine === this.#opened && this.#takeIn(message.data);
      context.createMediaStreamSource(stream).connect(tap);
      this.#begin = null;
      this.#heard = Date.now();
      if (context.state === "suspended") this.tell("asleep");
    } catch (error) {
      if (mine === this.#opened) this.close(error.name === "NotAllowedError" ? "denied" : "none");
    }
  }

  /** Let go of the device, and say `why` where nobody asked for it. */
  close(why) {
    this.#opened += 1;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#stream = this.#context = this.#take = null;
    this.#chunks = [];
    if (why) this.tell(why);
  }

  get isOpen() {
    return this.#context !== null;
  }

  /** Return the microphones that there are. */
  async devices() {
    return (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "audioinput");
  }

  wake() {
    return this.#context?.resume();
  }

  /** Sound a short tone in `seconds`. */
  beep(seconds) {
    const tone = new OscillatorNode(this.#context, { frequency: 660 });
    const gain = new GainNode(this.#context, { gain: 0.15 });
    tone.connect(gain).connect(this.#context.destination);
    tone.start(this.#context.currentTime + seconds);
    tone.stop(this.#context.currentTime + seconds + 0.1);
  }

  /** Begin a take now, with what was heard right before; speech is waited for after `quiet` seconds. */
  begin(quiet) {
    this.#take = { from: after(this.#chunks.at(-1)) + quiet * this.rate, stopAt: Infinity, voiced: 0, spoke: 0, loudest: FLOOR_DB };
  }

  /** End the take right after now; a moment later it is told. */
  end() {
    if (this.#take) this.#take.stopAt = Math.min(this.#take.stopAt, after(this.#chunks.at(-1)) + AFTER_S * this.rate);
  }

  drop() {
    this.#take = null;
  }

  #takeIn(chunk) {
    this.#heard = Date.now();
    this.#begin ??= chunk.first;
    const level = levelOf(chunk.samples);
    this.#levels = [...this.#levels, level].slice(-BLOCKS);
    if (chunk.first - this.#begin < START_S * this.rate) return;
    this.#chunks.push(chunk);
    this.tell("level", level);
    const take = this.#take;
    if (!take) {
      while (this.#chunks.length > 1 && after(chunk) - after(this.#chunks[0]) > BEFORE_S * this.rate) this.#chunks.shift();
      return;
    }
    const floor = Math.min(...this.#levels);
    take.loudest = Math.max(take.loudest, level);
    if (chunk.first > take.from && level > floor + Math.max(SPEECH_DB, 0.4 * (take.loudest - floor))) {
      take.spoke = after(chunk);
      take.voiced += 1;
    }
    const isOver = take.voiced > LEAST_BLOCKS && after(chunk) - take.spoke > QUIET_S * this.rate;
    if (take.stopAt === Infinity && (isOver || chunk.first - this.#chunks[0].first > MOST_S * this.rate)) {
      this.end();
      this.tell("ending");
    }
    if (after(chunk) >= take.stopAt) this.#finish();
  }

  #finish() {
    const whole = this.#chunks;
    this.#chunks = [whole.at(-1)];
    this.#take = null;
    const length = whole.reduce((sum, each) => sum + each.samples.length, 0);
    if (length < (BEFORE_S + AFTER_S + SHORTEST_S) * this.rate) return this.tell("open");
    const span = after(whole.at(-1)) - whole[0].first; // more than its samples: some were lost
    const apart = (whole.at(-1).time - whole[0].time) / 1000 - (length - whole[0].samples.length) / this.rate;
    const late = Math.sign(apart) * Math.max(0, Math.abs(apart) - JITTER_S);
    this.tell("take", { wav: wavOf(whole, length, this.rate), clock: span / this.rate + late });
  }
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
