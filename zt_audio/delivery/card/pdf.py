"""A card in, its PDF out: one page of A4 or A5, smaller letters where there are many stops, more pages at the last.

fpdf2 and segno rather than typst: pure Python, so nothing but the two of them is installed on a staff laptop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import as_file, files

import segno
from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import TTFFont

from zt_audio.delivery.card import words
from zt_audio.delivery.card.content import Card, Row
from zt_audio.delivery.words import Both

PAPERS_MM = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
MARGIN_MM = 11.0
SCALES = (1.0, 0.92, 0.85, 0.78, 0.71, 0.64)  # of the letters; below that nobody reads them in a moving vehicle
COLUMNS = (0.13, 0.41, 0.14, 0.32)  # of the width: number, place, time, what is said
GREY, BLACK, PALE = (90, 90, 90), (0, 0, 0), (236, 240, 246)
MOST_BIG = 3  # figures that fit the first column in big letters
LINE_MM = 0.42  # height of a line for each point of letters
FONT = "NotoSans"


def card_pdf(card: Card, paper: str = "a4") -> bytes:
    """Return `card` as a PDF on `paper`, one of PAPERS_MM. The same card gives the same bytes."""
    small = PAPERS_MM[paper][0] / PAPERS_MM["a4"][0]
    for scale in SCALES:
        data, pages = _drawn(card, paper, scale * small)
        if pages == 1:
            break
    return data


def _drawn(card: Card, paper: str, scale: float) -> tuple[bytes, int]:
    """Return the PDF with letters of that scale, and its number of pages."""
    with closing(_Sheet(card, paper, scale)) as sheet:
        return sheet.output(), sheet.pages


class _Sheet:
    """One try at a size of letters."""

    def __init__(self, card: Card, paper: str, scale: float) -> None:
        self._pdf = FPDF(format=PAPERS_MM[paper])
        self._scale = scale
        self._set_up(card)
        self._header(card)
        self._table_head()
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

    def _set_up(self, card: Card) -> None:
        pdf = self._pdf
        day, month, year = map(int, card.printed.split("."))
        pdf.set_creation_date(datetime(year, month, day, tzinfo=UTC))
        pdf.set_title(f"{card.title.line} · {card.build}")
        pdf.set_lang("kk")
        pdf.set_margins(MARGIN_MM, MARGIN_MM)
        pdf.set_auto_page_break(auto=False)
        for style, name in (("", "Regular"), ("B", "Bold")):
            with as_file(files(__package__) / "fonts" / f"NotoSans-{name}.ttf") as path:
                pdf.add_font(FONT, style, path)
        pdf.add_page()

    # --- what stands on it -------------------------------------------------------------------------------

    def _header(self, card: Card) -> None:
        pdf, side = self._pdf, 27 * self._scale
        left, top = pdf.l_margin, pdf.t_margin
        self._code(card.build, pdf.w - pdf.r_margin - side, top, side)
        width = pdf.epw - side - 5
        y = self._block(left, top, width, [(card.title.kk, 21, "B", BLACK), (card.title.ru, 14, "", GREY)])
        told = card.days.line
        build = f"{words.BUILD.line}: "
        printed = f"{words.PRINTED.line}: {card.printed}"
        lines = [(told, 11, "", BLACK), (build + card.build, 11, "B", BLACK), (printed, 8, "", GREY)]
        y = self._block(left, y + 1, width, lines)
        pdf.set_y(max(y, top + side) + 3 * self._scale)

    def _code(self, build: str, left: float, top: float, side: float) -> None:
        """Draw the QR code as squares: no picture, so it prints as sharp as the letters."""
        rows = [list(row) for row in segno.make(build, micro=False, error="q").matrix_iter(border=0)]
        cell = side / len(rows)
        self._pdf.set_fill_color(*BLACK)
        for y, row in enumerate(rows):
            for x, dark in enumerate(row):
                if dark:
                    self._pdf.rect(left + x * cell, top + y * cell, cell, cell, style="F")

    def _table_head(self) -> None:
        height = 9 * self._scale
        self._pdf.set_fill_color(*PALE)
        self._pdf.rect(self._pdf.l_margin, self._pdf.get_y(), self._pdf.epw, height, style="F")
        top = self._pdf.get_y() + 0.8 * self._scale
        for (left, width), told in zip(self._columns(), _HEADS, strict=True):
            self._block(left, top, width, [(told.kk, 8, "B", BLACK), (told.ru, 8, "", GREY)])
        self._pdf.set_y(self._pdf.get_y() + height)

    def _row(self, row: Row) -> None:
        pad = 1.2 * self._scale
        cells = _cells(row)
        height = max(self._height(lines, width) for lines, (_, width) in zip(cells, self._columns(), strict=True))
        self._require(height + 2 * pad)
        top = self._pdf.get_y()
        for lines, (left, width) in zip(cells, self._columns(), strict=True):
            self._block(left, top + pad, width, lines)
        bottom = top + height + 2 * pad
        self._pdf.set_draw_color(*GREY)
        self._pdf.set_line_width(0.15)
        self._pdf.line(self._pdf.l_margin, bottom, self._pdf.w - self._pdf.r_margin, bottom)
        self._pdf.set_y(bottom)

    def _notes(self, notes: Sequence[Both]) -> None:
        self._pdf.set_y(self._pdf.get_y() + 3 * self._scale)
        for note in notes:
            lines = [(note.kk, 9, "B", BLACK), (note.ru, 9, "", BLACK)]
            height = self._height(lines, self._pdf.epw)
            self._require(height)
            top = self._pdf.get_y()
            self._block(self._pdf.l_margin, top, self._pdf.epw, lines)
            self._pdf.set_y(top + height + 1.3 * self._scale)

    # --- how it is laid out ------------------------------------------------------------------------------

    def _columns(self) -> Iterator[tuple[float, float]]:
        """Yield left edge and width of each column, a gap between them."""
        left = self._pdf.l_margin
        for share in COLUMNS:
            yield left + 1, self._pdf.epw * share - 3
            left += self._pdf.epw * share

    def _require(self, height: float) -> None:
        if self._pdf.get_y() + height > self._pdf.h - MARGIN_MM:
            self._pdf.add_page()

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
        _, points, style, colour = line
        self._pdf.set_font(FONT, style, points * self._scale)
        self._pdf.set_text_color(*colour)

    def _pitch(self, line: _Line) -> float:
        return line[1] * self._scale * LINE_MM


_Line = tuple[str, float, str, tuple[int, int, int]]  # text, points, bold or not, colour
_HEADS = (words.NUMBER, words.PLACE, words.TIME, words.SAID)


def _cells(row: Row) -> tuple[list[_Line], ...]:
    stay = [row.stay.kk] if row.stay else []
    return (
        [(row.press, 26 if len(row.press) <= MOST_BIG else 15, "B", BLACK)],
        [(row.place.kk, 11.5, "B", BLACK), (row.place.ru, 10, "", GREY)],
        [(row.arrive, 13, "B", BLACK), *((told, 9, "", BLACK) for told in stay)],
        [line for said in row.said for line in ((said.kk, 8.5, "B", BLACK), (said.ru, 8, "", GREY))],
    )
