"""Read abbreviated bodies, laws, organisations and countries as their names, in the case of the sentence.

A number before a body may name it: «3 ОП», «в 3-м ОП» are in the third police department.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.body_case import body_case, is_several
from zt_audio.language.ru.left_text import last_word
from zt_audio.language.ru.morphology import forms
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.number_tokens import SPACE, any_short, by_key, key
from zt_audio.language.ru.numbered_nouns import is_named_before
from zt_audio.language.ru.numbers import CASES
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.phrases import counted, declined, gender_of, plural_after_number
from zt_audio.language.ru.units import COUNTED_BODIES
from zt_audio.language.tables import DIGITS, heads, word_list, word_set

_PHRASES = by_key(ORGANISATION_PHRASES)
# How many of them: «количество ДТП», «несколько ТОО».
_AMOUNTS = (
    "количеств",
    "кол-в",
    "числ",
    "большинств",
    "множеств",
    "сери",
    "статистик",
    "процент",
    "половин",
    "трет",
    "дол",
)
_MANY = word_set("больше меньше много немало мало несколько сколько столько десятки сотни тысячи")
_BODIES_BEFORE = re.compile(r"(?:(?<!\w)[А-ЯЁ]{2,}(?:\s+«[^«»]{1,60}»)?,\s+)+$")
_BODIES_BEHIND = re.compile(
    r"(?:\s+«[^«»]{1,60}»)?(?:,\s+[А-ЯЁ]{2,}(?:\s+«[^«»]{1,60}»)?)*\s+(?:и|или)\s+[А-ЯЁ]{2,}(?!\w)"
)
_MORE_OF_THEM = re.compile(r"\s+(?:стал[ои]?|становится|было|будет)\s+(?:\w+\s+)?(?:меньше|больше|много|мало)(?!\w)")
_ALSO_BEHIND = re.compile(rf"\s+(?:и|или)\s+(?:{any_short(COUNTED_BODIES)})(?!\w|\s*[«\"№])")
_DEPARTMENT = re.compile(
    r"(?:отдел|управлени|департамент|министерств|комитет|служб|штаб|комисси|центр)\w*\s+$", re.IGNORECASE
)
_NAMED = {"НК": "национальная *компания", "УК": "управляющая *компания"}  # with a name; elsewhere they are laws
_NUMBER_BEHIND = re.compile(r"\s+\d")
_NAME_BEHIND = re.compile(r"\s+(?P<quote>[«\"])?(?P<name>[А-ЯЁ][а-яё]+)")
# Departments, stations and hospitals of a town have numbers.
_NUMBERED = word_list("ОП ГОП РОП УП ОВД РОВД ГОВД УВД РУВД ПЧ СПЧ ГКБ ГП СШ СОШ ОСШ УПП")


def _body(match: re.Match[str], context: Context) -> str | Unread:
    short, left, right = match.group(), context.text[: match.start()], context.text[match.end() :]
    others = _BODIES_BEFORE.search(left) if _BODIES_BEHIND.match(right) else None
    if short in COUNTED_BODIES and (others or (_ALSO_BEHIND.match(right) and last_word(left))):
        return Unread("abbreviation-unknown")  # «деятельность ИП, ТОО и АО», «руководители ТОО и ИП»: of several
    left = left[: others.start()] if others else left  # «сотрудники ДП, ДЧС и МВД»
    if short == "США" and last_word(left).startswith("доллар"):
        return short  # as behind «долл.»
    if short == "ИП" and not _is_named_in_case(left, right):
        return Unread("abbreviation-unknown")
    return _said(short, left, right) or Unread("abbreviation-unknown")


def _said(short: str, left: str, right: str) -> str | None:
    """Return what `short` stands for, in the case and number of its sentence; None where they are open."""
    phrase = _phrase(short, right)
    if short == "ЧС" and _DEPARTMENT.search(left):
        return plural_after_number(phrase, "gen")
    if short in {"АЗС", "СТО", "КПП", "ДК"} and last_word(left) in ("с", "со"):
        return declined(phrase, "gen")  # from there: «похитили с АЗС»
    if _MORE_OF_THEM.match(right):
        return plural_after_number(phrase, "gen")  # «ДТП стало меньше»
    if said := _after_number_word(phrase, last_word(left)):
        return said
    if is_several(left, right):
        return declined(phrase, noun_cases(left)[0], plural=True)
    case = body_case(left, right, gender_of(phrase), happens=short in COUNTED_BODIES)
    return declined(phrase, case) if case else None


def _phrase(short: str, right: str) -> str:
    if short == "УИК" and _NUMBER_BEHIND.match(right):
        return "участковая избирательная *комиссия"
    if short in _NAMED and right.lstrip().startswith("«"):
        return _NAMED[short]
    return _PHRASES[key(short)]


def _is_named_in_case(left: str, right: str) -> bool:
    """Tell whether «ИП» can stand in the case that `left` asks for.

    People write «в ИП Сериков» of a shop: the name does not decline, and nothing is in a person. Where the name is in
    another case than the words before ask for, what is meant is open.
    """
    name = _NAME_BEHIND.match(right)
    if not name:
        return True
    case = noun_cases(left)[0]
    if case == "prep" or (case == "acc" and last_word(left) in ("в", "во", "на")):
        return False
    if name["quote"] or case == "nom":
        return True
    return not name["name"].endswith(("ов", "ев", "ёв", "ин", "ын"))  # such a surname is in the nominative


def _after_number_word(phrase: str, word: str) -> str | None:
    """«в размере десяти МРП», «три ДТП»: the number stands in words; None where `word` is none."""
    if not word:
        return None
    number = next((form for form in forms(word) if form.kind == "NUMR"), None)
    if number and number.case:
        return counted(phrase, 2 if number.lemma in {"два", "три", "четыре"} else 5, number.case)
    grouped = any(form.lemma in {"тысяча", "миллион", "миллиард"} and form.kind == "NOUN" for form in forms(word))
    return plural_after_number(phrase, "gen") if grouped or word.startswith(_AMOUNTS) or word in _MANY else None


def _body_in_order(match: re.Match[str], context: Context) -> str | Unread | None:
    left = context.text[: match.start()]
    if is_named_before(left):
        return None
    phrase, number = ORGANISATION_PHRASES[match["body"]], int(match["number"])
    asked, gender = noun_cases(left), gender_of(ORGANISATION_PHRASES[match["body"]])
    for case in (*asked, *CASES):
        said = ordinal(number, case, gender)
        if said.endswith(match["ending"] or ""):
            return f"{said} {declined(phrase, case)}"
    return Unread("unreadable-token")


RULES = (
    Rule(
        "body",
        re.compile(rf"(?<![\w+])(?:{any_short(ORGANISATION_PHRASES)})(?!\w|-[^\d])"),
        _body,
        heads(ORGANISATION_PHRASES),
    ),
)
IN_ORDER_RULES = (
    Rule(
        "ordered-body",
        re.compile(
            rf"(?P<number>\d{{1,3}})(?:-(?P<ending>й|го|му|м|ом|е|я|ю))?{SPACE}(?P<body>{any_short(_NUMBERED)})(?!\w|-|{SPACE}?№)"
        ),
        _body_in_order,
        DIGITS,
    ),
)
