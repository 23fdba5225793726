"""List how Russian text is typed sloppily, and what it may stand for; the likeliest rows first.

Rows that keep every letter and digit put marks and spaces back; the others are offers only, for a person to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zt_audio.language.repairs import RepairRule, repair_row
from zt_audio.language.ru.cut_words import contracted
from zt_audio.language.ru.dates import MONTHS
from zt_audio.language.ru.kinds import SHORT, offers
from zt_audio.language.ru.known_words import frequent_words
from zt_audio.language.ru.letters import letter_names
from zt_audio.language.ru.morphology import forms, is_in_dictionary
from zt_audio.language.ru.numbers import cardinal
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.spelt_out import ABBREVIATED, may_be_cut, offered
from zt_audio.language.ru.units import FOR_EACH, FOR_EACH_SIGN, UNITS
from zt_audio.language.tables import word_set

_SMALL = "[а-яё]"
_DAY_OF_WEEK = "(?:пн|вт|ср|чт|пт|сб|вс)"
_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_DAY, _MONTH = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:0[1-9]|1[0-2])"
_WITHOUT_STOP = word_set("км м см мм дм кг г мг л мл т ц га с ч млн млрд трлн")  # signs of units have none
# What no thermometer shows: «Хлеб -180 тг», «Возраст -18 лет»
_NEVER_COLD = r"\d{3}|\d+\s?(?:тг|тенге|₸|руб|тыс|млн|лет|год|чел|человек|шт|мрп|МРП|кг|дн|мес)(?!\w)"
_IN_CAPITALS = frozenset(name for name in (*UNITS, *ORGANISATION_PHRASES) if name.isupper() and name.isalpha())
_ROUTE_BEFORE = re.compile(r"(?:маршрут|автобус)\w{0,3}\s(?:№\s?)?\d+$", re.IGNORECASE)  # «маршрут 8м»
_SIGHT = 100  # characters
_NAME_BEHIND = re.compile(r"\s[А-ЯЁ]")
_ALIASES = {
    "им": ("имени",),
    "в/п": ("вредных привычек",),
    "г.р": ("года рождения",),
    "г/р": ("года рождения",),
    "м/ж": ("между",),
    "теч": ("течение",),
    "ч/б": ("чёрно-белая", "чёрно-белый"),
    "дд": ("дома", "домов"),
    "жд": ("железнодорожный", "железнодорожная"),
    "дт": ("дизельное топливо",),
    "лс": ("личные сообщения", "личку"),
    "мк": ("мастер-класс",),
    "спс": ("спасибо",),
    "вс": ("воскресенье",),
    "ср": ("среда", "среду"),
    "кг": ("килограмм",),
    "л": ("литр", "литров"),
    "м": ("метр", "метров"),
    "ч": ("часть", "часов"),
    "п": ("пункт", "посёлок", "пункта"),
    "г": ("год", "город"),
}
_MOST_WORDS = 2
_ALPHABET, _VOWELS = "абвгдежзийклмнопрстуфхцчшщъыьэюя", frozenset("аеиоуыэюя")


def _whole_word(match: re.Match[str]) -> Iterator[str | tuple[int, str]]:
    gap = " " * match.string[: match.start()][-1:].isdecimal()
    for back, word in whole_words(match["cut"], match.string, match.start(), match.end()):
        yield (back, word) if back else gap + word


def _ended(match: re.Match[str]) -> Iterator[str]:
    if match["ending"] != "м" or not _ROUTE_BEFORE.search(match.string, 0, match.start()):
        yield f"-{match['ending']}"


def _day(match: re.Match[str]) -> Iterator[str]:
    yield f"{int(match['day'])} {MONTHS[int(match['month']) - 1]}"
    yield f"{match['day']}:{match['month']}"


def _days(match: re.Match[str]) -> Iterator[str]:
    yield f"{int(match['first'])}–{int(match['day'])} {MONTHS[int(match['month']) - 1]}"


def _stopped(match: re.Match[str]) -> Iterator[str]:
    named = match.group() == "г" and _NAME_BEHIND.match(match.string, match.end())  # «г Актобе», but «5 г»
    text, end = match.string, match.end()
    if may_be_cut(match.group(), text[max(0, match.start() - _SIGHT) : match.start()], text[end : end + _SIGHT]):
        return  # its words were to be written out, and were not
    if named or match.group() in ABBREVIATED - _WITHOUT_STOP:
        yield f"{match.group()}."


def _by_letters(match: re.Match[str]) -> Iterator[str]:
    if names := letter_names(match.group()):
        yield names + (" " if match.string[match.end() : match.end() + 1].isalnum() else "")


def whole_words(cut: str, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield what `cut` between `start` and `end` of `text` may stand for, the likeliest first.

    Each is how many characters before the cut change as well, and what to type.
    """
    plain = cut.lower().replace("ё", "е")
    found = list(offered(plain, text, start, end)) or [(0, word) for word in _mistyped(plain)]
    for back, word in found:
        typed = word.lstrip(" ,")
        yield back, typed.capitalize() if cut[0].isupper() else typed


@lru_cache(maxsize=512)  # a text is read again with each repair
def _mistyped(word: str) -> list[str]:
    """Return the likeliest words that `word` lacks vowels or a letter of."""
    if word in ABBREVIATED:
        return []
    if not _VOWELS.intersection(word):
        skeleton = re.compile(".+".join(word) + ".*")
        found = sorted(frequent_words(), key=lambda each: -each.level)
        return [each.word for each in found if skeleton.fullmatch(each.plain)][:_MOST_WORDS]
    return [] if is_in_dictionary(word) else _slips_of(word)


def _slips_of(word: str) -> list[str]:
    """Return the forms of frequent words of which `word` lacks a letter, has one too many, or swaps two."""
    ends = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    typed = [first + rest[1:2] + rest[:1] + rest[2:] for first, rest in ends]
    typed += [first + rest[1:] for first, rest in ends]
    typed += [f"{first}{letter}{rest}" for first, rest in ends for letter in _ALPHABET]
    frequent = {each.word for each in frequent_words()}
    found = (form for form in dict.fromkeys(typed) if form != word and is_in_dictionary(form))
    return [form for form in found if forms(form)[0].lemma in frequent][:_MOST_WORDS]


REPAIRS = (
    # «22.00ч», «14-00ч», «10.30 ч»: the colon of a time, the space before its hours; «9-15ч» may be a range
    repair_row(rf"(?<![\d.:,-])({_HOUR})[.:]({_MINUTE})\s?(ч(?:ас)?\.?)(?!{_SMALL})", r"\1:\2 \3"),
    repair_row(rf"(?<![\d.:,-])({_HOUR})-(00|30|45)\s?(ч(?:ас)?\.?)(?!{_SMALL})", r"\1:\2 \3"),
    # «Начало: 18-30»: a time, or a range
    RepairRule(
        re.compile(rf"(?<![\d.:,-])({_HOUR})-(00|15|30|45)(?![\d.:,-]|\s?ч)"), (r"\1:\2", r"\1–\2"), only_offered=True
    ),
    # «с 1 по 14 в отпуске», «17/04»: days of a month
    repair_row(r"(?<!\w)([Сс]о?)\s(\d{1,2})\sпо\s(\d{1,2})(?![\w.-])", r"\1 \2-го по \3-е"),
    RepairRule(
        re.compile(rf"(?<![\d/.-])(?P<day>{_DAY})/(?P<month>{_MONTH})(?![\d/])"),
        propose=lambda match: [next(_day(match))],
    ),
    # «25го», «2х», «34 летний», «15 дневный»: the hyphen before an ending or the second half of a word
    RepairRule(
        re.compile(r"(?<=\d)\s?(?P<ending>го|ого|му|ому|й|ый|ий|я|ая|ую|е|ое|м|ом|ым|х|ых|ми|ти|ю|ой)(?!\w)"),
        propose=_ended,
    ),
    repair_row(
        rf"(?<=\d)\s?(?=(?:лет|дневн|часов|месячн|кратн|этажн|комнатн|местн|тонн|метров|минутн|квартирн){_SMALL}{{2,3}}(?!\w))",
        "-",
    ),
    # «3эт. дом»
    repair_row(r"(?<=\d)(?=эт\.)", "-", " "),
    repair_row(rf"(?<=\d)(?={_SMALL}{{1,6}}\.)", " "),
    repair_row(r"(?<=\d)\s(кл|эт|кат|под|мкр|дн|мес|сут|нед|раб)(?![\w.-])", r" \1."),
    # «5эт», «7-8кл», «50кг»: the space before a noun, and its full stop
    repair_row(r"(?<=\d)([а-яё]{1,6})(?![\w.-])", r" \1.", r" \1"),
    # «3 мрп», «дтп»: an abbreviation in small letters
    RepairRule(
        re.compile(rf"(?<![\w-]){_SMALL}{{2,5}}(?![\w-])"),
        propose=lambda match: [match.group().upper()] if match.group().upper() in _IN_CAPITALS else [],
    ),
    RepairRule(
        re.compile(rf"(?<=\d){_SMALL}{{2,5}}(?![\w-])"),
        propose=lambda match: [f" {match.group().upper()}"] if match.group().upper() in _IN_CAPITALS else [],
    ),
    # «7,10,11», «вт/чт/сб», «№ 1,2»: spaces in a list
    RepairRule(
        re.compile(r"(?<![\d,])\d{1,4}(?:\s?,\s?\d{1,4}){2,}(?![\d,])"),
        propose=lambda match: [re.sub(r"\s?[,/]\s?", ", ", match.group())],
    ),
    RepairRule(
        re.compile(r"(?<=№)\s?\d{1,4}(?:,\d{1,4})+(?![\d,])"),
        propose=lambda match: [re.sub(r"\s?[,/]\s?", ", ", match.group())],
    ),
    RepairRule(
        re.compile(rf"(?<!\w){_DAY_OF_WEEK}(?:/{_DAY_OF_WEEK})+(?!\w)"),
        propose=lambda match: [re.sub(r"\s?[,/]\s?", ", ", match.group())],
    ),
    # «ул Абая», «каб 205»: the full stop of a clipped word
    RepairRule(re.compile(rf"(?<![\w-]){_SMALL}{{1,8}}(?![\w.-])"), propose=_stopped),
    repair_row(rf"(?<![\w-])({_SMALL}{{1,6}})\s({_SMALL}{{1,3}})(?![\w.-])", r"\1. \2."),
    # «куб.см», «ул.Абая5»: the space behind a full stop
    repair_row(r"(?<=[а-яё]\.)(?=[\wА-Я])", " "),
    # «Хлеб -180 тг», «тел. -112»: a dash
    repair_row(rf"(?<![^\s(«])[-–](?={_NEVER_COLD})", "– "),
    RepairRule(re.compile(r"(?<![^\s(«])[-–](?=\d)"), ("минус ", "– "), only_offered=True),
    repair_row(r"(?<=\w)-(?=\s)|(?<=\s)-(?=\w)", " – "),
    # «10.12», «05:00 23.10», «6-7.12»: a day without the name of its month, or a time
    RepairRule(
        re.compile(rf"(?<![\d.,:-])(?P<day>{_DAY})\.(?P<month>{_MONTH})(?!\d|[.,:-]\d)"),
        propose=_day,
        only_offered=True,
    ),
    RepairRule(
        re.compile(rf"(?<![\d.,:-])(?P<first>{_DAY})[-–](?P<day>{_DAY})\.(?P<month>{_MONTH})(?!\d|[.,:-]\d)"),
        propose=_days,
    ),
    # «6 мес.-5 лет»
    repair_row(r"(\d+)\s?мес\.?\s?[-–]\s?(\d+)\s?лет", r"от \1 месяцев до \2 лет"),
    # «км 0-61»
    repair_row(r"(?<!\w)км\.?\s(\d+)[-–](\d+)", r"с \1-го по \2-й км"),
    RepairRule(
        re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _ALIASES))})\.?(?![\w-])", re.IGNORECASE),
        propose=lambda match: _ALIASES[match.group().lower().rstrip(".")],
    ),
    RepairRule(
        re.compile(r"(?P<cut>(?:(?<=\d)[а-яё]|(?<![\w-])[А-Яа-яё])[а-яё]{1,11})\.?(?![\w-])"), propose=_whole_word
    ),
    repair_row(r"(\d{1,2})(?:…|\.{2,3})\s?[-–−](\d{1,2})\sградуса", r"от \1 до −\2 градусов"),
    repair_row(r"(?<=\w)\s?/\s(?=\d)", ", "),
    # «6ут», «2600/кг», «3т»
    RepairRule(
        re.compile(rf"\s?/\s?(?P<what>{FOR_EACH_SIGN})\.?(?!\w)"),
        propose=lambda match: [f" {FOR_EACH[match['what']]}"],
    ),
    # «2р в день», «7л», «12л», «3т»: letters that stand for several words
    RepairRule(SHORT, propose=offers, only_offered=True),
    repair_row(r"раза?/(день|сутки|неделю|месяц|год)", r"раза в \1"),
    repair_row(r"(\d+)\s?с\.?(?!\w)", r"\1 секунд", r"\1 сотых"),
    # «1мес», «пол-ке»: a cut word with its number, or without its middle
    RepairRule(
        re.compile(r"(?<![\w-])(?P<head>[а-яё]{1,6})-(?P<tail>[а-яё]{1,4})(?![\w-])"),
        propose=lambda match: contracted(match["head"], match["tail"])[0],
    ),
    # «д12», «Батыс2», «р16»: the space before a number
    RepairRule(re.compile(r"(?<![\w-])([а-яё]{1,6})(?=\d)"), (r"\1. ", r"\1 "), only_offered=True),
    RepairRule(re.compile(r"(?<=[А-ЯЁ][а-яё])([а-яё]*)(?=\d)"), (r"\1 ", r"\1-"), only_offered=True),
    RepairRule(re.compile(r"(?<![\w-])[А-ЯЁа-яё](?=\d)"), propose=_by_letters, only_offered=True),
    # «Тургенева/Есет», «паспорт+фото», «+22», «10%», «24ч», «18.25»
    repair_row(r"(?<=[а-яё]{2})\s?/\s?(?=[а-яёА-ЯЁ]{2})", ", ", " и ", " или "),
    repair_row(r"(?<=\w)\s?\+\s?(?=[а-яёА-ЯЁ])", " и ", " плюс "),
    repair_row(r"(?<!\w)\+\s?(?=\d)", "плюс "),
    repair_row(r"(?<=\d)\s?%", " процентов", " процента", " процент"),
    repair_row(rf"(?<![\d.,:-])({_HOUR})\s?ч\.?(?!\w)", r"\1:00"),
    RepairRule(re.compile(rf"(?<![\d.,:-])({_HOUR})\.({_MINUTE})(?![\d.,:])"), (r"\1:\2",), only_offered=True),
    # «сад 33»: the number by its name, or of a thing
    RepairRule(
        re.compile(r"(?<![\w.,:/+-])\d{1,4}(?![\w.,:%/-])"),
        propose=lambda match: (cardinal(int(match.group())), f"{match.group()}-й", f"{match.group()}-го"),
        only_offered=True,
    ),
    # «2-е»: people, or an ordinal
    repair_row(r"(?<!\d)2-?е(?!\w)", "двое", "второе"),
    # «А. Б.»: initials by the names of their letters
    RepairRule(
        re.compile(r"(?<!\w)[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?=\s?[А-ЯЁ][а-яё]|\s|$)"), propose=_by_letters, only_offered=True
    ),
    # «АЦ», «8М»: letters by their names
    RepairRule(re.compile(r"(?<![\w-])[А-ЯЁ]{1,4}(?![\w-])"), propose=_by_letters, only_offered=True),
    RepairRule(re.compile(r"(?<![\w-])[бвгджзклмнпрстфхцчшщ]{2,4}(?![\w-])"), propose=_by_letters),
    repair_row(r"(?<![\w.,–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?=\s[а-яё])", r"с \1-го по \2-й", r"от \1 до \2"),
)
