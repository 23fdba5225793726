"""Write Kazakh words in espeak-ng's phonemes: [[m'en]] for мен.

espeak-ng's own Kazakh reads letter by letter: у is always /w/, и always /əj/, and it stresses words with ы too early.
So it gets each word in phonemes, by the rules of language/kk; marks and spaces, which make its intonation and rests,
stay. What has no vowel (a lone letter) stays, too: espeak-ng names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import add

from zt_audio.language.kk import LANGUAGE
from zt_audio.language.kk.respelling import SOUND_VOWELS, count_syllables, respelled, sounds_of
from zt_audio.language.kk.stress import LEANING, stressed_letter
from zt_audio.language.lexicon import STRESS

# espeak-ng's own phonemes for Kazakh (ph_kazakh, kk_rules), except that `respelling` has settled у, и and the like.
_PHONEMES: dict[str, str] = {
    **dict(zip("аәеоөұүыіэӣӯ", ("A", "&", "e", "o", "8", "U", "u#", "@", "I", "e", "i", "u"), strict=True)),
    **dict(zip("бвгғджзйкқлмнңп", "bvgGdZzjkqlmnNp", strict=True)),
    **dict(zip("рстуфхһцчшщ", ("*", "s", "t", "w", "f", "x", "h", "ts", "tS", "S", "SS"), strict=True)),
}
# л is clear beside a front vowel, the one after it if there is one, and where a loan has it soft; dark elsewhere.
_CLEAR_L = "l/"
_FRONT_SOUNDS = frozenset("әеөүіэӣ")
_PRIMARY, _SECONDARY = "'", ","
_APART = frozenset({("d", "Z"), ("t", "S"), ("*", "*")})  # pairs that espeak-ng would take for one sound
_LONGEST_WORD = 70  # letters; espeak-ng holds a word in 160 bytes
# espeak-ng breaks a clause that comes near 800 bytes at the next sign, which may be in the middle of a word's phonemes.
LONGEST_CLAUSE_BYTES = 640
_LONG_VOWELS = str.maketrans("ӣӯ", "іұ")  # letters of the Kazakh alphabet that come nearest

_LETTER = f"[{''.join(sorted(LANGUAGE.letters))}]{STRESS}*"
_WORD = re.compile(rf"(?<!\w)(?:{_LETTER})+(?:-(?:{_LETTER})+)*(?![\w{STRESS}])")
_CLAUSE = re.compile(r"(?<=[.,;:!?])(?=\s)")


def kazakh_phonemes(text: str) -> str:
    """Return `text` with each word in phonemes. Phonemes have no Kazakh letter, so they stay as they are."""
    return "".join(_clause(clause) for clause in _CLAUSE.split(text)).replace(STRESS, "")


def _clause(clause: str) -> str:
    """Return a clause in phonemes; one that espeak-ng cannot hold is spelt as it sounds, and loses its stresses."""
    spelt = _WORD.sub(lambda match: _spelt(match.group()), clause)
    # By the phonemes of `spelt`, without marks that stand on no letter: so preparing it once more decides the same.
    if len(_said(spelt).replace(STRESS, "").encode()) > LONGEST_CLAUSE_BYTES:
        return spelt
    return _said(clause)


def _said(clause: str) -> str:
    return _WORD.sub(lambda match: _word(match.group(), leads=not _WORD.search(clause, 0, match.start())), clause)


def _spelt(word: str) -> str:
    return respelled(word).translate(_LONG_VOWELS) if _sounds(word) else word


def _sounds(word: str) -> bool:
    return all(count_syllables(part) for part in word.split("-"))


def _word(word: str, *, leads: bool) -> str:
    """Return a word in phonemes, or a compound as one word whose last part bears the main stress.

    A part that leans on the one before it (келді-ғой) bears none. `leads`: it is the first word of the clause.
    """
    if not _sounds(word):
        return word
    if len(spelt := _spelt(word)) > _LONGEST_WORD:
        return spelt
    parts = word.split("-")
    main = len(parts) - (2 if parts[1:] and parts[-1].lower() in LEANING else 1)
    marks = [*([_SECONDARY] * main), _PRIMARY, ""]
    said = [phoneme for part, mark in zip(parts, marks, strict=False) for phoneme in _part(part, mark, leads=leads)]
    apart = ("|" if pair in _APART else "" for pair in pairwise([*said, ""]))
    return f"[[{''.join(map(add, said, apart))}]]"


def _part(part: str, mark: str, *, leads: bool) -> Iterator[str]:
    """Yield the phonemes of a word without hyphens."""
    stressed = stressed_letter(part, leads=leads)
    small = part.replace(STRESS, "").lower()
    said = [(at, sound) for at, letter in enumerate(sounds_of(small)) for sound in letter]
    for place, (at, sound) in enumerate(said):
        bears = at == stressed and sound in SOUND_VOWELS
        clear = sound == "л" and (small[at + 1 : at + 2] == "ь" or _beside_front([other for _, other in said], place))
        yield (mark if bears else "") + (_CLEAR_L if clear else _PHONEMES[sound])


def _beside_front(said: Sequence[str], place: int) -> bool:
    """Tell whether the vowel right after `place`, else the nearest before it, is a front one."""
    around = (*said[place + 1 : place + 2], *reversed(said[:place]))
    return next((sound in _FRONT_SOUNDS for sound in around if sound in SOUND_VOWELS), False)
