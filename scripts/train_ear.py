"""Make zt_audio/ear/space.npy: the space in which the ear compares sounds.

Run: .venv/bin/python scripts/train_ear.py

The voices of espeak-ng read what tests/language/data says in words, at several pitches and paces, through simulated
microphones and rooms; its events tell which phone each frame belongs to. A linear discriminant analysis then finds
the directions in which thirds of phones differ most, measured by how speakers differ within one.
"""

from __future__ import annotations

import ctypes
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.linalg import eigh
from scipy.signal import lfilter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from zt_audio.ear.comparison import HOP, RATE_HZ, cepstra_of, normalised  # noqa: E402 - the path comes first
from zt_audio.engines.espeak import data as espeak_data  # noqa: E402
from zt_audio.engines.espeak.engine import Espeak  # noqa: E402
from zt_audio.engines.espeak_worker import _Event as Event, _OnSound as OnSound  # noqa: E402
from zt_audio.model import LANGS, Lang  # noqa: E402

TARGET = ROOT / "zt_audio" / "ear" / "space.npy"
DIRECTIONS = 24
SENTENCES = 140  # of a language
VARIANTS = [
    "m1",
    "m2",
    "m3",
    "m4",
    "m5",
    "m6",
    "m7",
    "m8",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "klatt",
    "klatt2",
    "klatt3",
    "klatt4",
    "adam",
    "Andy",
    "Alicia",
    "linda",
    "steph",
]
LENGTHS = range(30, 160)  # characters of a sentence
LEAST_FRAMES = 60  # of a class
_THIRDS = 3
_SYNCHRONOUS, _PHONEME_EVENTS, _DONT_EXIT = 2, 1, 0x8000
_RATE, _PITCH, _RANGE = 1, 3, 4
_EVENT_END, _EVENT_PHONEME = 0, 7
_FLAGS = 1 | 0x100  # UTF-8, and phonemes in [[ ]]


@dataclass(frozen=True)
class AlignedSpeech:
    wave: NDArray[np.float32]
    phones: tuple[tuple[float, str], ...]  # when each begins, in seconds


def main() -> int:
    rng = random.Random(17)  # noqa: S311 - the same speakers in every run
    speaker, rate_hz = _library()
    sums: dict[str, list[NDArray[np.float64]]] = {}
    for lang in LANGS:
        for text in _texts(lang, rng):
            for variant in rng.sample(VARIANTS, 3):
                spoken = _speak(speaker, rate_hz, lang, variant, text, rng)
                for name, frames in _classes(_worn(spoken, rng)):
                    sums.setdefault(name, []).append(frames)
    space = _space({name: np.concatenate(found) for name, found in sums.items()})
    np.save(TARGET, space.astype(np.float16))
    print(f"{TARGET.relative_to(ROOT)}: {space.shape}, {TARGET.stat().st_size} bytes")
    return 0


def _texts(lang: Lang, rng: random.Random) -> list[str]:
    """Return sentences in words, prepared for espeak-ng."""
    engine = Espeak()
    rows = (ROOT / "tests" / "language" / "data" / f"{lang}_spoken.tsv").read_text("utf-8").splitlines()
    said = [row.split("\t")[1] for row in rows if "\t" in row and not row.startswith("#")]
    chosen = [
        engine.prepare(text, lang) for text in rng.sample([each for each in said if len(each) in LENGTHS], SENTENCES)
    ]
    engine.close()
    return chosen


def _library() -> tuple[ctypes.CDLL, int]:
    library = ctypes.CDLL(str(espeak_data.library_path()))
    library.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int),
        *(ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
    ]
    options = _PHONEME_EVENTS | _DONT_EXIT
    return library, library.espeak_Initialize(_SYNCHRONOUS, 200, str(espeak_data.data_path()).encode(), options)


def _speak(
    library: ctypes.CDLL, rate_hz: int, lang: Lang, variant: str, text: str, rng: random.Random
) -> AlignedSpeech:
    chunks: list[bytes] = []
    phones: list[tuple[float, str]] = []

    def on_sound(wave: int | None, samples: int, events: ctypes.Array[Event]) -> int:
        if wave and samples > 0:
            chunks.append(ctypes.string_at(wave, samples * 2))
        at = 0
        while (event := events[at]).type != _EVENT_END:
            if event.type == _EVENT_PHONEME:
                name = ctypes.string_at(ctypes.addressof(event) + Event.id.offset, 8).split(b"\0")[0]
                phones.append((event.audio_position / 1000, name.decode("utf-8", "replace")))
            at += 1
        return 0

    callback = OnSound(on_sound)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(f"{lang}+{variant}".encode()):
        raise OSError(variant)
    for parameter, value in ((_RATE, rng.randint(110, 190)), (_PITCH, rng.randint(25, 75)), (_RANGE, 50)):
        library.espeak_SetParameter(parameter, value, 0)
    data = text.encode()
    library.espeak_Synth(data, len(data) + 1, 0, 1, 0, _FLAGS, None, None)
    samples = np.frombuffer(b"".join(chunks), "<i2").astype(np.float32) / 32768
    return AlignedSpeech(soxr.resample(samples, rate_hz, RATE_HZ), tuple(phones))


def _worn(spoken: AlignedSpeech, rng: random.Random) -> AlignedSpeech:
    """Return the speech as of another throat, through another microphone, in a room that is not silent."""
    noise = np.random.default_rng(rng.getrandbits(32))
    stretch = rng.uniform(0.88, 1.14)  # a longer throat lowers all resonances
    wave = soxr.resample(spoken.wave, RATE_HZ, RATE_HZ * stretch)
    wave = lfilter([1, rng.uniform(-0.6, 0.6)], [1, rng.uniform(-0.4, 0.4)], wave)
    level = float(np.sqrt(np.mean(wave**2))) * 10 ** (-rng.uniform(20, 45) / 20)
    hiss = lfilter([1], [1, -rng.uniform(0, 0.95)], noise.standard_normal(len(wave)))
    wave += level * hiss / (hiss.std() + 1e-9)
    phones = tuple((at * stretch, name) for at, name in spoken.phones)
    return AlignedSpeech(wave.astype(np.float32), phones)


def _classes(spoken: AlignedSpeech) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Yield thirds of phones, each with its frames."""
    ((stacked, speech),) = normalised([cepstra_of(spoken.wave)])
    ends = [at for at, _name in spoken.phones[1:]]
    for (start, name), end in zip(spoken.phones, ends, strict=False):
        phone = name.strip("ˈˌ'ː,:")
        edges = np.linspace(start, end, _THIRDS + 1) * RATE_HZ / HOP
        for third, (first, last) in enumerate(pairwise(edges)):
            at = slice(round(first), round(last))
            frames = stacked[at][speech[at]]
            if phone and len(frames):
                yield f"{phone}{third}", frames.astype(np.float64)


def _space(classes: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the directions that part the classes best, scaled so that each scatters by 1 within a class."""
    kept = {name: frames for name, frames in classes.items() if len(frames) >= LEAST_FRAMES}
    print(f"{len(kept)} classes, {sum(map(len, kept.values()))} frames")
    print(Counter({name: len(frames) for name, frames in kept.items()}).most_common(8))
    scatter = np.sum([len(frames) * np.cov(frames.T, bias=True) for frames in kept.values()], axis=0)
    within = scatter / sum(map(len, kept.values()))
    everything = np.concatenate([*kept.values()])
    total = np.cov(everything.T, bias=True)
    width = len(within)
    values, directions = eigh(total - within, within + 1e-3 * np.trace(within) / width * np.eye(width))
    best = np.argsort(values)[::-1][:DIRECTIONS]
    print("between / within:", np.round(values[best], 2))
    return np.vstack([values[best], directions[:, best]])


if __name__ == "__main__":
    sys.exit(main())
