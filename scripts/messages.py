"""Renew the message catalogues from the marked strings of the program, with Babel's own extractor.

Run it with the environment's Python after any change of a message: `.venv/bin/python scripts/messages.py`. New messages
come into the .po files empty: translate them there and run it again. It compiles the .mo files too, which are not kept
in git. `tests/messages/test_catalogues.py` fails until nothing is missing.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from environment import ROOT

PACKAGE: Path = ROOT / "zt_audio"
LANGUAGES = ("kk", "ru")  # English is what the code is written in
METHODS = [("**.py", "python"), ("**/studio/templates/**.html", "jinja2")]  # Jinja2 brings the second
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "_plural": (1, 2)}
HEADER = """\
# What zt-audio says, in {name}. Renewed by scripts/messages.py.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""  # Babel's own header names the time and its version, and so differs each time


def po_file(language: str) -> Path:
    """Return where the catalogue of `language` lies."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "zt_audio.po"


def template() -> Catalog:
    """Return the messages that the package marks, untranslated."""
    catalogue = Catalog()
    for _file, _line, message, _comments, _context in extract_from_dir(PACKAGE, METHODS, keywords=KEYWORDS):
        catalogue.add(message)
    return catalogue


def renewed(language: str, wanted: Catalog) -> Catalog:
    """Return the messages `wanted` with the translations that `language` has of them."""
    with po_file(language).open("rb") as source:
        catalogue = read_po(source, locale=language)
    catalogue.update(wanted, no_fuzzy_matching=True)
    return catalogue


def as_po(language: str, catalogue: Catalog) -> bytes:
    """Return `catalogue` as people edit it: sorted and without places, so that only messages make a difference."""
    name = Locale.parse(language).english_name
    header = HEADER.format(name=name, language=language, plural_forms=catalogue.plural_forms)
    stream = io.BytesIO(header.encode())
    stream.seek(0, io.SEEK_END)
    write_po(stream, catalogue, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return stream.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages that lack a translation, or a plural form of one."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (message.string and all(message.string if message.pluralizable else [message.string]))
    ]


if __name__ == "__main__":
    marked = template()
    for each in LANGUAGES:
        found = renewed(each, marked)
        po_file(each).write_bytes(as_po(each, found))
        with po_file(each).with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, found)
        print(f"{each}: {len(found)} messages, {len(untranslated(found))} to translate")
