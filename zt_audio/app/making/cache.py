"""Measure the cache and remove what nothing uses, or all of it.

What is removed costs time and nothing else. What was fetched from networks may have cost money: it goes only where a
person agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.project import open_project
from zt_audio.errors import BuildError, ContentError
from zt_audio.model import Problem
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.plan import plan_build
from zt_audio.pipeline.request import OnlineAccess
from zt_audio.pipeline.steps import ID_CHARS, keys_in_use
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import open_engines
from zt_audio.store.disk import is_reached_directly
from zt_audio.store.journal import MANIFEST_FILE
from zt_audio.store.manifest import load_manifest
from zt_audio.store.records import Records
from zt_audio.store.workspace import Workspace

__all__ = [
    "CacheRequest",
    "CacheSize",
    "clean_cache",
    "clear_cache",
    "drop_fetched",
    "drop_made_by",
    "drop_unused",
    "sizes",
]


@dataclass(frozen=True, slots=True)
class CacheSize:
    records: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class CacheRequest:
    """What to remove: all, or what the content does not use; and what was fetched, where `drop_fetched` agrees.

    `worker` is the address of a machine of a cluster: what it made goes, also from output/.

    `drop_fetched` gets the size of what was fetched; None keeps it.
    """

    clear: bool = False
    drop_unused: bool = False
    worker: str = ""
    drop_fetched: Callable[[CacheSize], bool] | None = None


def clean_cache(
    root: Path, request: CacheRequest
) -> tuple[Mapping[str, CacheSize], Mapping[str, CacheSize], tuple[Problem, ...]]:
    """Remove what `request` asks for. Return what was removed and what is left, by kind, and problems of the content.

    Those hide what is unused. Raises ContentError `no-project`, BuildError.
    """
    removed: dict[str, CacheSize] = {}
    problems: tuple[Problem, ...] = ()
    with open_project(root, to_change=True) as project:
        workspace = project.workspace
        try:
            if request.worker:
                removed |= drop_made_by(workspace, request.worker)
            if request.clear:
                removed |= clear_cache(workspace)
            elif request.drop_unused:
                removed |= drop_unused(workspace)
        except ContentError as error:
            problems = error.problems
        if request.drop_fetched and request.drop_fetched(sizes(workspace)["fetched"]):
            removed |= drop_fetched(workspace)
        return removed, sizes(workspace), problems


def sizes(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Return how much there is of each kind, and of what was fetched from networks."""
    kinds = {**_kinds(workspace), "fetched": workspace.fetched}
    return {name: CacheSize(len(records.keys()), records.size_bytes()) for name, records in kinds.items()}


def drop_unused(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Remove every record that the content does not use; return what went. Raises ContentError."""
    with open_engines(workspace.root) as load:
        plan = plan_build(workspace, load_content(workspace, code_digest()), load, access=OnlineAccess("online-off"))
    speech, segments = keys_in_use(plan.scripts, plan.speakers, plan.recipe)
    return {"speech": _drop(workspace.speech, speech), "segments": _drop(workspace.segments, segments)}


def drop_made_by(workspace: Workspace, worker: str) -> Mapping[str, CacheSize]:
    """Remove every record that a machine of a cluster made, and the files of output/ in which it is heard.

    Such a playlist cannot be exported until it is built again. Raises OSError, BuildError `manifest-damaged`.
    """
    found: dict[str, CacheSize] = {}
    gone: set[str] = set()
    for kind, records in _kinds(workspace).items():
        metas = dict(zip(keys := records.keys(), map(records.meta, keys), strict=True))
        made = {key for key, meta in metas.items() if worker in (meta.get("worker"), *_names(meta.get("workers")))}
        found[kind] = _drop(records, metas.keys() - made)
        gone |= {key[:ID_CHARS] for key in made}
    if (built := load_manifest(workspace.output)) is None:
        raise BuildError(Problem("manifest-damaged", None, {"file": f"output/{MANIFEST_FILE}"}))
    tracks = [(name, track) for name, entry in built.playlists.items() for track in entry.tracks]
    heard = {f"{name}/{track.file}" for name, track in tracks if gone & {part.segment for part in track.cycle}}
    size_bytes = {file: entry[1] for file, entry in built.owned().items()}
    removed = [size_bytes[file] for file in heard if _remove(workspace.output, file)]
    return {**found, "tracks": CacheSize(len(removed), sum(removed))}


def clear_cache(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Remove every record that can be made again here; return what went."""
    return {name: _drop(records, ()) for name, records in _kinds(workspace).items()}


def drop_fetched(workspace: Workspace) -> Mapping[str, CacheSize]:
    """Remove what came from networks; return what went. It may cost money to get it again."""
    return {"fetched": _drop(workspace.fetched, ())}


def _kinds(workspace: Workspace) -> Mapping[str, Records]:
    return {"speech": workspace.speech, "segments": workspace.segments}


def _names(workers: object) -> list[str]:
    return workers if isinstance(workers, list) else []


def _remove(output: Path, file: str) -> bool:
    """Delete one of our files; tell whether it was there. Nothing is deleted through a link."""
    path = output / file
    if not (is_reached_directly(output, path.parent) and path.is_file()):
        return False
    path.unlink()
    return True


def _drop(records: Records, used: Collection[str]) -> CacheSize:
    records.drop_torn()
    unused = records.keys() - set(used)
    size_bytes = sum(records.path(key).stat().st_size for key in unused)
    for key in unused:
        records.remove(key)
    return CacheSize(len(unused), size_bytes)
