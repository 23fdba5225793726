"""Export a built playlist to a stick, a zip or an image, verify one, and list the sticks."""

from __future__ import annotations

from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.events import StickEmit, ignore_event, logged
from zt_audio.logs import logger_of
from zt_audio.sticks import drives
from zt_audio.sticks.drives import Drive
from zt_audio.sticks.export import Accept, Exported, ExportRequest, Others, export
from zt_audio.sticks.verify import CheckedStick, verify_stick

__all__ = [
    "CheckedStick",
    "Drive",
    "ExportRequest",
    "Exported",
    "Others",
    "export_playlist",
    "list_drives",
    "verify_target",
]

_log = logger_of(__name__)


def export_playlist(
    root: Path, request: ExportRequest, accept: Accept = lambda _others: False, emit: StickEmit = ignore_event
) -> Exported:
    """Write a playlist and prove it. Raises BuildError, ContentError, DeviceError.

    `accept` is asked before a target is touched that holds other files.
    """
    _log.info("exporting %s to %s", request.playlist, request.target)
    done = export(workspace_at(root), request, accept, logged(emit))
    _log.info("exported build %s: %d files, %d written, %d removed", done.build, done.files, done.written, done.removed)
    return done


def verify_target(path: Path, emit: StickEmit = ignore_event, output: Path | None = None) -> CheckedStick:
    """Read all of a stick, zip or image and compare it with its own list, and with the folder `output` if it is given.

    Raises DeviceError, BuildError, ContentError.
    """
    return verify_stick(path, logged(emit), output=output)


def list_drives() -> tuple[Drive, ...]:
    """Return the sticks that are plugged in and can be written to."""
    return drives.removable_drives()
