"""Read and write ZT_STICK.JSN, which states which files of a stick are ours and whether the stick is complete.

A stick can be pulled at any moment, and FAT has no transactions. So this file is written first, with the state
`writing`, and replaced last, with `complete`: a stick that was pulled between the two states that it is half written.
It names our files (`files`; while writing also `leaving`, the files to delete). No other file on a stick is ever
overwritten or deleted. It holds no time and no path of a machine.

A small text file is named after the build, so that a list of names shows which build is on a stick. Every profile gets
it. It lies in the root, where PLAYER.HTML and ZT_STICK.JSN lie on every stick anyway, and no player of profiles.yaml
plays a .TXT or counts it as a track.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from zt_audio.store import state_file
from zt_audio.store.records import key_of

_FORMAT = 1
STICK_MANIFEST = "ZT_STICK.JSN"  # 8.3, and no extension that a player takes for music or for a list
STICK_MANIFEST_TEMP = "ZT_STICK.TMP"
STICK_SEAL = "ZT_STICK.SIG"  # not in the list: it seals the list
MANIFEST_BYTES_AT_MOST = 2**22
FOLDERS_AT_MOST = 8  # of nested folders: as deep as players go
FILLER = re.compile(r"ZT\d+\.TMP")  # empty files that fill slots of the directory while others are placed

# What an export writes. A list that names anything else, a photo say, is not ours, and export deletes nothing by it.
_ENDINGS = (".mp3", ".wav", ".m3u", ".m3u8", ".cue", ".html", ".txt")
_PLAIN = re.compile(r"\w([\w .-]{0,125}[\w-])?")  # a damaged manifest must not lead out of the stick
StickState = Literal["writing", "complete"]


@dataclass(frozen=True, slots=True)
class StickFile:
    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class StickManifest:
    """`files` are in play order; a name begins with its folders, with slashes. `leaving` are the files to delete."""

    state: StickState
    build: str
    playlist: str
    title: Mapping[str, str]
    files: tuple[StickFile, ...]
    leaving: tuple[StickFile, ...] = field(default=())
    until: str = ""  # ISO date, the last day on which all of it may be played; "" without an end

    def owned(self) -> frozenset[str]:
        """Return the names of our files, as `same_name` makes them."""
        return frozenset(same_name(row.file) for row in (*self.files, *self.leaving))


def same_name(name: str) -> str:
    """Return the form in which two names are equal exactly if FAT takes them for one name."""
    return unicodedata.normalize("NFC", name).casefold()


def is_plain(name: str) -> bool:
    """Tell whether every system accepts `name` (`01/001.mp3`) and it does not lead out of the stick."""
    parts = name.split("/")
    return len(parts) <= FOLDERS_AT_MOST + 1 and all(_PLAIN.fullmatch(part) for part in parts)


def parent_folders(names: Iterable[str]) -> tuple[str, ...]:
    """Return every folder that holds one of `names`; an outer folder comes before its inner ones."""
    return tuple(dict.fromkeys(name[:at] for name in names for at, char in enumerate(name) if char == "/"))


def stick_manifest_bytes(manifest: StickManifest) -> bytes:
    """Return `manifest` as UTF-8 JSON with its own digest; equal values give equal bytes."""
    tree = asdict(manifest) if manifest.until else {k: v for k, v in asdict(manifest).items() if k != "until"}
    data = {"format": _FORMAT, "sha256": key_of(tree), **tree}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def parse_stick_manifest(data: bytes) -> StickManifest | None:
    """Return the manifest in `data`; None if it is damaged or has another format."""
    try:
        tree = state_file.parse_json(data)
        if not isinstance(tree, dict) or tree.pop("format", None) != _FORMAT or tree.pop("sha256", "") != key_of(tree):
            return None
        manifest = state_file.from_tree(tree, StickManifest)
    except ValueError:
        return None
    rows = (*manifest.files, *manifest.leaving)
    are_possible = all(is_plain(row.file) and row.file.casefold().endswith(_ENDINGS) and row.bytes >= 0 for row in rows)
    return manifest if are_possible and len(manifest.owned()) == len(rows) else None


_NOTE = re.compile(r"[0-9A-F]{8}\.TXT")  # 8.3, the shortest names that every player takes
_LINES = (  # both languages at once: people read it on any computer, without this program
    ("kk", "{title}. Жинақ: {build}. Карточкада да осы нөмір тұруы керек. Басқа болса, флешканы қайта жаздырыңыз."),
    (
        "ru",
        "{title}. Сборка: {build}. Тот же номер должен стоять на карточке. Если он другой, запишите флешку заново.",
    ),
)


def build_note(build: str, title: Mapping[str, str]) -> tuple[StickFile, bytes]:
    """Return the row of the note in a stick's list, and its bytes, which old editors of Windows read too."""
    lines = [line.format(title=title.get(lang, ""), build=build) for lang, line in _LINES]
    data = "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
    return StickFile(f"{build.upper()}.TXT", hashlib.sha256(data).hexdigest(), len(data)), data


def is_build_note(name: str) -> bool:
    """Tell whether `name` may be that of a note, of this build or another."""
    return _NOTE.fullmatch(name.upper()) is not None
