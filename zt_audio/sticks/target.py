"""Find out what kind of target a path is, open it, and turn refusals of its device into problems."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from zt_audio.errors import DeviceError
from zt_audio.model import Problem
from zt_audio.sticks.contents import Contents, Folder
from zt_audio.sticks.directory_order import NoOrderError
from zt_audio.sticks.volume import Volume, volume_at
from zt_audio.sticks.zip_file import Zip
from zt_audio.store.disk import DiskFailure, disk_failure
from zt_audio.store.workspace import Workspace

TargetKind = Literal["folder", "zip"]
_SLUGS: Mapping[DiskFailure, str] = {
    "full": "stick-full",
    "read-only": "stick-read-only",
    "gone": "stick-gone",
    "not-empty": "stick-no-order",  # a folder out of order holds other files, so it cannot be made again
    "name": "stick-name",
    "file-too-large": "stick-file-too-large",
    "shared": "file-in-use",
    "failed": "stick-failed",
}


def target_path(written: str, *, windows: bool = os.name == "nt") -> Path:
    """Return the path that a person means by `written`: on Windows a letter is a drive, as Explorer shows it."""
    letter = written.rstrip(":")
    return Path(f"{letter}:\\") if windows and len(letter) == 1 and letter.isalpha() else Path(written)


def kind_of(path: Path) -> TargetKind:
    """Return what `path` is, or what it will be if it does not exist yet.

    Raises DeviceError for everything else. A folder is never made: its name may be a mistyped drive letter.
    """
    if path.is_dir():
        return "folder"
    suffix = path.suffix.casefold()
    if suffix == ".zip" and path.parent.is_dir() and (path.is_file() or not path.exists()):
        return "zip"
    slug = "target-image" if suffix == ".img" else "target-kind" if path.exists() else "target-missing"
    raise DeviceError(Problem(slug, None, {"path": str(path)}))


def open_contents(path: Path, look: Callable[[Path], Volume] = volume_at) -> tuple[TargetKind, Contents]:
    """Open the target at `path` for reading. Raises DeviceError, OSError."""
    kind = kind_of(path)
    if not path.exists():
        raise DeviceError(Problem("target-missing", None, {"path": str(path)}))
    if kind == "folder":
        return kind, Folder(path, look(path).is_ordered)
    return kind, Zip(path)


def require_outside(workspace: Workspace, target: Path, kind: TargetKind) -> None:
    """Raise DeviceError if `target` (resolved) lies in the project itself."""
    ours = [folder.resolve() for folder in (workspace.appeals, workspace.output, workspace.cache)]
    inside = any(target.is_relative_to(folder) for folder in ours)
    if inside or (kind == "folder" and target == workspace.root.resolve()):
        raise DeviceError(Problem("target-in-project", None, {"path": str(target)}))


@contextmanager
def stick_errors(target: Path) -> Iterator[None]:
    """Turn an OSError or NoOrderError of the body into a DeviceError that says what to do."""
    facts = {"path": str(target)}
    try:
        yield
    except NoOrderError as error:
        raise DeviceError(Problem("stick-no-order", None, facts)) from error
    except OSError as error:
        slug = _SLUGS[disk_failure(error)]
        reason = error.strerror or str(error)
        file = Path(str(error.filename)).name if error.filename else str(target)
        facts = {**facts, "path": str(error.filename)} if slug == "file-in-use" and error.filename else facts
        raise DeviceError(Problem(slug, None, {**facts, "reason": reason, "file": file})) from error
