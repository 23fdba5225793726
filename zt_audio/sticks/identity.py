"""Tell which playlist a stick holds by its own list alone; no other file of it is read."""

from __future__ import annotations

from pathlib import Path

from zt_audio.sticks.manifest import MANIFEST_BYTES_AT_MOST, STICK_MANIFEST, StickManifest, parse_stick_manifest


def stick_at(folder: Path) -> StickManifest | None:
    """Return the list on the stick `folder`; None where there is none, it is damaged, or the stick does not answer."""
    try:
        with (folder / STICK_MANIFEST).open("rb") as file:
            data = file.read(MANIFEST_BYTES_AT_MOST + 1)
    except OSError:
        return None
    return parse_stick_manifest(data) if len(data) <= MANIFEST_BYTES_AT_MOST else None
