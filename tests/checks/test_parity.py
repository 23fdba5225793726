"""What one language says and another does not: values, towns, places, sentences."""

from __future__ import annotations

import pytest

from zt_audio.checks.parity import (
    PlaceNames,
    differs_widely,
    figures_in,
    number_pattern,
    one_sided_by_paragraph,
    one_sided_names,
    one_sided_values,
    town_hinted,
    towns_in,
)
from zt_audio.model import Lang, Place, Text, Where


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "с 22:00 до 6.30", ["22", "6", "30"]),
        ("ru", "до 6:00.", ["6"]),
        ("ru", "с 14-00ч до 22.00ч", ["14", "22"]),
        ("kk", "сағат 22-ден таңғы 6-ға дейін", ["22", "6"]),
        ("ru", "86 500 тенге", ["86500"]),
        ("ru", "86,5 тыс. тенге", ["86500"]),
        ("kk", "1,5 млн теңге", ["1500000"]),
        ("ru", "7,5 %", ["7.5"]),
        ("ru", "ст. 434-2 КоАП", ["434", "2"]),
        ("kk", "434-2-бап", ["434", "2"]),
        ("ru", "5–10 минут", ["5", "10"]),
        ("ru", "14.12.2026", ["14", "month 12", "2026"]),
        ("ru", "14 декабря 2026 года", ["14", "2026", "month 12"]),
        ("kk", "2026 жылғы 14 желтоқсан", ["2026", "14", "month 12"]),
        ("kk", "желтоқсанның 14-і", ["14", "month 12"]),
        ("kk", "Наурыз мейрамы құтты болсын", []),
        ("ru", "+7 777 123 45 67", ["phone 77771234567"]),
        ("ru", "8 (7132) 21-45-67", ["phone 77132214567"]),
        ("kk", "8-800-080-77-77", ["phone 78000807777"]),
        ("kk", "21-45-67", ["phone 214567"]),
        ("ru", "XXI век", ["21"]),
        ("ru", "102", ["102"]),
    ],
)
def test_values_are_what_figures_mean(lang: Lang, text: str, expected: list[str]) -> None:
    assert sorted(mention.key for mention in figures_in(text, lang)) == sorted(expected)


def test_a_value_tells_where_it_stands() -> None:
    (value,) = figures_in("Звоните 102!", "ru")
    assert (value.offset, value.token) == (8, "102")


@pytest.mark.parametrize(
    ("number", "lang", "text"),
    [
        (2, "kk", "екі адам"),
        (2, "ru", "две жалобы"),
        (2, "ru", "в обе стороны"),
        (18, "ru", "восемнадцати лет"),
        (18, "kk", "он сегізге толмаған"),
        (22, "ru", "двадцати двух часов"),
        (40, "kk", "қырқыншы"),
        (102, "kk", "жүз екіге"),
        (434, "ru", "четыреста тридцать четвёртой"),
        (0, "ru", "нулевая"),
    ],
)
def test_numbers_are_known_in_words(number: int, lang: Lang, text: str) -> None:
    pattern = number_pattern(number, lang)
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize(("number", "lang", "text"), [(2, "ru", "трое"), (12, "ru", "двадцать два"), (8, "kk", "он")])
def test_other_numbers_in_words_are_others(number: int, lang: Lang, text: str) -> None:
    pattern = number_pattern(number, lang)
    assert pattern is not None
    assert not pattern.search(text)


def test_long_numbers_are_not_sought_in_words() -> None:
    assert number_pattern(1000, "ru") is None


@pytest.mark.parametrize(
    ("lang", "text", "other", "tokens"),
    [
        ("kk", "Сағат 22-ден кейін 102-ге хабарласыңыз.", "После 22:00 звоните 102.", []),
        ("kk", "Сағат 22-ден 7-ге дейін.", "С 22:00 до 6:00.", ["7"]),
        ("kk", "9" * 5000, "Девять.", ["9" * 5000]),
        ("ru", "С 22:00 до 6:00.", "Сағат 22-ден 7-ге дейін.", ["6:00"]),
        ("ru", "2 жалобы и 18 лет", "екі арыз, он сегіз жас", []),
        ("ru", "Звоните 112, только 112.", "Хабарласыңыз.", ["112"]),
        ("ru", "14 ноября", "14 желтоқсан", ["14 ноября"]),
        ("ru", "ст. 434-2", "434-1-бап", ["2"]),
        ("kk", "8 (7132) 21-45-67", "+7 7132 21 45 67", []),
    ],
)
def test_values_of_one_language_alone_are_told(lang: Lang, text: str, other: str, tokens: list[str]) -> None:
    found = list(one_sided_values(text, lang, other, "ru" if lang == "kk" else "kk"))
    assert [p.facts["token"] for p in found] == tokens
    assert {p.slug for p in found} <= {"one-sided-value"}


@pytest.mark.parametrize(
    ("kk", "ru", "tokens"),
    [
        ("Ақтөбе облысының полициясы", "полиция Актюбинской области", []),
        ("Ақтөбе – қаламыз", "Актобе – наш город", []),
        ("Алға ауданы", "район", ["Алға"]),
        ("Алға, достар!", "Вперёд, друзья!", []),
        ("темір есік", "железная дверь", []),
        ("Батыс Қазақстан университеті", "Западно-Казахстанский университет", []),
        ("Шалқарда", "в Шалкаре", []),
        ("Темір жол өткелінде апат болды.", "На переезде авария.", []),
        ("Назар! Темір торға сүйенбеңіз.", "Не опирайтесь на решётку.", []),
        ("Қазақстан Темір Жолы", "Железные дороги Казахстана", []),
        ("Жемқорлық туралы хабарлаңыз.", "Сообщите о взятке.", []),
        ("Оралған балалар", "Дети, которые вернулись", []),
        ("Темірде апат болды.", "В Темире авария.", []),
        ("Темір ауданында апат болды.", "В районе авария.", ["Темір"]),
        ("Апат Темір қаласында болды.", "Авария в городе.", ["Темір"]),
        ("Апат Оралда болды.", "Авария.", ["Оралда"]),
    ],
)
def test_towns_stand_in_both(kk: str, ru: str, tokens: list[str]) -> None:
    assert [p.facts["token"] for p in one_sided_names(kk, "kk", ru, "ru", towns_in, town_hinted)] == tokens
    assert [p.facts["token"] for p in one_sided_names(ru, "ru", kk, "kk", towns_in, town_hinted)] == []


def place(name: str, kk: str, ru: str) -> Place:
    where = Where("places.yaml")
    return Place(name, "x", {"kk": Text(kk, (where,)), "ru": Text(ru, (where,))}, {}, where)


PLACES = PlaceNames(
    [
        place("altai", "«Алтай» базары", "рынок «Алтай»"),
        place("station", "теміржол вокзалы", "железнодорожный вокзал"),
        place("eight", "8-шағын аудан", "8-й микрорайон"),
        place("school", "№ 56 мектеп", "школа № 56"),
        place("zhaqty", "Жақты", "Жакты"),
        place("yasny", "Ясный ауылы", "Ясное село"),
    ]
)


@pytest.mark.parametrize(
    ("lang", "text", "named"),
    [
        ("kk", "«Алтай» базарында тазалық", ["altai"]),
        ("ru", "на рынке «Алтай» и на рынке", ["altai"]),
        ("ru", "в горах Алтай", []),
        ("kk", "теміржол вокзалында", []),
        ("ru", "жители 8-го микрорайона", ["eight"]),
        ("kk", "8-шағын ауданда, 9-шағын ауданда", ["eight"]),
        ("ru", "в школе № 56, но не в школе № 57", ["school"]),
        ("kk", "Жақсы демалыс тілейміз!", []),
        ("kk", "Назарларыңызға рақмет! – Жақсы демалыс тілейміз! («Иә!») Жақын жерде", []),
        ("kk", "Біз Жақтыда, «Жақты» деген жерде", ["zhaqty", "zhaqty"]),
        ("kk", "«Жақты» деген жер", ["zhaqty"]),
        ("ru", "Тихо. Ясное село спит", ["yasny"]),
    ],
)
def test_places_are_known_in_any_form(lang: Lang, text: str, named: list[str]) -> None:
    assert [mention.key for mention in PLACES.named(text, lang)] == named


@pytest.mark.parametrize(
    ("kk", "ru", "tokens"),
    [
        ("«Алтай» базарында", "на рынке", ["Алтай» базарында"]),
        ("«Алтай» базарында", "на «Алтае»", []),
        ("«Алтай» базарында", "на рынке «Алтай»", []),
    ],
)
def test_places_stand_in_both(kk: str, ru: str, tokens: list[str]) -> None:
    found = one_sided_names(kk, "kk", ru, "ru", PLACES.named, PLACES.hinted)
    assert [p.facts["token"] for p in found] == tokens


@pytest.mark.parametrize(
    ("place_id", "lang", "text", "expected"),
    [
        ("altai", "ru", "на «Алтае»", True),
        ("altai", "ru", "на рынке", False),
        ("station", "ru", "на рынке", True),  # its name has no proper word to look for
    ],
)
def test_a_part_of_a_name_is_a_hint(place_id: str, lang: Lang, text: str, expected: object) -> None:
    assert PLACES.hinted(place_id, text, lang) is expected


@pytest.mark.parametrize(
    ("count", "other", "expected"),
    [(5, 5, False), (3, 5, False), (4, 6, False), (2, 4, True), (5, 9, True), (1, 2, False)],
)
def test_widely_is_more_than_four_tenths_and_two_sentences(count: int, other: int, *, expected: bool) -> None:
    assert differs_widely(count, other) is expected
    assert differs_widely(other, count) is expected


@pytest.mark.parametrize(
    ("kk", "ru", "only_kk", "only_ru"),
    [
        ("102-ге хабарласыңыз.", "Звоните 102.", [()], [()]),
        ("Қоңырау шалыңыз.", "Звоните 102.", [()], [("102",)]),
        ("434-бап.", "Статья 434 и 435.", [()], [("435",)]),
        ("Сағат 22:00-ден.", "С 22 часов.", [()], [()]),
        ("Екі күн.", "2 дня.", [()], [()]),
        ("Айыппұл 86,5 мың.", "Штраф 86 500.", [()], [()]),
        ("Бірінші.\n\n102.", "Первый 102.\n\nВторой.", [(), ("102",)], [("102",), ()]),  # in another paragraph
        ("Бірінші.\n\n102.", "Первый 102.", [(), ()], [()]),  # other numbers of paragraphs: the whole text counts
        ("Жиналыс.", "Сбор 12.10 у входа.", [()], [("12.10",)]),  # a day and its month, said once
        ("Жиналыс.", "С 14-00ч, ул Абая 15/2.", [()], [("14-00ч", "15/2")]),  # as they are typed
        ("", "Звоните 102.", [], [("102",)]),
    ],
)
def test_each_paragraph_is_held_against_that_of_the_other_language(
    kk: str, ru: str, only_kk: list[tuple[str, ...]], only_ru: list[tuple[str, ...]]
) -> None:
    found = one_sided_by_paragraph({"kk": kk, "ru": ru})
    assert (list(found["kk"]), list(found["ru"])) == (only_kk, only_ru)
