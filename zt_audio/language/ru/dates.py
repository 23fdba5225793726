"""Read dates in words and in digits as ordinals, in the case that the sentence asks for."""

from __future__ import annotations

from calendar import monthrange

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import before_list, last_word
from zt_audio.language.ru.words.government import PREPOSITIONS, Cases
from zt_audio.language.ru.words.morphology import forms, is_noun
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, any_short, left_of_stop
from zt_audio.language.ru.words.numbers import Case, ordinal
from zt_audio.language.tables import DIGITS

MONTHS = (
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
)
# Shortened as ГОСТ Р 7.0.12-2011 has them, and as people do.
_SHORT_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = (
    rf"(?:{any_short(MONTHS)}|(?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\."
    r"|(?:янв|февр?|апр|авг|сент|окт|нояб|дек)(?!\w))"
)
_YEAR = rf"(?:{SPACE}?(?:года|год|г)(?![\w-])\.?)?"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_ENDING = r"(?:-?(?P<ending>го|е|му|м|ое|ого|ому|ым|ом))?"
_DATES_AND = re.compile(rf"{_DAY}(?:-[а-яё]+)?\s(?:{_MONTH})\s+(?:и|или)\s+$", re.IGNORECASE)
_SHORT_TO = re.compile(r"\s+по\s+\d\d?\.\d\d(?!\d)")
_SHORT_FROM = re.compile(r"(?<!\w)с\s+\d\d?\.\d\d\s+по\s+$", re.IGNORECASE)
_HOURS_BEHIND = re.compile(
    r"(?:\s+г(?:ода|\.))?,?\s+[вс]\s+\d{1,2}(?:[:.]\d\d|(?=\s?ч(?:ас)?\b|\s+(?:до\s+\d|час|утра|вечера)))"
    r"|\s+(?:ок\.?|около|в районе)\s+\d{1,2}:\d\d",
    re.IGNORECASE,
)
_WEEKDAY_BEFORE = re.compile(
    r"(?<!\w)(?:пн|вт|ср|чт|пт|сб|вс|понед\w*|вторн\w*|сред[уы]?|четв\w*|пятн\w*|суб\w*|воскр\w*)\.?,?\s+$",
    re.IGNORECASE,
)  # «в субб. 15.02»
_CLOCK_BEFORE = re.compile(r"(?<!\d)\d{1,2}:\d\d(?:\s?ч\.?|\s?час\w*)?\s+$")  # «до 05:00 23.10»
_LAST_HOUR = 24
_SIGHT = 30  # characters; a verb right before the day
_CASES_OF_ENDING: dict[str, Cases] = {
    "го": ("gen",),
    "ого": ("gen",),
    "е": ("nom", "acc"),
    "ое": ("nom", "acc"),
    "му": ("dat",),
    "ому": ("dat",),
    "м": ("ins", "prep"),
    "ым": ("ins",),
    "ом": ("prep",),
}
# Here a date is a name, in the nominative: it stands alone, or says what day it is.
_NAMED_BEFORE = re.compile(r"(?:^\s*|(?:сегодня|завтра|вчера|дата:?)\s+)$", re.IGNORECASE)
_ALONE_OR_DEFINED = re.compile(r"\s*(?:[.!]?\s*$|[–—-]\s)")
_ALL_DEFINED = re.compile(rf"(?:(?:\s*,|\s+(?:и|или))\s+{_DAY})*(?:\s+{_MONTH})?\s+[–—-]\s", re.IGNORECASE)
# «завтра 9 января профилактика», but «завтра 9 мая праздник»
_MORE = re.compile(r"\s+(?!выход|праздн|день|дня|нерабоч|рабоч|суббот|воскр|последн|и\s)[а-яё]", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:№|(?<!\w)(?:шк|школ\w+|сад\w*|дом\w*|д|кв|квартир\w+|каб|кабинет\w*|поликлиник\w*|подъезд\w*|мкр|больниц\w+)\.?)\s*$",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"\s+(?:с|в|не|будет|до|по|отключ\w+|нет|из|после)\s", re.IGNORECASE)
# A day that comes or has passed is the subject: «наступило 1 января». Other verbs have a day that tells when.
_COMES = re.compile(
    r"(?:наступ(?:ил[оа]|ит|ает)|настал[оа]|настанет|пришл[оа]|прошл[оа]|минул[оа]|приближается)\s+$", re.IGNORECASE
)
_FIRST_SHORT_YEAR_OF_1900S = 50
_LEAP_YEAR = 2024

_SO = (2,)  # «со второго»


def _exists(day: int, month: int, year: int | None) -> bool:
    """Tell whether there is such a day; without a year 29 February is one."""
    return day <= monthrange(year or _LEAP_YEAR, month)[1]


def _in_words(match: re.Match[str], context: Context) -> str | Unread:
    month = _SHORT_MONTHS.index(match["month"][:3].lower().replace("май", "мая")) + 1
    if not _exists(int(match["to"] or match["day"]), month, int(match["year"]) if match["year"] else None):
        return Unread("no-such-date")
    year = f" {ordinal(int(match['year']), 'gen')} года" if match["year"] else ""
    name = match["month"]
    if name.lower() not in MONTHS:  # «янв.»
        name = MONTHS[_SHORT_MONTHS.index(name[:3].lower())]
    rest = f"{name}{year}{left_of_stop(match)}"
    case = _date_case(match, context)
    if not match["to"]:
        return f"{ordinal(int(match['day']), case, 'n')} {rest}"
    first, last = int(match["day"]), int(match["to"])
    left = context.text[: match.start()]
    if not is_noun(last_word(left)) and number_cases(left):
        return f"{ordinal(first, case, 'n')}-{ordinal(last, case, 'n')} {rest}"
    return f"{'со' if first in _SO else 'с'} {ordinal(first, 'gen', 'n')} по {ordinal(last, 'acc', 'n')} {rest}"


def _date_case(match: re.Match[str], context: Context) -> Case:
    """Return the case of a day: a date that tells when stands in the genitive, one that is named in the nominative."""
    # «пройдёт 3, 4 и 5 июня», «к 8 марта и 1 мая»
    left = before_list(_DATES_AND.sub("", context.text[: match.start()]))
    word = last_word(left)
    if _COMES.search(left[-_SIGHT:]):
        return "nom"
    kinds = forms(word)
    tells_when = bool(kinds) and (
        kinds[0].kind in ("VERB", "INFN", "GRND", "PRTS")
        or ("PRTF" in kinds[0].traits and not word.endswith(("ее", "ое")))
    )  # «спасший 1 ноября», but «прошедшее 9 мая»
    asked = ("acc",) if word == "по" else () if tells_when or is_noun(word) else number_cases(left)
    if written := _CASES_OF_ENDING.get(match.groupdict().get("ending") or ""):
        return next((case for case in asked if case in written), written[0])
    if word in ("с", "со") and "поздрав" in left.lower():
        return "ins"
    return asked[0] if asked else "nom" if _is_named(context, match, left) else "gen"


def _is_named(context: Context, match: re.Match[str], left_of_list: str) -> bool:
    """Tell whether a day is a name: «завтра 5 мая», «5 мая – выходной», «5 и 6 мая – выходные»."""
    left, right = context.text[: match.start()], context.text[match.end() :]
    if not left_of_list.strip() and _ALL_DEFINED.match(right):
        return True
    if left.strip() and _HAPPENS.match(right):
        return False  # «завтра 25 апреля с 10 до 16 не будет света»
    named = _ALONE_OR_DEFINED.match(right) if not left.strip() else not _MORE.match(right)
    return bool(_NAMED_BEFORE.search(left)) and bool(named)


def _before_day(match: re.Match[str], context: Context) -> str | None:
    if context.before(_NUMBERED):
        return None  # «в поликлинике № 3 до 15 октября», «ремонт крыши шк 17 до 25 авг»
    return ordinal(int(match["day"]), _date_case(match, context), "n")


def _in_digits(match: re.Match[str], context: Context) -> str | Unread:
    day, month, year = (match[name] or match[f"iso_{name}"] for name in ("day", "month", "year"))
    century = 0 if int(year) > 99 else 1900 if int(year) >= _FIRST_SHORT_YEAR_OF_1900S else 2000  # noqa: PLR2004 - «12»
    said = ordinal(int(day), _date_case(match, context), "n")
    return f"{said} {MONTHS[int(month) - 1]} {ordinal(century + int(year), 'gen')} года{left_of_stop(match)}"


def _short(match: re.Match[str], context: Context) -> str | Unread | None:
    left = context.text[: match.start()]
    word = last_word(left)
    timed = _HOURS_BEHIND.match(context.text, match.end()) is not None  # «отключение 15.11 с 9 до 18»
    if timed and int(match["day"]) <= _LAST_HOUR and word in ("в", "во"):
        return None
    timed = (
        timed
        or _WEEKDAY_BEFORE.search(left) is not None
        or (_CLOCK_BEFORE.search(left) is not None and not _SHORT_TO.match(context.text, match.end()))
    )
    spans = timed or _SHORT_FROM.search(left) or (word == "с" and _SHORT_TO.match(context.text, match.end()))
    if not (spans or (word in PREPOSITIONS and int(match["day"]) > _LAST_HOUR)):
        return None
    if not _exists(int(match["day"]), int(match["month"]), None):
        return Unread("no-such-date")
    return f"{ordinal(int(match['day']), _date_case(match, context), 'n')} {MONTHS[int(match['month']) - 1]}"


RULES = (
    Rule(
        "date",
        re.compile(
            rf"(?P<day>{_DAY}){_ENDING}(?:{SPACE}?{DASH}{SPACE}?(?P<to>{_DAY}))?(?:{SPACE}|-)(?P<month>{_MONTH})(?!\w)"
            rf"(?:{SPACE}(?P<year>[12]\d{{3}})(?!\d|{SPACE}?(?:тенге|чел|[%₸])){_YEAR})?",
            re.IGNORECASE,
        ),
        _in_words,
        DIGITS,
    ),
    # «1, 2 и 3 мая», «с 1 по 5 марта»: a day whose month stands behind another day
    Rule(
        "date",
        re.compile(
            rf"(?P<day>{_DAY}){_ENDING}(?=(?:(?:{SPACE}?,{SPACE}?|{SPACE}(?:и|или|по|до|на){SPACE}){_DAY}(?:-?(?:го|е))?)+"
            rf"{SPACE}(?:{_MONTH})(?!\w))",
            re.IGNORECASE,
        ),
        _before_day,
        DIGITS,
    ),
    Rule(
        "date",
        re.compile(
            rf"(?P<day>{_DAY})(?P<mark>[./])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<year>[12]\d{{3}}|\d\d)(?![\d.]\d|\d)"
            rf"(?!к?м(?!\w)){_YEAR}|(?P<iso_year>[12]\d{{3}})-(?P<iso_month>0[1-9]|1[0-2])-(?P<iso_day>{_DAY})(?!\d)"
        ),
        _in_digits,
        DIGITS,
    ),
    # Without a year it is a date only in «с 01.09 по 25.09», or where no hour can be meant («до 25.09»).
    Rule("date", re.compile(r"(?P<day>[12]\d|3[01]|0?[1-9])\.(?P<month>0[1-9]|1[0-2])(?!\d|[.:]\d)"), _short, DIGITS),
)
