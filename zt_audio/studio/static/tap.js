// Runs in the audio thread: hands on every sample of the microphone, with its number and the time.

const CHUNK = 2048;
const BLOCK = 128; // of a microphone that gives nothing, which is silence

class Tap extends AudioWorkletProcessor {
  samples = new Float32Array(CHUNK);
  filled = 0; first = 0;

  process([[channel]]) {
    if (this.filled === 0) this.first = currentFrame;
    if (channel) this.samples.set(channel, this.filled);
    this.filled += channel?.length ?? BLOCK;
    if (this.filled < CHUNK) return true;
    this.port.postMessage({ first: this.first, samples: this.samples, time: Date.now() }, [this.samples.buffer]);
    this.samples = new Float32Array(CHUNK);
    this.filled = 0;
    return true;
  }
}

registerProcessor("tap", Tap);
