"""Find Kazakh words that were typed without the letters that Russian lacks: «кукык» for «құқық»."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from zt_audio.language.kk.known_words import HONEST_WORDS, KNOWN_STEMS, KNOWN_WORDS, PLAIN_STEMS
from zt_audio.language.kk.vowel_harmony import harmony
from zt_audio.model import Problem

# What is typed in place of each letter; і and ы, typed as one another or as и, are one in the look-up.
_PLAIN: Mapping[str, str] = {
    "қ": "к",
    "ғ": "г",
    "ұ": "у",
    "ү": "у",
    "ң": "н",
    "ә": "аэ",
    "ө": "о",
    "һ": "х",
    "і": "иы",
}
_FOLD = str.maketrans({letter: typed[0] for letter, typed in _PLAIN.items()} | {"ы": "и"})
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# The endings of nouns in their order, folded: plural, possessive, case; then the particles written with a hyphen.
_ENDINGS = re.compile(
    "(?:[лдт][ае]р)?(?:и?м|и?н|с?и|и?миз|иниз|низ)?(?:дики|н?даги|н?деги)?"
    "(?:[ндт]ин|[гк][ае]|н?[ае]|[ндт]и|н|н?[дт][ае]|[дтн][ае]н|[мбп]ен)?(?:миз|сиз|нар)?"
    r"(?:-\w+)?"
)


def plain_kazakh(text: str) -> Iterator[Problem]:
    """Yield `kazakh-letters-missing` at each word of a Kazakh `text` that lacks Kazakh letters."""
    for match in _WORD.finditer(text):
        if meant := meant_kazakh(match.group().lower()):
            right = meant.capitalize() if match.group()[0].isupper() else meant
            yield Problem.warning("kazakh-letters-missing", match.start(), token=match.group(), right=right)


def with_kazakh_letters(text: str) -> str | None:
    """Return `text` with the letters that it lacks; None where too few of its words lack any to say so."""
    words = _WORD.findall(text)
    plain = [word for word in words if meant_kazakh(word.lower())]
    has_none = not _KAZAKH.search(text) and sum(map(len, words)) >= _ENOUGH_LETTERS
    many = len(plain) >= _FEWEST_PLAIN and len(plain) * _PLAIN_SHARE >= len(words)
    if not plain or not (has_none or many):
        return None
    return _WORD.sub(lambda match: _spelt(match.group()), text)


def _spelt(word: str) -> str:
    """Return `word` with the Kazakh letters of its stem, and of its ending behind back vowels."""
    meant = meant_kazakh(word.lower())
    ending = word[len(meant) :]
    if meant and harmony(meant) == "back":
        ending = ending.translate(_BACK_ENDING)
    spelt = meant + ending if meant else word
    return spelt.capitalize() if word[:1].isupper() else spelt


@lru_cache(maxsize=20_000)
def meant_kazakh(word: str) -> str:
    """Return the word or stem that `word` was meant to begin with; "" where it looks right."""
    folded = word.translate(_FOLD)
    if word in HONEST_WORDS:
        return ""
    if meant := _known(word, _FOLDED_WORDS.get(folded, ())):
        return meant
    for length in range(len(word), _SHORTEST - 1, -1):
        stems = _FOLDED_STEMS.get(folded[:length], ())
        if stems and _ENDINGS.fullmatch(folded, length):
            return _known(word[:length], stems)
    return ""


@lru_cache(maxsize=20_000)
def is_plain_word(word: str) -> bool:
    """Tell whether `word` (small letters) is a frequent one that has no Kazakh letters, with endings or without."""
    if word in PLAIN_STEMS:
        return True
    folded = word.translate(_FOLD)
    lengths = range(_SHORTEST, len(word))
    return any(word[:length] in PLAIN_STEMS and _ENDINGS.fullmatch(folded, length) for length in lengths)


def _known(typed: str, meant: Iterable[str]) -> str:
    """Return the first of `meant` that `typed` spells without its letters; "" where one is spelt right."""
    found = [word for word in meant if all(map(_stands_for, typed, word))]
    return "" if not found or typed in found else found[0]


def _stands_for(typed: str, meant: str) -> bool:
    return typed == meant or typed in _PLAIN.get(meant, "")


def _by_folded(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[word.translate(_FOLD)].append(word)
    return dict(found)


_FOLDED_STEMS = _by_folded(KNOWN_STEMS)
_FOLDED_WORDS = _by_folded(KNOWN_WORDS | KNOWN_STEMS)
_FEWEST_PLAIN, _PLAIN_SHARE = 2, 4  # words, and one in so many
_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_ENOUGH_LETTERS = 30  # 5 of 837 texts have none of the nine letters of Kazakh, all of them shorter
_BACK_ENDING = str.maketrans("кг", "қғ")
_SHORTEST = min(map(len, KNOWN_STEMS))
