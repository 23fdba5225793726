"""Print problems and notes on stderr, results on stdout, and ask the person there. All that a terminal gets is cleaned.

It asks for a PIN, whether texts may be sent, whether a licence is accepted, whether a take was listened to.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.errors import ZtError
from zt_audio.i18n import gettext as _, ngettext
from zt_audio.messages.render import printable, render, with_program_name
from zt_audio.model import Problem, Where
from zt_audio.suggestions import cut

_LONGEST_LINE = 2_000  # characters of a note
_STDERR = 2  # the last of the three numbers of standard streams
COLOURS = {"error": "red", "warning": "yellow"}


if TYPE_CHECKING:
    from zt_audio.app.speaking.voice_install import Download
    from zt_audio.app.vouching.keys import OpenKey


_YES = ("y", "yes", "д", "да", "и", "иә", "ия", "иа", "ok", "ок")
_NO = ("", "n", "no", "н", "нет", "ж", "жоқ", "жок")


def prepare_streams() -> None:
    """Write UTF-8 in every locale: a pipe of Windows would not take Kazakh letters otherwise.

    What no encoding has (half a character in a file's name) becomes a question mark. A stream that was closed before
    the program began leads nowhere; otherwise the next file that is opened would get its number, and what is printed.
    """
    while (handle := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        os.set_inheritable(handle, True)  # noqa: FBT003 - the name is the argument's
    os.close(handle)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def silence_stdout() -> None:
    """Write nothing more to a pipe that was closed, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def crash_report() -> Path:
    """Write the traceback of the exception at hand to a file and return its path."""
    with tempfile.NamedTemporaryFile("w", prefix="zt-audio-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(traceback.format_exc())
    return Path(file.name)


def say(line: str) -> None:
    """Print a note for people, a line of its own."""
    click.echo(_note(with_program_name(line)), err=True)


def result(*columns: str) -> None:
    """Print a line of the result, a tab between its columns."""
    click.echo("\t".join(map(printable, columns)))


def help_text(text: str) -> None:
    """Print what click has laid out in lines and columns."""
    click.echo(text)


def document(tree: Mapping[str, object], indent: int | None = None) -> None:
    """Print the result as JSON. What could act on a terminal is escaped, so programs still read it as it is."""
    text = json.dumps(tree, ensure_ascii=False, indent=indent)
    click.echo("".join(char if char.isprintable() or char == "\n" else json.dumps(char)[1:-1] for char in text))


def usage_error(error: click.ClickException) -> None:
    """Print what click says of a wrong command line."""
    error.message = printable(error.message)
    error.show(sys.stderr)


def _note(line: str) -> str:
    return cut(printable(line), _LONGEST_LINE)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print each problem on a line of its own, once (two playlists may lack the same), in the order of the files."""
    for line, severity in {render(problem): problem.severity for problem in by_place(problems)}.items():
        click.secho(_note(line), err=True, fg=None if "NO_COLOR" in os.environ else COLOURS[severity])


def by_place(problems: Iterable[Problem]) -> Sequence[Problem]:
    """Return `problems` by file, line and column; those without a place last."""
    return sorted(problems, key=lambda problem: (problem.where is None, problem.where or Where("")))


def is_terminal() -> bool:
    """Tell whether a person can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asking(before: Callable[[], None] = lambda: None) -> Callable[[Mapping[str, int]], bool] | None:
    """Return a function that asks, or None where there is no terminal; `before` removes a progress bar."""
    if not is_terminal():
        return None

    def ask(wanted: Mapping[str, int]) -> bool:
        before()
        for service, n in wanted.items():
            line = ngettext(
                "The voice “{service}” is a service on the internet: {n} sentence would be sent to it.",
                "The voice “{service}” is a service on the internet: {n} sentences would be sent to it.",
                n,
            )
            say(line.format(service=service, n=n))
        return confirmed(_("Send them?"))

    return ask


def accepts_licence(question: str, *, yes: bool) -> bool:
    """Ask whether a licence is accepted, unless `yes`. Raises click.UsageError where no terminal can answer."""
    if not (yes or can_answer()):
        raise click.UsageError(_("The licence can be accepted only in a terminal; if you accept it, add --yes."))
    if accepted := yes or confirmed(question):
        return accepted
    say(_("Nothing was downloaded."))
    return False


def require_address(variable: str, download: Download) -> None:
    """Raise click.UsageError where `variable`, which may name a mirror, holds no address."""
    if not download.has_address:
        told = _("{name} is not a valid address: {address}. Write it like https://mirror.example/voices")
        raise click.UsageError(told.format(name=variable, address=download.address))


def say_origin(download: Download) -> None:
    """Say from where and to where files would be fetched."""
    say(_("From: {address}").format(address=download.address))
    say(_("To: {folder}, {mb:.0f} MB").format(folder=download.folder, mb=download.mb))


def has_listened(file: str) -> bool:
    """Ask whether a person has listened to `file`, and it reads its text; without a terminal the answer is no."""
    question = _("Have you listened to {file}, and does it read its text word for word?")
    return can_answer() and confirmed(printable(question.format(file=file)))


def confirmed(question: str) -> bool:
    """Ask a question that is answered with yes or no, in any of our languages; only Enter means no."""
    choices = _("[y/N]")
    answer: bool = click.prompt(f"{question} {choices}", default="", show_default=False, err=True, value_proc=_meant)
    return answer


def _meant(answer: str) -> bool:
    """Return what `answer` says. Raises click.UsageError, on which click asks again."""
    if (word := answer.strip(" .!").casefold()) not in (*_YES, *_NO):
        raise click.UsageError(_("Please answer yes or no."))
    return word in _YES


def can_answer() -> bool:
    """Tell whether standard input is a terminal."""
    return sys.stdin.isatty()


_WAITS_S = (1, 3)  # after a wrong PIN; then the command ends


def ask_pin(question: str) -> str:
    """Return the PIN that is typed, unseen; without a terminal it is the next line of standard input."""
    if not can_answer():
        return sys.stdin.readline().rstrip("\r\n")
    pin: str = click.prompt(question, hide_input=True, default="", show_default=False, err=True)
    return pin


def new_pin_asked() -> str:
    """Return a new PIN that was typed twice in the same way. Raises click.UsageError."""
    pin = ask_pin(_("New PIN, 6 characters or more"))
    if can_answer() and ask_pin(_("The same again")) != pin:
        raise click.UsageError(_("The two are not the same. Start again."))
    return pin


def unlocked(person: str, wait: Callable[[float], None] = time.sleep) -> OpenKey:
    """Return the key of `person`, opened by the PIN that is typed. Raises ZtError as `unlock` does.

    At a terminal a wrong PIN can be typed again, after a while.
    """
    from zt_audio.app.vouching.keys import unlock  # noqa: PLC0415 - only who seals needs it

    question = _("PIN of {person}").format(person=person)
    for wait_s in _WAITS_S:
        try:
            return unlock(person, ask_pin(question))
        except ZtError as error:
            if not can_answer() or error.problems[0].slug != "key-wrong-pin":
                raise
            show_problems(error.problems)
            wait(wait_s)
    return unlock(person, ask_pin(question))


# Complete names in a shell, and refuse to write over a file that this command has not written itself.


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
