"""Commands whose standard streams were closed before they began: no crash, and no file gets what was to be printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.zt_cli import environment, snapshot

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell of Windows closes no stream")
COMMANDS = (
    ("check",),
    ("build",),
    ("verify",),
    ("voices",),
    ("doctor",),
    ("spoken", "--lang", "ru"),
    ("spoken", "--lang", "ru", "--case", "gen"),
    ("export", "city", "OUT"),
    ("cache", "--drop-fetched"),
    ("voices", "install", "ru_RU-irina-medium"),
    ("recordings", "script", "-o", "OUT/sheet.html"),
    ("report", "-o", "OUT/report.html"),
    ("init", "OUT/new"),
)


def closed(project: Path, streams: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command with the streams of these numbers closed."""
    shell = ["/bin/sh", "-c", f'exec "$@" {" ".join(f"{number}>&-" for number in streams)}', "sh"]
    command = [*shell, sys.executable, "-m", "zt_audio", "--project", str(project), *arguments]
    return subprocess.run(
        command, capture_output=True, stdin=subprocess.PIPE, env=environment(), timeout=120, check=False
    )


@pytest.mark.slow  # two processes for each command
@pytest.mark.parametrize("streams", ["0", "012"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_closed_streams_lead_nowhere(built: Path, tmp_path: Path, command: tuple[str, ...], streams: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    arguments = [part.replace("OUT", str(out)) for part in command]
    before = snapshot(built / "output")
    done = closed(built, streams, *arguments)
    open_streams = done.stdout + done.stderr
    assert done.returncode in (0, 1, 2, 3, 4), open_streams
    assert b"Traceback" not in open_streams
    assert b"itself" not in open_streams
    if command[0] != "build":
        assert snapshot(built / "output") == before
    assert closed(built, "", "verify").returncode == 0
