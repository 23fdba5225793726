"""What a cut or mistyped Russian word may stand for, in the form that its sentence asks for."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.ru.sloppy.cut_words import contracted
from zt_audio.language.ru.sloppy.repairs import whole_words
from zt_audio.language.ru.words.known_words import frequent_words, words_that_begin
from zt_audio.language.ru.words.morphology import longer_words

MOST_OFFERS = 3


def _offered(cut: str, left: str = "", right: str = "") -> list[str]:
    """Return what is offered for `cut`, without the numbers that change with it."""
    found = whole_words(cut, f"{left}{cut}{right}", len(left), len(left) + len(cut))
    return [typed.rpartition(" ")[2] if back else typed for back, typed in found]


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
        ("ремонт ", "дорож", " покрытия", "дорожного"),
        ("", "пенс", " фонд", "пенсионный"),
        ("в ", "светоф", "", "светофоре"),
        ("40 ", "вопр", "", "вопросов"),
        ("лифт в 4м подъезде не ", "работ", " с утра", "работает"),
        ("мой №46 не ", "двиг", "", "двигается"),
        ("полиция просит ", "опозн", " мужчину", "опознать"),
        ("МЧС ", "предупр", ": лёд тонкий", "предупреждает"),
        ("дорогу на Орск ", "закр", " до 6", "закрыли"),
        ("", "зп", " задержат", "зарплату"),
        ("обувь ", "дет", " 26", "детская"),
        ("на избират ", "уч", " пришло", "участок"),
        ("собака с 61 ", "кв", "", "квартиры"),
        ("у ж/д ", "больн", " яма", "больницы"),
        ("", "каз", " почта", "казахская"),
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
    offered = _offered(cut, left, right)
    assert word in offered[:MOST_OFFERS]


@pytest.mark.parametrize("word", ["градуса", "школа", "ъъъ"])
def test_a_whole_word_stands_for_no_other(word: str) -> None:
    assert not [found for found in _offered(word) if not found.startswith(word)]


@pytest.mark.parametrize(
    ("head", "tail", "word"), [("пол", "ке", "поликлинике"), ("мош", "ки", "мошенники"), ("уд", "ние", "удостоверение")]
)
def test_a_word_without_its_middle_is_found_by_its_ends(head: str, tail: str, word: str) -> None:
    assert word in contracted(head, tail)[0][:MOST_OFFERS]


def test_offers_of_one_length_stand_in_the_order_of_the_dictionary() -> None:
    assert longer_words("вип", 6) == ["випера", "виппер", "вип-гость", "вип-гостья", "вип-шопинг", "вип-риелтор"]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("прием док-тов", "прием документов"),
        ("звоните в домоф", "звоните в домофон"),
        ("ОВД просит опозн мужчину", "отдел внутренних дел просит опознать мужчину"),
        ("вывоз крупногаб мусора", "вывоз крупногабаритного мусора"),
        ("отд-ние полиции", "отделение полиции"),
    ],
)
def test_one_everyday_word_that_fits_in_one_form_is_a_guess(written: str, spoken: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert (reading.spoken, reading.confidence, reading.problems) == (spoken, "guess", ())


@pytest.mark.parametrize(
    "written",
    [
        "маме с двойн",  # двойник, двойня
        "мешок 1500 самовыв",  # a price counts nothing
        "спасибо волонт и полиции",  # nothing tells the case
        "набор на сестр дело",  # an adjective may stand before its noun
    ],
)
def test_a_cut_word_that_its_neighbours_leave_open_is_refused(written: str) -> None:
    assert read(written, "ru", Lexicon()).problems


def test_words_are_listed_once_in_the_order_of_the_alphabet() -> None:
    words = [(each.word, each.kind) for each in frequent_words()]
    assert len(words) == len(set(words)) > 10_000
    assert {each.kind for each in frequent_words()} == set("nNavw")
    assert [each.word for each in words_that_begin("светоф")] == ["светофор"]
