"""Refuse abbreviations and Roman numerals that are typed in small letters, or lack their full stop: аек, мед көмек.

A voice would read them as if they were words. A row of the tables below is one that a linguist can argue with.
"""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL
from zt_audio.language.kk.organisation_names import BODY_NAMES, CODE_NAMES, FIRM_NAMES, STATE_NAMES, TERM_NAMES
from zt_audio.language.kk.whole_words import CUT_WORDS
from zt_audio.language.tables import any_of, heads, word_list, word_set

# Names that are words in small letters: white, garden, sow, peak.
_WORDS = word_set("ақ бақ ек пик")
SMALL_NAMES = {
    name.lower() for table in (TERM_NAMES, BODY_NAMES, CODE_NAMES, FIRM_NAMES, STATE_NAMES) for name in table
} - _WORDS | {"гкал"}
# What is cut short loses its full stop, too: «пол майоры», «мед көмек». None is a word of Kazakh.
_CUT = word_list("мед эл админ лейт серж подполк проф акад доц коммун техн пол кап мем даң даңғ кв нач")
_AFTER_NAME = re.compile(rf"{CAPITAL}{SMALL}+\s$")
_NAMED_AFTER = re.compile(rf"{CAPITAL}{SMALL}+(?:[ое]ва?|ина?|ұлы|қызы)\s$")


def _refuse_head(match: re.Match[str], context: Context) -> Unread | None:
    before = context.text[max(0, context.start - 40) : context.start]
    name = _NAMED_AFTER if match.group().startswith("ат") else _AFTER_NAME
    return Unread("abbreviation-unknown") if name.search(before) and "." not in before[-2:] else None


RULES = (
    # A suffix may follow with a hyphen or without: аек-ке, жшсге. A long word that begins so is a word.
    Rule(
        "small-name",
        re.compile(
            rf"(?:{any_of(SMALL_NAMES)})(?=-{SMALL}|(?:(?<=\w\w\w)(?:[гғкқ][ае]|[дт][ае]н?|[ндт][ыі]ң?))?(?!\w))"
        ),
        Unread("abbreviation-unknown"),
        heads(SMALL_NAMES),
    ),
    # ххі ғасыр; no word of Kazakh looks so
    Rule("small-numeral", re.compile(r"(?:[іх]{2,4}|і)(?![\w-])"), Unread("abbreviation-unknown"), frozenset("іх")),
    # «4 қаб», «1 тоқс»
    Rule(
        "cut-without-stop",
        re.compile(rf"{SMALL}{{3,8}}(?![\w.-])"),
        lambda match, _: Unread("abbreviation-unknown") if match.group() in CUT_WORDS else None,
        heads(CUT_WORDS),
    ),
    Rule(
        "cut-without-stop", re.compile(rf"(?i:{any_of(_CUT)})(?![\w.-])"), Unread("abbreviation-unknown"), heads(_CUT)
    ),
    # «қал әкімдігі», «Қазақтелеком» ақ: a town's, a joint-stock company; elsewhere they are words.
    Rule(
        "cut-without-stop",
        re.compile(r"қал(?=\s+(?:әкім|аурухана|емхана|полиция|мәслихат))|(?<=[»”\"] )ақ(?![\w-])"),
        Unread("abbreviation-unknown"),
        frozenset("қа"),
    ),
    Rule("cut-without-stop", re.compile(r"(?:көш|ат|атын)(?![\w.-])"), _refuse_head, frozenset("ка")),
    # «Ясный а тұрғындары»: a letter behind a name, where a village or a street is meant.
    Rule("cut-without-stop", re.compile(r"(?<= )[ақкп](?= )"), _refuse_head, frozenset("ақкп")),
)
