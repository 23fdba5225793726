"""Marked strings of the program in, zt_audio/locale/*/LC_MESSAGES/zt_audio.po and .mo out.

Run it with the environment's Python after any change of a message: `.venv/bin/python scripts/messages.py`. New
messages come into the .po files empty; translate them there and run it again. `tests/messages/test_catalogues.py`
fails until nothing is missing.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from environment import ROOT

PACKAGE = "zt_audio"
LANGUAGES = ("kk", "ru")  # English is what the code is written in
MARKS = ("_", "N_", "ngettext", "_plural")
WIDTH = 120


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
    """Yield each message with the file that it stands in."""
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        yield from ((path.relative_to(ROOT).as_posix(), message) for message in messages_in(path))


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
    """Return all messages, untranslated."""
    catalogue = Catalog(locale="en")
    for file, message in marked():
        catalogue.add(message, locations=[(file, 0)])
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
