"""Compare what `zt-audio check` says about many mistakes, in each language, with the files in golden/.

Where a sentence was changed on purpose: run these tests with ZT_RENEW_GOLDEN=1, look at the difference, keep it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Zt, write_files

GOLDEN = Path(__file__).parent / "golden"
CITY = """\
title: {kk: Қала орталығы, ru: Центр горoда}
days: [mon, tuesday]
dates: [2026-02-30]
languages: [kk, kk]
appeals: [litering, smoking]
stops:
  - place: altay-market
    arrive: "10:00"
    stay_min: 10000
  - place: yasny
    id: ../yasny
    arrive: "09:00"
    stay_min: abc
  - place: yasny
    arive: "25:00"
"""
MISTAKES: dict[str, str | bytes | None] = {
    "intros.yaml": 'default:\n  kk: "Құрметті {plase:gen} тұрғындары!"\n  ru: "Уважаемые жители {place:loc}!"\n',
    "lexicon/ru.yaml": "general:\n  № 5: номер пять\n  № 5: пятый номер\n",
    "places.yaml": FILES["places.yaml"].replace("yasny:", "con:").replace(", ru: посёлок Ясный", ""),
    "playlists/city.yaml": CITY,
    "settings.yaml": "voices: {kk: [tone], ru: []}\nchime: two-tones\npauses: {sentence_ms: -5}\n",
    "texts/littering.yaml": FILES["texts/littering.yaml"].replace("жәшікке", "жәшiкке").replace("в урну", "в {place}"),
    "texts/smoking.yaml": FILES["texts/smoking.yaml"].replace("ru: Не курите}", "ru: Не курите"),
    "texts/old.yaml": FILES["texts/smoking.yaml"].encode("utf-16"),
    "texts/empty.yaml": "title: {kk: Бос, ru: Пусто}\ntext:\n  kk: |\n    Мәтін бар.\n  ru: ''\n",
    "texts/swapped.yaml": "title: {kk: Айырбас, ru: Обмен}\ntext:\n  kk: Не мусорите.\n  ru: Темекі шекпеңіздер.\n",
    "texts/note.yml": "",
}


@pytest.fixture
def mistaken(project: Path) -> Path:
    """Give a project with many mistakes."""
    write_files(project, MISTAKES)
    return project


@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_every_problem_reads_as_it_should(zt: Zt, mistaken: Path, lang: str) -> None:
    told = zt("check", project=mistaken, lang=lang)
    assert (told.code, told.out) == (3, "")
    file = GOLDEN / f"check.{lang}.txt"
    if os.environ.get("ZT_RENEW_GOLDEN") == "1":
        file.write_text(told.err, "utf-8", newline="\n")
    assert told.err == file.read_text("utf-8")


def lines(lang: str) -> list[re.Match[str]]:
    """Return file, line, column and slug of each problem in a golden file."""
    found = (GOLDEN / f"check.{lang}.txt").read_text("utf-8").splitlines()[:-1]
    matches = [re.fullmatch(r"(appeals/[^:]+):(\d+):(\d+): .+\.? \[([a-z0-9-]+)\]", line) for line in found]
    assert all(matches)
    return [match for match in matches if match]


def test_problems_come_in_the_order_of_the_files() -> None:
    places = [(match[1], int(match[2]), int(match[3])) for match in lines("en")]
    assert places == sorted(places)
    assert len(places) > 25


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_every_language_tells_the_same_problems(lang: str) -> None:
    assert [match.groups() for match in lines(lang)] == [match.groups() for match in lines("en")]
