"""State what the player bar plays, piece by piece with sentences, sound and picture, and how long a stop takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zt_audio.app.texts.draft_reading import VoicePace, offsets_of
from zt_audio.app.texts.workbench import View
from zt_audio.content.timetable import written_length
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.language.sentences import paragraphs
from zt_audio.model import Lang, PartId, Passage, Text, Where
from zt_audio.pipeline.plan import ordered_parts
from zt_audio.pipeline.script import Part, PlaylistScript, StopScript
from zt_audio.tracks import repeats

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


__all__ = ["StopCycle", "part_s", "stop_cycles", "written_length"]

CHIME_S = 2.85  # of the usual one


@dataclass(frozen=True, slots=True)
class StopCycle:
    """One cycle lasts `seconds`; a stay of `stay_min` is `times` of them."""

    seconds: float
    stay_min: int | None

    @property
    def times(self) -> int:
        return repeats(max(1, round(self.seconds * SAMPLE_RATE / FRAME_SAMPLES)), self.stay_min)


def stop_cycles(view: View, playlist: str) -> tuple[StopCycle, ...]:
    """Return the cycle of each stop of `playlist`; none where its texts cannot be read."""
    paces = view.paces()
    return tuple(
        _cycle(stop, script, paces)
        for script in view.scripts
        if script.playlist.id == playlist
        for stop in script.stops
    )


def _cycle(stop: StopScript, script: PlaylistScript, paces: Mapping[Lang, VoicePace]) -> StopCycle:
    langs = {part.block: part.passage.lang for part in stop.parts if part.block and part.passage}
    seconds = 0.0
    for part in ordered_parts(stop, stop.parts, script):
        if part.is_pause:  # between the paragraphs of a block the voice has a pause of its own
            seconds += (paces[langs[part.block]].paragraph_ms if part.block in langs else part.pause_ms) / 1000
        else:
            seconds += part_s(part, paces)
    return StopCycle(seconds, stop.stop.stay_min)


def part_s(part: Part, paces: Mapping[Lang, VoicePace]) -> float:
    """Return about how long one part of a cycle lasts."""
    if part.passage is None:
        return part.pause_ms / 1000 if part.is_pause else CHIME_S
    return paces[part.passage.lang].passage_s([(each.text, each.syllables) for each in part.passage.utterances])
