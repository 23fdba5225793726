"""How the takes stand in, the sheet of what is still to be read out: its blocks, and the numbers that it adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zt_audio.model import Lang, PartId
from zt_audio.pages.sheet.page import Block
from zt_audio.recordings.sheet_numbers import Numbers, numbered
from zt_audio.recordings.status import State
from zt_audio.recordings.texts import RecordingText, title_of
from zt_audio.recordings.view import View


def sheet(view: View, numbers: Numbers, langs: Sequence[Lang]) -> tuple[Numbers, tuple[Block, ...]]:
    """Return `numbers` with those that are new, and a block for each text in `langs` that has no fresh take."""
    wanted = [s for s in view.standings if s.text.lang in langs and s.state is not State.FRESH]
    grown, printed = numbered(numbers, [standing.text for standing in wanted])
    states = {standing.text.part: standing.state for standing in wanted}
    blocks = [_block(view, number, texts, states) for number, texts in printed.items()]
    return grown, tuple(block for lang in langs for block in blocks if block.lang == lang)


def _block(view: View, number: int, texts: Sequence[RecordingText], states: Mapping[PartId, State]) -> Block:
    first = texts[0]
    order = list(State)
    state = min((states[text.part] for text in texts), key=order.index)
    names = tuple(dict.fromkeys(title_of(view.project, text, text.lang) for text in texts))
    return Block(number, first.lang, first.kind, names, first.printed, state.value, first.row, first.rows)
