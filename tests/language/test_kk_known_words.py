"""Tell forms of Kazakh words from what is cut short or mistyped; read what messages type in pieces."""

from __future__ import annotations

import pytest

from zt_audio.language.kk.sloppy.known_words import is_unknown, listed
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import LexiconEntry, Where

_WORDS = """
    қаланың көшелерінде тұрғындарға емтихан картоп хабарлассын қоямыз кезегіңізді мектебіндегі арзанырақ
    стоматология участковый инспекторға үйлері таққан шақырылады киіндіріңіздер грузчиктерге
"""
_NO_WORDS = "ша ерт тапт тазал разм звандап унемдеп битти топка қал жинал сигнализ турақлы моралдык қ гтр"


@pytest.mark.parametrize("word", _WORDS.split())
def test_a_form_of_a_stem_or_a_loan_is_known(word: str) -> None:
    assert not is_unknown(word)


@pytest.mark.parametrize("word", _NO_WORDS.split())
def test_what_is_cut_or_mistyped_is_unknown(word: str) -> None:
    assert is_unknown(word)


def test_the_list_holds_no_head_of_a_word_that_is_cut() -> None:
    assert not {"жылдам", "шынықт", "тазал", "ертең"[:3]} & listed()


@pytest.mark.parametrize(
    "typed",
    ["Батыс-2 ша жарық болмайды бүгін.", "Сертификат ерт 9-ға дейін беріледі.", "Пәтер 3бөл жаңа салынған үйде тұр"],
)
def test_a_word_that_is_none_is_never_sure(typed: str) -> None:
    reading = read(typed, "kk", Lexicon(()))
    assert reading.problems or reading.confidence == "guess"


def test_a_taught_word_is_sure() -> None:
    entry = LexiconEntry("ша", "шағын ауданы", {}, None, Where("lexicon.yaml", 1, 1))
    assert read("Мұнда ша жарық болмайды.", "kk", Lexicon((entry,))).confidence == "sure"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Жылу 16 сағ. дейін болмайды.", "Жылу он алты сағатқа дейін болмайды."),
        ("Жарық 7-20га дейін жоқ.", "Жарық жетіден жиырмаға дейін жоқ."),
        ("Касса 1-5ші күндер ашық.", "Касса бірінші-бесінші күндер ашық."),
        ("Ақысы 5990 нан 6990 тг болды.", "Ақысы бес мың тоғыз жүз тоқсаннан алты мың тоғыз жүз тоқсан теңге болды."),
        ("Базар сенбі-жексенбі ашық.", "Базар сенбі-жексенбі ашық."),
        ("Базар дс-бс ашық.", "Базар дүйсенбіден бейсенбіге дейін ашық."),
        ("Үйде бүгін жанармай жоқ, 7 автобус тұр", "Үйде бүгін жанармай жоқ, жеті автобус тұр"),
    ],
)
def test_pieces_of_messages(typed: str, said: str) -> None:
    assert read(typed, "kk", Lexicon(())).spoken == said


def test_bread_is_no_suffix() -> None:
    reading = read("Дүкенде 450 нан 160 теңгеден сатылды.", "kk", Lexicon(()))
    assert "елуден" not in reading.spoken


@pytest.mark.parametrize(("typed", "confidence"), [("7 «Б» сыныбы келді.", "sure"), ("«Б» блогы жабық.", "guess")])
def test_a_letter_is_sure_in_a_class_alone(typed: str, confidence: str) -> None:
    assert read(typed, "kk", Lexicon(())).confidence == confidence


@pytest.mark.parametrize("typed", ["Кеше жэ қа бэ ха келді.", "Кеше эф эл гэ келді."])
def test_letters_by_their_names_are_sure_as_offers_type_them(typed: str) -> None:
    reading = read(typed, "kk", Lexicon(()))
    assert (reading.spoken, reading.confidence) == (typed, "sure")
