"""Say where the files of a project, of this user and of voices lie; hold a project for a command, read it once."""

from __future__ import annotations

import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from zt_audio.errors import BuildError
from zt_audio.events import Emit, Recovered, Waiting
from zt_audio.model import Problem
from zt_audio.store import journal
from zt_audio.store.disk import device_errors, drop_torn_files, require_no_links
from zt_audio.store.journal import STAGING
from zt_audio.store.records import Records

_ENERGY_BYTES = 4  # one float32 a frame
_BUDGET_BYTES = 12 * 2**20  # twelve minutes of frames: intros pass through, appeals stay

VOICES_VARIABLE = "ZT_AUDIO_VOICES"  # folders instead of the usual ones, separated like those of PATH
_VOICES = "voices"


@dataclass(frozen=True, slots=True)
class _SegmentFacts:
    """The header of a segment's record."""

    frames: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    workers: tuple[str, ...] = ()  # addresses of the machines of a cluster that had part in it


@dataclass(frozen=True, slots=True)
class StoredSegment:
    frames: bytes
    energies: bytes
    frame_count: int
    loudness_lufs: float | None
    true_peak_dbtp: float | None


class SegmentCache:
    """Holds the segments of a store; drops the least recently used ones above its budget. Safe for several threads."""

    def __init__(self, records: Records, budget_bytes: int = _BUDGET_BYTES) -> None:
        self._records, self._budget_bytes = records, budget_bytes
        self._held: OrderedDict[str, StoredSegment] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> StoredSegment:
        """Return a segment, proved by its digest. Raises BuildError `record-damaged` after the store has deleted it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            facts, payload = self._records.require(key, _SegmentFacts)
            split = facts.frames * _ENERGY_BYTES
            measured = facts.frames, facts.loudness_lufs, facts.true_peak_dbtp
            segment = StoredSegment(payload[split:], payload[:split], *measured)
            self._held[key] = segment
            self._bytes += len(segment.frames)
            while self._bytes > self._budget_bytes and len(self._held) > 1:
                _, dropped = self._held.popitem(last=False)
                self._bytes -= len(dropped.frames)
            return segment


APPEALS = "appeals"
LOCK = "lock"  # in the cache
EDIT_LOCK = "edit.lock"
RECORDINGS_FOLDER = "recordings"  # below APPEALS: what people read aloud, with notes beside it
SHEET = "sheet.json"  # of numbers, beside the folders of recordings of each language; no note


@dataclass(frozen=True, slots=True)
class Workspace:
    root: Path

    def require_own_folders(self) -> None:
        """Raise DeviceError `link-in-project` where a link stands for a folder that the program writes to."""
        folders = (
            self.output,
            self.output / STAGING,
            self.cache,
            self.rejects,
            self.doubted,
            *(records.root for records in (self.fetched, self.speech, self.segments)),
        )
        require_no_links(self.root, *folders, self.recordings, self.cache / LOCK, self.cache / EDIT_LOCK)

    @property
    def appeals(self) -> Path:
        return self.root / APPEALS

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def cache(self) -> Path:
        return self.root / ".zt-cache"

    @property
    def recordings(self) -> Path:
        return self.appeals / RECORDINGS_FOLDER

    @property
    def fetched(self) -> Records:
        """Speech of online services: outside the cache, because it may cost money or be gone from the service."""
        return Records(self.root / ".zt-fetched", durable=True)

    @property
    def speech(self) -> Records:
        return Records(self.cache / "speech")

    @property
    def segments(self) -> Records:
        return Records(self.cache / "segments")

    @property
    def rejects(self) -> Path:
        return self.cache / "rejects"

    @property
    def doubted(self) -> Path:
        """Return the folder of the takes that the ear doubts, as files to listen to."""
        return self.cache / "doubted"

    @property
    def readings(self) -> Path:
        return self.cache / "readings.json"

    @property
    def paces(self) -> Path:
        """How long voices took to say what."""
        return self.cache / "paces.json"

    @property
    def verdict(self) -> Path:
        return self.cache / "verdict.json"

    @property
    def check_basis(self) -> Path:
        return self.cache / "check-basis.json"

    @property
    def status(self) -> Path:
        return self.cache / "status.json"

    @property
    def decided_edit(self) -> Path:
        """Return the file that is there while a change of texts is decided and not finished."""
        return self.cache / "edit.json"

    @property
    def state(self) -> Path:
        return self.cache / "state.json"


@contextmanager
def project_lock(cache: Path, on_wait: Callable[[], None], timeout_s: float = 600) -> Iterator[None]:
    """Hold the lock in the folder `cache`; call `on_wait` once if another command holds it.

    The system frees the lock when its process ends, so a killed build never leaves one behind.
    Raises BuildError `busy` after `timeout_s`.
    """
    with _held(cache / LOCK, on_wait, timeout_s):
        yield


@contextmanager
def edit_lock(cache: Path, timeout_s: float = 10) -> Iterator[None]:
    """Hold the texts of a project while one change of them is saved: a build holds the other lock for a minute.

    Raises BuildError `busy` after `timeout_s`.
    """
    with _held(cache / EDIT_LOCK, lambda: None, timeout_s):
        yield


@contextmanager
def _held(path: Path, on_wait: Callable[[], None], timeout_s: float) -> Iterator[None]:
    from filelock import FileLock, Timeout  # noqa: PLC0415 - 10 ms, and most commands that read hold nothing

    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        try:
            lock.acquire(timeout=timeout_s)
        except Timeout:
            raise BuildError(Problem("busy", None, {"seconds": int(timeout_s)})) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def session(workspace: Workspace, emit: Emit) -> Iterator[None]:
    """Hold the project after finishing the change of a killed run. Raises BuildError `busy`, DeviceError.

    What a killed run was writing in the cache is deleted.
    """
    workspace.require_own_folders()
    with device_errors(workspace.root), project_lock(workspace.cache, lambda: emit(Waiting())):
        for folder in (workspace.cache, workspace.rejects):
            drop_torn_files(folder)
        if journal.recover(workspace.output):
            emit(Recovered())
        yield


def finish_pending(workspace: Workspace, emit: Emit) -> None:
    """Finish the change of a killed run, if there is one, for a command that only reads. Raises as `session` does."""
    workspace.require_own_folders()
    if journal.pending(workspace.output) is not None:
        with session(workspace, emit):
            pass


def user_data() -> Path:
    """Return where this system keeps the data of programs for this user.

    platformdirs names the same places, but its import is 6 % of a build that has nothing to do, and on a Mac it
    follows XDG_DATA_HOME, so models that lie in Application Support would be lost.
    """
    home = os.path.expanduser("~")  # noqa: PTH111 - never raises
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")  # noqa: PTH118
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")  # noqa: PTH118
    return Path(base) / "zt-audio"


def voice_folders(project: Path) -> tuple[Path, ...]:
    """Return where voices may lie: the folder of `project`, then the user's, which all projects share."""
    if given := os.environ.get(VOICES_VARIABLE):
        return tuple(Path(folder) for folder in given.split(os.pathsep) if folder)
    return (project / _VOICES).absolute(), user_folder()


def piper_files(project: Path) -> Iterator[Path]:
    """Yield all in the folders of Piper's voices: a model that comes may be better than those that were there."""
    for folder in voice_folders(project):
        with suppress(OSError):  # Piper finds no voice there either
            yield from sorted(folder.iterdir())


def install_folder(project: Path) -> Path:
    """Return where a new voice goes: into the project's folder if it has one, otherwise into the user's."""
    first, *others = voice_folders(project)
    return first if first.is_dir() or not others else others[0]


def user_folder() -> Path:
    return user_data() / _VOICES
