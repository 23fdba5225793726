"""Foresee what a planned build does to output/ besides writing tracks: other files that change or go."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.pipeline.build_plan import BuildPlan
from zt_audio.pipeline.manifest_entries import carried, lists_of
from zt_audio.pipeline.publish import removed_files
from zt_audio.pipeline.request import Forecast
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.pipeline.stage import Stage, described_only
from zt_audio.pipeline.steps import TrackStep
from zt_audio.store.audio_cache import SegmentCache
from zt_audio.store.manifest import PLAYER_FILE
from zt_audio.store.workspace import Workspace
from zt_audio.tracks.playlist_files import files_beside


def forecast(workspace: Workspace, plan: BuildPlan) -> Forecast:
    """Return what is done where every playlist that is planned can be made."""
    known, wanted = plan.known, frozenset(plan.playlists)
    steps = {script.playlist.id: plan.track_steps(script.playlist.id) for script in plan.scripts}
    new = {f"{name}/{step.file}" for name, row in steps.items() for step in row}
    for script in plan.scripts:
        name = script.playlist.id
        new |= {f"{name}/{file}" for file in files_beside(script.profile, [step.file for step in steps[name]])}
    kept = wanted - steps.keys()
    new |= {name for name in known.owned if name.split("/")[0] in kept}
    gone = tuple(name for name in known.manifest.playlists if name not in wanted)
    removed = tuple(name for name in removed_files(known, kept, new) if name.split("/")[0] not in gone)
    stage = Stage(workspace, plan, SegmentCache(workspace.segments))
    beside = (file for script in plan.scripts for file in _changed_beside(stage, script, steps[script.playlist.id]))
    return Forecast(gone, removed, tuple(beside))


def _changed_beside(stage: Stage, script: PlaylistScript, steps: tuple[TrackStep, ...]) -> Iterator[str]:
    """Yield the files beside the tracks that change; the page shows each track, so it changes with any of them."""
    name, known = script.playlist.id, stage.plan.known
    last = known.manifest.playlists.get(name)
    old = {entry.key: entry for entry in last.tracks} if last else {}
    if all(step.key in old for step in steps):
        tracks = [carried(step, old[step.key]) for step in steps]
        new = stage.described(script, steps, tracks, described_only).entry.files
    else:
        new = tuple(entry for entry, _data in lists_of(script, [(step.file, step.script.stop.id, 0) for step in steps]))
        yield f"{name}/{PLAYER_FILE}"
    for entry in new:
        file = f"{name}/{entry.file}"
        if file not in known.intact or known.owned.get(file) != (entry.sha256, entry.bytes):
            yield file
