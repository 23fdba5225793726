"""References to articles, parts, points and sub-points of laws in, said with each word in its case out.

As Kazakhstan's laws name them: «часть первая статьи 434», but «пункт 2», «подпункт 3)», «статья 434».
"""

from __future__ import annotations

import re

from zt_audio.language.reading import Context, Rule
from zt_audio.language.ru.noun_case import noun_cases
from zt_audio.language.ru.numbers import Case, cardinal
from zt_audio.language.ru.ordinals import ordinal
from zt_audio.language.ru.phrases import declined
from zt_audio.language.ru.written import DASH, SPACE

# Abbreviation, what is said, and how far up it stands: what stands higher follows in the genitive.
_LEVELS = {
    "абз": ("*абзац", 0),
    "подп": ("*подпункт", 1),
    "пп": ("*подпункт", 1),
    "п": ("*пункт", 2),
    "ч": ("*часть", 3),
    "ст": ("*статья", 4),
    "гл": ("*глава", 5),
    "разд": ("*раздел", 6),
    "прил": ("*приложение", 6),
    "рис": ("*рисунок", 6),
    "табл": ("*таблица", 6),
    "§": ("*параграф", 4),
}
_ITEM = rf"\d+(?:{DASH}\d+)?(?:\.\d+)*\)?"
_LIST = rf"{_ITEM}(?:{SPACE}?,{SPACE}?{_ITEM}(?=[,\s]|$))*(?:{SPACE}(?:и|или){SPACE}{_ITEM})?"
# Behind a list of numbers stands what they belong to; elsewhere a second number may count something.
_BELONGS = r"(?=\s*(?:$|[.;)»]|КоАП|[А-ЯЁ]{2,}|[Кк]одекс|[Зз]акон|[Пп]равил|ст\.|стать|ч\.|част|п\.|пункт))"
_REFERENCE = re.compile(
    rf"(?P<level>(?:п\.{SPACE}?п|ч\.{SPACE}?ч|ст\.{SPACE}?ст|пп|чч|стст|абз|подп|разд|прил|гл|рис|табл|ст|п|ч)\.|§§?){SPACE}*"
    rf"(?P<items>{_LIST}{_BELONGS}|{_ITEM})(?![\w]|{DASH}\w)(?P<range>)"
)
_BEFORE = re.compile(
    r"(?P<level>абз|подп|пп|п|ч|ст|гл)\.?\s*[\d\-–.]+\)?,?\s+$|(?P<word>подпункт|пункт|част|стать|глав)\w*\s+[\d\-–.]+\)?,?\s+$"
)
_WORDS = {"подпункт": 1, "пункт": 2, "част": 3, "стать": 4, "глав": 5}
_INDEX = "дефис"  # «434-2»: an article that was put in between


def _reference(match: re.Match[str], context: Context) -> str | None:
    written = re.sub(r"[.\s]", "", match["level"])
    doubled = written in ("стст", "чч", "§§") or re.fullmatch(r"п\.\s*п\.", match["level"]) is not None
    level = written[: len(written) // 2] if doubled else written
    if level not in _LEVELS:
        return None
    if doubled and level == "п" and ")" in match["items"]:
        level = "подп"  # sub-points are numbered «1)»
    phrase, height = _LEVELS[level]
    case = _case(context.text[: match.start()], height)
    items = re.findall(_ITEM, match["items"])
    ranged = doubled and len(items) == 1 and re.fullmatch(rf"\d+{DASH}\d+", items[0])
    noun = declined(phrase, case, plural=doubled or len(items) > 1)
    if ranged:
        first, last = re.findall(r"\d+", items[0])
        return f"{noun} с {_in_order(first, 'gen', phrase)} по {_in_order(last, 'acc', phrase)}"
    return f"{noun} {re.sub(_ITEM, lambda item: _item(item.group(), level, case), match['items'])}"


def _case(left: str, height: int) -> Case:
    """«п. 2 ч. 1 ст. 434»: each higher level is the owner of the one before it; a lower one stands beside it."""
    before = _BEFORE.search(left)
    if not before:
        return noun_cases(left)[0]
    level = _LEVELS[before["level"]][1] if before["level"] else _WORDS[before["word"]]
    return "gen" if height > level else _case(left[: before.start()], height)


def _in_order(number: str, case: Case, phrase: str) -> str:
    return ordinal(int(number), case, "f" if phrase in ("*статья", "*часть", "*глава", "*таблица") else "m")


def _item(written: str, level: str, case: Case) -> str:
    numbers = re.findall(r"\d+", written)
    if level == "ч" and len(numbers) == 1:
        return ordinal(int(numbers[0]), case, "f")
    between = " точка " if "." in written else f" {_INDEX} "
    return between.join(cardinal(int(number)) for number in numbers)


_ARTICLE_INDEX = re.compile(rf"(?P<article>\d{{2,3}}){DASH}(?P<index>\d{{1,2}})(?![\w-])")
_AFTER_ARTICLE = re.compile(r"(?:ст\.|ст|стать\w+|№|(?:\d{2,3}(?:-\d+)?)(?:,|\s+и|\s+или))\s*$")


def _article_index(match: re.Match[str], context: Context) -> str | None:
    """«статьи 434-2»: a number after «статья» is no range."""
    left = context.text[: match.start()]
    falling = int(match["article"]) >= int(match["index"])
    if not (falling and (_AFTER_ARTICLE.search(left) or re.match(r"\s*(?:КоАП|УК|УПК)", context.text[match.end() :]))):
        return None
    return f"{cardinal(int(match['article']))} {_INDEX} {cardinal(int(match['index']))}"


RULES = (
    Rule("law", _REFERENCE, _reference, frozenset("апчсргт§")),
    Rule("law", _ARTICLE_INDEX, _article_index, frozenset("0123456789")),
)
