"""Read times of day as hours and minutes, and short days of the week («пн.–пт.») as their names, in their case."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import NEAR, last_word
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.morphology import is_noun
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, any_short, left_of_stop
from zt_audio.language.ru.words.numbers import Case, cardinal
from zt_audio.language.ru.words.phrases import counted, declined
from zt_audio.language.tables import DIGITS, word_set

_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_WORD = rf"(?P<word>{SPACE}?(?:ч\.|час(?:ов|а|ам|у|ами|ах)?(?!\w)|ч(?!\w)))?"
_TIME_PREPOSITIONS = word_set("в во с со до к ко после около от по на перед между")
# What is measured behind the number makes it no time: «в 1.50 раза».
_MEASURED = re.compile(
    r"\s*(?:%|₸|(?:тенге|тыс|млн|млрд|км|кг|га|[млт]|МРП|раз|литр|метр|процент|градус|тонн|килограмм|час)\w{0,4}(?!\w))"
)
# A hyphen is a range rather than a time («около 5-10 минут») unless the time ends here.
_ENDS_HERE = re.compile(r"\s*(?:$|[.,;:!?)]|(?:до|по|и|утра|дня|вечера|ночи)(?!\w))")
# «с 9.00 до 12.10»: a time beside it that can be no day
_CLOCK = r"(?:[01]?\d|2[0-4])(?::[0-5]\d|\.(?:00|1[3-9]|[2-5]\d))(?!\.?\d)"
_OTHER_TIME = re.compile(
    rf"(?<![\d.]){_CLOCK}(?:\s*ч\w*\.?)?\s+(?:до|по|и)\s+$|(?<!\w)(?:[Вв]|[Сс]) {_CLOCK}[^.!?]{{0,40}}\s$"
)
_OTHER_TIME_BEHIND = re.compile(rf"\s+(?:до|по)\s+{_CLOCK}")
_PART_OF_DAY = re.compile(r"\s+(?:утра|дня|вечера|ночи|час)")
_FROM_OR_UNTIL = word_set("с со до по к ко на от после перед")
# «Начало: 18-30», «Сбор 9-30», «15 мая, 9-30»
BEGINS_AT = re.compile(
    r"(?<!\w)(?:(?:начал|сбор|старт|открыти|встреч|явк|отправлени|выезд|при[её]м|регистраци|прибыти|посадк)\w{0,3}\s?[:–—-]?"
    r"|\d{1,2}\s(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[яа],)\s*$",
    re.IGNORECASE,
)
_MONTHS = 12
_WHOLE_MINUTES = frozenset({"00", "15", "30", "45"})
_DAYS = {
    "пн": "*понедельник",
    "вт": "*вторник",
    "ср": "*среда",
    "чт": "*четверг",
    "пт": "*пятница",
    "сб": "*суббота",
    "вс": "*воскресенье",
}
# What a preposition asks of a day: «в среду», «по средам» (each week), «с понедельника», «к пятнице», «перед субботой».
_CASES: dict[str, tuple[Case, bool]] = {
    **dict.fromkeys(("в", "во", "на", "через"), ("acc", False)),
    **dict.fromkeys(("каждую", "каждый", "эту", "этот", "следующую", "ближайшую", "прошлую"), ("acc", False)),
    "по": ("dat", True),
    **dict.fromkeys(("с", "со", "до", "от", "после", "кроме", "без", "около"), ("gen", False)),
    "к": ("dat", False),
    **dict.fromkeys(("перед", "между", "за"), ("ins", False)),
}
_WEEKDAY = rf"(?i:{any_short(_DAYS)})(?!\w)\.?"
_AND = rf"(?:{SPACE}?,{SPACE}?|{SPACE}(?:(?:и|или){SPACE})?)"
_EXCEPT = re.compile(r"(?<!\w)кроме\s+$", re.IGNORECASE)  # «ежедневно, кроме вс.»
_LIST_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:{_WEEKDAY}|понедельник|вторник|сред[ауы]|четверг|пятниц[ауы]|суббот[ауы]){_AND})+$"
)
_SINCE = re.compile(rf"(?<!\w)[сС]о?{SPACE}{_WEEKDAY}{SPACE}по{SPACE}$")  # «с пн. по пт.»
_FIRST = frozenset("пвсчПВСЧ")


def _time(match: re.Match[str], context: Context) -> str | Unread | None:
    left, right = context.text[: match.start()], context.text[match.end() :]
    if (
        match["mark"] not in ":."
        and match["minute"] not in _WHOLE_MINUTES
        and int(match["hour"]) < int(match["minute"])
    ):
        return None  # «к 9-10 часам»: from nine to ten
    if match["mark"] == "." and not match["word"] and _may_be_date(match, left, right):
        return Unread("unreadable-token")
    if match["mark"] != ":" and not (match["word"] or _is_time(match, left, right)):
        return None
    # «отправление 22:15»: behind a noun a time is its name
    asked = () if is_noun(last_word(left)) else number_cases(left)
    case: Case = "acc" if asked == PREPOSITIONS["по"] else asked[0] if asked else "nom"
    return _clock_words(int(match["hour"]), match["minute"], case) + left_of_stop(match)


def _may_be_date(match: re.Match[str], left: str, right: str) -> bool:
    """Tell whether «с 15.11» may be a day as well as a time; another time beside it, or a part of the day, decides."""
    begins = BEGINS_AT.search(left[-NEAR:]) and not left.rstrip().endswith(("—", "–", ":"))
    if (
        (last_word(left) not in _FROM_OR_UNTIL and not begins)
        or not 1 <= int(match["minute"]) <= _MONTHS
        or int(match["hour"]) == 0
    ):
        return False
    return not (_OTHER_TIME.search(left[-NEAR:]) or _OTHER_TIME_BEHIND.match(right) or _PART_OF_DAY.match(right))


def _is_time(match: re.Match[str], left: str, right: str) -> bool:
    """Tell whether a number with a point or a hyphen is a time and no decimal or range."""
    whole_hour = match["minute"] == "00" and len(match["hour"]) > 1
    timed = last_word(left) in _TIME_PREPOSITIONS or BEGINS_AT.search(left[-NEAR:]) is not None
    if match["mark"] != ".":
        return (timed or whole_hour) and match["minute"] in _WHOLE_MINUTES and bool(_ENDS_HERE.match(right))
    return (timed or whole_hour or bool(_PART_OF_DAY.match(right))) and not _MEASURED.match(right)


def _clock_words(hour: int, minute: str, case: Case) -> str:
    """Return a time in words: whole hours with the word «час», others as two numbers («восемнадцать ноль пять»)."""
    if minute == "00":
        return f"{cardinal(hour, case)} {counted('*час', hour, case)}"
    zero = f"{cardinal(0)} " if minute.startswith("0") else ""
    return f"{cardinal(hour, case)} {zero}{cardinal(int(minute), case)}"


def _from_to(match: re.Match[str], context: Context) -> str | Unread:
    if "." in match.group() and all(1 <= int(match[minute]) <= _MONTHS for minute in ("minute", "to_minute")):
        return Unread("unreadable-token")  # «6.08-9.08» may be days
    first = _clock_words(int(match["hour"]), match["minute"], "gen")
    last = _clock_words(int(match["to_hour"]), match["to_minute"], "gen")
    word = last_word(context.text[: match.start()])
    if word in PREPOSITIONS and word not in ("с", "со"):
        return Unread("unreadable-token")  # «в 18:00-20:00»
    started = word in ("с", "со")
    return f"{'' if started else 'с '}{first} до {last}{left_of_stop(match)}"


def _between_days(match: re.Match[str], context: Context) -> str:
    first, last = (_DAYS[match[name].lower()] for name in ("first", "last"))
    since = (
        ""
        if last_word(context.text[: match.start()]) in ("с", "со")
        else "со "
        if match["first"].lower() in ("вт", "ср")
        else "с "
    )  # «с пн-пт»
    return f"{since}{declined(first, 'gen')} по {declined(last, 'acc')}{left_of_stop(match)}"


def _one(match: re.Match[str], context: Context) -> str | None:
    left = context.text[max(match.start() - 60, 0) : match.start()]
    listed = _LIST_BEFORE.search(left)
    if match["listed"] and not listed and not _EXCEPT.search(left):
        return None
    before = left[: listed.start()] if listed else left
    case, plural = ("acc", False) if _SINCE.search(before) else _CASES.get(last_word(before), ("nom", False))
    name = (match["day"] or match["listed"]).lower()
    return declined(_DAYS[name], case, plural=plural) + left_of_stop(match)


RULES = (
    Rule(
        "time",
        re.compile(
            rf"(?P<hour>{_HOUR})[:.](?P<minute>{_MINUTE}){SPACE}?{DASH}{SPACE}?"
            rf"(?P<to_hour>{_HOUR})[:.](?P<to_minute>{_MINUTE})(?![\w:.]\w|\w){_WORD}"
        ),
        _from_to,
        DIGITS,
    ),
    Rule(
        "time",
        re.compile(rf"(?P<hour>{_HOUR})(?P<mark>[:.]|{DASH})(?P<minute>{_MINUTE})(?![\w:%]|[.,\-–]\d){_WORD}"),
        _time,
        DIGITS,
    ),
)
WEEKDAY_RULES = (
    Rule(
        "weekday",
        re.compile(
            rf"(?i:(?P<first>{any_short(_DAYS)}))\.?{SPACE}?{DASH}{SPACE}?(?i:(?P<last>{any_short(_DAYS)}))(?!\w)\.?"
        ),
        _between_days,
        _FIRST,
    ),
    # «ср.» and «вс» are short for other things too; they mean days beside other days alone: «в пн., ср. и пт.».
    Rule(
        "weekday",
        re.compile(
            rf"(?<!\w)(?i:(?P<day>пн|вт|чт|пт|сб|(?:ср|вс)(?=\.?{_AND}{_WEEKDAY})|вс(?=\.?{SPACE}?[–—:]{SPACE}?выходн)))(?!\w)\.?|(?<!\w)(?i:(?P<listed>ср|вс))(?!\w)\.?"
        ),
        _one,
        _FIRST,
    ),
)
