"""Let only this computer's own browser in: the outermost layer of the studio, which no route can forget.

A page of another site can make a browser send requests to 127.0.0.1, and can rebind its own name to that address. So
the host and the origin of each request are compared with a fixed list, never with each other; a session needs a cookie
that only a one-use token gives; and an answer carries headers that forbid everything except our own files.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zt_audio.studio.who import cookie_value

HOME = "/"
ENTER = "/enter"  # the only path without a session: it takes the token
WORD_FILE = "/word"  # a file of Word comes as it is
TAKES = "/takes/"  # recordings come as raw sound
PLACE_TABLE = "/places/table"  # a form with a table of places
_READING = frozenset({"GET", "HEAD"})
_WRITING = frozenset({"POST", "PUT"})
_MAX_BODY_BYTES = 1_000_000
_MAX_TAKE_BYTES = 128_000_000  # five minutes of float32 stereo at 48 kHz
_MAX_TABLE_BYTES = 20_100_000  # 20 MB, as app/place_import.py allows, and the fields beside it
_MAX_WORD_BYTES = 5_000_000
_MAX_PATH_BYTES = 2_000

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


class Sessions:
    """Gives out one-use tokens, and the session that each of them opens."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._used: set[str] = set()
        self._lock = threading.Lock()
        self._session = secrets.token_urlsafe(32)

    @property
    def cookie(self) -> str:
        """Return the value of the cookie that a browser in a session has."""
        return self._session

    def enter(self, token: str) -> bool:
        """Tell whether `token` opens a session; it does so once."""
        nonce, _, proof = token.partition(".")
        if not hmac.compare_digest(_proof(self._key, nonce).encode(), proof.encode()):
            return False
        with self._lock:
            if nonce in self._used:
                return False
            self._used.add(nonce)
        return True

    def is_open(self, cookie: str) -> bool:
        """Tell whether `cookie` is that of a session."""
        return hmac.compare_digest(cookie.encode(), self._session.encode())


def new_token(key: bytes) -> str:
    """Return a one-use token. Only this user may read the key that makes it."""
    nonce = secrets.token_urlsafe(16)
    return f"{nonce}.{_proof(key, nonce)}"


def _proof(key: bytes, nonce: str) -> str:
    return hmac.new(key, nonce.encode(), "sha256").hexdigest()


class Refused(HTTPException):  # where the studio reads a body, it answers as for any other HTTPException
    """A request that is not let in."""


class Guard:
    """Wraps the studio: refuses what is not this computer's own browser, and adds headers to each answer."""

    def __init__(self, app: ASGIApp, port: int, sessions: Sessions) -> None:
        self._app = app
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
        try:
            limit = self._checked(scope)
        except Refused as refused:
            await _answer(refused.status_code, send)
            return
        begun = False

        async def send_guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": _with_headers(message.get("headers", []))}
            await send(message)

        try:
            await self._app(scope, _bounded(receive, limit), send_guarded)
        except Refused as refused:
            if not begun:
                await _answer(refused.status_code, send)

    def _checked(self, scope: Scope) -> int:
        """Return how many bytes the body may have. Raises Refused."""
        headers = _once(scope["headers"])
        method, path = scope["method"], scope["path"]
        if headers.get(b"host", b"").decode("latin-1") not in self._hosts:
            raise Refused(421)
        if method not in _READING | _WRITING:
            raise Refused(405)
        if len(scope.get("raw_path") or path.encode()) > _MAX_PATH_BYTES:
            raise Refused(414)
        if not self._is_from_us(method, headers):
            raise Refused(403)
        cookie = cookie_value(headers.get(b"cookie", b"").decode("latin-1"), self.cookie_name)
        if path != ENTER and not self._sessions.is_open(cookie):
            raise Refused(403)
        return _body_limit(method, path, headers.get(b"content-length", b"0"))

    def _is_from_us(self, method: str, headers: Mapping[bytes, bytes]) -> bool:
        """Tell whether one of our pages sends the request, or a person typed its address."""
        site = headers.get(b"sec-fetch-site")
        if method in _READING:
            return site in (None, b"same-origin", b"none")
        origin = headers.get(b"origin", b"").decode("latin-1")
        return origin in self._origins and site in (None, b"same-origin")


def _body_limit(method: str, path: str, length: bytes) -> int:
    limit = _MAX_BODY_BYTES
    if method == "PUT" and path.startswith(TAKES):
        limit = _MAX_TAKE_BYTES
    elif method == "PUT" and path == WORD_FILE:
        limit = _MAX_WORD_BYTES
    elif path == PLACE_TABLE:
        limit = _MAX_TABLE_BYTES
    if not length.isdigit():
        raise Refused(400)
    if int(length[:20]) > limit:
        raise Refused(413)
    return limit


def _once(headers: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Return the headers by name. Raises Refused where one that decides is given twice."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in found and name in (b"host", b"origin", b"cookie", b"content-length", b"sec-fetch-site"):
            raise Refused(400)
        found[name] = value
    return found


def _bounded(receive: Receive, limit: int) -> Receive:
    """Return `receive` that refuses a body of more than `limit` bytes, whatever its headers say."""
    seen = 0

    async def receive_bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise Refused(413)
        return message

    return receive_bounded


def _with_headers(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    own = {name.lower() for name, _value in headers}
    added = [(name, value) for name, value in _HEADERS.items() if name not in own]
    if b"cache-control" not in own:
        added.append((b"cache-control", b"no-store"))
    return [*headers, *added]


async def _answer(status: int, send: Send) -> None:
    body = f"{status}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": _with_headers(headers)})
    await send({"type": "http.response.body", "body": body})
