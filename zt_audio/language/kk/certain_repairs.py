"""Type messages as the rules know text, where that has one meaning: letters first, then words, then numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from zt_audio.language.kk.message_numbers import number_repairs
from zt_audio.language.kk.message_words import word_repairs
from zt_audio.language.kk.spelling import spelling_repairs
from zt_audio.language.repairs import Repair, written_out

_STEPS: tuple[Callable[[str], Iterable[Repair]], ...] = (spelling_repairs, word_repairs, number_repairs)


def certain_repairs(text: str) -> Sequence[Repair]:
    """Return how `text` is surely meant to be typed, in order."""
    made: list[Repair] = []
    for step in _STEPS:
        whole = written_out(text, made)
        spans = [(end - len(each.typed), end, each) for end, each in whole.repairs]
        made = sorted(_joined(whole.text, whole.places, step(whole.text), spans), key=lambda each: each.start)
    return made


def _joined(
    typed: str, places: Sequence[int], repairs: Iterable[Repair], spans: Sequence[tuple[int, int, Repair]]
) -> Iterator[Repair]:
    """Yield `repairs` of `typed` in the places of the first text, together with the earlier ones at `spans`."""
    left = list(spans)
    done = -1
    for each in sorted(repairs, key=lambda one: (one.start, -one.end)):
        touched = [span for span in left if span[0] < each.end and each.start < span[1]]
        start, end = min([each.start, *(span[0] for span in touched)]), max([each.end, *(span[1] for span in touched)])
        if start < done:
            continue
        done = end
        left = [span for span in left if span not in touched]
        yield Repair(places[start], places[end], typed[start : each.start] + each.typed + typed[each.end : end])
    yield from (span[2] for span in left)
