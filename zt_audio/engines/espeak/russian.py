"""Write Russian words that bear a stress mark in espeak-ng's phonemes: [[zVm'ok]] for замо́к.

espeak-ng ignores U+0301 and stresses such a word by its own rules. All other words stay as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zt_audio.language.lexicon import STRESS
from zt_audio.language.ru.words.transcription import MARKED_WORD, Phone, phones

# espeak-ng's own phonemes for Russian (ph_russian) that come nearest to the sounds of `transcription`.
_CONSONANTS = dict(zip("bvgdzjklmnprstfxʐʂ", "bvgdzjklmnprstfxZS", strict=True))
_CONSONANTS |= {"t͡s": "ts", "t͡ɕ": "tS;", "ɕː": "S;"}
_VOWELS = dict(zip("aʌəɛiɪɨɔu", "aVVEiiyou", strict=True))
_AFTER_SOFT = {"a": "A", "ɛ": "e", "ɔ": "8"}
_STRESSES = {"ˈ": "'", "ˌ": ",", "": ""}


def russian_phonemes(text: str) -> str:
    """Return `text` with each marked word in phonemes, and no mark left."""
    return MARKED_WORD.sub(lambda match: _said(match.group()), text).replace(STRESS, "")


def _said(word: str) -> str:
    found = phones(word)
    return f"[[{''.join(_phonemes(found))}]]" if found else word


def _phonemes(word: Sequence[Phone]) -> Iterator[str]:
    before = ""
    for sound in word:
        if vowel := _VOWELS.get(sound.phone):
            yield _STRESSES[sound.stress] + (_AFTER_SOFT.get(sound.phone, vowel) if before.endswith(";") else vowel)
        else:
            hard = sound.phone.removesuffix("ʲ")
            before = _CONSONANTS[hard] + ";" * (hard != sound.phone)
            yield before
