"""A text and the language of its slot in, the first word that shows it is in the other language out."""

from __future__ import annotations

import re
from collections.abc import Collection

from zt_audio.model import Lang

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_STRESS = re.compile("[\u0300\u0301]")
_KAZAKH_LETTERS = re.compile("[әғқңөұүһі]", re.IGNORECASE)

# Russian words that are no Kazakh ones as well (не, да, от, он, у, о, без are), nor in use there (центр, вокзал).
_RUSSIAN = (
    "в во и к ко с со на нет по для до за из как это или об при все всё вы мы они их ваш вас вам нас нам если "
    "только можно нельзя что чтобы где когда уже ещё под над между через после перед стой стойте спасибо "
    "порядок граждане город города городе посёлок поселок село рынок рынка улица улице улицы район района "
    "школа школы площадь берег магазин жители гости пешеход"
)
_RUSSIAN_WORDS = frozenset(_RUSSIAN.split())
# Endings that no Kazakh word and no loan in Kazakh has.
_RUSSIAN_ENDING = re.compile(
    "..(?:[иеаяуюы]ться|[иеаяую]тся|йте|ите|ются|ают|яют|уют|ение|ением|ении|ание|ости|ость|ого|ыми|ими|ые|ых|ешь|ишь)$"
)


def foreign_word(text: str, lang: Lang, taught: Collection[str] = ()) -> re.Match[str] | None:
    """Return the first word that shows that `text` is not in `lang`; None where nothing does. `taught` words count not.

    A Kazakh letter is foreign to any Russian text; a Russian word only to a text without one Kazakh letter, for
    names and loans are the same in both.
    """
    words = [word for word in _WORD.finditer(text) if word.group() not in taught]
    if lang == "ru":
        return next((word for word in words if _KAZAKH_LETTERS.search(word.group())), None)
    if _KAZAKH_LETTERS.search(text):
        return None
    return next((word for word in words if _is_russian(_STRESS.sub("", word.group()))), None)


def _is_russian(word: str) -> bool:
    if len(word) == 1 and word.isupper():  # the initial of a name
        return False
    return word.lower() in _RUSSIAN_WORDS or bool(_RUSSIAN_ENDING.search(word.lower()))
