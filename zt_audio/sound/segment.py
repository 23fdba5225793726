"""Make a segment of speech, a chime or a pause: process, encode, and measure what a player will decode."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from zt_audio.content.presets import Chime, Preset
from zt_audio.errors import BuildError
from zt_audio.formats.mp3 import frame_count
from zt_audio.model import Problem, Segment, Speech
from zt_audio.sound import mp3
from zt_audio.sound.chime import chime_samples, own_chime_samples
from zt_audio.sound.enhance import CEILING_DBTP, passage
from zt_audio.sound.limiter import levelled
from zt_audio.sound.loudness import frame_energies, passage_loudness
from zt_audio.sound.pcm import Samples, silence
from zt_audio.sound.true_peak import true_peak_dbtp

HIGHEST_DBTP = -1.0  # of the decoded MP3
STEP_DB = 0.4  # coding lifts single peaks by chance: a little lower often misses them and stays loud
MOST_TRIES = 8  # down to a ceiling of -4.3 dBTP
END_MS = 20  # of silence after the last sample: frames end anywhere, and joins must be silent
CHIME_BELOW_SPEECH_LU = 1.5  # both by `passage_loudness`; momentary maxima lie as far apart


def make_segment(
    key: str,
    speeches: Sequence[Speech],
    pause_ms: int,
    preset: Preset,
    ceiling_dbtp: float = CEILING_DBTP,
    most_tries: int = MOST_TRIES,
) -> Segment:
    """Return the passage of `speeches`, `pause_ms` apart, at the preset's loudness. Raises BuildError `peak-too-high`.

    `ceiling_dbtp` is that of the first of `most_tries`.
    """
    return _at_level(key, passage(speeches, pause_ms, preset), preset.target_lufs, ceiling_dbtp, most_tries)


def chime_segment(key: str, chime: Chime, preset: Preset) -> Segment:
    """Return the chime, a little below speech of the same preset; the shortest pause where it has no notes."""
    return _at_level(key, chime_samples(chime), preset.target_lufs - CHIME_BELOW_SPEECH_LU)


def own_chime_segment(key: str, wav: bytes, preset: Preset) -> Segment:
    """Return the chime of a WAV file, a little below speech of the same preset. Raises ContentError."""
    return _at_level(key, own_chime_samples(wav), preset.target_lufs - CHIME_BELOW_SPEECH_LU)


def silence_segment(key: str, duration_ms: int) -> Segment:
    """Return a pause of as many frames as come nearest to `duration_ms`."""
    return _measured(key, mp3.silent_frames(duration_ms))


def _at_level(
    key: str,
    samples: Samples,
    target_lufs: float,
    ceiling_dbtp: float = CEILING_DBTP,
    most_tries: int = MOST_TRIES,
) -> Segment:
    """Encode at `target_lufs`; where coding lifted a peak too high, limit lower and encode again."""
    for _ in range(most_tries):
        loud = levelled(samples, target_lufs, ceiling_dbtp)
        segment = _measured(key, mp3.encode(np.concatenate([loud, silence(END_MS)])))
        if segment.true_peak_dbtp <= HIGHEST_DBTP:
            return segment
        ceiling_dbtp -= STEP_DB
    facts = {"true_peak_dbtp": round(segment.true_peak_dbtp, 2), "allowed_dbtp": HIGHEST_DBTP}
    raise BuildError(Problem("peak-too-high", facts=facts))


def _measured(key: str, frames: bytes) -> Segment:
    decoded = mp3.decode(frames)
    energies = frame_energies(decoded)
    return Segment(
        key=key,
        frames=frames,
        frame_count=frame_count(frames),
        loudness_lufs=passage_loudness(energies),
        true_peak_dbtp=true_peak_dbtp(decoded),
        energies=energies.astype("<f4").tobytes(),
    )
