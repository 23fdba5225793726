"""Passages of speech-like takes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.support.spoken_samples import sentence
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
