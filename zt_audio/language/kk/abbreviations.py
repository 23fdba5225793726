"""Abbreviations in small letters in (көш., қ., ш/а, т.б.), the words they stand for out."""

from __future__ import annotations

import re

from zt_audio.language.kk.endings import Case
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.numbers import ordinal
from zt_audio.language.kk.suffixes import Suffix, attach, parse
from zt_audio.language.kk.written import CAPITAL, DIGITS, HYPHEN, LETTER, closing_stop, next_word
from zt_audio.language.reading import Context, Rule

# Heads of place names; after a name they are possessive, after an ordinal (8-ші ш/а) bare.
_PLACES = {
    "көш.": ("көшесі", "көше"),
    "даңғ.": ("даңғылы", "даңғыл"),
    "пр.": ("даңғылы", "даңғыл"),
    "ш/а": ("шағын ауданы", "шағын аудан"),
    "ш.а.": ("шағын ауданы", "шағын аудан"),
    "мкр.": ("шағын ауданы", "шағын аудан"),
    "мкрн.": ("шағын ауданы", "шағын аудан"),
    "м/а": ("мөлтек ауданы", "мөлтек аудан"),
    "қ.": ("қаласы", "қала"),
    "а.": ("ауылы", "ауыл"),
    "ауд.": ("ауданы", "аудан"),
    "обл.": ("облысы", "облыс"),
    "а.о.": ("ауылдық округі", "ауылдық округ"),
    "а/о": ("ауылдық округі", "ауылдық округ"),
    "п.": ("кенті", "кент"),
    "пос.": ("кенті", "кент"),
    "кент.": ("кенті", "кент"),
    "ст.": ("станциясы", "станция"),
    "бульв.": ("бульвары", "бульвар"),
    "тұй.": ("тұйығы", "тұйық"),
    "респ.": ("республикасы", "республика"),
}
_WORDS = {
    "пәт.": "пәтер",
    "кв.": "пәтер",
    "каб.": "кабинет",
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
_WORDS |= {key.capitalize(): spoken.capitalize() for key, spoken in _WORDS.items() if re.match(r"\w{3}", key)}
_KEYS = sorted([*_PLACES, *_WORDS], key=len, reverse=True)
_PATTERN = re.compile(
    rf"(?P<written>{'|'.join(re.escape(key) for key in _KEYS)})(?:{HYPHEN}(?P<suffix>{LETTER}+))?(?![\w/])"
)
_NUMBERED = re.compile(
    rf"(?P<number>\d{{1,6}})(?:[-\s]?(?P<written>ш/а|ш\.а\.|м/а|мкрн?\.?)|-(?P<part>пәт\.|кв\.|каб\.|ауд\.))"
    rf"(?:{HYPHEN}(?P<suffix>{LETTER}+))?(?!\w)"
)
_HOUSE = re.compile(rf"(?P<number>\d{{1,6}})\s(?=(?:үй|пәтер)(?:[дг]е|ден|г?і)?(?!{LETTER}))")
_ADDRESS_BEFORE = re.compile(r"(?:(?:көше|даңғыл|аудан|ауыл)\w*|көш\.|даңғ\.|ш/а|мкр\.|үй|-үй),?\s+$")
_NAME_BEFORE = re.compile(rf"(?:{CAPITAL}[\w-]*|[»”\"\d])\s+$|(?:хан|батыр|би|ана|ата|баба|арудың|тракт|жолы)\s+$")
_ORDINAL_BEFORE = re.compile(r"(?<![\w-])\d+(?:-?[ыі]?н?ш[ыі])?\s+$")
_STOP_WORDS: dict[str, Case] = {"бастап": "abl", "кейін": "abl", "дейін": "dat"}


def _say(match: re.Match[str], context: Context) -> str | None:
    written = match["written"]
    suffix = parse(match["suffix"]) if match["suffix"] else Suffix()
    if suffix is None:
        return None
    spoken = _WORDS[written] if written in _WORDS else _place(written, context)
    if suffix == Suffix():
        suffix = Suffix(case=_STOP_WORDS.get(next_word(context), "nom"))
    return attach(spoken, suffix, owned=owned(spoken)) + closing_stop(match, context)


def _place(written: str, context: Context) -> str:
    after_name, bare = _PLACES[written]
    before = context.text[max(0, context.start - 40) : context.start]
    if _ORDINAL_BEFORE.search(before):
        return bare
    return after_name if _NAME_BEFORE.search(before) else bare


def _say_numbered(match: re.Match[str], context: Context) -> str | None:
    suffix = parse(match["suffix"]) if match["suffix"] else Suffix()
    if suffix is None:
        return None
    written = match["written"] or match["part"]
    noun = _WORDS.get(written) or _PLACES[written if written in _PLACES else f"{written}."][1]
    return attach(f"{ordinal(int(match['number']))} {noun}", suffix) + closing_stop(match, context)


def _say_house(match: re.Match[str], context: Context) -> str | None:
    """«Абай көшесі, 12 үй» is an address, not twelve houses."""
    before = context.text[max(0, context.start - 40) : context.start]
    return f"{ordinal(int(match['number']))} " if _ADDRESS_BEFORE.search(before) else None


RULES = (
    Rule("numbered-district", _NUMBERED, _say_numbered, DIGITS),
    Rule("house", _HOUSE, _say_house, DIGITS),
    Rule("abbreviation", _PATTERN, _say, frozenset(key[0] for key in _KEYS)),
)
