"""Compare what a stick holds with what it should hold; decide what to write, to delete and to ask about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zt_audio.sticks.contents import StickEntry
from zt_audio.sticks.harmless import harmless_bytes, is_of_the_system
from zt_audio.sticks.manifest import (
    FILLER,
    STICK_MANIFEST,
    STICK_MANIFEST_TEMP,
    STICK_SEAL,
    StickFile,
    StickManifest,
    parent_folders,
    same_name,
)
from zt_audio.suggestions import joined_names

_LISTED = 10  # names in a sentence


@dataclass(frozen=True, slots=True)
class StickPlan:
    """`altered` are our files that were changed since; `blocked` are other files with a name that we need."""

    keep: tuple[StickFile, ...]
    write: tuple[StickFile, ...]  # in play order
    remove: tuple[str, ...]
    leaving: tuple[StickFile, ...]  # what the stick's list says of the files to remove
    empty: tuple[str, ...]  # folders that held our files and are no longer needed, the inner ones first
    foreign: tuple[str, ...]
    altered: tuple[str, ...]
    blocked: tuple[str, ...]


def stick_plan(
    wanted: Sequence[StickFile], entries: Sequence[StickEntry], before: StickManifest | None, right: Collection[str]
) -> StickPlan:
    """Return what to do. `right` are the names of `wanted` that exist with the right bytes, ours or not."""
    there = {same_name(entry.name): entry for entry in entries}
    needed = {same_name(file.file) for file in wanted}
    ours = [entry for entry in entries if is_own_entry(entry, before)]
    names = {same_name(entry.name) for entry in ours} | set(map(same_name, right))
    folders = set(parent_folders(needed))
    held = {same_name(folder) for folder in parent_folders(before.owned() if before else ())}
    removed = {same_name(entry.name) for entry in ours} - needed
    in_the_way = {n for n in there if (n in needed or (n in folders and there[n].kind != "folder")) and n not in names}
    in_the_way |= {n for n in (same_name(STICK_SEAL),) if n in there and there[n].kind != "file"}
    return StickPlan(
        keep=tuple(file for file in wanted if file.file in right),
        write=tuple(file for file in wanted if file.file not in right),
        remove=tuple(entry.name for entry in ours if same_name(entry.name) in removed),
        leaving=tuple(row for row in _rows(before) if same_name(row.file) in removed),
        empty=tuple(there[name].name for name in sorted(held - folders, reverse=True) if name in there),
        foreign=other_files(entries, needed | names | in_the_way, folders | held),
        altered=_altered(there.values(), before, right),
        blocked=tuple(there[name].name for name in sorted(in_the_way)),
    )


def is_own_entry(entry: StickEntry, before: StickManifest | None) -> bool:
    """Tell whether the manifest `before` names the file, or whether it is a filler of an unfinished write."""
    if before is None or entry.kind != "file":
        return False
    name = entry.name.rpartition("/")[2].upper()
    is_filler = before.state == "writing" and not entry.bytes and FILLER.fullmatch(name) is not None
    return same_name(entry.name) in before.owned() or is_filler


def other_files(entries: Sequence[StickEntry], ours: Collection[str], folders: Collection[str]) -> tuple[str, ...]:
    """Return the entries that are neither ours nor called as the system's; a final slash marks a folder with all in it.

    `ours` and `folders` are names as `same_name` makes them. A folder of `folders` is not reported; its files may be.
    """
    known = {*ours, *map(same_name, (STICK_MANIFEST, STICK_MANIFEST_TEMP, STICK_SEAL))}
    skipped: set[str] = set()
    found = []
    for entry in entries:
        name = same_name(entry.name)
        is_known = name in known or (entry.kind == "folder" and name in folders) or _is_harmless(entry)
        if not is_known and skipped.isdisjoint(parent_folders([name])):
            found.append(f"{entry.name}/" if entry.kind == "folder" else entry.name)
            if entry.kind == "folder":
                skipped.add(name)
    return tuple(found)


def _is_harmless(entry: StickEntry) -> bool:
    if entry.kind == "folder":
        return is_of_the_system(entry.name.partition("/")[0])
    return entry.kind == "file" and harmless_bytes(entry.name) is not None


def first_names(names: Sequence[str]) -> str:
    """Return the first of `names` as people read a list: a stick may hold thousands."""
    return joined_names(names, _LISTED)


def _rows(before: StickManifest | None) -> Sequence[StickFile]:
    return (*before.files, *before.leaving) if before else ()


def _altered(entries: Collection[StickEntry], before: StickManifest | None, right: Collection[str]) -> tuple[str, ...]:
    """Return our files whose length is not what the list says: another copy, or an edit.

    While a stick is being written, only files that are to be deleted are as they were.
    """
    rows = before.leaving if before and before.state == "writing" else _rows(before)
    left = {same_name(row.file): row.bytes for row in rows}
    kept = set(map(same_name, right))
    return tuple(
        entry.name
        for entry in entries
        if entry.kind == "file" and left.get(same_name(entry.name), entry.bytes) != entry.bytes
        if same_name(entry.name) not in kept
    )
