"""Tell what kind of target a path is, open it, and name what its device refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from zt_audio.errors import DeviceError
from zt_audio.model import Problem
from zt_audio.sticks.contents import Contents, Folder
from zt_audio.sticks.directory_order import NoOrderError
from zt_audio.sticks.fat32.image import Image
from zt_audio.sticks.volume import Volume, volume_at
from zt_audio.sticks.zip_file import Zip
from zt_audio.store.disk_errors import DiskFailure, disk_failure
from zt_audio.store.workspace import Workspace

TargetKind = Literal["folder", "zip", "image"]
_SUFFIXES: dict[str, TargetKind] = {".zip": "zip", ".img": "image"}
# A folder that must go to make an order still holds other files.
_SLUGS: dict[DiskFailure, str] = {"not-empty": "stick-no-order"}


def kind_of(path: Path) -> TargetKind:
    """Return what `path` is or, where it does not exist, is to become.

    Raises DeviceError where it is neither. A folder is never made: a mistyped drive letter would be one.
    """
    if path.is_dir():
        return "folder"
    kind = _SUFFIXES.get(path.suffix.casefold())
    if kind and path.parent.is_dir() and (path.is_file() or not path.exists()):
        return kind
    slug = "target-kind" if path.exists() else "target-missing"
    raise DeviceError(Problem(slug, None, {"path": str(path)}))


def open_contents(path: Path, look: Callable[[Path], Volume] = volume_at) -> tuple[TargetKind, Contents]:
    """Return what lies at `path`, to be read. Raises DeviceError, OSError."""
    kind = kind_of(path)
    if not path.exists():
        raise DeviceError(Problem("target-missing", None, {"path": str(path)}))
    if kind == "folder":
        return kind, Folder(path, look(path).is_ordered)
    return kind, Zip(path) if kind == "zip" else Image(path)


def require_outside(workspace: Workspace, target: Path, kind: TargetKind) -> None:
    """Raise DeviceError where writing to `target` (resolved) would write into the project itself."""
    ours = [folder.resolve() for folder in (workspace.appeals, workspace.output, workspace.cache)]
    inside = any(target.is_relative_to(folder) for folder in ours)
    if inside or (kind == "folder" and target == workspace.root.resolve()):
        raise DeviceError(Problem("target-in-project", None, {"path": str(target)}))


@contextmanager
def stick_errors(target: Path) -> Iterator[None]:
    """Turn an OSError or NoOrderError of the body into a DeviceError that names what to do."""
    facts = {"path": str(target)}
    try:
        yield
    except NoOrderError as error:
        raise DeviceError(Problem("stick-no-order", None, facts)) from error
    except OSError as error:
        failure = disk_failure(error)
        reason = error.strerror or str(error)
        file = Path(str(error.filename)).name if error.filename else str(target)
        slug = _SLUGS.get(failure, f"stick-{failure}")
        raise DeviceError(Problem(slug, None, {**facts, "reason": reason, "file": file})) from error
