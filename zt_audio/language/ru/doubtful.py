"""Refuse numbers that can be meant in two ways, before any rule takes them for one of the two.

Each row is a pattern and what it may mean. Take a row out where a rule tells the two apart.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Rule, Unread
from zt_audio.language.tables import DIGITS

_SPACE = "[ \u00a0\u202f]"
_GAP = "[ \u00a0\u202f–-]"
# A number that begins as a telephone does, in groups, that has not eleven digits; an amount has groups of three.
_AMOUNT = rf"8(?:{_SPACE}\d{{3}})+(?![\d{_GAP[1:-1]}]{{1,2}}\d)"
_ELEVEN = rf"\+?[78](?:{_GAP}?[()]?{_GAP}?\d){{10}}(?![\d]|{_GAP}\d)"
_DIGITS_OF_PHONE = rf"(?!{_ELEVEN})\+?[78]{_GAP}?\(?7\d{{2,4}}\)?{_GAP}?\d{{2,4}}(?:{_GAP}\d{{2,4}})+(?!\d)"
_DOUBTFUL = (
    # «10.000 тенге»: ten thousand, or ten with three noughts after the comma
    rf"\d{{1,3}}[.,]000(?!\d)|\d{{1,3}}\.\d{{3}}(?={_SPACE}?(?:тенге|тг|₸|руб|чел|жител))",
    # «10 000.00 тг»: tiyns are not said as hundredths of a tenge
    rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+\.\d\d(?={_SPACE}?(?:тенге|тг|₸|руб))",
    # «2 025 г.»: a year that was typed as an amount, or grams
    rf"(?:1{_SPACE}[89]\d\d|2{_SPACE}0\d\d)(?={_SPACE}?(?:гг?\.|год(?:а|у|ом|е|ы|ов)?(?!\w)))",
    rf"(?:19|20)\d\d{_SPACE}?[-–/]{_SPACE}?(?:1{_SPACE}9|2{_SPACE}0)\d\d(?!\d)",
    # «54-21 – 33»: a telephone with a space in it, or two numbers
    rf"\d{{1,3}}[-–]\d\d{_SPACE}[-–]{_SPACE}\d\d(?!\d|[-–.:,]\d)",
    # «5?-12-4?»: digits that one could not read
    r"\d{1,4}\?+(?:[-–][\d?]+)+",
    # «10.30ч»: half past ten, or a decimal number of hours
    rf"\d{{1,2}}\.[0-5]\d(?=(?:{_SPACE}?[-–—]{_SPACE}?\d{{1,2}}\.[0-5]\d)?ч(?!\w))",
    # «777 123 45 67»: a telephone without its first figure, or two numbers
    rf"7\d\d{_SPACE}\d{{3}}{_SPACE}\d\d{_SPACE}\d\d(?!\d)",
    # «220В»: volts, or a house
    r"\d{3}В(?![\w-])",
    # «14-15-16 ноября»: three days, or a telephone
    r"\d{1,2}-\d{1,2}-\d{1,2}(?=\s+(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек))",
    # «12 ед. ТС»: the stop may end the sentence
    rf"\d+{_SPACE}?(?:ед|шт)\.{_SPACE}?(?=[А-ЯЁ]{{2}})",
    # «1 1/2 часа»: one and a half, or a house and its part
    rf"\d{{1,2}}{_SPACE}[1-9]/[2-9](?![\d/])",
    # «05/06»: a date, or a house
    r"0\d/\d{1,2}(?![\d/])",
    # «18.75», «12.60 ч»: no such minute, and a price or a measure would have its unit
    r"(?:1\d|2[0-4])\.[6-9]\d(?=\s*(?:$|[,.;:!?)]|(?:до|по|утра|вечера|и|ч|час\w*)\b))",
    # «8 7132 123 45 67», «8 (701) 123-45»: no telephone has so many digits, or so few
    rf"(?!{_AMOUNT}){_DIGITS_OF_PHONE}",
    # «1 и 2-й подъезды»: two ordinals of which one is written so
    rf"\d{{1,3}}{_SPACE}(?:и|или){_SPACE}\d{{1,3}}-(?:й|я|е|го|му|м|х|ми|ой|ю)(?!\w)",
)
_AT_DIGITS = re.compile(rf"(?<![\w.,:+-])(?:{'|'.join(_DOUBTFUL)})")
# «№1,2»: two numbers, or a decimal
_NUMBERED = re.compile(rf"№{{1,2}}{_SPACE}?\d{{1,4}}[.,]\d{{1,4}}(?!\d)")
# «с №№ 5 по 9»: neither «с номеров» nor «с номера» fits what follows
_NUMBERS_TO = re.compile(rf"№{{2}}{_SPACE}?\d{{1,4}}{_SPACE}по{_SPACE}")
# «с 9-18 ч.»: the preposition wants «до», which is not written
_HOURS = re.compile(rf"[Сс]{_SPACE}\d{{1,2}}[-–]\d{{1,2}}{_SPACE}?(?:ч|час)\b")

RULES = (
    Rule("doubtful", _AT_DIGITS, lambda _match, _context: Unread("unreadable-token"), DIGITS | {"+"}),
    Rule("doubtful", _NUMBERED, lambda _match, _context: Unread("unreadable-token"), frozenset("№")),
    Rule("doubtful", _NUMBERS_TO, lambda _match, _context: Unread("unreadable-token"), frozenset("№")),
    Rule("doubtful", _HOURS, lambda _match, _context: Unread("unreadable-token"), frozenset("Сс")),
)
