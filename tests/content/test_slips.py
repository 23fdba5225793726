"""What people do to YAML by mistake: the line is right, the first advice is right, and there is one message.

`golden/slips.txt` holds the messages, to be read by someone who does not know YAML; ZT_RENEW_GOLDEN=1 renews it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.content_project import FILES, LITTERING, problems_of, write_project
from zt_audio.content.project import Snapshot
from zt_audio.messages.render import render

PLACES = """\
# Орындар
yasny:
  kind: village
  name:
    kk: Ясный ауылы
    ru: посёлок Ясный

altai-market:
  kind: market
  name:
    kk: «Алтай» базары
    ru: рынок «Алтай»
"""
CITY = """\
title:
  kk: Қала орталығы
  ru: Центр города
days: [mon, tue]
languages: [kk, ru]
appeals: [littering, smoking]
stops:
  - place: altai-market
    arrive: "10:30"
    stay_min: 20
    appeals: [littering]
  - place: yasny
    arrive: "11:30"
    stay_min: 15
"""
TEXT = LITTERING.replace(
    "title: {kk: Қоқыс тастамаңыз, ru: Не мусорите}", "title:\n  kk: Қоқыс тастамаңыз\n  ru: Не мусорите"
)
INTROS = """\
default:
  kk: "Құрметті {place:gen} тұрғындары!"
  ru: "Уважаемые жители {place:gen}!"
kinds:
  market:
    kk: "Құрметті {place:gen} сатушылары!"
    ru: "Уважаемые продавцы {place:gen}!"
  village:
    kk: "Құрметті {place:gen} тұрғындары!"
    ru: "Уважаемые жители {place:gen}!"
places: {}
"""
BASES = {"places.yaml": PLACES, "playlists/city.yaml": CITY, "texts/littering.yaml": TEXT, "intros.yaml": INTROS}
P, C, T, IN = BASES
GOLDEN = Path(__file__).with_name("golden") / "slips.txt"


class SlipRow(NamedTuple):
    """`old` becomes `new` in `file`; then line `line` is reported as `slug`."""

    file: str
    old: str
    new: str
    line: int
    slug: str


SLIPS = [
    # lines that stand too far left or right
    SlipRow(P, "    kk: Ясный", "     kk: Ясный", 5, "yaml-spaces"),
    SlipRow(P, "    kk: Ясный", "   kk: Ясный", 5, "yaml-spaces"),
    SlipRow(P, "    ru: посёлок", "     ru: посёлок", 6, "yaml-spaces"),
    SlipRow(P, "    ru: посёлок", "   ru: посёлок", 6, "yaml-spaces"),
    SlipRow(P, "  name:\n    kk: Ясный", "   name:\n    kk: Ясный", 4, "yaml-spaces"),
    SlipRow(P, "  name:\n    kk: Ясный", "name:\n    kk: Ясный", 4, "key-too-left"),
    SlipRow(P, "    kk: Ясный ауылы\n    ru", "  kk: Ясный ауылы\n  ru", 5, "key-too-left"),
    SlipRow(P, "  kind: village", "   kind: village", 3, "yaml-spaces"),
    SlipRow(P, "  kind: village", "kind: village", 3, "yaml-spaces"),
    SlipRow(P, "altai-market:", " altai-market:", 8, "yaml-spaces"),
    SlipRow(C, '    arrive: "10:30"', '     arrive: "10:30"', 9, "yaml-spaces"),
    SlipRow(C, '    arrive: "10:30"', '   arrive: "10:30"', 9, "yaml-spaces"),
    SlipRow(C, "    stay_min: 20", "  stay_min: 20", 10, "yaml-spaces"),
    SlipRow(C, "  - place: yasny", "   - place: yasny", 12, "yaml-spaces"),
    SlipRow(C, "  - place: yasny", " - place: yasny", 12, "yaml-spaces"),
    SlipRow(C, "  - place: yasny", "- place: yasny", 12, "yaml-spaces"),
    SlipRow(T, "    Тазалық", "Тазалық", 8, "yaml-text-indent"),
    SlipRow(T, "    Тазалық", "  Тазалық", 8, "yaml-text-indent"),
    SlipRow(T, "  ru: |\n", "    ru: |\n", 9, "key-in-text"),
    SlipRow(T, "  ru: |\n", "   ru: |\n", 9, "yaml-spaces"),
    SlipRow(T, "  ru: |\n", " ru: |\n", 9, "yaml-spaces"),
    SlipRow(T, "  ru: |\n", "ru: |\n", 9, "key-too-left"),
    SlipRow(T, "  kk: Қоқыс тастамаңыз\n  ru", "kk: Қоқыс тастамаңыз\nru", 2, "key-too-left"),
    SlipRow(T, "  kk: |\n", "\tkk: |\n", 5, "yaml-tab"),
    SlipRow(T, "    Тазалық", "\tТазалық", 8, "yaml-tab"),
    SlipRow(T, "  ru: Не", " \u00a0ru: Не", 3, "yaml-odd-space"),
    # two versions, as git and programs that synchronize folders leave them
    SlipRow(T, "  ru: Не", "<<<<<<< HEAD\n  ru: Сор\n=======\n  ru: Не", 3, "yaml-merged"),
    SlipRow(T, "    Тазалық", "<<<<<<< a.yaml\n    Таза.\n=======\n    Тазалық", 8, "yaml-merged"),
    SlipRow(P, "altai-market:", "=======\naltai-market:", 8, "yaml-merged"),
    SlipRow(C, "    stay_min: 20\n", "    stay_min: 20\n>>>>>>> 1f0c\n", 11, "yaml-merged"),
    # quotes
    SlipRow(P, "рынок «Алтай»", '"Алтай" рынок', 12, "yaml-after-quote"),
    SlipRow(P, "рынок «Алтай»", "'Алтай' рынок", 12, "yaml-after-quote"),
    SlipRow(IN, '"Уважаемые жители {place:gen}!"', '"Уважаемые "жители" {place:gen}!"', 3, "yaml-after-quote"),
    SlipRow(T, "kk: Қоқыс тастамаңыз", 'kk: "Қоқыс тастамаңыз', 2, "yaml-quote"),
    SlipRow(T, "ru: Не мусорите", "ru: 'Не мусорите", 3, "yaml-quote"),
    SlipRow(IN, 'тұрғындары!"\n  ru', "тұрғындары!\n  ru", 2, "yaml-quote"),
    SlipRow(IN, 'тұрғындары!"\n  ru', "тұрғындары!”\n  ru", 2, "yaml-printed-end"),
    SlipRow(C, '"10:30"', "“10:30”", 9, "printed-quotes"),
    SlipRow(C, '"10:30"', '"10:30', 9, "yaml-quote"),
    SlipRow(IN, '"Құрметті {place:gen} тұрғындары!"', "{place:gen} тұрғындары!", 2, "yaml-unquoted-slot"),
    # dashes
    SlipRow(C, "  - place: yasny", "  – place: yasny", 12, "yaml-dash"),
    SlipRow(C, "  - place: yasny", "  • place: yasny", 12, "yaml-dash"),
    SlipRow(C, "  - place: yasny", "  * place: yasny", 12, "yaml-dash"),
    SlipRow(C, "  - place: altai", "  — place: altai", 8, "yaml-dash"),
    SlipRow(C, "  - place: yasny", "  -place: yasny", 12, "yaml-dash-space"),
    SlipRow(C, "  - place: altai", "  -place: altai", 8, "yaml-dash-space"),
    SlipRow(C, "[littering, smoking]", "\n  - littering\n  -smoking", 8, "yaml-dash-space"),
    SlipRow(C, "[littering, smoking]", "\n  – littering\n  – smoking", 7, "not-a-list"),
    SlipRow(C, "  - place: yasny", "    place: yasny", 12, "missing-dash"),
    SlipRow(C, "stops:\n", "", 7, "yaml-list-key"),
    # colons and keys
    SlipRow(P, "kk: Ясный", "kk:Ясный", 5, "yaml-colon-space"),
    SlipRow(P, "ru: посёлок", "ru:посёлок", 6, "yaml-colon-space"),
    SlipRow(T, "kk: |\n", "kk:|\n", 5, "yaml-colon-space"),
    SlipRow(P, "kind: village", "kind village", 3, "yaml-no-colon"),
    SlipRow(P, "kind: village", "kind; village", 3, "yaml-no-colon"),
    SlipRow(P, "kind: village", "kind = village", 3, "yaml-no-colon"),
    SlipRow(P, "name:\n    kk: Ясный", "name\n    kk: Ясный", 4, "yaml-no-colon"),
    SlipRow(P, "yasny:", "yasny", 2, "yaml-no-colon"),
    SlipRow(T, "Не мусорите", "Внимание: не мусорите", 3, "yaml-colon"),
    SlipRow(P, "рынок «Алтай»", "рынок «Алтай», вход: улица", 12, "yaml-colon"),
    SlipRow(C, "place: yasny\n    arrive", "place: yasny arrive", 12, "yaml-two-keys"),
    SlipRow(P, "name:\n    kk: Ясный ауылы\n", "name: kk: Ясный ауылы\n", 4, "yaml-two-keys"),
    SlipRow(P, "kk: Ясный", "кк: Ясный", 5, "unknown-key"),
    SlipRow(P, "kk: Ясный", "kz: Ясный", 5, "unknown-key"),
    SlipRow(C, "place: yasny", "plаce: yasny", 12, "unknown-key"),
    SlipRow(P, "kind: village", "Kind: village", 3, "unknown-key"),
    # texts and signs
    SlipRow(T, "kk: |\n", "kk: | Құрметті\n", 5, "yaml-block-line"),
    SlipRow(T, "Не мусорите", "- Не мусорите", 3, "yaml-start"),
    SlipRow(T, "Не мусорите", "!Не мусорите", 3, "yaml-tag"),
    SlipRow(T, "Не мусорите", "*Не мусорите*", 3, "yaml-alias"),
    SlipRow(T, "Не мусорите", "#Не мусорите", 3, "text-cut"),
    SlipRow(T, "Не мусорите", "Не мусорите #чистота", 3, "text-cut"),
    SlipRow(T, "Не мусорите", "[Внимание] не мусорите", 3, "yaml-after-bracket"),
    SlipRow(T, "text:\n", "text:\nЭто для громкоговорителя\n", 5, "yaml-loose-line"),
    SlipRow(T, "text:\n", "// текст\ntext:\n", 4, "yaml-loose-line"),
    SlipRow(T, "title:\n  kk: Қоқыс тастамаңыз\n  ru: Не", "title: Не", 1, "not-both-languages"),
    # lists, names, times
    SlipRow(C, "[mon, tue]", "mon, tue", 4, "not-a-list"),
    SlipRow(C, "[mon, tue]", "(mon, tue)", 4, "not-a-list"),
    SlipRow(C, "[mon, tue]", "[mon, tue", 4, "yaml-bracket"),
    SlipRow(C, "[mon, tue]", "[mon tue]", 4, "missing-comma"),
    SlipRow(C, "[littering, smoking]", "[littering; smoking]", 6, "missing-comma"),
    SlipRow(C, "[littering, smoking]", "[littering.yaml, smoking]", 6, "unknown-appeal"),
    SlipRow(C, "yasny", "посёлок Ясный", 12, "unknown-place"),
    SlipRow(C, '"10:30"', "10.30", 9, "bad-time"),
    SlipRow(C, "20", "20 мин", 10, "not-a-number"),
]


def _messages(tmp_path: Path, row: SlipRow) -> list[tuple[int, str, str]]:
    assert row.old in BASES[row.file], "the table is out of date"
    root = write_project(tmp_path, {**BASES, row.file: BASES[row.file].replace(row.old, row.new, 1)})
    return [(p.where.line, p.slug, render(p)) for p in problems_of(root) if p.where and p.severity == "error"]


@pytest.mark.parametrize("row", SLIPS, ids=[f"{row.slug}-{n}" for n, row in enumerate(SLIPS)])
def test_a_slip_gives_one_message_at_its_line(tmp_path: Path, row: SlipRow) -> None:
    assert [(line, slug) for line, slug, _ in _messages(tmp_path, row)] == [(row.line, row.slug)]


def test_the_advice_is_as_it_was_when_a_reader_judged_it(tmp_path: Path) -> None:
    blocks = []
    for n, row in enumerate(SLIPS):
        said = _messages(tmp_path / str(n), row)[0][2]
        old, new = (text.replace("\t", "→").replace("\n", "⏎") for text in (row.old, row.new))
        blocks.append(f"{old}\n{new}\n{said}\n")
    found = "\n".join(blocks)
    if os.environ.get("ZT_RENEW_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert found == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(("old", "new"), [("[mon, tue]", "[сб, Вс]"), ("[mon, tue]", "[дс., жексенбі]")])
def test_days_are_read_as_people_write_them(tmp_path: Path, old: str, new: str) -> None:
    assert problems_of(write_project(tmp_path, {**BASES, C: CITY.replace(old, new)})) == []


def test_a_time_needs_no_zero_before_it(tmp_path: Path) -> None:
    assert problems_of(write_project(tmp_path, {**BASES, C: CITY.replace('"10:30"', "9:30")})) == []


MISNAMED = [
    ("texts/littering.yaml", "texts/littering.yaml.txt", "texts/littering.yaml"),
    ("texts/littering.yaml", "texts/littering.yml", "texts/littering.yaml"),
    ("texts/littering.yaml", "texts/мусор.yaml", "texts/littering.yaml"),
    ("texts/littering.yaml", "texts/littering copy.yaml", "texts/littering.yaml"),
    ("texts/littering.yaml", "texts/Littering.yaml", "texts/littering.yaml"),
    ("texts/littering.yaml", "texts/littering – копия.yaml", "texts/littering.yaml"),
    ("places.yaml", "places.yaml.txt", "places.yaml"),
    ("intros.yaml", "intro.yaml", "intros.yaml"),
    ("playlists/city.yaml", "playlists/Қала.yaml", "playlists/qala.yaml"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), MISNAMED, ids=[row[1] for row in MISNAMED])
def test_a_misnamed_file_is_one_error_that_says_its_new_name(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    text = {**FILES, **BASES}[right]
    found = problems_of(write_project(tmp_path, {**BASES, right: None, wrong: text}))
    assert [(p.severity, p.slug, p.where and p.where.file, p.facts.get("right")) for p in found] == [
        ("error", "bad-file-name", f"appeals/{wrong}", f"appeals/{told}")
    ]


@pytest.mark.parametrize(("right", "wrong"), [row[:2] for row in MISNAMED], ids=[row[1] for row in MISNAMED])
def test_a_playlist_that_names_what_a_misnamed_file_holds_is_not_played(tmp_path: Path, right: str, wrong: str) -> None:
    root = write_project(tmp_path, {**BASES, right: None, wrong: {**FILES, **BASES}[right]})
    usable = Snapshot(root).files().usable()
    assert usable is None or not usable.project.playlists


def test_a_misspelt_name_is_not_explained_by_another_file(tmp_path: Path) -> None:
    city = CITY.replace("[littering, smoking]", "[litering, smoking]")
    found = problems_of(write_project(tmp_path, {**BASES, C: city, "texts/note.yml": "x"}))
    assert [(p.severity, p.slug) for p in found] == [("error", "unknown-appeal"), ("warning", "unread-file")]


def test_a_copy_of_a_text_gets_a_name_that_is_free(tmp_path: Path) -> None:
    found = problems_of(write_project(tmp_path, {**BASES, "texts/littering copy.yaml": TEXT}))
    assert [p.facts["right"] for p in found] == ["appeals/texts/littering-2.yaml"]
