"""List how Kazakh text is typed sloppily, and what it may stand for; the likeliest rows first.

Rows that keep every letter and digit put marks and spaces back; the others are offers only, for a person to choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import filterfalse

from zt_audio.language import late_re as re
from zt_audio.language.kk.addresses import CONTRACTED_HEADS, PLACES, ROOMS
from zt_audio.language.kk.dates import DAY, MONTH, MONTHS
from zt_audio.language.kk.endings import possessive
from zt_audio.language.kk.number_tokens import CAPITAL, SMALL, as_written
from zt_audio.language.kk.numbered_nouns import bears_number
from zt_audio.language.kk.numbers import kazakh_cardinal, kazakh_ordinal
from zt_audio.language.kk.sloppy.clipped_words import FINITE
from zt_audio.language.kk.sloppy.doubtful import BREAD_OR_FROM, NO_SUFFIXES
from zt_audio.language.kk.sloppy.known_words import is_unknown, may_be_month
from zt_audio.language.kk.sloppy.message_dates import HOUR
from zt_audio.language.kk.sloppy.message_repairs import (
    LAST_ROWS,
    MESSAGE_ROWS,
    MINUTE,
    NAME_BEFORE,
    by_letters,
    transliterated,
    whole_words,
)
from zt_audio.language.kk.suffixes import Suffix, attach, parse_suffix
from zt_audio.language.kk.units import UNIT_WORDS, counts, may_count
from zt_audio.language.kk.vowel_harmony import harmony
from zt_audio.language.repairs import RepairRule, are_two_times, repair_row
from zt_audio.language.tables import any_of, word_list, word_set

_UNIT = any_of((*word_list("км/сағ теңге АЕК мкр ш/а каб"), *(unit for unit in UNIT_WORDS if unit.isalpha())))
_CLIPPED = word_set("сағ мин тел жж ж қ а көш ауд обл даңғ каб пәт бөл сур тарм қос сын мкр ш кв эт подъ корп") | {
    month[:length] for month in MONTHS for length in (3, 4)
}
_STOPPED = (_CLIPPED | {place.rstrip(".") for place in (*PLACES, *ROOMS)}) - {"кв"}
_HEADS = CONTRACTED_HEADS | {"а": "ауыл", "д": "даңғыл", "шқ": "шақырым"}
_SHORT_WORDS = {
    "ж.б.": ("және басқалар",),
    "т.б.": ("тағы басқа",),
    **dict.fromkeys(("б/ша", "б-ша"), ("бойынша",)),
    **dict.fromkeys(("б/б", "бб", "б/бақша"), ("балабақша",)),
    "д/н": ("дейін", "дейінгі"),
    "п/зы": ("пойызы",),
    "б/ды": ("болады", "болды"),
    "а/р": ("ауа райы",),
    **dict.fromkeys(("ж/ы", "ж/а", "ж/ақы"), ("жалақы",)),
    "ы/а": ("ықшам ауданы",),
    "а/ш": ("ауыл шаруашылығы",),
    "ж/т": ("теміржол",),
    "з/п": ("жалақы",),
    "рн": ("ауданы",),
    "гкал": ("гигакалория",),
    "каз": ("қазақ", "қазан"),
    "д.": ("дейін", "даңғылы"),
    "ш.": ("шейін", "шағын"),
    "жылд.": ("жылдамдығы",),
    "ж-да": ("жолда",),
    "эл": ("электр",),
    "ауд": ("аудитория", "ауданы"),
    "пр": ("даңғылы", "проспектісі"),
    "дс": ("дүйсенбі",),
    "сс": ("сейсенбі",),
    "ср": ("сәрсенбі",),
    "бс": ("бейсенбі",),
    "жм": ("жұма",),
    "сб": ("сенбі",),
    "жб": ("жексенбі",),
    "жк": ("жексенбі",),
    "аек": ("АЕК",),
    "б/у": ("бұрын қолданылған",),
    "м-н": ("шағын ауданы", "мөлтек ауданы"),
    "а/м": ("автомашина", "автомобиль"),
    "а/к": ("автокөлік",),
    "ж/к": ("жеке куәлік",),
    "т/ж": ("теміржол",),
    "к/т": ("кинотеатр",),
    "с/у": ("санузел",),
    "кг": ("килограмы", "килограмм"),
    "макс": ("максимум",),
    "доп.": ("қосымша",),
    "апп.": ("аппараты", "аппарат"),
    "өз.": ("өзені", "өзенінің"),
    "а/ж": ("автожолы", "автожолының"),
    "ө.": ("өзені", "өткелі"),
    "тех.": ("техника", "техникалық"),
    "жел.": ("желісін", "желісі"),
    "уд": ("жеке куәлік", "куәлік"),
    "баб.": ("бабы", "бап"),
    "ст.": ("ставка", "стакан"),
    "апт": ("аптаға", "апта"),
}


def _suffixed(match: re.Match[str]) -> Iterator[str]:
    loose = match["ending"] not in NO_SUFFIXES or BREAD_OR_FROM.match(match.string, match.start("ending"))
    if loose and parse_suffix(match["ending"]):
        unit = f" {match['unit']}" if "unit" in match.re.groupindex else ""
        yield f"{unit}-{match['ending']}"


def _with_letters(match: re.Match[str]) -> Iterator[str]:
    word = match.group()
    if is_unknown(word) and not (len(word) > _SHORT and may_be_month(word)):
        typed = word.translate(_BACK if harmony(word) == "back" else _FRONT), word[:-2] + word[-2:].translate(_BACK)
        yield from dict.fromkeys(filterfalse(is_unknown, typed)) or dict.fromkeys(typed)


_CUT = rf"(?<![\w-])(?P<cut>(?:{SMALL}|{CAPITAL}){SMALL}{{1,8}})(?:\.(?=\w)|\.?(?![\w-]))"
_FEWEST, _SHORT = 2, 3  # letters
_FRONT = str.maketrans("иы", "іі")
_BACK = str.maketrans("кг", "қғ")
_ROWS = (
    # «аварияга», «топка», «иси»
    RepairRule(re.compile(rf"(?<![\w+-]){SMALL}{{4,}}(?![\w+-])"), propose=_with_letters, only_offered=True, sure=True),
    RepairRule(
        re.compile(rf"(?<![\w+-])(?<!\w\sм\s){SMALL}{{2,3}}(?![\w+-])"), propose=_with_letters, only_offered=True
    ),
    # «14,36 маршрут»
    RepairRule(re.compile(rf"(?<![\w.,])(\d{{1,3}}),(\d{{1,3}})(?=\s{SMALL}{{4}})"), (r"\1, \2",), only_offered=True),
    # «22.00 ден», «112 ге», «9да», «80%ы», «200 м ден», «4500тг ні»: the hyphen before a suffix
    RepairRule(
        re.compile(rf"(?:(?<=[\d%°₸])|(?<=°[CС]))\s?-?\s?(?P<ending>{SMALL}{{1,8}})(?![\w-])"),
        propose=_suffixed,
        sure=True,
    ),
    RepairRule(
        re.compile(
            rf"(?<=\d)\s?(?!(?:сын|теңге)(?!\w))(?P<unit>кв\.?\sм|(?:(?:мың|млн)\s)?(?:{_UNIT})[²³]?(?:/(?:{_UNIT}))?)\.?\s?-?\s?(?P<ending>{SMALL}{{2,6}})(?![\w-])"
        ),
        propose=_suffixed,
        sure=True,
    ),
    # «қ-да», «ауд-да»: a head that is cut short, with its suffix
    RepairRule(
        re.compile(rf"(?<!\w)(?P<head>{any_of(_HEADS)})-(?P<ending>{SMALL}{{2,4}})(?!\w)"),
        propose=lambda match: (
            [attach(possessive(_HEADS[match["head"]]), suffix, owned=True)]
            if (suffix := parse_suffix(match["ending"]))
            else []
        ),
        sure=True,
    ),
    # «30.06.2026ж»: the full stop of the year
    repair_row(r"(?<=\d)\s?ж\.?(?![\w.])", " ж."),
    # «сағат 17 30 да», «08-00-12-00», «18-30»: the colon of a time
    RepairRule(
        re.compile(rf"(?<![\d.:,-])({HOUR})-({MINUTE})\s?[-–]\s?({HOUR})-({MINUTE})(?![\d.:,-])"),
        propose=lambda match: [match.expand(r"\1:\2–\3:\4")] if are_two_times(*match.groups()) else [],
    ),
    repair_row(rf"(?<=[Сс]ағат\s)({HOUR})\s({MINUTE})(?!\d)", r"\1:\2"),
    RepairRule(
        re.compile(rf"(?<![\d.:,-])({HOUR})-(00|15|30|45)(?![\d.:,-])"), (r"\1:\2", r"\1–\2"), only_offered=True
    ),
    # «7,10,11»: spaces in a list
    RepairRule(
        re.compile(r"(?<![\d,])\d{1,4}(?:\s?,\s?\d{1,4}){2,}(?![\d,])"),
        propose=lambda match: [re.sub(r"\s?[,/]\s?", ", ", match.group())],
    ),
    # «Әлия к. 42», «Молдағұлова д 46»: a street
    repair_row(rf"(?<={SMALL}\s)к\.?\s?(?=\d)", "көшесі ", sure=True),
    repair_row(r"(?<=дивизиясы )к\.?(?!\w)", "көшесі", sure=True),
    RepairRule(
        re.compile(rf"(?<={SMALL}\s)к(?:\.(?=\W*$|,|\s{SMALL})|(?=\s(?:арқылы|бойы|қиыл)))"),
        propose=lambda match: ["көшесі"] if NAME_BEFORE.search(match.string, 0, match.start()) else [],
        sure=True,
    ),
    repair_row(rf"(?<={SMALL}\s)д\.?\s?(?=\d)", "даңғылы ", sure=True),
    # «205 каб», «Абай көш»: the full stop of a clipped word
    RepairRule(
        re.compile(rf"(?<![\w-]){SMALL}{{1,6}}(?![\w.–-])"),
        propose=lambda match: [f"{match.group()}."] if match.group() in _STOPPED else [],
    ),
    # «5эт», «4500тг»: the space before a unit
    *(
        RepairRule(
            re.compile(rf"(?<=\d)(?P<noun>{SMALL}{{{letters}}})(?![\w-])"),
            propose=lambda match: (
                []
                if is_unknown(match["noun"])
                else [
                    f" {match['noun']}",
                    *([] if may_count(match["noun"]) or counts(match["noun"]) else [f"-{match['noun']}"]),
                ]
            ),
            likely=likely,
        )
        for letters, likely in (("5,20", True), ("3,4", False))
    ),
    # «Нан -180 тг», «тел. -112»: a dash
    repair_row(r"(?<![^\s(«])[-–](?=\d{3}|\d+\s?(?:тг|теңге|АЕК))", "– "),
    repair_row(r"(?<![^\s(«])[-–](?=\d{1,2}\s?(?:%|пайыз))", "минус ", "– "),
    # «14.02 күні»: a day without the name of its month, or a time
    RepairRule(
        re.compile(
            rf"(?<![\d.,:-])(?P<from>{DAY})\.(?P<first>{MONTH})\s?[-–]\s?(?P<day>{DAY})\.(?P<month>{MONTH})(?!\d)"
        ),
        propose=lambda match: [
            " ".join(
                (
                    match["from"].lstrip("0"),
                    attach(MONTHS[int(match["first"]) - 1], Suffix(case="abl")),
                    match["day"].lstrip("0"),
                    attach(MONTHS[int(match["month"]) - 1], Suffix(case="dat")),
                    "дейін",
                )
            )
        ],
    ),
    RepairRule(re.compile(rf"(?<![\d.,:-])({HOUR})\.({MINUTE})(?![\d.,:])"), (r"\1:\2",), only_offered=True),
    # «3 ж.»: an age, or years
    repair_row(r"(?<![\d.])(\d{1,2})\s?ж\.?(?!\w)", r"\1 жаста", r"\1 жастағы", r"\1 жылға"),
    repair_row(r"(?<=\d)\s?ауд\.?(?!\w)", "-аудитория", " аудандық"),
    # «3каб», «20үй», «350мын», «50АЕК», «мкр5», «15%арзан», «1.200.000»: what is typed together
    RepairRule(
        re.compile(rf"(?<=\d)\s?(?P<cut>{SMALL}{{3}})\.?(?=\s*(?:$|[,;!]))"),
        propose=lambda match: (f" {word}" for word in whole_words(match) if FINITE.fullmatch(word)),
    ),
    *(
        RepairRule(
            re.compile(rf"(?<=\d)\s?(?P<cut>{SMALL}{{{letters}}})\.?(?![\w-])"),
            propose=lambda match: (f"{'-' if bears_number(word) else ' '}{word}" for word in whole_words(match)),
            likely=likely,
        )
        for letters, likely in (("4,8", True), ("2,3", False))
    ),
    RepairRule(
        re.compile(rf"(?<=\d)(?=(?P<noun>{SMALL}{{2,}}))"),
        propose=lambda match: [] if is_unknown(match["noun"]) else [" ", "-"],
    ),
    # «300кфырг»: what is no known word is never surely a noun
    RepairRule(re.compile(rf"(?<=\d)(?={SMALL}{{2,}})"), (" ", "-"), only_offered=True, likely=False),
    RepairRule(re.compile(rf"(?<![\w-])({SMALL}{{1,6}})(?=\d)"), (r"\1. ", r"\1 "), only_offered=True),
    repair_row(rf"(?<={SMALL})\s?/\s?(?={CAPITAL})", ", ", " пен "),
    RepairRule(re.compile(rf"(?<=\d)({CAPITAL})(?!\w)"), (r" «\1»",), only_offered=True, likely=False),
    RepairRule(re.compile(_CUT), propose=lambda match: whole_words(match) if len(match["cut"]) > _FEWEST else ()),
    RepairRule(re.compile(_CUT), propose=whole_words, likely=False),
    # «кг 160тг», «420 тг кг»: the price of one
    RepairRule(
        re.compile(r"(?<!\w)(?<!\d )кг(?=\s\d[\d ]*(?:тг|теңге)(?!\s?-?[дн]))|(?<=\dтг )кг(?!\w)|(?<=\d тг )кг(?!\w)"),
        ("килограмы",),
        sure=True,
    ),
    # «ж.б.», «б/ша»: words that are cut short
    RepairRule(
        re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _SHORT_WORDS))})(?![\w-])", re.IGNORECASE),
        propose=lambda match: (
            []
            if match.group().isupper()  # initials
            else [as_written(match.group(), word) for word in _SHORT_WORDS[match.group().lower()]]
        ),
        sure=True,
    ),
    # «Б/б-ға»
    RepairRule(
        re.compile(
            rf"(?<![\w-])(?P<short>(?i:{any_of(short for short in _SHORT_WORDS if '/' in short)}))"
            rf"-(?P<ending>{SMALL}{{2,5}})(?!\w)"
        ),
        propose=lambda match: (
            [as_written(match.group(), attach(_SHORT_WORDS[match["short"].lower()][0], suffix))]
            if (suffix := parse_suffix(match["ending"]))
            else []
        ),
    ),
    # «А. Б.», «ТП»: letters by their names
    RepairRule(
        re.compile(rf"(?<!\w){CAPITAL}\.(?:\s?{CAPITAL}(?:\.|(?![\w.])))?(?=\s?[^\s{CAPITAL[1:-1]}]|$)"),
        propose=by_letters,
        only_offered=True,
    ),
    RepairRule(re.compile(rf"(?<![\w-]){CAPITAL}{{2,5}}(?![\w-])"), propose=by_letters, only_offered=True),
)
_OFFERED = (
    # «app.testcenter.kz», «ИНдрайв»
    RepairRule(
        re.compile(r"(?<![\w@/.-])[a-z][a-z]{2,}(?:\.[a-z]{2,})*\.kz(?![\w@/.-])"),
        propose=lambda match: [" нүкте ".join((*map(transliterated, match.group().split(".")[:-1]), "кей зет"))],
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"(?<![\w-]){CAPITAL}{{2}}{SMALL}{{3,}}(?![\w-])"),
        propose=lambda match: [match.group().capitalize()],
        only_offered=True,
    ),
    RepairRule(
        re.compile(r"(?<![\w.@/-])[A-Za-z][a-z]{2,}(?![\w@/])"),
        propose=lambda match: [transliterated(match.group())],
        only_offered=True,
        likely=False,
    ),
    # a surname behind them
    RepairRule(re.compile(rf"(?<!\w){CAPITAL}\.(?={CAPITAL}{SMALL})"), propose=by_letters, only_offered=True),
    RepairRule(
        re.compile(rf"(?<!\w){CAPITAL}\.(?:\s?{CAPITAL}\.)?(?=\s?{CAPITAL}{SMALL})"),
        propose=by_letters,
        only_offered=True,
        likely=False,
    ),
    RepairRule(re.compile(r"(?<!\w)кв(?!\w)"), ("пәтер", "квартал", "шаршы метр"), only_offered=True, likely=False),
    RepairRule(re.compile(r"(?<![^\s(«])[-–](?=\d{1,2}(?!\d))"), ("минус ", "– "), only_offered=True, likely=False),
    # «15 мектеп»: the number of a thing, or a count
    RepairRule(
        re.compile(rf"(?<![\w-])(?P<number>\d{{1,3}})\s(?P<noun>{SMALL}{{3,}})"),
        propose=lambda match: [f"{match['number']}-{match['noun']}"] if bears_number(match["noun"]) else [],
        only_offered=True,
        likely=False,
    ),
    # «71 72 пәтер», «8 қабатқа»: several things, or the number by its name
    RepairRule(
        re.compile(r"(?<![\d.,])(?<!\d\s)\d{1,3}(?:\s\d{1,3}){1,6}(?!\s?\d|[.,])"),
        propose=lambda match: [", ".join(match.group().split())],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w.,:/+-])\d{1,4}(?![\w.,:%/-])"),
        propose=lambda match: (kazakh_ordinal(int(match.group())), kazakh_cardinal(int(match.group()))),
        only_offered=True,
        likely=False,
    ),
)
REPAIRS = (*MESSAGE_ROWS, *_ROWS, *LAST_ROWS, *_OFFERED)
