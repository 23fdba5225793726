"""A microphone in a page that hears what a test says, when it says so: no clock has to be met."""

from __future__ import annotations

import base64

import numpy as np

from tests.support.chrome import Chrome
from tests.support.read_aloud import RATE, ROOM

_SCRIPT = f"""
window.heard = {{
  rate: {RATE},
  open() {{
    const context = new AudioContext();
    const into = context.createMediaStreamDestination();
    const room = context.createBuffer(1, {RATE}, {RATE});
    room.copyToChannel(Float32Array.from({{ length: {RATE} }}, () => (Math.random() - 0.5) * {ROOM * 3.4}), 0);
    const source = new AudioBufferSourceNode(context, {{ buffer: room, loop: true }});
    source.connect(into);
    source.start();
    const track = into.stream.getAudioTracks()[0];
    track.getSettings = () => ({{ sampleRate: context.sampleRate, deviceId: "fake" }});
    Object.assign(this, {{ context, into, track }});
    return into.stream;
  }},
  say(text) {{
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const samples = Float32Array.from(new Int16Array(bytes.buffer), (sample) => sample / 32768);
    const buffer = this.context.createBuffer(1, samples.length, this.rate);
    buffer.copyToChannel(samples, 0);
    const voice = new AudioBufferSourceNode(this.context, {{ buffer }});
    voice.connect(this.into);
    voice.start();
  }},
}};
navigator.mediaDevices.getUserMedia = async () => window.heard.open();
navigator.mediaDevices.enumerateDevices = async () => [{{ kind: "audioinput", deviceId: "fake", label: "Fake" }}];
"""


def give_microphone(page: Chrome) -> None:
    """Let every page that is opened from now on have this microphone, and no other."""
    page.say("Page.addScriptToEvaluateOnNewDocument", source=_SCRIPT)


def say(page: Chrome, voice: np.ndarray) -> None:
    """Let the microphone hear `voice` from now on, of full scale 1 and the rate RATE."""
    samples = np.clip(np.rint(voice * 32767), -32768, 32767).astype("<i2")
    page.run(f"window.heard.say('{base64.b64encode(samples.tobytes()).decode()}')")
