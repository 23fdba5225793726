"""The list for a native speaker shows what is really said, and which rule says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import LANGS

PAGE = Path(__file__).parents[2] / "docs" / "native-speaker.md"
CONTENT, GUESSES = (
    [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in part.splitlines()
        if line.startswith(tuple(f"| {lang} |" for lang in LANGS))
    ]
    for part in PAGE.read_text("utf-8").split("## Rules that guess")
)


@pytest.mark.parametrize("row", CONTENT + GUESSES, ids=lambda row: row[1])
def test_each_row_is_read_as_it_says(row: list[str]) -> None:
    lang, written, spoken, rule, _question = row
    assert lang in LANGS
    reading = read(written, lang, Lexicon())
    assert (reading.problems, reading.spoken.strip()) == ((), spoken)
    assert rule in {piece.rule for piece in reading.pieces}
    assert reading.confidence == ("guess" if row in GUESSES else "sure")


def test_the_shipped_content_has_no_guess_in_the_list_of_it() -> None:
    assert len(CONTENT) >= 15
    assert {row[0] for row in CONTENT} == set(LANGS)
