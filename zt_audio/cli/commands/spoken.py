"""Add the command `zt-audio spoken`: it prints what will be said for a written text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli.lines import answer
from zt_audio.i18n import N_
from zt_audio.model import LANGS

if TYPE_CHECKING:
    from zt_audio.app.spoken import SpokenLine
    from zt_audio.model import Lang


@click.command("spoken", help=N_("Without TEXT, read lines from standard input and print one line for each."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language of the text."))
@click.option("--explain", is_flag=True, help=N_("Show which rule or lexicon entry read what."))
@click.option("--phonemes", is_flag=True, help=N_("Show what espeak-ng says for it, in phonetic script."))
@click.argument("text", required=False)
@click.pass_obj
def command(project: Path, lang: Lang, explain: bool, phonemes: bool, text: str | None) -> int:
    from zt_audio.app.spoken import open_line_reader

    with open_line_reader(project, lang, phonemes=phonemes) as read:
        return answer(text, lambda line: _explained(read(line)) if explain else read(line).said)


def _explained(line: SpokenLine) -> str:
    return "\n".join([*("\t".join(piece) for piece in line.pieces), line.said])
