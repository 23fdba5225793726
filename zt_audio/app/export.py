"""Export a built playlist to a stick, a zip or an image, and list the sticks."""

from __future__ import annotations

from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.events import StickEmit, ignore_event
from zt_audio.sticks import drives
from zt_audio.sticks.drives import Drive
from zt_audio.sticks.export import Accept, Exported, ExportRequest, Others, export

__all__ = ["Drive", "ExportRequest", "Exported", "Others", "export_playlist", "list_drives"]


def export_playlist(
    root: Path, request: ExportRequest, accept: Accept = lambda _others: False, emit: StickEmit = ignore_event
) -> Exported:
    """Write a playlist and prove it. Raises BuildError, ContentError, DeviceError.

    `accept` is asked before a target is touched that holds other files.
    """
    return export(workspace_at(root), request, accept, emit)


def list_drives() -> tuple[Drive, ...]:
    """Return the sticks that are plugged in and can be written to."""
    return drives.removable_drives()
