"""Add the command `zt-audio spoken`: it prints what will be said for a written text, or the forms of a place's name."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.errors import ContentError
from zt_audio.i18n import N_, gettext as _
from zt_audio.model import LANGS, Fact, Lang, Problem, Where

if TYPE_CHECKING:
    pass


_EVERY = "all"


@click.command("spoken", help=N_("Without TEXT, read lines from standard input and print one line for each."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language of the text."))
@click.option("--explain", is_flag=True, help=N_("Show which rule or lexicon entry read what."))
@click.option("--phonemes", is_flag=True, help=N_("Show what espeak-ng says for it, in phonetic script."))
@click.option(
    "--case",
    help=N_("TEXT is the name of a place: print this form of it, such as gen; “all” prints them all with their names."),
)
@click.argument("text", required=False)
@click.pass_obj
def command(project: Path, lang: Lang, explain: bool, phonemes: bool, case: str | None, text: str | None) -> int:
    from zt_audio.app.texts.lexicon import cases_of, name_form, open_line_reader

    if case == _EVERY:
        return answer(text, lambda line: "\n".join(f"{one}\t{name_form(line, lang, one)}" for one in cases_of(lang)))
    if case:
        cases = cases_of(lang, of_slots=True)
        if case not in cases:
            told = _("No such case: {case}. There are: {cases}")
            raise click.UsageError(told.format(case=case, cases=" ".join((*cases, _EVERY))))
        return answer(text, lambda line: name_form(line, lang, case))
    with open_line_reader(project, lang, phonemes=phonemes) as read:
        if not explain:
            return answer(text, lambda line: read(line).said)
        return answer(text, lambda line: "\n".join([*map("\t".join, (found := read(line)).pieces), found.said]))


_NO_FILE = ""  # a problem of standard input has a line and a column, and no file


def answer(text: str | None, say: Callable[[str], str]) -> int:
    """Print `say(text)`; without a text, print `say(line)` for each line of input. It may have rows and columns.

    An unreadable input line gives an empty line, so that the others keep their numbers; an unreadable text nothing.
    Returns the exit code: 3 where anything could not be read.
    """
    lines = sys.stdin.buffer if text is None else [text.encode("utf-8", "surrogateescape")]
    failed = False
    for number, line in enumerate(lines, start=1):
        try:
            written = _decoded(line)
            for row in say(written).split("\n") if written.strip() else [""]:
                console.result(*row.split("\t"))
        except ContentError as error:
            failed = True
            if text is None:
                console.result("")
            console.show_problems(
                replace(p, where=Where(_NO_FILE, number, int(str(p.facts.get("offset", 0))) + 1))
                for p in error.problems
            )
    return ContentError.exit_code if failed else 0


def _decoded(line: bytes) -> str:
    """Return `line` as text, composed; some Windows programs put a byte order mark before what they send."""
    try:
        return unicodedata.normalize("NFC", line.decode("utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        offset = len(line[: error.start].decode("utf-8-sig"))
        facts: dict[str, Fact] = {"byte": f"{line[error.start]:02X}", "offset": offset}
        raise ContentError(Problem("bad-utf8", None, facts)) from error
