"""Kazakh letters sound as they should: у and и as vowel or glide, loans, syllables, stress."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.support.rows import each_row
from zt_audio.language.kk.loans import loan_reach
from zt_audio.language.kk.respelling import count_syllables, respelled
from zt_audio.language.kk.stress import stressed_letter
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.language.sentences import sentences

COUNTED = [
    (row.split("\t")[0], int(row.split("\t")[1]))
    for row in (Path(__file__).parent / "data" / "kk_syllables.tsv").read_text("utf-8").splitlines()
    if not row.startswith(("#", "---"))
]
SOUNDS = {
    # у after a consonant: ұу, үу by harmony
    "су": "сұу",
    "оқу": "оқұу",
    "келу": "келүу",
    "туралы": "тұуралы",
    "бұзушылық": "бұзұушылық",
    "жүргізуші": "жүргізүуші",
    "қуат": "құуат",
    "куә": "күуә",
    "туу": "тұуұу",
    "жауу": "жауұу",
    "улы": "ұулы",
    # у after a vowel, or at the head before one: a glide
    "тау": "тау",
    "ауа": "ауа",
    "сауда": "сауда",
    "қауіпсіздік": "қауіпсіздік",
    "уақыт": "уақыт",
    "аукцион": "аукцӣон",
    "уяң": "ұуйаң",
    # и: ый, ій by harmony
    "тиіс": "тійіс",
    "киім": "кійім",
    "қиын": "қыйын",
    "ғимарат": "ғыймарат",
    "мәдениет": "мәденійет",
    "қасиет": "қасійет",
    "жиі": "жійі",
    "би": "бій",
    "ми": "мый",
    "тий": "тій",
    # я, ю, ё, е bring their glide, but where и has brought it
    "ия": "ыйа",
    "иә": "ійә",
    "ие": "ійе",
    "аю": "айұу",
    "сүю": "сүйүу",
    "кию": "кійүу",
    "қоян": "қойан",
    "ереже": "йереже",
    "ел": "йел",
    "проект": "пройект",
    "эфир": "эфӣр",
    "актёр": "актйор",
    # ь and ъ have no sound; е after them has a glide
    "автомобиль": "афтомобӣл",
    "разъезд": "разйезт",
    "объект": "обйект",
    "рельс": "релс",
    "июнь": "ӣйӯн",
    # loans: plain vowels, but in their Kazakh suffixes
    "полиция": "полӣцӣйа",
    "университетінің": "ӯнӣверсӣтетінің",
    "студент": "стӯдент",
    "минутқа": "мӣнӯтқа",
    "штрафталу": "штрафталұу",
    "штрафталушы": "штрафталұушы",
    "микроаудан": "мӣкроаудан",
    "аквариум": "акварӣӯм",
    "триумф": "трӣӯмф",
    "аудит": "аудӣт",
    "аудиттің": "аудӣттің",
    "конкурс": "конкӯрс",
    "ресурстар": "ресӯрстар",
    "минимум": "мӣнӣмӯм",
    "терапия": "терапӣйа",
    "кандидатура": "кандӣдатӯра",
    "штрафталуды": "штрафталұуды",
    "штрафталуына": "штрафталұуына",
    "цифрландыруды": "цӣфрландырұуды",
    "эвакуациялануда": "эвакӯацӣйаланұуда",
    "Байғанинге": "байғанӣнге",
    "Ирина": "ӣрӣна",
    "Әлия": "әлійа",
    # a verb before its ending, and old words, look like a loan
    "естиді": "йестійді",
    "оқиды": "оқыйды",
    "суды": "сұуды",
    "оқулар": "оқұулар",
    "битке": "бійтке",
    "тарихты": "тарыйхты",
    # voice ends at the end, and before what has none
    "Оспанов": "оспаноф",
    "Жұбановтар": "жұбанофтар",
    "клуб": "клӯп",
    "ата-ана": "ата-ана",
    "су-ауа": "сұу-ауа",
}


@each_row(SOUNDS.items())
def test_each_letter_is_one_sound(word: str, sounds: str) -> None:
    assert respelled(word) == sounds
    assert respelled(word.upper()) == sounds


@each_row(COUNTED)
def test_syllables_are_those_of_kazakh(word: str, count: int) -> None:
    assert count_syllables(word) == count


def test_the_list_is_long_and_has_no_word_twice() -> None:
    assert len({word for word, _ in COUNTED}) == len(COUNTED) > 400


def test_sentences_count_their_syllables_so() -> None:
    reading = read("Су, тау! Бұзушылық – жоқ.", "kk", Lexicon([], None))
    assert [one.syllables for one in sentences(reading, "kk")] == [2, 5]
    assert language_of("kk").syllables("су" + STRESS) == 1
    assert language_of("ru").syllables("суд") == 1


@pytest.mark.parametrize("word", ["полиция", "студенттер", "минут", "такси", "актёр", "юрист", "институты", "миллиард"])
def test_loans_are_known(word: str) -> None:
    assert loan_reach(word) > 3


@pytest.mark.parametrize(
    "word", ["туралы", "ғимарат", "тиіс", "рухани", "зиян", "тияды", "хикая", "жиырма", "қиял", "ауру"]
)
def test_native_words_are_no_loans(word: str) -> None:
    assert loan_reach(word) == 0


@given(st.text("".join(sorted(language_of("kk").letters)), max_size=12))
def test_what_is_spelt_as_it_sounds_sounds_so(word: str) -> None:
    spelt = respelled(word).translate(str.maketrans("ӣӯ", "іұ"))
    assert respelled(spelt).translate(str.maketrans("ӣӯ", "іұ")) == spelt
    assert count_syllables(spelt) == count_syllables(word)


# --- stress: each word with its mark, or without one where it leans on another ---

STRESSED = """
бала́ қалаларымы́з туралы́ құқы́қ бұзушылықты́ келу́ та́у тиі́с көше́ екінші́
таста́маңыз таста́маңыздар ше́кпеңіз бо́лмайды то́лмаған кө́рмеді толмағандарға́
сұра́ймыз тіле́йміз біле́сіздер бара́сыздар қара́йсыз қаза́қша бойы́нша
қоймасы́н баласы́з қаламы́з ересектерсі́з маңы́з маңызды́ тамаша́ аялдамада́
төзбеушілі́к қоюға́ көрсеңі́з сақтайы́қ
поли́ция полициясы́ ста́нция инспе́ктор инспекторы́ кли́ника респу́блика му́зыка
медици́на университе́т университеті́ автомоби́ль телефо́н Оспа́нов Бәйі́шев Жұбановта́р
бо́лмаймыз ше́кпейсіз ке́лмейсіз бі́лмеймін жа́збаңыз оқы́маңыз қара́маңыз де́меңіз же́меңіз ұмы́тпаңыз ойна́майды
табады́ жабады́ қабаға́н тебеді́ қамады́ сипады́ апаңы́з темаңы́з мекемеңі́з азапты́ оқи́мын
прокурату́ра алле́я маршру́тка конси́лиум аккумуля́тор авто́бус терапи́я Мария́ терапиясы́
мен да де бен ғой ме
"""


@each_row(STRESSED.split())
def test_the_stress_is_where_it_should_be(marked: str) -> None:
    stressed = stressed_letter(marked.replace(STRESS, ""))
    assert stressed == (marked.index(STRESS) - 1 if STRESS in marked else None)


def test_what_leads_a_clause_leans_on_nothing() -> None:
    assert stressed_letter("Мен", leads=True) == 1


def test_a_mark_decides() -> None:
    assert stressed_letter("ба\u0301лалар") == 1
