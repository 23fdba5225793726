"""A Russian word with a marked stress becomes phones of Microsoft's list for ru-RU and no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from tests.support.rows import each_row
from zt_audio.language.lexicon import STRESS
from zt_audio.language.ru.words.transcription import ipa

# Microsoft's list, with an example of its own for each phone: https://learn.microsoft.com, "Speech phonetic alphabets".
PHONES = {
    "a": "а'дрес ра'дость беда'",
    "ʌ": "облако'в засте'нчивость вну'чка",
    "ə": "я'блочного",
    "ɛ": "э'пос бе'лка кафе'",
    "i": "и'ней ли'ст соловьи'",
    "ɪ": "игра' медве'дь мгнове'нье",
    "ɨ": "эне'ргия лы'сый весы'",
    "ɔ": "о'крик мо'т весло'",
    "u": "у'жин ку'ст пойду'",
    "p": "профе'ссор попла'вок укро'п",
    "pʲ": "Петербу'рг ослепи'тельно сте'пь",
    "b": "большо'й соба'ка",
    "bʲ": "бе'лый убеди'ть",
    "t": "та'йна ста'ренький тви'д",
    "tʲ": "тепло' учи'тель сине'ть",
    "d": "дове'рчиво недалеко'",
    "dʲ": "дя'дя едини'ца",
    "k": "крыло' кукуру'за куста'рник",
    "kʲ": "кипято'к нея'ркий",
    "g": "гроза' немно'го",
    "gʲ": "гера'нь помоги'те",
    "x": "хоро'ший похо'д ду'х",
    "xʲ": "хи'лый хихи'канье",
    "f": "фанта'зия шкафа'х кро'в",
    "fʲ": "фестива'ль ко'фе ве'рфь",
    "v": "вну'чка синева'",
    "vʲ": "верте'ть све'т",
    "s": "ска'зочник лесно'й карапу'з",
    "sʲ": "се'ять посереди'не зажгли'сь",
    "z": "за'яц звезда'",
    "zʲ": "земляни'ка созерца'л",
    "ʂ": "шуме'ть пшено' мы'шь",
    "ʐ": "жили'ще кружевно'й",
    "t͡s": "цели'тель Вене'ция незнако'мец",
    "t͡ɕ": "часы' очарова'ние мя'ч",
    "ɕː": "щелчо'к ощуща'ть ле'щ",
    "m": "молодё'жь несмотря' то'м",
    "mʲ": "ме'ч дыми'ть се'мь",
    "n": "нача'ло око'нце со'н",
    "nʲ": "не'бо линя'лый тюле'нь",
    "l": "лу'жа долгожи'тель ме'л",
    "lʲ": "лицо' недалеко' со'ль",
    "r": "ра'дость соро'ка дво'р",
    "rʲ": "ряби'на на'бережная две'рь",
    "j": "е'сть мая'к игру'шечный",
}
_PHONE = re.compile("|".join(sorted(PHONES, key=len, reverse=True)))

SOUNDS = {
    # the same letters, another word
    "за'мок": "ˈza.mək",
    "замо'к": "zʌ.ˈmɔk",
    # vowels: full, beside the stress, further away, after soft and hushing consonants, at the ends
    "догово'р": "də.gʌ.ˈvɔr",
    "молоко'": "mə.lʌ.ˈkɔ",
    "обеспе'чение": "ʌ.bʲɪ.ˈspʲɛ.t͡ɕɪ.nʲɪ.jɪ",
    "хода'тайство": "xʌ.ˈda.təj.stvʌ",
    "часы'": "t͡ɕɪ.ˈsɨ",
    "ту'ча": "ˈtu.t͡ɕə",
    "шаги'": "ʂʌ.ˈgʲi",
    "жена'": "ʐɨ.ˈna",
    "ци'рк": "ˈt͡sɨrk",
    "эне'ргия": "ɨ.ˈnʲɛr.gʲɪ.jə",
    "наоборо'т": "nə.ʌ.bʌ.ˈrɔt",
    "райо'н": "rʌ.ˈjɔn",
    "я'блоко": "ˈja.blə.kʌ",
    "яйцо'": "jɪj.ˈt͡sɔ",
    "семья'": "sʲɪ.ˈmʲja",
    "бульо'н": "bu.ˈlʲjɔn",
    "объе'зд": "ʌ.ˈbjɛst",
    "соловьи'": "sə.lʌ.ˈvʲji",
    "трёхэта'жный": "trʲɔ.xɨ.ˈta.ʐnɨj",
    "пешехо'д": "pʲɪ.ʂɨ.ˈxɔt",
    # consonants before others and at the end
    "катало'г": "kə.tʌ.ˈlɔk",
    "вокза'л": "vʌ.ˈgzal",
    "сде'лать": "ˈzʲdʲɛ.lətʲ",
    "вто'рник": "ˈftɔ.rnʲɪk",
    "тво'й": "ˈtvɔj",
    "взгля'д": "ˈvzglʲat",
    "про'сьба": "ˈprɔ.zʲbʌ",
    "гво'здь": "ˈgvɔsʲtʲ",
    "же'нщина": "ˈʐɛnʲ.ɕːɪ.nʌ",
    "война'": "vʌj.ˈna",
    "кла'сс": "ˈklas",
    "отту'да": "ʌ.ˈttu.dʌ",
    # spelt otherwise than said
    "до'брого": "ˈdɔ.brə.vʌ",
    "его'": "jɪ.ˈvɔ",
    "уча'щегося": "u.ˈt͡ɕa.ɕːɪ.və.sʲə",
    "сего'дня": "sʲɪ.ˈvɔ.dnʲə",
    "мно'го": "ˈmnɔ.gʌ",
    "стро'го": "ˈstrɔ.gʌ",
    "немно'го": "nʲɪ.ˈmnɔ.gʌ",
    "о'строго": "ˈɔ.strə.vʌ",
    "что'бы": "ˈʂtɔ.bɨ",
    "коне'чно": "kʌ.ˈnʲɛ.ʂnʌ",
    "лё'гкий": "ˈlʲɔ.xkʲɪj",
    "учи'ться": "u.ˈt͡ɕi.t͡st͡sʌ",
    "ме'стный": "ˈmʲɛ.snɨj",
    "по'здно": "ˈpɔ.znʌ",
    "со'лнце": "ˈsɔn.t͡sɨ",
    "се'рдце": "ˈsʲɛr.t͡sɨ",
    "счастли'вый": "ɕːɪ.ˈslʲi.vɨj",
    "чу'вство": "ˈt͡ɕu.stvʌ",
    "городско'й": "gə.rʌ.ˈt͡skɔj",
    "два'дцать": "ˈdva.t͡sətʲ",
    "мужчи'на": "mu.ˈɕːi.nʌ",
    "сши'ть": "ˈʂɨtʲ",
    "сжа'ть": "ˈʐatʲ",
    # two marks: the last is the strongest
    "авто'заво'д": "ʌ.ˌftɔ.zʌ.ˈvɔt",
}


def marked(word: str) -> str:
    return word.replace("'", STRESS)


@each_row(SOUNDS.items())
def test_a_word_sounds_as_it_is_said(word: str, sounds: str) -> None:
    assert ipa(marked(word)) == ipa(marked(word).upper()) == sounds


@each_row([(phone, word) for phone in PHONES for word in PHONES[phone].split()])
def test_the_examples_of_the_list_hold_their_phone(phone: str, word: str) -> None:
    assert phone in _PHONE.findall(ipa(marked(word)) or "")


@pytest.mark.parametrize("word", ["", "лес", "договор", marked("закл'ад"), marked("'лес"), STRESS, "ёлка"])
def test_without_a_stressed_vowel_nothing_is_said_of_the_sounds(word: str) -> None:
    assert ipa(word) is None


@given(
    st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", max_size=12), st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", max_size=12)
)
def test_no_phone_is_ever_written_that_is_not_in_the_list_and_each_vowel_makes_a_syllable(
    left: str, right: str
) -> None:
    sounds = ipa(f"{left}о{STRESS}{right}")
    assert sounds is not None
    assert _PHONE.sub("", re.sub("[.ˈˌ]", "", sounds)) == ""
    assert sounds.count("ˈ") == 1
    assert len(sounds.split(".")) == sum(letter in "аеёиоуыэюя" for letter in f"{left}о{right}")
