"""A WAV file of one's own in, a chime's samples out, or what is wrong with it."""

from __future__ import annotations

import io

import numpy as np
import soundfile
import soxr

from zt_audio.errors import ContentError
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.model import Problem, Where
from zt_audio.sound.chime import SILENCE_AFTER_MS
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.pcm import Samples, faded, silence

SHORTEST_S, LONGEST_S = 0.5, 5.0  # shorter is a click; longer, and people have stopped listening
SILENT_BELOW_DBFS = -60.0


def own_chime_samples(wav: bytes, where: Where | None = None) -> Samples:
    """Return the sound of `wav` at no particular level, and the same silence after it as after other chimes.

    Raises ContentError `chime-undecodable`, `chime-length`, `chime-silent` at `where`.
    """
    try:
        channels, rate = soundfile.read(io.BytesIO(wav), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise ContentError(Problem("chime-undecodable", where)) from error
    length_s = len(channels) / rate
    if not SHORTEST_S <= length_s <= LONGEST_S:
        facts = {"length_s": round(length_s, 2), "shortest_s": SHORTEST_S, "longest_s": LONGEST_S}
        raise ContentError(Problem("chime-length", where, facts))
    mono = channels.mean(axis=1) - channels.mean()
    if not np.isfinite(mono).all() or dbfs(float(np.abs(mono).max())) < SILENT_BELOW_DBFS:
        raise ContentError(Problem("chime-silent", where))
    return np.concatenate([faded(soxr.resample(mono, rate, SAMPLE_RATE)), silence(SILENCE_AFTER_MS)])
