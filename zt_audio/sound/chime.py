"""Make the samples of a chime, from notes or from a WAV file of the project."""

from __future__ import annotations

import numpy as np
import soxr

from zt_audio.content.presets import Chime
from zt_audio.errors import ContentError
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.formats.sound_file import LongSoundError, UnreadableSoundError, read_sound
from zt_audio.model import Problem, Where
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import Samples, faded, silence

LENGTH_MS = 2200
SILENCE_AFTER_MS = 600
FALL_MS = 450  # a note loses 8.7 dB in this time
PARTIALS = (1.0, 0.35, 0.12)  # a horn carries the second and third better than the first

# Of a WAV file of the project.
SHORTEST_S, LONGEST_S = 0.5, 5.0  # shorter is a click; longer, and people have stopped listening
_SILENT_BELOW_DBFS = -60.0


def chime_samples(chime: Chime) -> Samples:
    """Return LENGTH_MS of chime and SILENCE_AFTER_MS, not levelled; empty where it has no notes."""
    if not chime.notes_hz:
        return silence(0)
    mixed = silence(LENGTH_MS)
    for number, note_hz in enumerate(chime.notes_hz):
        start = number * chime.apart_ms * SAMPLE_RATE // 1000
        time_s = np.arange(len(mixed) - start) / SAMPLE_RATE
        tone = sum(level * np.sin(2 * np.pi * note_hz * (n + 1) * time_s) for n, level in enumerate(PARTIALS))
        mixed[start:] += (tone * np.exp(-time_s * 1000 / FALL_MS)).astype(np.float32)
    return np.concatenate([faded(mixed * _closing(len(mixed))), silence(SILENCE_AFTER_MS)])


def own_chime_samples(wav: bytes, where: Where | None = None) -> Samples:
    """Return the sound of `wav` at its own level, with the silence of other chimes after it.

    Raises ContentError `chime-undecodable`, `chime-length`, `chime-silent` at `where`.
    """
    try:
        sound = read_sound(wav, LONGEST_S)
    except UnreadableSoundError as error:
        raise ContentError(Problem("chime-undecodable", where)) from error
    except LongSoundError as error:
        raise _wrong_length(error.length_s, where) from error
    channels, rate = sound.samples, sound.sample_rate
    if len(channels) < SHORTEST_S * rate:
        raise _wrong_length(len(channels) / rate, where)
    mono = channels.mean(axis=1) - channels.mean()
    if not np.isfinite(mono).all() or dbfs(float(np.abs(mono).max())) < _SILENT_BELOW_DBFS:
        raise ContentError(Problem("chime-silent", where))
    return np.concatenate([faded(soxr.resample(mono, rate, SAMPLE_RATE)), silence(SILENCE_AFTER_MS)])


def _wrong_length(length_s: float, where: Where | None) -> ContentError:
    facts = {"length_s": round(length_s, 2), "shortest_s": SHORTEST_S, "longest_s": LONGEST_S}
    return ContentError(Problem("chime-length", where, facts))


def _closing(count: int) -> Samples:
    """Return a gain that fades the last fifth of the ringing to zero."""
    tail = np.cos(np.linspace(0, np.pi / 2, count // 5)) ** 2
    return np.concatenate([np.ones(count - len(tail)), tail]).astype(np.float32)
