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
