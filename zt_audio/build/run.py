"""A plan in, output/ brought up to date: what is missing is made, new files are staged, all go into place as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from zt_audio.build.assemble import carried, playlist_entry, playlist_file, segment_entries, track
from zt_audio.build.device import require_space
from zt_audio.build.events import Emit, PlaylistFailed
from zt_audio.build.frames import Frames
from zt_audio.build.plan import Reason, TrackStep
from zt_audio.build.prepare import Prepared
from zt_audio.build.produce import Failures, Studio, produce
from zt_audio.build.script import Round
from zt_audio.build.state import file_sha256
from zt_audio.build.workspace import Workspace
from zt_audio.errors import BuildError, ZtError
from zt_audio.model import Problem
from zt_audio.playlist.track import repeats
from zt_audio.sound.presets import PRESETS
from zt_audio.speech.engine import LoadEngine
from zt_audio.store import journal, manifest
from zt_audio.store.atomic import write_atomic
from zt_audio.store.manifest import Manifest, PlaylistEntry, SegmentEntry, TrackEntry

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
    stage = _Stage(workspace, prepared, Frames(workspace.segments), executor, emit)
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
    executor: Executor
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
        _require_free_names(self.workspace, files, self.prepared)
        entry = playlist_entry(round_, self.prepared.speakers, entries, listing)
        return _Staged(entry, self._segments(entries, stale), files)

    def _tracks(self, name: str, steps: Sequence[TrackStep], stale: Sequence[TrackStep]) -> list[TrackEntry]:
        last = self.prepared.known.manifest.playlists.get(name)
        old = {entry.key: entry for entry in last.tracks} if last else {}
        made = {entry.file: entry for entry in self.executor.map(self._track, stale)}
        return [made[step.file] if step.file in made else carried(step, old[step.key]) for step in steps]

    def _track(self, step: TrackStep) -> TrackEntry:
        target_lufs = PRESETS[self.prepared.recipe.preset].target_lufs
        return track(step, self.frames, self.workspace.output, target_lufs, self.emit)

    def _segments(self, entries: Sequence[TrackEntry], stale: Sequence[TrackStep]) -> dict[str, SegmentEntry]:
        found: dict[str, SegmentEntry] = {}
        for step in stale:
            found |= segment_entries(step, self.frames, self.prepared.speakers)
        before = self.prepared.known.manifest.segments
        used = {part.segment for entry in entries for part in entry.cycle}
        return {key: before[key] for key in used - found.keys()} | found

    def _require_room(self, stale: Sequence[TrackStep]) -> None:
        needed_bytes = 0
        for step in stale:
            cycle = [self.frames.get(key) for key in step.cycle]
            times = repeats(sum(segment.frame_count for segment in cycle), step.script.stop.stay_min)
            needed_bytes += times * sum(len(segment.frames) for segment in cycle)
        require_space(self.workspace.output, needed_bytes)


def _require_free_names(workspace: Workspace, files: Sequence[str], prepared: Prepared) -> None:
    """Raise BuildError where somebody else's file has a name that we need, unless it is the same to the byte."""
    owned = prepared.known.manifest.owned()
    problems = []
    for name in files:
        target = workspace.output / name
        if name in owned or not target.exists():
            continue
        if target.is_dir() or file_sha256(target) != file_sha256(journal.staged(workspace.output, name)):
            problems.append(Problem("file-in-the-way", None, {"file": f"output/{name}"}))
    if problems:
        raise BuildError(problems)


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
    moves = tuple(name for staged in ready.values() for name in staged.files if _is_new(name, new, prepared))
    removals = tuple(sorted(set(built.owned()) - set(new.owned())))
    data = manifest.to_bytes(new)
    if moves or removals or not _same(workspace, data):
        journal.commit(output, journal.Change(moves, removals), data)
    else:
        journal.clear_staging(output)
    return Outcome(new, failed, len(moves), len(removals))


def _is_new(name: str, new: Manifest, prepared: Prepared) -> bool:
    """Tell whether the staged file of that name differs from what is in place."""
    same = prepared.known.manifest.owned().get(name) == new.owned()[name]
    return not (same and name in prepared.known.intact)


def _same(workspace: Workspace, data: bytes) -> bool:
    try:
        return (workspace.output / manifest.FILE_NAME).read_bytes() == data
    except OSError:
        return False
