"""output/ in, what to know before it is used out: files of others in it, texts that are newer. Nothing is decoded."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zt_audio.model import Problem
from zt_audio.published import build_state as state
from zt_audio.published.foreign_files import foreign
from zt_audio.published.inputs import contents_digest
from zt_audio.store import manifest
from zt_audio.store.workspace import Workspace


def notices(workspace: Workspace, wanted: Collection[str] = ()) -> Iterator[Problem]:
    """Yield the warnings about the rounds `wanted`, all that were built where none is named. Raises OSError."""
    found = manifest.load(workspace.output) or manifest.Manifest()
    chosen = {name: entry.owned() for name, entry in found.playlists.items() if not wanted or name in wanted}
    yield from foreign(workspace.output, chosen)
    yield from older(workspace, chosen)


def older(workspace: Workspace, playlists: Collection[str]) -> Iterator[Problem]:
    """Yield a warning for each round that is not up to date with the contents as they stand now."""
    says, now = state.load(workspace.state).says, contents_digest(workspace)
    for name in playlists:
        if says.get(name) != now:
            slug = "texts-newer" if name in says else "age-unknown"
            yield Problem(slug, None, {"folder": name}, "warning")
