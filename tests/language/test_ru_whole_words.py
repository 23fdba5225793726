"""What a cut or mistyped Russian word may stand for, in the form that its sentence asks for."""

from __future__ import annotations

import pytest

from zt_audio.language.ru.morphology import longer_words
from zt_audio.language.ru.whole_words import contracted_words, whole_words

MOST_OFFERS = 3


@pytest.mark.parametrize(
    ("left", "cut", "right", "word"),
    [
        ("школа ", "закр", " на ремонт", "закрыта"),
        ("рынок ", "закр", "", "закрыт"),
        ("магазины ", "закр", "", "закрыты"),
        ("до ", "понед", "", "понедельника"),
        ("с ", "суб", "", "субботы"),
        ("за ", "нед", "", "неделю"),
        ("на 3 ", "эт", "", "этаже"),
        ("делим на 36 ", "кв", "", "квартир"),
        ("в 5-й ", "больн", "", "больнице"),
        ("врач ", "обл", " больницы", "областной"),
        ("в ", "мед", " колледже", "медицинском"),
        ("вход ", "бесп", "", "бесплатно"),
        ("к ", "дирек", "", "директору"),
        ("срок до 1 ", "мар", "", "марта"),
        ("", "Вознагр", " гарантируем", "Вознаграждение"),
        ("свет ", "отключн", "", "отключен"),
        ("после ", "паводк", "", "паводка"),
        ("", "тлф", " утерян", "телефон"),
    ],
)
def test_a_cut_word_is_offered_as_its_sentence_has_it(left: str, cut: str, right: str, word: str) -> None:
    assert word in list(whole_words(cut, left, right))[:MOST_OFFERS]


@pytest.mark.parametrize("word", ["градуса", "школа", "ъъъ"])
def test_a_whole_word_stands_for_no_other(word: str) -> None:
    assert not [found for found in whole_words(word, "", "") if not found.startswith(word)]


@pytest.mark.parametrize(
    ("head", "tail", "word"), [("пол", "ке", "поликлинике"), ("мош", "ки", "мошенники"), ("уд", "ние", "удостоверение")]
)
def test_a_word_without_its_middle_is_found_by_its_ends(head: str, tail: str, word: str) -> None:
    assert word in list(contracted_words(head, tail))[:MOST_OFFERS]


def test_offers_of_one_length_stand_in_the_order_of_the_dictionary() -> None:
    assert longer_words("вип", 6) == ["випера", "виппер", "вип-гость", "вип-гостья", "вип-шопинг", "вип-риелтор"]
