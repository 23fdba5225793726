"""Dates, years and decades in, ordinals in the case that the sentence asks for out."""

from __future__ import annotations

import re

from zt_audio.language.reading import Context, Rule
from zt_audio.language.ru.left import Cases, last_word, number_cases
from zt_audio.language.ru.numbers import Case
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.phrases import declined
from zt_audio.language.ru.written import DASH, DIGITS, SPACE, left_of_stop

_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_MONTH = "|".join(_MONTHS)
_MONTH_ANY_CASE = re.compile(r"(?:январ|феврал|март|апрел|ма[йяею]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,3}$")
_YEAR_WORD = rf"(?:{SPACE}?(?:года|год|г)(?![\w-])\.?)?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_IN_WORDS = re.compile(
    rf"(?P<day>{_DAY})(?:-?(?P<ending>го|е|му|м|ое|ого|ому|ым|ом))?(?:{SPACE}?{DASH}{SPACE}?(?P<to>{_DAY}))?{SPACE}(?P<month>{_MONTH})(?!\w)"
    rf"(?:{SPACE}(?P<year>[12]\d{{3}})(?!\d|{SPACE}?(?:тенге|чел|[%₸])){_YEAR_WORD})?",
    re.IGNORECASE,
)
# «1, 2 и 3 мая», «с 1 по 5 марта»: a day whose month stands behind another day
_DAY_BEFORE_DAY = re.compile(
    rf"(?P<day>{_DAY})(?:-?(?P<ending>го|е|му|м))?(?=(?:(?:{SPACE}?,{SPACE}?|{SPACE}(?:и|или|по|до|на){SPACE}){_DAY}(?:-?го)?)+{SPACE}(?:{_MONTH})(?!\w))"
)
_IN_DIGITS = re.compile(
    rf"(?P<day>{_DAY})(?P<mark>[./])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<year>[12]\d{{3}}|\d\d)(?![\d.]\d|\d){_YEAR_WORD}"
    rf"|(?P<iso_year>[12]\d{{3}})-(?P<iso_month>0[1-9]|1[0-2])-(?P<iso_day>{_DAY})(?!\d)"
)
_YEAR = re.compile(
    rf"(?P<year>[12]\d{{3}})(?:-?(?:й|го|м|му|ом|ого))?{SPACE}?(?P<word>год(?:а|у|ом|е)?|г)(?![\w-])(?P<dot>\.?)(?!\s?г\.)"
)
_YEARS = re.compile(
    rf"(?P<from>[12]\d{{3}})(?:{SPACE}?(?:{DASH}|/){SPACE}?|{SPACE}(?P<join>и|по|или|до){SPACE})(?P<to>[12]\d{{3}}|\d\d(?!\d))"
    rf"(?:{SPACE}?(?P<word>год(?:ы|ов|ам|ами|ах|а|у|ом|е)?|гг|г)(?![\w-])\.?(?:\s?г\.)?|(?P<school>{SPACE}учебн\w+))"
)
_BARE_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?![\w%]|[.,:]\d|\s*[-–—]\s*\d|\s*(?:\d|тенге|тыс|мл|чел|МРП|[₸%№]))")
_YEAR_CASES: dict[str, Cases] = {
    "год": ("nom", "acc"), "года": ("gen",), "году": ("prep", "dat"), "годом": ("ins",), "годе": ("prep",),
    "годы": ("nom", "acc"), "годов": ("gen",), "годам": ("dat",), "годами": ("ins",), "годах": ("prep",),
}  # fmt: skip
_PART_OF_YEAR = re.compile(r"(?:мес|кв|полуг|пол)\.\s*$")  # «3 мес. 2026 г.»
_CASES_OF_ENDING: dict[str, Cases] = {
    "го": ("gen",), "ого": ("gen",), "е": ("nom", "acc"), "ое": ("nom", "acc"), "му": ("dat",), "ому": ("dat",),
    "м": ("ins", "prep"), "ым": ("ins",), "ом": ("prep",),
}  # fmt: skip
_FIRST_SHORT_YEAR_OF_1900S = 50


def _in_words(match: re.Match[str], context: Context) -> str:
    month = match["month"].lower() if not match["month"][0].isupper() else match["month"]
    year = f" {ordinal(int(match['year']), 'gen')} года" if match["year"] else ""
    left_over = left_of_stop(match)
    case = _date_case(match, context)
    if match["to"]:
        return f"{_days(match, case, context)} {month}{year}{left_over}"
    return f"{ordinal(int(match['day']), case, 'n')} {month}{year}{left_over}"


def _days(match: re.Match[str], case: Case, context: Context) -> str:
    first, last = int(match["day"]), int(match["to"])
    if number_cases(context.text[: match.start()]):
        return f"{ordinal(first, case, 'n')}-{ordinal(last, case, 'n')}"
    return f"с {ordinal(first, 'gen', 'n')} по {ordinal(last, 'acc', 'n')}"


def _date_case(match: re.Match[str], context: Context) -> Case:
    """A date alone tells when, in the genitive; where it is named and not told, it stands in the nominative."""
    left, right = context.text[: match.start()], context.text[match.end() :]
    asked = number_cases(left)
    if written := _CASES_OF_ENDING.get(match.groupdict().get("ending") or ""):
        return next((case for case in asked if case in written), written[0])
    word = last_word(left)
    if word in ("с", "со") and "поздрав" in left.lower():
        return "ins"
    if word == "по":
        return "acc"
    if asked:
        return asked[0]
    named = not left.strip() and re.match(r"\s*(?:[.!]?\s*$|[–—-]\s)", right)
    return (
        "nom"
        if named or word in ("сегодня", "завтра", "вчера", "дата") or left.endswith(("Дата: ", "дата: "))
        else "gen"
    )


def _day_before_day(match: re.Match[str], context: Context) -> str:
    return ordinal(int(match["day"]), _date_case(match, context), "n")


def _in_digits(match: re.Match[str], context: Context) -> str:
    day, month, year = (match[name] or match[f"iso_{name}"] for name in ("day", "month", "year"))
    number = int(year)
    if len(year) == 2:  # noqa: PLR2004 - the century is left out
        number += 1900 if number >= _FIRST_SHORT_YEAR_OF_1900S else 2000
    left_over = left_of_stop(match)
    case = _date_case(match, context)
    return f"{ordinal(int(day), case, 'n')} {_MONTHS[int(month) - 1]} {ordinal(number, 'gen')} года{left_over}"


def _year(match: re.Match[str], context: Context) -> str:
    left = context.text[: match.start()]
    word, number = match["word"], int(match["year"])
    if word == "г":
        case = _short_year_case(left)
        return f"{ordinal(number, case)} {_year_word(case, last_word(left))}{left_of_stop(match)}"
    asked = number_cases(left)
    case = next((case for case in asked if case in _YEAR_CASES[word]), _YEAR_CASES[word][0])
    return f"{ordinal(number, case)} {word}{match['dot']}"


def _short_year_case(left: str) -> Case:
    word = last_word(left)
    if _MONTH_ANY_CASE.search(word):
        return "gen"
    if word in ("в", "во", "о", "об"):
        return "prep"
    if _PART_OF_YEAR.search(left):
        return "gen"
    asked = number_cases(left)
    return asked[0] if asked else "gen" if word else "nom"


def _year_word(case: Case, preposition: str) -> str:
    return "году" if case == "prep" and preposition in ("в", "во") else declined("*год", case)


def _years(match: re.Match[str], context: Context) -> str | None:
    first, last = int(match["from"]), int(match["to"])
    if len(match["to"]) == 2:  # noqa: PLR2004 - the century is left out
        last += first // 100 * 100
    left, word, join = context.text[: match.start()], match["word"], match["join"]
    if not first < last:
        return None
    if join in ("по", "до"):
        return (
            f"{ordinal(first, 'gen')} {join} {ordinal(last, 'acc' if join == 'по' else 'gen')} {_last_word(word, join)}"
        )
    case = _years_case(left, word)
    middle = f" {join} " if join else ", "
    noun = match["school"] or " " + (word if word.startswith("год") else declined("*год", case, plural=True))
    left_over = left_of_stop(match)
    return f"{ordinal(first, case)}{middle}{ordinal(last, case)}{noun}{left_over}"


def _last_word(word: str | None, join: str) -> str:
    if word and word.startswith("год"):
        return word
    return "год" if join == "по" else "года"


def _years_case(left: str, word: str | None) -> Case:
    asked = number_cases(left)
    if last_word(left) in ("в", "во") and word in (None, "гг", "г"):
        return "prep"
    possible = _YEAR_CASES.get(word or "", ())
    return next((case for case in asked if not possible or case in possible), possible[0] if possible else "nom")


def _bare_year(match: re.Match[str], context: Context) -> str | None:
    """A number that can only be a year: after a month, or alone after «в»."""
    word = last_word(context.text[: match.start()])
    right = context.text[match.end() :]
    if _MONTH_ANY_CASE.fullmatch(word):
        return f"{ordinal(int(match['year']), 'gen')} года"
    if word == "в" and not re.match(r"\s+[а-яёА-ЯЁ№]", right):
        return f"{ordinal(int(match['year']), 'prep')} году"
    return None


RULES = (
    Rule("date", _IN_WORDS, _in_words, DIGITS),
    Rule("date", _DAY_BEFORE_DAY, _day_before_day, DIGITS),
    Rule("date", _IN_DIGITS, _in_digits, DIGITS),
    Rule("years", _YEARS, _years, DIGITS),
    Rule("year", _YEAR, _year, DIGITS),
    Rule("year", _BARE_YEAR, _bare_year, DIGITS),
)
