"""Find the first word that shows that a text is in the other language."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import methodcaller

from zt_audio.language import late_re as re
from zt_audio.language.registry import foreign_letters, language_of, own_letters
from zt_audio.model import LANGS, Lang

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_STRESS = re.compile("[\u0300\u0301]")
# A sentence ends there; what stands between quotation marks is a name, and names are the same in both languages.
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.](?=\w))+")
_QUOTED = re.compile('«[^»\n]{0,200}»|„[^“\n]{0,200}“|“[^”\n]{0,200}”|"[^"\n]{0,200}"')  # a name is short
_SURE = 2  # one word may be a name

_Words = Sequence[re.Match[str]]


@dataclass(frozen=True, slots=True)
class ForeignWord:
    """A word, where it begins in its text, and the language that it is in."""

    token: str
    offset: int
    lang: Lang


def foreign_word(
    text: str, lang: Lang, taught: Collection[str] = (), langs: Sequence[Lang] = LANGS
) -> ForeignWord | None:
    """Return the first word that shows that `text`, or a sentence of it, is in another of `langs`; None if none does.

    `taught` words do not count. A letter that `lang` lacks is foreign. A text without any letter that only `lang` has
    is foreign where one word seems to be of another language, for names and loans are the same in both; so is a
    sentence where half of the words or two of them do. In a language without letters of its own it takes two.
    """
    words = [
        word
        for word in _WORD.finditer(text)
        # one letter may be of a unit or of an abbreviation (м/с, т.с.с.); a space follows a preposition
        if word.group() not in taught and (len(word.group()) > 1 or text.startswith(" ", word.end()))
    ]
    others = [other for other in langs if other != lang]
    if foreign_letters(lang, (lang, *others)).intersection(text) and (found := _by_letter(words, lang, others)):
        return found
    own = own_letters(lang, tuple(langs))
    seeming = [(word, other) for word in words for other in others if _seems(word.group(), other)]
    if len(seeming) < (1 if own else _SURE):  # nearly every name
        return None
    if own and not own.intersection(text):
        return _found(*seeming[0])
    sentences = (sentence for sentence in _sentences(text, words) if not any(own & set(w.group()) for w in sentence))
    found_in = (_by_words(sentence, other, few=bool(own)) for sentence in sentences for other in others)
    return next(filter(None, found_in), None)


def _by_letter(words: _Words, lang: Lang, others: Sequence[Lang]) -> ForeignWord | None:
    foreign = foreign_letters(lang, (lang, *others))
    for word in words:
        if letters := foreign.intersection(word.group()):
            return _found(word, next(other for other in others if letters & language_of(other).letters))
    return None


def _found(word: re.Match[str], lang: Lang) -> ForeignWord:
    return ForeignWord(word.group(), word.start(), lang)


@lru_cache(maxsize=20_000)  # 100 000 names have 10 000 words
def _seems(word: str, lang: Lang) -> bool:
    return language_of(lang).check_facts().seems(_STRESS.sub("", word))


def _sentences(text: str, words: _Words) -> Iterator[list[re.Match[str]]]:
    """Yield the words of each sentence, except those between quotation marks."""
    names = [match.span() for match in _QUOTED.finditer(text)]
    starts = [start for start, _ in names]
    outside = [word for word in words if not _is_within(word.start(), names, starts)]
    first = 0
    for sentence in _SENTENCE.finditer(text):
        last = bisect_left(outside, sentence.end(), first, key=methodcaller("start"))
        yield outside[first:last]
        first = last


def _is_within(offset: int, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    """Tell whether `offset` lies in one of `spans`, which begin at `starts` and do not overlap."""
    before = bisect_left(starts, offset) - 1
    return before >= 0 and offset < spans[before][1]


def _in_name(words: _Words, at: int) -> bool:
    """Tell whether a word is a name by its capital, or follows one directly: село Жана кала."""
    if at and words[at].group()[0].isupper():
        return not words[at].group().isupper()
    return at > 1 and words[at - 1].group()[0].isupper() and words[at - 1].end() + 1 == words[at].start()


def _by_words(words: _Words, other: Lang, *, few: bool) -> ForeignWord | None:
    """Return the first of `words` that seems to be of `other`, where enough do; `few`: half of them are enough."""
    found = [word for at, word in enumerate(words) if (few or not _in_name(words, at)) and _seems(word.group(), other)]
    enough = len(found) >= _SURE or (few and len(found) * 2 >= len(words))  # «Не курите!»
    return _found(found[0], other) if found and enough else None
