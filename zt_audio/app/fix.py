"""Write the certain repairs of sloppy texts into the files of appeals: lost marks and spaces, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zt_audio.app.edits import FileEdit, SetText
from zt_audio.content.project import load_appeals, load_lexicon
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import moved_offer, read
from zt_audio.language.sentences import paragraphs
from zt_audio.model import LANGS, Lang, Offer, RepairedWord


def certain_fixes(root: Path) -> tuple[tuple[RepairedWord, ...], tuple[FileEdit, ...]]:
    """Return what repairs read otherwise than it is typed, and the edits that write it so. Raises ContentError."""
    words: list[RepairedWord] = []
    edits: list[FileEdit] = []
    appeals = load_appeals(root)
    for lang in LANGS:
        lexicon = load_lexicon(root, lang)
        for appeal in appeals.values():
            text = appeal.text[lang]
            found = tuple(_repairs(text.value, lang, lexicon))
            if found:
                words += (
                    RepairedWord(text.at(each.start), lang, text.value[each.start : each.end], each.typed, each.spoken)
                    for each in found
                )
                edits.append(
                    FileEdit(appeal.where.file, (SetText(("text", lang), text.value, _typed(text.value, found)),))
                )
    return tuple(words), tuple(edits)


def _repairs(text: str, lang: Lang, lexicon: Lexicon) -> Iterator[Offer]:
    for start, paragraph in paragraphs(text):
        for repair in read(paragraph, lang, lexicon).repairs:
            yield moved_offer(repair, start)


def _typed(text: str, repairs: tuple[Offer, ...]) -> str:
    for repair in reversed(repairs):
        text = text[: repair.start] + repair.typed + text[repair.end :]
    return text
