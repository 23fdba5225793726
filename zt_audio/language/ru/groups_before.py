"""Find what the sentence counted before a number that stands alone: «из 21 пробы воды 2 не соответствуют норме»."""

from __future__ import annotations

import re

from zt_audio.language.ru.government import MONTH_NAMES
from zt_audio.language.ru.morphology import Form, forms, nouns
from zt_audio.language.ru.numbers import Gender
from zt_audio.language.ru.right_context import head_forms
from zt_audio.language.tables import word_set

_COUNTED = re.compile(r"(?P<of>[Ии]з\s+)?(?<![\w.,/-])\d+(?:[ \u00a0\u202f]\d{3})*(?P<counted>(?:\s+[а-яё]+){1,3})")
# «1 восстановлению не подлежит»: what is said may begin with an object of the verb
_SAID_OF = re.compile(r"\s+(?:[а-яё]+(?:ению|анию|ением|анием)\s+)?(?:не\s+)?(?P<word>[а-яё]+)|\s*[–—]")
_IS_SOMEWHERE = re.compile(r"\s+(?:уже\s+)?(?:в|во|на|под)\s+[а-яё]+")
_OUT_OF_THESE = re.compile(r"(?<!\w)из\s+\d+(?:\s+[а-яё]+){1,3}\s+$", re.IGNORECASE)
_OF_THEM = re.compile(r"(?<!\w)из\s+(?:них|которых)\s+$", re.IGNORECASE)
_WHERE_OF = re.compile(r",\s+(?:из\s+них\s+|а\s+|но\s+)?(?:в|на)\s+$")
_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=[А-ЯЁ])")
_OUT_OF = re.compile(r"(?P<noun>[а-яё]+)\s+из\s+$", re.IGNORECASE)
# What is no group of which some are named: «с 5 мая 2 закрыты».
_NO_GROUPS = MONTH_NAMES | word_set(
    "год час минута секунда день сутки неделя месяц раз процент тысяча миллион миллиард тенге рубль доллар "
    "метр километр"
)
_SIGHT = 200  # characters


def group_before(left: str) -> Form | None:
    """Return the noun that the sentence counted before, best behind «из»; None where it counted nothing."""
    sentence = _SENTENCE_ENDS.split(left[-_SIGHT:])[-1]
    groups = [(match["of"], head_forms(match["counted"])) for match in _COUNTED.finditer(sentence)]
    found = [(of, head[0]) for of, head in groups if head and head[0].lemma not in _NO_GROUPS and head[0].gender]
    chosen = next((noun for of, noun in reversed(found) if of), None)
    return chosen or (found[-1][1] if found else None)


def goes_on_about(left: str, right: str) -> bool:
    """Tell whether a number alone is the subject of a clause: something is said of it, or it ends «из них 2»."""
    behind = _SAID_OF.match(right)
    kinds = forms(behind["word"]) if behind and behind["word"] else ()
    if behind and (not behind["word"] or (kinds and kinds[0].kind in {"VERB", "PRTS", "ADJS", "PRCL", "PRED"})):
        return True
    if _IS_SOMEWHERE.match(right) and (_OUT_OF_THESE.search(left) or left.rstrip().endswith(",")):
        return True  # «погибли 5 человек, 2 в больнице»
    return _OF_THEM.search(left) is not None or is_where_of(left)


def is_where_of(left: str) -> bool:
    """Tell whether `left` goes on with where some of a group are: «осмотрено 12 квартир, в»."""
    return _WHERE_OF.search(left) is not None


def predicate_behind(right: str) -> Form | None:
    """Return the verb or participle that `right` begins with, if what is said begins there."""
    behind = _SAID_OF.match(right)
    kinds = forms(behind["word"]) if behind and behind["word"] else ()
    return kinds[0] if kinds and kinds[0].kind in ("VERB", "PRTS", "ADJS") else None


def gender_out_of(left: str) -> Gender | None:
    """Return the gender of the noun before «из» that ends `left`: «3 школы из 21» are of twenty-one schools."""
    match = _OUT_OF.search(left)
    found = nouns(match["noun"]) if match else ()
    return found[0].gender if found else None
