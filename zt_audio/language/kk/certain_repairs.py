"""Type messages as the rules know text, where that has one meaning: letters first, then words, then numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from zt_audio.language.kk.message_numbers import number_repairs
from zt_audio.language.kk.message_words import word_repairs
from zt_audio.language.kk.spelling import spelling_repairs
from zt_audio.language.repairs import Repair, written_out
from zt_audio.language.stretches import stretches

_STEPS: tuple[Callable[[str], Iterable[Repair]], ...] = (spelling_repairs, word_repairs, number_repairs)


def certain_repairs(text: str) -> Iterator[Repair]:
    """Yield how `text` is surely meant to be typed, in order; a sentence without an end stays as it is."""
    for start, end, readable in stretches(text):
        for each in _repairs(text[start:end]) if readable else ():
            yield Repair(start + each.start, start + each.end, each.typed)


def _repairs(text: str) -> Sequence[Repair]:
    made: list[Repair] = []
    for step in _STEPS:
        whole = written_out(text, made) if made else None
        found = list(step(whole.text if whole else text))
        if whole and found:
            spans = [(end - len(each.typed), end, each) for end, each in whole.repairs]
            found = list(_joined(whole.text, whole.places, found, spans))
        elif whole:
            continue
        made = _apart(found)
    return made


def _apart(repairs: Iterable[Repair]) -> list[Repair]:
    """Return `repairs` in order, the longer first where two begin alike, without those that touch an earlier one."""
    found: list[Repair] = []
    for each in sorted(repairs, key=lambda one: (one.start, -one.end)):
        if not found or each.start >= found[-1].end:
            found.append(each)
    return found


def _joined(
    typed: str, places: Sequence[int], repairs: Iterable[Repair], spans: Sequence[tuple[int, int, Repair]]
) -> Iterator[Repair]:
    """Yield `repairs` of `typed` in the places of the first text, together with the earlier ones at `spans`."""
    left = list(spans)
    for each in _apart(repairs):
        touched = [span for span in left if span[0] < each.end and each.start < span[1]]
        start, end = min([each.start, *(span[0] for span in touched)]), max([each.end, *(span[1] for span in touched)])
        left = [span for span in left if span not in touched]
        yield Repair(places[start], places[end], typed[start : each.start] + each.typed + typed[each.end : end])
    yield from (span[2] for span in left)
