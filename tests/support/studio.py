"""Run the studio of a project in this process, for requests and for a real browser."""

from __future__ import annotations

import asyncio
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
import uvicorn

from tests.support.waiting import wait_until
from zt_audio.studio.app import make_studio
from zt_audio.studio.guard import SECRET_HEADER, new_token
from zt_audio.studio.serve import free_socket, studio_server
from zt_audio.studio.studio import Studio

_LIMIT_S = 30
PAGES = (  # every page that a small project has
    "/",
    "/urgent",
    "/appeals",
    "/appeals/a",
    "/appeals/+",
    "/places",
    "/places/market",
    "/playlists",
    "/playlists/city",
    "/week",
    "/week?from=2020-01-06",
    "/replace",
    "/replace?find=мусор&instead=отходы",
    "/recordings",
    "/recordings/session?lang=kk",
    "/recordings/voices",
    "/recordings/voices/audition?lang=ru",
    "/sound",
    "/sound/voices",
    "/approvals",
    "/pairs",
    "/people",
    "/sticks",
    "/history",
    "/find?q=%D0%BC%D1%83%D1%81%D0%BE%D1%80",
    "/settings",
    "/greetings",
    "/words",
    "/readings",
    "/facts",
    "/proof",
    "/players",
    "/help",
    "/help/recordings",
    "/files/appeals/places.yaml",
    "/files/appeals/playlists/city.yaml",
)
PARTS_OF_PAGES = ("/recordings/voices/chains", "/sticks/drives")  # what a page fetches anew
NO_PAGE = "/nothing-here"


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
        enter(client, self.door)
        client.cookies.set("lang", language, domain="127.0.0.1")
        return client


def enter(client: requests.Session, door: str) -> requests.Response:
    """Open a session by the address `door`; from then on `client` sends what a page of the studio sends."""
    entered = client.get(door, timeout=_LIMIT_S)
    client.headers.update({"Origin": door.split("/enter", maxsplit=1)[0], SECRET_HEADER: secret_in(entered.text)})
    return entered


def secret_in(page: str) -> str:
    """Return the secret in the page that opens a session; a form may send it as its field `secret`, too."""
    found = re.search(r'data-secret="([\w-]{43})"', page)
    assert found, page
    return found[1]


@contextmanager
def running_studio(root: Path) -> Iterator[RunningStudio]:
    """Serve the studio of the project at `root` on a free port until the block ends."""
    listening = free_socket(0)
    port = listening.getsockname()[1]
    key = secrets.token_bytes(32)
    server: list[uvicorn.Server] = []
    studio = make_studio(root, port, key, lambda: setattr(server[0], "should_exit", True))
    server.append(studio_server(studio.guarded(studio.web)))
    thread = threading.Thread(target=lambda: asyncio.run(server[0].serve(sockets=[listening])), daemon=True)
    with studio:
        thread.start()
        wait_until(lambda: server[0].started, _LIMIT_S, "the studio does not start")
        try:
            yield RunningStudio(f"http://127.0.0.1:{port}", key, studio)
        finally:
            server[0].should_exit = True
            thread.join(_LIMIT_S)
