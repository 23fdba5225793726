"""Put staged playlists into place as one change: no other file is overwritten, the manifest comes last."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.pipeline.steps import Known
from zt_audio.store import journal, manifest
from zt_audio.store.disk import is_same_file, require_no_links
from zt_audio.store.manifest import Manifest, PlaylistEntry, SegmentEntry, used_segments
from zt_audio.store.records import file_sha256


@dataclass(frozen=True, slots=True)
class Staged:
    """One playlist, ready to go into place."""

    entry: PlaylistEntry
    segments: Mapping[str, SegmentEntry]
    files: tuple[str, ...]  # staged, relative to output/


@dataclass(frozen=True, slots=True)
class Published:
    manifest: Manifest
    written: int  # files that are new or other than before
    removed: int
    changed: tuple[str, ...]  # folders in which files were written or removed


def require_free_names(output: Path, files: Sequence[str], known: Known) -> None:
    """Raise BuildError where another file has a name that we need, unless it is the same to the byte.

    Raises DeviceError `link-in-project` where a link stands for one of our folders.
    """
    folders = dict.fromkeys(str(path) for name in files for path in reversed(PurePosixPath(name).parents[:-1]))
    require_no_links(output, *(output / name for name in folders))
    taken = [name for name in folders if os.path.lexists(output / name) and not (output / name).is_dir()]
    within = tuple(f"{name}/" for name in taken)
    free = [name for name in files if not name.startswith(within)]
    taken += (
        name for name in free if _is_taken(output / name, journal.staged(output, name), _is_ours(output, name, known))
    )
    if taken:
        raise BuildError(_in_the_way(output, name) for name in taken)


def _in_the_way(output: Path, name: str) -> Problem:
    slug = "folder-in-the-way" if (output / name).is_dir() else "file-in-the-way"
    return Problem(slug, None, {"file": f"output/{name}"})


def _is_ours(output: Path, name: str, known: Known) -> bool:
    """Tell whether `name` is our file, also where only capitals differ and the disk ignores them."""
    near = known.near_names.get(name.casefold(), ())
    return name in near or any(is_same_file(output / other, output / name) for other in near)


def _is_taken(target: Path, source: Path, ours: bool) -> bool:  # noqa: FBT001 - one of three facts
    if target.is_dir():
        return True
    if ours or not os.path.lexists(target):
        return False
    return not target.is_file() or file_sha256(target) != file_sha256(source)


def publish(output: Path, known: Known, wanted: Collection[str], ready: Mapping[str, Staged]) -> Published:
    """Put `ready` into place, remove our files of playlists that are no longer `wanted`, and write the manifest.

    A wanted playlist that is not ready keeps what it has. Raises OSError, BuildError `folder-in-the-way`.
    """
    if (output / journal.MANIFEST_FILE).is_dir():
        raise BuildError([_in_the_way(output, journal.MANIFEST_FILE)])
    new = _manifest(known.manifest, wanted, ready)
    # The files of `new` that are in place already.
    found = new.owned().items()
    same = frozenset(name for name, facts in found if name in known.intact and known.owned.get(name) == facts)
    moves = tuple(name for staged in ready.values() for name in staged.files if name not in same)
    removals = removed_files(known, set(wanted) - ready.keys(), new.owned())
    change = journal.FileChange(moves, removals)
    if moves or removals or not _is_there(output, new):
        journal.commit(output, change, manifest.to_pieces(new))
    else:
        journal.clear_staging(output)
    journal.unmark(output, tuple(ready))  # left there only where a journal was damaged
    return Published(new, len(moves), len(removals), change.folders)


def _manifest(built: Manifest, wanted: Collection[str], ready: Mapping[str, Staged]) -> Manifest:
    kept = {name: entry for name, entry in built.playlists.items() if name in wanted}
    playlists = kept | {name: staged.entry for name, staged in ready.items()}
    known = dict(built.segments)
    for staged in ready.values():
        known |= staged.segments
    return Manifest(playlists, {key: known[key] for key in sorted(used_segments(playlists))})


def removed_files(known: Known, keep: Collection[str], new: Collection[str]) -> tuple[str, ...]:
    """Return our files that are not among the `new` ones.

    Without a whole manifest, files in the folders `keep` (not built this time) do not count as ours.
    """
    ours = frozenset(known.owned).union(name for name in known.ours if name.split("/")[0] not in keep)
    return tuple(sorted(ours.difference(new)))


def _is_there(output: Path, new: Manifest) -> bool:
    try:
        with (output / journal.MANIFEST_FILE).open("rb") as file:
            return all(file.read(len(piece)) == piece for piece in manifest.to_pieces(new)) and not file.read(1)
    except OSError:
        return False
