"""Script each block as its voice speaks it, with the voice's pauses or in one go, in the playlist's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from zt_audio.content.cycle_order import Gaps, in_order
from zt_audio.model import CycleOrder, PartId, Passage
from zt_audio.pipeline.script import Part, PlaylistScript, StopScript, pause_part
from zt_audio.pipeline.steps import Speakers


def voiced_script(script: PlaylistScript, speakers: Speakers) -> PlaylistScript:
    """Return `script` with its parts as `speakers` speak them, and without pauses of no length.

    A stop that they leave as it is stays the same value: a country has 12 000.
    """
    voiced = ((stop, ordered_parts(stop, tuple(voiced_parts(stop.parts, speakers)), script)) for stop in script.stops)
    stops = (stop if parts == stop.parts else replace(stop, parts=parts) for stop, parts in voiced)
    return replace(script, stops=tuple(stops))


def ordered_parts(stop: StopScript, parts: tuple[Part, ...], script: PlaylistScript) -> tuple[Part, ...]:
    order: CycleOrder = "by_appeal" if stop.stop.moving else script.playlist.order
    pauses = script.pauses
    if order == "by_language":  # as it was written
        return parts
    gaps = Gaps(*((pause_part(ms),) if ms else () for ms in (pauses.appeal_ms, pauses.language_ms)))
    return in_order(parts, order, gaps, () if stop.stop.moving else script.called)


def voiced_parts(parts: Iterable[Part], speakers: Speakers) -> Iterator[Part]:
    """Yield `parts` as `speakers` speak them."""
    for block, group in groupby(parts, lambda part: part.block):
        row = tuple(group)
        found = _voiced_block(block, row, speakers) if block else row
        yield from (part for part in found if not part.is_pause or part.pause_ms)


def _voiced_block(block: PartId, parts: Sequence[Part], speakers: Speakers) -> Iterable[Part]:
    if block in speakers:
        # The paragraphs of `block` as a single part, as someone read them in one go.
        passages = [part.passage for part in parts if part.passage]
        utterances = tuple(utterance for passage in passages for utterance in passage.utterances)
        written = " ".join(passage.written for passage in passages)
        whole = Passage(utterances, passages[0].lang, passages[0].where, written=written)
        return [Part(block, whole, block=block)]
    pause_ms = speakers[parts[0].id].paragraph_ms
    return (pause_part(pause_ms, part.block) if part.is_pause else part for part in parts)
