"""State what the player bar plays: pieces one after another, each with its sentences, its sound and its picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zt_audio.app.texts.draft_reading import offsets_of
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.language.sentences import paragraphs
from zt_audio.model import PartId, Passage, Text, Where

_STRESS = "\u0301"


@dataclass(frozen=True, slots=True)
class PlayedSentence:
    """A sentence as people read it along, when it begins in its piece, and where it stands in its text, if in one."""

    text: str
    at_s: float = 0.0
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class PlayedPiece:
    """A chime or what is said in one go, with the pause after it; without `audio` it is still to be made.

    `seconds` are estimated until they are `is_exact`. `outlines` are paths of SVG, a unit for each MP3 frame: around
    the peaks of what is on the stick, and around its level.
    """

    part: PartId
    seconds: float
    sentences: tuple[PlayedSentence, ...]
    is_exact: bool = True
    audio: bytes = b""
    outlines: tuple[str, str] = ("", "")

    @property
    def width(self) -> float:
        """Return how wide the picture is, in its units."""
        return self.seconds * SAMPLE_RATE / FRAME_SAMPLES


@dataclass(frozen=True, slots=True)
class Playback:
    """What a stop plays, in order."""

    pieces: tuple[PlayedPiece, ...]


def played_sentences(passage: Passage, text: Text | None) -> tuple[PlayedSentence, ...]:
    """Return the sentences of `passage`, as they are written where it is all of a paragraph of `text`."""
    offsets: Mapping[Where, int] = offsets_of(text) if text else {}
    starts = [offsets.get(utterance.where) for utterance in passage.utterances]
    whole = [(at, at + len(row)) for at, row in paragraphs(text.value)] if text else []
    found = []
    for utterance, start, following in zip(passage.utterances, starts, [*starts[1:], None], strict=True):
        if text is None or start is None:
            said = passage.written if len(starts) == 1 else utterance.printed or utterance.text
            found.append(PlayedSentence(said.replace(_STRESS, "")))
            continue
        end = following or next((end for first, end in whole if first <= start < end), start)
        found.append(PlayedSentence(" ".join(text.value[start:end].split()), 0.0, start, end))
    return tuple(found)
