"""Latin letters in Cyrillic words, and texts in the wrong slot: what is told, and what is left in peace."""

from __future__ import annotations

import pytest

from zt_audio.content.foreign_words import foreign_word
from zt_audio.content.homoglyphs import latin_letters
from zt_audio.model import Lang


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Құрметтi тұрғындар", "kk", [(7, "i", "і")]),
        ("Opталық базар", "kk", [(0, "O", "О"), (1, "p", "р")]),
        ("әдeмі қaла", "kk", [(2, "e", "е"), (7, "a", "а")]),
        ("əдемі", "kk", [(0, "ə", "ә")]),
        ("hәм", "kk", [(0, "h", "һ")]),
        ("Yлкен", "kk", [(0, "Y", "Ү")]),
        ("Yлица", "ru", [(0, "Y", "У")]),
        ("посëлок", "ru", [(3, "ë", "ё")]),
        ("рынoк «Алтай»", "ru", [(3, "o", "о")]),
        ("с 22 до 6, c 8 до 9", "ru", [(11, "c", "с")]),
        ("жизнь a потом", "ru", [(6, "a", "а")]),
        ("мусоz", "ru", [(4, "z", "")]),
        ("XX ғасыр, II тоқсан", "kk", []),
        ("V ғасыр", "kk", []),
        ("SMS-хабарлама", "kk", []),
        ("Wi-Fi желісі", "kk", []),
        ("витамин C vitamin C", "ru", []),
        ("Қоқыс тастамаңыз", "kk", []),
        ("{place}", "kk", []),
        ("", "kk", []),
    ],
)
def test_latin_letters(text: str, lang: Lang, expected: list[tuple[int, str, str]]) -> None:
    assert [(found.offset, found.letter, found.right) for found in latin_letters(text, lang)] == expected


def test_a_taught_word_is_left_in_peace() -> None:
    assert list(latin_letters("SMSтер", "kk", {"SMSтер"})) == []
    assert [found.letter for found in latin_letters("SMSтер", "kk")] == ["S", "M", "S"]
    assert foreign_word("улица Әлия", "ru", {"Әлия"}) is None


@pytest.mark.parametrize(
    ("text", "lang", "word"),
    [
        ("Құрметті тұрғындар!", "ru", "Құрметті"),
        ("Темір ауданы", "ru", "Темір"),
        ("Уважаемые жители! Қоқыс", "ru", "Қоқыс"),
        ("Уважаемые жители!", "kk", "Уважаемые"),
        ("Не мусорите", "kk", "мусорите"),
        ("Стой, пешеход!", "kk", "Стой"),
        ("посёлок Ясный", "kk", "посёлок"),
        ("рынок «Алтай»", "kk", "рынок"),
        ("Здесь курить нельзя. Телефон: 102.", "kk", "курить"),
        ("Спасибо за внимание!", "kk", "Спасибо"),
        ("К вам обращается полиция Актобе.", "kk", "вам"),
        ("В городе порядок", "kk", "городе"),
        ("мусор в урну", "kk", "в"),
        ("за\u0301 город", "kk", "за\u0301"),
        # one sentence of several
        ("Көше таза болсын. Не бросайте мусор на улице.", "kk", "бросайте"),
        ("Көше таза болсын.\n\nКогда на улицах и во дворах чисто, всем хорошо.", "kk", "Когда"),
        ("Просим вас соблюдать тишину после десяти вечера. Тыныштық сақтаңыз!", "kk", "вас"),
        ("Темекі шекпеңіз! Не курите!", "kk", "курите"),
        ("Түнде шуламаңыздар. Не шумите ночью, пожалуйста.", "kk", "шумите"),
        ("Тел. 102. Не мусорите. Көше", "kk", "мусорите"),
        # Kazakh without its letters
        ("Уважаемые жители! Тазалыкты сактаныздар, жерге кокыс тастаманыздар.", "ru", "Тазалыкты"),
        ("Курметти тургындар!", "ru", "Курметти"),
    ],
)
def test_foreign_word(text: str, lang: Lang, word: str | None) -> None:
    found = foreign_word(text, lang)
    assert (found and found.token) == word


@pytest.mark.parametrize(
    "text",
    [
        "Телефон: 102.",
        "102",
        "Ясный ауылы",
        "«Алтай» базары",
        "«Жилгородок» базары",
        "41-разъезд",
        "Марат Оспанов",
        "С. Сейфуллин",
        "В. И. Пацаев",
        "он екі",
        "Сары су, ала тау, ол да барады",
        "Полиция: 102. Алматы, Астана, Атырау.",
        "Хромтау ауданы",
        "лого",
        "орталықтағы дүкен",
        "Құрметті тұрғындар! Ясный ауылы – бәріміздікі.",
        "«Новый город» базары. Көше таза.",
        "Біз «Жители города» дүкенінде тұрмыз. Алма ал.",
        "5 м/с",
        "т.с.с.",
        "Тәртіп сақтаңыз. Стадион. Ал сен?",
        "Сағат 22.00-ден кейін тыныш болыңыз. Полиция: 102.",
    ],
)
def test_kazakh_texts_are_left_in_peace(text: str) -> None:
    assert foreign_word(text, "kk") is None


@pytest.mark.parametrize(
    "text",
    [
        "Телефон: 102.",
        "рынок «Шыгыс»",
        "Актобе",
        "Хромтауский район",
        "Улица Молдагуловой, посёлок Каргалы, село Кандыагаш",
        "Торговый дом «Дастархан», базар «Курметти тургындар»",
    ],
)
def test_russian_texts_are_left_in_peace(text: str) -> None:
    assert foreign_word(text, "ru") is None
