"""Turn speech into float samples at 44.1 kHz: remove DC, find and fade the edges, resample. Mono in the whole room.

Loudness convention, stated once: every file is mono and is measured as the one channel it has, which is how
`ffmpeg -af ebur128` reads a mono MP3. The same signal on both channels of a stereo file would read 3 LU more.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import soxr
from numpy.typing import NDArray

from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # pydub looks for an ffmpeg that we do not need, and says so on stderr
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

from zt_audio.model import Speech

Samples = NDArray[np.float32]  # mono, full scale 1.0, at SAMPLE_RATE unless a contract says otherwise

LEAD_MS = 30  # before the first sound: a fricative swells from below the threshold
TAIL_MS = 50  # after the last: final consonants are released late and die away
FADE_MS = 0.5  # both ends are exactly zero, yet a plosive that opens a tightly cut take keeps its burst
QUIET_BELOW_PEAK_DB = 50.0  # an unstressed f or h lies 35-40 dB below the loudest vowel
QUIETEST_DBFS = -80.0  # nothing below this is speech
_WINDOW_MS = 5


def silence(duration_ms: float) -> Samples:
    return np.zeros(round(duration_ms * SAMPLE_RATE / 1000), np.float32)


def samples_of(speech: Speech) -> Samples:
    """Return the samples of `speech` at its own rate."""
    return np.frombuffer(speech.pcm, "<i2", count=len(speech.pcm) // 2).astype(np.float32) / np.float32(32768)


def with_samples(speech: Speech, samples: Samples) -> Speech:
    """Return `speech` with other samples of the same rate; what is louder than full scale is cut off."""
    return replace(speech, pcm=np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes())


def from_speech(speech: Speech) -> Samples:
    """Return the spoken part of a take with exactly LEAD_MS before it and TAIL_MS after it; empty where it is silent.

    Silence fills up a take that has less around its speech, so that pauses are as long as asked for.
    """
    take = AudioSegment(speech.pcm, sample_width=2, frame_rate=speech.sample_rate, channels=1)
    start_ms, end_ms = spoken_span_ms(take)
    if start_ms == end_ms:
        return silence(0)
    kept = take[max(0, start_ms - LEAD_MS) : end_ms + TAIL_MS]
    samples = (np.frombuffer(kept.raw_data, "<i2") - np.frombuffer(take.raw_data, "<i2").mean()) / 32768
    voice = soxr.resample(faded(samples.astype(np.float32), speech.sample_rate), speech.sample_rate, SAMPLE_RATE)
    missing_ms = max(0, LEAD_MS - start_ms), max(0, end_ms + TAIL_MS - len(take))
    return np.concatenate([silence(missing_ms[0]), voice, silence(missing_ms[1])])


def spoken_span_ms(take: AudioSegment) -> tuple[int, int]:
    """Return where the first sound of `take` begins and the last one ends; (0, 0) where it is silent."""
    # pydub's removal is integer and may wrap: good enough to look for edges, not to listen to
    level = take.remove_dc_offset()
    threshold_dbfs = max(level.max_dBFS - QUIET_BELOW_PEAK_DB, QUIETEST_DBFS)
    if (start_ms := detect_leading_silence(level, threshold_dbfs, _WINDOW_MS)) == len(level):
        return 0, 0
    return start_ms, len(level) - detect_leading_silence(level.reverse(), threshold_dbfs, _WINDOW_MS)


def faded(samples: Samples, sample_rate: int = SAMPLE_RATE) -> Samples:
    """Return `samples` with FADE_MS of straight ramp from and to zero."""
    count = min(len(samples) // 2, round(FADE_MS * sample_rate / 1000))
    ramp = np.linspace(0, 1, count, dtype=np.float32)
    shaped = samples.copy()
    shaped[:count] *= ramp
    shaped[len(shaped) - count :] *= ramp[::-1]
    return shaped


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
