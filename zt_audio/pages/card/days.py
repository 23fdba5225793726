"""The days of a round and of its appeals in, how people write them out: `пн–пт, вс`, a few dates, or how many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from zt_audio.pages.bilingual import Both
from zt_audio.pages.card import words
from zt_audio.store.manifest import AppealEntry

LANGS = ("kk", "ru")
SHORTEST_RUN = 2  # days that are still listed one by one
MOST_DATES = 10  # that are written out: two lines of A5


def days_told(named: Sequence[str]) -> Both:
    """Return weekdays, or ISO dates, as runs; of many dates the first, the last and their number."""
    weekdays = list(words.DAYS)
    if all(day in words.DAYS for day in named):
        found = _runs(sorted(named, key=weekdays.index), weekdays.index)
        return Both(*(_listed([[getattr(words.DAYS[day], lang) for day in run] for run in found]) for lang in LANGS))
    dates = sorted(named)
    found = _runs(dates, lambda day: date.fromisoformat(day).toordinal())
    if sum(min(len(run), 2) for run in found) > MOST_DATES:  # a run writes its ends
        return words.DATES.filled(first=day_told(dates[0]), last=day_told(dates[-1]), n=len(dates))
    listed = _listed([[day_told(day) for day in run] for run in found])
    return Both(listed, listed)


def day_told(iso: str) -> str:
    """Return `24.11.2026` for `2026-11-24`."""
    return ".".join(reversed(iso.split("-")))


def validity(appeals: Collection[AppealEntry], printed: date) -> Iterator[Both]:
    """Yield the first day on which all `appeals` may be played, if it is yet to come, and the last, if there is any."""
    begins = [appeal.valid_from for appeal in appeals if appeal.valid_from]
    ends = [appeal.valid_until for appeal in appeals if appeal.valid_until]
    if begins and max(begins) > printed.isoformat():
        yield words.FROM.filled(day=day_told(max(begins)))
    if ends:
        yield words.UNTIL.filled(day=day_told(min(ends)))


def _runs(ordered: Sequence[str], place: Callable[[str], int]) -> list[list[str]]:
    """Return `ordered` in runs of neighbours, which `place` numbers one after the other."""
    runs: list[list[str]] = []
    for day in ordered:
        if runs and place(day) == place(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _listed(runs: Sequence[Sequence[str]]) -> str:
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > SHORTEST_RUN else ", ".join(run) for run in runs)
