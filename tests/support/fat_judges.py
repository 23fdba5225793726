"""Ask mtools and dosfstools, independent programs, to make, fill, list, read and check FAT32 images."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.support.judges import judge

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}  # letters of names


def said(name: str, *arguments: str | Path) -> bytes:
    """Return what a judge prints; it must agree."""
    done = subprocess.run([judge(name), *map(str, arguments)], capture_output=True, check=False, env=ENVIRONMENT)
    assert done.returncode == 0, f"{name} {arguments}: {done.stdout!r} {done.stderr!r}"
    return done.stdout


def new_image(path: Path) -> Path:
    """Let mkfs.vfat make an image with 512 bytes a cluster."""
    with path.open("wb") as file:
        file.truncate(34 * 2**20)
    said("mkfs.vfat", "-F", "32", "-s", "1", path)
    return path


def listed(image: Path) -> list[str]:
    """Return the names in the root in the order of the directory."""
    command = [judge("mdir"), "-b", "-i", str(image), "::"]  # an empty root counts as a failure
    done = subprocess.run(command, capture_output=True, check=False, env=ENVIRONMENT)
    return [line.removeprefix("::/") for line in done.stdout.decode().splitlines()]


def check(image: Path) -> str:
    """Let fsck.vfat check `image`; it must find nothing to repair. Return what it prints."""
    return said("fsck.vfat", "-n", image).decode()


class ImageSlots:
    """The root of an image as slots, filled by mtools: an independent FAT that takes the first large enough hole."""

    def __init__(self, image: Path, empty: Path) -> None:
        self.image = image
        self.empty = empty
        empty.write_bytes(b"")

    def names(self) -> Sequence[str]:
        return listed(self.image)

    def create(self, name: str) -> None:
        said("mcopy", "-i", self.image, self.empty, f"::/{name}")

    def remove(self, name: str) -> None:
        said("mdel", "-i", self.image, f"::/{name}")
