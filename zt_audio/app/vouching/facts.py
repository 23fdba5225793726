"""List the facts of a project with who says them, and tell what was said at a place on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.content.facts import FactFinder, FactVerdict, fact_finders, fact_verdict
from zt_audio.content.timetable import minutes_of_day
from zt_audio.model import WEEKDAYS, Lang, Project, StatedFact
from zt_audio.published.evidence import SpokenPart, UnitEvidence, built_parts, evidence_of, short_name, unit_of
from zt_audio.published.trust_rules import facts_said
from zt_audio.sticks.volume import ListDrives, removable_drives, sticks_here
from zt_audio.store.manifest import Manifest, from_bytes, load_manifest
from zt_audio.trust.history import kept_bytes
from zt_audio.trust.journal import Act, read_acts
from zt_audio.trust.vouching import Approval, ApprovalState, approval_file, approval_state, parse_record

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

    What counts is the stick that was written last before the stop begins, else what was built last before it. A stop
    without a time may have heard each stick of that day. Raises ContentError.
    """
    root = workspace_at(root).root
    past = [act for act in read_acts(root) if act.moment.date() <= day]
    builds = kept_builds(root, past)
    found: list[SaidVisit] = []
    for name in dict.fromkeys(name for name, _number in builds):
        sticks = [act for act in past if act.done == WRITTEN and playlist_and_build(act)[0] == name]
        first = min((act.moment for act in sticks), default=None)
        made = [made for (each, _n), (made, _built) in builds.items() if each == name]
        until = datetime.combine(day, time.max).astimezone()
        for act in (*sticks, *(act for act in made if first is None or act.moment < first)):
            if playlist_and_build(act) in builds:  # else it was built on another computer, whose history is not here
                stick = act if act in sticks else None
                visits = _visits(root, builds[playlist_and_build(act)], place, day, stick, past)
                found += (visit for visit in visits if _is_between(visit.arrive, day, act.moment, until))
            until = act.moment
            if until.date() < day:
                break
    return tuple(found)


def _is_between(arrive: str | None, day: date, first: datetime, until: datetime) -> bool:
    """Tell whether a stop begins on `day` from `first` on and before `until`; one without a time may."""
    minute = minutes_of_day(arrive or "")
    return minute is None or first <= (datetime.combine(day, time.min) + timedelta(minutes=minute)).astimezone() < until


def kept_builds(root: Path, past: Sequence[Act]) -> dict[tuple[str, str], tuple[Act, Manifest]]:
    """Return each build that is kept, the newest first, by playlist and number."""
    found: dict[tuple[str, str], tuple[Act, Manifest]] = {}
    for act in past:
        data = kept_bytes(root, act.deed.new) if act.deed.did == _MADE and act.deed.new else None
        built = from_bytes(data) if data else None
        if built and playlist_and_build(act)[0] in built.playlists:
            found.setdefault(playlist_and_build(act), (act, built))
    return found


def last_sticks(root: Path) -> dict[str, Act]:
    """Return the act that wrote each playlist to a stick last, by the journals; to a zip, where no stick is known."""
    written = [act for act in reversed(read_acts(root)) if act.deed.did == WRITTEN]
    return {playlist_and_build(act)[0]: act for act in sorted(written, key=lambda act: act.done == WRITTEN)}


def playlist_and_build(act: Act) -> tuple[str, str]:
    """Return playlist and build number of an act: `output/city-centre#e61751d3`, then perhaps where it was written."""
    name, _hash, rest = act.deed.what.removeprefix("output/").partition("#")
    return name, rest.split(" ")[0]


def _visits(
    root: Path, kept: tuple[Act, Manifest], place: str, day: date, stick: Act | None, past: Sequence[Act]
) -> Iterator[SaidVisit]:
    made, built = kept
    name = playlist_and_build(made)[0]
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


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with the appeals that say it now, the built playlists that say it, and the sticks that do.

    A stick is a drive, a playlist and the number of its build, by what is plugged in, or by what the journal says.
    """

    fact: StatedFact
    verdict: FactVerdict | None
    texts: tuple[str, ...]
    playlists: tuple[str, ...]
    sticks: tuple[tuple[str, str, str], ...]


def fact_rows(root: Path, project: Project, today: date, drives: ListDrives = removable_drives) -> tuple[FactRow, ...]:
    """Return a row for each fact of `project`, in the order of the file. Raises DeviceError."""
    if not project.facts:
        return ()
    built = load_manifest(workspace_at(root).output) or Manifest()
    finders = fact_finders(project.facts.values(), project.lexicon)
    said = {name: facts_said(entry, built.segments, finders) for name, entry in built.playlists.items()}
    sticks = {
        (str(drive.path), stick.playlist, stick.build): said.get(stick.playlist, {})
        for drive, stick in sticks_here(drives)
    }
    sticks |= _written(root.resolve(), finders)
    rows = []
    for fact in project.facts.values():
        playlists = tuple(name for name, found in said.items() if fact.id in found)
        on_sticks = tuple(stick for stick, found in sticks.items() if fact.id in found)
        verdict = fact_verdict(fact.valid_until.value if fact.valid_until else None, today)
        texts = tuple(_saying(project, fact.id, finders))
        rows.append(FactRow(fact, verdict, texts, playlists, on_sticks))
    return tuple(rows)


def _written(root: Path, finders: Mapping[Lang, FactFinder]) -> dict[tuple[str, str, str], dict[str, list[str]]]:
    """Return what the last export to each drive says, by drive, playlist and build, as far as the journals tell."""
    acts = read_acts(root)
    builds = kept_builds(root, acts)
    found: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    seen: set[str] = set()
    for act in acts:
        drive = act.deed.what.partition(" ")[2]
        if act.done != WRITTEN or drive in seen:
            continue
        seen.add(drive)
        name, number = playlist_and_build(act)
        if (name, number) in builds:
            built = builds[name, number][1]
            found[drive, name, number] = facts_said(built.playlists[name], built.segments, finders)
    return found


def _saying(project: Project, fact: str, finders: Mapping[Lang, FactFinder]) -> Iterator[str]:
    for appeal in project.appeals.values():
        for lang, text in appeal.text.items():
            if any(mention.fact == fact for mention in finders[lang].mentions(text.value)):
                yield f"{appeal.id}/{lang}"
