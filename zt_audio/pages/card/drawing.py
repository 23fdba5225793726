"""Draw the card as an HTML page, for a phone or a browser, and as a PDF, for a printer.

The PDF is one page of A4 or A5; where there are many stops, its letters are somewhat smaller, or it has more pages.
typst rather than fpdf2: a template of a hundred lines instead of 250 lines that measured and placed every text, 0.05 s
a card instead of 0.2 to 0.6 s, 0.01 s to import instead of 1.6 s. It is 34 MB to download where fpdf2 with pillow and
fonttools were 13 MB.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import as_file
from pathlib import Path

import segno
import typst

from zt_audio.pages.card.content import MOST_BIG, Card
from zt_audio.pages.card.words import CARD_WORDS
from zt_audio.pages.html import TEMPLATES, colours, mark, render_page
from zt_audio.pages.multilingual import one_line

FONTS = Path(__file__).parent / "fonts"
_KEPT = 10  # compilations whose parts typst keeps in memory: 30 MB of each card


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper; each of `scales` is tried for the letters until the card fits one page."""

    width_mm: float
    height_mm: float
    margin_mm: float
    scales: tuple[float, ...]
    smallest_points: float  # at every scale: smaller letters cannot be read in a vehicle
    acting_points: float  # the same for what the driver acts on


PAPERS: Mapping[str, Paper] = {
    "a4": Paper(210.0, 297.0, 11.0, (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7), 7.0, 10.0),
    "a5": Paper(148.0, 210.0, 6.0, (0.8, 0.75, 0.7, 0.65, 0.6), 6.0, 9.0),  # smaller: it lies nearer to the eye
}


def card_page(card: Card) -> str:
    """Return `card` as one self-contained HTML page."""
    return render_page("card", lang="kk", card=card, code=_code(card.line), words=CARD_WORDS)


def _code(line: str) -> str:
    """Return the QR code of `line` as an SVG element."""
    drawn = io.BytesIO()
    segno.make(line, micro=False, error="m").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True)
    return drawn.getvalue().decode()


def card_pdf(card: Card, paper: str = "a4") -> bytes:
    """Return `card` as a PDF on `paper`, one of PAPERS. The same card gives the same bytes."""
    with as_file(TEMPLATES / "card.typ") as template:
        made = typst.compile(
            template,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"card": json.dumps(_data(card, PAPERS[paper]))},
        )
    for _ in range(_KEPT):  # 2 ms each
        typst.compile(b"", ignore_system_fonts=True)
    return bytes(made)


def _data(card: Card, paper: Paper) -> Mapping[str, object]:
    day, month, year = map(int, card.printed.split("."))
    return {
        "card": asdict(card),
        "paper": asdict(paper),
        "lang": "kk",
        "heading": f"{one_line(card.title)} · {card.build}",
        "printed": {"year": year, "month": month, "day": day},
        "heads": [CARD_WORDS[name] for name in ("number", "place", "time")],
        "words": CARD_WORDS,
        "labels": {name: one_line(CARD_WORDS[name]) for name in ("build", "printed", "page")},
        "most_big": MOST_BIG,
        "colours": colours(),
        "mark": mark(),
        "code": [
            [bool(dark) for dark in row] for row in segno.make(card.line, micro=False, error="m").matrix_iter(border=0)
        ],
    }
