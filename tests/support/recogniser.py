"""Recognisers for tests: one that hears a given text, as a `Scorer`, and one as a process with a model in a folder.

The second one is the real worker with stand-ins for its two packages, which are not installed here: together with the
model they are 340 MB. `tests/ear/test_whisper.py` asks the real ones where they are.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from zt_audio.ear.recogniser import AskedReading, ReadingScore
from zt_audio.ear.recogniser_files import CONFIGURATION, FOLDER_VARIABLE, MODEL, VOCABULARY
from zt_audio.model import Lang

PACKAGES = Path(__file__).parent / "fake_recogniser"
_PRINTED = [*range(33, 127), *range(161, 173), *range(174, 256)]
_SPECIAL = ("startoftranscript", "kk", "ru", "transcribe", "notimestamps")
_LIKELY, _UNLIKELY = -0.5, -40.0


@dataclass
class FakeScorer:
    """Hears `heard`, in `lang`: a word of a reading is as likely as it is like the one that is heard there."""

    lang: Lang
    heard: str
    asked: list[AskedReading] = field(default_factory=list)
    waves: list[int] = field(default_factory=list)
    is_closed: bool = False

    def scores(self, wave: NDArray[np.float32], readings: Sequence[AskedReading]) -> Sequence[ReadingScore]:
        self.asked += readings
        self.waves.append(len(wave))
        return [self._score(each) for each in readings]

    def _score(self, reading: AskedReading) -> ReadingScore:
        words, heard = reading.said.split(), self.heard.split()[len(reading.before.split()) :]
        heard += [""] * (len(words) - len(heard))
        own = reading.lang == self.lang
        found = [self._likely(*pair) if own else _UNLIKELY for pair in zip(words, heard, strict=False)]
        return ReadingScore(tuple(found), (1,) * len(words))

    @staticmethod
    def _likely(word: str, heard: str) -> float:
        return _UNLIKELY + (_LIKELY - _UNLIKELY) * SequenceMatcher(None, word.lower(), heard.lower()).ratio()

    def close(self) -> None:
        self.is_closed = True


def lay_model(folder: Path, lang: Lang, heard: str) -> Path:
    """Put a model there that hears `heard`."""
    folder.mkdir(parents=True, exist_ok=True)
    letters = [chr(byte) for byte in _PRINTED] + [chr(256 + at) for at in range(256 - len(_PRINTED))]
    vocabulary = [*letters, *[""] * (50_257 - 256), *(f"<|{name}|>" for name in _SPECIAL)]
    (folder / VOCABULARY).write_text("\n".join(vocabulary) + "\n", "utf-8", newline="\n")
    (folder / CONFIGURATION).write_text('{"alignment_heads": []}', "utf-8")
    (folder / MODEL).write_text(f"{lang} {heard}", "utf-8")
    return folder


def install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the packages be found, by this process and by others, and a model in `folder`."""
    paths = [str(PACKAGES), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    monkeypatch.setattr(sys, "path", [str(PACKAGES), *sys.path])
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
