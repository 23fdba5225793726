"""Find the towns and the project's places that a text names, in any form of their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from zt_audio.checks.figures import Mention
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Place

_WORD = re.compile(r"(\d+)(?:-[^\W\d_]{1,2}(?!\w))?|[^\W\d_]+")  # the ending of «8-го» has no meaning
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?…][»”\")]*\s)[\s–—]*\Z")
_STEM_CHARS = 3  # at least
_ENDING_CHARS = 2  # the endings of two forms of a word differ in this many letters: рынок, рынке


@dataclass(frozen=True, slots=True)
class _Word:
    text: str  # figures, or small letters
    proper: bool  # with a capital, or in figures
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    place: str
    words: tuple[_Word, ...]


class PlaceNames:
    """Finds the names of `places` that have a proper part: «теміржол вокзалы» alone is a common noun."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_beginning: dict[tuple[Lang, str], list[_Name]] = defaultdict(list)
        self._by_place: dict[tuple[Lang, str], _Name] = {}
        for place in places:
            for lang in LANGS:
                name = _Name(place.id, tuple(_words(place.name[lang].value)))
                if any(word.proper for word in name.words):
                    self._by_place[lang, place.id] = name
                    self._by_beginning[lang, name.words[0].text[:_STEM_CHARS]].append(name)

    def named(self, text: str, lang: Lang) -> Iterator[Mention]:
        """Yield each place whose whole name is in `text`.

        Where a sentence begins, a capital does not show a name of one word: «Жақсы демалыс!» is not about Жақты.
        """
        words = list(_words(text))
        for number, word in enumerate(words):
            for name in self._by_beginning.get((lang, word.text[:_STEM_CHARS]), ()):
                run = words[number : number + len(name.words)]
                if len(run) != len(name.words) or not all(map(_alike, run, name.words)):
                    continue
                if len(run) > 1 or not _SENTENCE_BEGINS.search(text[: word.start]):
                    yield Mention(name.place, word.start, text[word.start : run[-1].end])

    def hinted(self, place: str, text: str, lang: Lang) -> bool:
        """Tell whether `text` has any proper word of the name of `place`; true if the name has no proper word."""
        name = self._by_place.get((lang, place))
        if name is None:
            return True
        proper = [word for word in name.words if word.proper]
        return any(_alike(word, known) for word in _words(text) for known in proper)


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        word = match[1] or match.group()
        yield _Word(word.lower(), word[0].isdecimal() or word[0].isupper(), match.start(), match.end())


def _alike(word: _Word, known: _Word) -> bool:
    """Tell whether both may be forms of one word; a proper word keeps its capital."""
    if word.text == known.text or word.text.isdecimal() or known.text.isdecimal():
        return word.text == known.text
    stem = max(_STEM_CHARS, min(len(word.text), len(known.text)) - _ENDING_CHARS)
    return word.text[:stem] == known.text[:stem] and word.proper >= known.proper


@cache
def _town_pattern(lang: Lang) -> re.Pattern[str]:
    """Return a pattern with a group for each town. A town begins with a capital: the word «темір» is iron."""
    beginnings = language_of(lang).check_facts().towns.values()
    return re.compile(r"(?<!\w)(?:" + "|".join(f"({beginning})" for beginning in beginnings) + r")\w*")


def towns_in(text: str, lang: Lang) -> Iterator[Mention]:
    """Yield every town that `text` names."""
    keys = tuple(language_of(lang).check_facts().towns)
    for match in _town_pattern(lang).finditer(text):
        if match.lastindex:
            yield Mention(keys[match.lastindex - 1], match.start(), match.group())
