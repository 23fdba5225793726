"""Rows written apart from the rules: language, written, expected, `?` where natives may differ, other readings.

Compared without case, punctuation and the hyphens that only show how words belong together.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.rows import each_row
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line]


def bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s\u0301]|_", " ", text.lower()).split())


@each_row(rows("independent_spoken.tsv"))
def test_spoken(row: list[str]) -> None:
    lang, written, expected, *more = row
    assert lang in LANGS
    accepted = {bare(expected), *(bare(other) for other in (more[1] if len(more) > 1 else "").split("|") if other)}
    reading = read(written, lang, Lexicon())
    assert not reading.problems
    assert bare(reading.spoken) in accepted


@each_row(rows("independent_forms.tsv"))
def test_form(row: list[str]) -> None:
    lang, name, case, expected, *more = row
    assert lang in LANGS
    accepted = {expected, *(more[1] if len(more) > 1 else "").split("|")}
    assert language_of(lang).inflect(name, case) in accepted
