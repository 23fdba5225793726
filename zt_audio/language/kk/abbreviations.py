"""Read abbreviations in small letters (т.б., млн, тел., м.а.) as the words they stand for."""

from __future__ import annotations

import re

from zt_audio.language.grammar import Context, Rule
from zt_audio.language.kk.number_tokens import closing_stop, next_word
from zt_audio.language.kk.suffixes import SUFFIX, attach, suffix_of
from zt_audio.language.tables import any_of

_WORDS = {
    "тел.": "телефон",
    "тел": "телефон",
    "сағ.": "сағат",
    "т.б.": "тағы басқалар",
    "т. б.": "тағы басқалар",
    "ж.т.б.": "және тағы басқалар",
    "ж. т. б.": "және тағы басқалар",
    "т.с.с.": "тағы сол сияқты",
    "т. с. с.": "тағы сол сияқты",
    "т.с.": "тағы сол",
    "т.т.": "тағысын тағы",
    "мыс.": "мысалы",
    "қар.": "қараңыз",
    "м.а.": "міндетін атқарушы",
    "м. а.": "міндетін атқарушы",
    "проф.": "профессор",
    "акад.": "академик",
    "доц.": "доцент",
    "ғ.": "ғасыр",
    "ғғ.": "ғасырлар",
    "ж.": "жыл",
    "жж.": "жылдар",
    "б.з.б.": "біздің заманымыздан бұрын",
    "б.з.д.": "біздің заманымызға дейін",
    "млн": "миллион",
    "млрд": "миллиард",
    "трлн": "триллион",
    "тг": "теңге",
    "тг.": "теңге",
    "км/сағ": "сағатына километр",
    "т/ж": "темір жол",
    "а/ш": "ауыл шаруашылығы",
    "н/е": "немесе",
    "р/с": "реттік саны",
    "және/немесе": "және немесе",
}
_WORDS |= {
    written.capitalize(): spoken.capitalize() for written, spoken in _WORDS.items() if re.match(r"\w{3}", written)
}
_PATTERN = re.compile(rf"(?P<written>{any_of(_WORDS)})(?:(?<=\.)|(?![\w/.]))(?:{SUFFIX})?")

_PLURAL = re.compile(r"\w[лдт][ае]р")


def _say(match: re.Match[str], context: Context) -> str:
    spoken = _WORDS[match["written"]]
    if spoken.endswith("басқалар") and _PLURAL.search(next_word(context)):
        spoken = spoken.removesuffix("лар")  # т.б. заттар: тағы басқа заттар
    return attach(spoken, suffix_of(match)) + (closing_stop(match, context) or " ")


RULES = (Rule("abbreviation", _PATTERN, _say, frozenset(written[0] for written in _WORDS)),)
