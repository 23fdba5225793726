"""Warn before output/ is used about other files in it and about newer texts. It decodes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zt_audio.errors import ZtError
from zt_audio.model import Problem
from zt_audio.published.build_state import load_build_state
from zt_audio.published.foreign_files import foreign_file_warnings
from zt_audio.published.inputs import contents_digest
from zt_audio.published.manifest_reader import read_playlists
from zt_audio.store.workspace import Workspace


def output_warnings(workspace: Workspace, wanted: Collection[str] = ()) -> Iterator[Problem]:
    """Yield the warnings about the playlists `wanted`, or about all if none is named. Raises OSError."""
    try:
        found = read_playlists(workspace, tuple(wanted))
    except ZtError:  # who needs what cannot be read says so
        return
    chosen = {name: found.playlists[name].owned() for name in wanted or found.playlists}
    yield from foreign_file_warnings(workspace.output, chosen)
    yield from age_warnings(workspace, chosen)


def age_warnings(workspace: Workspace, playlists: Collection[str]) -> Iterator[Problem]:
    """Yield a warning for each playlist that was built from other contents than the present ones."""
    known, now = load_build_state(workspace.state).content_digest_by_playlist, contents_digest(workspace)
    for name in playlists:
        if known.get(name) != now:
            slug = "texts-newer" if name in known else "age-unknown"
            yield Problem(slug, None, {"folder": name}, "warning")
