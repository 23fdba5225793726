"""A plan in, output/ brought up to date: what is missing is made, new files are staged, all go into place as one."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from zt_audio.build.assemble import carried, playlist_entry, playlist_file, segment_entries, track
from zt_audio.build.device import require_space
from zt_audio.build.events import Emit, PlaylistFailed
from zt_audio.build.frames import Frames
from zt_audio.build.plan import Known, Reason, TrackStep
from zt_audio.build.prepare import Prepared
from zt_audio.build.produce import Failures, Studio, produce
from zt_audio.build.script import Round
from zt_audio.build.state import file_sha256
from zt_audio.build.workspace import Workspace
from zt_audio.errors import BuildError, ZtError
from zt_audio.model import Problem
from zt_audio.playlist.track import duration_ms, repeats
from zt_audio.sound.mp3 import BITRATE_KBPS
from zt_audio.sound.presets import PRESETS
from zt_audio.speech.engine import LoadEngine
from zt_audio.store import journal, manifest
from zt_audio.store.atomic import write_atomic
from zt_audio.store.manifest import Manifest, PlaylistEntry, SegmentEntry, TrackEntry

WRITERS = 4  # tracks at once, whatever the number of cores: most of the time a writer waits for the disk
MOST_REPAIRS = 2  # a damaged record is made again; one that stays damaged is a broken disk


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `failed` says for each playlist that kept its last good version why."""

    manifest: Manifest
    failed: Mapping[str, ZtError]
    written: int  # files that are new or other than before
    removed: int


@dataclass(frozen=True, slots=True)
class _Staged:
    """One playlist, ready to go into place."""

    entry: PlaylistEntry
    segments: Mapping[str, SegmentEntry]
    files: tuple[str, ...]  # staged, relative to output/


def build(
    workspace: Workspace,
    prepared: Prepared,
    plan_again: Callable[[], Prepared],
    load: LoadEngine,
    executor: Executor,
    emit: Emit,
) -> Outcome:
    """Make and commit what `prepared` asks for; `plan_again` serves where a stored record proves damaged.

    Raises OSError where the disk refuses; then nothing has changed.
    """
    workspace.output.mkdir(parents=True, exist_ok=True)
    ready, failed = _stage(workspace, prepared, load, executor, emit)
    for _ in range(MOST_REPAIRS):
        if not any(_is_damage(error) for error in failed.values()):
            break
        workspace.speech.drop_damaged()  # what harmed one record has often harmed others
        workspace.segments.drop_damaged()
        prepared = plan_again()
        ready, failed = _stage(workspace, prepared, load, executor, emit)
    for name, error in failed.items():
        emit(PlaylistFailed(name, error.problems))
    return _commit(workspace, prepared, ready, failed)


def _is_damage(error: ZtError) -> bool:
    return any(problem.slug == "record-damaged" for problem in error.problems)


def _stage(
    workspace: Workspace, prepared: Prepared, load: LoadEngine, executor: Executor, emit: Emit
) -> tuple[dict[str, _Staged], dict[str, ZtError]]:
    """Make segments and stage every playlist that can be made whole; return those and the failures of the others."""
    journal.clear_staging(workspace.output)
    studio = Studio(workspace.speech, workspace.segments, load, prepared.recipe, emit)
    failures = produce(prepared.steps, studio, executor)
    stage = _Stage(workspace, prepared, Frames(workspace.segments), emit)
    ready: dict[str, _Staged] = {}
    failed: dict[str, ZtError] = dict(prepared.voiceless)
    for round_ in prepared.content.rounds:
        name = round_.playlist.id
        steps = [step for step in prepared.steps if isinstance(step, TrackStep) and step.playlist == name]
        if steps:
            try:
                _require_made(steps, failures)
                ready[name] = stage.playlist(round_, steps)
            except ZtError as error:
                failed[name] = error
    return ready, failed


def _require_made(steps: Sequence[TrackStep], failures: Failures) -> None:
    """Raise BuildError or VoiceError with everything that a playlist lacks."""
    keys = dict.fromkeys(key for step in steps if step.reason is not Reason.FRESH for key in step.cycle)
    errors = [failures[key] for key in keys if key in failures]
    problems: list[Problem] = []
    for error in errors:  # several segments may wait for one sentence
        problems += (problem for problem in error.problems if problem not in problems)
    if errors:
        raise type(errors[0])(problems)


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where playlists are put together before they go into place."""

    workspace: Workspace
    prepared: Prepared
    frames: Frames
    emit: Emit

    def playlist(self, round_: Round, steps: Sequence[TrackStep]) -> _Staged:
        """Stage the new files of a playlist. Raises BuildError, DeviceError, OSError."""
        name = round_.playlist.id
        stale = [step for step in steps if step.reason is not Reason.FRESH]
        self._require_room(stale)
        entries = self._tracks(name, steps, stale)
        listing, data = playlist_file(entries)
        files = tuple(f"{name}/{file}" for file in (*(step.file for step in stale), listing.file))
        write_atomic(journal.staged(self.workspace.output, files[-1]), data)
        _require_free_names(self.workspace.output, name, files, self.prepared.known)
        entry = playlist_entry(round_, self.prepared.speakers, entries, listing)
        return _Staged(entry, self._segments(steps), files)

    def _tracks(self, name: str, steps: Sequence[TrackStep], stale: Sequence[TrackStep]) -> list[TrackEntry]:
        last = self.prepared.known.manifest.playlists.get(name)
        old = {entry.key: entry for entry in last.tracks} if last else {}
        with ThreadPoolExecutor(WRITERS) as writers:
            made = {entry.file: entry for entry in _results([writers.submit(self._track, step) for step in stale])}
        return [made[step.file] if step.file in made else carried(step, old[step.key]) for step in steps]

    def _track(self, step: TrackStep) -> TrackEntry:
        target_lufs = PRESETS[self.prepared.recipe.preset].target_lufs
        return track(step, self.frames, self.workspace.output, target_lufs, self.emit)

    def _segments(self, steps: Sequence[TrackStep]) -> dict[str, SegmentEntry]:
        """Describe every segment anew, those of FRESH tracks too: a part may have moved to another file."""
        found: dict[str, SegmentEntry] = {}
        before = self.prepared.known.manifest.segments
        for step in steps:
            found |= segment_entries(step, found, before, self.frames, self.prepared.speakers)
        return found

    def _require_room(self, stale: Sequence[TrackStep]) -> None:
        keys = {key for step in stale for key in step.cycle}
        frames = {key: self.workspace.segments.meta(key).get("frames", 1) for key in keys}
        needed_ms = 0
        for step in stale:
            cycle_frames = sum(frames[key] for key in step.cycle)
            needed_ms += duration_ms(cycle_frames * repeats(cycle_frames, step.script.stop.stay_min))
        require_space(self.workspace.output, needed_ms * BITRATE_KBPS // 8)


def _results(futures: Sequence[Future[TrackEntry]]) -> list[TrackEntry]:
    """Wait for all of `futures`, so that nobody writes any more; return what they made. Raises what failed, together."""
    try:
        wait(futures)
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    errors = [error for future in futures if (error := future.exception())]
    problems = [problem for error in errors if isinstance(error, BuildError) for problem in error.problems]
    if problems and all(isinstance(error, BuildError) for error in errors):
        raise BuildError(problems)
    return [future.result() for future in futures]


def _require_free_names(output: Path, folder: str, files: Sequence[str], known: Known) -> None:
    """Raise BuildError where somebody else's file has a name that we need, unless it is the same to the byte."""
    ours = known.manifest.owned().keys() | known.ours
    taken = [name for name in files if _is_taken(output / name, journal.staged(output, name), name in ours)]
    if (output / folder).exists() and not (output / folder).is_dir():
        taken = [folder]
    if taken:
        raise BuildError(Problem("file-in-the-way", None, {"file": f"output/{name}"}) for name in taken)


def _is_taken(target: Path, source: Path, ours: bool) -> bool:  # noqa: FBT001 - one of three facts
    if target.is_dir():
        return True
    if ours or not os.path.lexists(target):
        return False
    return not target.exists() or file_sha256(target) != file_sha256(source)


def _commit(
    workspace: Workspace, prepared: Prepared, ready: Mapping[str, _Staged], failed: Mapping[str, ZtError]
) -> Outcome:
    """Put what is staged into place, take away what is ours and no longer wanted, and write the manifest."""
    output, built = workspace.output, prepared.known.manifest
    wanted = {round_.playlist.id for round_ in prepared.content.rounds}
    kept = {name: entry for name, entry in built.playlists.items() if name in wanted}
    playlists = kept | {name: staged.entry for name, staged in ready.items()}
    known = dict(built.segments)
    for staged in ready.values():
        known |= staged.segments
    used = {part.segment for entry in playlists.values() for track_ in entry.tracks for part in track_.cycle}
    new = Manifest(playlists, {key: known[key] for key in sorted(used)})
    same = _same_files(new, prepared.known)
    moves = tuple(name for staged in ready.values() for name in staged.files if name not in same)
    removals = tuple(sorted(_owned(prepared.known, wanted - ready.keys()) - new.owned().keys()))
    data = manifest.to_bytes(new)
    if moves or removals or not _same(workspace, data):
        journal.commit(output, journal.Change(moves, removals), data)
    else:
        journal.clear_staging(output)
    journal.unmark(output, tuple(ready))  # left there only where a journal was damaged
    return Outcome(new, failed, len(moves), len(removals))


def _same_files(new: Manifest, known: Known) -> frozenset[str]:
    """Return the files of `new` that are in place already."""
    old = known.manifest.owned()
    return frozenset(name for name, facts in new.owned().items() if name in known.intact and old.get(name) == facts)


def _owned(known: Known, keep: Collection[str]) -> frozenset[str]:
    """Return every file of ours. Without a whole manifest those in the folders `keep`, which nobody built anew, stay."""
    return known.manifest.owned().keys() | frozenset(name for name in known.ours if name.split("/")[0] not in keep)


def _same(workspace: Workspace, data: bytes) -> bool:
    try:
        return (workspace.output / manifest.FILE_NAME).read_bytes() == data
    except OSError:
        return False
