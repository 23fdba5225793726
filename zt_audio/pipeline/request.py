"""Define what a build is asked for and what it reports. Light: nothing that plans or makes sound is loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from zt_audio.errors import VoiceError
from zt_audio.messages.message import message_of
from zt_audio.trust.journal import NOT_NAMED

if TYPE_CHECKING:  # loading these costs more than reporting that there is nothing to do
    from zt_audio.errors import ContentError, ZtError
    from zt_audio.model import Online, Problem, Settings
    from zt_audio.pipeline.steps import Step
    from zt_audio.published.inputs import StandingPlaylist
    from zt_audio.store.manifest import Manifest


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What was asked for: the playlists (none means all), how many jobs at once, whether to state reasons.

    Without `today` there is no warning of appeals whose days are over.
    """

    playlists: Sequence[str] = ()
    jobs: int = 2
    dry_run: bool = False
    explain: bool = False
    offline: bool = False  # no text leaves this computer, whatever the settings allow
    today: date | None = None
    cluster: str | None = None  # address of a scheduler, or HERE; None as the settings say
    by: str = NOT_NAMED  # in whose name the journal keeps it


HERE = "here"  # build on this computer, whatever the settings say


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did. `failed` says for each playlist that kept its last good version why."""

    manifest: Manifest
    failed: Mapping[str, ZtError]
    written: int  # files that are new or other than before
    removed: int
    changed: tuple[str, ...] = ()  # folders in which files were written or removed


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a planned build does to output/ besides writing tracks; files are named as `output/…`."""

    gone: tuple[str, ...] = ()  # playlists that were built and have no file in appeals/playlists any more
    removed: tuple[str, ...] = ()  # files of other playlists that no stop needs any more
    beside: tuple[str, ...] = ()  # files that are to be written besides tracks

    @property
    def goes(self) -> tuple[str, ...]:
        """Return the files and folders that go."""
        return (*self.removed, *(f"output/{name}" for name in self.gone))


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What came of a build; `outcome` is None where there was nothing to do or it was a dry run.

    `untouched` tells that nothing has changed since the last build; `playlists` are then those that it left.

    `failed` says why, for each playlist that could not be made or that a dry run finds unspeakable; `unused` are the
    mistakes in what no playlist reads.
    """

    outcome: Outcome | None
    steps: tuple[Step, ...]
    warnings: int
    forecast: Forecast = Forecast()
    stale: tuple[str, ...] = ()  # playlists that were not asked for and are not up to date
    failed: Mapping[str, ZtError] = field(default_factory=dict)
    untouched: bool = False
    playlists: Mapping[str, StandingPlaylist] = field(default_factory=dict)  # in output/; none of a dry run
    unused: ContentError | None = None

    @property
    def errors(self) -> list[ZtError]:
        """Return why not all of the project is right and built."""
        return [*self.failed.values(), *([self.unused] if self.unused else [])]


# Decide which services a build may ask: by settings, by what people agree to, and by what failed already.

Ask = Callable[[Mapping[str, int]], bool]  # services and how many sentences each would get -> whether they may


@dataclass(frozen=True, slots=True)
class OnlineAccess:
    """Which services may be asked at one moment. `closed` is a slug that says why none may.

    What was fetched before may be used in any case: for that no text leaves this computer.
    """

    closed: str | None = None
    refused: frozenset[str] = frozenset()  # services that someone at the terminal did not want
    down: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)  # engine -> how it failed
    unsaid: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)  # speech key -> what came instead


OPEN = OnlineAccess()


def closed_by(online: Online, *, offline: bool, can_ask: bool) -> str | None:
    """Return the slug that says why no network may be asked in this build, None where it may."""
    if online == "never":
        return "online-never"
    if offline:
        return "online-off"
    return "online-unasked" if online == "ask" and not can_ask else None


class OnlinePolicy:
    """One build's dealings with networks. Safe for several threads."""

    def __init__(self, closed: str | None = None, ask: Ask | None = None) -> None:
        """Take `ask` where each service needs consent before the first text is sent."""
        self._closed, self._ask = closed, ask
        self._agreed: set[str] = set()
        self._refused: set[str] = set()
        self._down: dict[str, tuple[Problem, ...]] = {}
        self._unsaid: dict[str, tuple[Problem, ...]] = {}
        self._lock = threading.Lock()

    def access(self) -> OnlineAccess:
        with self._lock:
            return OnlineAccess(self._closed, frozenset(self._refused), dict(self._down), dict(self._unsaid))

    def may_send(self, wanted: Mapping[str, int]) -> bool:
        """Ask about the services of `wanted` that were not asked about yet; return False where one may not be used."""
        new = {service: count for service, count in wanted.items() if service not in self._agreed}
        if new and self._ask:
            (self._agreed if self._ask(new) else self._refused).update(new)
        return self._refused.isdisjoint(wanted)

    def require_up(self, engine: str) -> None:
        """Raise VoiceError where `engine` has failed in this build: hundreds of sentences must not wait for it."""
        with self._lock:
            if engine in self._down:
                raise VoiceError(self._down[engine])

    def failed(self, engine: str, key: str, error: VoiceError) -> None:
        """Note that `engine` did not say the sentence of `key`."""
        with self._lock:
            if all(message_of(problem).is_about_sentence for problem in error.problems):
                self._unsaid[key] = error.problems
            else:
                self._down.setdefault(engine, error.problems)


def policy_of(settings: Settings, ask: Ask | None, *, offline: bool = False, sends: bool = True) -> OnlinePolicy:
    """Return the policy of a build; a dry run sends nothing and needs no consent."""
    voices = settings.voices
    closed = closed_by(voices.online, offline=offline, can_ask=bool(ask))
    return OnlinePolicy(closed, ask if voices.online == "ask" and sends else None)
