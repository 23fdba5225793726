"""Put what a stop says into an order: each language as a whole, appeal by appeal, or paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Generic, Protocol, TypeVar

from zt_audio.model import CycleOrder, PartId

_PLACES = {"intro": 0, "appeal": 1, "outro": 2}  # in a cycle


class CycleItem(Protocol):
    """A passage, a chime or a pause of a cycle; `pause_ms` is 0 of what is no pause."""

    @property
    def id(self) -> PartId: ...

    @property
    def pause_ms(self) -> int: ...


_T = TypeVar("_T", bound=CycleItem)


@dataclass(frozen=True, slots=True)
class Gaps(Generic[_T]):
    """The pauses between two appeals and between two languages; none where they have no length."""

    appeal: tuple[_T, ...]
    language: tuple[_T, ...]


def in_order(cycle: Sequence[_T], order: CycleOrder, gaps: Gaps[_T], called: Collection[PartId] = ()) -> tuple[_T, ...]:
    """Return `cycle`, in whichever order it is, in `order`; what is before and behind all speech stays there.

    `called` are the paragraphs that say where to call. By appeal and by paragraph, the first of them that the closing
    words have in each language, else the first that an appeal has, is said again after every second appeal, where
    neither this appeal nor what comes next says it. By paragraph, an appeal or a greeting whose paragraphs differ in
    number is said by appeal. No passage is cut, and each stays with its voice.
    """
    spoken = [row for row, item in enumerate(cycle) if item.id.lang]
    if not spoken:
        return tuple(cycle)
    said = _Said(cycle, spoken)
    if order == "by_language":
        blocks = ([said.block(b) for unit in said.units for b in unit if b.lang == lang] for lang in said.langs)
        middle = _joined([_joined(each, gaps.appeal) for each in blocks], gaps.language)
    else:
        say = said.woven if order == "by_paragraph" else said.one_by_one
        rows = [say(unit, gaps.language) for unit in said.units]
        again = _joined([(item,) for item in said.call(called)], gaps.language)
        middle = _joined(_with_call(rows, again, said.units, called) if again else rows, gaps.appeal)
    return (*cycle[: spoken[0]], *middle, *cycle[spoken[-1] + 1 :])


def _with_call(
    rows: Sequence[tuple[_T, ...]], again: tuple[_T, ...], units: Sequence[Sequence[PartId]], called: Collection[PartId]
) -> Iterator[tuple[_T, ...]]:
    """Yield `rows`, one of each of `units`, with `again` after every second appeal."""
    calls = [any(item.id in called for item in row) for row in rows]
    appeals = 0
    for unit, row, near in zip(units, rows, map(any, zip(calls, [*calls[1:], False], strict=True)), strict=True):
        yield row
        appeals += unit[0].kind == "appeal"
        if unit[0].kind == "appeal" and appeals % 2 == 0 and not near:
            yield again


class _Said(Generic[_T]):
    """What a cycle says: the paragraphs of each block once, and blocks that say the same in all languages together."""

    def __init__(self, cycle: Sequence[_T], spoken: Sequence[int]) -> None:
        found: dict[PartId, dict[int, _T]] = {}
        often = Counter(cycle[row].id for row in spoken)
        begins: dict[PartId, tuple[bool, int]] = {}
        self._rests: dict[PartId, tuple[_T, ...]] = {}  # between the paragraphs of a block
        for row in spoken:
            name, before = cycle[row].id, cycle[row - 1] if row else None
            found.setdefault(name.block, {})[name.paragraph or 0] = cycle[row]
            again = often[name] > 1  # where all of a block is said again, nothing shows which time is its own: the last
            if name.block not in begins or again < begins[name.block][0] or (again and begins[name.block][0]):
                begins[name.block] = again, row
            if (name.paragraph or 0) > 1:  # said again elsewhere, it has a longer pause before it
                rest = (before,) if before and before.pause_ms else ()
                known = self._rests.setdefault(name.block, rest)
                self._rests[name.block] = min(known, rest, key=_length_ms)
        self._paragraphs = {block: [rows[number] for number in sorted(rows)] for block, rows in found.items()}
        blocks = sorted(found, key=lambda block: begins[block][1])
        self.langs = tuple(dict.fromkeys(block.lang for block in blocks))
        units: dict[tuple[str, str], list[PartId]] = {}
        for block in blocks:
            units.setdefault((block.kind, block.subject), []).append(block)
        self.units: Sequence[Sequence[PartId]] = sorted(units.values(), key=lambda unit: _PLACES[unit[0].kind])

    def block(self, block: PartId) -> tuple[_T, ...]:
        return _joined([(item,) for item in self._paragraphs[block]], self._rests.get(block, ()))

    def one_by_one(self, unit: Sequence[PartId], gap: tuple[_T, ...]) -> tuple[_T, ...]:
        """Return all of a unit in one language after the other."""
        return _joined([self.block(block) for block in unit], gap)

    def woven(self, unit: Sequence[PartId], gap: tuple[_T, ...]) -> tuple[_T, ...]:
        """Return each paragraph in all languages before the next one."""
        if len({len(self._paragraphs[block]) for block in unit}) > 1:
            return self.one_by_one(unit, gap)
        rows = list(zip(*(self._paragraphs[block] for block in unit), strict=True))
        rests = [self._rests.get(block, gap) for block in unit]
        woven = [(*rest, item) for row in rows for rest, item in zip(rests, row, strict=True)]
        return tuple(chain(woven[0][-1:], *woven[1:]))

    def call(self, called: Collection[PartId]) -> tuple[_T, ...]:
        """Return the paragraph that says where to call, in each language; nothing where one of them has none.

        An appeal that someone read in one go is no such paragraph: it is too long.
        """
        closing = [unit for unit in self.units if unit[0].kind == "outro"]
        appeals = [unit for unit in self.units if unit[0].kind == "appeal"]
        for unit in (*closing, *appeals):
            items = [next((item for item in self._paragraphs[block] if item.id in called), None) for block in unit]
            found = tuple(item for item in items if item is not None)
            if len(found) == len(self.langs) and (unit in closing or all(item.id.paragraph for item in found)):
                return found
        return ()


def _joined(rows: Iterable[tuple[_T, ...]], gap: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(item for number, row in enumerate(rows) for item in ((*gap, *row) if number else row))


def _length_ms(pause: tuple[CycleItem, ...]) -> int:
    return sum(item.pause_ms for item in pause)
