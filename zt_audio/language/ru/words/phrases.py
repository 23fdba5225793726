"""Put a phrase with a marked head («месячный расчётный *показатель») into a case or behind a number.

The words before the head agree with it, those after it never change.
"""

from __future__ import annotations

from functools import lru_cache

from zt_audio.language.ru.words.morphology import INDECLINABLE, declined_adjective, declined_noun, nouns
from zt_audio.language.ru.words.numbers import CASES, Case, Gender, plural_kind

# Plurals after a number that differ from the plural alone: «пять человек, к пяти человекам», «пять лет».
_COUNTED_PLURALS = {
    "человек": "человек человек человекам человек человеками человеках",
    "год": "лет лет годам лет годами годах",
    "раз": "раз раз разам раз разами разах",
    "децибел": "децибел децибел децибелам децибел децибелами децибелах",
    "ватт": "ватт ватт ваттам ватт ваттами ваттах",
    "киловатт": "киловатт киловатт киловаттам киловатт киловаттами киловаттах",
    "ампер": "ампер ампер амперам ампер амперами амперах",
    "вольт": "вольт вольт вольтам вольт вольтами вольтах",
    "мегабит": "мегабит мегабит мегабитам мегабит мегабитами мегабитах",
    "герц": "герц герц герцам герц герцами герцах",
}


@lru_cache(maxsize=4096)
def _split(phrase: str) -> tuple[tuple[str, ...], str, str]:
    """Return the agreeing words, the head in small or capital letters as written, and the tail."""
    before, _, rest = phrase.rpartition("*")
    head, _, tail = rest.partition(" ")
    return tuple(before.split()), head, tail


@lru_cache(maxsize=4096)
def gender_of(phrase: str) -> Gender:
    """Return the gender of the phrase's head."""
    head = _split(phrase)[1].lower()
    return next((form.gender for form in nouns(head) if form.case == "nom" and form.gender), "m")


@lru_cache(maxsize=4096)
def is_animate(phrase: str) -> bool:
    """Tell whether the phrase's head is first a living being: «человек», but not «метр»."""
    return next((form.animate for form in nouns(_split(phrase)[1].lower()) if form.case == "nom"), False)


@lru_cache(maxsize=4096)
def declined(phrase: str, case: Case, *, plural: bool = False) -> str:
    """Return `phrase` in `case`; a phrase written in the plural stays in it."""
    adjectives, head, tail = _split(phrase)
    in_plural = not any(form.case == "nom" and not form.plural for form in nouns(head))
    gender: Gender = "pl" if plural or in_plural else gender_of(phrase)
    noun = head if head.lower() in INDECLINABLE else declined_noun(head, case, plural=plural, from_plural=in_plural)
    if noun is None and head.endswith(("ие", "ые", "еся")):
        noun = declined_adjective(head, case, gender)  # «учащиеся»
    words = [declined_adjective(word, case, gender, animate=is_animate(phrase)) or word for word in adjectives]
    return " ".join(part for part in (*words, noun or head, tail) if part)


@lru_cache(maxsize=4096)
def counted(phrase: str, number: int, case: Case) -> str:
    """Return `phrase` as it stands after `number` in `case`: три месячных расчётных показателя."""
    kind = plural_kind(number)
    if kind == "one":
        return declined(phrase, case)
    if kind == "few" and case in ("nom", "acc"):
        return _after_few(phrase)
    return plural_after_number(phrase, "gen" if case in ("nom", "acc") else case)


@lru_cache(maxsize=4096)
def plural_after_number(phrase: str, case: Case) -> str:
    """Return the plural of `phrase` in `case` as it stands after a number: человек, лет."""
    adjectives, head, tail = _split(phrase)
    if head in _COUNTED_PLURALS:
        word = _COUNTED_PLURALS[head].split()[CASES.index(case)]
        agreeing = (declined_adjective(adjective, case, "pl") or adjective for adjective in adjectives)
        return " ".join(part for part in (*agreeing, word, tail) if part)
    return declined(phrase, case, plural=True)


def _after_few(phrase: str) -> str:
    """Return `phrase` as it stands after 2-4: noun in the genitive singular, adjectives in the plural.

    The adjectives are genitive, but nominative before a feminine noun: «три новых дома», «три новые улицы».
    """
    adjectives, head, tail = _split(phrase)
    case: Case = "nom" if gender_of(phrase) == "f" else "gen"
    noun = head if head.lower() in INDECLINABLE else declined_noun(head, "gen")
    agreeing = (declined_adjective(word, case, "pl") or word for word in adjectives)
    return " ".join(part for part in (*agreeing, noun or head, tail) if part)
