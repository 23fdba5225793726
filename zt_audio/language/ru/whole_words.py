"""Say which words a word that is cut short may stand for, in the forms that what stands around them asks for.

`frequent_words.txt` lists words by likelihood: those of notices first, then 12 000 others by their frequency, which is
that of wordfreq (Robyn Speer, CC BY-SA 4.0). Nouns and adjectives stand in the nominative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from zt_audio.language.ru.government import PREPOSITIONS, Cases
from zt_audio.language.ru.left_text import last_word
from zt_audio.language.ru.morphology import (
    Form,
    agreeing,
    all_forms,
    counted,
    declined_adjective,
    declined_noun,
    forms,
    is_in_dictionary,
    is_noun,
    longer_words,
    nouns,
)
from zt_audio.language.ru.noun_case import OpenCaseError, noun_cases
from zt_audio.language.ru.numbers import Gender

_MOST_WORDS, _MOST_FORMS = 4, 3
_COUNT = re.compile(r"(?<![\d.,])(\d{1,3})\s?$")
_ORDINAL = re.compile(r"\d+-?[а-яё]{1,2}\s$")  # «в 5-й больн»
_NEXT = re.compile(r"\s+([а-яё]{3,})")
_WORDS = re.compile(r"[а-яё]{3,}")
_ALPHABET, _VOWELS = "абвгдежзийклмнопрстуфхцчшщъыьэюя", frozenset("аеиоуыэюя")
_SIGHT = 3  # words before what is cut short, where its subject may stand


@cache
def _frequent() -> tuple[tuple[str, str], ...]:
    """Return each frequent word, with е for ё and as it is spelt."""
    words = Path(__file__).with_name("frequent_words.txt").read_text(encoding="utf-8").split()
    return tuple((word.replace("ё", "е"), word) for word in words)


def whole_words(cut: str, left: str, right: str) -> Iterator[str]:
    """Yield the words that begin with `cut` between `left` and `right`, the likeliest first."""
    found = list(_words_of(cut.lower().replace("ё", "е")))
    behind = _NEXT.match(right)
    heads = nouns(behind[1]) if behind and is_noun(behind[1]) else ()
    fits = bool(heads) and (heads[0].case != "gen" or "gen" in _cases(left))  # not «отд полиции»
    found.sort(key=lambda word: (forms(word)[0].kind == "ADJ") != fits)
    fitting = [list(dict.fromkeys(_fitting(word, left, right, heads))) for word in found]
    firsts = [each[0] for each in fitting]
    for word in dict.fromkeys((*firsts[:1], *(fitting[0][1:2] if fitting else ()), *firsts[1:])):
        yield word.capitalize() if cut[0].isupper() else word


def contracted_words(head: str, tail: str) -> Iterator[str]:
    """Yield the forms of frequent words that begin with `head` and end with `tail`: «пол-ке» is «поликлинике»."""
    for start, word in _frequent():
        if start.startswith(head):
            yield from [form for form in all_forms(word) if form.endswith(tail) and len(form) > len(head + tail)][:1]


@lru_cache(maxsize=512)  # a text is read again with each repair
def _words_of(cut: str) -> list[str]:
    """Return the likeliest words that begin with `cut`, else those that it lacks vowels or a letter of."""
    words = _frequent()
    if found := [word for start, word in words if start.startswith(cut) and start != cut]:
        return found[:_MOST_WORDS]
    if not _VOWELS.intersection(cut):
        skeleton = re.compile(".+".join(cut) + ".*")
        return [word for start, word in words if skeleton.fullmatch(start)][:2]
    return [] if is_in_dictionary(cut) else [*_slips_of(cut), *longer_words(cut, 2)]


def _slips_of(word: str) -> list[str]:
    """Return the forms of frequent words of which `word` lacks a letter, has one too many, or swaps two."""
    ends = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    typed = [first + rest[1:2] + rest[:1] + rest[2:] for first, rest in ends]
    typed += [first + rest[1:] for first, rest in ends]
    typed += [f"{first}{letter}{rest}" for first, rest in ends for letter in _ALPHABET]
    frequent = {plain for plain, _ in _frequent()}
    found = (form for form in dict.fromkeys(typed) if form != word and is_in_dictionary(form))
    return [form for form in found if {form, forms(form)[0].lemma.replace("ё", "е")} & frequent][:2]


def _fitting(word: str, left: str, right: str, heads: Sequence[Form]) -> Iterator[str]:
    """Yield the forms of `word` that fit between `left` and `right`, then its own."""
    own = forms(word)[0]
    cases = _cases(left)
    subject = _subject(left, right)
    count = _COUNT.search(left)
    if count and own.kind in ("NOUN", "ADJ"):
        yield counted(word, int(count[1]))
        cases = _cases(left[: count.start()])
    if own.kind == "NOUN":
        yield from (declined_noun(word, case, from_plural=own.plural) or word for case in cases[:2])
        yield declined_noun(word, cases[0], plural=True) or word
    elif own.kind == "ADJ":
        fitting = [form for case in cases for form in heads if form.case == case] or [*heads, *subject]
        for head in fitting[:1]:
            if head.case and (gender := _gender(head)):
                yield declined_adjective(word, head.case, gender, animate=head.animate) or word
    elif own.kind in ("PRTS", "ADJS", "VERB"):
        yield from (agreeing(word, gender) for noun in subject if (gender := _gender(noun)))
    yield word


def _cases(left: str) -> Cases:
    """Return the cases that `left` asks for; «с» is from where rather than with what, and messages leave much out."""
    left = _ORDINAL.sub("", left)
    if last_word(left) in PREPOSITIONS:
        return ("gen", "ins") if last_word(left) in ("с", "со") else noun_cases(left)
    try:
        return tuple(dict.fromkeys((*noun_cases(left), "nom")))
    except OpenCaseError:
        return ("nom",)


def _subject(left: str, right: str) -> Sequence[Form]:
    """Return the noun near what is cut short that stands in the nominative, if there is one."""
    near = (*reversed(_WORDS.findall(left)[-_SIGHT:]), *_WORDS.findall(right)[:1])
    return [form for word in near for form in nouns(word)[:1] if form.case == "nom"][:1]


def _gender(noun: Form) -> Gender | None:
    return "pl" if noun.plural else noun.gender
