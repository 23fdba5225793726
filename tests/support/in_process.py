"""Ask a studio in this process, without a socket and without a browser: one request, one whole answer."""

from __future__ import annotations

import asyncio
import json
import secrets
import string
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, unquote, urlencode, urlsplit

from starlette.types import Message

from zt_audio.studio import desk, jobs
from zt_audio.studio.app import make_studio
from zt_audio.studio.guard import SECRET_HEADER, Session, new_token
from zt_audio.studio.studio import Studio

_PORT = 50_000
BASE = f"http://127.0.0.1:{_PORT}"
FORM = "application/x-www-form-urlencoded"


class ThreadForProcess:
    """Stands for zt_audio.processes.child.ChildProcess: the same function in a thread, which starts in no time."""

    def __init__(self, target: Callable[..., None], *arguments: object) -> None:
        self.pipe, self._theirs = Pipe()
        self._thread = Thread(target=self._run, args=(target, *arguments), daemon=True)
        self._thread.start()

    def _run(self, target: Callable[..., None], *arguments: object) -> None:
        try:
            with patch("signal.signal"):  # which only the main thread of a process may call
                target(self._theirs, *arguments)
        finally:
            self._theirs.close()

    @property
    def is_alive(self) -> bool:
        return self._thread.is_alive()

    @property
    def how_it_ended(self) -> str:
        return "a thread ended"

    def kill(self) -> None:
        self._theirs.close()

    def end(self, goodbye_s: float = 0) -> None:
        self.pipe.close()
        self._thread.join(30)


@dataclass(frozen=True)
class Answered:
    """What a studio answered; `headers` has small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever it answered
        return json.loads(self.body) if self.headers.get("content-type", "").startswith("application/json") else None


@dataclass
class Asker:
    """A browser in a session of `studio`, as far as a request shows it. Follows no redirection."""

    studio: Studio
    session: Session
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)
    _loop: asyncio.Runner = field(default_factory=asyncio.Runner)

    def get(self, address: str) -> Answered:
        return self.ask("GET", address)

    def post(self, address: str, form: Mapping[str, str], came_from: str = "/") -> Answered:
        body = urlencode(form, errors="surrogatepass").encode()
        return self.ask("POST", address, body, FORM, came_from)

    def send(self, address: str, value: object, method: str = "POST", came_from: str = "/") -> Answered:
        """Send `value` as a script of a page does: bytes as they are, all else as JSON."""
        if isinstance(value, bytes):
            return self.ask(method, address, value, "application/octet-stream", came_from, fetch=True)
        return self.ask(method, address, json.dumps(value).encode(), "application/json", came_from, fetch=True)

    def ask(
        self,
        method: str,
        address: str,
        body: bytes = b"",
        kind: str = "",
        came_from: str = "/",
        *,
        fetch: bool = False,
        tells_length: bool = True,
    ) -> Answered:
        """Return the answer to one request. Raises whatever escapes from the studio."""
        split = urlsplit(address)
        headers = {
            "host": f"127.0.0.1:{_PORT}",
            "cookie": "; ".join(f"{name}={value}" for name, value in self._cookies().items()),
            **({"content-length": str(len(body))} if tells_length else {}),
            "sec-fetch-site": "same-origin",
            "sec-fetch-dest": "empty" if fetch else "document",
            "referer": BASE + quote(came_from, safe=string.punctuation),  # as browsers write it
            **({"content-type": kind} if kind else {}),
            **({} if method == "GET" else {"origin": BASE, SECRET_HEADER: self.session.secret}),
        }
        raw = quote(split.path, safe="/%").encode()
        scope = {
            "type": "http",
            "http_version": "1.1",
            "scheme": "http",
            "method": method,
            "path": unquote(split.path),
            "raw_path": raw,
            "query_string": split.query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            "server": ("127.0.0.1", _PORT),
            "client": ("127.0.0.1", 50_001),
        }
        return self._loop.run(self._answer(scope, body))

    def close(self) -> None:
        self._loop.close()

    def _cookies(self) -> dict[str, str]:
        return {f"zt{_PORT}": self.session.cookie, "lang": self.language, **self.cookies}

    async def _answer(self, scope: dict[str, Any], body: bytes) -> Answered:
        got: list[Message] = []
        sent = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> Message:
            return next(sent, {"type": "http.disconnect"})

        async def send(message: Message) -> None:
            got.append(message)

        await self.studio.guarded(self.studio.web)(scope, receive, send)
        begin = got[0]
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in begin["headers"]}
        return Answered(begin["status"], headers, b"".join(message.get("body", b"") for message in got[1:]))


@contextmanager
def studio_in_process(root: Path) -> Iterator[Asker]:
    """Give a browser in a session of the studio of the project at `root`; its sound is made in threads."""
    key = secrets.token_bytes(32)
    with (
        patch.object(desk, "ChildProcess", ThreadForProcess),
        patch.object(jobs, "ChildProcess", ThreadForProcess),
        make_studio(root, _PORT, key, lambda: None) as studio,
    ):
        session = studio.sessions.enter(new_token(key))
        assert session
        asker = Asker(studio, session)
        try:
            yield asker
        finally:
            asker.close()
