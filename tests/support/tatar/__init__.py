"""A toy of a third language, Tatar: a few letters, numbers to three, one case. Tests copy it into `language/`."""

from __future__ import annotations

from zt_audio.language.grammar import Grammar
from zt_audio.language.registry import Beats, CheckFacts, Language, SampleTexts, Tempo

_CASES = ("nom", "gen")


def _grammar() -> Grammar:
    from zt_audio.language.tt.rules import RULES, entry_as_taught

    return Grammar(RULES, entry_as_taught)


def _inflect(name: str, case: str) -> str:
    from zt_audio.language.tt.rules import tatar_form

    return tatar_form(name, case)


def _syllables(spoken: str) -> int:
    return sum(letter in LANGUAGE.vowels for letter in spoken.lower())


def _check_facts() -> CheckFacts:
    from zt_audio.language.tt.rules import TATAR_FACTS

    return TATAR_FACTS


LANGUAGE = Language(
    code="tt",
    own_name="Татарча",
    iso_639_2="tat",
    alphabet="аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя",
    vowels=frozenset("аәеёиоөуүыэюя"),
    cases=_CASES,
    slot_cases=_CASES,
    samples=SampleTexts("Хөрмәтле халык!", "Хөрмәтле халык! Җирне саклагыз.", "Бүген халык җыр җырлый"),
    tempo=Tempo(Beats(0.48, 0.28, 0.38), 2.68, (-0.148, 0.076, 0.252, 0.0578, 0.1857)),
    stresses=False,
    grammar=_grammar,
    inflect=_inflect,
    syllables=_syllables,
    check_facts=_check_facts,
)
