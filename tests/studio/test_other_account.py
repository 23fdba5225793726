"""Another account of the computer sees each program that starts, with its arguments, and gets into no studio so."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from tests.support.waiting import wait_until

STARTS = int(os.environ.get("ZT_STARTS_WATCHED", "1"))  # by hand: 200
LIMIT_S = 100
NOBODY = 65534

BROWSER = """
import http.client, json, re, sys, time
from pathlib import Path
from urllib.parse import unquote, urlsplit

file = Path(unquote(urlsplit(sys.argv[2]).path))
mode = file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777
time.sleep(0.5)  # a real one needs longer
address = urlsplit(re.search('url=([^"]+)', file.read_text())[1])
server = http.client.HTTPConnection(address.netloc, timeout=90)
server.request("GET", f"{address.path}?{address.query}", headers={"Sec-Fetch-Site": "cross-site"})
entered = server.getresponse()
entered.read()
server.request("GET", "/", headers={"Cookie": entered.getheader("set-cookie", "").split(";")[0]})
home = server.getresponse()
home.read()
while file.exists():  # it goes once Home was sent
    time.sleep(0.01)
Path(sys.argv[1] + ".part").write_text(json.dumps([*mode, entered.status, home.status]))
Path(sys.argv[1] + ".part").rename(sys.argv[1])
"""
OTHER = """
import glob, http.client, re, sys, time

seen = set()
print("ready", flush=True)
while True:
    for name in [*glob.glob("/proc/[0-9]*/cmdline"), *glob.glob(sys.argv[1] + "/**/*", recursive=True)]:
        try:
            with open(name, "rb") as file:
                line = file.read(65536)
        except OSError:
            continue
        for port, path in re.findall(rb"http://127\\.0\\.0\\.1:(\\d+)(/enter\\?t=[\\w.-]+)", line):
            if (port, path) in seen:
                continue
            seen.add((port, path))
            server = http.client.HTTPConnection("127.0.0.1", int(port), timeout=90)
            try:
                server.request("GET", path.decode())
                print("found", server.getresponse().status, flush=True)
            except OSError:
                print("found", path.decode(), flush=True)
    time.sleep(0.02)
"""


@pytest.fixture
def shared() -> Iterator[Path]:
    """Give a folder that every account may look into."""
    folder = Path(tempfile.mkdtemp(prefix="zt-accounts-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def found(shared: Path) -> Iterator[Path]:
    """Let another account look for addresses all the time, and give the file in which it says what it finds.

    Without the rights of root it is this account, which looks at the arguments of programs alone.
    """
    is_root = os.geteuid() == 0
    log = shared / "found.txt"
    who = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if is_root else {}
    folder = str(shared) if is_root else "/nowhere"
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable  # one that any account may start
    command = [python, "-c", OTHER, folder]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, cwd="/", **who) as other:  # type: ignore[call-overload]
        while "ready" not in log.read_text(encoding="utf-8"):
            assert other.poll() is None
            time.sleep(0.05)
        yield log
        assert other.poll() is None, log.read_text(encoding="utf-8")
        other.kill()


def test_it_gets_in_at_no_start(fresh: Tiny, shared: Path, found: Path) -> None:
    browser = shared / "browser.py"
    browser.write_text(BROWSER, "utf-8")
    for start in range(STARTS):
        seen = shared / f"seen-{start}.json"
        command = [sys.executable, "-m", "zt_audio", "--project", str(fresh.root), "studio"]
        opens = f"{sys.executable} {browser} {seen} %s &"
        environ = {**os.environ, "XDG_DATA_HOME": str(shared / "data"), "BROWSER": opens, "DISPLAY": ":9"}
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ) as studio:
            wait_until(lambda: seen.exists() or studio.poll() is not None, LIMIT_S)  # noqa: B023 - asked at once
            assert studio.poll() is None
            studio.terminate()
        assert json.loads(seen.read_text(encoding="utf-8")) == [0o600, stat.S_IRWXU, 200, 200]
        assert list((shared / "data").rglob("*.html")) == []
    assert found.read_text(encoding="utf-8") == "ready\n"
