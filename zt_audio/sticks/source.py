"""Choose what goes on a stick: a playlist of output/ that is whole and may be played.

Each file is compared with its digest in the manifest. `build` decoded and measured exactly these bytes before it wrote
the digest, so decoding them again, as `verify` does, would find nothing more.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from zt_audio.content.timetable import next_day
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.published.inputs import code_digest
from zt_audio.published.judge import RULES, ExportRule, judge, trust_in
from zt_audio.published.manifest_reader import (
    chosen_playlists,
    file_problem,
    read_manifest,
    read_playlists,
    unfinished_problems,
)
from zt_audio.sticks.manifest import StickFile, StickManifest, build_note
from zt_audio.sticks.raw_io import chunks_of
from zt_audio.store.manifest import PlaylistEntry
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StickSource:
    """The folder of the files, and the manifest of the finished stick: tracks in play order, then the other files.

    The last file is the note with the build's name. It is not in the folder: `note` holds its bytes. `seal` holds those
    of the seal, which is no file of the list; without a key there are none.
    """

    folder: Path
    stick: StickManifest
    note: bytes
    warnings: tuple[Problem, ...] = ()
    seal: bytes = b""

    @property
    def files(self) -> tuple[StickFile, ...]:
        return self.stick.files

    def chunks(self, file: StickFile, chunk_bytes: int) -> Iterator[bytes]:
        """Yield the bytes of `file`, one of `files`. Raises OSError."""
        if file == self.files[-1]:
            yield self.note
            return
        with (self.folder / file.file).open("rb", buffering=0) as built:
            yield from chunks_of(built, chunk_bytes)


def stick_source(workspace: Workspace, playlist: str, today: date, rules: Sequence[ExportRule] = RULES) -> StickSource:
    """Return what goes on the stick. Raises BuildError with every reason against it, ContentError, OSError."""
    found = read_playlists(workspace, [playlist])
    entry = found.playlists[playlist]
    from zt_audio.language.reader import ReadingCache  # noqa: PLC0415 - a list of drives needs none of it
    from zt_audio.pipeline.staleness import age_warnings  # noqa: PLC0415 - likewise

    readings = ReadingCache(workspace.readings, code_digest())
    trust = trust_in(workspace, found, today, readings)
    older = age_warnings(workspace, found, [playlist], today)
    judged = judge(workspace, found, today, trust, [playlist], older=older, rules=rules)[playlist]
    readings.save(keeps_unused=True)  # of greetings with their places, which no check reads for their facts
    if problems := [*judged.errors, *_faults(workspace.output / playlist, playlist, entry)]:
        raise BuildError(problems)
    warnings = (*judged.warnings, *_of_another_day(playlist, entry.days, today))
    _row, note = build_note(entry.number, entry.title)
    return StickSource(workspace.output / playlist, _list_of(playlist, entry), note, warnings)


def _of_another_day(playlist: str, days: Sequence[str], today: date) -> Iterator[Problem]:
    """Yield a warning where the playlist is neither for today nor for tomorrow: many sticks are written on the eve."""
    day = next_day(days, today)
    if day and day > today + timedelta(days=1):
        yield Problem("playlist-other-day", None, {"playlist": playlist, "day": day.isoformat()}, "warning")


def built_playlist(output: Path, playlist: str) -> StickManifest:
    """Return the list that a stick has of what was built as `playlist` in the folder `output`; its bytes are proved.

    Raises BuildError where it is not whole, ContentError where it is not there, OSError.
    """
    workspace = Workspace(output.parent)
    of_project = workspace.output == output  # a copy under another name has no state beside it
    found = read_playlists(workspace, [playlist]) if of_project else read_manifest(output)
    entry = chosen_playlists(found, [playlist])[playlist]
    problems = [*unfinished_problems(output, [playlist]), *_faults(output / playlist, playlist, entry)]
    if problems:
        raise BuildError(problems)
    return _list_of(playlist, entry)


def _list_of(playlist: str, entry: PlaylistEntry) -> StickManifest:
    note, _bytes = build_note(entry.number, entry.title)
    until = min((appeal.valid_until for appeal in entry.appeals.values() if appeal.valid_until), default="")
    tracks = sorted(entry.tracks, key=lambda track: track.number)
    owned = entry.owned()
    # stops may share one file
    names = dict.fromkeys([*(track.file for track in tracks), *(row.file for row in entry.files)])
    return StickManifest(
        "complete",
        entry.number,
        playlist,
        dict(entry.title),
        (*tuple(StickFile(name, *owned[name]) for name in names), note),
        until=until,
    )


def _faults(folder: Path, name: str, entry: PlaylistEntry) -> Iterable[Problem]:
    with ThreadPoolExecutor(os.cpu_count()) as beside:  # hashing releases the interpreter lock
        owned = entry.owned().items()
        found = [beside.submit(file_problem, folder, name, file, sha256) for file, (sha256, _bytes) in owned]
        return [problem for result in found if (problem := result.result())]
