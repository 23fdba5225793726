"""Attempts to get speech from a service in, whole speech or one VoiceError out: patient, polite, and never for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from zt_audio.errors import VoiceError
from zt_audio.model import Problem, Speech, Utterance
from zt_audio.speech.online.deadline import closed_error, within
from zt_audio.speech.online.decode import joined
from zt_audio.speech.online.errors import NetError
from zt_audio.speech.online.slots import Room

FIRST_WAIT_S, LONGEST_WAIT_S, JITTER_S = 0.5, 4.0, 0.5
OFFLINE_S = 15.0  # so long nobody asks again where all attempts found no network: a build is told in seconds
LONGEST_PAUSE_S = 600.0  # what a service may ask for; longer would be a mistake of its

Attempt = Callable[[float], Speech]  # seconds that are left -> speech; raises NetError


@dataclass(frozen=True, slots=True)
class Patience:
    """How often, how long, and how far apart a service is asked.

    A build of n sentences waits for at most n * total_s / at_once seconds, and not that long where one fails: with it
    fail all that wait in front, and the build asks that service no more.
    """

    attempts: int = 4
    connect_s: float = 5.0
    read_s: float = 15.0
    total_s: float = 45.0  # for one utterance, with all its requests, attempts and pauses
    gap_s: float = 0.2  # from the start of one request to the next, whichever thread asks
    at_once: int = 8  # utterances; the seconds of those that wait for a place begin when they have it


class Line:
    """The way to one service. Clock and sleep are arguments, so that tests need not wait."""

    def __init__(
        self,
        engine: str,
        host: str,
        patience: Patience,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.patience = patience
        self._engine = engine
        self._host = host
        self._clock = clock
        self._sleep = sleep
        self._free_at = clock()
        self._offline_until, self._offline_got = self._free_at, ""
        self._room = Room(patience.at_once)
        self._closed: Future[None] = Future()
        self._lock = threading.Lock()

    def speech(self, utterance: Utterance, attempts: Sequence[Attempt]) -> Speech:
        """Return what all of `attempts`, one after the other, make together. Raises VoiceError: net-..."""
        try:
            with self._room.place():
                # Requests, pauses and waits for a turn alike happen beside the caller, who can leave at any moment.
                return within(self.patience.total_s, self._closed, lambda: self._all(attempts))
        except NetError as error:
            if error.slug == "net-offline" and self._clock() >= self._offline_until:
                self._offline_until, self._offline_got = self._clock() + OFFLINE_S, error.got
            facts = {
                "engine": self._engine,
                "host": self._host,
                "lang": utterance.lang,
                "text": utterance.text,
                "got": error.got,
            }
            raise VoiceError(Problem(error.slug, utterance.where, facts)) from error

    def close(self) -> None:
        """Let nobody wait here any longer, nor ask again. May be called twice."""
        with self._lock:
            if not self._closed.done():
                self._closed.set_result(None)

    def _all(self, attempts: Sequence[Attempt]) -> Speech:
        until = self._clock() + self.patience.total_s
        return joined([self._patiently(attempt, until) for attempt in attempts])

    def _patiently(self, attempt: Attempt, until: float) -> Speech:
        import stamina  # noqa: PLC0415 - with its asyncio it costs what a command that speaks nothing should not pay

        stamina.instrumentation.set_on_retry_hooks(())  # by default it writes a line on stderr for each retry
        for trial in stamina.retry_context(
            on=lambda error: self._again(error, until),
            attempts=self.patience.attempts,
            timeout=None,  # `until` is kept by our own clock
            wait_initial=FIRST_WAIT_S,
            wait_max=LONGEST_WAIT_S,
            wait_jitter=JITTER_S,
        ):
            with trial:
                return self._once(attempt, until)
        raise AssertionError  # stamina raises the last error itself

    def _again(self, error: Exception, until: float) -> bool | float:
        """Tell whether to ask once more, or after how many seconds: never before the service wants it, never late."""
        if not isinstance(error, NetError) or not error.passing or self._closed.done():
            return False
        if error.slug == "net-offline" and self._clock() < self._offline_until:
            return False
        wait_s = LONGEST_WAIT_S if error.after_s is None else error.after_s
        if self._clock() + wait_s >= until:
            return False
        return True if error.after_s is None else error.after_s

    def _once(self, attempt: Attempt, until: float) -> Speech:
        left_s = until - self._turn(until)
        try:
            return attempt(left_s)
        except NetError as error:
            if error.after_s is not None:
                with self._lock:  # the other threads leave the service alone as well
                    self._free_at = max(self._free_at, self._clock() + min(error.after_s, LONGEST_PAUSE_S))
            raise

    def _turn(self, until: float) -> float:
        """Wait for our turn and return when it came. Raises NetError where it would come too late."""
        with self._lock:
            if self._closed.done():
                raise closed_error()
            now = self._clock()
            if now < self._offline_until:
                raise NetError("net-offline", self._offline_got)
            turn = max(now, self._free_at)
            if turn >= until:
                raise NetError("net-busy", f"{turn - now:.0f} s", turn - now)
            self._free_at = turn + self.patience.gap_s
        if turn > now:
            self._sleep(turn - now)
            if self._closed.done():  # while we slept
                raise closed_error()
        return turn
