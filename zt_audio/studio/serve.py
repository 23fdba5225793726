"""Start the studio for one project: choose its port, let one instance run, open the browser, serve until it is closed.

The port stays the same for a project, because browsers remember the permission for the microphone by host and port.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from zt_audio.app.project import user_data, workspace_at
from zt_audio.logs import logger_of
from zt_audio.studio.guard import ENTER, HOME, new_token

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp, Receive, Scope, Send

_FIRST_PORT, _PORTS = 49_152, 16_000  # the range that no service is registered in
_TRIES = 50  # of ports, where another program has taken the project's own
_MAX_HEADER_BYTES = 1_000_000  # other programs on this computer may set 180 cookies of 4 kB each
_GRACE_S = 1  # for answers under way when the studio is closed

_log = logger_of(__name__)

Tell = Callable[[str], None]  # what the terminal shows: the address


def serve_studio(root: Path, tell: Tell, *, browser: bool = True, port: int | None = None) -> bool:
    """Serve the studio of the project at `root` until it is closed; return False where it runs already.

    Then the page of the running one is opened. Raises ContentError `no-project`.
    """
    root = workspace_at(root).root
    name = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    folder = user_data() / "studio"
    folder.mkdir(parents=True, exist_ok=True)
    instance = folder / f"{name}.json"
    lock = FileLock(folder / f"{name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        _show(_address(instance), tell, browser=browser)
        return False
    try:
        _serve(root, instance, free_socket(_usual_port(name) if port is None else port), tell, browser=browser)
    finally:
        instance.unlink(missing_ok=True)
        lock.release()
    return True


def _serve(root: Path, instance: Path, listening: socket.socket, tell: Tell, *, browser: bool) -> None:
    key = secrets.token_bytes(32)
    port = listening.getsockname()[1]
    write_private(instance, json.dumps({"port": port, "key": key.hex()}).encode())
    _show(
        f"http://127.0.0.1:{port}{ENTER}?t={new_token(key)}", tell, browser=browser
    )  # it starts while we load the rest

    from zt_audio.studio.app import make_studio  # noqa: PLC0415 - half a second that a second start saves
    from zt_audio.studio.idle import IdleWatch  # noqa: PLC0415 - as above

    server: list[uvicorn.Server] = []

    def stop() -> None:
        server[0].should_exit = True

    studio = make_studio(root, port, key, stop)
    watched = IdleWatch(after_home(studio.asgi, studio.warm), lambda: studio.is_busy)
    watched.end_by(stop)
    server.append(studio_server(watched))
    with suppress(KeyboardInterrupt), studio:
        asyncio.run(server[0].serve(sockets=[listening]))


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


def after_home(studio: ASGIApp, warm: Callable[[], None]) -> ASGIApp:
    """Return `studio`, which calls `warm` once, after it has sent Home: until then the page needs the processor."""
    cold = [warm]

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await studio(scope, receive, send)
        if cold and scope["path"] == HOME:
            cold.pop()()

    return answer


def _usual_port(name: str) -> int:
    return _FIRST_PORT + int(name, 16) % _PORTS


def free_socket(port: int) -> socket.socket:
    """Return a socket that listens on this computer alone, at `port` or the next free one. Raises OSError."""
    for number in range(port, port + _TRIES):
        # Where the protocol is not named asyncio leaves Nagle's algorithm on: each answer waited 40 ms for the browser.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name != "nt":  # on Windows the option would let another program take the port over
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
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


def _address(instance: Path) -> str | None:
    """Return an address that opens the running studio; None where it does not say how."""
    try:
        known = json.loads(instance.read_bytes())
        return f"http://127.0.0.1:{int(known['port'])}{ENTER}?t={new_token(bytes.fromhex(known['key']))}"
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _show(address: str | None, tell: Tell, *, browser: bool) -> None:
    if address is None:
        return
    tell(address)
    if browser:
        _log.info("opening the browser")
        webbrowser.open(address)
