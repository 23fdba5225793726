"""A text and a lexicon in, what an entry does there out: nothing, what a rule would do as well, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import Lang, LexiconEntry, Piece, Reading

# unused: it reads nothing in this text. needed: nothing else reads its words, or only as ordinary ones.
# same: the text is read the same without it. other: a rule would read it as something else.
Verdict = Literal["unused", "needed", "same", "other"]
_HEAD_CHARS = 4
_ORDINARY = frozenset({"word", "mark", "space", "unknown"})


@dataclass(frozen=True, slots=True)
class Effect:
    """What an entry does; `rule` would read its words, as `spoken`, if it were not there."""

    verdict: Verdict
    rule: str = ""
    spoken: str = ""


@cache
def heads(written: str) -> tuple[str, ...]:
    """Return the beginnings of an entry's words: a text that lacks one of them cannot use it in any form."""
    return tuple(word[:_HEAD_CHARS] for word in re.findall(r"\w+", written)) or (written,)


def effect_of(entry: LexiconEntry, text: str, lang: Lang, lexicon: Lexicon, without: Lexicon) -> Effect:
    """Return what `entry` of `lexicon` does in `text`; `without` is the lexicon without it."""
    reading = read(text, lang, lexicon)
    used = next((piece for piece in reading.pieces if _is_by(entry, piece, text, lexicon)), None)
    bare = read(text, lang, without)
    if used is None:  # a rule may have asked for it: «М. Оспанова» for the entry «М. Оспанов»
        return Effect("unused" if bare == reading else "needed")
    if bare.problems:
        return Effect("needed")
    instead = _pieces_at(bare, used)
    rules = [piece.rule for piece in instead if piece.rule not in _ORDINARY]
    spoken = " ".join(" ".join(piece.spoken for piece in instead).split())
    rule = rules[0] if rules else "word"
    if bare.spoken.casefold() == reading.spoken.casefold():
        return Effect("same", rule, spoken)
    # An entry for one place says by its nature that this place is read otherwise than the rules read.
    taught = rule == "word" or entry.place is not None or any(name.startswith("lexicon:") for name in rules)
    return Effect("needed") if taught else Effect("other", rule, spoken)


def _is_by(entry: LexiconEntry, piece: Piece, text: str, lexicon: Lexicon) -> bool:
    """Tell whether `entry` read `piece`, and no other entry of the same words for one place."""
    return piece.rule == f"lexicon:{entry.written}" and lexicon.find(text, piece.start) is entry


def _pieces_at(reading: Reading, piece: Piece) -> list[Piece]:
    return [other for other in reading.pieces if other.start < piece.end and other.end > piece.start]
