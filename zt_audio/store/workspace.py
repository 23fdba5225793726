"""Name the folders and files of a project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zt_audio.store.disk import require_no_links
from zt_audio.store.journal import STAGING
from zt_audio.store.records import Records

APPEALS = "appeals"
LOCK = "lock"  # in the cache
EDIT_LOCK = "edit.lock"
RECORDINGS_FOLDER = "recordings"  # below APPEALS: what people read aloud, with notes beside it


@dataclass(frozen=True, slots=True)
class Workspace:
    root: Path

    def require_own_folders(self) -> None:
        """Raise DeviceError `link-in-project` where a link stands for a folder that the program writes to."""
        kept = (self.fetched, self.speech, self.segments)
        folders = (
            self.output,
            self.output / STAGING,
            self.cache,
            self.rejects,
            self.doubted,
            *(records.root for records in kept),
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
    def verdict(self) -> Path:
        return self.cache / "verdict.json"

    @property
    def check_basis(self) -> Path:
        return self.cache / "check-basis.json"

    @property
    def state(self) -> Path:
        return self.cache / "state.json"
