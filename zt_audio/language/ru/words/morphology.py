"""Give the possible readings of a Russian word and its other forms; pymorphy3 loads at the first question."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from zt_audio.language.ru.words.numbers import Case, Gender
from zt_audio.language.tables import word_set

_CASES: dict[str, Case] = {
    "nomn": "nom",
    "gent": "gen",
    "gen2": "gen",
    "datv": "dat",
    "accs": "acc",
    "acc2": "acc",
    "ablt": "ins",
    "loct": "prep",
    "loc2": "prep",
}
_GRAMMEMES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}
_GENDERS: dict[str | None, Gender] = {"masc": "m", "femn": "f", "neut": "n"}
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_VERBAL = {"VERB", "INFN", "GRND", "PRTS"}
# Not in the dictionary or wrong there: the word keeps its form, and a number agrees with this gender.
INDECLINABLE: dict[str, Gender] = {"тенге": "m", "тиын": "m", "евро": "m"}
# Places where something stands take -у: «на берегу», «в саду». A place's prepositional is only said after в and на.
_LOCATIVE = frozenset({"аэропорт", "берег", "край", "лес", "мост", "порт", "пост", "пруд", "сад", "угол"})
# Words of which a form looks like one that notices have: «20 век» is a century and no eyelids.
_NEVER_MEANT = frozenset({"веко"})
# Words of notices in Kazakhstan that the dictionary lacks, before any ending; where one is a word, no other is meant.
LOCAL_STEMS = word_set(
    "тенге тиын акимат маслихат намаз ифтар наурыз дастархан баурсак кинолог вейп фликер ватсап тиктокер буллинг "
    "дропер дроппер каршеринг инфо ковид цон физлиц юрлиц соцсет горгаз хаски онай кунделик дамумед сапаржай "
    "байг куреси тогызкумалак жилгородок упрощёнк упрощенк стиралк вацап дистант"
)
# In notices these are verbs: «прибыли 2 бригады» speaks of no profit.
_AS_VERBS = frozenset({"прибыли", "стали", "дали", "были", "пали", "вели", "пошли", "вышли", "попали", "жили"})
# ... and this is what is owed, no gerund: «пеня 0,1 %»
_AS_NOUNS = frozenset({"пеня"})
_MOST_KEYS = 200  # of the dictionary, that begin alike
_UNLIKELY = 0.02  # of a word's readings; below it are rarities such as «лет» from «лёт»


@dataclass(frozen=True, slots=True)
class Form:
    """One way to take a word: `kind` is noun, adjective, verb, ...; `case` is None where it has none."""

    kind: str
    case: Case | None
    plural: bool
    gender: Gender | None
    animate: bool
    lemma: str
    traits: frozenset[str]
    known: bool


_NO_FORM = Form("", None, False, None, False, "", frozenset(), False)  # noqa: FBT003 - a record


@cache
def _analyzer() -> Any:  # noqa: ANN401 - pymorphy3 has no types
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415 - 0.1 s that Kazakh need not spend

    return MorphAnalyzer()


def release_dictionary() -> None:
    """Free the dictionary's memory; the next word loads it again."""
    loaded = _analyzer.cache_info().currsize
    for cached in (_analyzer, _parses, forms, declined_noun, declined_adjective):
        cached.cache_clear()
    if loaded:
        gc.collect()  # its tables refer to one another


@lru_cache(maxsize=256)  # a word is asked for as a noun, in the plural and as an adjective, one after the other
def _parses(lower: str) -> Any:  # noqa: ANN401 - likewise
    return _analyzer().parse(lower)


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[Form, ...]:
    """Return the ways to take `word`, likeliest first; at least one, and () for no word."""
    lower = word.lower()
    if not word:
        return ()
    if lower in INDECLINABLE:
        gender = INDECLINABLE[lower]
        return tuple(Form("NOUN", case, plural, gender, False, lower, frozenset(), True)  # noqa: FBT003 - a record
                     for plural in (False, True) for case in _CASES.values())  # fmt: skip
    parses = _parses(lower)
    if lower in _AS_VERBS:
        parses = [parse for parse in parses if parse.tag.POS == "VERB"] or parses
    if lower in _AS_NOUNS:
        parses = [parse for parse in parses if parse.tag.POS == "NOUN"] or parses
    meant = [parse for parse in parses if parse.score >= _UNLIKELY and parse.normal_form not in _NEVER_MEANT]
    local = [parse for parse in meant if parse.normal_form in LOCAL_STEMS and not parse.is_known]
    return tuple(_form(parse) for parse in local or meant or parses)


def is_verb(word: str) -> bool:
    """Tell whether the dictionary knows `word` as a verb or a short participle, and as nothing else."""
    kinds = {form.kind for form in forms(word)} if _analyzer().word_is_known(word.lower()) else set()
    return bool(kinds & _VERBAL) and kinds <= _VERBAL | {"ADJS"}


def _form(parse: Any) -> Form:  # noqa: ANN401 - pymorphy3 has no types
    tag = parse.tag
    kind = "ADJ" if tag.POS in _ADJECTIVES else str(tag.POS)
    return Form(
        kind,
        _CASES.get(tag.case),
        tag.number == "plur",
        "pl" if kind == "ADJ" and tag.number == "plur" else _GENDERS.get(tag.gender),
        tag.animacy == "anim",
        parse.normal_form,
        frozenset(tag.grammemes),
        parse.is_known,
    )


def begins_words(word: str) -> bool:
    """Tell whether the dictionary has longer words that begin with `word`: «управл» begins «управление»."""
    return next(
        (True for known in _analyzer().dictionary.words.iterkeys(word.lower()) if len(known) > len(word)), False
    )


def nouns(word: str) -> tuple[Form, ...]:
    """Return the ways to take `word` as a noun."""
    return tuple(form for form in forms(word) if form.kind == "NOUN" and form.case)


def likeliest(word: str) -> Form:
    """Return the likeliest way to take `word`; one of no kind for no word."""
    return next(iter(forms(word)), _NO_FORM)


def is_noun(word: str) -> bool:
    """Tell whether `word` is likeliest a noun."""
    return likeliest(word).kind == "NOUN"


def adjectives(word: str) -> tuple[Form, ...]:
    """Return the ways to take `word` as an adjective or participle."""
    return tuple(form for form in forms(word) if form.kind == "ADJ" and form.case)


@lru_cache(maxsize=4096)
def declined_noun(word: str, case: Case, *, plural: bool = False, from_plural: bool = False) -> str | None:
    """Return the nominative noun `word` in `case`.

    None where the dictionary does not know it; a common noun is then taken by its last part («медколледж»).
    """
    if not word.islower() and not is_in_dictionary(word.lower()):  # to take it apart costs 0.5 ms
        return None
    for parse in sorted(_parses(word.lower()), key=lambda parse: (not parse.is_known, "Abbr" in parse.tag)):
        tag = parse.tag
        if tag.POS != "NOUN" or tag.case != "nomn" or (tag.number == "plur") != from_plural:
            continue
        wanted = {_GRAMMEMES[case], "plur" if plural or from_plural else "sing"}
        if case == "prep" and parse.normal_form in _LOCATIVE and not plural and not from_plural:
            wanted = {"loc2", "sing"}
        found = parse.inflect(wanted)
        return _spelt_like(word, found.word) if found else None
    return None


def same_form(word: str, base: str, other: str) -> str | None:
    """Return the noun `other` in the case and number in which `word` is of `base`; None where there are two answers."""
    found = {
        declined_noun(other, case, plural=plural, from_plural=from_plural)
        for case in _GRAMMEMES
        for plural, from_plural in ((False, False), (True, False), (False, True))
        if declined_noun(base, case, plural=plural, from_plural=from_plural) == word
    }
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def declined_adjective(word: str, case: Case, gender: Gender, *, animate: bool = False) -> str | None:
    """Return the nominative adjective `word` in `case`, agreeing with `gender`; None where it is none."""
    for parse in _parses(word.lower()):
        if parse.tag.POS not in _ADJECTIVES or parse.tag.case != "nomn":
            continue
        wanted = {_GRAMMEMES[case], *_agreement(gender)}
        if case == "acc" and gender in ("m", "pl"):
            wanted.add("anim" if animate else "inan")
        found = parse.inflect(wanted)
        return _spelt_like(word, found.word) if found else None
    return None


@lru_cache(maxsize=4096)
def is_in_dictionary(word: str) -> bool:
    return bool(_analyzer().word_is_known(word))


def longer_words(start: str, most: int) -> list[str]:
    """Return the first forms of the dictionary's words that begin with `start`, the shortest first."""
    found = (parse.normal_form for key in islice(_analyzer().dictionary.words.iterkeys(start), _MOST_KEYS)
             for parse in _analyzer().parse(key)[:1])  # fmt: skip
    return sorted(dict.fromkeys(found), key=len)[:most]


@lru_cache(maxsize=2048)
def begins_adjective(start: str) -> bool:
    """Tell whether the dictionary has an adjective that begins with `start`."""
    return any(parse.tag.POS == "ADJF" for parse in _beginning(start))


@lru_cache(maxsize=2048)
def nouns_that_begin(start: str) -> frozenset[str]:
    """Return the nouns of the dictionary that begin with `start`, without names."""
    return frozenset(
        parse.normal_form for parse in _beginning(start) if parse.tag.POS == "NOUN" and "Name" not in parse.tag
    )


def _beginning(start: str) -> Iterator[Any]:
    keys = islice(_analyzer().dictionary.words.iterkeys(start), _MOST_KEYS)
    return (parse for key in keys for parse in _analyzer().parse(key)[:1])


def all_forms(word: str) -> tuple[str, ...]:
    """Return every form of `word`, its own first."""
    return tuple(form.word for form in _analyzer().parse(word)[0].lexeme)


@lru_cache(maxsize=4096)
def in_plural(noun: str) -> str:
    """Return the nominative plural of the nominative `noun`; as it is where it has none."""
    return declined_noun(noun, "nom", plural=True) or noun


@lru_cache(maxsize=4096)
def conjugated(infinitive: str, *wanted: str) -> str | None:
    """Return the form of a verb that has the grammemes `wanted` of pymorphy; None where it has none."""
    verb = next((parse for parse in _parses(infinitive) if parse.tag.POS == "INFN"), None)
    found = verb.inflect({*wanted}) if verb else None
    return str(found.word) if found else None


def _agreement(gender: Gender) -> set[str]:
    return {"plur"} if gender == "pl" else {{"m": "masc", "f": "femn", "n": "neut"}[gender], "sing"}


def _spelt_like(written: str, form: str) -> str:
    """Give `form` the capitals of `written`, and е for ё where the writer wrote е."""
    letters = [
        "е" if new == "ё" and index < len(written) and written[index] in "еЕ" else new for index, new in enumerate(form)
    ]
    if written.isupper() and len(written) > 1:
        return "".join(letters).upper()
    parts = "".join(letters).split("-")
    capitals = [part[:1].isupper() for part in written.split("-")]
    return "-".join(
        part[:1].upper() + part[1:] if capital else part for part, capital in zip(parts, capitals, strict=False)
    )
