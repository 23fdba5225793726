"""A card in, its PDF out: one page of A4 or A5, somewhat smaller letters where there are many stops, or more pages.

fpdf2 and segno rather than typst: pure Python, so nothing but the two of them is installed on a staff laptop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import cached_property
from importlib.resources import as_file, files
from itertools import accumulate

import segno
from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from zt_audio.pages.card.content import Card, CardRow
from zt_audio.pages.card.words import CARD_WORDS
from zt_audio.pages.multilingual import ByLanguage, one_line

PAPERS_MM = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
MARGINS_MM = {"a4": 11.0, "a5": 8.0}
SCALES = {  # of the letters; they begin smaller on A5, which lies nearer to the eye
    "a4": (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7),
    "a5": (0.85, 0.8, 0.75, 0.7, 0.65, 0.6),
}
SMALLEST_POINTS = {"a4": 7.0, "a5": 6.0}  # whatever the scale is: smaller ones nobody reads in a vehicle
GAP_MM = 3.0  # after each column
PLACE_SHARE = 0.46  # of what number and time leave, where there is a column for what is said
GREY, BLACK, PALE = (90, 90, 90), (0, 0, 0), (236, 240, 246)
MOST_SHRUNK = 3  # pages that the smallest letters may bring onto one
LINE_MM = 0.42  # height of a line for each point of letters
FONT = "NotoSans"


def card_pdf(card: Card, paper: str = "a4") -> bytes:
    """Return `card` as a PDF on `paper`, one of PAPERS_MM. The same card gives the same bytes."""
    for scale in SCALES[paper]:
        data, pages = _drawn(card, paper, scale)
        if pages == 1:
            return data
        if pages > MOST_SHRUNK:
            break
    largest = SCALES[paper][0]  # where there must be more pages, small letters help nobody
    _, pages = _drawn(card, paper, largest)
    return _drawn(card, paper, largest, pages)[0]


def _drawn(card: Card, paper: str, scale: float, of_pages: int = 1) -> tuple[bytes, int]:
    """Return the PDF with letters of that scale, and its number of pages; each tells which of them it is."""
    with closing(_Sheet(card, paper, scale, of_pages)) as sheet:
        return sheet.output(), sheet.pages


class _Sheet:
    """One try at a size of letters."""

    def __init__(self, card: Card, paper: str, scale: float, of_pages: int) -> None:
        self._pdf = FPDF(format=PAPERS_MM[paper])
        self._pdf.set_margins(MARGINS_MM[paper], MARGINS_MM[paper])
        self._card = card
        self._scale = scale
        self._smallest_points = SMALLEST_POINTS[paper]
        self._of_pages = of_pages
        self._set_up()
        self._page(table=True)
        for row in card.rows:
            self._row(row)
        self._notes(card.notes)

    @property
    def pages(self) -> int:
        return int(self._pdf.pages_count)

    def output(self) -> bytes:
        return bytes(self._pdf.output())

    def close(self) -> None:
        """Close the files of the fonts, which fpdf2 leaves open."""
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def _set_up(self) -> None:
        pdf, card = self._pdf, self._card
        day, month, year = map(int, card.printed.split("."))
        pdf.set_creation_date(datetime(year, month, day, tzinfo=UTC))
        pdf.set_title(f"{one_line(card.title)} · {card.build}")
        pdf.set_lang("kk")
        pdf.set_auto_page_break(auto=False)
        for style, name in (("", "Regular"), ("B", "Bold")):
            with as_file(files(__package__) / "fonts" / f"NotoSans-{name}.ttf") as path:
                pdf.add_font(FONT, style, path)

    # --- what stands on it -------------------------------------------------------------------------------

    def _page(self, *, table: bool) -> None:
        """Begin a page, which tells what it belongs to: a second one may be laid aside alone."""
        self._pdf.add_page()
        self._header(self._card)
        if table:
            self._everywhere(self._card.everywhere)
            self._table_head()

    def _header(self, card: Card) -> None:
        pdf, side = self._pdf, 27 * self._scale
        left, top = pdf.l_margin, pdf.t_margin
        self._code(card.build, pdf.w - pdf.r_margin - side, top, side)
        width = pdf.epw - side - 5
        y = self._block(left, top, width, [(card.title["kk"], 21, "B", BLACK), (card.title["ru"], 14, "", GREY)])
        build = f"{one_line(CARD_WORDS['build'])}: {card.build}"
        lines = [(one_line(card.days), 11, "", BLACK), (build, 11, "B", BLACK), (self._printed(card), 8, "", GREY)]
        y = self._block(left, y + 1, width, lines)
        pdf.set_y(max(y, top + side) + 3 * self._scale)

    def _printed(self, card: Card) -> str:
        printed = f"{one_line(CARD_WORDS['printed'])}: {card.printed}"
        if self._of_pages == 1:
            return printed
        return f"{printed} · {one_line(CARD_WORDS['page'])}: {self._pdf.page_no()} / {self._of_pages}"

    def _code(self, build: str, left: float, top: float, side: float) -> None:
        """Draw the QR code as squares: no picture, so it prints as sharp as the letters."""
        rows = [list(row) for row in segno.make(build, micro=False, error="q").matrix_iter(border=0)]
        cell = side / len(rows)
        self._pdf.set_fill_color(*BLACK)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    self._pdf.rect(left + x * cell, top + y * cell, cell, cell, style="F")

    def _everywhere(self, titles: ByLanguage | None) -> None:
        if titles:
            lines = [(titles["kk"], 10, "B", BLACK), (titles["ru"], 9.5, "", GREY)]
            end = self._block(self._pdf.l_margin, self._pdf.get_y(), self._pdf.epw, lines)
            self._pdf.set_y(end + 3 * self._scale)

    def _table_head(self) -> None:
        pad = 0.8 * self._scale
        heads = [_head(told) for told in self._card.heads]
        top, height = self._pdf.get_y() + pad, self._height(heads[0], self._pdf.epw)
        self._pdf.set_fill_color(*PALE)
        self._pdf.rect(self._pdf.l_margin, top - pad, self._pdf.epw, height + 2 * pad, style="F")
        for lines, (left, width) in zip(heads, self._columns, strict=True):
            self._block(left, top, width, lines)
        self._pdf.set_y(top + height + pad)

    def _row(self, row: CardRow) -> None:
        pad = 1.2 * self._scale
        columns = self._columns
        cells = _cells(row)[: len(columns)]
        height = max(self._height(lines, width) for lines, (_, width) in zip(cells, columns, strict=True))
        self._require(height + 2 * pad, table=True)
        top = self._pdf.get_y()
        for lines, (left, width) in zip(cells, columns, strict=True):
            self._block(left, top + pad, width, lines)
        bottom = top + height + 2 * pad
        self._pdf.set_draw_color(*GREY)
        self._pdf.set_line_width(0.15)
        self._pdf.line(self._pdf.l_margin, bottom, self._pdf.w - self._pdf.r_margin, bottom)
        self._pdf.set_y(bottom)

    def _notes(self, notes: Sequence[ByLanguage]) -> None:
        self._pdf.set_y(self._pdf.get_y() + 3 * self._scale)
        for note in notes:
            lines = [(note["kk"], 9, "B", BLACK), (note["ru"], 9, "", BLACK)]
            height = self._height(lines, self._pdf.epw)
            self._require(height, table=False)
            top = self._pdf.get_y()
            self._block(self._pdf.l_margin, top, self._pdf.epw, lines)
            self._pdf.set_y(top + height + 1.3 * self._scale)

    # --- how it is laid out ------------------------------------------------------------------------------

    @cached_property
    def _columns(self) -> tuple[tuple[float, float], ...]:
        """Return left edge and width of each column: number and time as wide as they are, the others share the rest."""
        heads = [_head(told) for told in self._card.heads]
        cells = [_cells(row) for row in self._card.rows]
        number, time = (self._width(heads[at] + [line for row in cells for line in row[at]]) for at in (0, 2))
        gap = GAP_MM * self._scale
        rest = self._pdf.epw - number - time - len(heads) * gap - 1
        place = rest * PLACE_SHARE if len(heads) > len(("number", "place", "time")) else rest
        widths = (number, place, time, rest - place)[: len(heads)]
        lefts = accumulate((width + gap for width in widths), initial=self._pdf.l_margin + 1)
        return tuple(zip(lefts, widths, strict=False))  # the last sum is where a further column would begin

    def _width(self, lines: Iterable[_Line]) -> float:
        """Return the width in which none of `lines` is broken."""
        found = 0.0
        for line in lines:
            self._use(line)
            found = max(found, self._pdf.get_string_width(line[0]))
        return found + 2 * self._pdf.c_margin + 0.1

    def _require(self, height: float, *, table: bool) -> None:
        if self._pdf.get_y() + height > self._pdf.h - self._pdf.t_margin:
            self._page(table=table)

    def _height(self, lines: Sequence[_Line], width: float) -> float:
        return sum(self._line_count(line, width) * self._pitch(line) for line in lines)

    def _line_count(self, line: _Line, width: float) -> int:
        self._use(line)
        found = self._pdf.multi_cell(width, text=line[0], dry_run=True, output=MethodReturnValue.LINES)
        return len(found) if isinstance(found, list) else 1

    def _block(self, left: float, top: float, width: float, lines: Sequence[_Line]) -> float:
        """Write `lines` one below the other; return where they end. The cursor stays where it was."""
        before = self._pdf.get_y()
        for line in lines:
            self._use(line)
            self._pdf.set_xy(left, top)
            count = self._line_count(line, width)
            self._pdf.multi_cell(width, h=self._pitch(line), text=line[0], align="L")
            top += count * self._pitch(line)
        self._pdf.set_y(before)
        return top

    def _use(self, line: _Line) -> None:
        _, _, style, colour = line
        self._pdf.set_font(FONT, style, self._points(line))
        self._pdf.set_text_color(*colour)

    def _pitch(self, line: _Line) -> float:
        return self._points(line) * LINE_MM

    def _points(self, line: _Line) -> float:
        return max(line[1] * self._scale, self._smallest_points)


_Line = tuple[str, float, str, tuple[int, int, int]]  # text, points, bold or not, colour


def _head(told: ByLanguage) -> list[_Line]:
    return [(told["kk"], 8, "B", BLACK), (told["ru"], 8, "", GREY)]


def _cells(row: CardRow) -> tuple[list[_Line], ...]:
    stay, said = row.stay, row.said
    return (
        [(row.press, 15 if row.press_is_long else 26, "B", BLACK)],
        [(row.place["kk"], 11.5, "B", BLACK), (row.place["ru"], 10, "", GREY)],
        [(row.arrive, 13, "B", BLACK), *([(stay["kk"], 9, "", BLACK)] if stay else [])],
        [(said["kk"], 8.5, "B", BLACK), (said["ru"], 8, "", GREY)] if said else [],
    )
