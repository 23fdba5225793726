"""Let click speak the language of the current context: its own words, and the help texts of our commands.

Click 8.1 has no hook for translations: each of its modules binds `gettext` of the standard library, which knows one
language a process. `translate_click` points these bindings to our functions, once, when the command line is imported.
The words of click that users can meet are listed here, because a catalogue is made only of the marked strings of this
package; a test compares the list with click's source.
"""

from __future__ import annotations

from copy import copy
from importlib import import_module

import click

from zt_audio.i18n import N_, gettext, ngettext

_CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def _plural(singular: str, plural: str) -> tuple[str, str]:
    """Return both forms as they are: they are marked for the catalogue here."""
    return singular, plural


CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("required"),
    N_("Error: {message}"),
    N_("Error: invalid input"),
    N_("Try '{command} {option}' for help."),
    N_("No such command {name!r}."),
    N_("No such option: {name}"),
    _plural("Did you mean {possibility}?", "(Possible options: {possibilities})"),
    N_("Missing option"),
    N_("Choose from:\n\t{choices}"),
    _plural("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    _plural("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    _plural("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} does not exist."),
    N_("file"),
    N_("directory"),
    N_("path"),
)


def translate_click() -> None:
    """Make click's modules use our translating functions."""
    for name in _CLICK_MODULES:
        bindings = vars(import_module(f"click.{name}"))
        bindings.update({"_": gettext, "ngettext": ngettext})


def translated_command(command: click.Command) -> click.Command:
    """Return a copy of `command` whose help texts are in the language of this context.

    The commands themselves are made when their modules are imported and keep English texts.
    """
    shown = copy(command)
    shown.help, shown.short_help = gettext(command.help or ""), gettext(command.short_help or "") or None
    shown.params = [_translated_parameter(parameter) for parameter in command.params]
    if isinstance(shown, click.Group):
        shown.commands = {name: translated_command(below) for name, below in shown.commands.items()}
    return shown


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    shown = copy(parameter)
    if isinstance(shown.type, click.Path):
        shown.type = _translated_path(shown.type)
    if shown.metavar:
        shown.metavar = gettext(shown.metavar)
    if isinstance(shown, click.Option):
        shown.help = gettext(shown.help or "")
    return shown


def _translated_path(kind: click.Path) -> click.Path:
    """Return a copy of `kind` with a name in the language of this context; click gave it one when it was made."""
    shown = copy(kind)
    shown.name = gettext("path" if kind.file_okay and kind.dir_okay else "file" if kind.file_okay else "directory")
    return shown
