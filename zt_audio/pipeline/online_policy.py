"""Decide which services a build may ask: by settings, by what people agree to, and by what failed already."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from zt_audio.errors import VoiceError
from zt_audio.messages.message import message_of
from zt_audio.model import Online, Problem, Settings

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
