"""Take the paragraphs out of a Word file, cleaned, each with the language that it seems to be in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from zt_audio.errors import ContentError
from zt_audio.language.cleaner import CleanText, FixKind, clean_text
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.registry import own_letters
from zt_audio.language.stretches import MAX_TOKEN_CHARS
from zt_audio.model import LANGS, Fact, Lang, Problem
from zt_audio.processes.door import open_foreign
from zt_audio.store.disk import device_errors

__all__ = ["CleanText", "FixKind", "WordParagraph", "pasted_text", "word_paragraphs"]

_LETTERS = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")
_SHOWN_CHARS = 40


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph; `column` counts from 1 in a table and is 0 outside; `lang` is None where it cannot be told."""

    clean: CleanText
    lang: Lang | None
    column: int


def word_paragraphs(data: bytes, file: str = "Word") -> tuple[WordParagraph, ...]:
    """Return the paragraphs of the `.docx` file that people know as `file`, in order, without empty ones.

    Raises ContentError: word-file-large, word-file-broken, word-file-empty, token-too-long, and as `open_foreign` does.
    """
    with device_errors(Path(file)):
        found = json.loads(open_foreign("word", data, file).body)
    _require_words(text for text, _column in found)
    return tuple(_in_its_language(text, column) for text, column in found)


def pasted_text(text: str, lang: Lang) -> CleanText:
    """Return `text` as a person would have typed it. Raises ContentError `token-too-long`."""
    _require_words([text])
    return clean_text(text, lang)


def _require_words(texts: Iterable[str]) -> None:
    """Refuse what goes on for so long without an end that no rule is made for it."""
    for word in chain.from_iterable(map(_LETTERS.finditer, texts)):
        if (n := word.end() - word.start()) > MAX_TOKEN_CHARS:
            facts: dict[str, Fact] = {"token": f"{word.group()[:_SHOWN_CHARS]}…", "n": n}
            raise ContentError(Problem("token-too-long", None, facts))


def _in_its_language(text: str, column: int) -> WordParagraph:
    lang = _language_of(text)
    clean = clean_text(text, lang or LANGS[-1])  # one with Kazakh letters is Kazakh
    return WordParagraph(clean, lang, column)


def _language_of(text: str) -> Lang | None:
    """Return the language that letters or words of `text` show; None where they show none."""
    for lang in LANGS:
        if own_letters(lang, LANGS).intersection(text):
            return lang
    shown = [word.lang for lang in LANGS if (word := foreign_word(text, lang))]
    return shown[0] if len(shown) == 1 else None
