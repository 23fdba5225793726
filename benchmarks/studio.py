"""Measure the studio as a browser meets it: how soon it opens, how soon a keystroke is answered, saved and heard."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import requests

from benchmarks import projects
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.workshop import Workshop

APPEAL = "littering"
_LIMIT_S = 100
_KIB = 1024


@dataclass(frozen=True)
class Open:
    """A studio that runs: `browser` is in a session at `base`; `opened_s` is from the command to Home."""

    process: subprocess.Popen[str]
    browser: requests.Session
    base: str
    opened_s: float


@contextmanager
def opened(project: Path, folder: Path) -> Iterator[Open]:
    """Start the studio of `project` as people do, and close it at the end."""
    environ = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "ZT_AUDIO_LANG": "ru"}
    command = [sys.executable, "-u", "-m", "zt_audio", "--project", str(project), "studio", "--no-browser"]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environ) as process:
        assert process.stdout  # noqa: S101 - a pipe was asked for
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address  # noqa: S101 - it prints nothing else
        browser = requests.Session()
        base = address[0].split("/enter")[0]
        browser.headers["Origin"] = base
        browser.get(address[0], timeout=_LIMIT_S).raise_for_status()
        yield Open(process, browser, base, time.perf_counter() - begun)
        browser.post(f"{base}/leave", timeout=_LIMIT_S)
        process.wait(_LIMIT_S)


def opening(shop: Workshop) -> list[Figure]:
    project = projects.shipped(shop.folder / "studio-opening")
    say(f"studio-opens: {shop.repeats} starts")
    opened_s = []
    for _ in range(shop.repeats):
        with opened(project, shop.folder) as studio:
            opened_s.append(studio.opened_s)
            memory_mb = _memory_mb(studio.process.pid)
    figures = [Figure("studio-opens", median(opened_s), Goal("<=", 2.5, "s"), {}, {"opened_s": rounded(opened_s)})]
    if memory_mb is not None:
        figures.append(Figure("studio-memory", memory_mb, Goal("<=", 120, "MB")))
    return figures


def typing(shop: Workshop) -> list[Figure]:
    """Ask for the marks of a text that is another at every keystroke."""
    return [
        *_typing("studio-keystroke", projects.shipped(shop.folder / "studio-typing"), shop),
        *_typing("studio-keystroke-many", projects.many(shop.folder / "studio-typing-many", shop.places), shop),
    ]


def _typing(name: str, project: Path, shop: Workshop) -> list[Figure]:
    texts = {"kk": "Қоқыс тастамаңыздар. 102-ге хабарласыңыздар.", "ru": "Не мусорите. Звоните 102."}
    with opened(project, shop.folder) as studio:
        say(f"{name}: 60 keystrokes")

        def press(number: int) -> None:
            draft = {"title": texts, "text": {**texts, "ru": f"{texts['ru']} Слово{'о' * number}."}, "unsaved": True}
            address = f"{studio.base}/appeals/{APPEAL}/check"
            studio.browser.post(address, json=draft, timeout=_LIMIT_S).raise_for_status()

        press(0)  # what is read once is remembered
        pressed_s = [_timed(lambda number=number: press(number)) for number in range(1, 61)]  # type: ignore[misc]
    worst_s = quantiles(pressed_s, n=20)[-1]
    detail = {"p95_s": round(worst_s, 3), "max_s": round(max(pressed_s), 3)}
    return [Figure(name, median(pressed_s), Goal("<=", 0.1, "s"), {"p95_at_most_250_ms": worst_s <= 0.25}, detail)]  # noqa: PLR2004


def saving(shop: Workshop) -> list[Figure]:
    project = projects.shipped(shop.folder / "studio-saving")
    file = f"appeals/texts/{APPEAL}.yaml"
    with opened(project, shop.folder) as studio:
        say("studio-save: 30 saves")

        def save(number: int) -> None:
            old = "Не мусорите" if number == 1 else f"Не мусорите {number - 1}"
            edit = {"path": ["title", "ru"], "old": old, "new": f"Не мусорите {number}"}
            address = f"{studio.base}/save"
            answer = studio.browser.post(address, json={"file": file, "edits": [edit]}, timeout=_LIMIT_S)
            answer.raise_for_status()

        saved_s = [_timed(lambda number=number: save(number)) for number in range(1, 31)]  # type: ignore[misc]
    return [Figure("studio-save", median(saved_s), Goal("<=", 0.08, "s"), {}, {"max_s": round(max(saved_s), 3)})]


def hearing(shop: Workshop) -> list[Figure]:
    project = projects.shipped(shop.folder / "studio-hearing")
    with opened(project, shop.folder) as studio:
        say("studio-say: 20 sentences, each twice")

        def hear(number: int) -> None:
            body = {"lang": "ru", "text": f"Не бросайте мусор, урна рядом {number}."}
            studio.browser.post(f"{studio.base}/say", json=body, timeout=_LIMIT_S).raise_for_status()

        hear(0)  # the engine opens
        new_s = [_timed(lambda number=number: hear(number)) for number in range(1, 21)]  # type: ignore[misc]
        again_s = [_timed(lambda number=number: hear(number)) for number in range(1, 21)]  # type: ignore[misc]
    return [
        Figure("studio-say-new", median(new_s), Goal("<=", 0.25, "s"), {}, {"max_s": round(max(new_s), 3)}),
        Figure("studio-say-again", median(again_s), Goal("<=", 0.06, "s"), {}, {"max_s": round(max(again_s), 3)}),
    ]


def _timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _memory_mb(process: int) -> float | None:
    """Return the resident memory of `process`, where the system tells it."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return None
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * _KIB / 1e6 if found else None
