"""Read dates, years and their ranges as ordinals: 14.12.2012, 90-жылдар, 2014 ж., 28 шілде – 13 тамыз."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.endings import KazakhCase
from zt_audio.language.kk.forms import is_possessive
from zt_audio.language.kk.number_tokens import BETWEEN, CAPITAL, LETTER, WIDE_DASH, and_with, closing_stop, next_word
from zt_audio.language.kk.numbers import kazakh_ordinal, last_word_in
from zt_audio.language.kk.suffixes import INFLECTION, SUFFIX, Suffix, attach, parse_suffix
from zt_audio.language.tables import DIGITS, heads, word_list

MONTHS = (
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
)
# Before a vowel қыркүйек has г: «2026 жылдың 20 қыркүйегінен».
MONTH_FORM = rf"(?:{'|'.join((*MONTHS, 'қыркүйег'))}){INFLECTION}(?!{LETTER})"
# Streets and holidays that keep a Russian month: 8 Март көшесі, 1 Май.
_RUSSIAN_MONTH = rf"(?-i:(?:Март|Май|Октябрь){INFLECTION})(?!{LETTER})"
# Months that are cut short after a day: 5 желт. күні. The fewest letters that tell a month from the others.
_CUT_MONTHS = word_list("қаң ақп нау сәу мам мау шіл там қыр қаз қар жел")
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0[1-9]|1[0-2])"
YEAR = r"(?:1[0-9]|20|21)\d\d"
_YEAR_WORD = (
    rf"(?:(?:(?:оқу|қаржы|бюджет|күнтізбелік)\s+)?жыл(?!ы?\s*(?:бойы|бұрын)|дан\s+(?:астам|аса|артық)|ға\s+(?:жуық|таяу))(?:ғы|{INFLECTION})"
    rf"|(?:жылыту|отын|көктемгі|күзгі|қысқы)\s+маусым{LETTER}*)(?!{LETTER})"
)
_MORE = r"(?:\s{{0,3}}(?:,|және|мен|пен|бен|не|немесе)\s{{0,3}}{number}(?!\d)){{0,12}}"

# What leaves the date in the nominative: a day named after it, a mark, the end.
_AFTER_CUT_MONTH = re.compile(r"\s*(?:[,;:!?)»–—]|$|күн[іг]|(?:дүй|сей|сәр|бей|жұ|сен|жек)\w*(?:сенбі|ма|бі)\b)")
# «1500 жыл»: the year, or so many years
_BARE_YEAR = re.compile(rf"\s*жыл(?!{LETTER})", re.IGNORECASE)
# What the year's word becomes before a postposition; else the year when something happened: жылы.
_BEFORE: dict[str, KazakhCase] = {
    **dict.fromkeys(("бастап", "кейін", "кейінгі", "бері", "бергі"), "abl"),
    **dict.fromkeys(("дейін", "дейінгі", "қарай", "қарағанда", "арналған", "қатысты"), "dat"),
    "салыстырғанда": "ins",
}
# What a year or a century has: 2025 ж. осы кезеңінде, ХХ ғ. басында.
_NEXT_NOUN = re.compile(rf"\s*(?:(?:осы|алғашқы|соңғы|тиісті|\d{{1,2}})\s+)?(?P<word>{LETTER}{{3,}})")
_OWNED_IN_CASE = re.compile(r".+[ыі](?:н[ыі]ң|нд[ае](?:ғы|гі)?|н[ае]н?)")
# «ағымдағы ж. 5 мамыр»: a year that is named by a word.
_THIS_YEAR = re.compile(r"(?:ағымдағы|осы|өткен|келесі|алдағы|үстіміздегі|биылғы|былтырғы)\s+$", re.IGNORECASE)
_CAPITAL_AFTER = re.compile(rf"\s+[«“\"]?{CAPITAL}")
_THEN_DATE = re.compile(rf"\s*{DAY}(?:{WIDE_DASH}{DAY})?\s+{MONTH_FORM}", re.IGNORECASE)
_CENTURY, _LAST_SHORT_YEAR, _LAST_SURE_YEAR = 2000, 99, 39  # 01.09.26 is of this century
_OF_A_YEAR = re.compile(
    r"\s*(?:[IVІ]+|[1-4])(?:-|\s)?(?:тоқсан|жарты)|\s(?:бюджет|қорытынды|бағдарлама|күнтізбе|декларация)"
)
# «15.03.2025 ж. № 45 қаулысы»: an act of that day, so наурыздағы.
_DOCUMENT = re.compile(
    r"\s*№\s?[\w/-]{1,12}\s+(?:\w+\s+)?(?:қаулы|бұйры[қғ]|шешім|жарлы[қғ]|заң|өкім|хат|келісім|шарт|хаттама|акт|ұйғарым|үкім)",
    re.IGNORECASE,
)
# «Сайлау 20.11.2022 өтті.»: a verb that ends the sentence asks for the day when it happened.
_HAPPENED = re.compile(
    r"\s*(?:өт|бол|біт|бастал|аяқтал|қабылдан|ашыл|жабыл|шығарыл|жарияла|бекітіл|тіркел)\w*(?:[дт][ыі]|[ае]д[ыі]|йд[ыі]|[ғқгк][ае]н)(?=[.!?…]|$)",
    re.IGNORECASE,
)
# «2019 ж. оқулықтарды қайтарыңыз»: what an order is about is of that year
_ORDERED = re.compile(r"\s\w+[дт][ыі](?:\s\w+){0,3}\s\w+(?:[ыі]ң[ыі]з|ңыз|ңіз|сын|сін)(?:д[ае]р)?\W*$")
PAUSE = re.compile(r"\s*(?:[,.;:!?)»–—]|$)")
# What leaves a date of digits in the nominative: a mark, the end, the day or the hour, a conjunction.
_AFTER_NUMERIC = re.compile(
    rf"\s*(?:[^\w\s]|$|(?:(?:күн|сағат){LETTER}*|мен|пен|бен|және|не|немесе|{'|'.join(_BEFORE)})(?!{LETTER}))",
    re.IGNORECASE,
)


def _ordinals(first: str, last: str | None) -> str:
    return f"{kazakh_ordinal(int(first))}-{kazakh_ordinal(int(last))}" if last else kazakh_ordinal(int(first))


def full_year(written: str) -> int:
    """Return the year of a date of digits; one of two digits is of this century, or unsure (ValueError): 16.12.91."""
    if _LAST_SURE_YEAR < int(written) <= _LAST_SHORT_YEAR:
        raise ValueError(written)
    return int(written) if int(written) > _LAST_SHORT_YEAR else _CENTURY + int(written)


def _days(first: str, last: str | None, context: Context) -> str:
    if last and context.after(BETWEEN):
        return f"{and_with(kazakh_ordinal(int(first)))} {kazakh_ordinal(int(last))}"
    return _ordinals(first, last)


def _say_years(match: re.Match[str], context: Context) -> str | Guess:
    years = f"{_ordinals(match['year'], match['to'])} "  # 2026жылы
    counted = not match["to"] and int(match["year"]) % 100 == 0 and context.after(_BARE_YEAR)
    return Guess(years) if counted else years


def _say_numeric(match: re.Match[str], context: Context) -> str | Unread | None:
    """Read a date of digits; refuse it where the sentence asks for a case that is not written: 15.03.2026 қалада."""
    year = full_year(match["year"] or match["iso_year"])
    month = MONTHS[int(match["month"] or match["iso_month"]) - 1]
    day = int(match["day"] or match["iso_day"])
    # жылғы and жылы only name the year; жылдан and жылға carry the case of the whole date
    written = match["suffix"] or (match["ending"] if match["ending"] not in ("ғы", "ы") else "")
    suffix = parse_suffix(written) if written else Suffix(case=_BEFORE.get(next_word(context), "nom"))
    if not written and context.after(_DOCUMENT):
        suffix = Suffix(case="loc", attributive=True)
    elif not written and context.after(_HAPPENED):
        suffix = Suffix(case="loc")
    elif not written and not context.after(_AFTER_NUMERIC):
        return Unread("unreadable-token")
    if suffix is None:
        return None
    return f"{kazakh_ordinal(year)} жылғы {kazakh_ordinal(day)} {attach(month, suffix)}{closing_stop(match, context)}"


def _say_cut_month(match: re.Match[str], context: Context) -> str | Unread:
    """Read 5 желт. as бесінші желтоқсан; refuse it where the sentence asks for a case that is not written."""
    written = match["month"].lower()
    month = next((name for name in MONTHS if name.startswith(written)), None)
    case = _BEFORE.get(next_word(context))
    if month is None or not (case or context.after(_AFTER_CUT_MONTH)):
        return Unread("abbreviation-unknown")
    days = _ordinals(match["day"], match["to"])
    return f"{days} {attach(month, Suffix(case=case or 'nom'))}{closing_stop(match, context)}"


def _say_short_year(match: re.Match[str], context: Context) -> str | Guess:
    """Say жыл in the form that what follows asks for; a capital letter may begin a new sentence, so that is a guess."""
    years, several = _ordinals(match["year"], match["to"]), match["word"] != "ж."
    word = _year_word(context, closing_stop(match, context), several=several)
    said = f"{years} {word}{' ' if context.text[context.end : context.end + 1].isalnum() else ''}"  # 2014 ж.5 шілде
    return Guess(said) if word.endswith("ы") and context.after(_CAPITAL_AFTER) else said


def _year_word(context: Context, stop: str, *, several: bool) -> str:
    """Return the year's word in the form that what follows asks for."""
    if context.after(_THEN_DATE) or context.after(_OF_A_YEAR):
        return "жылғы"
    word = "жылдар" if several else "жыл"
    if case := _BEFORE.get(next_word(context)):
        return attach(word, Suffix(case=case))
    if PAUSE.match(context.text, context.end) or next_word(context) in ("үшін", "бойынша"):
        return f"{word}{stop}"
    if next_word(context) in MONTHS:
        return "жылғы"
    if owned_follows(context):
        return attach(word, Suffix(case="gen"))
    return "жылғы" if context.after(_ORDERED) else f"{word}ы"


def owned_follows(context: Context) -> bool:
    """Tell whether the noun after the match is owned, so that the match takes a genitive: осы кезеңінде, басында."""
    noun = context.after(_NEXT_NOUN)
    word = noun["word"].lower() if noun else ""
    return bool(_OWNED_IN_CASE.fullmatch(word)) or (len(word) > 1 and is_possessive(word, has_owner=True))


_NAMED = rf"{DAY}\s(?:{'|'.join(MONTHS)})"
_NUMERIC = rf"{DAY}\.(?:0?[1-9]|1[0-2])\.(?:{YEAR}|\d\d)(?!\d)(?:\s?ж\.)?"
_DASH = r"\s?[-‑–—]\s?"
_HOUR = re.compile(r"\s*(?:\(|сағат)")
_DATE_BEFORE = re.compile(rf"(?:\d\s+(?:{'|'.join(MONTHS)})|\d\.\d\d?\.(?:\d\d){{1,2}}(?:\s?ж\.)?)\s*$", re.IGNORECASE)


def _say_range(match: re.Match[str], context: Context) -> str | None:
    """Say «-дан -ға дейін» where nothing else joins two dates, «мен» before аралығында; None before other words."""
    first, last = _date(match["first"] or match["from"]), _date(match["last"] or match["to"])
    if context.after(BETWEEN):
        return f"{and_with(first)} {last}"
    if PAUSE.match(context.text, context.end) or context.after(_HOUR):
        return f"{last_word_in(first, 'abl')} {last_word_in(last, 'dat')} дейін"
    return None


def _date(written: str) -> str:
    """Return a date of a day and a month, or of digits, in the nominative."""
    day, *rest = re.split(r"[.\s]+", written)
    if len(rest) == 1:
        return f"{kazakh_ordinal(int(day))} {rest[0].lower()}"
    return f"{kazakh_ordinal(full_year(rest[1]))} жылғы {kazakh_ordinal(int(day))} {MONTHS[int(rest[0]) - 1]}"


RULES = (
    Rule(
        "date-range",
        re.compile(
            rf"(?P<first>{_NAMED}){_DASH}(?P<last>{_NAMED})(?!\w)|(?P<from>{_NUMERIC}){_DASH}(?P<to>{_NUMERIC})",
            re.IGNORECASE,
        ),
        _say_range,
        DIGITS,
    ),
    # 10-12.11.2026: two days of one month
    Rule(
        "date-range",
        re.compile(
            rf"(?P<first>{DAY})[-‑–](?P<last>{DAY})\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>{YEAR})(?!\d)(?=\s*(?:[.,;:!?)]|$|күн|аралы))"
        ),
        lambda match, context: (
            f"{kazakh_ordinal(int(match['year']))} жылғы {_days(match['first'], match['last'], context)} "
            f"{MONTHS[int(match['month']) - 1]}"
        ),
        DIGITS,
    ),
    # What is left is refused: a pause for the dash would make a list of the two.
    Rule(
        "date-range",
        re.compile(rf"[-‑–—]\s?(?={DAY}(?:\s+{MONTH_FORM}|\.\d\d?\.\d))", re.IGNORECASE),
        lambda _match, context: Unread("unreadable-token") if context.before(_DATE_BEFORE) else None,
        frozenset("-‑–—"),
    ),
    # «Қаңтар–қазан айларында»: side by side, as with a hyphen; a pause would make a list of two months.
    Rule(
        "months",
        re.compile(rf"(?P<first>{'|'.join(MONTHS)})\s?[–—]\s?(?={MONTH_FORM})", re.IGNORECASE),
        lambda match, _: f"{match['first']}-",
        heads(MONTHS),
    ),
    # «14.03 сағ 18:30», «14.02 күні»: a day beside an hour, or called one
    Rule(
        "date",
        re.compile(
            rf"(?P<day>{DAY})\.(?P<month>0[1-9]|1[0-2])(?!\d|[.,:-]\d)(?=\s+(?:күн[іг]|(?:сағ\.?|сағат)\s+\d|\d{{1,2}}:\d\d))"
        ),
        lambda match, _: f"{kazakh_ordinal(int(match['day']))} {MONTHS[int(match['month']) - 1]}",
        DIGITS,
    ),
    Rule(
        "date",
        re.compile(
            rf"(?:(?P<day>{DAY})\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>{YEAR}|\d\d(?!\d))"
            rf"|(?P<iso_year>{YEAR})-(?P<iso_month>0[1-9]|1[0-2])-(?P<iso_day>0[1-9]|[12]\d|3[01]))(?!\d)"
            rf"(?:{SUFFIX}|\s*жыл(?P<ending>{LETTER}*)|\s*ж\.)?"
        ),
        _say_numeric,
        DIGITS,
    ),
    Rule("date-wrong", re.compile(r"\d+\.\d+\.\d+"), Unread("unreadable-token"), DIGITS),
    Rule(
        "cut-month",
        re.compile(
            rf"(?P<day>{DAY})(?:{WIDE_DASH}(?P<to>{DAY}))?[\s-]?(?P<month>(?:{'|'.join(_CUT_MONTHS)})\w{{0,3}})\.",
            re.IGNORECASE,
        ),
        _say_cut_month,
        DIGITS,
    ),
    Rule(
        "day-month",
        re.compile(
            rf"(?P<day>{DAY})(?:{WIDE_DASH}(?P<to>{DAY}))?(?={_MORE.format(number=DAY)}\s+(?:{MONTH_FORM}|{_RUSSIAN_MONTH}))",
            re.IGNORECASE,
        ),
        lambda match, context: _days(match["day"], match["to"], context),
        DIGITS,
    ),
    Rule(
        "year",
        re.compile(
            rf"(?P<year>{YEAR})(?:(?:{WIDE_DASH}|/)(?P<to>{YEAR}))?(?={_MORE.format(number=YEAR)}\s*{_YEAR_WORD})",
            re.IGNORECASE,
        ),
        _say_years,
        DIGITS,
    ),
    # «1985 ж.т. азамат»: born in that year.
    Rule(
        "born",
        re.compile(rf"(?P<year>{YEAR})\s?ж\.\s?т\.(?=,?\s*[\w«(])"),
        lambda match, context: f"{kazakh_ordinal(int(match['year']))} жылы туған{closing_stop(match, context) or ' '}",
        DIGITS,
    ),
    # 2024 және 2025 жж.: the first of several years that are short for one word
    Rule(
        "year-short",
        re.compile(rf"(?P<year>{YEAR})(?P<to>)(?=\s*(?:,|және|мен|пен|бен)\s+{YEAR}\s*(?:жж\.|ж\.))"),
        lambda match, _: kazakh_ordinal(int(match["year"])),
        DIGITS,
    ),
    Rule(
        "year-short",
        re.compile(
            rf"(?P<year>{YEAR}|\d0(?=[\s-]?жж\.|[-–]\d0))(?:{WIDE_DASH}(?P<to>{YEAR}|\d0))?[\s-]{{0,3}}(?P<word>ж\.\s?ж\.|жж\.|ж\.)"
        ),
        _say_short_year,
        DIGITS,
    ),
    Rule(
        "year-short",
        re.compile(r"(?P<word>ж\.)(?!\s?[жт]\.)"),
        lambda match, context: (
            _year_word(context, closing_stop(match, context), several=False) if context.before(_THIS_YEAR, 20) else None
        ),
        frozenset("ж"),
    ),
    # «8 ж. бала»: eight years old, or eight years.
    Rule(
        "age-or-years",
        re.compile(r"\d{1,2}\s?ж\.(?!\s?[жт]\.)"),
        Unread("abbreviation-unknown"),
        DIGITS,
    ),
    Rule(
        "decade",
        re.compile(rf"(?P<year>\d\d|{YEAR})(?:{WIDE_DASH}(?P<to>\d0))?(?=\s+жылдар)", re.IGNORECASE),
        lambda match, _: _ordinals(match["year"], match["to"]),
        DIGITS,
    ),
    Rule(
        "century",
        re.compile(rf"(?P<year>1\d|2[01])(?:{WIDE_DASH}(?P<to>2[01]|1\d))?(?=\s+ғасыр)", re.IGNORECASE),
        lambda match, _: _ordinals(match["year"], match["to"]),
        DIGITS,
    ),
    # «15» наурыз: the day of a form that is filled in by hand.
    Rule(
        "quoted-day",
        re.compile(rf"[«“\"]\s?(?P<day>{DAY})\s?[»”\"](?=\s+{MONTH_FORM})", re.IGNORECASE),
        lambda match, _: f" {kazakh_ordinal(int(match['day']))}",
        frozenset('«“"'),
    ),
)
