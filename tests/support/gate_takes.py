"""Speak good takes with real engines, and break a good take in each way that quality control must notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Protocol

import numpy as np
from scipy.signal import resample_poly

from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Project, Prosody, Speech, Utterance, Where

Wave = np.ndarray
PACES = (Prosody(), Prosody(3.0, 0), Prosody(3.4, 25), Prosody(4.2, 75), Prosody(5.0, 100))
EXTREMES = (Prosody(2.0, 50), Prosody(7.0, 50))
MARKS = (",", ",", ":", " -")
SEED = 4
GENERATED = 70  # sentences a language


class Speaks(Protocol):
    """What is needed here of an engine."""

    @property
    def name(self) -> str: ...

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech: ...


@dataclass(frozen=True)
class Good:
    """A take as it should be, of an utterance at a pace."""

    engine: str
    utterance: Utterance
    prosody: Prosody
    speech: Speech

    @property
    def wave(self) -> Wave:
        return np.frombuffer(self.speech.pcm, "<i2") / 32768

    @property
    def loud(self) -> float:
        """RMS where it sounds."""
        return float(np.sqrt(np.mean(np.square(self.wave[np.abs(self.wave) > 0.01]))))


def dice() -> Random:
    return Random(SEED)  # noqa: S311 - tests want the same throws every time


def sentence_of(text: str, lang: Lang) -> Utterance:
    return Utterance(text, lang, language_of(lang).syllables(text), Where("appeals/texts/a.yaml", 3, 5))


def shipped(project: Project) -> Iterator[Utterance]:
    """Yield the sentences of the shipped appeals that need no reading: no digits, no abbreviations."""
    for appeal in project.appeals.values():
        for lang in LANGS:
            for sentence in appeal.text[lang].value.replace("!", ".").replace("?", ".").split("."):
                text = " ".join(sentence.replace("–", "-").replace("«", "").replace("»", "").split())
                if language_of(lang).syllables(text) and all(char.isalpha() or char in " ,:-" for char in text):
                    yield sentence_of(f"{text}.", lang)


def put_together(spoken: Sequence[Utterance], rng: Random) -> Iterator[Utterance]:
    """Yield sentences of 1-20 words of `spoken`, with a mark here and there."""
    for lang in LANGS:
        words = sorted({word.strip(".,:-") for one in spoken if one.lang == lang for word in one.text.split()} - {""})
        for _ in range(GENERATED):
            count = rng.choice((1, 2, 2, 3, 4, 5, 6, 8, 10, 14, 20))
            said = [rng.choice(words) + (rng.choice(MARKS) if rng.random() < 0.15 else "") for _ in range(count)]
            one = sentence_of(" ".join(said).rstrip(",:- ") + rng.choice(".!?"), lang)
            if one.syllables:
                yield one


def good_takes(engine: Speaks, spoken: Sequence[Utterance]) -> Iterator[Good]:
    """Yield each of `spoken` at the pace of the settings or another, a few at the ends of what settings allow."""
    for number, one in enumerate(spoken):
        paces = [PACES[number % len(PACES)], *(EXTREMES if number % 5 == 0 else ())]
        for prosody in paces:
            yield Good(engine.name, one, prosody, engine.speak(one, one.lang, prosody))


# --- breaking ---------------------------------------------------------------------------------------------

Break = Callable[[Good, Random], Speech]


def of_wave(good: Good, wave: Wave) -> Speech:
    pcm = np.rint(np.clip(wave, -1, 32767 / 32768) * 32768).astype("<i2").tobytes()
    return replace(good.speech, pcm=pcm)


def changed(change: Callable[[Wave, Good], Wave]) -> Break:
    """Break by a change of the samples alone."""
    return lambda good, _rng: of_wave(good, change(good.wave, good))


def noise(good: Good, seed: int = 1) -> Wave:
    return np.random.default_rng(seed).standard_normal(len(good.wave))


def hum(good: Good) -> Wave:
    time_s = np.arange(len(good.wave)) / good.speech.sample_rate
    return np.asarray(sum(np.sin(2 * np.pi * 100 * harmonic * time_s) / harmonic for harmonic in (1, 2, 3)))


def relabelled(rate: int, label: int) -> Break:
    """Sample at `rate`, and say that it is `label`."""

    def broken(good: Good, _rng: Random) -> Speech:
        wave = resample_poly(good.wave, rate // 50, good.speech.sample_rate // 50)
        return replace(of_wave(good, wave), sample_rate=label)

    return broken


def torn(good: Good, rng: Random) -> Speech:
    """Cut in a loud sound of the second half."""
    wave, size = good.wave, good.speech.sample_rate // 100
    ends = [at for at in range(len(wave) // 2, len(wave) - size, size) if _rms(wave[at - size // 4 : at]) > good.loud]
    return of_wave(good, wave[: rng.choice(ends)])


def stuck(seconds: float, times: int) -> Break:
    """Play a voiced block again, and again."""

    def broken(good: Good, rng: Random) -> Speech:
        wave, size = good.wave, round(seconds * good.speech.sample_rate)
        starts = [at for at in range(0, len(wave) - size, size // 2) if _is_voiced(wave[at : at + size], good.loud)]
        start = rng.choice(starts)
        block = wave[start : start + size]
        return of_wave(good, np.concatenate([wave[: start + size], *[block] * times, wave[start + size :]]))

    return broken


def _is_voiced(block: Wave, loud: float) -> bool:
    smooth = float(np.mean(block[1:] * block[:-1]) / (np.mean(np.square(block)) + 1e-12))
    return _rms(block) > loud / 2 and smooth > 0.93


def _rms(wave: Wave) -> float:
    return float(np.sqrt(np.mean(np.square(wave))))


def with_gap(seconds: float) -> Break:
    """Put silence in the middle, between two samples that are next to nothing."""

    def broken(good: Good, _rng: Random) -> Speech:
        wave = good.wave
        middle = len(wave) // 2
        at = middle + int(np.argmin(np.abs(wave[middle : middle + 2000])))
        gap = np.zeros(round(seconds * good.speech.sample_rate))
        return of_wave(good, np.concatenate([wave[:at], gap, wave[at:]]))

    return broken


def swapped_bytes(good: Good, _rng: Random) -> Speech:
    return replace(good.speech, pcm=np.frombuffer(good.speech.pcm, "<i2").byteswap().tobytes())


def of_stereo(good: Good, _rng: Random) -> Speech:
    return replace(good.speech, pcm=np.repeat(np.frombuffer(good.speech.pcm, "<i2"), 2).tobytes())


BROKEN: Mapping[str, Break] = {
    "no bytes": lambda good, _: replace(good.speech, pcm=b""),
    "one byte too few": lambda good, _: replace(good.speech, pcm=good.speech.pcm[:-1]),
    "no sample rate": lambda good, _: replace(good.speech, sample_rate=0),
    "silence": changed(lambda wave, _: 0 * wave),
    "near silence": changed(lambda wave, _: wave / 500),
    "a constant": changed(lambda wave, _: 0 * wave + 0.3),
    "second half cut off": changed(lambda wave, _: wave[: len(wave) // 2]),
    "first half missing": changed(lambda wave, _: wave[len(wave) // 2 :]),
    "a third at the end missing, faded": changed(lambda wave, _: _faded(wave[: len(wave) * 2 // 3])[: len(wave) // 2]),
    "torn in a vowel": torn,
    "white noise": changed(lambda wave, good: 0.1 * noise(good)),
    "white noise that fades": changed(lambda wave, good: _faded(0.1 * noise(good))),
    "a tone": changed(lambda wave, good: 0.2 * np.sin(np.arange(len(wave)) * 0.1)),
    "hum alone": changed(lambda wave, good: 0.1 * hum(good)),
    "noise under speech": changed(lambda wave, good: wave + 0.2 * good.loud * noise(good)),
    "hum under speech": changed(lambda wave, good: wave + 0.2 * good.loud * hum(good)),
    "clipped": changed(lambda wave, good: np.clip(8 * wave, -1, 1)),
    "clipped and turned down": changed(lambda wave, good: 0.3 * np.clip(8 * wave, -1, 1)),
    "DC": changed(lambda wave, _: wave * 0.7 + 0.1),
    "8 kHz called 44.1": relabelled(8_000, 44_100),
    "44.1 kHz called 8": relabelled(44_100, 8_000),
    "22.05 kHz called 44.1": relabelled(22_050, 44_100),
    "44.1 kHz called 22.05": relabelled(44_100, 22_050),
    "8 kHz called 16": relabelled(8_000, 16_000),
    "stereo called mono": of_stereo,
    "bytes swapped": swapped_bytes,
    "said twice": changed(lambda wave, _: np.concatenate([wave, wave])),
    "backwards": changed(lambda wave, _: wave[::-1]),
    "stuck for 50 ms, four times": stuck(0.05, 4),
    "stuck for 100 ms": stuck(0.1, 1),
    "stuck for 250 ms": stuck(0.25, 1),
    "a gap of 1.5 s": with_gap(1.5),
    "one word fewer by the engine's count": lambda good, _: replace(good.speech, words=(good.speech.words or 0) - 1),
}


def _faded(wave: Wave) -> Wave:
    ramp = np.minimum(1, np.arange(len(wave)) / 4000)
    return wave * ramp * ramp[::-1]
