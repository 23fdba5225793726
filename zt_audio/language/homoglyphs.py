"""Find Latin letters in Cyrillic words: they look right, and no voice reads them right."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zt_audio.language import late_re as re
from zt_audio.language.registry import language_of
from zt_audio.model import Lang

# What was meant by a Latin letter: the Cyrillic one of the same look, else of the same key or sound.
_CYRILLIC_TWINS = dict(zip("AaBCcEeHKkMmOoPpTtXxyËëbrnu", "АаВСсЕеНКкМмОоРрТтХхуЁёьгпи", strict=True))
# Pairs of which no one can tell by looking; k, m, t, b, r, n and u look otherwise than what is meant.
_LOOK_ALIKE = frozenset(zip("AaBCcEeHKMOoPpTXxyËëIiYYhƏəƟɵ", "АаВСсЕеНКМОоРрТХхуЁёІіҮУһӘәӨө", strict=True))
_ONE_LETTER_WORDS = frozenset("AaBCcOoyKk")  # а, в, с, о, у, к; a lone I, V or X is a Roman numeral

_LATIN = re.compile(r"[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_DEGREE = re.compile(r"° ?$")  # the C behind it is Latin: it is the unit's sign


@dataclass(frozen=True, slots=True)
class LatinLetter:
    """`right` is the letter that was meant, empty where it is not clear."""

    offset: int
    letter: str
    right: str
    token: str


def latin_letters(text: str, lang: Lang, taught: Collection[str] = ()) -> Iterator[LatinLetter]:
    """Yield the Latin letters inside Cyrillic words of `text`, except in `taught` words."""
    if not _LATIN.search(text):
        return
    meant = {**_CYRILLIC_TWINS, **language_of(lang).check_facts().lookalikes}
    words = [word for word in _WORD.finditer(text) if not _DEGREE.search(text[max(0, word.start() - 3) : word.start()])]
    for number, word in enumerate(words):
        token = word.group()
        if token not in taught and (
            (_LATIN.search(token) and _CYRILLIC.search(token)) or _is_one_letter_word(words, number)
        ):
            for letter in _LATIN.finditer(token):
                right = meant.get(letter.group(), "")
                yield LatinLetter(word.start() + letter.start(), letter.group(), right, token)


def sure_letters(text: str, lang: Lang) -> Iterator[LatinLetter]:
    """Yield the Latin letters of `text` that are surely Cyrillic: all of a word look so, and most of it is Cyrillic."""
    found = tuple(latin_letters(text, lang))
    doubtful = {each.token for each in found if (each.letter, each.right) not in _LOOK_ALIKE}
    tokens = {each.token for each in found} - doubtful
    sure = {token for token in tokens if len(token) == 1 or len(_LATIN.findall(token)) * 2 <= len(token)}
    yield from (letter for letter in found if letter.token in sure)


def _is_one_letter_word(words: list[re.Match[str]], number: int) -> bool:
    """Tell whether a lone letter stands among Cyrillic words ("C 22 часов"), not in a Latin name ("vitamin C")."""
    around = words[max(0, number - 1) : number] + words[number + 1 : number + 2]
    lone = words[number].group() in _ONE_LETTER_WORDS
    return lone and bool(around) and not any(_LATIN.search(word.group()) for word in around)
