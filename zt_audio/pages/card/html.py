"""A card in, its HTML page out: the same as the PDF, for a phone or for printing from a browser. No network."""

from __future__ import annotations

import io
from collections.abc import Iterator

import segno

from zt_audio.pages.bilingual import Both
from zt_audio.pages.card import words
from zt_audio.pages.card.content import Card, Row
from zt_audio.pages.document import document, shipped
from zt_audio.pages.markup import Markup, element, pair

MOST_BIG = 3  # figures that fit the first column in big letters


def card_html(card: Card) -> str:
    """Return `card` as one self-contained page."""
    return document(
        f"{card.title.line} · {card.build}",
        _header(card),
        *((_everywhere(card.everywhere),) if card.everywhere else ()),
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


def _everywhere(titles: Both) -> Markup:
    return element("p", *pair(words.EVERYWHERE.filled(titles=titles)), class_="everywhere")


def _table(card: Card) -> Markup:
    heads = (element("th", *pair(head), scope="col") for head in card.heads)
    rows = (element("tr", *list(_cells(row))[: len(card.heads)]) for row in card.rows)
    return element("table", element("thead", element("tr", *heads)), element("tbody", *rows))


def _cells(row: Row) -> Iterator[Markup]:
    yield element("td", row.press, class_="number" if len(row.press) <= MOST_BIG else "number long")
    yield element("td", *pair(row.place), class_="place")
    stay = (element("span", row.stay.kk),) if row.stay else ()
    yield element("td", element("b", row.arrive), *stay, class_="time")
    yield element("td", *(pair(row.said) if row.said else ()), class_="said")
