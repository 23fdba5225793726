"""The studio as a program: one for a project, on this computer alone, opened by its address, closed by its page."""

from __future__ import annotations

import asyncio
import json
import os
import queue
import re
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from starlette.types import Message, Scope

from tests.support.studio import enter
from tests.support.tiny import Tiny
from zt_audio.cli.main import run
from zt_audio.studio.serve import after_home, free_socket, serve_studio

LIMIT_S = 100


@pytest.fixture
def started(fresh: Tiny, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str, dict[str, str]]]:
    """Give a studio in a process of its own, the address that it prints, and its environment."""
    environ = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "ZT_AUDIO_LANG": "en"}
    command = [sys.executable, "-u", "-m", "zt_audio", "--project", str(fresh.root), "studio", "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environ
    ) as process:
        assert process.stdout
        yield process, address_in(process.stdout.readline()), environ
        process.kill()


def address_in(line: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:\d+/enter\?t=\S+", line)
    assert found, line
    return found[0]


def test_it_is_opened_once_a_project_and_closed_by_its_page(
    started: tuple[subprocess.Popen[str], str, dict[str, str]], fresh: Tiny
) -> None:
    process, address, environ = started
    base = f"http://{urlsplit(address).netloc}"
    browser = requests.Session()
    assert enter(browser, address).status_code == 200
    command = [sys.executable, "-m", "zt_audio", "--project", str(fresh.root), "studio", "--no-browser"]
    second = subprocess.run(command, capture_output=True, encoding="utf-8", env=environ, timeout=LIMIT_S, check=True)
    assert "runs already" in second.stdout + second.stderr
    other = address_in(second.stdout + second.stderr)
    assert urlsplit(other).netloc == urlsplit(address).netloc
    assert requests.get(other, timeout=LIMIT_S).status_code == 200  # a session of its own
    assert "The studio is closed" in browser.post(f"{base}/leave", timeout=LIMIT_S).text
    assert process.wait(LIMIT_S) == 0


def test_only_this_user_may_read_how_it_is_opened(
    started: tuple[subprocess.Popen[str], str, dict[str, str]], tmp_path: Path
) -> None:
    process, address, _environ = started
    (instance,) = (tmp_path / "data" / "zt-audio" / "studio").glob("*.json")
    assert stat.S_IMODE(instance.stat().st_mode) == 0o600
    assert json.loads(instance.read_text(encoding="utf-8"))["port"] == urlsplit(address).port
    process.terminate()
    process.wait(LIMIT_S)


def test_it_listens_on_this_computer_alone(started: tuple[subprocess.Popen[str], str, dict[str, str]]) -> None:
    port = urlsplit(started[1]).port
    assert port
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, type=socket.SOCK_STREAM)}
    for other in others - {"127.0.0.1", "::1"}:
        with socket.socket(socket.AF_INET6 if ":" in str(other) else socket.AF_INET) as knocking:
            knocking.settimeout(5)
            assert knocking.connect_ex((str(other), port)) != 0


def test_no_answer_waits_for_the_browser() -> None:
    """Asyncio turns Nagle's algorithm off only where the socket names its protocol; with it a page takes 40 ms more."""
    with free_socket(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_what_makes_sound_is_loaded_once_home_was_sent() -> None:
    done: list[str] = []

    async def studio(scope: Scope, _receive: object, _send: object) -> None:
        done.append(scope["path"])

    warmed = after_home(studio, lambda: done.append("closed"), lambda: done.append("warm"))

    async def visit() -> None:
        for path in ("/enter", "/", "/"):
            await warmed({"path": path}, receive_nothing, send_nothing)

    asyncio.run(visit())
    assert done == ["/enter", "/", "closed", "warm", "/", "closed"]


async def receive_nothing() -> Message:
    return {}


async def send_nothing(_message: Message) -> None:
    pass


def test_the_port_stays_and_another_is_taken_where_it_is_used(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    ports = [urlsplit(opened(fresh.root)).port for _attempt in range(3)]
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # the studio has just left the port
        taken.bind(("127.0.0.1", ports[0]))
        taken.listen()
        ports.append(urlsplit(opened(fresh.root)).port)
    assert len(set(ports[:3])) == 1
    assert ports[3] != ports[0]


def opened(root: Path) -> str:
    """Serve the studio of `root` in this process, close it by its page, and return its address."""
    told: queue.Queue[str] = queue.Queue()
    serving = threading.Thread(target=lambda: serve_studio(root, told.put, browser=False), daemon=True)
    serving.start()
    address = address_in(told.get(timeout=LIMIT_S))
    base = f"http://{urlsplit(address).netloc}"
    browser = requests.Session()
    enter(browser, address)
    browser.post(f"{base}/leave", timeout=LIMIT_S)
    serving.join(LIMIT_S)
    assert not serving.is_alive()
    return address


def test_where_there_is_no_project_it_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--project", str(tmp_path), "studio", "--no-browser"]) == 3
    assert "[no-project]" in capfd.readouterr().err
