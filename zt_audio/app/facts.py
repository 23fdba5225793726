"""List the facts of a project: what holds until when, who checked it, and which texts, playlists and sticks say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.app.said import WRITTEN, kept_builds, subject_of
from zt_audio.content.facts import FactFinder, FactVerdict, fact_finders, fact_verdict
from zt_audio.model import Lang, Project, StatedFact
from zt_audio.published.trust_rules import facts_said
from zt_audio.sticks.identity import stick_at
from zt_audio.sticks.volume import Drive, removable_drives
from zt_audio.store.manifest import Manifest, load_manifest
from zt_audio.trust.journal import read_acts


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with the appeals that say it now, the built playlists that say it, and the sticks that do.

    A stick is known by where it is plugged in, or by what the journal says of where it was written last.
    """

    fact: StatedFact
    verdict: FactVerdict | None
    texts: tuple[str, ...]
    playlists: tuple[str, ...]
    sticks: tuple[str, ...]


def fact_rows(
    root: Path, project: Project, today: date, drives: Callable[[], Sequence[Drive]] = removable_drives
) -> tuple[FactRow, ...]:
    """Return a row for each fact of `project`, in the order of the file. Raises DeviceError."""
    if not project.facts:
        return ()
    built = load_manifest(workspace_at(root).output) or Manifest()
    finders = fact_finders(project.facts.values(), project.lexicon)
    said = {name: facts_said(entry, built.segments, finders) for name, entry in built.playlists.items()}
    sticks = {path: said.get(playlist, {}) for path, playlist in _plugged_in(drives)}
    sticks |= _written(root.resolve(), finders)
    rows = []
    for fact in project.facts.values():
        playlists, on_sticks = ([name for name, found in where.items() if fact.id in found] for where in (said, sticks))
        verdict = fact_verdict(fact.valid_until.value if fact.valid_until else None, today)
        texts = tuple(_texts(project, fact.id, finders))
        rows.append(FactRow(fact, verdict, texts, tuple(playlists), tuple(on_sticks)))
    return tuple(rows)


def _written(root: Path, finders: Mapping[Lang, FactFinder]) -> dict[str, dict[str, list[str]]]:
    """Return what the last export to each drive says, by the drive and the playlist, as far as the journals tell."""
    acts = read_acts(root)
    builds = kept_builds(root, acts)
    found: dict[str, dict[str, list[str]]] = {}
    seen: set[str] = set()
    for act in acts:
        drive = act.deed.what.partition(" ")[2]
        if act.deed.did != WRITTEN or drive in seen:
            continue
        seen.add(drive)
        name, number = subject_of(act)
        if (name, number) in builds:
            built = builds[name, number][1]
            found[f"{drive} ({name} {number})".strip()] = facts_said(built.playlists[name], built.segments, finders)
    return found


def _texts(project: Project, fact: str, finders: Mapping[Lang, FactFinder]) -> Iterator[str]:
    for appeal in project.appeals.values():
        for lang, text in appeal.text.items():
            if any(mention.fact == fact for mention in finders[lang].mentions(text.value)):
                yield f"{appeal.id}/{lang}"


def _plugged_in(drives: Callable[[], Sequence[Drive]]) -> Iterator[tuple[str, str]]:
    with suppress(OSError):  # a system that does not tell its drives
        for drive in drives():
            if stick := stick_at(Path(drive.path)):
                yield str(drive.path), stick.playlist
