"""Numbered texts and the words around them in, a page to print out: one file that needs no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zt_audio.language.lexicon import STRESS
from zt_audio.model import Lang
from zt_audio.pages.document import document, shipped
from zt_audio.pages.markup import Markup, element
from zt_audio.pages.report.values import NAMES, Wording

ENDING = ".wav"  # of the name to give; others are read as well
STEPS = ("step_room", "step_file", "step_name", "step_read", "step_stress", "step_import")


@dataclass(frozen=True, slots=True)
class Block:
    """One text to read: `names` are the appeal or the places that say it; `state` is why it is on the sheet."""

    number: int
    lang: Lang
    kind: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]
    state: str
    row: int = 0
    rows: int = 0


def file_name(number: int) -> str:
    return f"{number:03d}{ENDING}"


def page(blocks: Sequence[Block], wording: Wording) -> str:
    """Return the page of `blocks` in the language of `wording`."""
    langs = dict.fromkeys(block.lang for block in blocks)
    sections = (_section([block for block in blocks if block.lang == lang], lang, wording) for lang in langs)
    header = _header(blocks, wording)
    style = shipped(__package__, "sheet.css")
    return document(wording.say("title"), header, element("main", *sections), lang=wording.lang, style=style)


def _header(blocks: Sequence[Block], wording: Wording) -> Markup:
    """Say how to record; what the stress mark is, only where there is one on the page."""
    marked = any(STRESS in sentence for block in blocks for sentence in block.sentences)
    steps = (step for step in STEPS if marked or step != "step_stress")
    rows = (element("li", wording.say(step, file=file_name(blocks[0].number))) for step in steps)
    return element("header", element("h1", wording.say("title")), element("ol", *rows))


def _section(blocks: Sequence[Block], lang: Lang, wording: Wording) -> Markup:
    count = element("small", wording.say("count", n=len(blocks)))
    head = element("h2", element("span", NAMES[lang], lang=lang), " ", count)
    return element("section", head, *(_block(block, wording) for block in blocks), class_=lang)


def _block(block: Block, wording: Wording) -> Markup:
    return element(
        "article",
        element(
            "header",
            element("b", f"{block.number:03d}"),
            element("p", *_about(block, wording)),
            element("p", element("i"), element("code", file_name(block.number)), class_="file"),
        ),
        *(element("p", sentence, lang=block.lang, class_="say") for sentence in block.sentences),
    )


def _about(block: Block, wording: Wording) -> Iterator[str]:
    yield element("strong", wording.say(block.kind))
    yield " "
    yield element("span", ", ".join(block.names), lang=block.lang)
    if block.rows > 1:
        yield f" · {wording.say('paragraph', row=block.row, rows=block.rows)}"
    if block.state in wording.words:
        yield element("em", wording.say(block.state))
