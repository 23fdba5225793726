"""Slips of the hand: words twice, marks that are missing, sentences too long, Kazakh without its letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.checks.texts import doubled_words, long_sentences, missing_final_marks, unbalanced_marks
from zt_audio.language.kk.sloppy.spelling import plain_kazakh, spelt
from zt_audio.language.kk.stems import NAMES, NOUNS
from zt_audio.model import Lang


@pytest.mark.parametrize(
    ("lang", "text", "second"),
    [
        ("ru", "мусор и и окурки", "и окурки"),
        ("ru", "В в городе", "в городе"),
        ("ru", "чистота\nчистота нужна", "чистота нужна"),
        ("ru", "всё  всё равно", "всё равно"),
        ("kk", "көше мен мен аула", "мен аула"),
        ("kk", "Бұл бұл талап", "бұл талап"),
    ],
)
def test_a_word_that_stands_twice_is_found_at_the_second(lang: Lang, text: str, second: str) -> None:
    (problem,) = doubled_words(text, lang)
    assert problem.slug == "doubled-word"
    assert text[problem.offset :] == second
    assert problem.severity == "warning"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("kk", "Бір-бір жәшік, күн-күн сайын, жылдан жылға."),
        ("kk", "Алға, алға! Тоқта тоқта!"),
        ("ru", "Нет, нет! Стой, стой. Еле-еле. Стой стой!"),
        ("ru", "что что-то случилось, кто-то то видел"),
        ("ru", "Берегите двор.\n\nДвор – наш дом"),
        ("ru", "телефон 45 45 и школа 5 5"),
        ("ru", "в водоёме, на нашем"),
    ],
)
def test_words_that_only_look_doubled_are_left_alone(lang: Lang, text: str) -> None:
    assert list(doubled_words(text, lang)) == []


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("Тазалық.\n\nТәртіп", [15]),
        ("Звоните\n", [6]),
        ("Список:\n\nПервое,\n\nвторое", [15, 23]),
        ("Конец. \n \nКонец! «Да?» (Нет.)", []),
        ("Так…\n\nОн сказал: «Так!»", []),
        ("", []),
    ],
)
def test_a_paragraph_needs_a_final_mark(text: str, offsets: list[int]) -> None:
    assert [problem.facts["offset"] for problem in missing_final_marks(text)] == offsets


def test_the_end_of_a_paragraph_is_quoted_by_whole_words() -> None:
    (problem,) = missing_final_marks("Собрание 20.12.2026г в 18.30ч,каб.5")
    assert [*problem.facts.values()][-1] == "…20.12.2026г в 18.30ч,каб.5"


@pytest.mark.parametrize(
    ("text", "lonely"),
    [
        ("рынок «Алтай", ["«"]),
        ("рынок Алтай»", ["»"]),
        ("(в скобках] и", ["(", "]"]),
        ('он сказал "да', ['"']),
        ("рынок «Алтай\n\nбазар»", ["«", "»"]),
        ("(а) б) в", []),
        ("1) первое; 2) второе", []),
        ('«Рынок "Алтай"» („тихо“, “громко”) [и так]', []),
        ("«Он: «Так!»»", []),
    ],
)
def test_quotes_and_brackets_have_partners(text: str, lonely: list[str]) -> None:
    assert [problem.facts["token"] for problem in unbalanced_marks(text)] == lonely


@pytest.mark.parametrize(
    ("words", "syllables", "rate", "found"),
    [(25, 25, 4.0, 0), (26, 26, 4.0, 1), (10, 60, 4.0, 0), (10, 61, 4.0, 1), (10, 61, 6.0, 0)],
)
def test_a_sentence_fits_a_breath(words: int, syllables: int, rate: float, found: int) -> None:
    assert len(list(long_sentences("да , " * words, syllables, rate))) == found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Курметти", "Құрметті"),
        ("тургындар", "тұрғындар"),
        ("тургындары", "тұрғындары"),
        ("тургындарга", "тұрғындарға"),
        ("коше", "көше"),
        ("кошесиндеги", "көшесіндегі"),
        ("кукык", "құқық"),
        ("корсениз", "көрсеңіз"),
        ("Актобеде", "Ақтөбеде"),
        ("жане", "және"),
        ("ушін", "үшін"),
        ("бул", "бұл"),
        ("биз", "біз"),
    ],
)
def test_kazakh_without_its_letters_is_found(typed: str, meant: str) -> None:
    found = [problem.facts["right"] for problem in plain_kazakh(f"Таза {typed}.")]
    assert found == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "Құрметті тұрғындар! Көшеде тәртіп сақтаңыз.",
        "Бұл біздің қала, сондықтан соз, тартып ал, тур, ток, тон, сан.",
        "Орал, Алматы, Астана, Марат, Сара, Карина, каланча, тургенев",
        "отыңыз, ары-бері, бары, сызды",
    ],
)
def test_right_kazakh_is_left_alone(text: str) -> None:
    assert list(plain_kazakh(text)) == []


def test_each_known_word_itself_looks_right() -> None:
    assert [word for word in (*NOUNS, *NAMES) if spelt(word)] == []


@given(st.text('«»"“”„()[]аә \n.!?1', max_size=60), st.sampled_from(["kk", "ru"]))
@settings(max_examples=200, deadline=None)
def test_whatever_is_found_stands_in_the_text(text: str, lang: Lang) -> None:
    for problem in (
        *doubled_words(text, lang),
        *missing_final_marks(text),
        *unbalanced_marks(text),
        *plain_kazakh(text),
    ):
        assert 0 <= problem.offset < len(text)
    assert [p.facts["offset"] for p in unbalanced_marks(text)] == sorted(
        p.facts["offset"] for p in unbalanced_marks(text)
    )
