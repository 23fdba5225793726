"""`zt-audio spoken`: what will be said for a written text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli.lines import answer
from zt_audio.i18n import N_
from zt_audio.model import LANGS

if TYPE_CHECKING:
    from zt_audio.model import Lang, Reading
    from zt_audio.speech.espeak.engine import Espeak

Result = Callable[["Reading", "Lang"], str]


@click.command("spoken", help=N_("Without TEXT it reads lines from standard input, one line out for each."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language of the text."))
@click.option("--explain", is_flag=True, help=N_("Show which rule or lexicon entry read what."))
@click.option("--phonemes", is_flag=True, help=N_("Show what espeak-ng says for it, in phonetic script."))
@click.argument("text", required=False)
@click.pass_obj
def command(project: Path, lang: Lang, explain: bool, phonemes: bool, text: str | None) -> int:
    from zt_audio.content.project import load_lexicon
    from zt_audio.errors import ContentError
    from zt_audio.language.reading import read

    lexicon = load_lexicon(project, lang)

    def say(line: str, result: Result) -> str:
        reading = read(line, lang, lexicon)
        if reading.problems:
            raise ContentError(reading.problems)
        said = result(reading, lang)
        return _explained(line, reading, said) if explain else said

    if not phonemes:
        return answer(text, lambda line: say(line, lambda reading, _: reading.spoken))
    from zt_audio.speech.espeak.engine import Espeak

    with closing(Espeak()) as espeak:
        return answer(text, lambda line: say(line, partial(_in_phonemes, espeak)))


def _in_phonemes(espeak: Espeak, reading: Reading, lang: Lang) -> str:
    """Return what espeak-ng says for `reading`, clause by clause."""
    from zt_audio.language.sentences import sentences
    from zt_audio.model import Utterance, Where

    said = (Utterance(one.text, lang, one.syllables, Where("-")) for one in sentences(reading, lang))
    return " | ".join(clause for one in said for clause in espeak.phonemes(one, lang))


def _explained(line: str, reading: Reading, said: str) -> str:
    rows = [
        f"{line[piece.start : piece.end]}\t{piece.spoken}\t{piece.rule}"
        for piece in reading.pieces
        if piece.rule != "space"
    ]
    return "\n".join([*rows, said])
