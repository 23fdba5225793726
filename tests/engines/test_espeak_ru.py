"""espeak-ng speaks the stress that staff mark in Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from tests.support.speech_samples import utterance
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.engines.espeak.russian import russian_phonemes
from zt_audio.language.lexicon import STRESS
from zt_audio.model import Lang, Prosody
from zt_audio.sound.take_checks import take_problems

_VOWELS = re.compile("[aɑʌəeɛiɪyoɵu]")


@pytest.fixture(scope="module")
def engine() -> Iterator[Espeak]:
    loaded = Espeak()
    yield loaded
    loaded.close()


def marked(text: str) -> str:
    return text.replace("'", STRESS)


@pytest.mark.parametrize(
    ("word", "syllable"),
    [
        ("за'мок", 1),
        ("замо'к", 2),
        ("догово'р", 3),
        ("до'говор", 1),
        ("све'кла", 1),
        ("обеспе'чение", 3),
        ("обеспече'ние", 4),
        ("Актю'бинска", 2),
        ("хода'тайство", 2),
        ("щаве'ль", 2),
        ("цепо'чка", 2),
        ("пятёрка'", 3),
        ("объе'зд", 2),
        ("сего'дня", 2),
        ("часы'", 2),
        ("ту'ча", 1),
        ("жюри'", 2),
        ("экипа'ж", 3),
        ("хи'мия", 1),
    ],
)
def test_the_marked_syllable_is_the_stressed_one(engine: Espeak, word: str, syllable: int) -> None:
    (said,) = engine.phonemes(utterance(marked(word), "ru"), "ru")
    before, stress, after = said.partition("ˈ")
    assert stress, said
    assert len(_VOWELS.findall(before)) + 1 == syllable, said
    vowels = sum(letter in "аеёиоуыэюя" for letter in word.lower())
    assert len(_VOWELS.findall(before + after)) == vowels, said


def test_two_stresses_sound_different_and_the_words_beside_them_do_not(engine: Espeak) -> None:
    one, other = (
        engine.phonemes(utterance(marked(f"Ключ от {word}, а не от двери."), "ru"), "ru")
        for word in ("за'мка", "замка'")
    )
    assert one[1:] == other[1:]
    assert one[0].split()[:-1] == other[0].split()[:-1]
    assert one[0] != other[0]
    sounds = {engine.speak(utterance(marked(word), "ru"), "ru", Prosody()).pcm for word in ("за'мок", "замо'к")}
    assert len(sounds) == 2


def test_a_marked_word_is_one_word_and_lasts_as_long(engine: Espeak) -> None:
    text = "Не бросайте окурки на тротуар."
    plain = engine.speak(utterance(text, "ru"), "ru", Prosody())
    stressed = engine.speak(utterance(text.replace("окурки", f"оку{STRESS}рки"), "ru"), "ru", Prosody())
    assert stressed.words == plain.words == 5
    assert len(stressed.pcm) == pytest.approx(len(plain.pcm), rel=0.1)


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Старый за'мок заперт на замо'к.", "ru"), ("Қаза'қ тілі бала'лар.", "kk"), ("кто-нибу'дь", "ru")],
)
def test_the_gate_lets_marked_words_in(engine: Espeak, text: str, lang: Lang) -> None:
    said = utterance(marked(text), lang)
    assert take_problems(engine.speak(said, lang, Prosody()), said, Prosody()) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Запер за'мок.", "Запер [[z'amVk]]."),
        ("ЗАМО'К, замок", "[[zVm'ok]], замок"),
        ("кто-нибу'дь", "кто-[[n;ib'ut;]]"),
        ("к'от", "кот"),
        ("Без меток, с ёлкой.", "Без меток, с ёлкой."),
    ],
)
def test_only_a_marked_word_is_given_in_phonemes(text: str, said: str) -> None:
    assert russian_phonemes(marked(text)) == said


@given(st.text(alphabet=f"абвгежийкоуцчшщыьэюяёАЕ{STRESS} -.,", max_size=40))
def test_no_mark_is_left_and_preparing_twice_changes_nothing(text: str) -> None:
    once = russian_phonemes(text)
    assert STRESS not in once
    assert russian_phonemes(once) == once
