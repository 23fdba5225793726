"""Add the command `zt-audio spoken`: it prints what will be said for a written text, or the forms of a place's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli.lines import answer
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS

if TYPE_CHECKING:
    from zt_audio.app.spoken import SpokenLine
    from zt_audio.model import Lang

_EVERY = "all"


@click.command("spoken", help=N_("Without TEXT, read lines from standard input and print one line for each."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language of the text."))
@click.option("--explain", is_flag=True, help=N_("Show which rule or lexicon entry read what."))
@click.option("--phonemes", is_flag=True, help=N_("Show what espeak-ng says for it, in phonetic script."))
@click.option(
    "--case",
    help=N_(
        "TEXT is the name of a place: print this form of it (kk: nom gen dat acc loc abl ins px3; ru: nom gen dat acc "
        "ins prep), or all of them with “all”."
    ),
)
@click.argument("text", required=False)
@click.pass_obj
def command(project: Path, lang: Lang, explain: bool, phonemes: bool, case: str | None, text: str | None) -> int:
    from zt_audio.app.spoken import cases_of, name_form, open_line_reader

    if case == _EVERY:
        return answer(text, lambda line: "\n".join(f"{one}\t{name_form(line, lang, one)}" for one in cases_of(lang)))
    if case:
        cases = cases_of(lang, of_slots=True)
        if case not in cases:
            told = _("No such case: {case}. There are: {cases}")
            raise click.UsageError(told.format(case=case, cases=" ".join((*cases, _EVERY))))
        return answer(text, lambda line: name_form(line, lang, case))
    with open_line_reader(project, lang, phonemes=phonemes) as read:
        return answer(text, lambda line: _explained(read(line)) if explain else read(line).said)


def _explained(line: SpokenLine) -> str:
    return "\n".join([*("\t".join(piece) for piece in line.pieces), line.said])
