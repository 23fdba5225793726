"""Ask Whisper, in a process that is kept, how likely a take is to read a text."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.comparison import RATE_HZ
from zt_audio.ear.recogniser_files import model_folder, recogniser_lacks
from zt_audio.engines.worker_pool import Pool, WorkerRequest
from zt_audio.model import Lang

_LEAST_S, _S_FOR_S = 30, 0.5  # to wait for an answer: some five times what it takes, for a machine that is busy


@dataclass(frozen=True, slots=True)
class AskedReading:
    """What a take may read: `said`, after it has read `before`."""

    lang: Lang
    said: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """The log-probability of each word of a reading, and how many tokens each word has."""

    words: tuple[float, ...]
    tokens: tuple[int, ...]

    @property
    def total(self) -> float:
        return sum(self.words)

    @property
    def by_token(self) -> float:
        return self.total / max(1, sum(self.tokens))


class Scorer(Protocol):
    """Says how likely readings are."""

    def scores(self, wave: NDArray[np.float32], readings: Sequence[AskedReading]) -> Sequence[ReadingScore]:
        """Return a score for each of `readings` of `wave`, at RATE_HZ. Raises WorkerError."""

    def close(self) -> None:
        """End what it holds."""


class Recogniser:
    """See `Scorer`. The process starts with the first question."""

    def __init__(self, command: Sequence[str] = (), least_wait_s: int = _LEAST_S) -> None:
        self._least_wait_s = least_wait_s
        worker = [sys.executable, "-P", "-B", "-m", "zt_audio.ear.recogniser_worker", str(model_folder())]
        asked = list(command) or worker
        self._pool = Pool(lambda _voice: asked, 1, once=False)

    def scores(self, wave: NDArray[np.float32], readings: Sequence[AskedReading]) -> Sequence[ReadingScore]:
        pcm = np.rint(32767 * np.clip(wave, -1, 1)).astype("<i2").tobytes()
        asked = [(each.lang, each.before, each.said) for each in readings]
        text = json.dumps({"wave": base64.b64encode(pcm).decode(), "readings": asked})
        wait_s = self._least_wait_s + round(_S_FOR_S * len(wave) / RATE_HZ)
        answer = json.loads(self._pool.ask("", WorkerRequest(text, 0, 0, 0, wait_s)).pcm)
        return [ReadingScore(*(tuple(column) for column in zip(*words, strict=True))) for words in answer]

    def close(self) -> None:
        self._pool.close()


def installed_recogniser(least_wait_s: int = _LEAST_S) -> Recogniser | None:
    """Return the recogniser where its packages and its model are here; nothing is loaded."""
    return None if recogniser_lacks() else Recogniser(least_wait_s=least_wait_s)
