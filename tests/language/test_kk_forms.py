"""Kazakh names decline as our table and UniMorph say, and by what holds for every word."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.rows import each_row
from zt_audio.errors import ContentError
from zt_audio.language.kk.endings import KazakhCase, plural, possessive, stem, with_case
from zt_audio.language.kk.forms import kazakh_form, owned
from zt_audio.language.kk.vowel_harmony import BACK, FRONT

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@each_row(rows("kk_forms.tsv"))
def test_form(name: str, case: str, form: str) -> None:
    assert kazakh_form(name, case) == form


def test_unimorph_sample() -> None:
    sample = rows("kk_unimorph_sample.tsv")
    wrong = [row for row in sample if kazakh_form(row[0], row[2]) != row[1]]
    assert len(sample) > 800
    assert len(wrong) <= 0.01 * len(sample)
    assert [row[:3] for row in rows("kk_unimorph_misses.tsv") if row[:3] in wrong] == wrong


def test_each_known_difference_from_unimorph_is_still_one_and_has_a_reason() -> None:
    misses = rows("kk_unimorph_misses.tsv")
    assert [row[0] for row in misses if kazakh_form(row[0], row[2]) != row[3]] == []
    assert all(row[3] != row[1] and row[4] for row in misses)
    assert len(misses) <= 0.01 * 9843


@pytest.mark.parametrize(
    ("word", "form"),
    [("көше", "көшелер"), ("аудан", "аудандар"), ("мектеп", "мектептер"), ("жол", "жолдар"), ("ел", "елдер")],
)
def test_plural(word: str, form: str) -> None:
    assert plural(word) == form


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("«Алтай» базары", True),
        ("аялдамасы", True),
        ("Хромтау қаласы", True),
        ("Қазақстан халқы", True),
        ("Абай Құнанбайұлы", True),
        ("сатушылары", True),
        ("Алматы", False),
        ("Жаңа Алматы", False),
        ("Орталық қалалық базар", False),
        ("кісі", False),
        ("жолаушы", False),
        ("Төле би", False),
        ("8-шағын аудан", False),
    ],
)
def test_owned(name: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert owned(name) is expected


NO_NAMES = [
    ("", "gen"),
    ("«»", "dat"),
    ("Mega", "dat"),
    ("Ақтөбе", "prep"),
    ("№ " + "9" * 16, "gen"),
    ("9" * 5000, "dat"),
]


@pytest.mark.parametrize(("name", "case"), NO_NAMES)
def test_what_has_no_form_is_a_problem(name: str, case: str) -> None:
    with pytest.raises(ContentError) as failure:
        kazakh_form(name, case)
    assert failure.value.problems[0].slug == "form-unknown"


words = st.text(st.sampled_from("аәеиоөуұүыібвгғдзйкқлмнңпрстш"), min_size=2, max_size=9)


@settings(deadline=None)
@given(words, st.sampled_from(get_args(KazakhCase)))
def test_harmony_never_mixes_inside_an_ending(word: str, case: KazakhCase) -> None:
    for ending in (with_case(word, case)[len(word) :], possessive(word)[len(word) :], plural(word)[len(word) :]):
        assert not (BACK & set(ending) and FRONT & set(ending))


@settings(deadline=None)
@given(words)
def test_all_cases_of_a_word_but_one_share_its_row(word: str) -> None:
    endings = "".join(
        with_case(word, case).removeprefix(stem(word)) for case in get_args(KazakhCase) if case not in ("nom", "ins")
    )
    assert not (BACK & set(endings) and FRONT & set(endings))
