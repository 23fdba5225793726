"""Put playlists together beside output/: the new files of each, ready to go into place, or why they are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from zt_audio.errors import BuildError
from zt_audio.events import Emit, Reason, ignore_event
from zt_audio.formats.wav import FRAME_BYTES
from zt_audio.model import Problem
from zt_audio.pipeline.build_plan import BuildPlan
from zt_audio.pipeline.manifest_entries import (
    carried,
    carried_sounds,
    consents_of,
    draft_parts,
    guessed_readings,
    list_files,
    player_file,
    playlist_entry,
    segment_entries,
    stage_tracks,
)
from zt_audio.pipeline.publish import Staged, require_free_names
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.pipeline.steps import TrackStep
from zt_audio.sound.mp3 import BITRATE_KBPS
from zt_audio.store import journal
from zt_audio.store.atomic import write_atomic
from zt_audio.store.audio_cache import SegmentCache
from zt_audio.store.disk_errors import require_space
from zt_audio.store.manifest import SegmentEntry, TrackEntry
from zt_audio.store.workspace import Workspace
from zt_audio.tracks.join import duration_ms, repeats

MOST_FILE_BYTES = 2**32 - 2**20  # what FAT32 and the header of a WAV file can hold, except for tags
WRITERS = 4  # tracks at once, whatever the number of cores: most of the time a writer waits for the disk


@dataclass(frozen=True, slots=True)
class Stage:
    """Where playlists are put together before they go into place."""

    workspace: Workspace
    plan: BuildPlan
    cache: SegmentCache
    emit: Emit = ignore_event

    def playlist(self, script: PlaylistScript, steps: Sequence[TrackStep]) -> Staged:
        """Stage the new files of a playlist. Raises BuildError, DeviceError, OSError."""
        name = script.playlist.id
        stale = [step for step in steps if step.reason is not Reason.FRESH]
        self._require_room(_by_file(stale))
        staged, beside = self.described(script, steps, self._tracks(name, steps, stale))
        for file, content in beside.items():
            write_atomic(journal.staged(self.workspace.output, file), content)
        new = dict.fromkeys(f"{name}/{step.file}" for step in stale)
        files = (*new, *beside)
        require_free_names(self.workspace.output, files, self.plan.known)
        return replace(staged, files=files)

    def described(
        self, script: PlaylistScript, steps: Sequence[TrackStep], entries: Sequence[TrackEntry]
    ) -> tuple[Staged, dict[str, bytes]]:
        """Return what the manifest says of a playlist with the tracks `entries`, and its files beside them."""
        lists = list_files(script, entries)
        listed = [listing for listing, _ in lists]
        draft = draft_parts(steps, self.plan.speakers)
        guesses = guessed_readings(steps, self.plan.speakers, self.plan.project)
        consents = consents_of(steps, self.plan.speakers)
        entry = playlist_entry(script, self.plan.project, draft, guesses, consents, entries, listed)
        segments = self._segments(steps)
        sounds = carried_sounds(self.workspace.output, steps, entry, segments, self.cache)
        player, page = player_file(entry, segments, sounds)
        beside = {f"{script.playlist.id}/{file.file}": content for file, content in (*lists, (player, page))}
        return Staged(replace(entry, files=(*entry.files, player)), segments, ()), beside

    def _tracks(self, name: str, steps: Sequence[TrackStep], stale: Sequence[TrackStep]) -> list[TrackEntry]:
        last = self.plan.known.manifest.playlists.get(name)
        old = {entry.key: entry for entry in last.tracks} if last else {}
        with ThreadPoolExecutor(WRITERS) as writers:
            shared = self.cache, self.workspace.output, self.plan.recipe.numbers.target_lufs, self.emit
            futures = [writers.submit(stage_tracks, group, *shared) for group in _by_file(stale)]
            made = {entry.key: entry for entries in _results(futures) for entry in entries}
        return [made[step.key] if step.key in made else carried(step, old[step.key]) for step in steps]

    def _segments(self, steps: Sequence[TrackStep]) -> dict[str, SegmentEntry]:
        """Describe every segment again, those of FRESH tracks too: a part may have moved to another file."""
        found: dict[str, SegmentEntry] = {}
        before = self.plan.known.manifest.segments
        for step in steps:
            found |= segment_entries(step, found, before, self.cache, self.plan.speakers)
        return found

    def _require_room(self, groups: Sequence[Sequence[TrackStep]]) -> None:
        """Raise BuildError for a file that no stick can hold, DeviceError where this disk has no room for all."""
        keys = {key for steps in groups for step in steps for key in step.cycle}
        frames = {key: _stated_frames(self.workspace.segments.meta(key)) for key in keys}
        needed = [sum(_bytes(step, frames) for step in steps) for steps in groups]
        too_big = [
            Problem("file-too-big", steps[0].script.stop.where, {"file": steps[0].name, "gigabytes": size // 10**9})
            for steps, size in zip(groups, needed, strict=True)
            if size > MOST_FILE_BYTES
        ]
        if too_big:
            raise BuildError(too_big)
        require_space(self.workspace.output, sum(needed))


def _stated_frames(meta: Mapping[str, object]) -> int:
    """Return how long a record says that it is; what is wrong with it shows when it is read."""
    frames = meta.get("frames")
    return frames if isinstance(frames, int) and 0 < frames < MOST_FILE_BYTES else 1


def _by_file(steps: Sequence[TrackStep]) -> list[list[TrackStep]]:
    """Put together what goes into one file."""
    found: dict[str, list[TrackStep]] = {}
    for step in steps:
        found.setdefault(step.file, []).append(step)
    return list(found.values())


def _bytes(step: TrackStep, frames: Mapping[str, int]) -> int:
    cycle_frames = sum(frames[key] for key in step.cycle)
    played_frames = cycle_frames * repeats(cycle_frames, step.script.stop.stay_min)
    if step.profile.format == "wav":
        return played_frames * FRAME_BYTES
    return duration_ms(played_frames) * BITRATE_KBPS // 8


def _results(futures: Sequence[Future[tuple[TrackEntry, ...]]]) -> list[tuple[TrackEntry, ...]]:
    """Wait until no writer is left. Return what they made; raise what failed, together."""
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
