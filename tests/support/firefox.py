"""Print pages by Firefox, through its own protocol (Marionette), each time with a new profile."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.support.browser import LIMIT_S
from tests.support.judges import judge
from tests.support.waiting import wait_until

CM = {"a4": {"width": 21.0, "height": 29.7}, "a5": {"width": 14.8, "height": 21.0}}


def firefox_prints(pages: Sequence[tuple[Path, str]]) -> list[bytes]:
    """Return each page as a PDF, on the paper that stands beside it: "a4" or "a5"."""
    firefox = judge("firefox")
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text('user_pref("marionette.port", 0);\n', encoding="utf-8")
        command = [firefox, "--headless", "--marionette", "--no-remote", "--profile", profile]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with socket.create_connection(("127.0.0.1", _port(Path(profile))), timeout=LIMIT_S) as link:
                _answer(link)
                _say(link, "WebDriver:NewSession", {})
                return [_printed(link, page, paper) for page, paper in pages]
        finally:
            process.terminate()
            process.wait()


def _port(profile: Path) -> int:
    """Return the port at which the browser listens, once it does."""
    told = profile / "MarionetteActivePort"
    wait_until(lambda: told.is_file() and told.read_text("utf-8").strip(), LIMIT_S, "the browser does not listen")
    return int(told.read_text("utf-8"))


def _printed(link: socket.socket, page: Path, paper: str) -> bytes:
    _say(link, "WebDriver:Navigate", {"url": page.as_uri()})
    edges = dict.fromkeys(("top", "bottom", "left", "right"), 0)
    told = _say(link, "WebDriver:Print", {"page": CM[paper], "margin": edges, "shrinkToFit": False})
    return base64.b64decode(told["value"])


def _say(link: socket.socket, command: str, facts: Mapping[str, object]) -> Any:  # noqa: ANN401 - as the browser answers
    told = json.dumps([0, 1, command, facts]).encode()
    link.sendall(b"%d:%b" % (len(told), told))
    _kind, _number, error, value = _answer(link)
    assert not error, error
    return value


def _answer(link: socket.socket) -> Any:  # noqa: ANN401 - as the browser answers
    """Return the next message: its length, a colon, JSON."""
    length = b""
    while (byte := link.recv(1)) != b":":
        assert byte, "the browser is gone"
        length += byte
    told = b""
    while len(told) < int(length):
        told += link.recv(int(length) - len(told))
    return json.loads(told)
