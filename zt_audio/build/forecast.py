"""A prepared build in, what it would do to output/ besides writing tracks out: lists that change, files that go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zt_audio.build.assemble import listing
from zt_audio.build.plan import TrackStep
from zt_audio.build.prepare import Prepared
from zt_audio.build.publish import removed_files
from zt_audio.delivery.names import PLAYLIST_FILE


@dataclass(frozen=True, slots=True)
class Forecast:
    """All names are relative to output/."""

    gone: tuple[str, ...] = ()  # rounds that were built and have no file in appeals/playlists any more
    removed: tuple[str, ...] = ()  # files of other rounds that no stop needs any more
    lists: tuple[str, ...] = ()  # PLAY.M3U files that are to be written


def forecast(prepared: Prepared) -> Forecast:
    """Return what is done where every playlist that is planned can be made."""
    wanted = {round_.playlist.id for round_ in prepared.content.rounds}
    steps = [step for step in prepared.steps if isinstance(step, TrackStep)]
    planned = {step.playlist for step in steps}
    known = prepared.known
    new = {f"{step.playlist}/{step.file}" for step in steps} | {f"{name}/{PLAYLIST_FILE}" for name in planned}
    new |= {name for name in known.manifest.owned() if name.split("/")[0] in wanted - planned}
    files = removed_files(known, wanted - planned, new)
    gone = tuple(name for name in known.manifest.playlists if name not in wanted)
    return Forecast(gone, tuple(name for name in files if name.split("/")[0] not in gone), tuple(_lists(prepared)))


def _lists(prepared: Prepared) -> Iterator[str]:
    files: dict[str, list[str]] = {}
    for step in prepared.steps:
        if isinstance(step, TrackStep):
            files.setdefault(step.playlist, []).append(step.file)
    known = prepared.known
    for playlist, tracks in files.items():
        name, entry = f"{playlist}/{PLAYLIST_FILE}", listing(tracks)[0]
        if name not in known.intact or known.manifest.owned().get(name) != (entry.sha256, entry.bytes):
            yield name
