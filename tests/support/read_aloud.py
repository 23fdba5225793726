"""Make what a person's recording of sentences is like: a voice in a room, with silence around."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

from zt_audio.model import LANGS, Lang, Prosody, Utterance, Where
from zt_audio.speech.registry import load_engine

RATE = 22_050  # espeak-ng's
ROOM = 1e-4


@cache
def spoken(sentences: tuple[str, ...], lang: Lang) -> np.ndarray:
    """Return the samples, full scale 1."""
    engine = load_engine("espeak", Path())
    rest = np.zeros(RATE // 2)
    parts = [rest, rest]
    for sentence in sentences:
        speech = engine.speak(Utterance(sentence, lang, 1, Where("-")), lang, Prosody(4.5))
        parts += [np.frombuffer(speech.pcm, "<i2") / 32768 * 0.7, rest]
    engine.close()
    wave = np.concatenate([*parts, rest])
    return wave + ROOM * np.random.default_rng(len(wave)).standard_normal(len(wave))


def record(path: Path, sentences: Sequence[str], gain: float = 1.0) -> Path:
    """Write a recording of `sentences` to `path`; its name tells the format, its letters the language."""
    path.parent.mkdir(parents=True, exist_ok=True)
    samples = spoken(tuple(sentences), LANGS[not set("әғқңөұүһі") & set("".join(sentences).lower())])
    soundfile.write(path, np.clip(gain * samples, -1, 1), RATE)
    return path


def trial(path: Path, gain: float = 1.0, room: float = ROOM, sentences: Sequence[str] = ("Берегите улицы.",)) -> Path:
    """Write the trial of a microphone to `path`: five seconds of a room, then somebody reads."""
    voice = np.concatenate([np.zeros(5 * RATE), spoken(tuple(sentences), "ru")])
    noise = room * np.random.default_rng(5).standard_normal(len(voice))
    soundfile.write(path, np.clip(gain * (voice + noise), -1, 1), RATE)
    return path
