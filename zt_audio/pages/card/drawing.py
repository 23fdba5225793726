"""Draw the card as one HTML page, which any browser shows, prints, and saves as a PDF.

It brings its letters along, so that every computer prints the same lines, and leaves no margin in which a browser
would print its own head and foot.
"""

from __future__ import annotations

from base64 import b64encode

import segno

from zt_audio.model import LANGS
from zt_audio.pages.card.content import Card
from zt_audio.pages.card.sheets import FONTS, PAPERS, on_paper
from zt_audio.pages.card.words import CARD_WORDS
from zt_audio.pages.html import render_page


def card_page(card: Card, paper: str = "a4") -> str:
    """Return `card` as one HTML page that stands alone, for `paper`, one of PAPERS."""
    layout = on_paper(card, PAPERS[paper])
    style = f"@page {{ size: {paper.upper()}; margin: 0; }}\n"
    style += f":root {{ {' '.join(f'--p-{name}: {value};' for name, value in layout.measures().items())} }}\n"
    for weight, name in ((400, "Regular"), (700, "Bold")):
        source = f"data:font/woff2;base64,{b64encode((FONTS / f'NotoSans-{name}.woff2').read_bytes()).decode()}"
        style += f'@font-face {{ font-family: "Noto Sans"; font-weight: {weight}; src: url({source}); }}\n'
    code = segno.make(card.line, micro=False, error="m").svg_inline(border=0, omitsize=True)
    sheets = layout.sheets()
    return render_page("card", lang=LANGS[0], style=style, card=card, sheets=sheets, code=code, words=CARD_WORDS)
