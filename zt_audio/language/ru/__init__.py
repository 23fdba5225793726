"""Russian: its letters, cases and samples; its rules and their dictionary load when they are called."""

from __future__ import annotations

from functools import partial

from zt_audio.language.grammar import Grammar
from zt_audio.language.registry import Beats, CheckFacts, Language, SampleTexts, Tempo

_CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
_VOWELS = frozenset("аеёиоуыэюя")
_AFFIRMED = {"не": "", "нельзя": "можно", "нет": "есть"}


def _grammar() -> Grammar:
    from zt_audio.language.ru.cases.noun_case import entry_in_case
    from zt_audio.language.ru.guesses import GUESSING
    from zt_audio.language.ru.rules import RULES
    from zt_audio.language.ru.sloppy.licences import doubted, is_messy
    from zt_audio.language.ru.sloppy.repairs import REPAIRS
    from zt_audio.language.ru.sloppy.spelt_out import spelt_out
    from zt_audio.language.ru.words.government import preposition_before
    from zt_audio.language.ru.words.known_words import is_unknown

    return Grammar(
        RULES,
        entry_in_case,
        frozenset(GUESSING),
        preposition_before,
        repairs=REPAIRS,
        is_hasty=is_messy,
        spelt_out=(spelt_out, partial(spelt_out, again=True)),
        doubts_word=is_unknown,
        doubted=doubted,
    )


def _inflect(name: str, case: str) -> str:
    from zt_audio.language.ru.words.forms import russian_form

    return russian_form(name, case)


def _same_form(word: str, base: str, other: str) -> str | None:
    from zt_audio.language.ru.words.morphology import same_form

    return same_form(word, base, other)


def _syllables(spoken: str) -> int:
    """Count one syllable for each vowel letter."""
    return sum(letter in _VOWELS for letter in spoken.lower())


def _release() -> None:
    from zt_audio.language.ru.words.morphology import release_dictionary

    release_dictionary()


def _other_numbers(word: str) -> tuple[str, ...]:
    from zt_audio.language.ru.words.numbers import other_numbers

    return other_numbers(word)


def _check_facts() -> CheckFacts:
    from zt_audio.language.ru.words.check_facts import RUSSIAN_FACTS

    return RUSSIAN_FACTS


LANGUAGE = Language(
    code="ru",
    own_name="Русский",
    iso_639_2="rus",
    alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    vowels=_VOWELS,
    cases=_CASES,
    slot_cases=_CASES,
    samples=SampleTexts(
        greeting="Уважаемые жители!",
        sentences="Уважаемые жители! Берегите чистоту улиц. Если вы увидели правонарушение, позвоните по номеру 102.",
        pace="Сегодня все жители нашего города гуляют по чистым улицам",
    ),
    tempo=Tempo(Beats(0.30, 0.37, 0.72), 3.95, (0.164, 0.0036, 0.599, 0.069, 0.231)),
    stresses=True,
    grammar=_grammar,
    inflect=_inflect,
    same_form=_same_form,
    syllables=_syllables,
    check_facts=_check_facts,
    other_numbers=_other_numbers,
    affirmed=lambda word: _AFFIRMED.get(word.lower()),
    release=_release,
)
