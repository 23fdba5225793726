"""Refuse numbers that can be meant in two ways, before any rule takes them for one of the two.

Each row is a pattern and what it may mean. Take a row out where a rule tells the two apart.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.tables import DIGITS, any_of

_SPACE = "[ \u00a0\u202f]"
_DOUBTFUL = (
    # «10.000 теңге»: ten thousand, or ten with three noughts after the comma
    r"\d{1,3}[.,]000(?!\d)|[1-9]\d{0,2}\.\d{3}(?!\d|\.\d)",
    # 31.02.2025: no such day
    r"(?:3[01]\.0?2|31\.(?:0?[469]|11))\.\d{2,4}(?!\d)",
    # «45 наурызда», «31 маусым»: no such day
    rf"(?:00?|3[2-9]|[4-9]\d|\d{{3,}}){_SPACE}(?:{any_of(MONTHS)})",
    # «1-ден 10 тамызға дейін»: from the first, but the suffix is that of a cardinal
    rf"\d{{1,2}}-[дтн][ае]н{_SPACE}\d{{1,2}}{_SPACE}(?:{any_of(MONTHS)})",
    # «5/6 тамыз»: a night between two days, or a mistake
    rf"\d{{1,2}}/\d{{1,2}}{_SPACE}(?:{any_of(MONTHS)})",
    rf"\d{{1,2}}{_SPACE}[IVXІХ]{{1,4}}{_SPACE}\d{{2,4}}",  # 26 XI 2026
    rf"(?:30|31){_SPACE}ақпан|31{_SPACE}(?:сәуір|маусым|қыркүйе|қараша)",
    # «030020»: a postal code or the number of a form, whose groups are not known
    r"0\d{4,}(?!\d|[.,-]\d)",
    # «3.24 белгісі»: a road sign by its number, no decimal
    rf"\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?{_SPACE}(?:«[^»]{{1,40}}»{_SPACE})?(?:жол{_SPACE})?белгі",
    # «2024-25 оқу жылы»: two years of which one is cut short
    rf"(?:19|20)\d\d[-–]\d\d(?!\d)(?={_SPACE}(?:оқу|қаржы|бюджет|жыл|жж))",
    # «(1999-2006)»: years, or numbers
    r"(?<=\()(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?=\))",
    # «2025 г.»: a year as in Russian, or so many grams
    r"(?:19|20)\d\d\s?гг?\.?(?![\w-])",
    # «12В»: a house, or volts; mains are 110, 127, 220, 230, 380 and 400 volts
    r"(?-i:(?!(?:110|127|220|230|380|400)В)\d{1,3}В(?![\w-]))",
)
_AT_DIGITS = re.compile(rf"(?<![\w.,:-])(?:{'|'.join(_DOUBTFUL)})", re.IGNORECASE)
# «№1,2»: two numbers, or a decimal
_NUMBERED = re.compile(rf"№{{1,2}}{_SPACE}?\d{{1,4}}[.,]\d{{1,4}}(?!\d)")
# «масштаб 1:1000»: a scale, no time of day
_SCALE = re.compile(r"\d{1,4}:\d{1,6}(?!\d)")
_OF_A_SCALE = re.compile(r"(?i:масштаб|пропорци|қатынас|арақатынас)")
# «Түнде – 15 °C»: below zero, or a dash
_COLD = re.compile(r"(?<!\d)(?<!\d )[-–−—]\s\d{1,2}(?:(?:…|\.{2,3}|[-–])\s?[-–−]?\d{1,2})?\s?(?:°|градус)")
# «18:00 - де»: a suffix that stands apart from its number, or the particle behind a dash
_APART = re.compile(r"(?<=[\d%°₸] )[-–—] ?(?:[ғгқк][ае]|[дт][ае](?:н|[ғг][ыі])?|н[ае]н|[ндт][ыі]ң)(?![\w-])")
# «20% дан»: the same without a hyphen
_LOOSE = re.compile(
    r"(?<=\d )(?:[дт][ае]н?|нен|[ғгқк][ае])(?![\w-])|(?<=[%°₸] )(?:[дтн][ае]н|[дт][ае]|[ғгқк][ае]|[ндт][ыі]ң?)(?![\w-])"
)
# «Анықтама -102», «Дүкен –5 теңге»: a minus or a dash; only weather has numbers below zero. A real minus (−) is sure.
_MINUS = re.compile(r"(?<![\w.,)%‰°₸])[-–](?P<digits>\d+)(?!\d)")
_BELOW_ZERO = re.compile(
    r"°|℃|градус|температура|аяз|суы[қт]|ауа\s+райы|түнде|күндіз|жылы|(?:…|\.\.)\s?[-–−+]?\d", re.IGNORECASE
)
_NEAR = 40  # characters
_DEGREES = 2  # digits
_WEATHER_CHARS = 80  # around a minus


def _scale(match: re.Match[str], context: Context) -> Unread | None:
    before = context.text[max(0, match.start() - _NEAR) : match.start()]
    return Unread("unreadable-token") if _OF_A_SCALE.search(before) else None


def _minus(match: re.Match[str], context: Context) -> Unread | None:
    around = context.text[max(0, match.start() - _WEATHER_CHARS) : match.end() + _WEATHER_CHARS]
    cold = len(match["digits"]) <= _DEGREES and _BELOW_ZERO.search(around)
    below_zero = cold or not context.text[: match.start()].strip()
    return None if below_zero else Unread("unreadable-token")


RULES = (
    Rule("doubtful", _SCALE, _scale, DIGITS),
    Rule("doubtful", _AT_DIGITS, lambda _match, _context: Unread("unreadable-token"), DIGITS),
    Rule("doubtful", _MINUS, _minus, frozenset("-–")),
    Rule("doubtful", _COLD, lambda _match, _context: Unread("unreadable-token"), frozenset("-–−—")),
    Rule("doubtful", _APART, lambda _match, _context: Unread("unreadable-token"), frozenset("-–—")),
    Rule("doubtful", _LOOSE, lambda _match, _context: Unread("unreadable-token"), frozenset("дтнғгқк")),
    Rule("doubtful", _NUMBERED, lambda _match, _context: Unread("unreadable-token"), frozenset("№")),
)
