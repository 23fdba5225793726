"""The project folder in, the files that make up its content out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from zt_audio.content.nearest import nearest
from zt_audio.model import LANGS, Problem, Where

Kind = Literal["text", "places", "intros", "outros", "playlist", "settings", "lexicon", "profiles"]

FOLDER = "appeals"
CHIME_FILE = ".wav"
_REQUIRED: dict[str, Kind] = {"places.yaml": "places", "intros.yaml": "intros"}
_OPTIONAL: dict[str, Kind] = {
    "outros.yaml": "outros",
    "profiles.yaml": "profiles",
    "settings.yaml": "settings",
    **{f"lexicon/{lang}.yaml": "lexicon" for lang in LANGS},
}
_FOLDERS: dict[str, tuple[Kind, str]] = {"texts": ("text", "no-appeals"), "playlists": ("playlist", "no-playlists")}


@dataclass(frozen=True, slots=True)
class ContentFile:
    """`name` is what people see: relative to the project, with forward slashes. `id` is the file's stem."""

    kind: Kind
    path: Path
    name: str

    @property
    def id(self) -> str:
        return self.name.rsplit("/", 1)[-1].removesuffix(".yaml")


def content_files(root: Path) -> tuple[Path, ...]:
    """Return every file that a project at `root` is read from, sorted; WAV files may be chimes."""
    sounds = (path for path in (root / FOLDER).rglob("*") if path.suffix.lower() == CHIME_FILE and path.is_file())
    return tuple(sorted({*(file.path for file in find_files(root)[0]), *sounds}))


def find_files(root: Path) -> tuple[tuple[ContentFile, ...], tuple[Problem, ...]]:
    """Return the files of the project at `root`, and what is missing or lies there unread."""
    home = root / FOLDER
    if not home.is_dir():
        return (), (Problem("no-project", Where(FOLDER)),)
    files: list[ContentFile] = []
    problems: list[Problem] = []
    for name, kind in {**_REQUIRED, **_OPTIONAL}.items():
        if os.path.lexists(home / name):  # a broken link is not a file left out
            files.append(ContentFile(kind, home / name, f"{FOLDER}/{name}"))
        elif name in _REQUIRED:
            problems.append(Problem("missing-file", Where(f"{FOLDER}/{name}")))
    for folder, (kind, slug) in _FOLDERS.items():
        found = [ContentFile(kind, home / folder / name, f"{FOLDER}/{folder}/{name}") for name in _names(home / folder)]
        files += (file for file in found if file.name.endswith(".yaml"))
        if not any(file.name.endswith(".yaml") for file in found):
            problems.append(Problem(slug, Where(f"{FOLDER}/{folder}")))
    return tuple(files), (*problems, *_unread(home))


def _unread(home: Path) -> Iterator[Problem]:
    """Warn of files that look like content and are not read: a misspelt name, `.yml`, a folder too deep."""
    known = [*_REQUIRED, *_OPTIONAL]
    for folder in ("", "lexicon", *_FOLDERS):
        for name in _names(home / folder):
            path = f"{folder}/{name}".lstrip("/")
            read = path in known or (folder in _FOLDERS and name.endswith(".yaml"))
            if not read and not (home / path).is_dir():
                right = path.rsplit(".", 1)[0] + ".yaml" if folder in _FOLDERS else nearest(path, known)
                yield Problem("unread-file", Where(f"{FOLDER}/{path}"), {"nearest": right}, "warning")


def _names(folder: Path) -> list[str]:
    """Return the names in `folder` that end like YAML, sorted; hidden files are no content."""
    try:
        names = [os.fsencode(entry.name).decode("utf-8", "replace") for entry in folder.iterdir()]
    except OSError:
        return []
    return sorted(name for name in names if name.lower().endswith((".yaml", ".yml")) and not name.startswith("."))
