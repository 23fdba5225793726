"""Russian numbers that can be meant in two ways are refused; kk_refused.tsv has the Kazakh ones."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read

REFUSED = (
    "Штраф 10.000 тенге",
    "Штраф 1.000",
    "Ущерб 12.500 тг",
    "Ущерб 10 000.00 тг",
    "в дома №1,2 и 3",
    "кабинет №1.2",
    "Работаем с 9-18 ч.",
    "Работаем 9.00-18.00ч",
    "Закрыто 31.02.2025",
    "Закрыто 31.06.2025",
    "Телефон 777 123 45 67",
    "сеть 220В",
    "жители 1 и 2-го подъездов",
    "Было 25:00",
    "Стало 9:5",
)
READ = ("Рост 10.500", "Встреча 30.06.2025", "дом 12В", "Работаем с 9 до 18 ч.", "1-й и 2-й этажи", "№ 12", "Счёт 9:5")


@pytest.mark.parametrize("written", REFUSED)
def test_what_can_be_meant_in_two_ways_is_refused(written: str) -> None:
    assert read(written, "ru", Lexicon()).problems


@pytest.mark.parametrize("written", READ)
def test_what_is_clear_is_read(written: str) -> None:
    assert read(written, "ru", Lexicon()).problems == ()
