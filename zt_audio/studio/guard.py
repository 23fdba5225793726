"""Let only this computer's own browser in: the outermost layer of the studio, which no route can forget.

A page of another site can make a browser send requests to 127.0.0.1, and can rebind its own name to that address. So
the host and the origin of each request are compared with a fixed list, never with each other; a session needs a cookie
that only a one-use token gives; and an answer carries headers that forbid everything except our own files.

A browser sends that cookie to every port of 127.0.0.1, and a program of another account may listen at one of them. So
each change needs a secret as well. It is in the page that opens the session and in no other: a browser keeps it for
our host and port alone.
"""

from __future__ import annotations

import hmac
import re
import secrets
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOME = "/"
ENTER = "/enter"  # it takes the token and opens a session
SECRET_HEADER = "zt-secret"  # noqa: S105 - its name: a script shows the secret there, a form in its field `secret`
REFUSED_HEADER = "zt-refused"  # why a request of a browser is refused: a reason
WORD_FILE = "/word"  # a file of Word comes as it is
TAKES = "/takes/"  # recordings come as raw sound
VOICE_FILES = "/recordings/voices/look"  # a form with the files of voices
PLACE_TABLE = "/places/table"  # a form with a table of places
_WITHOUT_SESSION = frozenset({"/static/tokens.css", "/static/studio.css", "/static/mark.svg"})  # for refusals
_SECRET_FIELD = re.compile(rb'(?:^|[&"])secret(?:=|"\r\n\r\n)([\w-]{43})(?![\w-])')  # of both kinds of forms
_FIELD_BYTES = 80  # at most, from its name to its end
_READING = frozenset({"GET", "HEAD"})
_WRITING = frozenset({"POST", "PUT"})
_MAX_BODY_BYTES = 1_000_000
_MAX_TAKE_BYTES = 128_000_000  # five minutes of float32 stereo at 48 kHz
_MAX_TABLE_BYTES = 20_100_000  # 20 MB, as app/places/place_import.py allows, and the fields beside it
_MAX_VOICE_BYTES = 500_000_000  # the largest that Piper's makers publish have 128 MB
_MAX_WORD_BYTES = 5_000_000
_LIMITS = {
    ("PUT", WORD_FILE): _MAX_WORD_BYTES,
    ("POST", PLACE_TABLE): _MAX_TABLE_BYTES,
    ("POST", VOICE_FILES): _MAX_VOICE_BYTES,
}
_MAX_PATH_BYTES = 2_000
_MOST_DROPPED = 50_000_000  # bytes of a body that is too large: a browser reads no answer before it has sent all

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS: Mapping[bytes, bytes] = {
    b"content-security-policy": CONTENT_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"microphone=(self), camera=(), geolocation=()",
}

# There is no session; the address was used; a change lacks the secret; its body is too large; another browser.
BarReason = Literal["session", "used", "secret", "size", ""]


@dataclass
class Session:
    """What one token has opened."""

    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    is_whole: bool = False  # its first page has arrived


class Sessions:
    """Gives a session for each one-use token. Safe for several threads."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._lock = threading.Lock()
        self._by_nonce: dict[str, Session] = {}
        self._open: list[Session] = []

    def enter(self, token: str) -> Session | None:
        """Return the session that `token` opens; None where it was used, or has another key.

        Where it comes again before the first page has arrived, either of the two may be a stranger: the session ends.
        """
        nonce, _, proof = token.partition(".")
        if not hmac.compare_digest(_proof(self._key, nonce).encode(), proof.encode()):
            return None
        with self._lock:
            if (earlier := self._by_nonce.get(nonce)) is not None:
                if not earlier.is_whole and earlier in self._open:
                    self._open.remove(earlier)
                return None
            session = self._by_nonce[nonce] = Session()
            self._open.append(session)
            return session

    def find(self, cookies: Iterable[str]) -> Session | None:
        """Return the open session to which one of `cookies` belongs."""
        given = [cookie.encode() for cookie in cookies]
        with self._lock:
            for session in self._open:
                if any(hmac.compare_digest(cookie, session.cookie.encode()) for cookie in given):
                    return session
        return None


def cookie_value(header: str, name: str) -> str:
    """Return the value of the cookie `name`, "" where there is none."""
    return next(iter(cookie_values(header, name)), "")


def cookie_values(header: str, name: str) -> list[str]:
    """Return the values of the cookies `name`; other programs on this computer set cookies of any form, too."""
    pairs = (pair.partition("=") for pair in header.split(";"))
    return [value.strip() for key, _equals, value in pairs if key.strip() == name]


def new_token(key: bytes) -> str:
    """Return a one-use token. Only this user may read the key that makes it."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_proof(key, nonce)}"


def _proof(key: bytes, nonce: str) -> str:
    return hmac.new(key, nonce.encode(), "sha256").hexdigest()


class Refused(HTTPException):  # where the studio reads a body, it answers as for any other HTTPException
    """A request that is not let in."""

    def __init__(self, status: int, reason: BarReason = "") -> None:
        super().__init__(status)
        self.reason = reason


class Guard:
    """Wraps the studio: refuses what is not this computer's own browser, and adds headers to each answer.

    `refusal` answers where a person sees it; what is refused is in its scope as `zt_refused`. `app` finds `zt_session`.
    """

    def __init__(self, app: ASGIApp, refusal: ASGIApp, port: int, sessions: Sessions) -> None:
        self._app, self._refusal = app, refusal
        self._sessions = sessions
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self.cookie_name = f"zt{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # the studio has no websockets
            await send({"type": "websocket.close", "code": 1008})
            return
        with suppress(ClientDisconnect):
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False
        session: Session | None = None
        is_long = _is_long(scope)
        body = _Body(receive, _limit(scope))

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = _with_headers(message.get("headers", []))
                message = {**message, "headers": [*headers, (b"connection", b"close")] if is_long else headers}
            elif is_long and not message.get("more_body"):  # behind the last part the connection is closed
                await send({**message, "more_body": True})
                await body.drop()
                message = {"type": "http.response.body"}
            await send(message)
            if session and scope["path"] == HOME and not message.get("more_body") and "body" in message:
                session.is_whole = True

        try:
            headers = _once(scope["headers"])
            self._check(scope, headers)
            session = self._session(scope, headers)
            receive = body.receive
            if session and scope["method"] in _WRITING:
                receive = await _with_secret(receive, headers, session.secret)
            await self._app({**scope, "zt_session": session}, receive, send_guarded)
        except Refused as refused:
            if begun:
                return
            if refused.reason:
                await self._refusal({**scope, "zt_refused": refused}, receive, send_guarded)
            else:
                await _answer_shortly(refused.status_code, send_guarded)

    def _check(self, scope: Scope, headers: Mapping[bytes, bytes]) -> None:
        """Look at where a request comes from, and at its size. Raises Refused."""
        method, path = scope["method"], scope["path"]
        if headers.get(b"host", b"").decode("latin-1") not in self._hosts:
            raise Refused(421)
        if method not in _READING | _WRITING:
            raise Refused(405)
        if len(scope.get("raw_path") or path.encode()) > _MAX_PATH_BYTES:
            raise Refused(414)
        leads_on = path == ENTER and method in _READING  # from the file that the browser was given, or a terminal
        if not leads_on and not self._is_from_us(method, headers):
            raise Refused(403)
        if not headers.get(b"content-length", b"0").isdigit():
            raise Refused(400)
        if _is_long(scope) and b"transfer-encoding" not in headers:
            raise Refused(413, "size")

    def _session(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Session | None:
        """Return the session of a request, None where it needs none. Raises Refused."""
        if scope["path"] == ENTER:
            if b"sec-purpose" in headers:  # the browser only looks ahead
                raise Refused(503)
            token = parse_qs(scope["query_string"].decode("latin-1")).get("t", [""])[0]
            if session := self._sessions.enter(token):
                return session
            raise Refused(403, "used")
        cookies = cookie_values(headers.get(b"cookie", b"").decode("latin-1"), self.cookie_name)
        session = self._sessions.find(cookies)
        if session is None and (scope["method"] not in _READING or scope["path"] not in _WITHOUT_SESSION):
            raise Refused(403, "session")
        return session

    def _is_from_us(self, method: str, headers: Mapping[bytes, bytes]) -> bool:
        """Tell whether one of our pages sends the request, or a person typed its address."""
        site = headers.get(b"sec-fetch-site")
        if method in _READING:
            return site in (None, b"same-origin", b"none")
        origin = headers.get(b"origin", b"").decode("latin-1")
        return origin in self._origins and site in (None, b"same-origin")


def _limit(scope: Scope) -> int:
    is_take = scope["method"] == "PUT" and scope["path"].startswith(TAKES)
    return _LIMITS.get((scope["method"], scope["path"]), _MAX_TAKE_BYTES if is_take else _MAX_BODY_BYTES)


def _is_long(scope: Scope) -> bool:
    """Tell whether the body has more bytes than it may, or does not say how many it has."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    return b"transfer-encoding" in headers or (length.isdigit() and int(length[:20]) > _limit(scope))


def _once(headers: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Return the headers by name. Raises Refused where one that decides is given twice."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in found and name in (b"host", b"origin", b"cookie", b"content-length", b"sec-fetch-site"):
            raise Refused(400)
        found[name] = value
    return found


class _Body:
    """A body as it comes: one of more than `limit` bytes is refused, whatever its headers say."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive, self._left = receive, limit
        self._has_ended = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self._has_ended = not message.get("more_body")
        if self._left < 0:
            raise Refused(413, "size")
        return message

    async def drop(self) -> None:
        """Read on, as far as a browser may have to send before it reads the answer."""
        self._left = _MOST_DROPPED
        with suppress(Refused):
            while not self._has_ended:
                await self.receive()


async def _with_secret(receive: Receive, headers: Mapping[bytes, bytes], secret: str) -> Receive:
    """Return `receive` once the header, or a field of the form in the body, has shown the secret. Raises Refused."""
    if hmac.compare_digest(headers.get(SECRET_HEADER.encode(), b""), secret.encode()):
        return receive
    kind = headers.get(b"content-type", b"")
    if not kind.startswith((b"application/x-www-form-urlencoded", b"multipart/form-data")):
        raise Refused(403, "secret")
    body, read = bytearray(), deque[Message]()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        read.append(message)
        body += message.get("body", b"")
        found = _SECRET_FIELD.finditer(body, max(0, len(body) - len(message.get("body", b"")) - _FIELD_BYTES))
        if any(hmac.compare_digest(each[1], secret.encode()) for each in found):
            break
        if not message.get("more_body"):
            raise Refused(403, "secret")

    async def receive_again() -> Message:
        return read.popleft() if read else await receive()

    return receive_again


def _with_headers(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    own = {name.lower() for name, _value in headers}
    added = [(name, value) for name, value in _HEADERS.items() if name not in own]
    if b"cache-control" not in own:
        added.append((b"cache-control", b"no-store"))
    return [*headers, *added]


async def _answer_shortly(status: int, send: Send) -> None:
    body = f"{status}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
