"""Facts in texts: found as they are said, whole, and with what no fact knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.support.content_project import places_of, write_project
from zt_audio.content.facts import FactFinder, fact_finders, fact_verdict, next_fact_change, where_to_call
from zt_audio.content.project import Snapshot
from zt_audio.model import Lang, PartId

FACTS = """\
police:
  kind: phone
  says: {kk: ["102"], ru: ["102"]}
  source: gov.kz
littering:
  kind: article
  says: {kk: [434-бап], ru: [статья 434, статье 434]}
  source: adilet.zan.kz
  checked: {by: aigerim, on: 2026-11-20}
mrp:
  kind: sum
  says: {kk: [4325 теңге], ru: [4325 тенге]}
  source: adilet.zan.kz
  valid_until: 2026-12-31
duty:
  kind: phone
  says: {kk: [8 (7132) 21-02-02], ru: [8 (7132) 21-02-02]}
  source: adilet.zan.kz
night:
  kind: hours
  says: {kk: [сағат 22-ден таңғы 6-ға дейін], ru: [с 22 до 6 часов]}
  source: adilet.zan.kz
"""


@pytest.fixture(scope="module")
def finders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Lang, FactFinder]:
    facts = Snapshot(write_project(tmp_path_factory.mktemp("facts"), {"facts.yaml": FACTS})).facts
    return fact_finders(facts.values(), {})


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("kk", "102-ге хабарласыңыз, 102!", [("102-ге", "police"), ("102", "police")]),
        ("kk", "Жүз екіге хабарласыңыз.", [("Жүз екіге", "police")]),
        ("kk", "434 бап бойынша, 434-бапқа сәйкес.", [("434 бап", "littering"), ("434-бапқа", "littering")]),
        ("kk", "Айыппұл 4 325 теңгеге тең.", [("4 325 теңгеге", "mrp")]),
        ("kk", "8(7132)210202 телефоны.", [("8(7132)210202", "duty")]),
        ("kk", "102 000 теңге, 402, 434-2-бап.", [("102 000 теңге", None), ("434-2-бап", None)]),
        ("kk", "Сағат 22-ден таңғы 6-ға дейін.", [("Сағат 22-ден таңғы 6-ға дейін", "night")]),
        ("kk", "435-бап, 112.", [("435-бап", None), ("112", None)]),
        ("ru", "Звоните 102. К 102!", [("102", "police"), ("102", "police")]),
        ("ru", "Сто два – номер полиции.", [("Сто два", "police")]),
        ("ru", "Это статья 434, по статье 434.", [("статья 434", "littering"), ("статье 434", "littering")]),
        ("ru", "Штраф 4 325 тенге.", [("4 325 тенге", "mrp")]),
        (
            "ru",
            "Штраф 4326 тенге, 102 тысячи тенге, 5 МРП.",
            [("4326 тенге", None), ("102 тысячи тенге", None), ("5 МРП", None)],
        ),
        ("ru", "Нельзя с 22:00 до 06:00 часов или с 22 до 6 часов.", [("с 22 до 6 часов", "night")]),
        ("ru", "По ст. 441 КоАП.", [("ст. 441", None)]),
        ("ru", "Жители улицы 101 стрелковой бригады и 112 школы.", []),
        ("ru", "Школа № 112, 112-й дом, дом 112, 102 полк.", []),
        ("ru", "Звоните 112. Школы закрыты.", [("112", None)]),
        ("ru", "Звоните из школы 112, на № 112.", [("112", None)]),
        ("ru", "Служба 101 и полиция 102.", [("101", None), ("102", "police")]),
        ("kk", "101 атқыштар бригадасы көшесі, № 112 мектеп.", []),
        ("kk", "112-ге хабарласыңыз.", [("112-ге", None)]),
        ("ru", "В 2026 году 15 домов.", []),
    ],
)
def test_where_facts_are_said(
    finders: Mapping[Lang, FactFinder], lang: Lang, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(text[each.start : each.end], each.fact) for each in finders[lang].mentions(text)] == expected


def test_places_are_those_of_the_whole_text(finders: Mapping[Lang, FactFinder]) -> None:
    text = "Абзац.\n\nЗвоните 102."
    [found] = finders["ru"].mentions(text)
    assert text[found.start : found.end] == "102"


@pytest.mark.parametrize(
    "remembered",
    [None, "102", [["102"]], [[8, 99, "police", "phone"]], [[8, 11, "gone", "phone"]], [[8, 11, "police", "odd"]]],
)
def test_what_was_found_is_remembered_unless_it_cannot_be(tmp_path: Path, remembered: object) -> None:
    facts, readings, text = Snapshot(write_project(tmp_path, {"facts.yaml": FACTS})).facts, Remembered(), "Звоните 102."
    found = fact_finders(facts.values(), {}, readings)["ru"].mentions(text)
    [key] = readings
    assert readings[key] == [[8, 11, "police", "phone"]]
    readings[key] = remembered
    assert fact_finders(facts.values(), {}, readings)["ru"].mentions(text) == found
    others = [fact for fact in facts.values() if fact.id != "police"]
    assert fact_finders(others, {}, readings)["ru"].mentions(text) != found  # other facts, another key


class Remembered(dict[str, object]):
    """Readings that a test looks into."""

    def recall(self, key: str) -> object | None:
        return self.get(key)

    def keep(self, key: str, value: object) -> None:
        self[key] = value


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-30", None),
        ("2026-12-01", "fact-expires-soon"),
        ("2026-12-31", "fact-expires-soon"),
        ("2027-01-01", "fact-expired"),
    ],
)
def test_when_a_fact_is_over(day: str, expected: str | None) -> None:
    assert fact_verdict("2026-12-31", date.fromisoformat(day)) == expected
    assert fact_verdict(None, date.fromisoformat(day)) is None


def test_the_next_day_on_which_a_verdict_changes(tmp_path: Path) -> None:
    facts = Snapshot(write_project(tmp_path, {"facts.yaml": FACTS})).facts.values()
    days = [date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1)]
    changes = [next_fact_change(facts, day) for day in days]
    assert changes == [date(2026, 12, 1), date(2026, 12, 1), date(2027, 1, 1), None]


@pytest.mark.parametrize(
    ("text", "line", "column", "slug"),
    [
        ("a:\n  kind: phon\n  says: {ru: ['102']}\n  source: x\n", 2, 9, "unknown-value"),
        ("a:\n  kind: phone\n  source: x\n", 1, 1, "missing-key"),
        ("a:\n  kind: phone\n  says: {ru: '102'}\n  source: x\n", 3, 15, "not-a-list"),
        ("a:\n  kind: phone\n  says: {ru: ['102']}\n", 1, 1, "missing-key"),
        ("a:\n  kind: phone\n  says: {ru: ['102']}\n  source: x\n  valid_until: 31.12.2026\n", 5, 16, "bad-date"),
        ("a:\n  kind: phone\n  says: {ru: ['102']}\n  source: x\n  checked: {on: 2026-01-01}\n", 5, 3, "missing-key"),
    ],
)
def test_each_mistake(tmp_path: Path, text: str, line: int, column: int, slug: str) -> None:
    assert places_of(write_project(tmp_path, {"facts.yaml": text})) == [("facts.yaml", line, column, slug)]


def test_a_greeting_is_no_place_to_hear_where_to_call(tmp_path: Path) -> None:
    project = Snapshot(write_project(tmp_path, {"facts.yaml": FACTS})).project()[0]
    said = [
        (PartId("intro", "market", "ru"), "Полиция, телефон 102."),
        (PartId("appeal", "a", "ru", 1), "Звоните по телефону 102."),
        (PartId("appeal", "b", "kk", 2), "Қоқысты жәшікке салыңыз."),
        (PartId("outro", "market", "kk"), "102 телефонына қоңырау шалыңыз."),
        (PartId("chime"), "102"),
    ]
    assert where_to_call(said, fact_finders(project.facts.values(), project.lexicon)) == {
        PartId("appeal", "a", "ru", 1),
        PartId("appeal", "a", "ru"),
        PartId("outro", "market", "kk"),
    }


def test_a_project_has_them(tmp_path: Path) -> None:
    facts = Snapshot(write_project(tmp_path, {"facts.yaml": FACTS})).project()[0].facts
    assert list(facts) == ["police", "littering", "mrp", "duty", "night"]
    assert facts["littering"].checked == ("aigerim", "2026-11-20")
    assert facts["mrp"].valid_until is not None
    assert (facts["mrp"].valid_until.value, facts["mrp"].where.line) == ("2026-12-31", 10)
