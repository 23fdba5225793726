"""Tell how long one cycle of each stop lasts, and how many of them a stay takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zt_audio.app.texts.draft_reading import VoicePace
from zt_audio.app.texts.workbench import View
from zt_audio.content.timetable import written_length
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.model import Lang
from zt_audio.pipeline.build_plan import ordered_parts
from zt_audio.pipeline.script import Part, PlaylistScript, StopScript
from zt_audio.tracks.join import repeats

__all__ = ["StopCycle", "part_s", "stop_cycles", "written_length"]

CHIME_S = 2.85  # of the usual one


@dataclass(frozen=True, slots=True)
class StopCycle:
    """One cycle lasts `seconds`; a stay of `stay_min` is `times` of them."""

    seconds: float
    times: int
    stay_min: int | None


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
    frames = max(1, round(seconds * SAMPLE_RATE / FRAME_SAMPLES))
    return StopCycle(seconds, repeats(frames, stop.stop.stay_min), stop.stop.stay_min)


def part_s(part: Part, paces: Mapping[Lang, VoicePace]) -> float:
    """Return about how long one part of a cycle lasts."""
    if part.passage is None:
        return part.pause_ms / 1000 if part.is_pause else CHIME_S
    return paces[part.passage.lang].passage_s([(each.text, each.syllables) for each in part.passage.utterances])
