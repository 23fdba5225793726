"""One cycle of a track in, a figure out: peaks of each segment as inline SVG, under and over it who says what."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from zt_audio.pages.markup import Markup, element
from zt_audio.pages.report.parts import Part, by_language, by_subject
from zt_audio.pages.report.values import NAMES, Envelope, Wording, clock
from zt_audio.tracks.join import duration_ms

WIDTH, HEIGHT, MIDDLE = 1000, 100, 50  # of the drawing, which is stretched to the page
SCALE = 48  # of full scale: a hair's breadth stays free above and below
TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
MOST_TICKS = 9
HATCH = 5  # between two lines, along the edge
NARROW_LABEL, NARROWEST_LABEL = 0.06, 0.025  # of the width: below them one line of text fits, or none


def waveform(name: str, parts: Sequence[Part], envelopes: Mapping[str, Envelope], wording: Wording) -> Markup:
    """Return the figure of the cycle `parts`; `name` says whose it is."""
    frames = parts[-1].end if parts else 0
    if not frames:
        return Markup()
    drawn = (_drawn(part, frames, envelopes.get(part.id)) for part in parts)
    picture = element(
        "svg",
        *drawn,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        aria_label=wording.say("waveform_of", name=name),
    )
    strip = element(
        "div",
        element("div", *_bands(parts, frames), class_="bands"),
        element("div", picture, element("i", class_="head", hidden=True), class_="wave"),
        element("div", *_labels(parts, frames, wording), class_="labels", aria_hidden="true"),
        element("div", *_axis(frames), class_="axis", aria_hidden="true"),
        class_="strip",
        data_cycle=duration_ms(frames) / 1000,
    )
    label = wording.say("waveform_of", name=name)
    return element("div", strip, class_="scroll", tabindex=0, role="group", aria_label=label)


def _drawn(part: Part, frames: int, envelope: Envelope | None) -> Markup:
    """Return the ground of a part, which can be clicked, with its peaks."""
    left, right = part.first * WIDTH / frames, part.end * WIDTH / frames
    title = element("title", f"{part.clock} {part.text}".rstrip()) if part.kind != "pause" else ""
    ground = element("rect", x=f"{left:.2f}", width=f"{right - left:.2f}", height=HEIGHT)
    lines = outlines(part, frames, envelope) if envelope else (hatching(left, right),)
    paths = (element("path", d=line) for line in lines)
    return element("g", title, ground, *paths, class_=part.kind, lang=part.entry.lang, data_at=part.start_s)


def outlines(part: Part, frames: int, envelope: Envelope) -> tuple[str, str]:
    """Return the path around the peaks of `part`, and the one around its root mean square, column by column."""
    columns = range(part.first * WIDTH // frames, -(-part.end * WIDTH // frames))
    spans = [_span(column, part, frames) for column in columns]
    highs = [max(envelope.highs[first:end]) for first, end in spans]
    lows = [min(envelope.lows[first:end]) for first, end in spans]
    levels = [math.sqrt(sum(rms * rms for rms in envelope.rms[first:end]) / (end - first)) for first, end in spans]
    return _around(columns.start, highs, lows), _around(columns.start, levels, [-level for level in levels])


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


def _span(column: int, part: Part, frames: int) -> tuple[int, int]:
    """Return which frames of `part` stand in `column`: one at least, none of another part."""
    first = min(max(column * frames // WIDTH, part.first), part.end - 1)
    end = min(max((column + 1) * frames // WIDTH, first + 1), part.end)
    return first - part.first, end - part.first


def _row(value: float) -> int:
    return MIDDLE - round(SCALE * max(-1.0, min(1.0, value)))


def _bands(parts: Sequence[Part], frames: int) -> Iterator[Markup]:
    for stretch in by_language(parts):
        lang = stretch.lang or ""
        style = _place(stretch.first, stretch.end, frames)
        yield element("span", NAMES.get(lang, lang), class_=lang, lang=lang, style=style)


def _labels(parts: Sequence[Part], frames: int, wording: Wording) -> Iterator[Markup]:
    """Yield the first words of each stretch, as far as there is room."""
    for stretch in by_subject(parts):
        first, share = stretch.parts[0], (stretch.end - stretch.first) / frames
        text = first.text or wording.say("chime")
        kind = f"{first.kind} narrow" if share < NARROW_LABEL else first.kind
        yield element(
            "span",
            text if share >= NARROWEST_LABEL else "",
            class_=kind,
            lang=stretch.lang,
            style=_place(stretch.first, stretch.end, frames),
            data_at=first.start_s,
        )


def _place(first: int, end: int, frames: int) -> str:
    return f"left:{100 * first / frames:.2f}%;width:{100 * (end - first) / frames:.2f}%"


def _axis(frames: int) -> Iterator[Markup]:
    cycle_s = duration_ms(frames) / 1000
    step_s = next((step for step in TICKS_S if cycle_s / step <= MOST_TICKS), TICKS_S[-1])
    for tick in range(int(cycle_s // step_s) + 1):
        at_s = tick * step_s
        yield element("span", clock(at_s * 1000), style=f"left:{100 * at_s / cycle_s:.2f}%")
