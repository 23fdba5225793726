// Runs in the audio thread: hands on every sample of the microphone, with its number and the time.

const CHUNK = 2048;

class Tap extends AudioWorkletProcessor {
  filled = 0;

  process([[channel]]) {
    if (this.filled === 0) Object.assign(this, { first: currentFrame, samples: new Float32Array(CHUNK) });
    if (channel) this.samples.set(channel, this.filled);
    this.filled += channel?.length ?? 128; // of a microphone that gives nothing, which is silence
    if (this.filled < CHUNK) return true;
    this.port.postMessage({ first: this.first, samples: this.samples, time: Date.now() }, [this.samples.buffer]);
    this.filled = 0;
    return true;
  }
}

registerProcessor("tap", Tap);
