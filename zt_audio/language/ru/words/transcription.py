"""Transcribe a Russian word with a marked stress into IPA, with the phones that Microsoft lists for ru-RU.

Sources: R. Avanesov, *Русское литературное произношение*, for how vowels are reduced, consonants softened, voiced and
dropped, and where syllables end; Microsoft's table of phonetic alphabets for the phones. A service refuses a document
with a phone that is not in that table, so nothing else is ever written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zt_audio.language import late_re as re
from zt_audio.language.lexicon import STRESS

# A word that bears a mark; `re.split` with it keeps the word.
MARKED_WORD = re.compile(f"((?:[а-яё]{STRESS}?)*[а-яё]{STRESS}(?:[а-яё]{STRESS}?)*)", re.IGNORECASE)

# Below, a stressed vowel is a capital letter: one letter a vowel, so that patterns need not step over marks.
_MARKED = re.compile(f"(\\w){STRESS}")
_VOWELS = frozenset("аеёиоуыэюя")
_IOTATED = frozenset("еёюя")
_SOFTENING = frozenset("еёиюяь")
_HUSHING = frozenset("жшц")  # always hard, and и and е after them are ы and э
_ALWAYS_SOFT = frozenset("чщй")
_SOFTENED_BY = {"с": "тдн", "з": "тдн", "н": "тдчщ"}  # where these are soft, so is what stands before them
_VOICED = dict(zip("бвгджз", "пфктшс", strict=True))
_VOICELESS = {voiceless: voiced for voiced, voiceless in _VOICED.items()}
_VOICING = frozenset("бгджз")  # в is made voiceless itself, and makes nothing voiced
_DEVOICING = frozenset("пфктшсхцчщ")

_PHONES = dict(zip("бвгджзйклмнпрстфх", "bvgdʐzjklmnprstfx", strict=True))
_PHONES |= {"ц": "t͡s", "ч": "t͡ɕ", "ш": "ʂ", "щ": "ɕː"}
_STRESSED = dict(zip("аеёиоуыэюя", "aɛɔiɔuɨɛua", strict=True))
_SONORANTS = frozenset("лмнр")

# Where the г of -ого and -его is no ending, and stays.
_KEEPS_G = re.compile(r"(?:не)?(?:мн|стр|дор|л|уб|пол|отл)ого", re.IGNORECASE)
# What is spelt otherwise than it is said, in the order in which it is put right.
_RESPELT = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"(?<=[ое])г(?=о(?:ся)?$)|(?<=^се)г(?=одня)", "в"),
        (r"(?<=^)ч(?=то(?:бы)?$)|(?<=^ни)ч(?=то$)", "ш"),
        (r"(?<=коне)ч(?=н)|(?<=ску)ч(?=н)|(?<=наро)ч(?=н)|(?<=яи)ч(?=н)|(?<=скворе)ч(?=н)|(?<=праче)ч(?=н)", "ш"),
        (r"(?<=мя|лё)г(?=к|ч)|(?<=ле)г(?=ч)", "х"),
        (r"ть?ся$", "цца"),
        (r"(?<=с)т(?=н)|(?<=з)д(?=н)|(?<![ко]о)(?<=с)т(?=л)|л(?=нц)|(?<=р)д(?=ц)", ""),
        (r"(?<=чу|ра|ол)в(?=ств)", ""),
        (r"[тд]с(?=к)|т(?=ц)", "ц"),
        (r"д(?=цат)", ""),
        (r"[сзж]ч|[сз]щ", "щ"),
        (r"[сз]ш", "шш"),
        (r"[сз]ж", "жж"),
    )
)
_TWINS = re.compile(rf"^([{''.join(_PHONES)}])\1|([{''.join(_PHONES)}])\2(?![{''.join(_VOWELS)}])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone, and the letter that it comes from."""

    phone: str
    letter: str
    stress: str = ""  # ˈ or ˌ, of a vowel


def ipa(word: str) -> str | None:
    """Return the sounds of `word`, its syllables between dots and ˈ before the stressed one: `za.ˈmɔk`.

    None where no vowel bears U+0301: then the engine decides. Where several do, the last is the strongest.
    """
    found = phones(word)
    return ".".join(_syllables(found)) if found else None


def phones(word: str) -> list[Phone] | None:
    """Return the sounds of `word`, one after the other; None where `ipa` has none."""
    marked = _MARKED.sub(lambda found: found[1].upper(), word.lower())
    if STRESS in marked or not any(letter.isupper() and letter.lower() in _VOWELS for letter in marked):
        return None
    return list(_sounds(_voiced(_respelt(marked))))


def _respelt(word: str) -> str:
    for pattern, said in _RESPELT:
        if said == "в" and _KEEPS_G.fullmatch(word):
            continue
        word = pattern.sub(said, word)
    return _TWINS.sub(r"\1\2", word)


def _voiced(word: str) -> str:
    """Let each consonant be as voiced as the one after it, and voiceless at the end; signs do not stand between."""
    said: list[str] = []
    after = " "
    for letter in reversed(word):
        if letter in _VOICED and (after == " " or after in _DEVOICING):
            letter = _VOICED[letter]  # noqa: PLW2901 - the letter that is said
        elif letter in _VOICELESS and after in _VOICING:
            letter = _VOICELESS[letter]  # noqa: PLW2901
        said.append(letter)
        after = after if letter in "ьъ" else letter
    return "".join(reversed(said))


def _sounds(word: str) -> Iterator[Phone]:
    stressed = [at for at, letter in enumerate(word) if letter.isupper()]
    small = word.lower()
    vowels = [at for at, letter in enumerate(small) if letter in _VOWELS]
    for at, letter in enumerate(small):
        before = small[at - 1] if at else ""
        if letter in _PHONES:
            yield Phone(_PHONES[letter] + "ʲ" * _is_soft(small, at), letter)
        elif letter in _VOWELS:
            if _has_glide(letter, before):
                yield Phone("j", "й")
            if at in stressed:
                yield Phone(_full(letter, before), letter, "ˈ" if at == stressed[-1] else "ˌ")
            else:
                nearest = next((vowel for vowel in vowels if vowel > at), None)
                yield Phone(_reduced(small, at, is_pretonic=nearest in stressed), letter)


def _is_soft(word: str, at: int) -> bool:
    letter, after = word[at], word[at + 1 : at + 2]
    if letter in _HUSHING or letter in _ALWAYS_SOFT:
        return False  # what they are is in their phone
    if after and after in _SOFTENED_BY.get(letter, ""):
        return after in _ALWAYS_SOFT or _is_soft(word, at + 1)
    return after in _SOFTENING


def _has_glide(letter: str, before: str) -> bool:
    if before in ("ь", "ъ"):
        return letter in _IOTATED or (letter in "ио" and before == "ь")
    return letter in _IOTATED and (not before or before in _VOWELS)


def _full(letter: str, before: str) -> str:
    return "ɨ" if letter == "и" and before and before in _HUSHING else _STRESSED[letter]


def _reduced(word: str, at: int, *, is_pretonic: bool) -> str:
    """Return what becomes of an unstressed vowel; one after another vowel is as clear as one at the beginning."""
    letter, before, is_last = word[at], word[at - 1] if at else "", at == len(word) - 1
    is_soft = before in ("ч", "щ", "й", "ь")
    if letter in "уюы":
        return _STRESSED[letter]
    if letter == "ё":
        return "ɔ"
    if letter in "ие":
        return "ɨ" if before and before in _HUSHING else "ɪ"
    if letter == "э":
        return "ɨ"
    if letter == "я" or is_soft:  # часы, туча
        return "ə" if is_last else "ɪ"
    return "ʌ" if is_pretonic or is_last or not before or before in _VOWELS else "ə"


def _syllables(sounds: list[Phone]) -> Iterator[str]:
    """Yield the syllables. Of consonants between two vowels only й, or a sonorant before noise, closes the first."""
    nuclei = [at for at, sound in enumerate(sounds) if sound.letter in _VOWELS]
    start = 0
    for nucleus, following in zip(nuclei, [*nuclei[1:], None], strict=True):
        end = len(sounds) if following is None else nucleus + 1 + _stays(sounds[nucleus + 1 : following])
        yield sounds[nucleus].stress + "".join(sound.phone for sound in sounds[start:end])
        start = end


def _stays(between: list[Phone]) -> int:
    """Return how many of the consonants between two vowels belong to the first: one or none."""
    if not between[1:]:
        return 0
    first, second = between[0].letter, between[1].letter
    return int(first == "й" or (first in _SONORANTS and second not in _SONORANTS and second != "й"))
