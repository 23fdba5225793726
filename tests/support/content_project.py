"""Write a small project for tests of content, and list what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.tree import YAML_LOADER, YamlLoader
from zt_audio.errors import ContentError
from zt_audio.model import Problem

LITTERING = """\
title: {kk: Қоқыс тастамаңыз, ru: Не мусорите}
text:
  kk: |
    Құрметті тұрғындар! Қоқысты тек жәшікке салыңыз.

    Тазалық – бәрімізге ортақ.
  ru: |
    Уважаемые жители! Бросайте мусор только в урны.

    Чистота – наше общее дело.
"""
SMOKING = """\
title:
  kk: "Темекі шекпеңіз"
  ru: 'Не курите'
text:
  kk: >
    Бұл жерде темекі шегуге
    болмайды.
  ru: Здесь курить
    нельзя. Телефон 102.
"""
PLACES = """\
# what stands where
altai-market:
  kind: market
  name: {kk: «Алтай» базары, ru: рынок «Алтай»}
  forms:
    kk: {gen: «Алтай» базарының}
    ru: {gen: рынка «Алтай», prep: рынке «Алтай»}
yasny:
  kind: village
  name:
    kk: Ясный ауылы
    ru: посёлок Ясный
"""
INTROS = """\
default: {kk: "Құрметті {place:gen} тұрғындары!", ru: "Уважаемые жители {place:gen}!"}
kinds:
  market:
    kk: "Құрметті {place:gen} сатушылары!"
    ru: "Уважаемые продавцы {place:gen}!"
  village: {kk: "Құрметті {place:gen} тұрғындары!", ru: "Уважаемые жители {place:gen}!"}
places: {}
"""
CITY = """\
title: {kk: Қала орталығы, ru: Центр города}
days: [mon, tue]
languages: [kk, ru]
appeals: [littering, smoking]
stops:
  - place: altai-market
    arrive: "10:00"
    stay_min: 15
    appeals: [littering]
  - place: yasny
    arrive: 11:30
  - place: altai-market
    arrive: 12:00
"""
SETTINGS = """\
voices: {kk: [espeak], ru: [espeak]}
prosody:
  kk: {rate_syl_per_s: 3.5, pitch: 40}
pauses:
  sentence_ms: 300
chime: two-tone
"""
LEXICON_RU = """\
general:
  "102": сто два
  "22-х": {spoken: двадцати двух, forms: {gen: двадцати двух}}
places:
  yasny:
    "№ 5": номер пять
"""
FILES: Mapping[str, str] = {
    "texts/littering.yaml": LITTERING,
    "texts/smoking.yaml": SMOKING,
    "places.yaml": PLACES,
    "intros.yaml": INTROS,
    "playlists/city.yaml": CITY,
    "settings.yaml": SETTINGS,
    "lexicon/ru.yaml": LEXICON_RU,
}


def write_project(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small project with `changes` (None leaves a file out) and return its folder."""
    for name, text in {**FILES, **(changes or {})}.items():
        path = root / "appeals" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def problems_of(root: Path, loader: YamlLoader = YAML_LOADER) -> list[Problem]:
    """Return what is wrong with the project at `root`, warnings included."""
    try:
        return list(Snapshot(root, loader=loader).project()[1])
    except ContentError as error:
        return list(error.problems)


def places_of(root: Path) -> list[tuple[str, int, int, str]]:
    """Return (file below appeals/, line, column, slug) of each problem."""
    found = []
    for problem in problems_of(root):
        assert problem.where is not None
        where = problem.where
        found.append((where.file.removeprefix("appeals/"), where.line, where.column, problem.slug))
    return found
