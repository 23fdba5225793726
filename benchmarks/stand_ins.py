"""Make takes as of people, good and spoilt: RHVoice reads the shipped texts, in a room, through a microphone.

For Kazakh, which RHVoice lacks, its Kyrgyz and Tatar voices read the text in the letters that they know. So the Kazakh
figures are those of readers with an accent.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import fftconvolve, lfilter

from zt_audio.model import Lang, Speech
from zt_audio.recordings.status import RecordingText

RATE_HZ = 24_000  # RHVoice's
VOICES: Mapping[Lang, Sequence[str]] = {
    "kk": ("azamat", "nazgul", "talgat"),
    "ru": ("aleksandr", "anna", "irina", "elena", "pavel", "tatiana", "mikhail", "vsevolod", "victoria", "artemiy"),
}
_KYRGYZ = str.maketrans("әғқұіһӘҒҚҰІҺ", "эгкуихЭГКУИХ")
_TATAR = str.maketrans("ғқұіҒҚҰІ", "гкуеГКУЕ")
_LETTERS = {"azamat": _KYRGYZ, "nazgul": _KYRGYZ, "talgat": _TATAR}
_NUMBERS = {
    "kk": {"бір": "үш", "екі": "тоғыз", "үш": "сегіз", "жүз": "мың", "алтыншы": "үшінші", "сегізінші": "бесінші"},
    "ru": {"два": "девять", "сто": "пятьсот", "три": "восемь", "восьмого": "третьего", "шесть": "девять"},
}
_LEAST_VOICE = 0.01  # full scale 1: quieter is rest
_ENDS = 500, 1500  # samples that stay before and after a sentence

Wave = NDArray[np.float64]
Read = tuple[str, float]  # a sentence, and which share of it is read


@dataclass(frozen=True)
class StandInTake:
    """What `voice` reads instead of `text`; `fault` is "" where that is the text. `room_s` is a reverberation time."""

    text: RecordingText
    fault: str
    lang: Lang
    voice: str
    read: tuple[Read, ...]
    seed: int
    room_s: float = 0.0


def takes_of(texts: Sequence[RecordingText], text: RecordingText, drawing: int = 0) -> Iterator[StandInTake]:
    """Yield two good takes of `text`, and one for each fault that it can have.

    Another `drawing` gives other voices, and other faults in other places.
    """
    rng = rng_of(text, drawing)
    lang, own, count = text.lang, text.sentences, len(text.sentences)
    voices = rng.sample(list(VOICES[lang]), 3)

    def take(fault: str, sentences: Sequence[str], voice: str = voices[2], last: float = 1.0) -> StandInTake:
        read = (*((sentence, 1.0) for sentence in sentences[:-1]), (sentences[-1], last))
        return StandInTake(text, fault, lang, voice, read, rng.getrandbits(30))

    yield take("", own, voices[0])
    yield take("", own, voices[1])
    at = rng.randrange(count)
    yield take("doubled", [*own[: at + 1], *own[at:]])
    if count > 1:
        at = rng.randrange(count)
        yield take("left out", [*own[:at], *own[at + 1 :]])
        at = rng.randrange(count - 1)
        yield take("swapped", [*own[:at], own[at + 1], own[at], *own[at + 2 :]])
        yield take("cut", own[: count // 2 + 1], last=rng.uniform(0.1, 0.4))  # after about half of the text
    yield take("last half sentence cut", own, last=rng.uniform(0.3, 0.6))
    strange = [each for each in texts if each.lang == lang and not {*each.sentences} & {*own}]
    yield take("other text", rng.choice(strange).sentences)
    for each in texts:
        if (each.kind, each.subject, each.row) == (text.kind, text.subject, text.row) and each.lang != lang:
            read = tuple((sentence, 1.0) for sentence in each.sentences)
            voice = rng.choice(VOICES[each.lang])
            yield StandInTake(text, "other language", each.lang, voice, read, rng.getrandbits(30))
    if changed := _other_number(own, lang):
        yield take("number", changed)
    changed = _other_word(own, strange[0].sentences, rng)
    yield take("word", changed)
    yield take("former", changed)  # the text was so when it was recorded before


def rng_of(text: RecordingText, drawing: int) -> random.Random:
    """Return what draws the same takes in every run."""
    return random.Random(f"{text.part} {drawing}" if drawing else str(text.part))  # noqa: S311


def _other_number(sentences: Sequence[str], lang: Lang) -> list[str]:
    """Return `sentences` with another number, nothing where they have none."""
    for at, sentence in enumerate(sentences):
        for number, other in _NUMBERS[lang].items():
            if number in (words := sentence.split()):
                words[words.index(number)] = other
                return [*sentences[:at], " ".join(words), *sentences[at + 1 :]]
    return []


def _other_word(sentences: Sequence[str], strange: Sequence[str], rng: random.Random) -> list[str]:
    """Return `sentences` with one long word replaced by one of `strange`."""
    at = rng.randrange(len(sentences))
    words = sentences[at].split()
    longest = max(range(len(words)), key=lambda n: len(words[n]))
    words[longest] = max(strange[0].split(), key=len)
    return [*sentences[:at], " ".join(words), *sentences[at + 1 :]]


class StandIns:
    """Readers who keep each sentence that they have read in `folder`."""

    def __init__(self, folder: Path) -> None:
        if not shutil.which("RHVoice-test"):
            raise FileNotFoundError("RHVoice-test (Debian: rhvoice, rhvoice-russian, rhvoice-kyrgyz, rhvoice-tatar)")
        self._folder = folder

    def speech(self, take: StandInTake) -> Speech:
        """Return the take as a file of a person would hold it."""
        rng = np.random.default_rng(take.seed)
        parts = [np.zeros(RATE_HZ // 2)]
        for sentence, share in take.read:
            wave = self.sentence(take.voice, sentence)
            parts += [wave[: int(share * len(wave))], np.zeros(int(rng.uniform(0.3, 0.8) * RATE_HZ))]
        wave = lfilter([1, rng.uniform(-0.5, 0.5)], [1, rng.uniform(-0.3, 0.3)], np.concatenate(parts))
        if take.room_s:
            wave = _in_room(wave, take.room_s, rng)
        voice = wave[np.abs(wave) > _LEAST_VOICE].std()
        wave = wave + voice * 10 ** (-rng.uniform(30, 45) / 20) * rng.standard_normal(len(wave))
        return Speech(np.rint(16_000 * wave / np.abs(wave).max()).astype("<i2").tobytes(), RATE_HZ)

    def sentence(self, voice: str, sentence: str) -> Wave:
        """Return `sentence` as `voice` reads it, with little silence around, full scale 1."""
        path = self._folder / f"{voice}-{hashlib.sha1(sentence.encode()).hexdigest()[:16]}.wav"  # noqa: S324 - a name
        if not path.exists():
            text = sentence.translate(_LETTERS.get(voice, {}))
            command = ["RHVoice-test", "-p", voice, "-o", str(path)]
            subprocess.run(command, input=text.encode(), check=True, capture_output=True)
        wave, _rate_hz = soundfile.read(path)
        loud = np.flatnonzero(np.abs(wave) > _LEAST_VOICE)
        return np.asarray(wave[max(0, loud[0] - _ENDS[0]) : loud[-1] + _ENDS[1]])


def _in_room(wave: Wave, room_s: float, rng: np.random.Generator) -> Wave:
    """Return `wave` in a room whose echoes fall by 60 dB in `room_s`, 3 dB below the voice itself."""
    times_s = np.arange(int(room_s * RATE_HZ)) / RATE_HZ
    echo = rng.standard_normal(len(times_s)) * 10 ** (-3 * times_s / room_s)
    echo *= 0.7 / np.sqrt((echo**2).sum())
    echo[0] = 1
    return np.asarray(fftconvolve(wave, echo)[: len(wave)])
