"""Complete names of playlists and appeals when a user presses Tab in a shell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click


def complete_playlist(ctx: click.Context, _parameter: click.Parameter, beginning: str) -> list[str]:
    """Return the playlists of the project whose names start with `beginning`."""
    from zt_audio.app.project import playlist_names  # noqa: PLC0415 - only a shell asks for it

    return _completed(ctx, beginning, playlist_names)


def complete_appeal(ctx: click.Context, _parameter: click.Parameter, beginning: str) -> list[str]:
    """Return the appeals of the project whose names start with `beginning`."""
    from zt_audio.app.project import appeal_names  # noqa: PLC0415 - only a shell asks for it

    return _completed(ctx, beginning, appeal_names)


def _completed(ctx: click.Context, beginning: str, names: Callable[[Path], tuple[str, ...]]) -> list[str]:
    """Return what completes `beginning`. No command has run, so the folder is still among the group's parameters."""
    project = ctx.find_root().params.get("project") or Path()
    return [name for name in names(project.expanduser()) if name.startswith(beginning)]
