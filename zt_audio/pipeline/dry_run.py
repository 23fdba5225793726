"""A prepared build in, what it would do to output/ besides writing tracks out: other files that change or go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zt_audio.pipeline.manifest_entries import carried, lists_of
from zt_audio.pipeline.prepare import Prepared
from zt_audio.pipeline.publish import removed_files
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.pipeline.stage import Stage
from zt_audio.pipeline.steps import TrackStep
from zt_audio.store.audio_cache import Frames
from zt_audio.store.manifest import PLAYER_FILE
from zt_audio.store.workspace import Workspace
from zt_audio.tracks.playlist_files import listings


@dataclass(frozen=True, slots=True)
class Forecast:
    """All names are relative to output/."""

    gone: tuple[str, ...] = ()  # rounds that were built and have no file in appeals/playlists any more
    removed: tuple[str, ...] = ()  # files of other rounds that no stop needs any more
    beside: tuple[str, ...] = ()  # files that are to be written besides tracks


def forecast(workspace: Workspace, prepared: Prepared) -> Forecast:
    """Return what is done where every playlist that is planned can be made."""
    wanted = {round_.playlist.id for round_ in prepared.content.rounds}
    steps = [step for step in prepared.steps if isinstance(step, TrackStep)]
    planned = {step.playlist for step in steps}
    known = prepared.known
    new = {f"{step.playlist}/{step.file}" for step in steps} | _beside_all(prepared, steps)
    new |= {name for name in known.manifest.owned() if name.split("/")[0] in wanted - planned}
    files = removed_files(known, wanted - planned, new)
    gone = tuple(name for name in known.manifest.playlists if name not in wanted)
    removed = tuple(name for name in files if name.split("/")[0] not in gone)
    return Forecast(gone, removed, tuple(_beside(workspace, prepared)))


def _beside_all(prepared: Prepared, steps: list[TrackStep]) -> set[str]:
    """Return the files that are to lie beside the tracks of the rounds that are planned."""
    found = set()
    for round_ in prepared.content.rounds:
        name = round_.playlist.id
        if files := [step.file for step in steps if step.playlist == name]:
            lists = (listing.file for listing in listings(round_.profile, files))
            found |= {f"{name}/{file}" for file in (*lists, PLAYER_FILE)}
    return found


def _beside(workspace: Workspace, prepared: Prepared) -> Iterator[str]:
    stage = Stage(workspace, prepared, Frames(workspace.segments), lambda _event: None)
    tracks: dict[str, list[TrackStep]] = {}
    for step in prepared.steps:
        if isinstance(step, TrackStep):
            tracks.setdefault(step.playlist, []).append(step)
    for round_ in prepared.content.rounds:
        if steps := tracks.get(round_.playlist.id):
            yield from _of_round(stage, round_, steps)


def _of_round(stage: Stage, round_: PlaylistScript, steps: list[TrackStep]) -> Iterator[str]:
    """Yield the files beside the tracks that change; the page shows each track, so it changes with any of them."""
    name, known = round_.playlist.id, stage.prepared.known
    last = known.manifest.playlists.get(name)
    old = {entry.key: entry for entry in last.tracks} if last else {}
    if all(step.key in old for step in steps):
        staged, _contents = stage.described(round_, steps, [carried(step, old[step.key]) for step in steps])
        new = staged.entry.files
    else:
        new = tuple(entry for entry, _data in lists_of(round_, [(step.file, step.script.stop.id, 0) for step in steps]))
        yield f"{name}/{PLAYER_FILE}"
    for entry in new:
        file = f"{name}/{entry.file}"
        if file not in known.intact or known.manifest.owned().get(file) != (entry.sha256, entry.bytes):
            yield file
