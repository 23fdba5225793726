"""Marked strings of the program and click's own in, zt_audio/locale/*/LC_MESSAGES/zt_audio.po and .mo out.

Run it with the environment's Python after any change of a message: `.venv/bin/python scripts/messages.py`. New
messages come into the .po files empty; translate them there and run it again. `tests/cli/test_catalogues.py`
fails until nothing is missing.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from environment import ROOT

PACKAGE = "zt_audio"
LANGUAGES = ("kk", "ru")  # English is what the code is written in
MARKS = ("_", "N_", "ngettext")
WIDTH = 120

# What a user of this program can meet of click's own words; what they are about comes from click's source.
CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
CLICK_SAYS = frozenset(
    (
        "Usage:",
        "Options",
        "Show this message and exit.",
        "Show the version and exit.",
        "%(prog)s, version %(version)s",
        "required",
        "Error: {message}",
        "Try '{command} {option}' for help.",
        "No such command {name!r}.",
        "No such option: {name}",
        "Did you mean {possibility}?",
        "Missing option",
        "Choose from:\n\t{choices}",
        "Got unexpected extra argument ({args})",
        "Option {name!r} requires an argument.",
        "Option {name!r} does not take a value.",
        "Invalid value: {message}",
        "Invalid value for {param_hint}: {message}",
        "{value!r} is not {choice}.",
        "{value!r} is not a valid {number_type}.",
        "{value} is not in the range {range}.",
        "{name} {filename!r} is a file.",
        "{name} {filename!r} is a directory.",
        "{name} {filename!r} is not readable.",
        "{name} {filename!r} does not exist.",
        "file",
        "directory",
        "path",
    )
)


class Lasting(Catalog):
    """A catalogue whose header names no time, no host and no tool, so that only messages make a difference."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def folder(language: str) -> Path:
    """Return where the catalogue of `language` lies."""
    return ROOT / PACKAGE / "locale" / language / "LC_MESSAGES"


def marked() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield each message with the file that it stands in: ours first, then click's."""
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        yield from ((path.relative_to(ROOT).as_posix(), message) for message in messages_in(path))
    home = Path(click.__file__).parent
    for name in CLICK_MODULES:
        found = messages_in(home / f"{name}.py")
        yield from (("click", message) for message in found if first_of(message) in CLICK_SAYS)


def messages_in(path: Path) -> Iterator[str | tuple[str, ...]]:
    """Yield the marked strings of a module. From its syntax tree: babel does not look inside f-strings."""
    for call in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call.func, ast.Name) and call.func.id in MARKS:
            said = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if said:  # else what is marked elsewhere is translated here
                yield said[0] if len(said) == 1 else tuple(said)


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls in the order of the tree, not of positions: those inside f-strings differ between Pythons."""
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child)


def first_of(message: str | Sequence[str]) -> str:
    """Return what a message is found by: of singular and plural, the singular."""
    return message if isinstance(message, str) else message[0]


def template() -> Catalog:
    """Return all messages, untranslated. Raises SystemExit where click no longer says what we translate."""
    catalogue = Catalog(locale="en")
    for file, message in marked():
        catalogue.add(message, locations=[(file, 0)])
    gone = CLICK_SAYS - {first_of(message.id) for message in catalogue if message.id}
    if gone:
        sys.exit(f"click says no longer: {sorted(gone)}")
    return catalogue


def renewed(wanted: Iterable[Message], known: Catalog, language: str) -> Catalog:
    """Return a catalogue of the messages `wanted` with the translations that `known` has."""
    title = f"# What zt-audio says, in {Locale.parse(language).english_name}. Renewed by scripts/messages.py."
    catalogue = Lasting(locale=language, header_comment=title, fuzzy=False)
    for message in wanted:
        if message.id:
            old = known.get(message.id)
            said = old.string if old else ""
            catalogue.add(message.id, said, locations=message.locations, flags=old.flags if old else ())
    return catalogue


def read(language: str) -> Catalog:
    """Return the catalogue of `language` as it lies there; an empty one where there is none."""
    path = folder(language) / f"{PACKAGE}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)


def as_po(catalogue: Catalog) -> bytes:
    """Return `catalogue` as people edit it: sorted and without places, so that changes of code make no difference."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=WIDTH, no_location=True, sort_output=True)
    return stream.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """Return `catalogue` as gettext reads it."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def current(language: str) -> tuple[Catalog, bytes, bytes]:
    """Return the catalogue of `language` as it should be, and its .po and .mo."""
    catalogue = renewed(template(), read(language), language)
    return catalogue, as_po(catalogue), as_mo(catalogue)


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages that lack a translation, or a part of one."""
    return [
        first_of(message.id)
        for message in catalogue
        if message.id and not (message.string and all(message.string if message.pluralizable else [message.string]))
    ]


if __name__ == "__main__":
    for language in LANGUAGES:
        catalogue, po, mo = current(language)
        folder(language).mkdir(parents=True, exist_ok=True)
        (folder(language) / f"{PACKAGE}.po").write_bytes(po)
        (folder(language) / f"{PACKAGE}.mo").write_bytes(mo)
        print(f"{language}: {len(catalogue)} messages, {len(untranslated(catalogue))} to translate")
