"""Cheap digests of the program and of a project's files: where both are equal, nothing can come out otherwise."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

import zt_audio


def code_digest() -> str:
    """Return a digest of this program, the packages installed beside it, and the Python that runs them."""
    digest = hashlib.sha256(f"{sys.version}|{platform.machine()}|{sys.platform}".encode())
    package = Path(zt_audio.__file__).parent
    delivery = package / "delivery"
    for path in sorted([*package.rglob("*.py"), *delivery.glob("*.yaml"), *delivery.glob("player/*.[cj]s*")]):
        digest.update(path.read_bytes())
    for name in _installed():
        digest.update(name.encode())
    return digest.hexdigest()


def _installed() -> list[str]:
    """Return `name-version.dist-info` of everything installed: much cheaper than reading their metadata."""
    folders = [Path(entry) for entry in sys.path if entry.endswith("site-packages")]
    return sorted(path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info"))


def files_digest(root: Path, paths: Iterable[Path]) -> str:
    """Return a digest of the names and contents of `paths`. Raises OSError."""
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def recordings_digest(folder: Path) -> str:
    """Return a digest of the notes in `folder`, and of name, size and time of whatever else lies there: it is large."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        facts = path.stat()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{facts.st_size}\0".encode())
        digest.update(path.read_bytes() if path.suffix == ".json" else str(facts.st_mtime_ns).encode())
    return digest.hexdigest()
