"""A card in, its HTML page out: the same as the PDF, for a phone or for printing from a browser. No network."""

from __future__ import annotations

import io
from collections.abc import Iterator

import segno

from zt_audio.delivery.card import words
from zt_audio.delivery.card.content import Card, Row
from zt_audio.delivery.document import document, shipped
from zt_audio.delivery.markup import Markup, element, pair


def card_html(card: Card) -> str:
    """Return `card` as one self-contained page."""
    return document(
        f"{card.title.line} · {card.build}",
        _header(card),
        _table(card),
        element("footer", *(element("p", *pair(note)) for note in card.notes)),
        lang="kk",
        style=shipped(__package__, "card.css"),
    )


def _header(card: Card) -> Markup:
    return element(
        "header",
        element("div", _code(card.build), class_="code"),
        element("h1", *pair(card.title)),
        element("p", card.days.line),
        element("p", f"{words.BUILD.line}: ", element("strong", card.build)),
        element("p", f"{words.PRINTED.line}: {card.printed}", class_="small"),
    )


def _code(build: str) -> Markup:
    drawn = io.BytesIO()
    segno.make(build, micro=False, error="q").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True)
    return Markup(drawn.getvalue().decode())


def _table(card: Card) -> Markup:
    heads = (element("th", *pair(head), scope="col") for head in (words.NUMBER, words.PLACE, words.TIME, words.SAID))
    rows = (element("tr", *_cells(row)) for row in card.rows)
    return element("table", element("thead", element("tr", *heads)), element("tbody", *rows))


def _cells(row: Row) -> Iterator[Markup]:
    yield element("td", row.press, class_="number")
    yield element("td", *pair(row.place))
    stay = (element("span", row.stay.kk),) if row.stay else ()
    yield element("td", element("b", row.arrive), *stay, class_="time")
    yield element("td", *(element("p", *pair(said)) for said in row.said), class_="said")
