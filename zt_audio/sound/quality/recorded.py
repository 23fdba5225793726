"""What a person recorded in, the reasons why it should be recorded again out. Pure and cheap.

Wider than the gate for engines: people differ, rest where they like, and sit in rooms. The bounds were tried on
takes of espeak-ng: in noise, compressed, limited, clipped, as MP3; and they say what a listener would notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from zt_audio.model import Fact, Problem, Speech
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.quality import recorded_figures as figures
from zt_audio.sound.quality import signal as gate_signal
from zt_audio.sound.quality.recorded_ends import trimmed
from zt_audio.sound.quality.recorded_figures import Heard
from zt_audio.sound.quality.repeat import repeated_share
from zt_audio.sound.quality.takes import take_of

LOWEST_RATE_HZ = 16_000  # below it s and sh are lost
MEASURABLE_RATE_HZ = 4_000
SILENT_BELOW_DBFS = -50.0  # peak
SHORTEST_S = 0.15

FASTEST = 8.0  # syllables a second

QUIETEST_DB = -38.0  # loud vowels
MOST_NEAR_PEAK = 0.004  # share of samples: 0.0006 compressed, 0.0037 limited by 6 dB, 0.0045 cut by 6 dB and MP3
MOST_OFFSET = 0.25  # of the RMS
LOUDEST_EDGE_DB = -14.0  # as the gate for engines
LONGEST_REST_S = 3.0
HIGHEST_CENTRE_HZ = 3400.0
MOST_RUMBLE = 0.5  # of the power; close microphones have some, and `street` cuts it off
MOST_REPEATED = 0.9


@dataclass(frozen=True, slots=True)
class Check:
    """A recording is sound where `measure` gives `least` to `most`."""

    slug: str
    measure: Callable[[Heard], float]
    least: float
    most: float

    def problems(self, heard: Heard, file: str) -> Iterator[Problem]:
        figure = self.measure(heard)
        if not self.least <= figure <= self.most:
            bound = self.most if figure > self.most else self.least
            yield Problem(self.slug, None, {"file": file, "measured": round(figure, 2), "bound": bound})


CHECKS = (
    Check("recorded-fast", figures.hurry, 0, FASTEST),
    Check("recorded-slow", figures.dawdling, -np.inf, 0),
    Check("recorded-quiet", lambda heard: heard.take.loud_db, QUIETEST_DB, 0),
    Check("recorded-clipped", figures.near_peak_share, 0, MOST_NEAR_PEAK),
    Check("recorded-noise", lambda heard: gate_signal.floor_db(heard.take), -np.inf, figures.LOUDEST_ROOM_DB),
    Check("recorded-offset", lambda heard: heard.offset, 0, MOST_OFFSET),
    Check("recorded-cut-start", figures.start_db, -np.inf, LOUDEST_EDGE_DB),
    Check("recorded-cut-end", figures.end_db, -np.inf, LOUDEST_EDGE_DB),
    Check("recorded-rest", figures.rest_s, 0, LONGEST_REST_S),
    Check("recorded-hiss", lambda heard: gate_signal.centre_hz(heard.take), 0, HIGHEST_CENTRE_HZ),
    Check("recorded-rumble", lambda heard: gate_signal.rumble_share(heard.take), 0, MOST_RUMBLE),
    Check("recorded-stuck", lambda heard: repeated_share(heard.take), 0, MOST_REPEATED),
)


def recorded_problems(speech: Speech, syllables: int, sentences: int, file: str) -> tuple[Problem, ...]:
    """Return what is wrong with `speech`, recorded in `file` for a text of so many syllables and sentences."""
    if speech.sample_rate < MEASURABLE_RATE_HZ:
        return tuple(_rate(speech, file))
    if _is_silent(speech):
        return (Problem("recorded-silent", None, {"file": file}), *_rate(speech, file))
    voice = _without_offset(speech)  # or every level would be that of the offset
    offset = gate_signal.offset_share(take_of(speech))
    heard = Heard(offset, take_of(voice), take_of(trimmed(voice)), syllables, sentences)
    return (*_rate(speech, file), *(problem for check in CHECKS for problem in check.problems(heard, file)))


def _without_offset(speech: Speech) -> Speech:
    samples = np.frombuffer(speech.pcm, "<i2")
    centred = np.clip(np.rint(samples - samples.mean()), -32768, 32767)
    return replace(speech, pcm=centred.astype("<i2").tobytes())


def _rate(speech: Speech, file: str) -> Iterator[Problem]:
    if speech.sample_rate < LOWEST_RATE_HZ:
        facts: dict[str, Fact] = {"file": file, "measured": speech.sample_rate, "bound": LOWEST_RATE_HZ}
        yield Problem("recorded-rate", None, facts)


def _is_silent(speech: Speech) -> bool:
    """Tell whether nothing can be heard; a constant is silence, too."""
    samples = np.frombuffer(speech.pcm, "<i2")
    if len(samples) < SHORTEST_S * speech.sample_rate:
        return True
    return dbfs((int(samples.max()) - int(samples.min())) / 2 / 32768) < SILENT_BELOW_DBFS
