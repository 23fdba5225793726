"""A track of the manifest in, its cycle in order out: parts with their frames, what belongs together, airtime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from zt_audio.model import PartId
from zt_audio.pages.report.values import clock
from zt_audio.store.manifest import SegmentEntry, TrackEntry
from zt_audio.tracks.join import duration_ms


@dataclass(frozen=True, slots=True)
class Part:
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
    def clock(self) -> str:
        """When it begins, as a player shows it: whole seconds that have passed."""
        return clock(int(self.start_s) * 1000)

    @property
    def text(self) -> str:
        return " ".join(self.entry.text)

    @property
    def kind(self) -> str:
        """The language that is spoken, else `chime` or `pause`."""
        return self.entry.lang or self.name.kind


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts that follow each other, but for pauses, and have something in common."""

    parts: tuple[Part, ...]

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
    def frames(self) -> int:
        """How many frames are spoken: pauses do not count."""
        return sum(part.entry.frames for part in self.parts)


def cycle_parts(track: TrackEntry, segments: Mapping[str, SegmentEntry]) -> tuple[Part, ...]:
    """Return the parts of one cycle in order."""
    found, first = [], 0
    for each in track.cycle:
        entry = segments[each.segment]
        found.append(Part(each.segment, PartId.parse(each.part or entry.part), entry, first, first + entry.frames))
        first += entry.frames
    return tuple(found)


def by_subject(parts: Iterable[Part]) -> tuple[Stretch, ...]:
    """Return an intro, an appeal, an outro or a chime each as one stretch a language."""
    sounding = (part for part in parts if part.kind != "pause")
    return tuple(Stretch(tuple(group)) for _, group in groupby(sounding, lambda part: (part.kind, part.name.block)))


def by_language(parts: Iterable[Part]) -> tuple[Stretch, ...]:
    """Return one stretch for each time that a language begins to be spoken."""
    spoken = (part for part in parts if part.entry.lang)
    return tuple(Stretch(tuple(group)) for _, group in groupby(spoken, lambda part: part.kind))


def airtime_ms(tracks: Sequence[TrackEntry], segments: Mapping[str, SegmentEntry]) -> Mapping[str, int]:
    """Return how long each language is spoken in all of `tracks` as they are played, repeats included."""
    frames: dict[str, int] = {}
    for track in tracks:
        for each in track.cycle:
            entry = segments[each.segment]
            if entry.lang:
                frames[entry.lang] = frames.get(entry.lang, 0) + entry.frames * track.repeats
    return {lang: duration_ms(count) for lang, count in frames.items()}
