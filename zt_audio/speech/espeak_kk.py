"""Kazakh text in, the same words in espeak-ng's phonemes out: [[m'en]] for мен.

espeak-ng's own Kazakh reads letter by letter: у is always /w/, и always /əj/, and words with ы are stressed too early.
So each word is given to it in phonemes, by the rules of language/kk; marks and spaces, which make its intonation and
rests, stay. What has no vowel (a lone letter) stays, too: espeak-ng names it.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from zt_audio.language.kk import loans, respelling, sounds, stress
from zt_audio.language.kk.respelling import SOUND_VOWELS, sounds_of
from zt_audio.language.kk.stress import stressed_letter
from zt_audio.language.lexicon import STRESS
from zt_audio.language.reading import alphabet

# espeak-ng's own phonemes for Kazakh (ph_kazakh, kk_rules), but that у, и and their kin are settled by now.
PHONEMES: dict[str, str] = {
    **dict(zip("аәеоөұүыіэӣӯ", ("A", "&", "e", "o", "8", "U", "u#", "@", "I", "e", "i", "u"), strict=True)),
    **dict(zip("бвгғджзйкқлмнңп", "bvgGdZzjkqlmnNp", strict=True)),
    **dict(zip("рстуфхһцчшщ", ("*", "s", "t", "w", "f", "x", "h", "ts", "tS", "S", "S|S"), strict=True)),
}
PRIMARY, SECONDARY = "'", ","
LONGEST_BYTES = 150  # espeak-ng holds a word in 160; no Kazakh word comes near

_LETTER = f"[{''.join(sorted(alphabet('kk')))}]{STRESS}*"
_WORD = re.compile(rf"(?<!\w){_LETTER}(?:{_LETTER})*(?:-(?:{_LETTER})+)*(?![\w{STRESS}])")


def in_phonemes(text: str) -> str:
    """Return `text` with each word in phonemes. What is in phonemes has no Kazakh letter, and stays as it is."""
    return _WORD.sub(lambda match: _word(match.group()), text).replace(STRESS, "")


def _word(word: str) -> str:
    """Return a word, or a compound as the one word that it is to espeak-ng: its last part bears the main stress."""
    *heads, last = word.split("-")
    said = "|".join([*(_part(head, SECONDARY) for head in heads), _part(last, PRIMARY)])
    sounding = all(SOUND_VOWELS.intersection("".join(sounds_of(part.replace(STRESS, "")))) for part in (*heads, last))
    return f"[[{said}]]" if sounding and len(said) < LONGEST_BYTES else word


def _part(part: str, mark: str) -> str:
    stressed = stressed_letter(part)
    phonemes: list[str] = []
    for at, sound in enumerate(sounds_of(part.replace(STRESS, ""))):
        for one in sound:
            bears = at == stressed and one in SOUND_VOWELS
            phonemes.append((mark if bears else "") + PHONEMES[one])
    return "|".join(phonemes)


@cache
def rules_digest() -> str:
    """Return a digest of the rules: where they change, the same words sound different."""
    together = hashlib.sha256()
    for file in (loans.__file__, respelling.__file__, sounds.__file__, stress.__file__, __file__):
        together.update(b"".join(Path(file).read_bytes().split(b"\r")))
    return together.hexdigest()[:8]
