"""A Kazakh number that may be a name, a minus that may be a dash, short words with two meanings: told or refused."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read

# fmt: off
REFUSED = (
    "Анықтама -102.", "Дүкен –5 теңге.", "Түнде -102-ге хабарласыңыз.",  # a minus, or a dash
    "2025 г. басталды", "5 с. қараңыз", "12 п. бойынша", "434 ст. бойынша", "3 ауд. кіріңіз", "16 А автомат",
    "Нәтиже 5-3.", "Ара қашықтық 12-5 м", "7-7 адам", "12-5-тен", "10-5 °C",
    "Кездесу сағат 10 да өтеді", "10 ке дейін", "20 ға дейін", "10±2",
    "XL өлшем", "CV жіберіңіз",
)
GUESSED = (
    "5 мектеп жабылды", "56 мектептің оқушысы", "3 бөлім жұмыс істейді", "2 бөлік", "12 автобус келді",
    "5-мүшелі отбасы", "5-дауысты", "434-2 бойынша", "Қалаға 1500 жыл болды", "Кірме II",
    "ЖК ашу", "ҚК бойынша", "Есеп 10-7.", "Команда 5-3 ұтты.", "12 А үйі",
)
SURE = (
    ("Ақтөбеде 5 мектеп жабылды", "Ақтөбеде бес мектеп жабылды"),
    ("қаланың 3 бөлімі", "қаланың үш бөлімі"),
    ("Оқиға орнына 3 бригада мен 14 құтқарушы жіберілді", "Оқиға орнына үш бригада мен он төрт құтқарушы жіберілді"),
    ("5-мектепте", "бесінші мектепте"),
    ("3-пункті", "үшінші пункті"),
    ("2-санатты жүргізуші", "екінші санатты жүргізуші"),
    ("434-2-бап", "төрт жүз отыз төрт тире екінші бап"),
    ("№ 434-2", "нөмір төрт жүз отыз төрт тире екі"),
    ("188-бап 2 бөлік 1 тармақ", "жүз сексен сегізінші бап екінші бөлік бірінші тармақ"),
    ("Түнде -15, күндіз -7 градус", "Түнде минус он бес, күндіз минус жеті градус"),
    ("Ауытқу ±2 градус", "Ауытқу плюс минус екі градус"),
    ("1000 жылдан астам тарихы бар", "бір мың жылдан астам тарихы бар"),
    ("2000 жылы", "екі мыңыншы жылы"),
    ("ЖК Ахметов", "жеке кәсіпкер Ахметов"),
    ("II топ мүгедегі", "екінші топ мүгедегі"),
    ("Түскі үзіліс: 13:00–14:00", "Түскі үзіліс: он үштен он төртке дейін"),
    ("Жиналыс 10:00-де өтеді", "Жиналыс сағат онда өтеді"),
)
# fmt: on


@pytest.mark.parametrize("written", REFUSED)
def test_what_may_be_meant_in_two_ways_is_refused(written: str) -> None:
    assert read(written, "kk", Lexicon()).problems


@pytest.mark.parametrize("written", GUESSED)
def test_what_nothing_licenses_is_a_guess(written: str) -> None:
    reading = read(written, "kk", Lexicon())
    assert reading.problems == ()
    assert "guess" in {piece.confidence for piece in reading.pieces}


@pytest.mark.parametrize(("written", "spoken"), SURE)
def test_what_its_place_licenses_is_sure(written: str, spoken: str) -> None:
    reading = read(written, "kk", Lexicon())
    assert reading.spoken == spoken
    assert {piece.confidence for piece in reading.pieces} == {"sure"}
