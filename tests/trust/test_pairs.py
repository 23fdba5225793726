"""Paragraphs that a person called the same: where they stand, what was changed since, what they offer."""

from __future__ import annotations

import pytest

from zt_audio.trust.vouching import ConfirmedPair, PairState, WordChange, compare_paragraphs, other_half, word_changes

AT = "2026-11-25T10:05:00+05:00"


def pair(kk: str, ru: str) -> ConfirmedPair:
    return ConfirmedPair({"kk": kk, "ru": ru}, "aigerim", AT)


KNOWN = (pair("Туған жер.", "Родная земля."), pair("102-ге хабарласыңыз.", "Звоните 102."))


@pytest.mark.parametrize(
    ("kk", "ru", "expected"),
    [
        (["Туған жер.", "102-ге хабарласыңыз."], ["Родная земля.", "Звоните 102."], ["confirmed", "confirmed"]),
        (["102-ге хабарласыңыз.", "Туған жер."], ["Звоните 102.", "Родная земля."], ["confirmed", "confirmed"]),
        (["Туған\n  жер."], ["Родная земля."], ["confirmed"]),
        (["Туған жер."], ["Наша земля."], ["changed ru Родная земля."]),
        (["Туған үй."], ["Родная земля."], ["changed kk Туған жер."]),
        (["Туған жер."], ["Звоните 102."], ["changed kk 102-ге хабарласыңыз."]),
        (["Жаңа."], ["Новое."], ["new"]),
        (["Туған жер.", "Жаңа."], ["Родная земля."], ["confirmed", "missing"]),
        ([], ["Родная земля."], ["missing"]),
        ([], [], []),
    ],
)
def test_how_paragraphs_stand(kk: list[str], ru: list[str], expected: list[str]) -> None:
    rows = compare_paragraphs({"kk": kk, "ru": ru}, KNOWN)
    found = [f"{row.state} {row.changed} {row.before}" if row.changed else str(row.state) for row in rows]
    assert found == expected


def test_the_newest_pair_tells_what_it_was() -> None:
    known = (*KNOWN, pair("Туған жер.", "Земля отцов."))
    [row] = compare_paragraphs({"kk": ["Туған жер."], "ru": ["Земля."]}, known)
    assert (row.state, row.before) == (PairState.CHANGED, "Земля отцов.")
    [old] = compare_paragraphs({"kk": ["Туған жер."], "ru": ["Родная земля."]}, known)
    assert old.state is PairState.CONFIRMED


def test_it_offers_the_other_half() -> None:
    assert other_half("Туған  жер.", "kk", KNOWN) == "Родная земля."
    assert other_half("Звоните 102.", "ru", KNOWN) == "102-ге хабарласыңыз."
    assert other_half("Звоните 103.", "ru", KNOWN) is None


def test_which_words_differ() -> None:
    assert word_changes("Сообщите: звоните 102.", "Сообщите: вызовите ИДП.") == (
        WordChange("same", "Сообщите:"),
        WordChange("gone", "звоните 102."),
        WordChange("new", "вызовите ИДП."),
    )
    assert word_changes("а", "а") == (WordChange("same", "а"),)
