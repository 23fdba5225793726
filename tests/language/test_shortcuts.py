"""What is not looked at because it cannot matter would have changed nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from zt_audio.language import reading
from zt_audio.language.kk.sloppy import spelling
from zt_audio.language.ru.words import forms

DATA = Path(__file__).parent / "data"
TEXTS = [
    written
    for file in sorted(DATA.glob("*.tsv"))
    for line in file.read_text("utf-8").splitlines()
    if not line.startswith("#")
    for written in line.split("\t")
]


def typed_names(text: str) -> str:
    return repr(list(spelling.spelling_repairs(f"{text} Актоге Мартук Сатбаев Экимат")))


def tidied(text: str) -> str:
    return reading._tidy(text)


@pytest.mark.parametrize(
    ("room", "shortcut", "off", "said"),
    [
        (spelling, "_NAMES", ("",), typed_names),
        (reading, "_MARK_WITHIN", re.compile(""), tidied),
    ],
)
def test_a_shortcut_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, room: object, shortcut: str, off: object, said: Callable[[str], str]
) -> None:
    quick = list(map(said, TEXTS))
    monkeypatch.setattr(room, shortcut, off)
    assert quick == list(map(said, TEXTS))


def test_a_name_that_the_dictionary_lacks_is_declined_as_if_it_were_taken_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = (DATA / "ru_kato_sample.tsv").read_text("utf-8").splitlines()[1:]
    names = [word for row in rows for word in row.split("\t")[0].split()]
    quick = [forms._adjective(name, "gen") for name in names]
    monkeypatch.setattr(forms, "is_in_dictionary", lambda _word: True)
    assert quick == [forms._adjective(name, "gen") for name in names]
