"""Say Latin letters by their names, and Latin names that are spelt as they sound: «A15», «Aigerim», «Samsung»."""

from __future__ import annotations

from string import ascii_uppercase

from zt_audio.language import late_re as re
from zt_audio.language.tables import any_of, word_list

_NAMES = dict(
    zip(
        ascii_uppercase,
        word_list("а бэ цэ дэ е эф гэ аш и жи ка эль эм эн о пэ ку эр эс тэ у вэ _ икс игрек зет"),
        strict=True,
    )
) | {"W": "дубль вэ"}
_SOUNDS = dict(
    zip(
        word_list("sh ch zh kh ts ya yu ai ei oi ey a b c d e f g h i j k l m n o p r s t u v y z"),
        word_list("ш ч ж х ц я ю ай ей ой ей а б к д е ф г х и дж к л м н о п р с т у в ы з"),
        strict=True,
    )
)
_DOMAINS = {"kz": ("ка-зэ",), "ru": ("ру",), "com": ("ком",), "org": ("орг",), "info": ("инфо",)}
_PARTS = {"gov": "гоу", "edu": "эду"}
_VOWEL = re.compile("[aeiouy]")  # «gov», but «kgd»
_SOUND = re.compile(any_of(_SOUNDS))
# What tells that a name is not said as it is spelt: «WhatsApp», «Facebook», «Apple»
_OTHERWISE = re.compile(r"[wqx]|th|ph|oo|ee|ck|gh|ea|ou|ow|[^aeiou]e$|c[eiy]|(.)\1")


def letter_by_letter(letters: str) -> str:
    """Return the names of capital Latin letters."""
    return "-".join(_NAMES[letter] for letter in letters)


def site_said(address: str) -> list[str]:
    """Return how the name of a site may be said: each part as it sounds, or by its letters."""
    *parts, last = address.lower().split(".")
    said = [
        _PARTS.get(part) or _SOUND.sub(lambda match: _SOUNDS[match.group()], part)
        if _VOWEL.search(part)
        else letter_by_letter(part.upper())
        for part in parts
    ]
    return [" точка ".join((*said, end)) for end in _DOMAINS.get(last, (as_it_sounds(last),)) if end]


def as_it_sounds(name: str) -> str:
    """Return a Latin name in Russian letters; '' where it is not said as it is spelt."""
    if _OTHERWISE.search(name.lower()):
        return ""
    said = _SOUND.sub(lambda match: _SOUNDS[match.group()], name.lower())
    return said.capitalize() if name[0].isupper() else said
