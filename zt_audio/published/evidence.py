"""Digest what each text says and who says it, so that an approval can be compared with what was built.

A *unit* is what a person approves as one: `appeal/littering` (both languages), `greeting/yasny` (the greeting and the
closing words of a place). `said` digests the spoken sentences, `heard` the speech: text, voice, prosody or recording.
How the sound is treated afterwards is left out: a new version of a library must not void a hundred approvals.

Which takes of neural voices the ear doubts, and no person has listened to, stands in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zt_audio.model import RECORDINGS, ApprovalScope, PartId, Problem, rows_by_key
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry
from zt_audio.store.records import key_of
from zt_audio.store.workspace import user_data
from zt_audio.trust.journal import journal_problems, read_deeds
from zt_audio.trust.memory import known_of

APPEAL, GREETING = "appeal", "greeting"
_GREETINGS = ("intro", "outro")


DOUBTED, HEARD = "take.doubted", "take.heard"


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """A paragraph as it is spoken: its sentences, the digest of its speech, who speaks it, and what staff wrote."""

    id: PartId
    sentences: tuple[str, ...]
    speech: str
    voice: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class UnitEvidence:
    """What a unit says, by language: digests of text and speech, the voices, and its paragraphs in order."""

    unit: str
    said: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[SpokenPart, ...] = ()

    @property
    def name(self) -> str:
        return short_name(self.unit)


def short_name(unit: str) -> str:
    """Return how people name a unit: `littering`, `greeting/yasny`."""
    return unit.removeprefix(f"{APPEAL}/")


def full_name(name: str) -> str:
    """Return the unit that people mean by `name`."""
    return name if "/" in name else f"{APPEAL}/{name}"


def unit_of(part: PartId) -> str | None:
    """Return the unit that `part` belongs to; None of a chime or a pause."""
    if part.kind == "appeal":
        return f"{APPEAL}/{part.subject}"
    return f"{GREETING}/{part.subject}" if part.kind in _GREETINGS else None


def in_scope(unit: str, scope: ApprovalScope) -> bool:
    """Tell whether the settings ask for an approval of `unit`."""
    return scope == "all" or unit.startswith(f"{APPEAL}/")


def built_parts(entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> tuple[SpokenPart, ...]:
    """Return what a built playlist says, each paragraph once."""
    found: dict[PartId, SpokenPart] = {}
    for track in entry.tracks:
        for heard in track.cycle:
            segment = segments[heard.segment]
            part = PartId.parse(heard.part or segment.part)
            if segment.lang is not None and part not in found:
                voice = voice_name(segment.engine or "", segment.voice or "")
                found[part] = SpokenPart(part, segment.text, segment.speech, voice, segment.written)
    return tuple(found.values())


def voice_name(engine: str, voice: str) -> str:
    """Return how an approval names a voice; of recordings the file is in the digest."""
    return engine if not voice or engine == RECORDINGS else f"{engine}:{voice}"


def evidence_of(parts: Iterable[SpokenPart]) -> dict[str, UnitEvidence]:
    """Return the evidence of each unit that `parts` make up, built or planned; a paragraph may come twice."""
    by_unit = rows_by_key((unit_of(part.id), part) for part in {part.id: part for part in parts}.values())
    return {unit: _evidence(unit, found) for unit, found in by_unit.items() if unit}


def _evidence(unit: str, parts: list[SpokenPart]) -> UnitEvidence:
    ordered = sorted(parts, key=lambda part: (part.id.kind, part.id.lang or "", part.id.paragraph or 0))
    langs = sorted({part.id.lang for part in ordered if part.id.lang})
    of = {lang: [part for part in ordered if part.id.lang == lang] for lang in langs}
    return UnitEvidence(
        unit,
        {lang: key_of("said", [[part.id.kind, *part.sentences] for part in of[lang]]) for lang in langs},
        {lang: key_of("heard", [[part.id.kind, part.speech] for part in of[lang]]) for lang in langs},
        {lang: ", ".join(dict.fromkeys(part.voice for part in of[lang])) for lang in langs},
        tuple(ordered),
    )


def heard_speech(root: Path) -> frozenset[str]:
    """Return the digests of speech to which a person has listened and said that it reads its text. Raises OSError."""
    return frozenset(deed.new for deed in read_deeds(root, (HEARD,)) if deed.new)


def open_doubts(root: Path) -> frozenset[str]:
    """Return the digests of speech that is doubted and that no person has vouched for. Raises OSError.

    A person's word counts whenever it was given: two computers may add their lines in any order.
    """
    doubted = {deed.new for deed in read_deeds(root, (DOUBTED,)) if deed.new}
    return frozenset(doubted - heard_speech(root)) if doubted else frozenset()


def words_in_doubt(root: Path) -> tuple[Problem, ...]:
    """Return why the journals cannot tell who has listened, where a take was ever doubted. Raises OSError."""
    if not any(deed.new for deed in read_deeds(root, (DOUBTED,))):
        return ()
    return tuple(journal_problems(root, known_of(user_data(), root).heads))
