"""Start the studio of a project: choose its port, let one instance run, open the browser, serve until it is closed.

The port stays the same for a project, because browsers remember the permission for the microphone by host and port.

Every account of a computer may read the arguments of a program. So the browser gets no address that opens a session,
but a file that only this user may read: it leads on, and is gone once a session is open.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import secrets
import socket
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from zt_audio.app.project import user_data, workspace_at
from zt_audio.i18n import gettext as _
from zt_audio.logs import logger_of
from zt_audio.studio.guard import ENTER, HOME, new_token

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp, Receive, Scope, Send

    from zt_audio.studio.studio import Studio

_LIMIT_S = 1800.0
_TICK_S = 30.0


class IdleWatch:
    """Wraps the studio behind its guard, and counts how long no page has asked; an open page asks every two seconds.

    The time is counted in ticks: a laptop that slept in between has not been idle.
    """

    def __init__(self, app: ASGIApp, is_busy: Callable[[], bool], limit_s: float = _LIMIT_S) -> None:
        self._app, self._is_busy, self._limit_s = app, is_busy, limit_s
        self._idle_s = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["zt_session"]:  # a refusal is styled for strangers, too
            self._idle_s = 0.0
        await self._app(scope, receive, send)

    def is_over(self, passed_s: float) -> bool:
        """Count `passed_s` more, and tell whether the studio may end."""
        self._idle_s += passed_s
        return self._idle_s >= self._limit_s and not self._is_busy()

    def end_by(self, stop: Callable[[], None], tick_s: float = _TICK_S) -> None:
        """Call `stop` when the time has come, from a thread of its own."""

        def watch() -> None:
            time.sleep(tick_s)
            while not self.is_over(tick_s):
                time.sleep(tick_s)
            stop()

        threading.Thread(target=watch, daemon=True).start()


_FIRST_PORT, _PORTS = 49_152, 16_000  # the range that no service is registered in
_TRIES = 50  # of ports, where another program has taken the project's own
_MAX_HEADER_BYTES = 1_000_000  # other programs on this computer may set 180 cookies of 4 kB each
_OPENING_S = 30.0  # for a browser that starts on a slow computer
_GRACE_S = 1  # for answers under way when the studio is closed

_log = logger_of(__name__)

_Tell = Callable[[str], None]  # what the terminal shows


def serve_studio(root: Path, tell: _Tell, *, browser: bool = True, port: int | None = None) -> bool:
    """Serve the studio of the project at `root` until it is closed; return False where it runs already.

    Then the page of the running one is opened. Raises ContentError `no-project`.
    """
    root = workspace_at(root).root
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    folder = user_data() / "studio"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    instance, door = folder / f"{name}.json", folder / f"{name}.html"
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if address := _address(instance):
            _show(address, tell)
            if browser:
                _open(address, door, tell)
        return False
    try:
        listening = free_socket(_FIRST_PORT + int(name, 16) % _PORTS if port is None else port)
        _serve(root, instance, door, listening, tell, browser=browser)
    finally:
        instance.unlink(missing_ok=True)
        door.unlink(missing_ok=True)
        lock.release()
    return True


def _serve(root: Path, instance: Path, door: Path, listening: socket.socket, tell: _Tell, *, browser: bool) -> None:
    key = secrets.token_bytes(32)
    port = listening.getsockname()[1]
    write_private(instance, json.dumps({"port": port, "key": key.hex()}).encode())
    address = f"http://127.0.0.1:{port}{ENTER}?t={new_token(key)}"
    _show(address, tell)
    if browser:  # it starts while we load the rest
        threading.Thread(target=copy_context().run, args=(_open, address, door, tell), daemon=True).start()

    from zt_audio.studio.app import make_studio  # noqa: PLC0415 - half a second that a second start saves

    server: list[uvicorn.Server] = []

    def stop() -> None:
        server[0].should_exit = True

    studio = make_studio(root, port, key, stop)
    app, watch = watched(studio, door)
    watch.end_by(stop)
    server.append(studio_server(app))
    with suppress(KeyboardInterrupt), studio:
        asyncio.run(server[0].serve(sockets=[listening]))


def watched(studio: Studio, door: Path) -> tuple[ASGIApp, IdleWatch]:
    """Return `studio` behind its guard, and what counts how long no page has asked; who is refused does not count.

    Once Home was sent the file `door` is removed, and what makes sound is loaded.
    """
    watch = IdleWatch(after_home(studio.web, lambda: door.unlink(missing_ok=True), studio.warm), lambda: studio.is_busy)
    return studio.guarded(watch), watch


def studio_server(studio: ASGIApp) -> uvicorn.Server:
    """Return the server that speaks HTTP for `studio`."""
    import uvicorn  # noqa: PLC0415 - half a second that a second start saves

    config = uvicorn.Config(
        studio,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_GRACE_S,
        lifespan="off",
        http="h11",
        ws="none",
        h11_max_incomplete_event_size=_MAX_HEADER_BYTES,
    )
    return uvicorn.Server(config)


def after_home(studio: ASGIApp, each_time: Callable[[], None], once: Callable[[], None]) -> ASGIApp:
    """Return `studio`, which calls `each_time` and `once` after it has sent Home: until then it needs the processor."""
    cold = [once]

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await studio(scope, receive, send)
        if scope["path"] == HOME:
            each_time()
            while cold:
                cold.pop()()

    return answer


def free_socket(port: int) -> socket.socket:
    """Return a socket that listens on this computer alone, at `port` or the next free one. Raises OSError."""
    for number in range(port, port + _TRIES):
        # Where the protocol is not named asyncio leaves Nagle's algorithm on: each answer waited 40 ms for the browser.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        # On Windows SO_REUSEADDR would let another program take the port over, and only this one keeps it off.
        alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR if alone is None else alone, 1)
        try:
            listening.bind(("127.0.0.1", number))
            listening.listen()  # from now on a browser waits for the answer and is not refused
        except OSError:
            listening.close()
            continue
        return listening
    raise OSError(f"no free port from {port} on")


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only this user may read. Raises OSError."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def write_door(path: Path, address: str) -> None:
    """Write a page that leads on to `address` and that only this user may read. Raises OSError."""
    leads_on = f'<meta http-equiv="refresh" content="0; url={address}">'
    write_private(path, f'<!doctype html><meta charset="utf-8"><title>zt_audio</title>{leads_on}'.encode())


def _address(instance: Path) -> str | None:
    """Return an address that opens the running studio; None where it does not say how."""
    try:
        known = json.loads(instance.read_bytes())
        return f"http://127.0.0.1:{int(known['port'])}{ENTER}?t={new_token(bytes.fromhex(known['key']))}"
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _show(address: str, tell: _Tell) -> None:
    tell(_("The studio: {address}").format(address=address))


def _open(address: str, door: Path, tell: _Tell) -> None:
    """Let a browser open the file `door`, and wait until a session is open: then the file is gone.

    Where none comes, say so: a browser in a sandbox cannot read the file. Then show the page for one without a session,
    which says to copy the address.
    """
    _log.info("opening the browser")
    write_door(door, address)
    webbrowser.open(str(door) if os.name == "nt" else door.as_uri())  # Windows takes names in any script as they are
    told = _("No page has opened yet. Perhaps the browser may not read files: copy this address into it: {address}")
    end = time.monotonic() + _OPENING_S
    while door.exists():
        if time.monotonic() > end:
            tell(told.format(address=address))
            webbrowser.open(address.split(ENTER, maxsplit=1)[0])
            return
        time.sleep(0.1)
