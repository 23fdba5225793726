"""Complete names in a shell, and refuse to write over a file that this command has not written itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from zt_audio.i18n import gettext as _


def complete_playlist(ctx: click.Context, _parameter: click.Parameter, beginning: str) -> list[str]:
    """Return the playlists of the project whose names start with `beginning`."""
    from zt_audio.app.project import playlist_names  # noqa: PLC0415 - only a shell asks for it

    return _completed(ctx, beginning, playlist_names)


playlists_argument = click.argument("playlists", nargs=-1, shell_complete=complete_playlist)


def complete_appeal(ctx: click.Context, _parameter: click.Parameter, beginning: str) -> list[str]:
    """Return the appeals of the project whose names start with `beginning`."""
    from zt_audio.app.project import appeal_names  # noqa: PLC0415 - only a shell asks for it

    return _completed(ctx, beginning, appeal_names)


def _completed(ctx: click.Context, beginning: str, names: Callable[[Path], tuple[str, ...]]) -> list[str]:
    """Return what completes `beginning`. No command has run, so the folder is still among the group's parameters."""
    project = ctx.find_root().params.get("project") or Path()
    return [name for name in names(project.expanduser()) if name.startswith(beginning)]


def require_target(
    target: Path,
    kept: Sequence[Path],
    suffix: str | None,
    is_ours: Callable[[bytes], bool],
    *,
    makes_folder: bool = False,
) -> None:
    """Raise click.UsageError unless `target` may be written: a new file, or an old one whose first bytes `is_ours`.

    It may not lie in one of the folders `kept`. Without `suffix` its name may end in anything. A command that
    `makes_folder` needs no folder for it.
    """
    if suffix and target.suffix.lower() != suffix:
        raise click.UsageError(
            _("The name of the file must end in {suffix}: {file}").format(suffix=suffix, file=target)
        )
    require_outside(target, kept)
    if not makes_folder and not target.parent.is_dir():
        raise click.UsageError(_("There is no folder {folder}. Make it first.").format(folder=target.parent))
    if target.exists() and not (target.is_file() and is_ours(_first_bytes(target))):
        told = _("{file} exists and is not from this command: it stays as it is. Choose another name.")
        raise click.UsageError(told.format(file=target))


def require_outside(target: Path, kept: Sequence[Path]) -> None:
    """Raise click.UsageError where `target` lies in one of the folders `kept`."""
    for room in kept:
        if _is_inside(target, room):
            told = _("The folder {folder} is not for this: its files must stay as they are. Choose another place.")
            raise click.UsageError(told.format(folder=room))


def _is_inside(target: Path, room: Path) -> bool:
    """Compare the folders themselves, not only their names: there are links, and some systems ignore case."""
    parents = Path(os.path.realpath(target)).parents  # `resolve` fails on a link that leads to itself
    if not room.exists():
        return Path(os.path.realpath(room)) in parents
    return any(parent.exists() and parent.samefile(room) for parent in parents)


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def project_folders(root: Path) -> Sequence[Path]:
    """Return the folders of the project at `root` where no command writes for a user. Raises ContentError."""
    from zt_audio.app.project import folders_of_project, workspace_at  # noqa: PLC0415 - only commands that write need it

    return folders_of_project(workspace_at(root).root)


def kept_folders(root: Path) -> Sequence[Path]:
    """Return the same for a folder that may be no project."""
    from zt_audio.app.project import folders_of_project  # noqa: PLC0415 - as above

    return folders_of_project(root)
