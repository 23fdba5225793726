"""Write the card as an HTML page: the same as the PDF, for a phone or for printing from a browser."""

from __future__ import annotations

import io

import segno

from zt_audio.pages.card.content import Card
from zt_audio.pages.card.words import CARD_WORDS
from zt_audio.pages.html import render_page


def card_page(card: Card) -> str:
    """Return `card` as one self-contained page."""
    return render_page("card", lang="kk", card=card, code=_code(card.build), words=CARD_WORDS)


def _code(build: str) -> str:
    """Return the QR code of `build` as an SVG element."""
    drawn = io.BytesIO()
    segno.make(build, micro=False, error="q").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True)
    return drawn.getvalue().decode()
