"""Take the paragraphs out of a Word file, cleaned, each with the language that it seems to be in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zt_audio.errors import ContentError
from zt_audio.language.cleaner import CleanText, FixKind, clean_text
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.registry import own_letters
from zt_audio.model import LANGS, Lang, Problem

__all__ = ["MAX_WORD_BYTES", "CleanText", "FixKind", "WordParagraph", "clean_text", "word_paragraphs"]

MAX_WORD_BYTES = 5_000_000
_MOST_UNPACKED_BYTES = 20_000_000
_MOST_PARTS = 2_000
_MOST_PARAGRAPHS = 500
_MOST_CHARS = 100_000
_MAIN_PART = "word/document.xml"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)  # no file of Word has one
_ENCODED = (b"\xff\xfe", b"\xfe\xff", b"\x00")  # UTF-16 and UTF-32, in which no declaration would be seen


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph; `column` counts from 1 in a table and is 0 outside; `lang` is None where it cannot be told."""

    clean: CleanText
    lang: Lang | None
    column: int


def word_paragraphs(data: bytes) -> tuple[WordParagraph, ...]:
    """Return the paragraphs of a `.docx` file in order, without empty ones.

    Raises ContentError: word-file-large, word-file-broken, word-file-empty.
    """
    _require_bounded(data)
    from docx import Document

    try:
        found = tuple(_paragraphs(Document(io.BytesIO(data)).element.body))
    except Exception as error:  # whatever a library says of a file from outside
        raise ContentError(Problem("word-file-broken")) from error
    if len(found) > _MOST_PARAGRAPHS or sum(len(text) for text, _ in found) > _MOST_CHARS:
        raise ContentError(_too_large())
    if not found:
        raise ContentError(Problem("word-file-empty"))
    return tuple(_in_its_language(text, column) for text, column in found)


def _too_large() -> Problem:
    return Problem("word-file-large", None, {"limit_mb": MAX_WORD_BYTES // 1_000_000, "rows": _MOST_PARAGRAPHS})


def _require_bounded(data: bytes) -> None:
    """Refuse what unpacks to more than a text needs, and what could name other files."""
    if len(data) > MAX_WORD_BYTES:
        raise ContentError(_too_large())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            is_large = len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES
            read = [] if is_large else [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            texts = {part.filename: packed.read(part) for part in read}
    except Exception as error:  # zipfile, zlib, bz2 and lzma have their own
        raise ContentError(Problem("word-file-broken")) from error
    if is_large:
        raise ContentError(_too_large())
    if _MAIN_PART not in texts or any(_DECLARATION.search(xml) or xml.startswith(_ENCODED) for xml in texts.values()):
        raise ContentError(Problem("word-file-broken"))


def _paragraphs(body: Any) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - lxml has no types
    """Yield text and column of each paragraph of `body` that has words, in tables and boxes, too."""
    from docx.oxml.ns import qn

    skipped = {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
    marks = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
    for paragraph in body.iter(qn("w:p")):
        parts: list[str] = []
        for node in paragraph.iter(qn("w:t"), *marks):
            around = [each.tag for each in node.iterancestors()]
            inside = around[: around.index(qn("w:p"))]
            if next(node.iterancestors(qn("w:p"))) is paragraph and qn("w:pPr") not in inside:
                parts.append("" if skipped.intersection(around) else marks.get(node.tag) or node.text or "")
        if text := "".join(parts).strip():
            cell = next(paragraph.iterancestors(qn("w:tc")), None)
            yield text, 0 if cell is None else 1 + sum(1 for _ in cell.itersiblings(qn("w:tc"), preceding=True))


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
