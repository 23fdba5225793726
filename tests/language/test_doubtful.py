"""Numbers that can be meant in two ways are refused; those that are clear are read."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import Lang

REFUSED = (
    "Штраф 10.000 тенге",
    "Штраф 1.000",
    "Ущерб 12.500 тг",
    "Ущерб 10 000.00 тг",
    "кабинет №1.2",
    "Работаем с 9-18 ч.",
    "Закрыто 31.02.2025",
    "Закрыто 31.06.2025",
    "Телефон 777 123 45 67",
    "сеть 220В",
    "жители 1 и 2-го подъездов",
    "Было 25:00",
    "комендантский час с 22-6",
    "комендантский час 23-6",
    "Часы работы: 9-6",
    "ежедневно 20-8",
    "в 16-4 потоп",
    "Стало 9:5",
)
READ = (
    "приказ 12-3",
    "по делу 22-6",
    "ГОСТ 12-3",
    "Матч закончился 4-2",
    "до 434-2",
    "Рост 10.500",
    "Встреча 30.06.2025",
    "дом 12В",
    "Работаем с 9 до 18 ч.",
    "1-й и 2-й этажи",
    "№ 12",
    "Счёт 9:5",
)


KAZAKH_REFUSED = (
    "Айыппұл 10.000 теңге",
    "Айыппұл 1.000",
    "Тұрғыны 12.500 адам",
    "№1,2 және 3 үйлер",
    "31.02.2025 күні",
    "2024-25 оқу жылы",
    "12В",
    "Пропорция 1:10",
    "Поезд 14-20ч-те",
)
SPOKEN: tuple[tuple[Lang, str, str], ...] = (
    ("kk", "101,102,103 нөмірлері", "жүз бір, жүз екі, жүз үш нөмірлері"),
    ("kk", "101,102-ге хабарласыңыз", "жүз бір, жүз екіге хабарласыңыз"),
    ("kk", "Есеп 3:2", "Есеп үш: екі"),
    ("kk", "сағат 14-00ч-тан басталады", "сағат он төрттен басталады"),
    ("kk", "18.30ч да жиналыс", "он сегіз отызда жиналыс"),
    ("kk", "Жұмыс уақыты 14-00ч-22.00", "Жұмыс уақыты он төрттен жиырма екіге дейін"),
    ("ru", "Звоните 101,102,103", "Звоните сто один, сто два, сто три"),
    ("ru", "команда выиграла 3:2", "команда выиграла три два"),
    ("ru", "развести в пропорции 1:10", "развести в пропорции один к десяти"),
)


@pytest.mark.parametrize(
    ("lang", "written"), [*(("ru", each) for each in REFUSED), *(("kk", each) for each in KAZAKH_REFUSED)]
)
def test_what_can_be_meant_in_two_ways_is_refused(lang: Lang, written: str) -> None:
    assert read(written, lang, Lexicon()).problems


@pytest.mark.parametrize("written", READ)
def test_what_is_clear_is_read(written: str) -> None:
    assert read(written, "ru", Lexicon()).problems == ()


@pytest.mark.parametrize(("lang", "written", "spoken"), SPOKEN)
def test_what_shows_what_it_is_is_read_so(lang: Lang, written: str, spoken: str) -> None:
    assert read(written, lang, Lexicon()).spoken == spoken


@pytest.mark.parametrize(
    ("lang", "written", "said"),
    [
        ("ru", "прием 9-00-18-00", "с девяти часов до восемнадцати часов"),
        ("ru", "14-00ч-22.00 без воды", "с четырнадцати часов до двадцати двух часов"),
        ("ru", "с 10.00 ч.-12.00 ч. уборка", "с десяти часов до двенадцати часов"),
        ("ru", "ночью 22-30-07-00 тихо", "с двадцати двух тридцати до семи часов"),
        ("ru", "урок 8-45-9-25", "с восьми сорока пяти до девяти двадцати пяти"),
        ("kk", "22-00-06-00", "жиырма екіден алтыға дейін"),
        ("kk", "1 сабақ 8-45-9-25", "сегіз қырық бестен тоғыз жиырма беске дейін"),
        ("kk", "сағат 14.00ч да басталады", "сағат он төртте"),
        ("kk", "жиналыс 14-20ч-те", ""),
        ("ru", "звонить 20-10-15-20", ""),
        ("ru", "такси 21-10-15-00", ""),
        ("ru", "Абая 5-10-12-15", ""),
        ("ru", "дежурство 14.05-22.05", ""),
        ("kk", "такси 21-10-15-00", ""),
    ],
)
def test_four_numbers_are_two_times_where_nothing_else_is_likely(lang: Lang, written: str, said: str) -> None:
    reading = read(written, lang, Lexicon())
    assert said in reading.spoken
    assert bool(reading.problems) == (not said)


# Numbers that were taken for another thing, and the same shapes where they are that thing
ASKED: tuple[tuple[Lang, str], ...] = (
    ("ru", "мкр 5 12-35 без воды"),
    ("ru", "Абая 31/12 до 16ч"),
    ("ru", "уч-к 6с"),
    ("ru", "с 930 до 1700 промывка сетей"),
    ("ru", "работаем с 900 до 1800"),
    ("ru", "с 8 до 18,5дн в нед"),
    ("ru", "приём 9-13.00"),
    ("ru", "горячей воды небудет"),
    ("ru", "дома неработает лифт"),
    ("ru", "в гр.Солнышко ремонт"),
    ("ru", "ставка 1х, 2х"),
    ("ru", "звоните 22-33-44-55"),
)
NAMED: tuple[tuple[Lang, str, str], ...] = (
    ("ru", "ул. Абая 31/12 с 9 до 18", "Абая тридцать один дробь двенадцать"),
    ("ru", "мкр 12 дома 1-5", "дома один-пять"),
    ("ru", "бег 30м за 6с", "за шесть секунд"),
    ("ru", "с 930 до 1700 тенге", "с девятисот тридцати до одной тысячи семисот тенге"),
    ("ru", "цена с 900 до 1800", "с девятисот до одной тысячи восьмисот"),
    ("ru", "с 1000 до 2000 человек", "с одной тысячи до двух тысяч человек"),
    ("ru", "цена 9-13.00 тг", "целых"),
    ("ru", "до 18,5 кг", "восемнадцати целых пяти десятых килограмма"),
    ("ru", "недостача денег", "недостача"),
    ("ru", "неделя матери", "неделя"),
    ("ru", "гр. Иванов задержан", "гражданин Иванов"),
    ("ru", "для 1х и 11х классов", "для первых и одиннадцатых классов"),
    ("ru", "родители 5Акл придите", "пятого а класса"),
    ("ru", "через дамумед или 1414", "четырнадцать четырнадцать"),
    ("ru", "через 1414 дней", "одну тысячу четыреста четырнадцать дней"),
    ("ru", "спит в под№4", "в подъезде номер четыре"),
    ("ru", "договор под №4", "под номером четыре"),
    ("ru", "кровь 3 гр(-) срочно", "третьей группы отрицательная"),
    ("ru", "пл окна", "пластиковые окна"),
    ("ru", "на пл Победы", "на площади Победы"),
    ("ru", "полиция т.дов. 8 7132 97-00-15", "телефон доверия"),
)


@pytest.mark.parametrize(("lang", "written"), ASKED)
def test_a_number_without_what_it_counts_is_never_sure(lang: Lang, written: str) -> None:
    reading = read(written, lang, Lexicon())
    assert reading.problems or reading.confidence == "guess"


@pytest.mark.parametrize(("lang", "written", "said"), NAMED)
def test_a_number_with_what_it_counts_is_read(lang: Lang, written: str, said: str) -> None:
    reading = read(written, lang, Lexicon())
    assert (said in reading.spoken, reading.problems, reading.confidence) == (True, (), "sure")
