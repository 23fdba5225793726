"""The notes of a chime in, its samples out: what makes people listen before the voice begins."""

from __future__ import annotations

import numpy as np

from zt_audio.content.presets import Chime
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.pcm import Samples, faded, silence

LENGTH_MS = 2200
SILENCE_AFTER_MS = 600
FALL_MS = 450  # a note loses 8.7 dB in this time
PARTIALS = (1.0, 0.35, 0.12)  # a horn carries the second and third better than the first


def chime_samples(chime: Chime) -> Samples:
    """Return the chime at no particular level, LENGTH_MS and then SILENCE_AFTER_MS; empty where it has no notes."""
    if not chime.notes_hz:
        return silence(0)
    mixed = silence(LENGTH_MS)
    for number, note_hz in enumerate(chime.notes_hz):
        start = number * chime.apart_ms * SAMPLE_RATE // 1000
        mixed[start:] += _note(note_hz, len(mixed) - start)
    return np.concatenate([faded(mixed * _closing(len(mixed))), silence(SILENCE_AFTER_MS)])


def _note(frequency_hz: float, count: int) -> Samples:
    time_s = np.arange(count) / SAMPLE_RATE
    tone = sum(level * np.sin(2 * np.pi * frequency_hz * (n + 1) * time_s) for n, level in enumerate(PARTIALS))
    note: Samples = (tone * np.exp(-time_s * 1000 / FALL_MS)).astype(np.float32)
    return note


def _closing(count: int) -> Samples:
    """Return a gain that takes the ringing last fifth gently to zero."""
    tail = np.cos(np.linspace(0, np.pi / 2, count // 5)) ** 2
    return np.concatenate([np.ones(count - len(tail)), tail]).astype(np.float32)
