"""Takes that may not be broadcast."""

from __future__ import annotations

import numpy as np
import pytest
from conftest import RATE, sentence, speech

from zt_audio.errors import BuildError
from zt_audio.model import Speech, Where
from zt_audio.sound.gate import require_sound_take, take_problems

WHERE = Where("appeals/texts/a.yaml", 3, 5)


@pytest.mark.parametrize(
    ("wave", "syllables", "slug"),
    [
        pytest.param(np.zeros(0), 5, "take-silent", id="0 bytes"),
        pytest.param(np.zeros(RATE), 5, "take-silent", id="zeros"),
        pytest.param(np.full(RATE, 0.3), 5, "take-silent", id="a constant"),
        pytest.param(0.0005 * np.sin(np.arange(RATE)), 5, "take-silent", id="too faint"),
        pytest.param(np.sin(np.arange(RATE)), 20, "take-length", id="cut off"),
        pytest.param(np.sin(np.arange(RATE * 20)), 20, "take-length", id="will not end"),
    ],
)
def test_bad_takes_are_named(wave: np.ndarray, syllables: int, slug: str) -> None:
    problems = take_problems(speech(wave), syllables, WHERE)
    assert [(problem.slug, problem.where) for problem in problems] == [(slug, WHERE)]
    with pytest.raises(BuildError):
        require_sound_take(speech(wave), syllables, WHERE)


def test_half_a_sample_is_a_cut_take() -> None:
    whole = sentence(5, 1)
    assert [problem.slug for problem in take_problems(Speech(whole.pcm[:-1], RATE), 5)] == ["take-cut"]


@pytest.mark.parametrize("syllables", [1, 2, 5, 20, 60])
@pytest.mark.parametrize("level", [0.05, 1.0])
def test_good_takes_pass(syllables: int, level: float) -> None:
    require_sound_take(sentence(syllables, 1, level), syllables)
