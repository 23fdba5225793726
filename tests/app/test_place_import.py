"""Places come from a table whole or not at all; each row is in, there already, or named with its reason."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from scripts.environment import ROOT
from tests.support.content_project import write_project
from tests.support.workbook import workbook
from zt_audio.app.journal import acts
from zt_audio.app.places.place_import import (
    PlaceImport,
    PlaceImportRequest,
    PlaceRows,
    PlaylistRule,
    plan_place_import,
    take_places,
)
from zt_audio.app.texts.new_content import free_id
from zt_audio.app.today.check import CheckRequest, check_project
from zt_audio.checks.place_names import NameJudge
from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.edit import EditConflict
from zt_audio.content.yaml.source import source_of
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.errors import ContentError
from zt_audio.i18n import speaking
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.messages.render import render
from zt_audio.model import LANGS, Lang, Where

EVERYTHING = PlaceImportRequest()
CLASSIFIER = """\
kato,kato_version,level,type_code,name_ru,name_kk
100000000,X,oblast,0,область Абай,Абай облысы
103200000,X,district,1,Абайский район,Абай ауданы
103230000,X,sub_district,2,Карааульский с.о.,Қараауыл а.о.
103230100,X,settlement,2,с.Карааул,Қараауыл а.
103230200,X,settlement,2,с.Актобе,Ақтөбе а.
103230300,X,settlement,2,с.Ақтоғай,Ақтоғай а.
103230400,X,settlement,2,с.Актобе,Ақтөбе а.
103230500,X,settlement,2,,Орда а.
103230600,X,settlement,2,уч.КЩФ,КЩФ уч.
104000000,X,district,1,Бородулихинский район,Бородулиха ауданы
104030100,X,settlement,2,рзд.41,рзд.41
104030200,X,settlement,2,с.Крутые,Крутые а.
"""
PLAIN = "id;kind;kk;ru\nbazar;market;«Шығыс» базары;рынок «Восток»\nyasny;village;Ясный ауылы;село Ясное\n"


def planned(root: Path, text: str | bytes = CLASSIFIER, request: PlaceImportRequest = EVERYTHING) -> PlaceImport:
    data = text if isinstance(text, bytes) else text.encode()
    return plan_place_import(root, data, "t.csv", request)


def test_each_row_of_the_classifier_is_in_or_named_with_its_reason(tmp_path: Path) -> None:
    plan = planned(write_project(tmp_path))
    assert [(place.id, place.kind, place.name["kk"], place.name["ru"]) for place in plan.new] == [
        ("karaaul", "village", "Қараауыл ауылы", "село Карааул"),
        ("aktobe", "village", "Ақтөбе ауылы", "село Актобе"),
        ("aktobe-2", "village", "Ақтөбе ауылы", "село Актобе"),
        ("razezd-41", "village", "41-разъезд", "разъезд № 41"),
    ]
    named = [(p.slug, p.where and (p.where.line, p.where.column)) for p in plan.problems]
    assert named == [
        ("table-letters", (7, 5)),
        ("table-no-name", (9, 5)),
        ("abbreviation-unknown", (10, 6)),
        ("abbreviation-unknown", (10, 5)),
        ("wrong-language", (13, 6)),
    ]
    assert (plan.rows_out, plan.other_units, len(plan.new) + plan.rows_out) == (4, 4, 8)
    causes = [(cause.slug, [p.where and p.where.line for p in cause.problems]) for cause in plan.causes]
    assert causes == [
        ("table-letters", [7]),
        ("table-no-name", [9]),
        ("abbreviation-unknown", [10]),
        ("wrong-language", [13]),
    ]
    assert dict(plan.files) == {
        "appeals/places/abaiskii-raion.yaml": 3,
        "appeals/places/borodulihinskii-raion.yaml": 1,
    }


def test_a_name_that_stands_twice_is_judged_at_each_row_and_for_each_kind(tmp_path: Path) -> None:
    """The greeting of a market asks for another form of its name than that of a village."""
    intros = """\
default: {kk: "Құрметті {place:gen} тұрғындары!", ru: "Уважаемые жители {place:gen}!"}
kinds:
  market: {kk: "{place} базарында!", ru: "Рынок {place}!"}
"""
    root = write_project(tmp_path, {"intros.yaml": intros})
    rows = ["village;Орда;уч.КЩФ", "market;Орда;Красный-3 Ю", "village;Орда;Красный-3 Ю", "village;Орда;уч.КЩФ"]
    plan = planned(root, "\n".join(["kind;kk;ru", *rows, ""]))
    named = [(p.slug, p.where and p.where.line) for p in plan.problems if p.severity == "error"]
    assert named == [
        ("abbreviation-unknown", 2),
        ("abbreviation-unknown", 3),
        ("form-unknown", 4),
        ("abbreviation-unknown", 5),
    ]


def test_what_came_can_be_read_and_a_second_time_is_there_already(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    take_places(root, planned(root), "Айгүл")
    report = check_project(root, CheckRequest())
    assert not report.errors
    assert [p for p in report.problems if p.where and p.where.file.startswith("appeals/places/")] == []
    again = planned(root)
    assert (again.new, again.changed, again.edits) == ((), (), ())
    assert [place.id for place in again.known] == ["karaaul", "aktobe", "aktobe-2", "razezd-41"]
    assert {(act.deed.did, act.deed.by) for act in acts(root)} == {("places.imported", "Айгүл")}


def test_each_file_is_synced_twice_and_its_folder_once_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the history and in its place; a disk syncs some ten times a second while others write."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    counts = []
    for districts in (2, 12):
        rows = "".join(f"Ақкөл а.;с.Акколь;Аудан {n}\n" for n in range(districts))
        synced.clear()
        root = write_project(tmp_path / str(districts))
        take_places(root, planned(root, f"kk;ru;district\n{rows}"))
        assert len([*(root / "appeals/places").iterdir()]) == districts
        counts.append(len(synced))
    assert counts[1] - counts[0] == 2 * (12 - 2)


def test_a_district_goes_to_the_same_file_alone_or_with_others(tmp_path: Path) -> None:
    both = CLASSIFIER.replace("Бородулихинский район", "Абайский район")
    root = write_project(tmp_path)
    one = planned(root, both, PlaceImportRequest(district="1040"))
    assert set(one.files) == {"appeals/places/abaiskii-raion-1040.yaml"}
    take_places(root, one)
    whole = planned(root, both)
    assert set(whole.files) == {"appeals/places/abaiskii-raion-1032.yaml"}
    assert [place.id for place in whole.known] == ["razezd-41"]
    with pytest.raises(ContentError) as raised:
        planned(root, both, PlaceImportRequest(district="Семей"))
    assert raised.value.problems[0].slug == "table-no-district"


def test_names_with_wrong_letters_are_taken_corrected_where_asked_for(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    assert "с.Актогай" in [problem.facts.get("right") for problem in planned(root).problems]
    taken = planned(root, request=PlaceImportRequest(corrected=True))
    assert ("село Актогай", "Ақтоғай ауылы") in [(place.name["ru"], place.name["kk"]) for place in taken.new]


def test_one_file_takes_all_where_it_is_named(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    into = PlaceImportRequest(into="all")
    assert set(planned(root, request=into).files) == {"appeals/places/all.yaml"}
    with pytest.raises(ContentError):
        planned(root, request=PlaceImportRequest(into="../settings"))


def test_new_places_stand_behind_those_of_a_file_whose_other_bytes_stay(tmp_path: Path) -> None:
    old = "# east\r\nkaraaul: {kind: village, name: {kk: Қараауыл ауылы, ru: село Карааул}} # by hand\r\n"
    root = write_project(tmp_path, {"places/all.yaml": "\ufeff" + old})
    plan = planned(root, request=PlaceImportRequest(into="all"))
    assert [place.id for place in plan.known] == ["karaaul"]
    take_places(root, plan)
    data = (root / "appeals/places/all.yaml").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf" + old.encode())
    assert data.count(b"\n") == data.count(b"\r\n")
    assert [*Snapshot(root).project()[0].places][2:] == ["karaaul", "aktobe", "aktobe-2", "razezd-41"]


def test_a_file_in_brackets_takes_no_more_and_stays(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"places/all.yaml": "{p: {kind: market, name: {kk: Базар, ru: рынок}}}\n"})
    with pytest.raises(ContentError) as raised:
        planned(root, request=PlaceImportRequest(into="all"))
    assert raised.value.problems[0].slug == "edit-impossible"


def test_a_plain_table_keeps_its_ids_and_changes_nothing_unasked(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    before = (root / "appeals/places.yaml").read_bytes()
    plan = planned(root, PLAIN)
    assert [place.id for place in plan.new] == ["bazar"]
    assert [place.id for place in plan.changed] == ["yasny"]
    take_places(root, plan)
    assert (root / "appeals/places.yaml").read_bytes() == before
    replaced = planned(root, PLAIN, PlaceImportRequest(replaces=True))
    take_places(root, replaced)
    assert Snapshot(root).project()[0].places["yasny"].name["ru"].value == "село Ясное"
    assert (root / "appeals/places.yaml").read_bytes() == before.replace(
        "посёлок Ясный".encode(), "село Ясное".encode()
    )


def test_a_workbook_and_a_csv_are_the_same_table(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    rows = [line.split(";") for line in PLAIN.splitlines()]
    assert replace(planned(root, workbook(rows)), edits=()) == replace(planned(root, PLAIN), edits=())


@pytest.mark.parametrize(
    ("row", "slug", "column"),
    [
        ("Bazar;market;Базар;рынок", "bad-id", 1),
        ("con;market;Базар;рынок", "reserved-id", 1),
        ("bazar;market;Базар;рыноk", "mixed-alphabet", 4),
        ("bazar;market;рынок у дома;рынок", "wrong-language", 3),
        ("bazar;market;Бетбұлақ ас.;рынок", "abbreviation-unknown", 3),  # a full stop inside a sentence
        ("bazar;market;Базар;" + "р" * 201, "text-too-long", 4),
        ("bazar;дикий хутор;Базар;рынок", "table-kind-unknown", 2),
        ("bazar;con;Базар;рынок", "table-kind-unknown", 2),
        ("bazar;market;Базар;рынок\nbazar;market;Базар;рынок", "repeated-place", 1),
    ],
)
def test_what_is_wrong_is_shown_at_its_cell_in_three_languages(
    tmp_path: Path, row: str, slug: str, column: int
) -> None:
    plan = planned(write_project(tmp_path), f"id;kind;kk;ru\n{row}\n")
    (problem,) = plan.problems
    assert (problem.slug, problem.where and problem.where.column, plan.rows_out) == (slug, column, 1)
    said = set()
    for language in ("kk", "ru", "en"):
        with speaking(language):
            said.add(render(problem))
    assert len(said) == 3


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("market", "market"),
        ("рынок", "market"),
        ("Базар", "market"),
        ("село", "village"),
        ("Посёлок", "village"),
        ("кент", "village"),
        ("ауыл", "village"),
        ("village", "village"),
        ("own-kind", "own-kind"),
        ("", "village"),
    ],
)
def test_a_kind_may_stand_in_the_table_in_words(tmp_path: Path, written: str, kind: str) -> None:
    intros = 'default: {kk: "Сәлем!", ru: "Привет!"}\nkinds:\n  village: {kk: "Ауыл!", ru: "Село!"}\n'
    root = write_project(
        tmp_path, {"intros.yaml": intros, "places/all.yaml": "p: {kind: market, name: {kk: Базар, ru: рынок}}\n"}
    )
    plan = planned(root, f"kind;kk;ru\n{written};Орда;Орда\n")
    assert [place.kind for place in plan.new] == [kind]
    with speaking("ru"):
        (problem,) = planned(root, "kind;kk;ru\nхутор Дальний;Орда;Орда\n").problems
        assert "market (рынок), village (село, посёлок, аул)" in render(problem)


def test_a_rule_makes_playlists_of_so_many_stops_at_most(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    request = PlaceImportRequest(rule=PlaylistRule(2, ("littering",)))
    plan = planned(root, request=request)
    take_places(root, plan)
    project = Snapshot(root).project()[0]
    made = {
        name: (playlist.title["ru"].value, [stop.place for stop in playlist.stops])
        for name, playlist in project.playlists.items()
        if name.startswith(("abai", "boro"))
    }
    assert made == {
        "abaiskii-raion-1": ("Абайский район – 1", ["karaaul"]),
        "abaiskii-raion-2": ("Абайский район – 2", ["aktobe", "aktobe-2"]),
        "borodulihinskii-raion": ("Бородулихинский район", ["razezd-41"]),
    }
    again = planned(root, request=request)
    assert (again.edits, [p.slug for p in again.problems if p.severity == "warning"]) == ((), ["playlist-exists"] * 3)
    with pytest.raises(ContentError):
        planned(root, request=PlaceImportRequest(rule=PlaylistRule(2, ("none",))))


@pytest.mark.parametrize(
    ("kk", "ru", "title"),
    [
        ("Аққулы ауданы", "район Аққулы", "{kk: Аққулы ауданы, ru: район Аккулы}"),
        ("Абайский район", "Абайский район", "{kk: Орындар, ru: Абайский район}"),
    ],
)
def test_a_title_is_of_its_language(tmp_path: Path, kk: str, ru: str, title: str) -> None:
    root = write_project(tmp_path)
    table = CLASSIFIER.replace("Абайский район", ru).replace("Абай ауданы", kk)
    take_places(root, planned(root, table, PlaceImportRequest(rule=PlaylistRule(99, ("littering",)))))
    assert not check_project(root, CheckRequest()).errors
    titles = [playlist.title for playlist in Snapshot(root).project()[0].playlists.values()]
    assert title in [f"{{kk: {each['kk'].value}, ru: {each['ru'].value}}}" for each in titles]


def test_a_name_of_a_district_makes_no_other_yaml(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    name = "район: №1 #2 'а' [б] {в} !г &д *е - ё"
    table = CLASSIFIER.replace("Абайский район", name)
    take_places(root, planned(root, table, PlaceImportRequest(rule=PlaylistRule(1, ("littering",)))))
    files = [path for path in root.glob("appeals/pl*/*.yaml") if path.read_bytes()]
    assert [parse_yaml(source_of(path.read_bytes(), path.name))[1] for path in files] == [()] * len(files)
    titles = [playlist.title["ru"].value for playlist in Snapshot(root).project()[0].playlists.values()]
    assert f"{name} – 1" in titles


def test_nothing_is_written_where_a_file_was_changed_after_the_plan(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"places/all.yaml": "p: {kind: market, name: {kk: Базар, ru: рынок}}\n"})
    plan = planned(root, request=PlaceImportRequest(into="all", rule=PlaylistRule(9, ("littering",))))
    path = root / "appeals/places/all.yaml"
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    before = {path: path.read_bytes() for path in (root / "appeals").rglob("*.yaml")}
    with pytest.raises(EditConflict):
        take_places(root, plan)
    assert {path: path.read_bytes() for path in (root / "appeals").rglob("*.yaml")} == before


def test_a_project_with_errors_takes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        planned(write_project(tmp_path, {"intros.yaml": "default: [\n"}))
    assert raised.value.problems[0].where is not None
    assert raised.value.problems[0].where.file == "appeals/intros.yaml"


def test_a_file_of_the_greatest_size_is_kept_in_the_history(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"places/all.yaml": "# " + "x" * 3_900_000 + "\n"})
    take_places(root, planned(root, request=PlaceImportRequest(into="all")))
    assert "karaaul" in Snapshot(root).project()[0].places


TWO_REGIONS = """\
kato,level,name_ru,name_kk
100000000,oblast,область Абай,Абай облысы
103200000,district,Абайский район,Абай ауданы
103230100,settlement,с.Карааул,Қараауыл а.
350000000,oblast,Карагандинская область,Қарағанды облысы
353200000,district,Абайский район,Абай ауданы
353230100,settlement,с.Сарепта,Сарепта а.
353600000,district,Шетский район,Шет ауданы
353630100,settlement,с.Аксу-Аюлы,Ақсу-Аюлы а.
"""


@pytest.mark.parametrize(
    ("asked", "slug", "named"),
    [
        ("Абайский район", "table-district-twice", ["1032, область Абай", "3532, Карагандинская область"]),
        ("абай ауданы", "table-district-twice", ["1032", "3532"]),
        ("Карагандинская область", "table-region", ["Абайский район (3532", "Шетский район (3536"]),
        ("Қарағанды облысы", "table-region", ["3532", "3536"]),
        ("Нет такого", "table-no-district", ["1032", "3532", "3536"]),
    ],
)
def test_a_district_that_is_not_one_is_told_what_to_write(
    tmp_path: Path, asked: str, slug: str, named: list[str]
) -> None:
    with pytest.raises(ContentError) as refused:
        planned(write_project(tmp_path), TWO_REGIONS, PlaceImportRequest(district=asked))
    (problem,) = refused.value.problems
    assert problem.slug == slug
    assert [name for name in named if name not in str(problem.facts["known"])] == []


@pytest.mark.parametrize("asked", ["3532", "353200000", "Шетский район", " шет  ауданы "])
def test_one_district_is_taken_by_its_name_or_its_code(tmp_path: Path, asked: str) -> None:
    plan = planned(write_project(tmp_path), TWO_REGIONS, PlaceImportRequest(district=asked))
    assert [place.name["ru"] for place in plan.new] == (["село Сарепта"] if "353" in asked else ["село Аксу-Аюлы"])


class AskedIds(set[str]):
    """Counts how often it is asked whether an id is taken."""

    asked = 0

    def __contains__(self, id_: object) -> bool:
        self.asked += 1
        return super().__contains__(id_)


def test_ids_of_places_of_one_name_are_counted_on() -> None:
    taken, numbers = AskedIds({"beloe", "beloe-3"}), dict[str, Iterator[int]]()
    found = []
    for _ in range(2_000):
        found.append(free_id("Белое", taken, numbers))
        taken.add(found[-1])
    assert found[:3] == ["beloe-2", "beloe-4", "beloe-5"]
    assert len({*found}) == 2_000
    assert taken.asked <= 3 * 2_000


def test_more_places_than_a_file_can_hold_are_refused_before_any_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlaceRows, "take", lambda *_row: pytest.fail("a row was read"))
    rows = "".join(f";;Ауыл {n};Село {n}\n" for n in range(70_000))
    with pytest.raises(ContentError) as refused:
        planned(write_project(tmp_path), f"id;kind;kk;ru\n{rows}")
    (problem,) = refused.value.problems
    assert (problem.slug, problem.where and problem.where.file) == ("file-too-large", "appeals/places/t.yaml")


def test_the_rows_that_were_looked_at_are_reported(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    rows = "".join(f";;Ақкөл {n} а.;с.Акколь {n};Р{n % 9}\n" for n in range(700))
    data = f"id;kind;kk;ru;district\n{rows}".encode()
    plan = plan_place_import(
        write_project(tmp_path), data, "t.csv", EVERYTHING, lambda rows, of: seen.append((rows, of))
    )
    assert len(plan.new) == 700
    assert seen == [(0, 1_400), (500, 1_400), (1_000, 1_400)]  # names of both languages


@pytest.mark.parametrize("district", [lambda n: f"Р{n}", lambda n: "«" * (n % 50) + "Р" + "!" * (n // 50)])
def test_a_table_of_too_many_districts_is_refused_before_its_names_are_looked_at(
    tmp_path: Path, district: Callable[[int], str]
) -> None:
    rows = "".join(f";;Ақкөл а.;с.Акколь;{district(n)}\n" for n in range(1_001))
    seen: list[tuple[int, int]] = []
    with pytest.raises(ContentError) as refused:
        plan_place_import(
            write_project(tmp_path),
            f"id;kind;kk;ru;district\n{rows}".encode(),
            "t.csv",
            EVERYTHING,
            lambda rows, of: seen.append((rows, of)),
        )
    (problem,) = refused.value.problems
    assert (problem.slug, problem.facts["n"], seen) == ("table-districts-many", 1_001, [])
    one = planned(tmp_path, f"id;kind;kk;ru;district\n{rows}", PlaceImportRequest(into="all"))
    assert len(one.new) == 1_001


def test_many_names_are_judged_on_all_processors_as_one_by_one(tmp_path: Path) -> None:
    project = Snapshot(write_project(tmp_path)).project()[0]
    names = [name for n in range(3) for name in (f"село Ясное {n}", f"Ақтөбе {n} ауылы", f"с.КЩФ {n}", f"seло {n}")]
    asked = [(name, lang, "village") for name in names for lang in LANGS]
    together, alone = NameJudge(project), NameJudge(project)
    together.judge(asked, lambda _names, _of: None, many=2)
    where = Where("t.csv", 1)
    found = [[*together.problems(*each, where)] for each in asked]
    assert found == [[*alone.problems(*each, where)] for each in asked]
    assert any(found)
    assert not all(found)


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("ru", "село УПИ 1"),
        ("ru", "крестьянское хозяйство «Сарбасов К.»"),
        ("ru", "село Ясное"),
        ("ru", "417-й разъезд"),
        ("ru", "разъезд № 1241"),
        ("ru", "село Ясное 1985"),
        ("ru", "село Кщф 417"),
        ("kk", "Қызылсу-12345"),
        ("kk", "Кщф 417 ауылы"),
        ("kk", "«Сарбасов К.» шаруа қожалығы"),
        ("kk", "Ақтөбе ауылы"),
    ],
)
def test_a_name_is_judged_as_the_greeting_is_read_that_says_it(lang: Lang, name: str) -> None:
    """What is left of a greeting around a name must not look typed in haste: then more is guessed."""
    project = Snapshot(ROOT).project()[0]
    greeting = project.intros.default[lang].value.replace("{place:gen}", language_of(lang).inflect(name, "gen"))
    wanted = {problem.slug for problem in read(greeting, lang, Lexicon()).problems}
    found = NameJudge(project).problems(name, lang, "village", Where("t.csv", 1))
    assert {problem.slug for problem in found} == wanted


def test_of_numbers_that_end_alike_one_is_read(tmp_path: Path) -> None:
    """A railway has hundreds of sidings without a name; what their numbers begin with changes no rule."""
    judge, where = NameJudge(Snapshot(write_project(tmp_path)).project()[0]), Where("t.csv", 1)
    asked: list[tuple[str, Lang, str]] = [(f"{n}-й разъезд", "ru", "village") for n in range(400, 1000)]
    with patch("zt_audio.checks.place_names.read", wraps=read) as reading:
        assert not [problem for each in asked for problem in judge.problems(*each, where)]
    assert reading.call_count == 100
    refused = [*judge.problems("село Кщф 417", "ru", "village", where)]
    assert [problem.facts["token"] for problem in refused] == ["Кщф"]


@pytest.mark.parametrize("many", [2, 1_000_000], ids=["all processors", "one"])
def test_a_few_bad_names_in_a_long_table_do_not_end_it(tmp_path: Path, many: int) -> None:
    """The names that nobody can read in the whole country are more than a thousand in a table eight times as long."""
    judge, where = NameJudge(Snapshot(write_project(tmp_path)).project()[0]), Where("t.csv", 1)
    names = [f"село Кщф{n}" if n % 61 == 0 else f"село Ясное-{n}" for n in range(1500)]
    asked: list[tuple[str, Lang, str]] = [(name, "ru", "village") for name in names]
    judge.judge(asked, lambda _names, _of: None, many=many, most_refused=20)
    refused = [each[0] for each in asked if any(judge.problems(*each, where))]
    assert refused == names[::61]
    assert len(refused) == 25


@pytest.mark.parametrize("many", [2, 1_000_000], ids=["all processors", "one"])
def test_a_table_of_names_that_none_can_read_is_not_read_to_its_end(tmp_path: Path, many: int) -> None:
    """Each refused name takes milliseconds: 100 000 of them would hold a clerk for minutes."""
    judge, where = NameJudge(Snapshot(write_project(tmp_path)).project()[0]), Where("t.csv", 1)
    asked: list[tuple[str, Lang, str]] = [(f"село Кщф{n}", "ru", "village") for n in range(100)]
    judge.judge(asked, lambda _names, _of: None, many=many, most_refused=8)
    told = Counter(problem.slug for each in asked for problem in judge.problems(*each, where))
    assert told["table-name-unlooked"] == 92
    assert told.total() == 100
