"""Set phrases that are written short («и т.д.»), number signs and strokes in, their words out."""

from __future__ import annotations

import re

from zt_audio.language.reading import Context, Rule
from zt_audio.language.ru.left import last_word
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.morphology import declined_adjective
from zt_audio.language.ru.numbers import cardinal
from zt_audio.language.ru.phrases import declined
from zt_audio.language.ru.head import head_forms
from zt_audio.language.ru.written import DASH, DIGITS, SPACE, left_of_stop

# Spaces in a key stand for any or no space.
_PHRASES = {
    "и т. д.": "и так далее",
    "и т. п.": "и тому подобное",
    "и др.": "и другие",
    "и пр.": "и прочее",
    "в т. ч.": "в том числе",
    "т. е.": "то есть",
    "т. к.": "так как",
    "т. о.": "таким образом",
    "т. ч.": "том числе",
    "т. д.": "так далее",
    "т. п.": "тому подобное",
    "до н. э.": "до нашей эры",
    "н. э.": "нашей эры",
    "и. о.": "исполняющий обязанности",
    "напр.": "например",
    "см.": "смотрите",
    "лит.": "литера",
    "ср.": "сравните",
    "и/или": "и или",
    "24/7": "двадцать четыре на семь",
    "б/у": "бывший в употреблении",
    "тыс.": "тысяч",
    "млн": "миллионов",
    "млрд": "миллиардов",
    "руб.": "рублей",
    "чел.": "человек",
    "кв. м": "квадратных метров",
    "г-да": "господа",
}
_ADJECTIVES = {
    "ж/д": "железнодорожный",
    "ж.д.": "железнодорожный",
    "ж.-д.": "железнодорожный",
    "с/х": "сельскохозяйственный",
    "т. н.": "называемый",
    "адм.": "административный",
    "гор.": "городской",
    "обл.": "областной",
    "респ.": "республиканский",
    "мед.": "медицинский",
    "авт.": "автобусный",
    "ст.": "старший",
    "мл.": "младший",
}
_NOUNS = {
    "а/м": "*автомобиль",
    "а/д": "автомобильная *дорога",
    "р-он": "*район",
    "моб. тел.": "мобильный *телефон",
    "тел.": "*телефон",
    "тел": "*телефон",
    "моб.": "мобильный *телефон",
}


_DAYS = {
    "пн": "*понедельник",
    "вт": "*вторник",
    "ср": "*среда",
    "чт": "*четверг",
    "пт": "*пятница",
    "сб": "*суббота",
    "вс": "*воскресенье",
}
_DAY = "|".join(_DAYS)
_DAYS_FROM_TO = re.compile(rf"(?i:(?P<first>{_DAY}))\.?{SPACE}?{DASH}{SPACE}?(?i:(?P<last>{_DAY}))(?!\w)\.?")
_ONE_DAY = re.compile(r"(?i:(?P<day>пн|вт|чт|пт|сб))(?!\w)\.?")
_RATIO = re.compile(r"(?P<first>\d{1,4}):(?P<second>\d{1,6})(?![\w:])")
_PLUS = re.compile(r"(?P<number>\d{1,4})\+(?![\w])")


def _spaced(key: str) -> str:
    return re.escape(key).replace(r"\ ", f"{SPACE}*")


def _any(table: dict[str, str]) -> str:
    return "|".join(_spaced(key) for key in sorted(table, key=len, reverse=True))


_PHRASE = re.compile(rf"(?<!\w)(?P<short>(?i:{_any(_PHRASES)})|(?i:и{SPACE}т\.{SPACE}?[дп](?!\w)))(?:(?<=\.)|(?!\w))")
_ADJECTIVE = re.compile(rf"(?<!\w)(?P<short>{_any(_ADJECTIVES)})(?:(?<=\.)|(?=\s))(?=\s*[а-яё])")
_NOUN = re.compile(rf"(?<!\w)(?P<short>{_any(_NOUNS)})(?!\w)")
_NUMBER_SIGN = re.compile(rf"(?P<many>№№|№){SPACE}*(?=\d|[А-ЯЁ]\w*-?\d)")
_NAME_NUMBER = re.compile(r"(?<=[А-ЯЁа-яё»])-(?P<number>\d{1,6})(?![\w]|-\w)")
_BY_KEY = {re.sub(r"\s", "", key).lower(): said for key, said in _PHRASES.items()}


def _phrase(match: re.Match[str], context: Context) -> str | None:
    key = re.sub(r"\s", "", match["short"]).lower()
    if key == "ипр." and re.match(r"\s*[А-ЯЁ«]", context.text[match.end() :]):
        return None  # «и пр. Победы» is an avenue
    said = _BY_KEY.get(key) or _BY_KEY[key + "."]
    if match["short"][0].isupper():
        said = said[0].upper() + said[1:]
    return said + left_of_stop(match)


def _adjective(match: re.Match[str], context: Context) -> str | None:
    """An adjective agrees with the noun behind it, which is in one of the cases asked for."""
    right = context.text[match.end() :]
    head = head_forms(right if right[:1].isspace() else " " + right)
    if not head:
        return None
    asked = noun_cases(context.text[: match.start()])
    form = next((form for case in asked for form in head if form.case == case), head[0])
    key = re.sub(r"\.\s*н", ". н", match["short"])
    word = declined_adjective(_ADJECTIVES[key], form.case or "nom", "pl" if form.plural else form.gender or "m")
    space = "" if right[:1].isspace() else " "
    return f"{'так ' if key == 'т. н.' else ''}{word}{space}" if word else None


def _noun(match: re.Match[str], context: Context) -> str:
    return declined(_NOUNS[re.sub(r"\.\s*т", ". т", match["short"])], noun_cases(context.text[: match.start()])[0])


def _number_sign(match: re.Match[str], _: Context) -> str:
    return "номера " if match["many"] == "№№" else "номер "


def _name_number(match: re.Match[str], context: Context) -> str:
    """«Батыс-2» is «Батыс два»."""
    return f" {cardinal(int(match['number']))}"


def _ratio(match: re.Match[str], context: Context) -> str:
    """«счёт 3:1» is «три один», «масштаб 1:1000» «один к одной тысяче»."""
    first, second = int(match["first"]), int(match["second"])
    if re.search(r"сч[её]т\w*\s+$", context.text[: match.start()]):
        return f"{cardinal(first)} {cardinal(second)}"
    return f"{cardinal(first)} к {cardinal(second, 'dat')}"


def _days_from_to(match: re.Match[str], _: Context) -> str:
    first, last = (_DAYS[match[name].lower()] for name in ("first", "last"))
    return f"с {declined(first, 'gen')} по {declined(last, 'acc')}{left_of_stop(match)}"


def _one_day(match: re.Match[str], context: Context) -> str | None:
    if re.search(r"\w$", context.text[: match.start()]):
        return None
    case = "acc" if last_word(context.text[: match.start()]) in ("в", "во", "на") else "nom"
    return declined(_DAYS[match["day"].lower()], case) + left_of_stop(match)


def _plus(match: re.Match[str], _: Context) -> str:
    return f"{cardinal(int(match['number']))} плюс"


RULES = (
    Rule("ratio", _RATIO, _ratio, DIGITS),
    Rule("weekday", _DAYS_FROM_TO, _days_from_to, frozenset("пвсчПВСЧ")),
    Rule("weekday", _ONE_DAY, _one_day, frozenset("пвсчПВСЧ")),
    Rule("plus", _PLUS, _plus, DIGITS),
    Rule("shorthand", _PHRASE, _phrase, frozenset("итвднсмбчкруТЕИСНВг2л")),
    Rule("shorthand", _ADJECTIVE, _adjective, frozenset(key[0] for key in _ADJECTIVES)),
    Rule("shorthand", _NOUN, _noun, frozenset("артм")),
    Rule("number-sign", _NUMBER_SIGN, _number_sign, frozenset("№")),
    Rule("name-number", _NAME_NUMBER, _name_number, frozenset("-")),
)
