"""The text to the left of a number or abbreviation in, the cases that it may stand in out, likeliest first."""

from __future__ import annotations

import re
from functools import cache

from zt_audio.language.ru.morphology import forms
from zt_audio.language.ru.numbers import Case

Cases = tuple[Case, ...]

_GENITIVE = (
    "до от из у без для около после кроме вместо ради против среди вокруг вдоль внутри вне возле близ свыше из-за из-под "
    "накануне позднее ранее позже раньше более менее больше меньше выше ниже старше младше дольше дороже дешевле "
    "порядка подле напротив мимо относительно насчёт ввиду вследствие вблизи путём посредством помимо "
    "недалеко поперёк поверх сверх сзади спереди"
)
PREPOSITIONS: dict[str, Cases] = {
    **dict.fromkeys(_GENITIVE.split(), ("gen",)),
    **dict.fromkeys(("с", "со"), ("gen", "ins", "acc")),
    **dict.fromkeys(("к", "ко", "благодаря", "согласно", "вопреки", "навстречу", "соответственно", "равно", "равна",
                     "равен", "равны"), ("dat",)),
    "по": ("dat", "acc", "prep"),
    **dict.fromkeys(("в", "во"), ("acc", "prep")),
    "на": ("acc", "prep"),
    **dict.fromkeys(("о", "об", "обо"), ("prep", "acc")),
    "при": ("prep",),
    "за": ("acc", "ins"),
    "под": ("acc", "ins"),
    **dict.fromkeys(("над", "перед", "между"), ("ins",)),
    **dict.fromkeys(("через", "про", "сквозь", "спустя"), ("acc",)),
}  # fmt: skip
# Words that stand between a preposition and its number and change nothing: «до примерно 5 часов».
_TRANSPARENT = frozenset(
    "ровно примерно приблизительно почти всего лишь только уже ещё целых даже минимум максимум именно где-то ориентировочно "
    "не хотя бы также и или".split()
)
# Nouns of measure after which a number stands in the genitive: «в размере 5 МРП», «в возрасте 16 лет».
_MEASURES = frozenset(
    "размере возрасте течение количестве сумме пределах радиусе расстоянии высоте глубине ширине длине протяжении "
    "истечении достижении объёме объеме числе составе порядке возраста стажем продолжительности".split()
)
_NOT_VERBAL = frozenset("расстояние наказание давление значение население отделение решение постановление".split())
# «18 часов 30 минут»: the second number stands in the case of the first.
_UNIT = r"(?:час\w*|минут\w*|ч\.?|мин\.?|сек\w*\.?|год\w*|лет|месяц\w*|руб\w*\.?|тенге|метр\w*|м|км|кг|грамм\w*)"
_NUMBER = r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[,.:]\d+)?"
_NUMBER_UNIT = re.compile(rf"(?<!\w){_NUMBER}(?:-\w+)?\s*{_UNIT}\s+$")
_NUMBER_LIST = re.compile(rf"(?<![\w.]){_NUMBER}(?:-[а-яё]+)?(?:\s*,|\s+(?:и|или))\s+$")
_MINUTES_TO = re.compile(r"(?<!\w)без\s+(?:\d+|четверти)(?:\s+мин\w*\.?)?\s+$", re.IGNORECASE)  # «без 5 минут 9»
_LAST_WORD = re.compile(r"([а-яё]+(?:-[а-яё]+)*)[\s(«]+$", re.IGNORECASE)
_RANGE_START = re.compile(rf"(?<!\w)с\s+{_NUMBER}(?:-\w+)?\s+(?:{_UNIT}\s+|утра\s+|вечера\s+)?по\s+$", re.IGNORECASE)


def last_word(left: str) -> str:
    """Return the word that ends `left`, in small letters; '' where a mark or a number ends it."""
    match = _LAST_WORD.search(left[-60:])
    return match.group(1).lower() if match else ""


def before_list(left: str) -> str:
    """Return `left` without the numbers that end it: «статьи 434, 437 и» gives «статьи»."""
    while match := _NUMBER_LIST.search(left):
        left = left[: match.start()]
    return left


def number_cases(left: str) -> Cases:
    """Return the cases that `left` asks of a number right after it; () where it asks nothing."""
    left = left[-200:]
    if _RANGE_START.search(left):
        return ("acc",)  # «с 1 по 5 марта»: up to and with
    if _MINUTES_TO.search(left):
        return ()
    if match := _NUMBER_UNIT.search(left) or _NUMBER_LIST.search(left):
        return number_cases(left[: match.start()])
    word = last_word(left)
    if not word:
        return ()
    before = left[: left.lower().rindex(word)]
    if word in PREPOSITIONS:
        return PREPOSITIONS[word]
    if word in _TRANSPARENT:
        return number_cases(before)
    if word in _MEASURES:
        return ("gen",)
    return _cases_after(word, before)


def _cases_after(word: str, before: str) -> Cases:
    """Return what a word of an open class asks: an adjective its own case, a verb the accusative."""
    if word.endswith(("ение", "ения", "ению", "ением", "ении", "ание", "ания", "анию", "анием", "ании")):
        return () if word in _NOT_VERBAL else ("gen",)
    kinds = forms(word)
    if not kinds:
        return ()
    if kinds[0].kind == "COMP":
        return ("gen",)
    if kinds[0].kind in ("VERB", "INFN", "GRND") and "tran" in kinds[0].traits:
        return ("acc",)
    if kinds[0].kind == "ADJ":
        own = tuple(dict.fromkeys(form.case for form in kinds if form.kind == "ADJ" and form.case))
        asked = number_cases(before)
        return tuple(case for case in asked if case in own) or own
    return ()


# Verbs of going, telling and sending: after them «в» and «на» ask where to, not where.
_WHITHER = re.compile(
    r"(?:обра[тщ]|сообщ|звон|достав|посту|вызв|яв[ил]|прий|прид|приш|приез|приех|переда|направ|подат|пода[вйлю]|заявлен|"
    r"вступ|вход|войт|внес|вноси|поез|поех|ид[иуёт]|езж|отправ|пригла|перевед|перевод|помещ|заход|дорог|выезж|выех|вый[дт])"
    r"\w*(?:\s+[а-яё]+){0,3}\s+(?:в|во|на)\s+$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?<!\w)[А-ЯЁ]?[А-Яа-яё]*[А-ЯЁ]{2,}\s+$")
_AND_ABBREVIATION = re.compile(r"(?<!\w)[А-ЯЁ]?[А-Яа-яё]*[А-ЯЁ]{2,}\s+(?:и|или)\s+$")
_AND_NAME = re.compile(r"\b(?:ул|пр|пер|мкр|г|пос|пл)\.\s*[А-ЯЁ][\w-]*(?:\s[\w-]+)?\s+(?:и|или)\s+$")
_AFTER_SHORT = re.compile(r"(?<!\w)(?:гг|мес|кв|пол|нач|кон|сер)\.\s+$")
_QUOTED = re.compile(r"«[^«»]*»\s+$")
_LABELLED_NUMBER = re.compile(r"(?:ст|ч|п|пп|подп|стать\w+|част\w+|пункт\w*|абз)\.?\s*(?:\d[\d-]*\)?(?:,\s*|\s+(?:и|или)\s+))*\d[\d-]*\)?\s+$", re.IGNORECASE)
_PLACE_PREPOSITIONS: dict[str, Cases] = {
    **dict.fromkeys(("в", "во", "на"), ("prep", "acc")),
    **dict.fromkeys(("с", "со"), ("ins", "gen")),
    "за": ("ins", "acc"),
    "под": ("ins", "acc"),
    "по": ("dat",),
}


def noun_cases(left: str) -> Cases:
    """Return the cases that `left` asks of an abbreviated noun right after it, likeliest first; never empty."""
    left = left[-200:]
    for joined in (_AND_ABBREVIATION, _AND_NAME):
        if match := joined.search(left):
            return noun_cases(left[: match.start()])
    if _AFTER_SHORT.search(left) or _ABBREVIATION.search(left) or _LABELLED_NUMBER.search(left) or _QUOTED.search(left):
        return ("gen",)
    if _WHITHER.search(left):
        return ("acc",)
    word = last_word(left)
    if not word:
        return ("nom",)
    if word in _PLACE_PREPOSITIONS:
        return _PLACE_PREPOSITIONS[word]
    if word in PREPOSITIONS:
        return PREPOSITIONS[word]
    return _noun_cases_after(word, left)


@cache
def _own_cases(word: str) -> tuple[str, Cases]:
    kinds = forms(word)
    if not kinds:
        return "", ()
    kind = kinds[0].kind
    return kind, tuple(dict.fromkeys(form.case for form in kinds if form.kind == kind and form.case))


def _noun_cases_after(word: str, left: str) -> Cases:
    kind, own = _own_cases(word)
    if kind == "NOUN":
        return ("gen",)
    if kind in ("INFN", "GRND"):
        return ("acc",)
    if kind == "ADJ":
        asked = noun_cases(left[: left.lower().rindex(word)])
        return tuple(case for case in asked if case in own) or own
    return ("nom",)
