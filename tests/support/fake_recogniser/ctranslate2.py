"""Stand in for CTranslate2: a Whisper whose `model.bin` is the text that it hears, whatever sounds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

LIKELY, UNLIKELY = 0.9, 1e-3


class StorageView:
    """An array."""

    def __init__(self, array: Any) -> None:  # noqa: ANN401
        self._array = array

    @classmethod
    def from_array(cls, array: Any) -> StorageView:  # noqa: ANN401
        assert array.dtype == np.float32
        assert array.flags.c_contiguous
        return cls(array)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:  # noqa: ANN401
        return np.array(self._array, dtype)


class Whisper:
    """A token is likely where the sound has it, and the language is the one of the sound."""

    def __init__(self, folder: str, device: str, compute_type: str, intra_threads: int) -> None:
        assert (device, compute_type) == ("cpu", "int8")
        assert intra_threads > 0
        lang, _space, heard = Path(folder, "model.bin").read_text("utf-8").partition(" ")
        vocabulary = Path(folder, "vocabulary.txt").read_text("utf-8").split("\n")
        self._start = [vocabulary.index(f"<|{name}|>") for name in ("startoftranscript", lang)]
        self._heard = list(f" {heard}".encode())
        self._bytes = [*range(33, 127), *range(161, 173), *range(174, 256)]
        self._bytes += [each for each in range(256) if each not in self._bytes]

    def encode(self, features: StorageView, to_cpu: bool) -> StorageView:  # noqa: FBT001
        assert to_cpu
        _one, bands, frames = np.array(features).shape
        assert (bands, frames % 100, frames <= 3000) == (80, 0, True)
        return StorageView(np.zeros((1, frames // 2, 512), np.float32))

    def align(self, encoded: StorageView, start: list[int], texts: Sequence[list[int]], frames: int) -> list[Any]:
        copies, length, _size = np.array(encoded).shape
        assert (copies, length * 2) == (len(texts), frames)
        return [SimpleNamespace(text_token_probs=[*self._probabilities(start, text)]) for text in texts]

    def _probabilities(self, start: list[int], text: list[int]) -> Any:  # noqa: ANN401
        for at, token in enumerate(text):
            rest = bytes(self._heard[at:])
            is_there = start[:2] == self._start and rest[:1] == bytes([self._bytes[token]])
            yield LIKELY if is_there else UNLIKELY


models = SimpleNamespace(Whisper=Whisper)
