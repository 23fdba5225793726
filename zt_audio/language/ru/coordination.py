"""Tell which case a number takes from the noun that «и» joins it to: «для больницы и 12 школ».

Words that «и» joins stand in one case (Русская грамматика, 1980, vol. 2, on coordination). Behind a noun with an owner
either of the two may be meant: «больница посёлка и 12 домов».
"""

from __future__ import annotations

import re

from zt_audio.language.ru.government import ACTION_ENDINGS, ACTIONS, DONE_TO, PREPOSITIONS, Cases
from zt_audio.language.ru.left_context import before, is_action, last_word, number_cases
from zt_audio.language.ru.morphology import adjectives, forms, is_noun, nouns
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.numbers import Case
from zt_audio.language.ru.owners import RELATED

_AND = re.compile(r"(?:,?\s+а\s+также|,?\s+и|\s+или)\s+$", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:\s+[а-яё]+){1,3}(?:,\s*[а-яё\d][^,.;:!?]{1,40})*\s+и\s+(?:(?:[а-яё]+(?:ого|его|ой|ых|их)\s+)?(?P<last>[а-яё]+)|\d)"
)
_COUNTED = re.compile(
    r"(?<![\w.,№-])\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?\s*(?:(?:[а-яё./²³%°·-]+|[А-ЯЁ₸]{2,5})\s+){1,4}$"
)
_COMMA = re.compile(r",\s*$")
_LONGEST = 6  # joined words; a longer list is taken by what it begins with


def joined_cases(left: str) -> tuple[Cases, bool] | None:
    """Return the case of the noun that «и» at the end of `left` joins the number to, and whether it is sure.

    None where `left` ends with no noun and «и».
    """
    conjunction = _AND.search(left)
    if conjunction is None:
        return None
    left = f"{left[: conjunction.start()]} "
    if counted := _COUNTED.search(left):
        return number_cases(left[: counted.start()]) or ("nom",), True  # «3 кг марихуаны и 250 г гашиша»
    word = last_word(left)
    if not is_noun(word):
        return None
    case = _case_of(left, word)
    owner = last_word(_before_group(left, word))
    if case != "gen" or not is_noun(owner) or owner in PREPOSITIONS:
        return ((case,), True) if case else None
    owned = forms(owner)[0].lemma in RELATED or owner.endswith(ACTION_ENDINGS) or is_action(owner, DONE_TO | ACTIONS)
    return ("gen",), owned or _case_of(_before_group(left, word), owner) == "gen"


def listed_cases(left: str, right: str) -> tuple[Cases, bool] | None:
    """Return the case of a number in the middle of a list, and whether it is sure: «для больницы, 12 школ и детсада».

    None where no comma ends `left`, or no list goes on behind what is counted. The comma may end a clause as well, so
    the last noun of the list must show its case.
    """
    more = _GOES_ON.match(right)
    if more is None or not _COMMA.search(left):
        return None
    joined = joined_cases(_COMMA.sub(" и ", left))
    if joined is None or joined[0][0] in ("nom", "acc"):
        return None  # where many things are counted the two are alike
    own = {form.case for form in nouns(more["last"])} if more["last"] else set()
    if joined[0][0] not in own and own:
        return None
    return joined[0], joined[1] and bool(own) and "nom" not in own


def _case_of(left: str, word: str) -> Case | None:
    """Return the case of the noun `word` that ends `left`: of its own cases the one that the words before ask for."""
    own = tuple(dict.fromkeys(form.case for form in nouns(word) if form.case))
    rest = _before_group(left, word)
    for _ in range(_LONGEST):
        if not (comma := _COMMA.search(rest)):
            break
        earlier = last_word(f"{rest[: comma.start()]} ")
        if not is_noun(earlier):
            break
        rest = _before_group(f"{rest[: comma.start()]} ", earlier)
    asked = noun_cases(rest) if last_word(rest) else ("nom",)
    return next((case for case in asked if case in own), own[0] if len(own) == 1 else None)


def _before_group(left: str, word: str) -> str:
    """Return what stands in `left` before the noun `word` and its adjectives."""
    left = before(left, word)
    while (adjective := last_word(left)) and adjectives(adjective) and forms(adjective)[0].kind == "ADJ":
        left = before(left, adjective)
    return left
