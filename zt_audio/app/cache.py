"""The cache in; its size out, or what nothing uses taken away. Nothing in it is more than time.

What was fetched from networks is more: it goes only where somebody says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from zt_audio.pipeline.online_policy import Reach
from zt_audio.pipeline.plan import keys_in_use
from zt_audio.pipeline.prepare import prepare, read_content
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import open_engines
from zt_audio.store.records import Records
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CacheSize:
    records: int
    size_bytes: int


def sizes(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Return how much there is of each kind, of what was fetched from networks too."""
    kinds = {**_kinds(workspace), "fetched": workspace.fetched}
    return {name: CacheSize(len(records.keys()), records.size_bytes()) for name, records in kinds.items()}


def drop_unused(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Take away every record that the content as it stands does not use; return what went. Raises ContentError."""
    with open_engines(workspace.root) as load:
        prepared = prepare(workspace, read_content(workspace, code_digest()), load, reach=Reach("online-off"))
    speech, segments = keys_in_use(prepared.rounds, prepared.speakers, prepared.recipe)
    return {"speech": _drop(workspace.speech, speech), "segments": _drop(workspace.segments, segments)}


def clear(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Take away every record that can be made again here; return what went."""
    return {name: _drop(records, ()) for name, records in _kinds(workspace).items()}


def drop_fetched(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Take away what came from networks; return what went. It may cost money to get it again."""
    return {"fetched": _drop(workspace.fetched, ())}


def _kinds(workspace: Workspace) -> Mapping[str, Records]:
    return {"speech": workspace.speech, "segments": workspace.segments}


def _drop(records: Records, used: Collection[str]) -> CacheSize:
    records.drop_torn()
    unused = records.keys() - set(used)
    size_bytes = sum(records.path(key).stat().st_size for key in unused)
    for key in unused:
        records.remove(key)
    return CacheSize(len(unused), size_bytes)
