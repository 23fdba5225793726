"""Hold what all screens share: the project, what makes its sound, jobs, saves to undo, keys, how the studio ends."""

from __future__ import annotations

import math
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from starlette.types import ASGIApp

from zt_audio.app import clock
from zt_audio.app.edit import FileVersions
from zt_audio.app.places.place_import import PlaceImport
from zt_audio.app.speaking.recording_session import drop_unfinished_takes
from zt_audio.app.speaking.voice_install import VoicesInHand
from zt_audio.app.texts.appeals import has_drafts
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.app.vouching.keys import OpenKey, unlock
from zt_audio.errors import ZtError
from zt_audio.model import Problem
from zt_audio.studio.desk import Desk
from zt_audio.studio.guard import Sessions
from zt_audio.studio.jobs import Jobs

_SHOWN_S = 120.0
_MOST_OFFERS = 100
OPEN_S = 15 * 60
_LONGEST_WAIT_S = 60


@dataclass(frozen=True, slots=True)
class _Offer:
    person: str
    changes: tuple[FileVersions, ...]
    page: str
    made_s: float


@dataclass
class UndoOffers:
    """The last saves by number: the page of one offers to undo it for a while, elsewhere and later the history does it.

    Safe for threads.
    """

    clock: Callable[[], float] = time.monotonic
    _offers: dict[int, _Offer] = field(default_factory=dict)
    _newest: dict[str, int] = field(default_factory=dict)  # of each person
    _last: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, person: str, changes: tuple[FileVersions, ...], page: str) -> int | None:
        """Return the number of a save that the path `page` shows; None where it changed nothing."""
        if not changes:
            return None
        with self._lock:
            self._last = self._newest[person] = self._last + 1
            self._offers[self._last] = _Offer(person, changes, page, self.clock())
            self._offers.pop(self._last - _MOST_OFFERS, None)
            return self._last

    def shown_to(self, person: str, page: str) -> tuple[int, tuple[FileVersions, ...]] | None:
        """Return number and changes of the last save of `person` if `page` is its own, for a while."""
        with self._lock:
            offer = self._offers.get(number := self._newest.get(person, 0))
            is_shown = offer and offer.page == page and self.clock() - offer.made_s < _SHOWN_S
            return (number, offer.changes) if offer and is_shown else None

    def take(self, person: str, number: int | None) -> tuple[FileVersions, ...]:
        """Return what the save `number` changed, once; nothing where it is not known or another person's."""
        with self._lock:
            offer = self._offers.get(number) if number else None
            if not number or offer is None or offer.person != person:
                return ()
            return self._offers.pop(number).changes


class KeyRing:
    """The open keys of people, those of each `browser` apart. Safe for several threads.

    A person who guesses in one browser makes no one wait in another, and finds no open key of it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[tuple[str, str], tuple[OpenKey, float]] = {}  # until when
        self._wrong: dict[tuple[str, str], tuple[int, float]] = {}  # how often in a row, and when the next try may come

    def open(self, person: str, pin: str, browser: str = "") -> OpenKey:
        """Open the key of `person` for a quarter of an hour.

        Raises ZtError `key-wrong-pin`, `key-not-here`; `key-wait` where wrong PINs were typed just now.
        """
        with self._lock:
            mine = browser, person
            tries, next_try = self._wrong.get(mine, (0, 0.0))
            if (wait_s := next_try - self._clock()) > 0:
                raise ZtError(Problem("key-wait", None, {"person": person, "seconds": math.ceil(wait_s)}))
            try:
                key = unlock(person, pin)
            except ZtError:
                self._wrong[mine] = tries + 1, self._clock() + min(2**tries, _LONGEST_WAIT_S)
                raise
            self._wrong.pop(mine, None)
            self._open[mine] = key, self._clock() + OPEN_S
            return key

    def find(self, person: str, browser: str = "") -> OpenKey | None:
        """Return the key of `person` while it is open."""
        with self._lock:
            for name, (key, until) in [*self._open.items()]:
                if self._clock() >= until:
                    key.close()
                    del self._open[name]
            return self._open[browser, person][0] if (browser, person) in self._open else None

    def opened(self, person: str, pin: str, browser: str = "") -> OpenKey:
        """Return the key of `person`: opened by `pin`, or open already where none was typed. Raises as `open` does."""
        key = None if pin else self.find(person, browser)
        return key or self.open(person, pin, browser)

    def close(self) -> None:
        """Forget all keys."""
        with self._lock:
            for key, _until in self._open.values():
                key.close()
            self._open.clear()


@dataclass
class Studio:
    """What the screens share: the project, and how the studio ends."""

    root: Path
    port: int
    sessions: Sessions
    stop: Callable[[], None]
    workbench: Workbench
    desk: Desk
    jobs: Jobs
    heard: set[tuple[str, str]] = field(default_factory=set)  # paragraphs played to their end, each with its speech
    undo: UndoOffers = field(default_factory=UndoOffers)
    keys: KeyRing = field(default_factory=KeyRing)
    planned_table: tuple[str, PlaceImport | None] = ("", None)  # what a person may take, by its token
    downloads: Path | None = None  # where zips lie that a browser takes; removed at the end
    _measuring: threading.Lock = field(default_factory=threading.Lock)
    voices_in_hand: VoicesInHand = field(init=False)
    web: ASGIApp = field(init=False)  # its routes, without the guard
    guarded: Callable[[ASGIApp], ASGIApp] = field(init=False)  # what lets only a browser of this computer in

    def __post_init__(self) -> None:
        self.voices_in_hand = VoicesInHand(self.root)

    def today(self) -> date:
        return clock.today()

    def view(self) -> View:
        """Return the project as it is now. Raises ZtError, OSError."""
        return self.workbench.view(self.today())

    def stamp(self) -> str:
        """Return a value that changes with any file of the project; "" where it cannot be read."""
        with suppress(ZtError, OSError):
            return self.workbench.stamp()
        return ""

    @property
    def is_busy(self) -> bool:
        """Tell whether a job runs, or words wait that were not saved."""
        return self.jobs.running is not None or has_drafts(self.root)

    def __enter__(self) -> Self:
        return self

    def warm(self) -> None:
        """Start what makes sound and load what reads texts, so that no one waits for them at the first use."""
        threading.Thread(target=self._warm, daemon=True).start()

    def _warm(self) -> None:
        with suppress(ZtError, OSError):  # the first request says what is wrong
            drop_unfinished_takes(self.workbench)
            self.desk.warm()
            self.workbench.warm()
            self._measure()

    def measure_soon(self) -> None:
        """Learn from what was said meanwhile how fast the voices speak."""
        threading.Thread(target=self._measure, daemon=True).start()

    def _measure(self) -> None:
        """Measure the voices for a moment at a time: Play comes between."""
        if self._measuring.acquire(blocking=False):
            with suppress(ZtError, OSError):  # what is played next says what is wrong
                while not self.desk.measure():
                    pass
            self._measuring.release()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.keys.close()
        self.voices_in_hand.close()
        self.jobs.close()
        self.desk.close()
        if self.downloads:
            shutil.rmtree(self.downloads, ignore_errors=True)
