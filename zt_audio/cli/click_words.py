"""Let click speak the language of the current context: its own words, and the help texts of our commands.

Click 8.1 has no hook for translations: each of its modules binds `gettext` of the standard library, which knows one
language a process. `translate_click` points these bindings to our functions, once, when the command line is imported.
The words of click that users can meet are listed here, because a catalogue is made only of the marked strings of this
package; a test compares the list with click's source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from difflib import get_close_matches
from importlib import import_module
from typing import TypeVar

import click

from zt_audio.cli import console
from zt_audio.i18n import N_, gettext, ngettext
from zt_audio.messages.render import with_program_name

_Called = TypeVar("_Called", bound=Callable[..., object])
_CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def _plural(singular: str, plural: str) -> tuple[str, str]:
    """Return both forms as they are: they are marked for the catalogue here."""
    return singular, plural


CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("default: {default}"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("required"),
    N_("Error: {message}"),
    N_("Error: {e.message}"),
    N_("Missing argument"),
    N_("Missing parameter"),
    N_("Missing {param_type}"),
    N_("Missing parameter: {param_name}"),
    N_("Missing command."),
    N_("Try '{command} {option}' for help."),
    N_("No such command {name!r}."),
    N_("No such option: {name}"),
    _plural("Did you mean {possibility}?", "(Possible options: {possibilities})"),
    N_("Missing option"),
    N_("Could not open file {filename!r}: {message}"),
    N_("unknown error"),
    N_("{name} {filename!r} is not writable."),
    N_("{name} {filename!r} is not executable."),
    _plural("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    N_("Choose from:\n\t{choices}"),
    _plural("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    _plural("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    _plural("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_("{value!r} is not a valid {number_type}."),
    _plural("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    N_("Argument {name!r} takes {nargs} values."),
    N_("Error: The value you entered was invalid."),
    N_("Error: The two entered values do not match."),
    N_("Error: invalid input"),
    N_("Repeat for confirmation"),
    N_("Aborted!"),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} does not exist."),
    N_("file"),
    N_("directory"),
    N_("path"),
)


# What stands for a value in help. Options name theirs in help texts, arguments by these words.
METAVARS = (
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("ADDRESS"),
    N_("APPEAL"),
    N_("CODE"),
    N_("COMMAND"),
    N_("DATE"),
    N_("FILE"),
    N_("FOLDER"),
    N_("NAME"),
    N_("PATH"),
    N_("PERSON"),
    N_("PLACE"),
    N_("PLAYLIST"),
    N_("TARGET"),
    N_("TEXT"),
    N_("UNIT"),
    N_("VALUE"),
    N_("VOICE"),
    N_("NUMBER"),
)


_OLD_COMMANDS = {  # taken out: what to use instead
    "facts": N_("The studio lists the facts: Appeals, Numbers and sources."),
    "inflect": N_("Use zt-audio spoken --case gen, or --case all."),
    "log said": N_("The studio knows what was said on a day: History."),
    "rejects": N_("The studio lets such takes be heard: Sound."),
    "voices audition": N_("The studio compares voices: Voices and recordings, Voices, Compare the voices."),
    "voices vote": N_("Write the voice first in settings.yaml, or put it first on the studio's page of voices."),
}
_DID_YOU_MEAN = N_("Did you mean “{name}”?")
_THERE_ARE = N_("There are: {names}.")


# The options that mean the same in many commands.
by_option = click.option("--by", metavar="PERSON", help=N_("Who does it: a person of appeals/people.yaml."))
json_option = click.option("--json", "as_document", is_flag=True, help=N_("Print one JSON document."))


def old_option(name: str, instead: str, *, is_flag: bool = True) -> Callable[[_Called], _Called]:
    """Return the decorator for an option that was taken out: it changes nothing, and `instead` says what to use."""

    def tell(_ctx: click.Context, _parameter: click.Parameter, value: object) -> None:
        if value:
            told = gettext(N_("{option} is gone and was passed over. {instead}"))
            console.say(told.format(option=name, instead=gettext(instead)))

    return click.option(name, is_flag=is_flag, hidden=True, expose_value=False, callback=tell)


class HelpfulGroup(click.Group):
    """A group that names the nearest of its commands after a misspelt one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            names = ", ".join(self.list_commands(ctx))
            told = gettext(_DID_YOU_MEAN).format(name=near[0]) if near else gettext(_THERE_ARE).format(names=names)
            instead = _OLD_COMMANDS.get(f"{ctx.command_path} {args[0]}".partition(" ")[2], "")
            told = with_program_name(gettext(instead)) if instead else told
            raise click.UsageError(f"{error.message} {told}", ctx) from error


def translate_click() -> None:
    """Make click's modules use our translating functions."""
    for name in _CLICK_MODULES:
        vars(import_module(f"click.{name}")).update({"_": gettext, "ngettext": ngettext})


def translated_command(command: click.Command) -> click.Command:
    """Return a copy of `command` whose help texts are in the language of this context.

    The commands themselves are made when their modules are imported and keep English texts.
    """
    shown = copy(command)
    shown.help, shown.short_help = gettext(command.help or ""), gettext(command.short_help or "") or None
    shown.params = [_translated_parameter(parameter) for parameter in command.params]
    shown.options_metavar = gettext("[OPTIONS]")
    if isinstance(shown, click.Group):
        shown.subcommand_metavar = gettext("COMMAND [ARGS]...")
        shown.commands = {name: translated_command(below) for name, below in shown.commands.items()}
    return shown


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    shown = copy(parameter)
    if isinstance(kind := shown.type, click.Path):  # click gave it a name when it was made
        shown.type = path = copy(kind)
        path.name = gettext("path" if kind.file_okay and kind.dir_okay else "file" if kind.file_okay else "directory")
    if shown.metavar:
        shown.metavar = re.sub("[A-Z]{2,}", lambda name: gettext(name[0]), shown.metavar)  # [APPEAL]...
    elif isinstance(shown, click.Argument):
        shown.metavar = _argument_metavar(shown)
    elif isinstance(shown.type, click.types.IntParamType):
        shown.metavar = gettext("NUMBER")
    elif isinstance(shown.type, click.types.StringParamType) and shown.name not in ("help", "version"):
        shown.metavar = gettext("NAME")
    if isinstance(shown, click.Option):
        shown.help = gettext(shown.help or "")
    return shown


def _argument_metavar(argument: click.Argument) -> str:
    """Return [FOLDER] for an optional folder, PLAYLIST... for several playlists, in the language of this context."""
    name = (argument.name or "").upper()
    shown = gettext(name.removesuffix("S") if argument.nargs != 1 else name)
    return f"{shown if argument.required else f'[{shown}]'}{'...' if argument.nargs != 1 else ''}"
