"""`check` lists what it read as if it were typed well, and `check --fix` writes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.tiny import Tiny, tiny_project

SLOPPY = """\
title: {kk: Жиналыс, ru: Собрание}
text:
  kk: |
    Жиналыс 22.00 ден басталады.{kk}
  ru: |
    Собрание на ул Абая.{ru}
"""
TYPED = SLOPPY.replace("22.00 ден", "22.00-ден").replace("ул Абая", "улице Абая")
LISTED = (
    "appeals/texts/a.yaml:4:13: “22.00 ден” is read as “22.00-ден” (сағат жиырма екіден).",
    "appeals/texts/a.yaml:6:17: “ул” is read as “улице” (улице).",
    "zt-audio check --fix writes them into the appeals.",
)


def sloppy(tmp_path: Path, kk: str = "", ru: str = "") -> Tiny:
    fresh = tiny_project(tmp_path)
    fresh.write("texts/a.yaml", SLOPPY.replace("{kk}", kk, 1).replace("{ru}", ru))
    return fresh


def test_what_was_read_as_typed_well_is_listed_again_and_again(tmp_path: Path) -> None:
    fresh = sloppy(tmp_path)
    for flags in ([], [], ["--strict"]):  # the second check finds nothing new to do
        told = fresh.run("check", *flags)
        assert told.returncode == 0 or flags
        assert [line for line in told.stderr.splitlines() if "is read as" in line or "--fix" in line] == [*LISTED]
    repaired = json.loads(fresh.run("check", "--json").stdout)["repaired"]
    assert repaired == [
        {
            "where": "appeals/texts/a.yaml:4:13",
            "lang": "kk",
            "written": "22.00 ден",
            "typed": "22.00-ден",
            "spoken": "сағат жиырма екіден",
        },
        {"where": "appeals/texts/a.yaml:6:17", "lang": "ru", "written": "ул", "typed": "улице", "spoken": "улице"},
    ]


def test_a_clean_project_hears_nothing_of_it(tmp_path: Path) -> None:
    fresh = tiny_project(tmp_path)
    told = fresh.run("check").stderr
    assert "read as" not in told
    assert "--fix" not in told
    assert json.loads(fresh.run("check", "--json").stdout)["repaired"] == []


def test_the_first_five_of_a_language_are_listed(tmp_path: Path) -> None:
    fresh = sloppy(tmp_path, ru=" Приходите на ул Мира." * 7)
    told = fresh.run("check").stderr
    assert told.count("“ул” is read as") == 5
    assert "3 more words are read so." in told


@pytest.mark.parametrize("left", ["", " Нужны 3 ж.", " Приём ведёт Ахметова А.", " Лавка на 1 эт пустая."])
def test_a_fix_writes_what_is_certain_alone_into_the_history(tmp_path: Path, left: str) -> None:
    fresh = sloppy(tmp_path, ru=left)
    before = (fresh.root / "appeals" / "texts/b.yaml").read_text(encoding="utf-8")
    told = fresh.run("check", "--fix").stderr
    assert "a.yaml:6:17: “ул” is typed “улице” now (улице)." in told
    assert (fresh.root / "appeals" / "texts/a.yaml").read_text(encoding="utf-8") == TYPED.replace(
        "{kk}", "", 1
    ).replace("{ru}", left)
    assert (fresh.root / "appeals" / "texts/b.yaml").read_text(encoding="utf-8") == before
    assert "appeals/texts/a.yaml#text/kk, text/ru" in fresh.run("log").stdout
    assert "Nothing can be mended for certain." in fresh.run("check", "--fix").stderr
