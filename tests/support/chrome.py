"""Act on a page in a real browser through Chromium's own protocol, each time with a new profile."""

from __future__ import annotations

import atexit
import base64
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from typing import Any, BinaryIO

import pytest

from tests.support.browser import FLAGS, LIMIT_S
from tests.support.judges import judge

AXE = Path(__file__).parent / "axe" / "axe.min.js"


_LOOK_S = 10  # for a look of a second at a page


class RefusedError(Exception):
    """The browser refuses a command, in its own words."""


@dataclass
class _Answers:
    """What the browser writes, message by message; the start of one that is not whole is kept for the next reader."""

    pipe: BinaryIO
    kept: bytearray = field(default_factory=bytearray)

    def next(self, limit_s: float) -> dict[str, Any]:
        """Return the next message. Raises TimeoutError where none comes whole in time."""
        end = time.monotonic() + limit_s
        while (length := self.kept.find(b"\0")) < 0:
            if not select([self.pipe], [], [], max(0.0, end - time.monotonic()))[0]:
                raise TimeoutError
            read = os.read(self.pipe.fileno(), 1 << 16)
            assert read, "the browser is gone"
            self.kept += read
        message: dict[str, Any] = json.loads(self.kept[:length])
        del self.kept[: length + 1]
        return message


@dataclass
class Chrome:
    """`say` sends a command of the DevTools protocol to the page; what the page says meanwhile is kept."""

    to: BinaryIO
    answers: _Answers
    profile: Mapping[str, str] = field(default_factory=dict)  # as commands name it; empty: that of the browser itself
    session: str = ""
    last: int = 0
    leaves: bool = False  # a page with unsaved words
    events: list[dict[str, Any]] = field(default_factory=list)

    def say(self, method: str, **params: object) -> dict[str, Any]:
        """Return what the browser answers. Raises RefusedError, or TimeoutError that names what was never answered."""
        return self._asked(method, LIMIT_S, params)

    def _asked(self, method: str, limit_s: float, params: Mapping[str, object]) -> dict[str, Any]:
        self.last += 1
        session = {"sessionId": self.session} if self.session else {}
        self.to.write(json.dumps({"id": self.last, "method": method, "params": params, **session}).encode() + b"\0")
        self.to.flush()
        end = time.monotonic() + limit_s
        while (answer := self._heard(end, method)).get("id") != self.last:
            self.events.append(answer)
            if answer.get("method") == "Page.javascriptDialogOpening":
                self._decide()
        if "error" in answer:
            raise RefusedError(answer["error"]["message"])
        result: dict[str, Any] = answer["result"]
        return result

    def _heard(self, end: float, method: str) -> dict[str, Any]:
        try:
            return self.answers.next(end - time.monotonic())
        except TimeoutError:
            raise TimeoutError(f"the browser never answered {method}") from None

    def _decide(self) -> None:
        """Answer where the browser asks whether to leave a page with unsaved words; it waits for that."""
        command = {"id": -1, "method": "Page.handleJavaScriptDialog", "params": {"accept": self.leaves}}
        self.to.write(json.dumps({**command, "sessionId": self.session}).encode() + b"\0")
        self.to.flush()

    def attach(self, address: str) -> str:
        """Open a tab of this profile, and talk to it from now on. Returns its session."""
        self.session = ""
        target = self.say("Target.createTarget", url=address, **self.profile)["targetId"]
        self.session = self.say("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return self.session

    def open(self, page: Path) -> None:
        self.visit(page.as_uri())

    def visit(self, address: str) -> None:
        """Open `address` as whoever sits down here next: what is unsaved on the page before is left."""
        self.leaves = True
        self.say("Page.navigate", url=address)
        self.leaves = False
        self.until("document.readyState === 'complete'")

    def run(self, script: str, limit_s: float = LIMIT_S) -> Any:  # noqa: ANN401 - whatever the page returns
        """Return what `script` comes to, run as if the user had just tapped."""
        asked = {"expression": script, "awaitPromise": True, "returnByValue": True, "userGesture": True}
        done = self._asked("Runtime.evaluate", limit_s, asked)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until `script`, which changes nothing, is true. Fails the test where it never is.

        The page itself looks every 10 ms: what is true for a moment only would be missed from here on a busy machine.
        A `script` that throws is not true yet: what it looks into may not have come.
        """
        self.first(f"!!({script})")

    def first(self, script: str) -> Any:  # noqa: ANN401 - whatever the page returns
        """Return what `script` comes to as soon as that is something. Fails the test where it never does."""
        end = time.monotonic() + LIMIT_S
        while not (seen := self._looked(script)).get("found"):
            if time.monotonic() > end:
                pytest.fail(f"never true in the browser: {script} {seen.get('thrown', '')}")
        return seen["found"]

    def _looked(self, script: str) -> dict[str, Any]:
        """Return what `script` comes to within about a second as `found`, or what it last threw as `thrown`.

        The page may go to another one meanwhile.
        """
        look = f"""(async () => {{
            let thrown = "";
            for (let times = 0; times < 100; times++) {{
                try {{
                    const found = {script};
                    if (found) return {{ found }};
                    thrown = "";
                }} catch (error) {{ thrown = String(error); }}
                await new Promise(go => setTimeout(go, 10));
            }}
            return {{ thrown }}; }})()"""
        try:
            return self.run(look, _LOOK_S) or {}
        except TimeoutError:  # a page that was left while it looked may be kept asleep, and never answers
            return {}
        except RefusedError as refused:
            if any(word in str(refused) for word in ("navigated", "collected", "context")):
                return {}
            raise

    def set_clock(self, time: str) -> None:
        """Let every page that is opened from now on read `time`, such as 10:05, from its clock."""
        hour, minute = map(int, time.split(":"))
        told = f"Date.prototype.getHours = () => {hour}; Date.prototype.getMinutes = () => {minute};"
        self.say("Page.addScriptToEvaluateOnNewDocument", source=told)

    def keep_downloads(self, folder: Path) -> None:
        told = {"behavior": "allow", "downloadPath": str(folder)}
        self.say("Browser.setDownloadBehavior", **told, **self.profile)

    def theme(self, name: str) -> None:
        """Let the computer ask for `light` or `dark` pages."""
        self.say("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def key(self, key: str) -> None:
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        for kind in ("keyDown", "keyUp"):
            self.say("Input.dispatchKeyEvent", type=kind, key=key, text=text)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Write a PNG of what is seen, or of the `whole` page."""
        shot = self.say("Page.captureScreenshot", captureBeyondViewport=whole, **self._clip(whole=whole))
        path.write_bytes(base64.b64decode(shot["data"]))

    def printed(self) -> bytes:
        """Return the page as a person prints it who changes nothing: with the browser's head and foot, no grounds."""
        told = self.say("Page.printToPDF", preferCSSPageSize=True, displayHeaderFooter=True, printBackground=False)
        return base64.b64decode(told["data"])

    def _clip(self, *, whole: bool) -> dict[str, object]:
        if not whole:
            return {}
        size = self.say("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}}

    def violations(self) -> list[str]:
        """Return what axe-core finds wrong on the page as it stands, by every rule of WCAG to AAA and best practice."""
        self.run(f"{AXE.read_text('utf-8')}; 0")
        tags = [*(f"wcag2{level}" for level in ("a", "aa", "aaa")), "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.run(f"axe.run(document, {{ runOnly: {json.dumps(tags)}, resultTypes: ['violations'] }})")
        return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]

    def complaints(self) -> list[str]:
        """Return the lines of the console and every error that was not caught."""
        self.run("0")  # whatever was said before has been heard now
        told = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [json.dumps(event["params"]) for event in self.events if event.get("method") in told]


@dataclass
class _Browser:
    """A browser that runs, and the folder that it writes to; pages of one after the other are opened in it."""

    process: subprocess.Popen[bytes]
    to: BinaryIO
    answers: _Answers
    folder: tempfile.TemporaryDirectory[str]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.to.close()
        self.answers.pipe.close()
        self.folder.cleanup()


_WAITING: list[_Browser] = []  # one at most: to start a browser takes longer than most tests


@atexit.register
def _end_what_waits() -> None:
    while _WAITING:
        _WAITING.pop().end()


def _start(flags: Sequence[str]) -> _Browser:
    binary, shell = judge("chromium"), judge("bash")
    ours, theirs = os.pipe(), os.pipe()  # we read what we wrote to neither
    folder = tempfile.TemporaryDirectory(prefix="chrome-", ignore_cleanup_errors=True)
    flags = [*FLAGS, *flags, "--remote-debugging-pipe", "--mute-audio", f"--user-data-dir={folder.name}", "about:blank"]
    # The protocol is fixed to the descriptors 3, to read from, and 4, to write to.
    script = f'exec 3<&{theirs[0]} 4>&{ours[1]}; exec "$@"'
    process = subprocess.Popen(
        [shell, "-c", script, shell, binary, *flags],
        pass_fds=(theirs[0], ours[1]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # else it calls a file «Шұғыл.mp3» "download"
    )
    os.close(theirs[0])
    os.close(ours[1])
    return _Browser(process, os.fdopen(theirs[1], "wb"), _Answers(os.fdopen(ours[0], "rb", buffering=0)), folder)


@contextmanager
def chrome(width: int = 412, height: int = 915, flags: Sequence[str] = ()) -> Iterator[Chrome]:
    """Yield a browser with one page of the size of a phone, started with `flags` beside ours.

    One without `flags` is that of the test before, if nothing went wrong there; the profile is new each time.
    """
    browser = _WAITING.pop() if _WAITING and not flags else _start(flags)
    again = False
    try:
        page = Chrome(browser.to, browser.answers)
        if not flags:  # they are about the browser's own profile, such as a microphone that it may hear
            page.profile = page.say("Target.createBrowserContext")
        page.attach("about:blank")
        for domain in ("Page", "Runtime", "Log", "Accessibility"):
            page.say(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True}
        page.say("Emulation.setDeviceMetricsOverride", **size)
        yield page
        if not flags and not _WAITING:
            page.session = ""
            page.say("Target.disposeBrowserContext", **page.profile)
            again = True
    finally:
        if again:
            _WAITING.append(browser)
        else:
            browser.end()
