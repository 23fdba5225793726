"""A small word of a Russian text that no dictionary has is a guess, and offers the word that may be meant."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.ru.words.known_words import is_unknown

UNKNOWN = "изза ксати судисп завтар отключн интернет-мошен спасибки"
KNOWN = (
    "из-за кстати завтра отключено акиматом маслихата тенге кинологи вейпы медколледж дизтопливо хозтоваров мотопомп "
    "лжеврач историко-краеведческий вице-премьер какой-то по-русски сорокалетний вэ"
)


@pytest.mark.parametrize("word", UNKNOWN.split())
def test_a_word_that_no_dictionary_has_is_doubted(word: str) -> None:
    assert is_unknown(word)
    assert read(f"Жители, {word} сегодня", "ru", Lexicon()).confidence == "guess"


@pytest.mark.parametrize("word", KNOWN.split())
def test_words_and_what_is_made_of_words_are_not_doubted(word: str) -> None:
    assert not is_unknown(word)


@pytest.mark.parametrize("name", ["Кобда", "Иргиз", "САЗДА", "Санкибай"])
def test_names_are_not_doubted(name: str) -> None:
    assert not is_unknown(name)


def test_a_doubted_word_keeps_its_reading_and_shows_another() -> None:
    reading = read("Свет отключат завтар вечером.", "ru", Lexicon())
    doubted = [piece for piece in reading.pieces if piece.confidence == "guess"]
    assert [piece.spoken for piece in doubted] == ["завтар"]
    assert "завтра" in [offer.typed for offer in doubted[0].offers]


@pytest.mark.parametrize("text", ["векот", "веко", "векко", "на веке", "векам 2", "2 века"])
def test_a_word_whose_only_meaning_is_never_meant_stops_no_reading(text: str) -> None:
    assert read(text, "ru", Lexicon()).pieces
