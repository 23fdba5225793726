"""Read times of day (22:00, 22.00, 9:00–18:30) and days of the week (Дс–Жм); a full hour is said as the hour alone."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.endings import KazakhCase
from zt_audio.language.kk.number_tokens import (
    BETWEEN,
    WIDE_DASH,
    and_with,
    closing_stop,
    is_message,
    missing_case,
    next_word,
)
from zt_audio.language.kk.numbers import kazakh_cardinal, last_word_in
from zt_audio.language.kk.suffixes import SUFFIX, Suffix, attach, suffix_of
from zt_audio.language.tables import DIGITS, any_of

_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d|[-–]00)(?![\d%]|[.,:]\d| \d{3}(?!\d))"
_HOURS_IN_ALL = 24
# «сағат» or the part of the day before it, or another time in the same phrase: the hour needs no «сағат» of its own.
_HOUR_IS_NAMED = re.compile(
    r"(?:сағат|сағ\.?|таңғы|кешкі|түнгі|түскі|күндізгі|\d[:.-]\d\d(?:-\w+)?(?:\s+бастап)?(?:,|\s+(?:және|мен|пен|бен))?)(?:\s+|(?<=\.))$",
    re.IGNORECASE,
)
# «22:00-ден 06:00-ге дейін», «23:00 мен 06:00», «10:00 сағатта»: another hour, or the word behind, shows what is meant.
_ANOTHER_HOUR = re.compile(rf"\s+(?:(?:бастап|мен|пен|бен|және|не|немесе)\s+)?(?:{_CLOCK}|сағат)", re.IGNORECASE)
_NEAR = 60  # characters
_HOUR_BEFORE = re.compile(r"\d[:.]\d\d(?!\d)[^.!?]*$")  # …20:00-ге дейін, сенбіде 14:00-ге дейін

# «қысым 2.05-тен асты»: a decimal
MEASURED = re.compile(r"(?:қысым|курс|баға|доллар|индекс|коэффициент|ставка|рейтинг|көрсеткіш)\w*\s$", re.IGNORECASE)
# «10.00 басталады»: at that hour
_HAPPENS = re.compile(
    r"\s(?:жүред|күтед|баста[лу]|жабыл|ашыл|жинал|кет(?:ед|ті)|шығ(?:ад|ып)|кел(?:ед|іңі)|өт(?:ед|кіз))"
)
_OVER = re.compile(r"\sас(?:ты|ып|қан|са|ад)")
_MAY_BE_DATE = re.compile(r"(?:0[1-9]|[12]\d)\.(?:0[1-9]|1[0-2])")  # 15.03


def _clock(written: str) -> str:
    hour, minute = re.split("[:.–-]", written)
    if minute == "00":
        return kazakh_cardinal(int(hour)) if int(hour) else "нөл"
    zero = "нөл " if minute[0] == "0" else ""
    return f"{kazakh_cardinal(int(hour)) if int(hour) else 'нөл нөл'} {zero}{kazakh_cardinal(int(minute))}"


def _say_time(match: re.Match[str], context: Context) -> str | Unread | None:
    low, high = match["low"], match["high"]
    if not _is_time(match, context):
        return Unread("unreadable-token") if _MAY_BE_DATE.fullmatch(match["low"]) else None
    suffix = suffix_of(match)
    if suffix == Suffix() and not high:
        suffix = Suffix(case="loc" if is_message(context.text) and context.after(_HAPPENS) else missing_case(context))
    may_be_dates = (
        _MAY_BE_DATE.fullmatch(low) and _MAY_BE_DATE.fullmatch(high or "") and not context.before(_HOUR_IS_NAMED)
    )
    # «01.10-15.10»: days of months; «10.00-12.00-де»: neither at one hour nor until it
    if may_be_dates or (high and suffix.case not in ("nom", "dat")):
        return Unread("unreadable-token")
    spoken = _between(_clock(low), _clock(high), suffix, context) if high else attach(_clock(low), suffix)
    if not low.endswith("00") or high or context.after(_ANOTHER_HOUR) or context.before(_HOUR_IS_NAMED):
        return spoken
    # «онда» alone is “there”, so an hour at which something happens keeps its word.
    until = suffix.case in ("dat", "abl")
    listed = until and context.before(_HOUR_BEFORE, _NEAR)
    return spoken if listed else f"сағат {spoken}"


def _say_hyphened(match: re.Match[str], context: Context) -> str | Unread | None:
    if not context.before(_HOUR_IS_NAMED):
        return None
    suffix = suffix_of(match)
    if match["minutes"][0] == "0" or int(match["minutes"]) > _HOURS_IN_ALL:
        return attach(_clock(match["low"]), suffix)
    return Unread("unreadable-token") if suffix.case == "loc" else None


def _between(low: str, high: str, suffix: Suffix, context: Context) -> str:
    if context.after(BETWEEN):
        return f"{and_with(low)} {high}"
    end: KazakhCase = "dat" if suffix.case == "nom" else suffix.case
    until = "" if context.text[context.end :].lstrip().startswith("дейін") else " дейін"
    return f"{last_word_in(low, 'abl')} {last_word_in(high, end)}{until}"


def _is_time(match: re.Match[str], context: Context) -> bool:
    """Tell a time from a decimal: with a full stop (9.30) the context must show that it is a time."""
    if "." in match["low"] and (MEASURED.search(context.text, 0, context.start) or context.after(_OVER)):
        return False
    if ":" in match["low"] or match["high"] or (match["suffix"] and not _MAY_BE_DATE.fullmatch(match["low"])):
        return True
    if len(match["low"]) == len("22.00") and not _MAY_BE_DATE.fullmatch(match["low"]):
        return True
    return bool(context.before(_HOUR_IS_NAMED))


# Two letters as on calendars and doors; longer ones need their full stop, for «сен» and «жек» are words.
_LETTERS = {
    "дс": "дүйсенбі",
    "сс": "сейсенбі",
    "ср": "сәрсенбі",
    "бс": "бейсенбі",
    "жм": "жұма",
    "сб": "сенбі",
    "сн": "сенбі",
    "жс": "жексенбі",
    "дсн": "дүйсенбі",
    "ссн": "сейсенбі",
    "срс": "сәрсенбі",
    "бсн": "бейсенбі",
    "снб": "сенбі",
    "жкс": "жексенбі",
}
_CUT = {
    **dict.fromkeys(("дүй", "дүйс"), "дүйсенбі"),
    **dict.fromkeys(("сей", "сейс"), "сейсенбі"),
    **dict.fromkeys(("сәр", "сәрс"), "сәрсенбі"),
    **dict.fromkeys(("бей", "бейс"), "бейсенбі"),
    "жұм": "жұма",
    **dict.fromkeys(("сен", "сенб"), "сенбі"),
    **dict.fromkeys(("жек", "жекс"), "жексенбі"),
}
_WHOLE = {day: day for day in _LETTERS.values()}
DAYS = _LETTERS | _CUT | _WHOLE | {"жк": "жексенбі"}
_SHORT = rf"(?:{any_of(_LETTERS)})\.?|(?:{any_of(_CUT)})(?:\.|(?=\s?[-–—])|(?<=[-–—]\w\w\w))"
# In capitals alone the letters stand for other things too: БС, ЖС; «сен.» is a word, «жұм.» may be work.
_ALONE = ("дүй", "дүйс", "сейс", "сәрс", "бейс", "сенб", "жекс")
_FIRST = frozenset("дсбжДСБЖ")


def _day(written: str) -> str:
    return DAYS[written.rstrip(".").lower()]


def _say_from_to(match: re.Match[str], context: Context) -> str:
    """«Дс-Жм» is дүйсенбіден жұмаға дейін; days that are named as such stand side by side: дүйсенбі-жұма күндері."""
    first, last = _day(match["first"]), _day(match["last"])
    adjacent = f"{first} {last}" in " ".join(_LETTERS.values())  # «сенбі-жексенбі»: the two days
    if match["suffix"] or adjacent or next_word(context).startswith(("күн", "аралы")):
        return attach(f"{first}-{last}", suffix_of(match))
    until = "" if next_word(context).startswith("дейін") else " дейін"
    return f"{last_word_in(first, 'abl')} {last_word_in(last, 'dat')}{until}{closing_stop(match, context)}"


RULES = (
    Rule(
        "time",
        re.compile(rf"(?P<low>{_CLOCK})(?:{WIDE_DASH}(?P<high>{_CLOCK}))?(?:{SUFFIX})?(?!\w)"),
        _say_time,
        DIGITS,
    ),
    # «сағат 14-30-да»: minutes behind a hyphen, where no hour could stand there; «сағат 14-15-те» may mean both.
    Rule(
        "time",
        re.compile(rf"(?P<low>(?:1?\d|2[0-3])[-–](?P<minutes>0\d|[1-5]\d))(?:{SUFFIX})?(?![\w-])"),
        _say_hyphened,
        DIGITS,
    ),
    # «04-20 шамасында», «06-45-те»: a time, or two numbers
    Rule(
        "time-or-range",
        re.compile(r"(?<![\w.,:-])0\d[-–][0-5]\d(?![\d.]|[-–]\d)"),
        Unread("unreadable-token"),
        DIGITS,
    ),
    # 12:65, 25:00: a mistake that must not be read as two numbers
    Rule("time-wrong", re.compile(r"\d+:\d\d(?!\d)"), Unread("unreadable-token"), DIGITS),
    Rule(
        "weekday",
        re.compile(rf"(?P<first>{_SHORT}){WIDE_DASH}(?P<last>{_SHORT})(?:{SUFFIX})?(?![\w/-])", re.IGNORECASE),
        _say_from_to,
        _FIRST,
    ),
    # «Дүйсенбі – жұма»: a pause for the dash would make a list of it. With a hyphen the two stand side by side
    # anyway.
    Rule(
        "weekday",
        re.compile(
            rf"(?P<first>{any_of(_WHOLE)})\s?[–—]\s?(?P<last>{any_of(_WHOLE)})(?:{SUFFIX})?(?![\w/-])", re.IGNORECASE
        ),
        _say_from_to,
        _FIRST,
    ),
    Rule(
        "weekday",
        re.compile(
            rf"(?P<day>(?:{any_of(map(str.capitalize, _LETTERS))})\.?|(?:{any_of(_LETTERS)})(?:\.|(?=-[а-я]))"
            rf"|(?i:{any_of(_ALONE)})\."
            rf")(?:{SUFFIX})?(?![\w/-])"
        ),
        lambda match, context: attach(_day(match["day"]), suffix_of(match)) + closing_stop(match, context),
        _FIRST,
    ),
    # Small letters without a full stop are days where a time or a dash follows: «сн 9:00–13:00, жк – демалыс».
    Rule(
        "weekday",
        re.compile(rf"(?P<day>{any_of([*_LETTERS, 'жк'])})(?=,?\s\d{{1,2}}[:.]\d\d|\s[–—]\s)"),
        lambda match, _context: _day(match["day"]),
        _FIRST,
    ),
)
