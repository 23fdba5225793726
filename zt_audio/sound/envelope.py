"""Say how loud a sound is from frame to frame, to draw it, and where its sentences begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.sound.pcm import Samples

_PEAK_DIGITS = 3  # of full scale: a third of a pixel
_SILENT = 0.02  # of the loudest frame's level: below it lie the pauses of a voice, and the room of a recording
MP3_FRAME_S = FRAME_SAMPLES / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class Envelope:
    """The lowest and the highest sample of each MP3 frame of a segment, and its root mean square; full scale is 1.0.

    Peaks alone say little of speech that a limiter has seen: all of it reaches the ceiling.
    """

    lows: Sequence[float]
    highs: Sequence[float]
    rms: Sequence[float]


def envelope(samples: Samples) -> Envelope:
    """Return extremes and root mean square of each frame of `samples`."""
    rows = samples.reshape(-1, FRAME_SAMPLES)
    drawn = (rows.min(axis=1), rows.max(axis=1), np.sqrt(np.square(rows).mean(axis=1)))
    return Envelope(*(values.round(_PEAK_DIGITS).tolist() for values in drawn))


def sentence_starts_s(rms: Sequence[float], sentences: int) -> tuple[float, ...]:
    """Return when each of `sentences` begins in a sound with these levels of frames: after its longest pauses.

    A voice rests longer between sentences than within one. Where there are too few pauses the time is divided evenly.
    """
    quiet = np.asarray(rms) <= _SILENT * max(rms, default=0.0)
    edges = np.flatnonzero(np.diff(quiet.astype(np.int8), prepend=0, append=0))
    pauses = [(end - first, end) for first, end in edges.reshape(-1, 2).tolist() if first and end < len(rms)]
    if len(pauses) < sentences - 1:
        return tuple(len(rms) * MP3_FRAME_S * at / sentences for at in range(sentences))
    ends = sorted(end for _length, end in sorted(pauses, reverse=True)[: sentences - 1])
    return (0.0, *(end * MP3_FRAME_S for end in ends))[:sentences]
