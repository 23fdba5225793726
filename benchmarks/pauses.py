"""Measure how far a recording's room lies behind its words in a track, over whole pauses, and what soft ends lose.

RHVoice reads shipped texts as people do, with known pauses, in rooms RECORDED_DB below the words; ends of words are the
last END_S of each sentence, as far as they stand AUDIBLE_DB above the room in a third of an octave that a horn plays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.signal import fftconvolve, stft

from benchmarks import projects
from benchmarks.figure import Figure, Goal, say
from benchmarks.stand_ins import RATE_HZ, VOICES, StandIns, Wave
from benchmarks.workshop import Workshop
from zt_audio.content.presets import DEFAULT_PRESET, PRESETS
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.model import Speech
from zt_audio.pipeline.tasks import cleaned_recording
from zt_audio.published.inputs import code_digest
from zt_audio.recordings.status import RecordingText, recordings_view
from zt_audio.sound.clean import without_hum_and_rumble
from zt_audio.sound.pcm import Samples, samples_of
from zt_audio.sound.segment import decode, make_segment
from zt_audio.store.workspace import Workspace

RECORDED_DB = 25.0
PAUSE_S, END_S = 0.6, 0.08
AUDIBLE_DB = 5.0
HEAVY_DB = 3.0  # an end that loses more is counted
_TEXTS = 16
_LEAST_VOICE = 0.008  # of the peak; what is softer is a pause
_WORD_SHARE = 1e-3  # of the power of loud moments: less is no word
_FRAME_S = 0.01
_THIRDS_HZ = 300 * 2 ** (np.arange(14) / 3)  # to 6 kHz


@dataclass(frozen=True)
class Heard:
    """What a room left of one text: words over each pause, and for each audible end what the cleaner took, in dB."""

    pauses_db: list[float]
    ends_db: list[float]


def whole(shop: Workshop) -> list[Figure]:
    """Return the level of words over whole pauses in the track, and what audible ends of words lose."""
    view = recordings_view(Workspace(projects.shipped(shop.folder / "paused")), code_digest())
    texts = [text for text in view.texts if len(text.sentences) > 1]
    readers = StandIns(shop.emptied("pauses"))
    heard = [_heard(text, at, readers) for at, text in enumerate(texts[:: len(texts) // (3 if shop.quick else _TEXTS)])]
    pauses_db, ends_db = ([db for each in heard for db in getattr(each, name)] for name in ("pauses_db", "ends_db"))
    say(f"pauses: {len(pauses_db)} pauses, {len(ends_db)} ends of words")
    worst = {"worst": round(min(pauses_db), 1), "pauses": len(pauses_db)}
    lost = {
        "worst": round(-min(ends_db), 1),
        "ends": len(ends_db),
        f"over_{HEAVY_DB:g}_db": sum(db < -HEAVY_DB for db in ends_db),
    }
    return [
        Figure("pauses-behind-words", fmean(pauses_db), Goal(">=", 22, "dB"), detail=worst),
        Figure("ends-lost", -fmean(ends_db), Goal("<=", 1, "dB"), detail=lost),
    ]


def _heard(text: RecordingText, at: int, readers: StandIns) -> Heard:
    voices = VOICES[text.lang]
    clean = _read(text, voices[at % len(voices)], readers)
    noise = _room(len(clean), at)
    noise *= _word_level(clean, RATE_HZ) * 10 ** (-RECORDED_DB / 20) / noise.std()
    noisy = Speech(np.rint(32_767 * (clean + noise)).astype("<i2").tobytes(), RATE_HZ)
    take, preset = cleaned_recording(noisy, PRESETS[DEFAULT_PRESET])
    track = np.asarray(decode(make_segment("pauses", [take], 0, preset).frames), np.float64)
    # Offset and rumble go from both: what is asked for is what the cleaner takes besides.
    voice, before = (
        without_hum_and_rumble(samples, RATE_HZ) for samples in (clean.astype(np.float32), samples_of(noisy))
    )
    after = without_hum_and_rumble(samples_of(take), RATE_HZ)
    ends = [end for end, _start in _pauses(clean) if _is_audible(clean[_end_part(end)], noise)]
    lost = [_kept_db(voice[part], before[part], after[part]) for part in map(_end_part, ends)]
    return Heard(list(_over_pauses_db(clean, track)), lost)


def _read(text: RecordingText, voice: str, readers: StandIns) -> Wave:
    rest = np.zeros(round(PAUSE_S * RATE_HZ))
    sentences = (readers.sentence(voice, sentence) for sentence in text.sentences)
    read = np.concatenate([rest, *(part for sentence in sentences for part in (sentence, rest))])
    return np.asarray(0.5 * read / np.abs(read).max())


def _room(count: int, seed: int) -> Wave:
    """Return the noise of a fan for even seeds, of a room for odd ones: its power falls with the frequency."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    return np.asarray(
        np.fft.irfft(spectrum * np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 30) ** (-seed % 2 / -2), count)
    )


def _word_level(wave: Wave, rate_hz: int) -> float:
    size = round(_FRAME_S * rate_hz)
    powers = np.mean(wave[: len(wave) // size * size].reshape(-1, size) ** 2, axis=1)
    return float(np.sqrt(powers[powers > _WORD_SHARE * np.percentile(powers, 95)].mean()))


def _pauses(clean: Wave) -> Iterator[tuple[int, int]]:
    """Yield where the voice ends before a pause, and where it begins after it, in samples."""
    voiced = np.flatnonzero(np.abs(clean) > _LEAST_VOICE * np.abs(clean).max())
    is_pause = np.diff(voiced) > 0.9 * PAUSE_S * RATE_HZ
    ends, begins = voiced[:-1][is_pause], voiced[1:][is_pause]
    yield from zip(map(int, ends), map(int, begins), strict=True)


def _over_pauses_db(clean: Wave, track: Wave) -> Iterator[float]:
    """Yield by how much words stand above each whole pause of `track`, which begins later or earlier than `clean`."""
    scale = SAMPLE_RATE / RATE_HZ
    same = soxr.resample(clean, RATE_HZ, SAMPLE_RATE)
    late = int(np.argmax(fftconvolve(track, same[::-1]))) - len(same) + 1
    words = _word_level(track, SAMPLE_RATE)
    for end, start in _pauses(clean):
        pause = track[round(end * scale) + late : round(start * scale) + late]
        yield float(20 * np.log10(words / np.std(pause)))


def _end_part(end: int) -> slice:
    return slice(end - round(END_S * RATE_HZ), end)


def _is_audible(end: Wave, noise: Wave) -> bool:
    ends, rooms = _in_thirds(end).max(axis=1), _in_thirds(noise).mean(axis=1)
    return bool(np.any(10 * np.log10(ends / rooms) > AUDIBLE_DB))


def _in_thirds(wave: Wave) -> NDArray[np.float64]:
    """Return the power in each third of an octave, every 10 ms."""
    hz, _times, spectra = stft(wave, RATE_HZ, nperseg=480)
    starts = np.searchsorted(hz, _THIRDS_HZ)
    return np.asarray(np.add.reduceat(np.square(np.abs(spectra)), starts, axis=0)[:-1])


def _kept_db(clean: Samples, before: Samples, after: Samples) -> float:
    """Return the gain with which the clean voice came through."""
    return float(20 * np.log10(np.dot(after, clean) / np.dot(before, clean)))
