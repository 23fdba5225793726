"""Ask an online service for speech: retries, gaps between requests, and one deadline for each utterance.

An answer by HTTP is whole: TLS verified, no redirections.
"""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from zt_audio.errors import VoiceError
from zt_audio.formats.mp3 import whole_samples
from zt_audio.formats.wav import is_whole_wav
from zt_audio.logs import logger_of
from zt_audio.messages.message import all_messages
from zt_audio.model import Problem, Speech, Utterance
from zt_audio.speech.https import NotSafeError, response_to
from zt_audio.speech.registry import started

# Read what a service answered: its sound as mono 16-bit PCM at its own rate, or why it failed.
#
# Decoders are tolerant: they skip what is no sound and stop where it ends too soon. So the answer is checked first:
# each MP3 frame must begin where the one before it ends, and a WAV file must be as long as its header says. A FLAC file
# must hold the samples that its header counts and has a digest of.

STATUS: Mapping[int, str] = {401: "net-refused", 403: "net-refused", 408: "net-timeout", 429: "net-busy"}
_SERVER_ERRORS = range(500, 600)


class NetError(Exception):
    """No speech came. `slug` is the kind; `got` says what came instead, in no language and without secrets.

    `after_s` is how long the service asks to be left alone.
    """

    def __init__(self, slug: str, got: str, after_s: float | None = None) -> None:
        self.slug = slug
        self.got = got
        self.after_s = after_s
        super().__init__(slug, got)

    @property
    def is_offline(self) -> bool:
        """Tell whether this computer reaches no host at all."""
        return self.slug == "net-offline"

    @property
    def passing(self) -> bool:
        """Tell whether it passes by itself: a refusal, a false certificate and a sign-in page do not."""
        return all_messages()[self.slug].may_pass


def of_status(status: int, after_s: float | None = None) -> NetError:
    """Return what an HTTP status other than 200 means. A redirection is refused: text and key go to no other host."""
    other = "net-server" if status in _SERVER_ERRORS else "net-unexpected"
    return NetError(STATUS.get(status, other), f"HTTP {status}", after_s)


_RATES_HZ = range(8_000, 48_001)
_LONGEST_S = 600  # no service speaks a sentence for longer


def decode_answer(encoded: bytes) -> Speech:
    """Return the speech in `encoded`: WAV, FLAC or MP3. Raises NetError: net-bad-audio unless it is whole."""
    from zt_audio.formats.sound_file import (  # noqa: PLC0415 - brings numpy; planning a build needs none
        LongSoundError,
        UnreadableSoundError,
        read_sound,
    )

    if not (expected := _samples_due(encoded)):
        raise _bad(encoded)
    try:
        decoded = read_sound(encoded, _LONGEST_S, dtype="int16")
    except (UnreadableSoundError, LongSoundError) as error:
        raise _bad(encoded) from error
    sound, sample_rate = decoded.samples, decoded.sample_rate
    # libsndfile guesses the length of MP3 from its first frame, and takes no more: right unless the bit rate changes.
    if not len(sound) or len(sound) < expected or sample_rate not in _RATES_HZ:
        raise _bad(encoded)
    if encoded.startswith(FLAC_MARK) and not is_flac_of(encoded, sound.tobytes()):
        raise _bad(encoded)
    mono = sound[:, 0] if sound.shape[1] == 1 else sound.mean(axis=1)
    return Speech(mono.astype("<i2").tobytes(), sample_rate)


def _samples_due(encoded: bytes) -> int:
    """Return how many samples must come of `encoded` at least; 0 where it is not whole."""
    if encoded.startswith(b"RIFF"):
        return int(is_whole_wav(encoded))
    return flac_samples(encoded) if encoded.startswith(FLAC_MARK) else whole_samples(encoded) or 0


def join_speech(parts: Sequence[Speech]) -> Speech:
    """Return `parts` one after the other. Each was decoded by itself: a decoder may stop where the first part ends."""
    rates = {part.sample_rate for part in parts}
    if len(rates) != 1:
        raise NetError("net-bad-audio", " / ".join(f"{rate} Hz" for rate in sorted(rates)) or "0 B")
    return Speech(b"".join(part.pcm for part in parts), rates.pop())


def _bad(encoded: bytes) -> NetError:
    return NetError("net-bad-audio", f"{len(encoded)} B")


FLAC_MARK = b"fLaC"
_INFO_AT, _INFO_BYTES = 8, 34  # STREAMINFO comes first, behind its own head of four bytes
_COUNT_AT, _DIGEST_AT = 10, 18  # in it: rate, channels, bits and count in eight bytes; then MD5 of the samples
_BITS = 16


def flac_samples(encoded: bytes) -> int:
    """Return how many samples each channel has; 0 where the header does not tell, or they have other than 16 bits.

    One that was sent while it was made does not tell: nothing shows where it was to end.
    """
    info = encoded[_INFO_AT : _INFO_AT + _INFO_BYTES]
    if len(info) < _INFO_BYTES or encoded[4] & 0x7F:
        return 0
    facts = int.from_bytes(info[_COUNT_AT:_DIGEST_AT], "big")
    return facts & 0xFFFFFFFFF if (facts >> 36 & 0x1F) + 1 == _BITS and any(info[_DIGEST_AT:]) else 0


def is_flac_of(encoded: bytes, pcm: bytes) -> bool:
    """Tell whether `pcm`, 16-bit and channel by channel in turn, is what was encoded: decoders hide damage."""
    at = _INFO_AT + _DIGEST_AT
    return hashlib.md5(pcm, usedforsecurity=False).digest() == encoded[at : _INFO_AT + _INFO_BYTES]


LONGEST_WAIT_S, JITTER_S = 4.0, 0.5
OFFLINE_S = 15.0  # after a network failure, skip requests for this long: a build fails in seconds, not in minutes
_FIRST_WAIT_S = 0.5
_LONGEST_PAUSE_S = 600.0  # what a service may ask for; a longer pause is its mistake

_Attempt = Callable[[float], Speech]  # seconds that are left -> speech; raises NetError

_log = logger_of(__name__)


if TYPE_CHECKING:
    from requests import PreparedRequest, RequestException, Response

_OK = 200
_CHUNK_BYTES = 65_536
_MOST_BYTES = 32_000_000  # an hour of MP3; no utterance comes near it


@dataclass(frozen=True, slots=True)
class Patience:
    """How often, how long, and how far apart a service is asked.

    A build of n sentences waits for at most n * total_s / at_once seconds. Where one fails it waits less: those that
    wait for a slot fail with it, and the build does not ask that service again.
    """

    attempts: int = 4
    connect_s: float = 5.0
    read_s: float = 15.0
    total_s: float = 45.0  # for one utterance, with all its requests, attempts and pauses
    gap_s: float = 0.2  # from the start of one request to the next, whichever thread asks
    at_once: int = 8  # utterances; the deadline of one that waits for a slot starts when it gets the slot


class ServiceClient:
    """A client of one service, for all threads. Clock and sleep are arguments, so that tests need not wait."""

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
        self._slots = _Slots(patience.at_once)
        self._closed: Future[None] = Future()
        self._lock = threading.Lock()

    def speech(self, utterance: Utterance, attempts: Sequence[_Attempt]) -> Speech:
        """Return the speech of all `attempts`, made one after the other and joined. Raises VoiceError: net-..."""
        try:
            with self._slots.one():
                # Requests, pauses and waits for a turn all run in another thread: the caller can leave at any moment.
                return _unless_late_or_closed(self.patience.total_s, self._closed, lambda: self._all(attempts))
        except NetError as error:
            if error.is_offline and self._clock() >= self._offline_until:
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
        """Fail all calls that wait, and all later ones. May be called twice."""
        with self._lock:
            if not self._closed.done():
                self._closed.set_result(None)

    def _all(self, attempts: Sequence[_Attempt]) -> Speech:
        until = self._clock() + self.patience.total_s
        return join_speech([self._patiently(attempt, until) for attempt in attempts])

    def _patiently(self, attempt: _Attempt, until: float) -> Speech:
        number = 1
        while True:
            try:
                return self._once(attempt, until)
            except NetError as error:
                if number == self.patience.attempts or not self._is_asked_again(error, until):
                    raise
                grown = _FIRST_WAIT_S * 2 ** (number - 1) + random.uniform(0, JITTER_S)  # noqa: S311 - no secret
                wait_s = min(LONGEST_WAIT_S, grown) if error.after_s is None else error.after_s
            self._sleep(wait_s)
            number += 1
            _log.info("asking %s again: attempt %d of %d", self._host, number, self.patience.attempts)

    def _is_asked_again(self, error: NetError, until: float) -> bool:
        """Tell whether to ask once more: not before the service allows it, nor too late."""
        if not error.passing or self._closed.done():
            return False
        if error.is_offline and self._clock() < self._offline_until:
            return False
        return self._clock() + (LONGEST_WAIT_S if error.after_s is None else error.after_s) < until

    def _once(self, attempt: _Attempt, until: float) -> Speech:
        left_s = until - self._turn(until)
        try:
            return attempt(left_s)
        except NetError as error:
            if error.after_s is not None:
                with self._lock:  # the other threads wait as well
                    self._free_at = max(self._free_at, self._clock() + min(error.after_s, _LONGEST_PAUSE_S))
            raise

    def _turn(self, until: float) -> float:
        """Wait for our turn and return the time at which it came. Raises NetError where it would come too late."""
        with self._lock:
            if self._closed.done():
                raise _closed_error()
            if (now := self._clock()) < self._offline_until:
                raise NetError("net-offline", self._offline_got)
            if (turn := max(now, self._free_at)) >= until:
                raise NetError("net-busy", f"{turn - now:.0f} s", turn - now)
            self._free_at = turn + self.patience.gap_s
        if turn > now:
            self._sleep(turn - now)
            if self._closed.done():  # while we slept
                raise _closed_error()
        return turn


class _Slots:
    """Limit the utterances in progress; a failure releases all that wait for a slot."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._failures = 0
        self._last: NetError | None = None
        self._changed = threading.Condition()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a slot. Raises NetError: the failure of another utterance while this one waited; it would fail too."""
        with self._changed:
            before = self._failures
            self._changed.wait_for(lambda: self._free or self._failures != before)
            if self._failures != before and self._last:
                raise NetError(self._last.slug, self._last.got)
            self._free -= 1
        try:
            yield
        except NetError as error:
            with self._changed:
                self._failures, self._last = self._failures + 1, error
            raise
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()


def _unless_late_or_closed(seconds: float, closed: Future[None], call: Callable[[], Speech]) -> Speech:
    """Return what `call` returns. Raises NetError: net-timeout after `seconds`, net-cut as soon as `closed` is done.

    A look-up of a name has no timeout, and the timeout of a socket starts again with each byte. What is late ends by
    its own timeouts; its result is dropped.
    """
    answer = started(call)
    either: list[Future[Any]] = [answer, closed]
    wait(either, seconds, FIRST_COMPLETED)
    if answer.done():
        return answer.result()
    raise _closed_error() if closed.done() else NetError("net-timeout", f"{seconds:.0f} s")


def _closed_error() -> NetError:
    return NetError("net-cut", "closed")


def fetch(
    request: PreparedRequest, patience: Patience, left_s: float, *, own_network: bool = False
) -> tuple[str, bytes]:
    """Return the content type, in small letters and without parameters, and the body of the answer to `request`.

    With `own_network` it may go there without TLS. Raises NetError.
    """
    from requests import RequestException  # noqa: PLC0415 - 0.1 s that only a request has to pay

    try:
        waits = min(patience.connect_s, left_s), min(patience.read_s, left_s), left_s
        with response_to(request, *waits, own_network=own_network) as response:
            return _judged(response)
    except NotSafeError as error:
        raise NetError("net-untrusted", f"{str(request.url).partition(':')[0]}:") from error
    except RequestException as error:
        raise _failure(error) from error


def _judged(response: Response) -> tuple[str, bytes]:
    if response.status_code != _OK:
        raise of_status(response.status_code, _retry_after_s(response.headers.get("Retry-After"), response))
    # The answer must state its end. Without that, a body that was cut off looks like a whole one. A WAV
    # file may not tell either: the header of one that is sent while it is made says 0xFFFFFFFF.
    coding = response.headers.get("Transfer-Encoding", "").lower()
    if not (coding.split(",")[-1].strip() == "chunked" or response.headers.get("Content-Length", "").isdecimal()):
        raise NetError("net-cut", "Content-Length: ?")
    body = bytearray()
    for chunk in response.iter_content(_CHUNK_BYTES):
        body += chunk
        if len(body) > _MOST_BYTES:
            raise NetError("net-unexpected", f"> {_MOST_BYTES} B")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if "html" in kind or body.lstrip()[:1] == b"<":  # the sign-in page of a network answers in place of the service
        raise NetError("net-unexpected", "HTML")
    return kind, bytes(body)


def _retry_after_s(header: str | None, response: Response) -> float | None:
    """Return for how many seconds the service wants to be left alone, if it says so (RFC 9110, 10.2.3).

    A date is compared with the service's own: this computer's clock may be wrong.
    """
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        wait = parsedate_to_datetime(header) - parsedate_to_datetime(response.headers["Date"])
    except (KeyError, TypeError, ValueError):
        return None
    return max(wait.total_seconds(), 0.0)


def _failure(error: RequestException) -> NetError:
    """Return what `error` of requests means. Its own text may hold addresses and headers, so it is not kept."""
    import requests  # noqa: PLC0415 - loaded already
    from urllib3.exceptions import ReadTimeoutError  # noqa: PLC0415

    kind = type(error).__name__
    if isinstance(error, requests.exceptions.SSLError):
        return NetError("net-untrusted", kind)
    # A body that stops to come is a plain ConnectionError: requests/models.py, iter_content.
    if isinstance(error, requests.Timeout) or (error.args and isinstance(error.args[0], ReadTimeoutError)):
        return NetError("net-timeout", kind)
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return NetError("net-cut", kind)
    return NetError("net-offline", kind)
