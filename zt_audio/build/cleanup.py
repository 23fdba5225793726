"""The cache in; its size out, or what nothing uses taken away. Nothing in it is more than time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zt_audio.build.fingerprint import code_digest
from zt_audio.build.plan import keys_in_use
from zt_audio.build.prepare import prepare, read_content
from zt_audio.build.workspace import Workspace
from zt_audio.speech.engine import open_engines
from zt_audio.store.records import Records


@dataclass(frozen=True, slots=True)
class CacheSize:
    records: int
    size_bytes: int


def sizes(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Return how much of each kind the cache holds."""
    return {name: CacheSize(len(records.keys()), records.size_bytes()) for name, records in _kinds(workspace).items()}


def drop_unused(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Take away every record that the content as it stands does not use; return what went. Raises ContentError."""
    with open_engines() as load:
        prepared = prepare(workspace, read_content(workspace, code_digest()), load)
    speaking = [round_ for round_ in prepared.content.rounds if round_.playlist.id not in prepared.voiceless]
    speech, segments = keys_in_use(speaking, prepared.speakers, prepared.recipe)
    return {"speech": _drop(workspace.speech, speech), "segments": _drop(workspace.segments, segments)}


def clear(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Take away every record; return what went."""
    return {name: _drop(records, ()) for name, records in _kinds(workspace).items()}


def _kinds(workspace: Workspace) -> Mapping[str, Records]:
    return {"speech": workspace.speech, "segments": workspace.segments}


def _drop(records: Records, used: Collection[str]) -> CacheSize:
    records.drop_torn()
    unused = records.keys() - set(used)
    size_bytes = sum(records.path(key).stat().st_size for key in unused)
    for key in unused:
        records.remove(key)
    return CacheSize(len(unused), size_bytes)
