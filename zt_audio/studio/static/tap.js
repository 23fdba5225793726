// @ts-check
// Runs in the audio thread: hands on every sample of the microphone, with its number and the time.

const CHUNK = 2048;

class Tap extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Float32Array(CHUNK);
    this.filled = 0;
    this.first = 0;
  }

  process(inputs) {
    const channel = inputs[0][0];
    if (this.filled === 0) this.first = currentFrame;
    if (channel) this.samples.set(channel, this.filled);
    this.filled += channel ? channel.length : 128; // no channel: the microphone gives nothing, which is silence
    if (this.filled >= CHUNK) {
      this.port.postMessage({ first: this.first, samples: this.samples, time: Date.now() }, [this.samples.buffer]);
      this.samples = new Float32Array(CHUNK);
      this.filled = 0;
    }
    return true;
  }
}

registerProcessor("tap", Tap);
