"""`zt-audio spoken`: what will be said for a written text."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli.lines import answer
from zt_audio.cli.messages.mark import N_

if TYPE_CHECKING:
    from zt_audio.model import Lang, Reading


@click.command("spoken", help=N_("Without TEXT it reads lines from standard input, one line out for each."))
@click.option("--lang", type=click.Choice(["kk", "ru"]), required=True, help=_("The language of the text."))
@click.option("--explain", is_flag=True, help=_("Show which rule or lexicon entry read what."))
@click.argument("text", required=False)
@click.pass_obj
def command(project: Path, lang: Lang, explain: bool, text: str | None) -> int:
    from zt_audio.content.project import load_lexicon
    from zt_audio.errors import ContentError
    from zt_audio.language.reading import read

    lexicon = load_lexicon(project, lang)

    def say(line: str) -> str:
        reading = read(line, lang, lexicon)
        if reading.problems:
            raise ContentError(reading.problems)
        return _explained(line, reading) if explain else reading.spoken

    return answer(text, say)


def _explained(line: str, reading: Reading) -> str:
    rows = [
        f"{line[piece.start : piece.end]}\t{piece.spoken}\t{piece.rule}"
        for piece in reading.pieces
        if piece.rule != "space"
    ]
    return "\n".join([*rows, reading.spoken])
