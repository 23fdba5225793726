"""Draw the card as one HTML page, which any browser shows, prints, and saves as a PDF.

It brings its letters along, so that every computer prints the same lines, and leaves no margin in which a browser
would print its own head and foot.
"""

from __future__ import annotations

import io
from base64 import b64encode

import segno

from zt_audio.pages.card.content import Card
from zt_audio.pages.card.sheets import FONTS, PAPERS, on_paper
from zt_audio.pages.card.words import CARD_WORDS
from zt_audio.pages.html import render_page

_WEIGHTS = {400: "Regular", 700: "Bold"}


def card_page(card: Card, paper: str = "a4") -> str:
    """Return `card` as one HTML page that stands alone, for `paper`, one of PAPERS."""
    layout = on_paper(card, PAPERS[paper])
    style = "".join(_face(weight) for weight in _WEIGHTS)
    style += f"@page {{ size: {paper.upper()}; margin: 0; }}\n"
    style += f":root {{ {' '.join(f'--p-{name}: {value};' for name, value in layout.measures().items())} }}\n"
    sheets = layout.sheets()
    return render_page(
        "card", lang="kk", style=style, card=card, sheets=sheets, code=_code(card.line), words=CARD_WORDS
    )


def _face(weight: int) -> str:
    data = b64encode((FONTS / f"NotoSans-{_WEIGHTS[weight]}.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data})"
    return f'@font-face {{ font-family: "Noto Sans"; font-weight: {weight}; src: {source}; }}\n'


def _code(line: str) -> str:
    """Return the QR code of `line` as an SVG element."""
    drawn = io.BytesIO()
    segno.make(line, micro=False, error="m").save(
        drawn, kind="svg", border=0, xmldecl=False, svgns=False, omitsize=True
    )
    return drawn.getvalue().decode()
