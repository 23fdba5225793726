"""Passages of speech-like takes, and the independent judges that must be installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence

import pytest
from spoken_samples import sentence

from zt_audio.model import Speech


@pytest.fixture(scope="session")
def passages() -> Sequence[Sequence[Speech]]:
    """Give an intro, two paragraphs, and a last short word."""
    return (
        (sentence(11, 1),),
        (sentence(14, 2), sentence(20, 3, 0.5), sentence(9, 4)),
        (sentence(17, 5, 0.1), sentence(22, 6, 0.1)),
        (sentence(3, 7),),
    )


@pytest.fixture(scope="session")
def judge() -> Callable[[str], str]:
    """Return the path of a program that must be there: a test without its judge proves nothing."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.fail(f"{name} is not installed; these tests need ffmpeg, mpg123, mp3val and madplay")
        return path

    return find
