"""Tell which built playlists say something else than what is written now, and why. Nothing that makes sound is loaded.

What a playlist may be made from is compared first, by its digest in the state. Where that differs a plan decides: most
changes of a file of places or of the lexicon concern few playlists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zt_audio.errors import ZtError
from zt_audio.events import Reason
from zt_audio.language.reader import ReadingCache
from zt_audio.messages.acts import BESIDE, UNREAD
from zt_audio.model import Fact, Problem
from zt_audio.pipeline.load import Inspection, inspect_content
from zt_audio.pipeline.manifest_entries import carried, described_playlist, planned_parts, segment_entries
from zt_audio.pipeline.plan import BuildPlan, plan_build
from zt_audio.pipeline.request import OnlineAccess, closed_by
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.pipeline.steps import Known
from zt_audio.published.evidence import built_parts, evidence_of
from zt_audio.published.inputs import code_digest, contents_of, foreign_file_warnings, load_build_state
from zt_audio.published.manifest_reader import read_playlists
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import SegmentCache, Workspace

PlanOf = Callable[[Sequence[str]], BuildPlan | None]  # of playlists; None where what is written cannot be read

_OF_THIS_COMPUTER = {Reason.VOICE, Reason.ENGINE}


@dataclass(frozen=True, slots=True)
class Staleness:
    """Why a playlist is not as it is written now.

    `tracks` counts those to be made again, by reason. `units` are the texts that it says otherwise, or that a voice
    speaks otherwise. `is_sure` is False where neither the last build nor a plan tells.
    """

    tracks: Mapping[Reason, int]
    units: frozenset[str]
    is_read: bool
    is_sure: bool = True

    @property
    def reasons(self) -> tuple[str, ...]:
        return (*self.tracks,) or (BESIDE if self.is_read else UNREAD,)


def stale_playlists(
    workspace: Workspace, built: Manifest, names: Collection[str], plan_of: PlanOf, today: date | None = None
) -> dict[str, Staleness]:
    """Return those of the playlists `names` that a build would make otherwise `today`: other things are written now.

    Another voice or program on this computer makes none stale. Raises OSError.
    """
    noted = load_build_state(workspace.state).content_digest_by_playlist
    contents = contents_of(workspace)
    digests = {name: contents.digest_for(name, built.playlists[name].appeals, today) for name in names}
    differ = [name for name, digest in digests.items() if noted.get(name, "").partition(":")[0] != digest]
    plan = plan_of(differ) if differ else None
    changes = planned_changes(workspace, plan) if plan else {}
    scripts = {script.playlist.id: script for script in plan.scripts} if plan else {}
    found = {}
    for name in differ:
        said = evidence_of(built_parts(built.playlists[name], built.segments))
        if plan is None or name not in scripts:
            found[name] = Staleness({}, frozenset(said), is_read=False, is_sure=name in noted)
        elif name in changes:
            tracks: dict[Reason, int] = {
                reason: n for reason, n in changes[name].items() if reason is not Reason.MISSING
            }
            if changes[name] and (not tracks or (name not in noted and tracks.keys() <= _OF_THIS_COMPUTER)):
                continue
            new = evidence_of(planned_parts(scripts[name], plan.speakers))
            alike = {
                unit
                for unit, old in said.items()
                if (now := new.get(unit))
                and all(
                    old.said[lang] == now.said.get(lang) and old.heard[lang] == now.heard.get(lang) for lang in old.said
                )
            }
            found[name] = Staleness(tracks, frozenset(said.keys() - alike), is_read=True)
    return found


def planned_changes(workspace: Workspace, plan: BuildPlan) -> dict[str, Mapping[Reason, int]]:
    """Return the playlists that `plan` makes otherwise than they were built, and how many of their tracks, by reason.

    No track changes where only what the manifest says of a playlist does. The page that plays it counts by what is in
    it: how a new program draws it makes nothing older.
    """
    found: dict[str, Mapping[Reason, int]] = {}
    for script in plan.scripts:
        name = script.playlist.id
        if name not in plan.known.manifest.playlists:  # all of it is new, and takes no steps to count
            found[name] = {Reason.NEW: len(script.stops)}
            continue
        reasons: Counter[Reason] = Counter(
            step.reason for step in plan.track_steps(name) if step.reason is not Reason.FRESH
        )
        if reasons or not _is_described(plan, script, SegmentCache(workspace.segments)):
            found[name] = dict(reasons)
    return found


def _is_described(plan: BuildPlan, script: PlaylistScript, frames: SegmentCache) -> bool:
    """Tell whether the manifest says of a playlist, whose tracks are fresh, what a build would say."""
    name, built = script.playlist.id, plan.known.manifest
    last, steps = built.playlists[name], plan.track_steps(name)
    if any(f"{name}/{file}" not in plan.known.intact for file in last.owned()) or len(steps) != len(last.tracks):
        return False
    old = {track.key: track for track in last.tracks}
    tracks = [carried(step, old[step.key]) for step in steps]
    entry, _lists = described_playlist(script, plan.project, plan.speakers, steps, tracks)
    if entry != last.without_player:
        return False
    return all(
        replace(entry, part="", source=None) == replace(built.segments[key], part="", source=None)
        for step in steps
        for key, entry in segment_entries(step, {}, built.segments, frames, plan.speakers).items()
    )


def plan_on_disk(workspace: Workspace, today: date | None) -> PlanOf:
    """Return what reads the project and plans playlists as a build would `today`."""

    def planned(names: Sequence[str]) -> BuildPlan | None:
        readings = ReadingCache(workspace.readings, code_digest())
        found = inspect_content(workspace, readings, today, keeps_trees=False)
        with open_engines(workspace.root) as load:
            return plan_inspected(workspace, found, load, names)

    return planned


def plan_inspected(
    workspace: Workspace, found: Inspection, load: LoadEngine, names: Sequence[str], known: Known | None = None
) -> BuildPlan | None:
    """Plan those of the playlists `names` that `found` has, as if a person agreed to all that a build asks.

    Return None where none of them can be read.
    """
    content, read = found.content, {script.playlist.id for script in found.scripts}
    wanted = [name for name in names if name in read]
    if content is None or not wanted:
        return None
    access = OnlineAccess(closed_by(content.project.settings.voices.online, offline=False, can_ask=True))
    return plan_build(workspace, content, load, wanted, access, known)


def output_warnings(workspace: Workspace, wanted: Collection[str] = (), today: date | None = None) -> Iterator[Problem]:
    """Yield the warnings about the playlists `wanted`, or about all if none is named: other files, and their age.

    Raises OSError.
    """
    try:
        found = read_playlists(workspace, tuple(wanted))
    except ZtError:  # who needs what cannot be read says so
        return
    chosen = {name: found.playlists[name].owned() for name in wanted or found.playlists}
    yield from foreign_file_warnings(workspace.output, chosen)
    yield from age_warnings(workspace, found, chosen, today)


def age_warnings(
    workspace: Workspace,
    built: Manifest,
    playlists: Collection[str],
    today: date | None,
    plan_of: PlanOf | None = None,
) -> Iterator[Problem]:
    """Yield a warning for each of the `playlists` that is not as it is written now, with the reasons."""
    plan_of = plan_of or plan_on_disk(workspace, today)
    for name, stale in stale_playlists(workspace, built, playlists, plan_of, today).items():
        facts: dict[str, Fact] = {"folder": name, "reasons": stale.reasons}
        yield Problem("texts-newer" if stale.is_sure else "age-unknown", None, facts, "warning")
