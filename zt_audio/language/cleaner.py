"""Set right what Word and web pages put into a text, where it is certain what was meant.

What is not certain stays as it is, and `check` asks about it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from zt_audio.language import late_re as re
from zt_audio.language.homoglyphs import sure_letters
from zt_audio.model import Lang

FixKind = Literal["invisible", "face", "space", "dash", "quote", "letter", "bullet", "line"]

# Soft hyphens, zero-width and direction marks, joiners, byte order marks, variation selectors; control characters.
_INVISIBLE = re.compile(
    "[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
# Faces and hands of a messenger that say nothing of their own; a sign such as 🚫 may, so it is asked about.
_FACE = re.compile("(?<![ \t])(?:[ \t]*(?:[\U0001f600-\U0001f644\U0001f44d\U0001f64f]|\u2764))+")
_SOFT_SIGN = re.compile(r"(?<=[^\W\d_])¬(?=[^\W\d_])")  # how Word shows and copies a soft hyphen
_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_HYPHENS = re.compile("[\u2010\u2011]")  # a hyphen that no line ends at
_DASH = re.compile(r"(?<=[^\s\d] )-(?= )|(?<= )--+(?= )|^--?(?= )", re.MULTILINE)  # «8 - 10» may be a minus
_BULLET = re.compile(r"^(?: *[•·▪■●◦‣⁃\uf0b7])+ *", re.MULTILINE)
_QUOTES = re.compile('["“”„‟]')
_OPENS_AFTER = frozenset(" \n([«–—-/")
# A paragraph of Word ends in one line end: it ends like a sentence, and the next line begins like one.
# A mark that may come to be » or « counts as one, so that cleaning twice changes nothing more.
_PARAGRAPH_END = re.compile(r"(?<=[.!?…:;»“”‟\")]) *\n(?! *\n)(?= *[«„“”‟\"(–—]? *[А-ЯЁӘҒҚҢӨҰҮҺІ\d])")


@dataclass(frozen=True, slots=True)
class CleanText:
    """`fixes` holds for each kind what was set right, as it was and as it is, in the order of the text."""

    text: str
    fixes: Mapping[FixKind, tuple[tuple[str, str], ...]]


def clean_text(text: str, lang: Lang) -> CleanText:
    """Return `text` as a person would have typed it in `lang`. What is clean already is returned as it is."""
    fixes: dict[FixKind, list[tuple[str, str]]] = {}
    words: dict[str, dict[int, str]] = {}

    def replaced(kind: FixKind, pattern: re.Pattern[str], new: str) -> str:
        found = [(match.group(), new) for match in pattern.finditer(text) if match.group() != new]
        if found:
            fixes.setdefault(kind, []).extend(found)
        return pattern.sub(new, text)

    text = unicodedata.normalize("NFC", _LINES.sub("\n", text))
    text = replaced("invisible", _INVISIBLE, "")
    text = replaced("invisible", _SOFT_SIGN, "")
    text = replaced("face", _FACE, "")
    text = replaced("space", _SPACES, " ")
    text = replaced("bullet", _BULLET, "")
    text = _tidy(text)
    while letters := tuple(sure_letters(text, lang)):  # a word that is set right can tell what the next one is
        chars = list(text)
        for letter in letters:
            chars[letter.offset] = letter.right
            words.setdefault(letter.token, {})[ord(letter.letter)] = letter.right
        text = "".join(chars)
    if words:
        fixes["letter"] = [(word, word.translate(meant)) for word, meant in words.items()]
    text = replaced("dash", _HYPHENS, "-")
    text = replaced("dash", _DASH, "–")
    if "\n\n" not in text:
        text = replaced("line", _PARAGRAPH_END, "\n\n")
    text = "\n\n".join(_quoted(paragraph, fixes) for paragraph in text.split("\n\n"))
    return CleanText(text, {kind: tuple(dict.fromkeys(found)) for kind, found in fixes.items()})


def _tidy(text: str) -> str:
    """Return `text` with one space between words, none at the ends of lines, and one empty line between paragraphs."""
    text = re.sub(r"(?<=\S) {2,}", " ", text)
    # Not from each space, which takes a square of time, but over spaces between line ends.
    return re.sub(r"(?<! ) *\n[ \n]*", lambda ends: "\n" * min(2, ends.group().count("\n")), text).strip("\n")


def _quoted(paragraph: str, fixes: dict[FixKind, list[tuple[str, str]]]) -> str:
    """Return `paragraph` with «» for other quotation marks, where each has its partner and none stands in another."""
    marks = list(_QUOTES.finditer(paragraph))
    opens = [at.group() == "„" or not at.start() or paragraph[at.start() - 1] in _OPENS_AFTER for at in marks]
    paired = len(marks) % 2 == 0 and all(is_open == (number % 2 == 0) for number, is_open in enumerate(opens))
    inches = any(mark.group() == '"' and paragraph[mark.start() - 1 : mark.start()].isdecimal() for mark in marks)
    if not marks or not paired or "«" in paragraph or inches:
        return paragraph
    chars = list(paragraph)
    for match, is_open in zip(marks, opens, strict=True):
        chars[match.start()] = "«" if is_open else "»"
        fixes.setdefault("quote", []).append((match.group(), chars[match.start()]))
    return "".join(chars)
