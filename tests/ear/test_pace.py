"""Sentences that take a voice longer or shorter than its others are found, however fast the voice is."""

from __future__ import annotations

import random

import pytest

from zt_audio.ear.comparison import Length, length_ratios

SCATTER = 0.055  # of voices around what espeak-ng needs


def lengths(count: int, pace: float = 1.3, begins_s: float = 0.3) -> list[Length]:
    """Return how long a voice of this pace needs for sentences of 1 to 6 s."""
    rng = random.Random(count)  # noqa: S311 - the same in every run
    usual = [1 + 5 * at / count for at in range(count)]
    return [((begins_s + pace * each) * rng.lognormvariate(0, SCATTER), each) for each in usual]


@pytest.mark.parametrize("pace", [0.6, 1.0, 1.7])
def test_a_voice_that_says_all_of_it_is_never_told(pace: float) -> None:
    assert length_ratios(lengths(200, pace)) == [1.0] * 200


@pytest.mark.parametrize(("factor", "is_told"), [(1.5, True), (1.05, False), (0.95, False), (0.7, True), (0.5, True)])
def test_a_sentence_of_another_length_is_told_with_its_factor(factor: float, *, is_told: bool) -> None:
    rows = lengths(40)
    spoken_s, usual_s = (0.3 + 1.3 * rows[20][1]) * factor, rows[20][1]
    rows[20] = (spoken_s, usual_s)
    ratios = length_ratios(rows)
    assert [at for at, ratio in enumerate(ratios) if ratio != 1] == ([20] if is_told else [])
    assert ratios[20] == (pytest.approx(factor, rel=0.06) if is_told else 1)


def test_a_third_of_bad_sentences_does_not_hide_itself() -> None:
    rows = [(spoken_s * (1.6 if at % 3 == 0 else 1), usual_s) for at, (spoken_s, usual_s) in enumerate(lengths(60))]
    told = [at for at, ratio in enumerate(length_ratios(rows)) if ratio != 1]
    assert told == list(range(0, 60, 3))


def test_a_few_sentences_do_not_show_how_a_voice_speaks() -> None:
    rows = lengths(11)
    rows[5] = (3 * rows[5][0], rows[5][1])
    assert length_ratios(rows) == [1.0] * 11
    assert length_ratios([]) == []
