"""Run the studio of a project in this process, for requests and for a real browser."""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
import uvicorn

from zt_audio.studio.app import Studio, make_studio
from zt_audio.studio.guard import new_token
from zt_audio.studio.serve import free_socket

_LIMIT_S = 30


@dataclass(frozen=True)
class RunningStudio:
    """A studio that answers at `base`; `key` makes tokens for it."""

    base: str
    key: bytes
    studio: Studio

    @property
    def door(self) -> str:
        """Return an address that opens a session, once."""
        return f"{self.base}/enter?t={new_token(self.key)}"

    def browser(self, language: str = "en") -> requests.Session:
        """Return a client in a session, which sends what a page of the studio sends."""
        client = requests.Session()
        client.headers["Origin"] = self.base
        client.get(self.door, timeout=_LIMIT_S)
        client.cookies.set("lang", language, domain="127.0.0.1")
        return client


@contextmanager
def running_studio(root: Path) -> Iterator[RunningStudio]:
    """Serve the studio of the project at `root` on a free port until the block ends."""
    listening = free_socket(0)
    port = listening.getsockname()[1]
    key = secrets.token_bytes(32)
    server: list[uvicorn.Server] = []
    studio = make_studio(root, port, key, lambda: setattr(server[0], "should_exit", True))
    config = uvicorn.Config(
        studio.asgi,
        access_log=False,
        log_config=None,
        lifespan="off",
        http="h11",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    server.append(uvicorn.Server(config))
    thread = threading.Thread(target=lambda: asyncio.run(server[0].serve(sockets=[listening])), daemon=True)
    with studio:
        thread.start()
        end = time.monotonic() + _LIMIT_S
        while not server[0].started:
            assert time.monotonic() < end, "the studio does not start"
            time.sleep(0.01)
        try:
            yield RunningStudio(f"http://127.0.0.1:{port}", key, studio)
        finally:
            server[0].should_exit = True
            thread.join(_LIMIT_S)
