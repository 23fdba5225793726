"""Known Kazakh sentences in a sloppy hand are said the same, guessed or refused, never otherwise without a word.

A hyphen is left out or has spaces, a dash touches its number, a full stop or a space is missing, capitals are small.
What is said otherwise and may be is in kk_sloppy.tsv: the name of the change, then the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.language.test_independent_rows import bare
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read

DATA = Path(__file__).parent / "data"
SMALL = "а-яәғқңөұүһі"


def _changed(pattern: str, new: str) -> Callable[[str], str]:
    return lambda written: re.sub(pattern, new, written)


CHANGES: dict[str, Callable[[str], str]] = {
    "no-hyphen": _changed(rf"(\d)-(?=[{SMALL}])", r"\1 "),
    "fused": _changed(rf"(\d)-(?=[{SMALL}])", r"\1"),
    "wide-hyphen": _changed(rf"(\d)-(?=[{SMALL}])", r"\1 - "),
    "tight-dash": _changed(r"(\w) [–-] (\d)", r"\1 -\2"),
    "dash-as-hyphen": _changed(r"\s?[–—]\s?", "-"),
    "hyphen-as-dash": _changed("-", "–"),
    "no-stop": _changed(rf"([{SMALL}])\.(?=\s)", r"\1"),
    "no-space-after-stop": _changed(r"\.\s(?=\S)", "."),
    "no-space-before-unit": _changed(rf"(\d) (?=[{SMALL}])", r"\1"),
    "no-space-after-comma": _changed(r"(\d), (?=\d)", r"\1,"),
    "no-space-after-word": _changed(rf"([{SMALL}])([,.]) (?=\S)", r"\1\2"),
    "year-as-amount": _changed(r"(?<!\d)([12])(\d{3}) (?=ж[ы.])", r"\1 \2 "),
    "stop-for-colon": _changed(r"(\d):(?=\d)", r"\1."),
    "no-quotes": _changed("[«»]", ""),
    "small": str.lower,
}


def _sentences() -> list[str]:
    rows = (line.split("\t") for line in (DATA / "kk_spoken.tsv").read_text("utf-8").splitlines() if line[:1] != "#")
    return [row[0] for row in rows]


SENTENCES = _sentences()
MAY_DIFFER = {
    tuple(line.split("\t")) for line in (DATA / "kk_sloppy.tsv").read_text("utf-8").splitlines() if line[:1] != "#"
}


def _surely_otherwise(written: str, change: Callable[[str], str]) -> bool:
    sloppy = change(written)
    if sloppy == written:
        return False
    right, said = read(written, "kk", Lexicon()), read(sloppy, "kk", Lexicon())
    if right.problems or said.problems or any(piece.confidence == "guess" for piece in said.pieces):
        return False
    return bare(right.spoken).replace(" ", "") != bare(said.spoken).replace(" ", "")


@pytest.mark.parametrize("name", CHANGES)
def test_a_sloppy_hand_is_never_read_otherwise_without_a_word(name: str) -> None:
    found = {(name, written) for written in SENTENCES if _surely_otherwise(written, CHANGES[name])}
    assert found - MAY_DIFFER == set()


def test_what_may_differ_does() -> None:
    stale = {row for row in MAY_DIFFER if not _surely_otherwise(row[1], CHANGES[row[0]])}
    assert stale == set()
