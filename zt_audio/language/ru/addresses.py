"""Abbreviated parts of an address in, the words in the case of the sentence out; house numbers with their letters."""

from __future__ import annotations

import re

from zt_audio.language.reading import Context, Rule
from zt_audio.language.ru.left import last_word
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.morphology import adjectives, forms, nouns
from zt_audio.language.ru.numbers import Case, cardinal
from zt_audio.language.ru.phrases import declined, gender_of
from zt_audio.language.ru.written import DASH, SPACE

# Before a name; written with a full stop, or short with a hyphen.
_BEFORE_NAME = {
    "ул": "*улица", "пр": "*проспект", "просп": "*проспект", "пр-т": "*проспект", "пр-кт": "*проспект", "п-т": "*проспект",
    "пл": "*площадь", "пер": "*переулок", "пр-д": "*проезд", "туп": "*тупик", "бул": "*бульвар", "бульв": "*бульвар",
    "б-р": "*бульвар", "наб": "*набережная", "ш": "*шоссе", "мкр": "*микрорайон", "мкрн": "*микрорайон",
    "мкр-н": "*микрорайон", "м-н": "*микрорайон", "ж/м": "жилой *массив", "ж.м": "жилой *массив", "кв-л": "*квартал", "г": "*город", "гор": "*город",
    "пос": "*посёлок", "п": "*посёлок", "с": "*село", "а": "*аул", "д": "*деревня", "ст": "*станция", "рзд": "*разъезд",
    "обл": "*область", "р-н": "*район", "р": "*река", "оз": "*озеро", "ост": "*остановка", "м-ка": "*местность",
    "маг": "*магазин", "гост": "*гостиница", "а/о": "аульный *округ", "с/о": "сельский *округ",
    "им": "*имени", "р-к": "*рынок", "гр": "*гражданин", "гр-н": "*гражданин", "гр-ка": "*гражданка", "г-н": "*господин",
    "г-жа": "*госпожа", "тов": "*товарищ", "акад": "*академик", "проф": "*профессор", "св": "*святой", "ген": "*генерал",
    "зам": "*заместитель", "нач": "*начальник", "дир": "*директор", "зав": "*заведующий", "инсп": "*инспектор",
    "м-р": "*майор", "к-н": "*капитан", "п/п-к": "*подполковник", "п-к": "*полковник", "л-т": "*лейтенант",
}  # fmt: skip
# Before a number.
_BEFORE_NUMBER = {
    "д": "*дом", "дом": "*дом", "кв": "*квартира", "корп": "*корпус", "к": "*корпус", "стр": "*строение", "вл": "*владение",
    "влад": "*владение", "уч": "*участок", "каб": "*кабинет", "оф": "*офис", "под": "*подъезд", "пом": "*помещение",
    "эт": "*этаж", "ауд": "*аудитория", "ком": "*комната", "в/ч": "воинская *часть",
    "маршр": "*маршрут", "авт": "*автобус", "мкр": "*микрорайон", "мкрн": "*микрорайон", "пав": "*павильон",
    "бут": "*бутик", "блок": "*блок", "ряд": "*ряд",
}  # fmt: skip
_NAME_AHEAD = r"[«\"]?[А-ЯЁA-Z]|\d"


def _abbreviations(table: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))


# A capital letter alone is an initial, never «город»; the rest may begin a sentence.
_NAMED = re.compile(
    rf"(?<![\w-])(?P<short>(?i:(?!.[.\s])(?:{_abbreviations(_BEFORE_NAME)}))|[а-я](?=\.))(?:\.|(?![\w.-])){SPACE}*(?={_NAME_AHEAD}|[а-яё])"
)
_HOUSE = rf"(?P<number>\d{{1,4}})(?:{SPACE}?(?P<letter>[а-жА-Ж])(?![\w.])|{DASH}(?P<letter2>[а-джА-ДЖ])(?!\w))?(?:{SPACE}?/{SPACE}?(?P<part>\d{{1,4}})(?P<letter3>[а-жА-Ж])?)?(?![\w/])"
_NUMBERED = re.compile(
    rf"(?<![\w-])(?P<short>(?i:{_abbreviations(_BEFORE_NUMBER)}))(?:\.|(?![\w.-])){SPACE}*(?P<mark>№{SPACE}*)?(?:{_HOUSE})(?!{DASH}\d|\.\d|:\d)"
)
_DECLINED = re.compile(r"(?P<short>пр-к?т|п-т|р-н|мкр-н|б-р|кв-л|пр-д|гр-н|г-н|р-к)(?P<ending>а|у|ом|е|ов|ы)(?!\w)")
_CASE_OF_ENDING: dict[str, Case] = {"а": "gen", "у": "dat", "ом": "ins", "е": "prep", "ов": "gen", "ы": "nom"}
_HOUSE_ALONE = re.compile(_HOUSE)
_AFTER_NAME = re.compile(r"(?P<short>обл|р-н|ул|пр-т|пр|мкр|г|гор|пл|пер)(?:\.|(?<=-[нт])(?![\w]))")
_AFTER_NAME_PHRASES = {
    short: _BEFORE_NAME[short] for short in ("обл", "р-н", "ул", "пр-т", "пр", "мкр", "г", "гор", "пл", "пер")
}
_LETTERS = {"а": "а", "б": "бэ", "в": "вэ", "г": "гэ", "д": "дэ", "е": "е", "ж": "жэ"}
_CAPITALISED = re.compile(r"([А-ЯЁ][\w-]+)\s+$")


def _named(match: re.Match[str], context: Context) -> str | None:
    """«ул. Абая»; a short word before a small letter is no abbreviation of ours."""
    short = match["short"].lower()
    right = context.text[match.end() :]
    left = context.text[: match.start()]
    if short not in _BEFORE_NAME or not (match.group().rstrip().endswith(".") or _needs_no_stop(short)):
        return None
    if short == "им":
        return "имени " if re.match(_NAME_AHEAD, right) and _after_noun(left) else None
    if not re.match(_NAME_AHEAD, right) and short not in (
        "ул",
        "пр",
        "мкр",
        "пос",
        "ост",
        "маг",
        "зам",
        "нач",
        "дир",
        "зав",
    ):
        return None
    if short == "а" and _is_number_word(last_word(left)):
        return None  # «дом семь а. Потом …»
    if re.match(r"\d", right) and short not in ("ул", "пр", "пер", "мкр", "мкрн", "мкр-н", "м-н", "ост", "пл", "рзд"):
        return None
    if adjective := _adjective_before(left, _BEFORE_NAME[short]):
        return declined(_BEFORE_NAME[short], adjective) + " "
    return declined(_BEFORE_NAME[short], _place_case(left)) + " "


def _place_case(left: str) -> Case:
    """«с ул. Абая» is from there, where «с ТОО» is together with it."""
    return "gen" if last_word(left) in ("с", "со") else noun_cases(left)[0]


def _after_noun(left: str) -> bool:
    """«школа им. Абая», but «дали им. Потом …»."""
    word = last_word(left)
    return not word or forms(word)[:1] == nouns(word)[:1] or not any(form.known for form in forms(word))


def _is_number_word(word: str) -> bool:
    return bool(word) and any(form.kind == "NUMR" for form in forms(word))


def _needs_no_stop(short: str) -> bool:
    return short in ("мкр", "мкрн", "дом", "блок", "ряд") or "-" in short or "/" in short


def _adjective_before(left: str, phrase: str) -> Case | None:
    """«Актюбинской обл. Алгинского р-на»: an adjective before the abbreviation tells its case."""
    match = _CAPITALISED.search(left)
    if not match:
        return None
    own = {form.case for form in adjectives(match.group(1)) if form.gender == gender_of(phrase) and not form.plural}
    asked = noun_cases(left[: match.start()])
    return next((case for case in asked if case in own), next(iter(own - {None}), None)) if own else None


def _declined(match: re.Match[str], _: Context) -> str:
    """«на пр-те»: the case is written."""
    ending = match["ending"]
    return declined(_BEFORE_NAME[match["short"]], _CASE_OF_ENDING[ending], plural=ending in ("ов", "ы"))


def _after_name(match: re.Match[str], context: Context) -> str | None:
    """«Актюбинская обл.»: behind an adjective that agrees, or a street's name."""
    left = context.text[: match.start()]
    phrase = _AFTER_NAME_PHRASES[match["short"]]
    case = _adjective_before(left, phrase)
    if case is None:
        return None
    ends = (
        "."
        if match.group().endswith(".") and re.match(r"\s*$|\s+[А-ЯЁ]\w+\s+[а-я]", context.text[match.end() :])
        else ""
    )
    return declined(phrase, case) + ends


def _numbered(match: re.Match[str], context: Context) -> str | None:
    short = match["short"].lower()
    if context.text[match.end("short")] != "." and not _needs_no_stop(short):
        return None
    left = context.text[: match.start()]
    case = _place_case(left) if last_word(left) else "nom"
    mark = "номер " if match["mark"] else ""
    return f"{declined(_BEFORE_NUMBER[short], case)} {mark}{_house(match)}"


def _house(match: re.Match[str]) -> str:
    words = [cardinal(int(match["number"]))]
    if letter := match["letter"] or match["letter2"]:
        words.append(_LETTERS[letter.lower()])
    if match["part"]:
        words += ["дробь", cardinal(int(match["part"]))]
    if match["letter3"]:
        words.append(_LETTERS[match["letter3"].lower()])
    return " ".join(words)


def _house_alone(match: re.Match[str], _: Context) -> str | None:
    """«Абая, 12а», «56/2»: without a letter or a part it is a number like any other."""
    spaced_letter = match["letter"] and " " in match.group()
    if not (match["letter"] or match["letter2"] or match["part"] or match["letter3"]) or spaced_letter:
        return None
    return _house(match)


SHORT = frozenset(_BEFORE_NAME) | frozenset(_BEFORE_NUMBER)
_LETTER_FIRST = "".join({word[0] for word in (*_BEFORE_NAME, *_BEFORE_NUMBER)})
_FIRST = frozenset(_LETTER_FIRST + _LETTER_FIRST.upper())
RULES = (
    Rule("address", _DECLINED, _declined, frozenset("прмбкг")),
    Rule("address", _NUMBERED, _numbered, _FIRST),
    Rule("address", _AFTER_NAME, _after_name, frozenset("орупмг")),
    Rule("address", _NAMED, _named, _FIRST),
)
HOUSE_RULES = (Rule("house", _HOUSE_ALONE, _house_alone, frozenset("0123456789")),)
