"""Kazakh numbers agree with tables and an oracle, and lead back from words to the number."""

from __future__ import annotations

import random

import pytest
import qazaqify
from hypothesis import given, settings, strategies as st

from tests.support.kk_number_reader import number
from zt_audio.language.kk.numbers import COLLECTIVES, fraction, kazakh_cardinal, kazakh_decimal, kazakh_ordinal

_RANDOM = random.Random(1)  # noqa: S311 - a sample, no secret
SAMPLE = [*range(0, 100_001, 7), *(_RANDOM.randrange(10**9) for _ in range(2000)), 10**6, 10**9, 10**12]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "нөл"),
        (102, "жүз екі"),
        (434, "төрт жүз отыз төрт"),
        (1000, "бір мың"),
        (2050, "екі мың елу"),
        (1_000_000, "бір миллион"),
        (-5, "минус бес"),
        (10**12, "бір триллион"),
    ],
)
def test_cardinal(value: int, words: str) -> None:
    assert kazakh_cardinal(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (8, "сегізінші"),
        (10, "оныншы"),
        (12, "он екінші"),
        (20, "жиырмасыншы"),
        (40, "қырқыншы"),
        (50, "елуінші"),
        (100, "жүзінші"),
        (434, "төрт жүз отыз төртінші"),
        (2026, "екі мың жиырма алтыншы"),
        (1000, "бір мыңыншы"),
    ],
)
def test_ordinal(value: int, words: str) -> None:
    assert kazakh_ordinal(value) == words


@pytest.mark.parametrize(
    ("whole", "digits", "words"),
    [
        (1, "5", "бір бүтін оннан бес"),
        (0, "05", "нөл бүтін жүзден бес"),
        (2, "125", "екі бүтін мыңнан жүз жиырма бес"),
    ],
)
def test_decimal(whole: int, digits: str, words: str) -> None:
    assert kazakh_decimal(whole, digits) == words


@pytest.mark.parametrize(("part", "of", "words"), [(1, 2, "екіден бір"), (2, 3, "үштен екі"), (3, 10, "оннан үш")])
def test_fraction(part: int, of: int, words: str) -> None:
    assert fraction(part, of) == words


@pytest.mark.parametrize(("value", "words"), [(1, "біреу"), (2, "екеу"), (6, "алтау"), (7, "жетеу"), (8, None)])
def test_collectives_end_at_seven(value: int, words: str | None) -> None:
    assert COLLECTIVES.get(kazakh_cardinal(value)) == words


def _formal(words: str) -> str:
    """Say «бір мың» where the oracle says a bare «мың»: the only difference, and a chosen one."""
    return f"бір {words}" if words.startswith("мың") else words.replace("миллион мың", "миллион бір мың")


def _formal_inside(words: str) -> str:
    return _formal(words).replace("миллиард мың", "миллиард бір мың")


def test_an_oracle_agrees_on_cardinals() -> None:
    differing = [value for value in SAMPLE if kazakh_cardinal(value) != _formal_inside(qazaqify.words(value))]
    assert differing == []


def test_an_oracle_agrees_on_ordinals() -> None:
    differing = [value for value in SAMPLE if kazakh_ordinal(value) != _formal_inside(qazaqify.ordinal_word(value))]
    assert differing == []


@settings(deadline=None)
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_words_lead_back_to_the_number(value: int) -> None:
    assert number(kazakh_cardinal(value)) == value


@pytest.mark.parametrize("value", [10**15, -(10**15)])
def test_a_number_without_a_name_is_refused(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        kazakh_cardinal(value)


@pytest.mark.parametrize("digits", ["", "1234567"])
def test_a_decimal_has_one_to_six_digits(digits: str) -> None:
    with pytest.raises(ValueError, match=f"^{digits}$"):
        kazakh_decimal(1, digits)
