"""Put playlists together beside output/: the new files of each, ready to go into place, or why they are not."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, repeat
from math import ceil
from pathlib import Path, PurePosixPath

from zt_audio.errors import BuildError
from zt_audio.events import Emit, Reason, TrackWritten, ignore_event
from zt_audio.formats.mp3 import BITRATE_KBPS, SAMPLE_RATE, info_frame
from zt_audio.formats.wav import FRAME_BYTES, WAV_HEADER_BYTES, wav_header
from zt_audio.model import Fact, Problem, rows_by_key
from zt_audio.pages.player import MOST_CARRIED_BYTES, NO_SOUNDS, player_page
from zt_audio.pipeline.plan import BuildPlan
from zt_audio.pipeline.script import PlaylistScript
from zt_audio.pipeline.staleness import arrive, carried, described_playlist, segment_entries
from zt_audio.pipeline.steps import ID_CHARS, Known, TrackStep
from zt_audio.published.manifest_reader import is_wav
from zt_audio.published.verify import first_cycle, frame_runs
from zt_audio.sound.loudness import of_frames
from zt_audio.sound.segment import HIGHEST_DBTP, decode_pcm
from zt_audio.store import journal, manifest
from zt_audio.store.disk import is_same_file, require_no_links, require_space
from zt_audio.store.journal import staged
from zt_audio.store.manifest import (
    PLAYER_FILE,
    CycleEntry,
    FileEntry,
    Manifest,
    PlaylistEntry,
    SegmentEntry,
    TrackEntry,
    used_segments,
)
from zt_audio.store.records import file_sha256
from zt_audio.store.workspace import SegmentCache, StoredSegment, Workspace
from zt_audio.tracks import (
    duration_ms,
    id3v23,
    read_back,
    repeats,
    repeats_in_line,
    write_stream,
    write_track,
)

# Measure what each file will hold before a byte is written, then write it: joined MP3 frames, or their PCM.

TOLERANCE_LU = 0.5  # of a whole track against the preset's target


@dataclass(frozen=True, slots=True)
class StopAudio:
    """One stop of a file: its cycle is played `times` over."""

    step: TrackStep
    cycle_frames: int
    cycle_bytes: int  # as MP3
    times: int
    loudness_lufs: float
    true_peak_dbtp: float
    timed: tuple[CycleEntry, ...]

    @property
    def frames(self) -> int:
        return self.cycle_frames * self.times


def stop_audio(steps: Sequence[TrackStep], frames: SegmentCache, target_lufs: float) -> tuple[StopAudio, ...]:
    """Return what is heard at the stops of one file. Raises BuildError where one would be too loud or too quiet."""
    cycles = [sum(frames.get(key).frame_count for key in step.cycle) for step in steps]
    stays = [step.script.stop.stay_min for step in steps]
    times = repeats_in_line(list(zip(cycles, stays, strict=True))) if steps[1:] else (repeats(cycles[0], stays[0]),)
    return tuple(_measured(step, frames, target_lufs, often) for step, often in zip(steps, times, strict=True))


def _measured(step: TrackStep, frames: SegmentCache, target_lufs: float, times: int) -> StopAudio:
    cycle = [frames.get(key) for key in step.cycle]
    cycle_frames = sum(segment.frame_count for segment in cycle)
    _fits_passers_by(step, cycle)
    loudness_lufs, true_peak_dbtp = _judged(step, cycle, times, target_lufs)
    cycle_bytes = sum(len(segment.frames) for segment in cycle)
    return StopAudio(step, cycle_frames, cycle_bytes, times, loudness_lufs, true_peak_dbtp, _timed(step, cycle))


def _fits_passers_by(step: TrackStep, cycle: Sequence[StoredSegment]) -> None:
    """Raise BuildError where someone whom a moving vehicle passes may miss a passage of its cycle.

    Who hears a whole passage whenever they come into range is in range for the cycle and that passage once more.
    """
    if (moving := step.script.stop.moving) is None:
        return
    lengths = [duration_ms(segment.frame_count) / 1000 for segment in cycle]
    passages = [(length, part.passage) for length, part in zip(lengths, step.script.parts, strict=True) if part.passage]
    longest_s, passage = max(passages, key=lambda row: row[0])
    if (needed_s := sum(lengths) + longest_s) > moving.in_range_s:
        sentence = max(passage.utterances, key=lambda utterance: utterance.syllables)
        facts: dict[str, Fact] = {
            "stop": step.script.stop.id,
            "needed": ceil(needed_s),
            "there": int(moving.in_range_s),
            "sentence": sentence.printed or sentence.text,
        }
        raise BuildError(Problem("moving-too-long", sentence.where, facts))


def _judged(step: TrackStep, cycle: Sequence[StoredSegment], times: int, target_lufs: float) -> tuple[float, float]:
    """Return loudness and true peak of the track, from what was measured on its decoded segments."""
    energies = b"".join(segment.energies for segment in cycle)
    loudness_lufs = of_frames(energies * min(times, 2))  # more repeats read the same
    true_peak_dbtp = max((s.true_peak_dbtp for s in cycle if s.true_peak_dbtp is not None), default=-200.0)
    if abs(loudness_lufs - target_lufs) > TOLERANCE_LU or true_peak_dbtp > HIGHEST_DBTP:
        facts: dict[str, Fact] = {
            "file": step.file,
            "lufs": round(loudness_lufs, 2),
            "target": target_lufs,
            "dbtp": round(true_peak_dbtp, 2),
            "ceiling": HIGHEST_DBTP,
        }
        raise BuildError(Problem("track-loudness", step.script.stop.where, facts))
    return round(loudness_lufs, 2), round(true_peak_dbtp, 2)


def _timed(step: TrackStep, cycle: Sequence[StoredSegment]) -> tuple[CycleEntry, ...]:
    entries = []
    frames = 0
    for key, part, segment in zip(step.cycle, step.script.parts, cycle, strict=True):
        name, said = sys.intern(key[:ID_CHARS]), sys.intern(str(part.id))  # most are heard at thousands of stops
        entries.append(CycleEntry(name, duration_ms(frames), said))
        frames += segment.frame_count
    return tuple(entries)


def write_file(path: Path, stops: Sequence[StopAudio], frames: SegmentCache) -> tuple[str, int, tuple[int, ...]]:
    """Write the file of `stops`, one or all of a playlist; return sha256, size, and where each stop's sound begins.

    No memory is taken beyond the cycle of one stop, however many there are. Raises OSError, BuildError.
    """
    first = stops[0]
    total = sum(stop.frames for stop in stops)
    if first.step.profile.format == "wav":
        starts = _starts(WAV_HEADER_BYTES, [stop.frames * FRAME_BYTES for stop in stops])
        pcm = (_pcm(path, stop, start, frames) for stop, start in zip(stops, starts, strict=True))
        return (*write_stream(path, chain([wav_header(total)], chain.from_iterable(pcm))), starts)
    sizes = [stop.cycle_bytes * stop.times for stop in stops]
    head = (id3v23(first.step.tags) if first.step.tags else b"") + info_frame(total, sum(sizes))
    starts = _starts(len(head), sizes)
    if len(stops) == 1:  # the usual case, and the quickest
        return (*write_track(path, head, _runs(first.step, frames), first.times), starts)
    runs = (repeat(_runs(stop.step, frames), stop.times) for stop in stops)
    return (*write_stream(path, chain([head], chain.from_iterable(chain.from_iterable(runs)))), starts)


def _starts(first: int, sizes: Sequence[int]) -> tuple[int, ...]:
    return tuple(first + sum(sizes[:number]) for number in range(len(sizes)))


def _runs(step: TrackStep, frames: SegmentCache) -> list[bytes]:
    return [frames.get(key).frames for key in step.cycle]


def _pcm(path: Path, stop: StopAudio, start: int, frames: SegmentCache) -> Iterator[bytes]:
    """Yield one cycle as it is decoded, segment by segment, then that stretch of the file again and again."""
    yield from (decode_pcm(frames.get(key).frames) for key in stop.step.cycle)
    end = start + stop.cycle_frames * FRAME_BYTES
    for _ in range(stop.times - 1):
        yield from read_back(path, start, end)


# Put staged playlists into place as one change: no other file is overwritten, the manifest comes last.


@dataclass(frozen=True, slots=True)
class Staged:
    """One playlist, ready to go into place."""

    entry: PlaylistEntry
    segments: Mapping[str, SegmentEntry]
    files: tuple[str, ...]  # staged, relative to output/


@dataclass(frozen=True, slots=True)
class Published:
    manifest: Manifest
    written: int  # files that are new or other than before
    removed: int
    changed: tuple[str, ...]  # folders in which files were written or removed


def require_free_names(output: Path, files: Sequence[str], known: Known) -> None:
    """Raise BuildError where another file has a name that we need, unless it is the same to the byte.

    Raises DeviceError `link-in-project` where a link stands for one of our folders.
    """
    folders = dict.fromkeys(str(path) for name in files for path in reversed(PurePosixPath(name).parents[:-1]))
    require_no_links(output, *(output / name for name in folders))
    taken = [name for name in folders if os.path.lexists(output / name) and not (output / name).is_dir()]
    within = tuple(f"{name}/" for name in taken)
    free = [name for name in files if not name.startswith(within)]
    taken += (
        name for name in free if _is_taken(output / name, journal.staged(output, name), _is_ours(output, name, known))
    )
    if taken:
        raise BuildError(_in_the_way(output, name) for name in taken)


def _in_the_way(output: Path, name: str) -> Problem:
    slug = "folder-in-the-way" if (output / name).is_dir() else "file-in-the-way"
    return Problem(slug, None, {"file": f"output/{name}"})


def _is_ours(output: Path, name: str, known: Known) -> bool:
    """Tell whether `name` is our file, also where only capitals differ and the disk ignores them."""
    near = known.near_names.get(name.casefold(), ())
    return name in near or any(is_same_file(output / other, output / name) for other in near)


def _is_taken(target: Path, source: Path, ours: bool) -> bool:  # noqa: FBT001 - one of three facts
    if target.is_dir():
        return True
    if ours or not os.path.lexists(target):
        return False
    return not target.is_file() or file_sha256(target) != file_sha256(source)


def publish(output: Path, known: Known, wanted: Collection[str], ready: Mapping[str, Staged]) -> Published:
    """Put `ready` into place, remove our files of playlists that are no longer `wanted`, and write the manifest.

    A wanted playlist that is not ready keeps what it has. Raises OSError, BuildError `folder-in-the-way`.
    """
    if (output / journal.MANIFEST_FILE).is_dir():
        raise BuildError([_in_the_way(output, journal.MANIFEST_FILE)])
    new = _manifest(known.manifest, wanted, ready)
    # The files of `new` that are in place already.
    found = new.owned().items()
    same = frozenset(name for name, facts in found if name in known.intact and known.owned.get(name) == facts)
    moves = tuple(name for staged in ready.values() for name in staged.files if name not in same)
    removals = removed_files(known, set(wanted) - ready.keys(), new.owned())
    change = journal.FileChange(moves, removals)
    if moves or removals or not _is_there(output, new):
        journal.commit(output, change, manifest.to_pieces(new))
    else:
        journal.clear_staging(output)
    journal.unmark(output, tuple(ready))  # left there only where a journal was damaged
    return Published(new, len(moves), len(removals), change.folders)


def _manifest(built: Manifest, wanted: Collection[str], ready: Mapping[str, Staged]) -> Manifest:
    kept = {name: entry for name, entry in built.playlists.items() if name in wanted}
    playlists = kept | {name: each.entry for name, each in ready.items()}
    known = dict(built.segments)
    for each in ready.values():
        known |= each.segments
    return Manifest(playlists, {key: known[key] for key in sorted(used_segments(playlists))})


def removed_files(known: Known, keep: Collection[str], new: Collection[str]) -> tuple[str, ...]:
    """Return our files that are not among the `new` ones.

    Without a whole manifest, files in the folders `keep` (not built this time) do not count as ours.
    """
    ours = frozenset(known.owned).union(name for name in known.ours if name.split("/")[0] not in keep)
    return tuple(sorted(ours.difference(new)))


def _is_there(output: Path, new: Manifest) -> bool:
    try:
        with (output / journal.MANIFEST_FILE).open("rb") as file:
            return all(file.read(len(piece)) == piece for piece in manifest.to_pieces(new)) and not file.read(1)
    except OSError:
        return False


MOST_FILE_BYTES = 2**32 - 2**20  # what FAT32 and the header of a WAV file can hold, except for tags
_LEAST_FRAME_BYTES = 144_000 * BITRATE_KBPS // SAMPLE_RATE  # every other one has a byte more
_Write = Callable[[str, Iterable[bytes]], tuple[str, int]]  # name and pieces of a file -> sha256, size
WRITERS = 4  # tracks at once, whatever the number of cores: most of the time a writer waits for the disk


@dataclass(frozen=True, slots=True)
class Stage:
    """Where playlists are put together before they go into place; `drawn` are those whose pages this program wrote."""

    workspace: Workspace
    plan: BuildPlan
    cache: SegmentCache
    emit: Emit = ignore_event
    drawn: Collection[str] = ()

    def playlist(self, script: PlaylistScript, steps: Sequence[TrackStep]) -> Staged:
        """Stage the new files of a playlist. Raises BuildError, DeviceError, OSError."""
        name = script.playlist.id
        stale = [step for step in steps if step.reason is not Reason.FRESH]
        # Raise BuildError for a file that no stick can hold, DeviceError where this disk has no room for all.
        groups = rows_by_key((step.file, step) for step in stale).values()
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
        entries = self._tracks(name, steps, stale)
        made = self.described(
            script, steps, entries, lambda file, pieces: write_stream(staged(self.workspace.output, file), pieces)
        )
        files = (*dict.fromkeys(f"{name}/{step.file}" for step in stale), *made.files)
        require_free_names(self.workspace.output, files, self.plan.known)
        return replace(made, files=files)

    def described(
        self, script: PlaylistScript, steps: Sequence[TrackStep], entries: Sequence[TrackEntry], write: _Write
    ) -> Staged:
        """Return what the manifest says of a playlist with the tracks `entries`; `write` takes its other files.

        None are written where all that they show is as it was.
        """
        entry, lists = described_playlist(script, self.plan.project, self.plan.speakers, steps, entries)
        # Describe every segment again, those of FRESH tracks too: a part may have moved to another file.
        found: dict[str, SegmentEntry] = {}
        before = self.plan.known.manifest.segments
        for step in steps:
            found |= segment_entries(step, found, before, self.cache, self.plan.speakers)
        segments, folder = found, script.playlist.id
        if folder in self.drawn and self._is_shown(folder, entry, segments):
            return Staged(self.plan.known.manifest.playlists[folder], segments, ())
        sounds = carried_sounds(self.workspace.output, steps, entry, segments, self.cache)
        for file, content in lists:
            write(f"{folder}/{file.file}", [content])
        page = FileEntry(PLAYER_FILE, *write(f"{folder}/{PLAYER_FILE}", player_page(entry, segments, sounds)))
        files = (*entry.files, page)
        return Staged(replace(entry, files=files), segments, tuple(f"{folder}/{file.file}" for file in files))

    def _is_shown(self, name: str, entry: PlaylistEntry, segments: Mapping[str, SegmentEntry]) -> bool:
        """Tell whether the files beside the tracks of a playlist are there and show `entry` with its `segments`."""
        known = self.plan.known
        last = known.manifest.playlists.get(name)
        if last is None or last.without_player != entry:
            return False
        are_there = all(f"{name}/{file.file}" in known.intact for file in last.files)
        return are_there and all(known.manifest.segments.get(key) == each for key, each in segments.items())

    def _tracks(self, name: str, steps: Sequence[TrackStep], stale: Sequence[TrackStep]) -> list[TrackEntry]:
        last = self.plan.known.manifest.playlists.get(name)
        old = {entry.key: entry for entry in last.tracks} if last else {}
        with ThreadPoolExecutor(WRITERS) as writers:
            shared = self.cache, self.workspace.output, self.plan.recipe.numbers.target_lufs, self.emit
            by_file = rows_by_key((step.file, step) for step in stale)
            futures = [writers.submit(stage_tracks, group, *shared) for group in by_file.values()]
            made = {entry.key: entry for entries in _results(futures) for entry in entries}
        return [made[step.key] if step.key in made else carried(step, old[step.key]) for step in steps]


def described_only(_name: str, pieces: Iterable[bytes]) -> tuple[str, int]:
    """Return sha256 and size of a file that is not written."""
    digest, size_bytes = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size_bytes += len(piece)
    return digest.hexdigest(), size_bytes


def _stated_frames(meta: Mapping[str, object]) -> int:
    """Return how long a record says that it is; what is wrong with it shows when it is read."""
    frames = meta.get("frames")
    return frames if isinstance(frames, int) and 0 < frames < MOST_FILE_BYTES else 1


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


def stage_tracks(
    steps: Sequence[TrackStep], frames: SegmentCache, output: Path, target_lufs: float, emit: Emit
) -> tuple[TrackEntry, ...]:
    """Stage the file of `steps`, one or all of a playlist, and return what the manifest says of each.

    Raises BuildError, OSError.
    """
    stops = stop_audio(steps, frames, target_lufs)
    path = staged(output, f"{steps[0].playlist}/{steps[0].file}")
    sha256, size_bytes, starts = write_file(path, stops, frames)
    entries = []
    first = 0
    for stop, start_byte in zip(stops, starts, strict=True):
        step = stop.step
        entry = TrackEntry(
            key=step.key,
            number=step.number,
            file=step.file,
            stop=step.script.stop.id,
            place=step.script.place.id,
            title={lang: text.value for lang, text in step.script.place.name.items()},
            arrive=arrive(step),
            stay_min=step.script.stop.stay_min,
            sha256=sha256,
            bytes=size_bytes,
            frames=stop.frames,
            duration_ms=duration_ms(stop.frames),
            repeats=stop.times,
            loudness_lufs=stop.loudness_lufs,
            true_peak_dbtp=stop.true_peak_dbtp,
            cycle=stop.timed,
        )
        if len(stops) > 1:
            entry = replace(entry, start_ms=duration_ms(first), start_byte=start_byte)
        first += stop.frames
        entries.append(entry)
        emit(TrackWritten(step.playlist, entry.file, size_bytes, entry.duration_ms, step.reason))
    return tuple(entries)


def carried_sounds(
    output: Path,
    steps: Sequence[TrackStep],
    entry: PlaylistEntry,
    segments: Mapping[str, SegmentEntry],
    frames: SegmentCache,
) -> Mapping[str, bytes]:
    """Return the MP3 frames of all segments of a playlist, for its player page; those of WAV tracks have none.

    What the cache has lost since an earlier build is read from the tracks; a dry run may find neither. Nothing is read
    where it is more than the page may carry: 500 places are 120 MB.
    """
    names = dict.fromkeys(heard.segment for track in entry.tracks if not is_wav(track.file) for heard in track.cycle)
    if sum(segments[name].frames for name in names) * _LEAST_FRAME_BYTES > MOST_CARRIED_BYTES:
        return NO_SOUNDS
    found: dict[str, bytes] = {}
    for step, track in zip(steps, entry.tracks, strict=True):
        cycle_names = [heard.segment for heard in track.cycle]
        if is_wav(track.file) or found.keys() >= set(cycle_names):
            continue
        try:
            found |= {name: frames.get(key).frames for name, key in zip(cycle_names, step.cycle, strict=True)}
        except BuildError:
            with suppress(BuildError, OSError):
                cycle = first_cycle(output / step.playlist / track.file, track, entry)
                runs = frame_runs(cycle, track.file, (segments[name].frames for name in cycle_names))
                found |= zip(cycle_names, runs, strict=True)
    return found
