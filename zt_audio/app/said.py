"""Tell what was said at a place on a day: from the journals to the build, its texts, voices and approvals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.model import WEEKDAYS
from zt_audio.published.evidence import SpokenPart, UnitEvidence, built_parts, evidence_of, short_name, unit_of
from zt_audio.store.manifest import Manifest, from_bytes
from zt_audio.trust.history import kept_bytes
from zt_audio.trust.journal import Act, read_acts
from zt_audio.trust.record_files import parse_record
from zt_audio.trust.vouching import Approval, ApprovalState, approval_file, approval_state

WRITTEN = "stick.written"
_MADE, _GIVEN, _MOVED = "build.made", "approval.given", "record.moved"


@dataclass(frozen=True, slots=True)
class SaidText:
    """A text of a visit: its paragraphs as staff wrote them, who spoke it, and the approval that counted then."""

    name: str
    lang: str
    paragraphs: tuple[str, ...]
    voice: str
    approval: Approval | None


@dataclass(frozen=True, slots=True)
class SaidVisit:
    """A stop of a playlist on that day. `stick` is the act that wrote a stick with it, None where none is known."""

    playlist: str
    build: str
    arrive: str | None
    made: Act
    stick: Act | None
    texts: tuple[SaidText, ...]


def said_at(root: Path, place: str, day: date) -> tuple[SaidVisit, ...]:
    """Return what each playlist that stops at `place` on `day` said there, as far as the journals tell.

    A stick that was written before the end of the day counts before what was only built. Raises ContentError.
    """
    root = workspace_at(root).root
    past = [act for act in read_acts(root) if act.moment.date() <= day]
    builds = kept_builds(root, past)
    found: list[SaidVisit] = []
    for name in dict.fromkeys(name for name, _number in builds):
        stick = next((act for act in past if act.deed.did == WRITTEN and subject_of(act)[0] == name), None)
        number = subject_of(stick)[1] if stick else next(n for each, n in builds if each == name)
        if (name, number) not in builds:
            continue  # it was built on another computer, whose history is not here
        made, built = builds[name, number]
        found += _visits(root, name, built, place, day, made, stick, past)
    return tuple(found)


def kept_builds(root: Path, past: Sequence[Act]) -> dict[tuple[str, str], tuple[Act, Manifest]]:
    """Return each build that is kept, the newest first, by playlist and number."""
    found: dict[tuple[str, str], tuple[Act, Manifest]] = {}
    for act in past:
        data = kept_bytes(root, act.deed.new) if act.deed.did == _MADE and act.deed.new else None
        built = from_bytes(data) if data else None
        if built and subject_of(act)[0] in built.playlists:
            found.setdefault(subject_of(act), (act, built))
    return found


def subject_of(act: Act) -> tuple[str, str]:
    """Return playlist and build number of an act: `output/city-centre#e61751d3`, then perhaps where it was written."""
    name, _hash, rest = act.deed.what.removeprefix("output/").partition("#")
    return name, rest.split(" ")[0]


def _visits(
    root: Path, name: str, built: Manifest, place: str, day: date, made: Act, stick: Act | None, past: Sequence[Act]
) -> Iterator[SaidVisit]:
    entry = built.playlists[name]
    if not {day.isoformat(), WEEKDAYS[day.weekday()]} & {*entry.days}:
        return
    evidence = evidence_of(built_parts(entry, built.segments))
    for track in entry.tracks:
        if track.place == place:
            parts = built_parts(replace(entry, tracks=(track,)), built.segments)
            texts = tuple(_texts(root, parts, evidence, past))
            yield SaidVisit(name, entry.number, track.arrive, made, stick, texts)


def _texts(
    root: Path, parts: Sequence[SpokenPart], evidence: Mapping[str, UnitEvidence], past: Sequence[Act]
) -> Iterator[SaidText]:
    for block in dict.fromkeys(part.id.block for part in parts):
        own = [part for part in parts if part.id.block == block]
        unit = unit_of(block) or ""
        approval = _approval(root, evidence[unit], past)
        paragraphs = tuple(part.written or " ".join(part.sentences) for part in own)
        yield SaidText(short_name(unit), block.lang or "", paragraphs, own[0].voice, approval)


def _approval(root: Path, evidence: UnitEvidence, past: Sequence[Act]) -> Approval | None:
    """Return the last approval before the end of the day, if it was of exactly this."""
    file = approval_file(evidence.unit)
    last = next((act for act in past if act.deed.what == file), None)
    if last is None or last.deed.did not in (_GIVEN, _MOVED) or last.deed.new is None:
        return None
    found = parse_record(kept_bytes(root, last.deed.new) or b"", Approval)
    return found if approval_state(found, evidence.said, evidence.heard) is ApprovalState.FRESH else None
