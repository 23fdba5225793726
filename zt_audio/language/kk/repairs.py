"""List how Kazakh text is typed sloppily, and what it may stand for; the likeliest rows first.

Rows that keep every letter and digit put marks and spaces back; the others are offers only, for a person to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.language.kk.addresses import PLACES, ROOMS
from zt_audio.language.kk.dates import MONTHS
from zt_audio.language.kk.doubtful import NO_SUFFIXES
from zt_audio.language.kk.initialisms import letter_name
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL
from zt_audio.language.kk.numbered_nouns import bears_number
from zt_audio.language.kk.suffixes import attach, parse_suffix
from zt_audio.language.kk.units import counts, may_count
from zt_audio.language.kk.whole_words import WHOLE_WORDS
from zt_audio.language.repairs import RepairRule
from zt_audio.language.tables import any_of, word_list, word_set

_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_DAY, _MONTH = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:0[1-9]|1[0-2])"
_UNIT = any_of(word_list("км/сағ теңге АЕК мкр ш/а сағ мин сек каб кВт тг км кг см мм м² м³ кВ га мл м л т г"))
_CLIPPED = word_set("сағ мин тел жж ж қ а көш ауд обл даңғ каб пәт бөл сур тарм қос сын мкр ш кв эт подъ корп") | {
    month[:length] for month in MONTHS for length in (3, 4)
}
_SHORT_WORDS = {
    "ж.б.": "және басқалар",
    "т.б.": "тағы басқа",
    "б/ша": "бойынша",
    "жылд.": "жылдамдығы",
}


def _suffixed(match: re.Match[str]) -> Iterator[str]:
    if match["ending"] not in NO_SUFFIXES and parse_suffix(match["ending"]):
        yield f"-{match['ending']}"


def _suffixed_unit(match: re.Match[str]) -> Iterator[str]:
    if match["ending"] not in NO_SUFFIXES and parse_suffix(match["ending"]):
        yield f" {match['unit']}-{match['ending']}"


def _owned_head(match: re.Match[str]) -> Iterator[str]:
    if suffix := parse_suffix(match["ending"]):
        yield attach(PLACES[f"{match['head']}."][0], suffix, owned=True)


def _stopped(match: re.Match[str]) -> Iterator[str]:
    if match.group().lower() in _CLIPPED or match.group().lower() in {short.rstrip(".") for short in (*PLACES, *ROOMS)}:
        yield f"{match.group()}."


def _numbered(match: re.Match[str]) -> Iterator[str]:
    if bears_number(match["noun"]):
        yield f"{match['number']}-{match['noun']}"


def _apart(match: re.Match[str]) -> Iterator[str]:
    yield f" {match['noun']}"
    if not (may_count(match["noun"]) or counts(match["noun"])):
        yield f"-{match['noun']}"


def _parted(match: re.Match[str]) -> Iterator[str]:
    yield re.sub(r"\s?[,/]\s?", ", ", match.group())


def _day(match: re.Match[str]) -> Iterator[str]:
    yield f"{int(match['day'])} {MONTHS[int(match['month']) - 1]}"
    yield f"{match['day']}:{match['month']}"


def _whole_word(match: re.Match[str]) -> Iterator[str]:
    yield from [word for word in WHOLE_WORDS if word.startswith(match["cut"]) and word != match["cut"]][:3]


def _written_out(match: re.Match[str]) -> Iterator[str]:
    yield _SHORT_WORDS[match.group().lower()]


def _by_letters(match: re.Match[str]) -> Iterator[str]:
    names = [letter_name(letter.lower()) for letter in re.findall(r"\w", match.group())]
    if all(names):
        yield " ".join(names) + (" " if match.string[match.end() : match.end() + 1].isalpha() else "")


def _row(pattern: str, *typed: str) -> RepairRule:
    return RepairRule(re.compile(pattern), typed)


REPAIRS = (
    # «22.00 ден», «112 ге», «9да», «80%ы», «200 м ден», «4500тг ні»: the hyphen before a suffix
    RepairRule(
        re.compile(rf"(?<=[\d%°₸])\s?-?\s?(?P<ending>{SMALL}{{1,8}})(?![\w-])"),
        propose=_suffixed,
    ),
    RepairRule(
        re.compile(rf"(?<=\d)\s?(?P<unit>{_UNIT})\s?-?\s?(?P<ending>{SMALL}{{2,6}})(?![\w-])"), propose=_suffixed_unit
    ),
    # «қ-да», «ауд-да»: a head that is cut short, with its suffix
    RepairRule(re.compile(rf"(?<!\w)(?P<head>қ|ауд|обл|а)-(?P<ending>{SMALL}{{2,4}})(?!\w)"), propose=_owned_head),
    # «30.06.2026ж»: the full stop of the year
    _row(r"(?<=\d)\s?ж\.?(?![\w.])", " ж."),
    # «ж.аралығында»: the space behind a full stop
    _row(rf"(?<={SMALL}\.)(?={SMALL}{{3,}})", " "),
    # «сағат 17 30 да», «08-00-12-00», «18-30»: the colon of a time
    _row(rf"(?<![\d.:,-])({_HOUR})-({_MINUTE})\s?[-–]\s?({_HOUR})-({_MINUTE})(?![\d.:,-])", r"\1:\2–\3:\4"),
    _row(rf"(?<=[Сс]ағат\s)({_HOUR})\s({_MINUTE})(?!\d)", r"\1:\2"),
    RepairRule(
        re.compile(rf"(?<![\d.:,-])({_HOUR})-(00|15|30|45)(?![\d.:,-])"), (r"\1:\2", r"\1–\2"), only_offered=True
    ),
    # «7,10,11»: spaces in a list
    RepairRule(re.compile(r"(?<![\d,])\d{1,4}(?:\s?,\s?\d{1,4}){2,}(?![\d,])"), propose=_parted),
    # «205 каб», «Абай көш»: the full stop of a clipped word
    RepairRule(re.compile(rf"(?<![\w-]){SMALL}{{1,6}}(?![\w.–-])"), propose=_stopped),
    # «5эт», «4500тг»: the space before a unit
    RepairRule(re.compile(rf"(?<=\d)(?P<noun>{SMALL}{{3,20}})(?![\w-])"), propose=_apart),
    _row(r"(?<=\d)\s?кв(?![\w.])", " кВ"),
    # «Нан -180 тг», «тел. -112»: a dash
    _row(r"(?<![^\s(«])[-–](?=\d)", "– "),
    # «3х4»: a size
    _row(r"(?<=\d)\s?[хx]\s?(?=\d)", "×"),
    # «14.02 күні»: a day without the name of its month, or a time
    RepairRule(re.compile(rf"(?<![\d.,:-])(?P<day>{_DAY})\.(?P<month>{_MONTH})(?!\d|[.,:-]\d)"), propose=_day),
    # «15 мектеп»: the number of a thing, or a count
    RepairRule(
        re.compile(rf"(?<![\w-])(?P<number>\d{{1,3}})\s(?P<noun>{SMALL}{{3,}})"), propose=_numbered, only_offered=True
    ),
    # «3 ж.»: an age, or years
    _row(r"(?<!\d)(\d{1,2})\s?ж\.?(?!\w)", r"\1 жаста", r"\1 жылға"),
    RepairRule(re.compile(rf"(?<![\w-])(?P<cut>{SMALL}{{2,8}})\.?(?![\w-])"), propose=_whole_word),
    # «ж.б.», «б/ша»: words that are cut short
    RepairRule(re.compile("|".join(map(re.escape, _SHORT_WORDS)), re.IGNORECASE), propose=_written_out),
    # «А. Б.», «ТП»: letters by their names
    RepairRule(
        re.compile(rf"(?<!\w){CAPITAL}\.(?:\s?{CAPITAL}\.)?(?=\s?{CAPITAL}{SMALL}|\s|$)"),
        propose=_by_letters,
        only_offered=True,
    ),
    RepairRule(re.compile(rf"(?<![\w-]){CAPITAL}{{2,5}}(?![\w-])"), propose=_by_letters, only_offered=True),
)
