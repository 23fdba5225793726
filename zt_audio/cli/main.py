"""Gather all commands under one name; each is loaded when it is called, so that help and small commands are quick."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from zt_audio import __version__
from zt_audio.cli import INTERRUPTED, console
from zt_audio.cli.click_words import HelpfulGroup, translate_click, translated_command
from zt_audio.errors import DeviceError, ZtError
from zt_audio.i18n import N_, gettext as _, language_asked_for, speaking
from zt_audio.messages.render import as_json, with_program_name
from zt_audio.model import Problem

PROGRAM = "zt-audio"
COMPLETE = "_ZT_AUDIO_COMPLETE"  # the variable in which a shell asks for completion

# By job, the first in the order of a day: it stands alone in `zt-audio --help`. Each with its page in the studio, or
# why staff need none.
COMMAND_GROUPS = {
    N_("Every day"): {
        "check": (N_("Read everything, report every problem, make no audio."), "/"),
        "build": (N_("Bring output/ up to date: only what changed is made again."), "/sound"),
        "preview": (N_("Make one MP3 of a text or an appeal, as it will sound."), "/appeals"),
        "card": (N_("Make a card for the driver of each playlist, to be printed."), "/sticks"),
        "export": (N_("Write a built playlist to a stick and check it."), "/sticks"),
        "verify-stick": (N_("Check a stick by its own list, on any computer."), "/sticks"),
        "studio": (
            N_("Open the pages on which everything can be done: texts, sound, sticks."),
            "no page: it opens the pages",
        ),
    },
    N_("What was built"): {
        "status": (N_("Say what must be done now, and how each playlist stands."), "/"),
        "report": (N_("Make a page that shows and plays what was built."), "/sound"),
        "pairs": (N_("List paragraphs that may not say the same in both languages, or confirm them."), "/pairs"),
        "approve": (N_("Approve what was built, after hearing it, or list what is approved."), "/approvals"),
    },
    N_("Texts and how they sound"): {
        "urgent": (N_("Say something for today alone: one MP3, and first on each stick."), "/urgent"),
        "edit": (N_("Change one text of a file, and nothing else in it."), "/appeals/{id}"),
        "spoken": (N_("Print what will be said for a written text, or a form of a place's name."), "/appeals/{id}"),
        "recordings": (N_("Add, list and check recordings that people make."), "/recordings"),
        "places": (N_("Take places from a table of CSV or Excel."), "/places"),
        "voices": (N_("List what can speak here, or download a voice."), "/recordings/voices"),
        "ear": (N_("Say what is noticed in recordings here, or download what hears words."), "/sound/voices"),
    },
    N_("Now and then"): {
        "init": (
            N_("Start a new project in an empty folder."),
            "no page: the folder of a project comes with the program",
        ),
        "doctor": (
            N_("Say what works here, what is missing and how to get it."),
            "no page: it is for the person who installs the program",
        ),
        "log": (N_("List what was done, by whom and when, and prove that the list is whole."), "/history"),
        "keys": (N_("Make, list and end the keys with which people seal."), "/people"),
        "people": (N_("List who edits, approves and keeps, with their keys."), "/people"),
        "verify": (N_("Compare output/ with its manifest and check every track."), "/sound"),
        "cache": (
            N_("Show how large the cache is, or clean it."),
            "no page: it empties itself; a full disk is told where it hinders",
        ),
        "schema": (
            N_("Write JSON Schemas for completion in editors."),
            "no page: it is for editors of YAML, which the pages replace",
        ),
        "help": (N_("List all commands, or explain one."), "no page: it lists the commands, which the pages replace"),
    },
}
COMMANDS = {name: row for group in COMMAND_GROUPS.values() for name, row in group.items()}
_ALL_COMMANDS = N_("All other commands: zt-audio help. More about one of them: zt-audio help build")
EXIT_CODES = N_("Exit codes: 0 done, 1 failed, 2 usage, 3 content invalid, 4 no voice, 5 disk, 130 interrupted.")
COMPLETION = N_(
    "To complete commands, options and names with the Tab key, add this line to the settings of your shell "
    "and open a new terminal:"
)
COMPLETION_LINES = f"""\b
bash (~/.bashrc): eval "$({COMPLETE}=bash_source {PROGRAM})"
zsh (~/.zshrc): eval "$({COMPLETE}=zsh_source {PROGRAM})"
fish (~/.config/fish/config.fish): {COMPLETE}=fish_source {PROGRAM} | source"""
OLD_NAMES = {"takes": "recordings"}  # work as before, and help does not show them

translate_click()


class LazyGroup(HelpfulGroup):
    """Loads the module of a command when it is asked for; help is taken from the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if (name := OLD_NAMES.get(cmd_name, cmd_name)) not in COMMANDS:
            return None
        command = translated_command(import_module(f"zt_audio.cli.commands.{name.replace('-', '_')}").command)
        command.help = "\n\n".join(filter(None, (_(COMMANDS[name][0]), command.help)))
        return command

    def invoke(self, ctx: click.Context) -> object:
        if not _is_logged(ctx):
            return super().invoke(ctx)
        from zt_audio.cli.log import log_end  # noqa: PLC0415 - loaded only where a log is asked for

        try:
            result = super().invoke(ctx)
        except BaseException as error:
            log_end(error)
            raise
        log_end(None, result)
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the commands of a day; all of them for `zt-audio help`."""
        shows_all = ctx.invoked_subcommand is not None
        widest = max(map(len, COMMANDS))  # one column for all groups
        for title, commands in list(COMMAND_GROUPS.items())[: None if shows_all else 1]:
            with formatter.section(_(title)):
                formatter.write_dl([(name.ljust(widest), _(text)) for name, (text, _page) in commands.items()])
        if not shows_all:
            formatter.write_paragraph()
            formatter.write_text(with_program_name(_(_ALL_COMMANDS)))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if ctx.invoked_subcommand is not None:
            super().format_epilog(ctx, formatter)


def make_app() -> click.Group:
    """Return the command line with its help in the language that is set."""
    app = LazyGroup(
        "zt-audio",
        help=_("Public appeals in Kazakh and Russian: from YAML to looping loudspeaker tracks."),
        epilog="\n\n".join((_(EXIT_CODES), _(COMPLETION), COMPLETION_LINES)),
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[
            click.Option(
                ["--project"],
                type=click.Path(path_type=Path, file_okay=False),
                default=Path(),
                help=_("The project's folder; without it the current folder."),
            ),
            click.Option(["--verbose"], is_flag=True, help=_("Print on stderr what the program does, line by line.")),
            click.Option(
                ["--log-file"],
                type=click.Path(path_type=Path, dir_okay=False),
                help=_("Add to this file, line by line, what the program does."),
            ),
        ],
        callback=_prepare,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
    )
    return click.version_option(__version__, prog_name=PROGRAM)(app)


_BY_THE_CLOCK = frozenset({"status", "check", "build", "card", "export", "approve"})


@click.pass_context
def _prepare(ctx: click.Context, project: Path, *, verbose: bool, log_file: Path | None) -> None:
    ctx.obj = project
    if ctx.invoked_subcommand in _BY_THE_CLOCK:
        from zt_audio.app.clock import clock_doubts, today  # noqa: PLC0415 - nothing of it is needed for help

        console.show_problems(clock_doubts(project, today()))
    if _is_logged(ctx):
        from zt_audio.cli.log import log_start, logging_to  # noqa: PLC0415 - as above

        ctx.with_resource(logging_to(project, log_file, verbose=verbose))
        log_start(ctx.invoked_subcommand)


def _is_logged(ctx: click.Context) -> bool:
    return bool(ctx.params["verbose"] or ctx.params["log_file"])


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; every failure becomes sentences on stderr."""
    console.prepare_streams()
    gc.set_threshold(50_000, 20)  # a check of 12 000 places spends a fifth of its time on looking for cycles otherwise
    with speaking(language_asked_for()):
        try:
            return _run(arguments)
        except BrokenPipeError:  # the program that reads our output has seen enough
            console.silence_stdout()
            return 0
        except SystemExit as left:
            if not isinstance(left.__context__, BrokenPipeError):  # a library that wants to end the program has failed
                return _failed()
            console.silence_stdout()  # click leaves a broken pipe that way
            return 0
        except OSError as error:
            console.say(_("The system reported an error: {reason}.").format(reason=error))
            return DeviceError.exit_code
        except Exception:  # noqa: BLE001 - people get a sentence; the traceback goes to a file
            return _failed()


def _failed() -> int:
    told = _("The program itself failed; nothing was published. Send this file to its makers: {file}")
    console.say(told.format(file=console.crash_report()))
    return ZtError.exit_code


def _run(arguments: Sequence[str]) -> int:
    try:
        app = make_app()
        if asked := os.environ.get(COMPLETE):
            from click.shell_completion import shell_complete  # noqa: PLC0415 - only a shell asks for it

            return shell_complete(app, {}, PROGRAM, COMPLETE, asked)  # click would end the process, like a crash
        result = app.main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
    except ZtError as error:
        console.show_problems(error.problems)
        return error.exit_code
    except click.ClickException as error:
        console.usage_error(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        if "--json" in arguments:
            console.document({"ok": False, "problems": [as_json(Problem("stopped-by-user"))]})
        else:
            console.say(
                _("Interrupted. Everything that was there before is still there; run the command again to continue.")
            )
        return INTERRUPTED
    return result if isinstance(result, int) else 0
