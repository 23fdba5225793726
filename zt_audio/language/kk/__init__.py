"""Kazakh, the state language: its letters, cases and samples; its rules load when they are called."""

from __future__ import annotations

from zt_audio.language.grammar import Grammar
from zt_audio.language.registry import Beats, CheckFacts, Language, SampleTexts, Tempo

_CASES = ("nom", "gen", "dat", "acc", "loc", "abl", "ins")


def _grammar() -> Grammar:
    from zt_audio.language.kk.number_tokens import is_hasty
    from zt_audio.language.kk.rules import GUESSING, RULES
    from zt_audio.language.kk.sloppy.capitals import quieted
    from zt_audio.language.kk.sloppy.certain_repairs import certain_repairs
    from zt_audio.language.kk.sloppy.known_words import unknown_words
    from zt_audio.language.kk.sloppy.repairs import REPAIRS
    from zt_audio.language.kk.suffixes import entry_with_suffix, word_of_entry

    return Grammar(
        RULES,
        entry_with_suffix,
        frozenset(GUESSING),
        other_way=quieted,
        entry_word=word_of_entry,
        spelt_out=(certain_repairs,),
        repairs=REPAIRS,
        is_hasty=is_hasty,
        doubted=unknown_words,
    )


def _inflect(name: str, case: str) -> str:
    from zt_audio.language.kk.forms import kazakh_form

    return kazakh_form(name, case)


def _same_form(word: str, base: str, other: str) -> str | None:
    from zt_audio.language.kk.suffixes import same_form

    return same_form(word, base, other)


def _syllables(spoken: str) -> int:
    from zt_audio.language.kk.respelling import count_syllables

    return count_syllables(spoken)


def _other_numbers(word: str) -> tuple[str, ...]:
    from zt_audio.language.kk.numbers import other_numbers

    return other_numbers(word)


def _affirmed(word: str) -> str | None:
    from zt_audio.language.kk.negations import affirmed

    return affirmed(word)


def _check_facts() -> CheckFacts:
    from zt_audio.language.kk.sloppy.check_facts import KAZAKH_FACTS

    return KAZAKH_FACTS


LANGUAGE = Language(
    code="kk",
    own_name="Қазақша",
    iso_639_2="kaz",
    alphabet="аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    vowels=frozenset("аәеёиоөуұүыіэюя"),
    cases=_CASES,
    slot_cases=(*_CASES, "px3"),  # px3: the third-person possessive of a bare noun, көшесі
    samples=SampleTexts(
        greeting="Құрметті тұрғындар!",
        sentences="Құрметті тұрғындар! Көшені таза ұстаңыз. Құқық бұзушылықты көрсеңіз, 102 нөміріне хабарласыңыз.",
        pace="Бүгін қаламыздың барлық тұрғындары таза көшелерде серуендейді",
    ),
    tempo=Tempo(Beats(0.48, 0.28, 0.38), 2.68, (-0.148, 0.076, 0.252, 0.0578, 0.1857)),
    stresses=False,
    grammar=_grammar,
    inflect=_inflect,
    same_form=_same_form,
    syllables=_syllables,
    check_facts=_check_facts,
    other_numbers=_other_numbers,
    affirmed=_affirmed,
)
