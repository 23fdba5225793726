"""Read one cycle of a track from the manifest: its parts with their frames, who speaks. Draw it as paths of SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from zt_audio.content.timetable import playing_time
from zt_audio.model import RECORDINGS, PartId
from zt_audio.sound.pcm import Envelope
from zt_audio.store.manifest import SegmentEntry, TrackEntry
from zt_audio.tracks import duration_ms

WIDTH, HEIGHT, MIDDLE = 1000, 100, 50  # of the drawing, which is stretched to the page
_SCALE = 48  # of full scale: a hair's breadth stays free above and below
_TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
_MOST_TICKS = 9
_HATCH = 5  # between two lines, along the edge
_NARROW_LABEL, _NARROWEST_LABEL = 0.06, 0.025  # of the width: below them one line of text fits, or none


@dataclass(frozen=True, slots=True)
class CyclePart:
    """A segment at its place in the cycle: its frames are those from `first` up to, but without, `end`."""

    id: str
    name: PartId  # of what it says here
    entry: SegmentEntry
    first: int
    end: int

    @property
    def start_s(self) -> float:
        return duration_ms(self.first) / 1000

    @property
    def start(self) -> str:
        """When it begins, as a player shows it: whole seconds that have passed."""
        return playing_time(int(self.start_s) * 1000)

    @property
    def text(self) -> str:
        return " ".join(self.entry.text)

    @property
    def is_spoken_otherwise(self) -> bool:
        """Whether the ear gets other words than the eye: numbers, abbreviations, marks of stress."""
        return bool(self.entry.written) and _letters(self.entry.written) != _letters(self.text)

    @property
    def kind(self) -> str:
        """The language that is spoken, else `chime` or `pause`."""
        return self.entry.lang or self.name.kind


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts that follow each other, except for pauses, and have something in common."""

    parts: tuple[CyclePart, ...]

    @property
    def first(self) -> int:
        return self.parts[0].first

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def lang(self) -> str | None:
        return self.parts[0].entry.lang

    @property
    def kind(self) -> str:
        """`intro`, `appeal`, `outro` or `chime`."""
        return self.parts[0].name.kind

    @property
    def source(self) -> str | None:
        """The file of its text."""
        return self.parts[0].entry.source

    @property
    def voice(self) -> str:
        return speaker_of(self.parts[0].entry)


@dataclass(frozen=True, slots=True)
class Column:
    """Everything that a cycle says in one language."""

    lang: str
    stretches: tuple[Stretch, ...]

    @property
    def entries(self) -> tuple[SegmentEntry, ...]:
        return tuple(part.entry for stretch in self.stretches for part in stretch.parts)

    @property
    def all_draft(self) -> bool:
        return all(entry.draft for entry in self.entries)

    @property
    def voices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(speaker_of, self.entries)))

    @property
    def spoken_ms(self) -> int:
        """How long it is spoken: pauses do not count."""
        return duration_ms(sum(entry.frames for entry in self.entries))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def cycle_parts(track: TrackEntry, segments: Mapping[str, SegmentEntry]) -> tuple[CyclePart, ...]:
    """Return the parts of one cycle in order."""
    found, first = [], 0
    for each, part in zip(track.cycle, track.parts(segments), strict=True):
        entry = segments[each.segment]
        found.append(CyclePart(each.segment, part, entry, first, first + entry.frames))
        first += entry.frames
    return tuple(found)


def by_subject(parts: Iterable[CyclePart]) -> tuple[Stretch, ...]:
    """Return an intro, an appeal, an outro or a chime each as one stretch a language."""
    sounding = (part for part in parts if part.kind != "pause")
    return tuple(Stretch(tuple(group)) for _, group in groupby(sounding, lambda part: (part.kind, part.name.block)))


def by_language(parts: Iterable[CyclePart]) -> tuple[Stretch, ...]:
    """Return one stretch for each time that a language begins to be spoken."""
    spoken = (part for part in parts if part.entry.lang)
    return tuple(Stretch(tuple(group)) for _, group in groupby(spoken, lambda part: part.kind))


def columns_of(stretches: Sequence[Stretch]) -> tuple[Column, ...]:
    """Return what is said in each language, in the order in which the languages are first heard.

    Paragraphs of an appeal stay together where those of the other language stand between them.
    """
    found: dict[str, list[Stretch]] = {}
    for each in stretches:
        if each.lang:
            column = found.setdefault(each.lang, [])
            last = column[-1].parts[-1].name if column else None
            if (
                last
                and last.block == each.parts[0].name.block
                and (last.paragraph or 0) < (each.parts[0].name.paragraph or 0)
            ):
                column[-1] = Stretch((*column[-1].parts, *each.parts))
            else:
                column.append(each)
    return tuple(Column(lang, tuple(column)) for lang, column in found.items())


def airtime_ms(tracks: Sequence[TrackEntry], segments: Mapping[str, SegmentEntry]) -> Mapping[str, int]:
    """Return how long each language is spoken in all of `tracks` as they are played, repeats included."""
    frames: dict[str, int] = {}
    for track in tracks:
        for each in track.cycle:
            entry = segments[each.segment]
            if entry.lang:
                frames[entry.lang] = frames.get(entry.lang, 0) + entry.frames * track.repeats
    return {lang: duration_ms(count) for lang, count in frames.items()}


def speaker_of(entry: SegmentEntry) -> str:
    """Return who speaks, as settings name it; each recording is a file of its own, and its name says nothing here."""
    return RECORDINGS if entry.engine == RECORDINGS else f"{entry.engine}:{entry.voice}"


def draft_voices(entries: Iterable[SegmentEntry]) -> tuple[str, ...]:
    """Return each voice of draft quality once, sorted by language."""
    drafts = sorted((entry for entry in entries if entry.draft), key=lambda entry: entry.lang or "")
    return tuple(dict.fromkeys(map(speaker_of, drafts)))


@dataclass(frozen=True, slots=True)
class _Shape:
    """A part as it is drawn: its ground, and the paths on it."""

    part: CyclePart
    left: float
    right: float
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """The first words of a stretch, as far as there is room: one line of them is narrow; without room none shows."""

    part: CyclePart
    style: str
    narrow: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class Waveform:
    """A cycle as the page draws it."""

    cycle_s: float
    shapes: tuple[_Shape, ...]
    bands: tuple[tuple[str, str], ...]  # language, style
    labels: tuple[_Label, ...]
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


def _shape(part: CyclePart, frames: int, envelope: Envelope | None) -> _Shape:
    left, right = part.first * WIDTH / frames, part.end * WIDTH / frames
    return _Shape(part, left, right, outlines(part, frames, envelope) if envelope else (hatching(left, right),))


def _label(stretch: Stretch, frames: int) -> _Label:
    share = (stretch.end - stretch.first) / frames
    return _Label(stretch.parts[0], _style(stretch, frames), share < _NARROW_LABEL, share >= _NARROWEST_LABEL)


def _style(stretch: Stretch, frames: int) -> str:
    left, width = 100 * stretch.first / frames, 100 * (stretch.end - stretch.first) / frames
    return f"left:{left:.2f}%;width:{width:.2f}%"


def _ticks(frames: int) -> Iterator[tuple[int, str]]:
    cycle_s = duration_ms(frames) / 1000
    step_s = next((step for step in _TICKS_S if cycle_s / step <= _MOST_TICKS), _TICKS_S[-1])
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
    for corner in range(_HATCH, int(width) + HEIGHT, _HATCH):  # x + y along the line, from the upper left corner
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
    return MIDDLE - round(_SCALE * max(-1.0, min(1.0, value)))
