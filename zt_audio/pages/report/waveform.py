"""Draw one cycle of a track: the peaks of each segment as paths of SVG, and where who says what."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zt_audio.pages.report.cycle import CyclePart, Stretch, by_language, by_subject
from zt_audio.sound.envelope import Envelope
from zt_audio.tracks.join import duration_ms

WIDTH, HEIGHT, MIDDLE = 1000, 100, 50  # of the drawing, which is stretched to the page
SCALE = 48  # of full scale: a hair's breadth stays free above and below
TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
MOST_TICKS = 9
HATCH = 5  # between two lines, along the edge
NARROW_LABEL, NARROWEST_LABEL = 0.06, 0.025  # of the width: below them one line of text fits, or none


@dataclass(frozen=True, slots=True)
class Shape:
    """A part as it is drawn: its ground, and the paths on it."""

    part: CyclePart
    left: float
    right: float
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The first words of a stretch, as far as there is room: one line of them is narrow; without room none shows."""

    part: CyclePart
    style: str
    narrow: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class Waveform:
    """A cycle as the page draws it."""

    cycle_s: float
    shapes: tuple[Shape, ...]
    bands: tuple[tuple[str, str], ...]  # language, style
    labels: tuple[Label, ...]
    ticks: tuple[tuple[int, str], ...]  # milliseconds, style


def waveform(parts: Sequence[CyclePart], envelopes: Mapping[str, Envelope]) -> Waveform | None:
    """Return the drawing of the cycle `parts`; None where there is nothing to draw."""
    frames = parts[-1].end if parts else 0
    if not frames:
        return None
    return Waveform(
        duration_ms(frames) / 1000,
        tuple(_shape(part, frames, envelopes.get(part.id)) for part in parts),
        tuple((stretch.lang or "", _style(stretch, frames)) for stretch in by_language(parts)),
        tuple(_label(stretch, frames) for stretch in by_subject(parts)),
        tuple(_ticks(frames)),
    )


def _shape(part: CyclePart, frames: int, envelope: Envelope | None) -> Shape:
    left, right = part.first * WIDTH / frames, part.end * WIDTH / frames
    return Shape(part, left, right, outlines(part, frames, envelope) if envelope else (hatching(left, right),))


def _label(stretch: Stretch, frames: int) -> Label:
    share = (stretch.end - stretch.first) / frames
    return Label(stretch.parts[0], _style(stretch, frames), share < NARROW_LABEL, share >= NARROWEST_LABEL)


def _style(stretch: Stretch, frames: int) -> str:
    left, width = 100 * stretch.first / frames, 100 * (stretch.end - stretch.first) / frames
    return f"left:{left:.2f}%;width:{width:.2f}%"


def _ticks(frames: int) -> Iterator[tuple[int, str]]:
    cycle_s = duration_ms(frames) / 1000
    step_s = next((step for step in TICKS_S if cycle_s / step <= MOST_TICKS), TICKS_S[-1])
    for tick in range(int(cycle_s // step_s) + 1):
        at_s = tick * step_s
        yield at_s * 1000, f"left:{100 * at_s / cycle_s:.2f}%"


def outlines(part: CyclePart, frames: int, envelope: Envelope) -> tuple[str, str]:
    """Return the path around the peaks of `part`, and the one around its root mean square, column by column."""
    columns = range(part.first * WIDTH // frames, -(-part.end * WIDTH // frames))
    return _outlines(columns.start, [_span(column, part, frames) for column in columns], envelope)


def frame_outlines(envelope: Envelope) -> tuple[str, str]:
    """Return both paths of one sound alone, a column for each of its frames."""
    return _outlines(0, [(frame, frame + 1) for frame in range(len(envelope.rms))], envelope)


def _outlines(start: int, spans: Sequence[tuple[int, int]], envelope: Envelope) -> tuple[str, str]:
    highs = [max(envelope.highs[first:end]) for first, end in spans]
    lows = [min(envelope.lows[first:end]) for first, end in spans]
    levels = [math.sqrt(sum(rms * rms for rms in envelope.rms[first:end]) / (end - first)) for first, end in spans]
    return _around(start, highs, lows), _around(start, levels, [-level for level in levels])


def hatching(left: float, right: float) -> str:
    """Return slanting lines between two edges. Line by line: a browser prints a pattern as a picture of many MB."""
    width = right - left
    lines = []
    for corner in range(HATCH, int(width) + HEIGHT, HATCH):  # x + y along the line, from the upper left corner
        start, end = max(0.0, corner - HEIGHT), min(corner, width)
        lines.append(f"M{left + start:.4g} {corner - start:.4g}l{end - start:.3g}-{end - start:.3g}")
    return "".join(lines)


def _around(start: int, highs: Sequence[float], lows: Sequence[float]) -> str:
    """Return the path along `highs` forth and along `lows` back."""
    forth = "".join(f"V{_row(high)}h1" for high in highs)
    back = "".join(f"V{_row(low)}h-1" for low in reversed(lows))
    return f"M{start} {MIDDLE}{forth}{back}z"


def _span(column: int, part: CyclePart, frames: int) -> tuple[int, int]:
    """Return which frames of `part` stand in `column`: one at least, none of another part."""
    first = min(max(column * frames // WIDTH, part.first), part.end - 1)
    end = min(max((column + 1) * frames // WIDTH, first + 1), part.end)
    return first - part.first, end - part.first


def _row(value: float) -> int:
    return MIDDLE - round(SCALE * max(-1.0, min(1.0, value)))
