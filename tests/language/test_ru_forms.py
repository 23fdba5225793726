"""Russian names decline as a table of places and the towns say; what has no form is a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.rows import each_row
from zt_audio.errors import ContentError
from zt_audio.language.ru.words.endings import TOWNS
from zt_audio.language.ru.words.forms import russian_form
from zt_audio.language.ru.words.numbers import CASES

ROWS = [
    line.split("\t")
    for name in ("ru_forms.tsv", "ru_kato_sample.tsv")
    for line in (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@each_row(ROWS)
def test_places(row: list[str]) -> None:
    assert [russian_form(row[0], case) for case in CASES] == [row[0], *row[1:]]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Актобе", "Актобе Актобе Актобе Актобе Актобе"),
        ("Хромтау", "Хромтау Хромтау Хромтау Хромтау Хромтау"),
        ("Алга", "Алги Алге Алгу Алгой Алге"),
        ("Эмба", "Эмбы Эмбе Эмбу Эмбой Эмбе"),
        ("Кобда", "Кобды Кобде Кобду Кобдой Кобде"),
        ("Кандыагаш", "Кандыагаша Кандыагашу Кандыагаш Кандыагашем Кандыагаше"),
        ("Иргиз", "Иргиза Иргизу Иргиз Иргизом Иргизе"),
        ("Темир", "Темира Темиру Темир Темиром Темире"),
        ("Шалкар", "Шалкара Шалкару Шалкар Шалкаром Шалкаре"),
        ("Костанай", "Костаная Костанаю Костанай Костанаем Костанае"),
        ("Сарань", "Сарани Сарани Сарань Саранью Сарани"),
        ("Рудный", "Рудного Рудному Рудный Рудным Рудном"),
        ("Комсомольское", "Комсомольского Комсомольскому Комсомольское Комсомольским Комсомольском"),
        ("Алматы", "Алматы Алматы Алматы Алматы Алматы"),
    ],
)
def test_towns(name: str, forms: str) -> None:
    assert " ".join(russian_form(name, case) for case in CASES[1:]) == forms


@each_row(TOWNS)
def test_every_town_has_every_form_and_stays_recognisable(name: str) -> None:
    for case in CASES:
        assert russian_form(name, case)[:3] == name[:3]


@pytest.mark.parametrize(
    ("name", "form"),
    [("Кызылжар", "Кызылжара"), ("Нурсая", "Нурсаи"), ("Тамды", "Тамды"), ("Курашасай", "Курашасая")],
)
def test_unknown_names_decline_by_their_ending(name: str, form: str) -> None:
    assert russian_form(name, "gen") == form


@pytest.mark.parametrize("name", ["Нур Сити", "Керуен Сити", "12", "Ақтөбе қаласы"])
def test_what_has_no_sure_form_is_a_problem(name: str) -> None:
    with pytest.raises(ContentError) as caught:
        russian_form(name, "gen")
    (problem,) = caught.value.problems
    assert (problem.slug, problem.facts["name"], problem.facts["case"]) == ("form-unknown", name, "gen")


def test_a_case_that_does_not_exist_is_a_problem() -> None:
    with pytest.raises(ContentError):
        russian_form("рынок", "loc")


def test_capitals_are_kept_as_written() -> None:
    assert russian_form("Поселок Новый", "gen") == "Поселка Новый"
    assert russian_form("Дом-музей", "ins") == "Домом-музеем"
    assert russian_form("Юго-Запад", "gen") == "Юго-Запада"
