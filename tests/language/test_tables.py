"""Lists of words whose lines share their beginnings are read as they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

from zt_audio.language.tables import folded, unfolded

LANGUAGE = Path(__file__).parents[2] / "zt_audio" / "language"


@pytest.mark.parametrize(("name", "told"), [("ru/words/frequent_words.txt", 2), ("kk/sloppy/known_words.txt", 0)])
def test_a_list_is_written_again_as_it_stands(name: str, told: int) -> None:
    written = (LANGUAGE / name).read_text(encoding="utf-8")
    rows = list(unfolded(written, told))
    assert [word for word, _ in rows] == sorted(word for word, _ in rows)
    assert "".join(f"{line}\n" for line in folded(rows)) == written


def test_a_word_shares_the_beginning_of_the_one_before() -> None:
    lines = list(folded([("вода", "n"), ("водитель", "N"), ("дом", "n")]))
    assert lines == ["0водаn", "3ительN", "0домn"]
    assert list(unfolded(" ".join(lines), told=1)) == [("вода", "n"), ("водитель", "N"), ("дом", "n")]
