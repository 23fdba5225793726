"""Words are found wherever a person may have written them, and titles come first."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.texts.replacing import find_words
from zt_audio.app.texts.workbench import Workbench

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("asked", "file", "path", "match"),
    [
        ("УРН", "appeals/texts/a.yaml", ("text", "ru"), "урн"),
        ("рядом мусор", "appeals/texts/a.yaml", ("text", "ru"), "мусор"),
        ("базар", "appeals/places.yaml", ("market", "name", "kk"), "Базар"),
        ("город", "appeals/playlists/city.yaml", ("title", "ru"), "Город"),
    ],
)
def test_words_and_parts_of_words_are_found(
    fresh: Tiny, asked: str, file: str, path: tuple[str, ...], match: str
) -> None:
    text = fresh.root / "appeals/texts/a.yaml"
    text.write_text(text.read_text("utf-8").replace("урны", "урны, что рядом"), "utf-8")
    found = find_words(Workbench(fresh.root).view(MONDAY), asked)
    assert (file, path, match) in [(each.file, each.path, each.match) for each in found]
    assert [each.is_title for each in found] == sorted((each.is_title for each in found), reverse=True)


@pytest.mark.parametrize("asked", ["", "  ", "окурки семечки", "(", "\\"])
def test_what_stands_nowhere_is_not_found(fresh: Tiny, asked: str) -> None:
    assert find_words(Workbench(fresh.root).view(MONDAY), asked) == ()
