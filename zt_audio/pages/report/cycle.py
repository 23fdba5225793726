"""Read one cycle of a track from the manifest: its parts with their frames, what belongs together, who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from zt_audio.content.timetable import playing_time
from zt_audio.model import RECORDINGS, PartId
from zt_audio.store.manifest import SegmentEntry, TrackEntry
from zt_audio.tracks.join import duration_ms


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
    for each in track.cycle:
        entry = segments[each.segment]
        found.append(CyclePart(each.segment, PartId.parse(each.part or entry.part), entry, first, first + entry.frames))
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
