"""Draw the card as one HTML page, divided into sheets of paper before a browser prints it.

Letters are the largest with which it fits one sheet. Where it fits none there are more sheets, in the largest letters:
small ones are of no use in a vehicle. No style makes letters as large as a sheet allows, and Firefox cannot number
sheets. So heights are reckoned here, from the widths of letters of the font that the card brings along; card.css sets
the same lines, gaps and columns.

It brings its letters along, so that every computer prints the same lines, and leaves no margin in which a browser
would print its own head and foot.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import segno

from zt_audio.model import LANGS
from zt_audio.pages.card import CARD_WORDS, Card
from zt_audio.pages.html import ByLanguage, one_line, render_page

FONTS = Path(__file__).parent / "fonts"
WIDTHS: Mapping[str, Mapping[str, int]] = json.loads((FONTS / "widths.json").read_text("utf-8"))  # of 1000, by weight
LINE = 1.19  # the height of a line in sizes of its letters
MM = 25.4 / 72  # of a point
OTHER = 1300  # the same for a letter of another font
SIGN_MM = 7.3  # of room to write above the words
PHOTO_MM = (18.0, 14.0)  # at scale 1: wide, high
SPARE_MM = 0.5  # for what browsers make of fractions
ACTING = {"step": 11.0, "press": 28.0, "long": 16.0, "place": 12.5, "time": 16.0, "help": 10.0, "phone": 24.0}
POINTS = {"title": 20.0, "days": 10.5, "build": 11.0, "heading": 8.5, "small": 8.0} | ACTING  # at scale 1


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper; each of `scales` is tried for the letters until the card fits one sheet."""

    width_mm: float  # between its margins
    height_mm: float
    margin_mm: float
    scales: tuple[float, ...]
    smallest_points: float  # at every scale: smaller letters cannot be read in a vehicle
    acting_points: float  # the same for what the driver acts on


PAPERS: Mapping[str, Paper] = {
    "a4": Paper(188.0, 275.0, 11.0, (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7), 7.0, 10.0),
    "a5": Paper(136.0, 198.0, 6.0, (0.8, 0.75, 0.7, 0.65, 0.6), 6.0, 9.0),  # smaller: it lies nearer to the eye
}


def on_paper(card: Card, paper: Paper) -> CardLayout:
    """Return how `card` stands on as few sheets of `paper` as letters that can be read allow."""
    signed = [CardLayout(card, paper, scale) for scale in paper.scales]
    bare = [replace(each, is_signed=False) for each in signed]
    if one := next((each for each in (*signed, *bare) if len(each.sheets()) == 1), None):
        return one
    return signed[0] if len(signed[0].sheets()) == len(bare[0].sheets()) else bare[0]


@dataclass(frozen=True, slots=True)
class CardLayout:
    """The card at one scale of its letters. What has no other unit is in mm.

    One that is not signed has no line for that: it would need a sheet of its own.
    """

    card: Card
    paper: Paper
    scale: float
    is_signed: bool = True

    def sheets(self) -> Sequence[Mapping[str, Sequence[Any]]]:
        """Return what stands on each sheet, by kind: steps, rows, help, said, notes, sign."""
        made: list[dict[str, list[object]]] = []
        left = 0.0
        for kind, piece, height in self._pieces():
            if height > left:
                made.append(defaultdict(list))
                left = self.paper.height_mm - self._head() - SPARE_MM
            made[-1][kind].append(piece)
            left -= height
        return made

    def measures(self) -> Mapping[str, str]:
        """Return what card.css takes, by the names of its variables."""
        press, time = self._columns()
        lengths = {"margin": self.paper.margin_mm, "press-width": press, "time-width": time}
        sizes = {name: f"{self._points(name):g}pt" for name in POINTS}
        return {**sizes, **{name: f"{mm:.2f}mm" for name, mm in lengths.items()}, "scale": f"{self.scale:g}"}

    def _pieces(self) -> Iterator[tuple[str, object, float]]:
        """Yield what stands on the card in its order: kind, what it says, height with the gaps around it."""
        card, scale, width = self.card, self.scale, self.paper.width_mm
        room = (width + 2) / len(card.steps) - 9.2 - 8 * scale
        steps = max(8 * scale, *(self._both(step, "step", room) for step in card.steps))
        yield "steps", card.steps, steps + 3 + 2 * scale
        for row in card.rows:
            room = width - sum(self._columns()) - 4 - (PHOTO_MM[0] * scale + 2 if row.photo else 0)
            small = [text for text in (row.shown, one_line(row.address)) if text]
            place = self._both(row.place, "place", room) + sum(self._text(text, "small", room) for text in small)
            time = self._line("time") + self._line("small")
            press = self._line("long" if row.press_is_long else "press")
            yield "rows", row, max(press, place, time, PHOTO_MM[1] * scale if row.photo else 0) + 2.2 * scale
        phone = max(self._wide(one_line(CARD_WORDS["phone"]), "help"), self._wide(card.phone, "phone", "Bold")) + 5
        room = width - 5.2 - (phone if card.phone else 5)  # the gap stands there in any case
        lines = sum(self._both(line, "help", room) for line in card.help)
        yield "help", card.help, self._line("help") + max(lines, self._line("phone")) + 4 + 5 * scale
        everywhere = one_line(CARD_WORDS["everywhere"])
        told = " · ".join(f"{each.stops or everywhere} – {one_line(each.title)}" for each in card.said)
        lines = self._text(told, "small", 0.98 * width)
        for at, each in enumerate(card.said):  # they follow each other in one paragraph
            heading = 0 if at else self._text(one_line(CARD_WORDS["said"]), "heading", width, "Bold") + scale
            yield "said", each, heading + lines / len(card.said)
        yield from (("notes", note, self._text(one_line(note), "small", width) + 0.9 * scale) for note in card.notes)
        if self.is_signed:
            yield "sign", CARD_WORDS["sign"], SIGN_MM + self._line("small")

    def _head(self) -> float:
        """Return the height of what stands on top of each sheet, with the heads of the columns."""
        words = {name: one_line(CARD_WORDS[name]) for name in ("build", "printed", "page", "code")}
        room = self.paper.width_mm - 13 * self.scale - 6 - max(25 * self.scale, self._wide(words["code"], "small"))
        printed = f"{words['printed']}: {self.card.printed} · {words['page']}: 99 / 99"
        told = {"days": one_line(self.card.days), "build": f"{words['build']}: {self.card.build}", "small": printed}
        text = self._both(self.card.title, "title", room)
        text += sum(self._text(each, name, room) for name, each in told.items())
        return max(text, 25.5 * self.scale + self._line("small")) + 2.5 * self.scale + self._line("small") + 1.2

    def _columns(self) -> tuple[float, float]:
        """Return the widths of the columns of numbers and of times, which have 2 mm on each side."""
        number, time = (self._wide(one_line(CARD_WORDS[name]), "small") for name in ("number", "time"))
        rows = self.card.rows
        presses = (self._wide(row.press, "long" if row.press_is_long else "press", "Bold") for row in rows)
        times = (
            max(
                self._wide(f"{row.begin}–{row.end}", "time", "Bold"),
                self._wide(f"{one_line(CARD_WORDS['cycle'])} {row.cycle}", "small"),
            )
            for row in rows
        )
        return max(number, *presses) + 4.2, max(time, *times) + 4.2

    def _points(self, name: str) -> float:
        least = self.paper.acting_points if name in ACTING else self.paper.smallest_points
        return max(POINTS[name] * self.scale, least)

    def _line(self, name: str) -> float:
        return self._points(name) * LINE * MM

    def _both(self, words: ByLanguage, name: str, room: float) -> float:
        """Return the height of `words` below each other, the first in bold letters."""
        texts = dict.fromkeys(words.values())
        return sum(self._text(text, name, room, "Regular" if at else "Bold") for at, text in enumerate(texts))

    def _text(self, text: str, name: str, room: float, weight: str = "Regular") -> float:
        """Return the height of `text` in lines that are `room` wide."""
        lines, used, space = 1, 0.0, self._wide(" ", name, weight)
        for word in text.split(" "):
            wide = self._wide(word, name, weight)
            if used and used + wide > room:
                lines, used = lines + 1, 0.0
            lines += int(wide // room)  # of a word that is longer than a line
            used += wide + space
        return lines * self._line(name)

    def _wide(self, text: str, name: str, weight: str = "Regular") -> float:
        return sum(WIDTHS[weight].get(letter, OTHER) for letter in text) / 1000 * self._points(name) * MM


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
