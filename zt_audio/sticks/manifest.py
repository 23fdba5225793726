"""What is ours on a stick and whether it is whole: values in, the JSON of ZT_STICK.JSN out, and back.

A stick can be pulled at any moment, and FAT knows no transactions. So this file is written first, with state
`writing`, and replaced last, by `complete`: what lies between the two says of itself that it is half written. It names
what is ours (`files`, and while writing `leaving`, what is to go): nothing else on a stick is ever overwritten or
deleted. It holds no clock and no path of a machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from zt_audio.store.records import key_of

_FORMAT = 1
STICK_MANIFEST = "ZT_STICK.JSN"  # 8.3, and no extension that a player takes for music or for a list
STICK_MANIFEST_TEMP = "ZT_STICK.TMP"
MANIFEST_BYTES_AT_MOST = 2**22
_FOLDERS_AT_MOST = 8  # one in the other: as deep as players go
FILLER = re.compile(r"ZT\d+\.TMP")  # empty files that keep a slot of the directory shut while others are placed

_PLAIN = re.compile(r"\w([\w .-]{0,125}[\w-])?")  # a damaged list must not lead out of the stick
State = Literal["writing", "complete"]


@dataclass(frozen=True, slots=True)
class StickFile:
    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class StickManifest:
    """`files` stand in play order; a name has its folders before it, with slashes."""

    state: State
    build: str
    playlist: str
    title: Mapping[str, str]
    files: tuple[StickFile, ...]
    leaving: tuple[str, ...] = field(default=())

    def owned(self) -> frozenset[str]:
        """Return the names that are ours, as `same` makes them."""
        return frozenset(same_name(name) for name in (*(file.file for file in self.files), *self.leaving))


def same_name(name: str) -> str:
    """Return what two names have in common that FAT takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def is_plain(name: str) -> bool:
    """Tell whether every system takes `name`, `01/001.mp3`, and none for a way out of the stick."""
    parts = name.split("/")
    return len(parts) <= _FOLDERS_AT_MOST + 1 and all(_PLAIN.fullmatch(part) for part in parts)


def folders_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return every folder that `names` lie in, each after the one that it lies in."""
    found = (name[:at] for name in names for at, char in enumerate(name) if char == "/")
    return tuple(dict.fromkeys(found))


def stick_manifest_bytes(manifest: StickManifest) -> bytes:
    """Return `manifest` as UTF-8 JSON that proves itself, the same bytes for the same value."""
    tree = asdict(manifest)
    data = {"format": _FORMAT, "sha256": key_of(tree), **tree}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def parse_stick_manifest(data: bytes) -> StickManifest | None:
    """Return the manifest in `data`, None where it is damaged or of another format."""
    try:
        tree = json.loads(data)
        if tree.pop("format") != _FORMAT or tree.pop("sha256") != key_of(tree):
            return None
        manifest = _manifest(tree)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    names = [*(file.file for file in manifest.files), *manifest.leaving]
    return manifest if all(map(is_plain, names)) and len(manifest.owned()) == len(names) else None


def _manifest(tree: Mapping[str, Any]) -> StickManifest:
    if tree["state"] not in ("writing", "complete"):
        raise ValueError(tree["state"])
    files = tuple(StickFile(str(row["file"]), str(row["sha256"]), int(row["bytes"])) for row in tree["files"])
    title = {str(lang): str(words) for lang, words in tree["title"].items()}
    leaving = tuple(map(str, tree["leaving"]))
    return StickManifest(tree["state"], str(tree["build"]), str(tree["playlist"]), title, files, leaving)
