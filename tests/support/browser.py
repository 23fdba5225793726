"""Open a page in a real browser without a screen, each time with a new profile."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.judges import judge

FLAGS = (
    "--headless",
    "--no-sandbox",  # continuous integration runs as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    # Each page brought two more, hidden ones for what an address bar may show: a quarter of the browser's work. A page
    # that was left is not kept asleep: it would never answer, and what it had asked for would come in the next test.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,BackForwardCache",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing leaves this machine, whatever pages ask
    "--enable-logging=stderr",
)
LIMIT_S = 120  # for a browser that starts on a busy machine; it takes 2
THE_BROWSER_ITSELF = "not an origin"  # looks for updates and the like


@dataclass(frozen=True, slots=True)
class Seen:
    """The page as it stands after its scripts ran; what its console says; what it asked for beyond itself."""

    dom: str
    console: tuple[str, ...]
    requests: tuple[str, ...]


def look(page: Path) -> Seen:
    """Open the file `page`. Fails the test where there is no browser or it does not come to an end."""
    chromium = judge("chromium")
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        log = Path(folder) / "net.json"
        command = [chromium, *FLAGS, f"--user-data-dir={folder}/profile", f"--log-net-log={log}", "--dump-dom"]
        try:
            done = subprocess.run([*command, page.as_uri()], capture_output=True, timeout=LIMIT_S, check=False)
        except subprocess.TimeoutExpired:
            pytest.fail(f"the browser did not end within {LIMIT_S} s")
        said = done.stderr.decode(errors="replace")
        if done.returncode or not log.is_file():
            pytest.fail(f"the browser ended with {done.returncode}: {said[-2000:]}")
        return Seen(done.stdout.decode(), tuple(re.findall(r":CONSOLE:\d+\] (.*)", said)), _requests(log))


def _requests(log: Path) -> tuple[str, ...]:
    """Return the addresses that pages asked the network for, from the browser's own log."""
    tree = json.loads(log.read_text("utf-8"))
    start = tree["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = [event["params"] for event in tree["events"] if event["type"] == start and "url" in event.get("params", {})]
    return tuple(each["url"] for each in asked if each.get("initiator") != THE_BROWSER_ITSELF)
