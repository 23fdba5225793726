"""Tell how one text is read aloud and which forms a name has. No project is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.source import odd_character, odd_characters
from zt_audio.errors import ContentError
from zt_audio.language.homoglyphs import latin_letters
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.language.sentences import sentences
from zt_audio.language.stretches import MAX_TEXT_CHARS
from zt_audio.model import Lang, Piece, Problem, Reading, Utterance, Where

if TYPE_CHECKING:
    from zt_audio.engines.espeak.engine import Espeak


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What is `said` for a line; each of `pieces` is a part of it as written, as spoken, and the rule that read it.

    A piece that is read by a guess has a fourth value, `guess`.
    """

    said: str
    pieces: Sequence[tuple[str, ...]]


ReadLine = Callable[[str], SpokenLine]  # raises ContentError, whose problems hold `offset` and no place


@contextmanager
def open_line_reader(root: Path, lang: Lang, *, phonemes: bool = False) -> Iterator[ReadLine]:
    """Yield a reader of lines in `lang`, with the lexicon of the project at `root` if it is one.

    `phonemes` says a line in the phonetic script of espeak-ng. Raises ContentError where the lexicon is wrong.
    """
    lexicon = Snapshot(root).lexicon(lang)

    def say(line: str, result: Callable[[Reading], str]) -> SpokenLine:
        if problems := tuple(_unlike(line, lang, lexicon)):
            raise ContentError(problems)
        reading = read(line, lang, lexicon)
        if reading.problems:
            raise ContentError(reading.problems)
        return SpokenLine(result(reading), [_row(piece, line) for piece in reading.pieces if piece.rule != "space"])

    if not phonemes:
        yield lambda line: say(line, lambda reading: reading.spoken)
        return
    from zt_audio.engines.espeak.engine import Espeak

    with closing(Espeak()) as espeak:
        yield lambda line: say(line, lambda reading: _in_phonemes(espeak, reading, lang))


def _unlike(line: str, lang: Lang, lexicon: Lexicon) -> Iterator[Problem]:
    """Name the invisible characters of `line`, and the Latin letters in its Cyrillic words, as `check` names them."""
    if len(line) > MAX_TEXT_CHARS:  # the reader refuses it
        return
    for offset in odd_characters(line):
        problem = odd_character(line[offset], Where(""))
        yield replace(problem, where=None, facts={**problem.facts, "offset": offset})
    for latin in latin_letters(line, lang, lexicon.written):
        slug = "mixed-alphabet" if latin.right else "latin-letter"
        yield Problem(slug, None, {name: getattr(latin, name) for name in ("letter", "right", "token", "offset")})


def _row(piece: Piece, line: str) -> tuple[str, ...]:
    row = (line[piece.start : piece.end], piece.spoken, piece.rule)
    return (*row, piece.confidence) if piece.confidence == "guess" else row


def _in_phonemes(espeak: Espeak, reading: Reading, lang: Lang) -> str:
    """Return what espeak-ng says for `reading`, clause by clause."""
    said = (Utterance(one.text, lang, one.syllables, Where("-")) for one in sentences(reading, lang))
    return " | ".join(clause for one in said for clause in espeak.phonemes(one, lang))


def cases_of(lang: Lang, *, of_slots: bool = False) -> Sequence[str]:
    """Return the names of the cases of `lang`; `of_slots` adds the forms that only a template asks for."""
    language = language_of(lang)
    return language.slot_cases if of_slots else language.cases


def name_form(name: str, lang: Lang, case: str) -> str:
    """Return `name` in `case`. Raises ContentError `form-unknown`."""
    return language_of(lang).inflect(name, case)
