"""A card in, its HTML page out: the same as the PDF, for a phone or for printing from a browser. No network."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files

import segno

from zt_audio.delivery.card import words
from zt_audio.delivery.card.content import Card, Row
from zt_audio.delivery.markup import Markup, element
from zt_audio.delivery.words import Both


def card_html(card: Card) -> str:
    """Return `card` as one self-contained page."""
    style = files(__package__).joinpath("card.css").read_text(encoding="utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{card.title.kk} / {card.title.ru} · {card.build}"),
        element("style", Markup(style)),
    )
    body = element("body", _header(card), _table(card), element("footer", *map(_note, card.notes)))
    return f"<!doctype html>\n{element('html', head, body, lang='kk')}\n"


def _header(card: Card) -> Markup:
    return element(
        "header",
        element("div", _code(card.build), class_="code"),
        element("h1", *_pair(card.title)),
        element("p", f"{card.days.kk} / {card.days.ru}"),
        element("p", f"{words.BUILD.kk} / {words.BUILD.ru}: ", element("strong", card.build)),
        element("p", f"{words.PRINTED.kk} / {words.PRINTED.ru}: {card.printed}", class_="small"),
    )


def _code(build: str) -> Markup:
    drawn = io.BytesIO()
    segno.make(build, micro=False, error="q").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True)
    return Markup(drawn.getvalue().decode())


def _table(card: Card) -> Markup:
    heads = (element("th", *_pair(head), scope="col") for head in (words.NUMBER, words.PLACE, words.TIME, words.SAID))
    rows = (element("tr", *_cells(row)) for row in card.rows)
    return element("table", element("thead", element("tr", *heads)), element("tbody", *rows))


def _cells(row: Row) -> Iterator[Markup]:
    yield element("td", str(row.number), class_="number")
    yield element("td", *_pair(row.place))
    stay = (element("span", row.stay.kk),) if row.stay else ()
    yield element("td", element("b", row.arrive), *stay, class_="time")
    yield element("td", *(element("p", *_pair(said)) for said in row.said), class_="said")


def _note(note: Both) -> Markup:
    return element("p", *_pair(note))


def _pair(both: Both) -> tuple[Markup, Markup]:
    return element("b", both.kk, lang="kk"), element("span", both.ru, lang="ru")
