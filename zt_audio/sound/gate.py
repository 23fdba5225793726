"""A take in, the reasons why it may not be broadcast out. Cheap and pure: bounds on its level and its length."""

from __future__ import annotations

import numpy as np

from zt_audio.errors import BuildError
from zt_audio.model import Problem, Speech, Where
from zt_audio.sound.loudness import dbfs

SILENT_BELOW_DBFS = -60.0
SHORTEST_SYLLABLE_S = 0.06  # fast talk has 10 syllables a second; 16 nobody says
LONGEST_SYLLABLE_S = 0.7  # a slow announcer says 3 a second
LONGEST_REST_S = 3.0  # silence around the speech, and its pauses at commas


def require_sound_take(speech: Speech, syllables: int, where: Where | None = None) -> None:
    """Raise BuildError with what is wrong with a take of a text of `syllables`."""
    problems = take_problems(speech, syllables, where)
    if problems:
        raise BuildError(problems)


def take_problems(speech: Speech, syllables: int, where: Where | None = None) -> tuple[Problem, ...]:
    """Return what is wrong: `take-silent`, `take-cut`, or `take-length` for a text of `syllables`."""
    samples = np.frombuffer(speech.pcm, "<i2", count=len(speech.pcm) // 2).astype(np.float32) / 32768
    swing = float(np.ptp(samples)) / 2 if len(samples) else 0.0  # a constant is silence, too
    if dbfs(swing) < SILENT_BELOW_DBFS:
        return (Problem("take-silent", where, {"syllables": syllables}),)
    if len(speech.pcm) % 2:
        return (Problem("take-cut", where),)
    length_s = len(samples) / speech.sample_rate
    if SHORTEST_SYLLABLE_S * syllables <= length_s <= LONGEST_SYLLABLE_S * syllables + LONGEST_REST_S:
        return ()
    return (Problem("take-length", where, {"syllables": syllables, "length_s": round(length_s, 1)}),)
