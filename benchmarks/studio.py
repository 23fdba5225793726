"""Measure the studio as a browser meets it: how soon it opens, answers a keystroke, saves, sounds, judges and tells.

Wall time: of a machine that does nothing else.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import requests

from benchmarks import projects
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.workshop import Workshop
from tests.support.studio import enter
from zt_audio.studio.addresses import NAVIGATION

APPEAL = "littering"
_SCREENS = (
    *(
        f"/appeals/{APPEAL}",
        "/places/yasny",
        "/playlists/markets",
        "/greetings",
        "/words",
        "/readings",
        "/facts",
    ),
    *("/players", "/pairs", "/people", "/recordings/voices", "/recordings/session?lang=kk"),
)  # besides those of the navigation
_PART = re.compile(
    r"""(?:\ssrc=|<link [^>]*href=|from |url\(|addModule\()"([^"]+)"""
)  # what a browser loads with a page
_LATER = ("/static/fonts/", "/tracks/")  # fonts weigh 1 MB, and a track is loaded where a person plays it
_ROUTES = ("city-centre", "districts", "districts-east", "markets")
_RATE_HZ = 48_000
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
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=environ
    ) as process:
        assert process.stdout  # noqa: S101 - a pipe was asked for
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address  # noqa: S101 - it prints nothing else
        browser = requests.Session()
        base = address[0].split("/enter")[0]
        enter(browser, address[0])
        browser.get(f"{base}/", timeout=_LIMIT_S).raise_for_status()
        yield Open(process, browser, base, time.perf_counter() - begun)
        browser.post(f"{base}/leave", timeout=_LIMIT_S)
        process.wait(_LIMIT_S)


def opening(shop: Workshop) -> list[Figure]:
    """Open the studio of a project that was built, and Home again."""
    project = shop.shipped
    say(f"studio-opens: {shop.repeats} starts")
    opened_s, again_s = [], []
    for _ in range(shop.repeats):
        with opened(project, shop.folder) as studio:
            opened_s.append(studio.opened_s)
            _hear(studio, 0)  # what is loaded once Home was sent is there
            again_s.append(_timed(lambda at=studio: _get(at, "/")))  # type: ignore[misc]
    return [
        Figure("studio-opens", median(opened_s), Goal("<=", 2.5, "s"), {}, {"opened_s": rounded(opened_s)}),
        Figure("studio-home-again", median(again_s), Goal("<=", 0.2, "s"), {}, {"again_s": rounded(again_s)}),
    ]


def showing(shop: Workshop) -> list[Figure]:
    """Weigh each screen with all that it loads but fonts, count what it would load from elsewhere; then the memory."""
    with opened(shop.shipped, shop.folder) as studio:
        say("studio-page: every screen")
        texts: dict[str, str] = {}
        screens = {path: _loaded(studio, path, texts) for path in (*_SCREENS, *(path for path, _label in NAVIGATION))}
        say("studio-memory: after every screen and a sentence")
        _hear(studio, 0)
        memory_mb = _memory_mb(studio.process.pid)
        desk_mb = max(filter(None, map(_memory_mb, _children(studio.process.pid))), default=None)
    sizes = {path: len(text.encode()) for path, text in texts.items()}
    weights = {path: sum(sizes.get(part, 0) for part in parts) for path, parts in screens.items()}
    heaviest = max(weights, key=lambda path: weights[path])
    outside = sorted({part for parts in screens.values() for part in parts if not part.startswith("/")})
    figures = [
        Figure("studio-page", weights[heaviest] / 1000, Goal("<=", 150, "kB"), {}, {"heaviest": heaviest}),
        Figure("studio-outside", len(outside), Goal("<=", 0, "addresses"), {}, {"addresses": outside[:5]}),
    ]
    if memory_mb is not None:
        figures.append(Figure("studio-memory", memory_mb, Goal("<=", 120, "MB")))
    if desk_mb is not None:
        figures.append(Figure("studio-desk-memory", desk_mb, Goal("<=", 250, "MB")))
    return figures


def _loaded(studio: Open, path: str, texts: dict[str, str]) -> set[str]:
    """Return `path` and what a browser loads with it; `texts` gets what each of them holds."""
    found = [path]
    for part in found:
        if part.startswith("/") and not part.startswith(_LATER):
            texts[part] = texts.get(part) or _get(studio, part)
            found += (each for each in _PART.findall(texts[part]) if each not in found)
    return set(found)


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
        say("studio-say: 20 sentences, each twice, then 8 cycles of stops that were never built")
        _hear(studio, 0)  # the engine opens
        new_s = [_timed(lambda number=number: _hear(studio, number)) for number in range(1, 21)]  # type: ignore[misc]
        again_s = [_timed(lambda number=number: _hear(studio, number)) for number in range(1, 21)]  # type: ignore[misc]
        stops = [(row, at) for row in _ROUTES for at in range(2)]
        cycle_s = [_timed(lambda stop=stop: _say(studio, {"stop": stop})) for stop in stops]  # type: ignore[misc]
    return [
        Figure("studio-say-new", median(new_s), Goal("<=", 0.25, "s"), {}, {"max_s": round(max(new_s), 3)}),
        Figure("studio-say-again", median(again_s), Goal("<=", 0.06, "s"), {}, {"max_s": round(max(again_s), 3)}),
        Figure("studio-cycle", max(cycle_s), Goal("<=", 1.0, "s"), {}, {"each_s": rounded(cycle_s)}),
    ]


def _hear(studio: Open, number: int) -> None:
    _say(studio, {"lang": "ru", "text": f"Не бросайте мусор, урна рядом {number}."})


def _say(studio: Open, what: dict[str, object]) -> None:
    """Wait for the first sound of `what`: of the cycle of a stop the others come while it plays."""
    studio.browser.post(f"{studio.base}/say", json=what, timeout=_LIMIT_S).raise_for_status()


def judging(shop: Workshop) -> list[Figure]:
    """Let a take of twenty seconds be judged: a voice of espeak-ng, again and again."""
    import numpy as np  # noqa: PLC0415 - heavy, and the other figures need none of it
    import soundfile  # noqa: PLC0415 - as above

    from zt_audio.model import Prosody, Utterance, Where  # noqa: PLC0415 - not there before the environment is
    from zt_audio.speech.registry import load_engine  # noqa: PLC0415 - as above

    project, part, wav = projects.shipped(shop.folder / "studio-judging"), f"appeal/{APPEAL}/ru/1", io.BytesIO()
    speech = load_engine("espeak", Path()).speak(Utterance("Не мусорите.", "ru", 1, Where("-")), "ru", Prosody(4.5))
    samples = np.resize(np.frombuffer(speech.pcm, "<i2"), 20 * _RATE_HZ)
    soundfile.write(wav, samples / 32768, _RATE_HZ, format="WAV", subtype="FLOAT")
    with opened(project, shop.folder) as studio:
        session = _get(studio, f"/recordings/session?lang=ru&part={part}")
        said = session.split('data-said="')[1].split('"')[0]
        say("studio-verdict: 7 takes")

        def judge() -> None:
            asked = {"clock": "20", "said": said}
            address = f"{studio.base}/takes/{part}"
            studio.browser.put(address, data=wav.getvalue(), params=asked, timeout=_LIMIT_S).raise_for_status()

        judge()  # what judges is loaded
        judged_s = [_timed(judge) for _ in range(7)]
    return [Figure("studio-verdict", median(judged_s), Goal("<=", 0.7, "s"), {}, {"max_s": round(max(judged_s), 3)})]


def telling(shop: Workshop) -> list[Figure]:
    """Cancel jobs while a page follows them, and wait for the event that says so: the end of the process included."""
    project = projects.shipped(shop.folder / "studio-telling")
    with opened(project, shop.folder) as studio:
        say("studio-event: 7 jobs")
        told_s = []
        for number in range(1, 8):
            studio.browser.post(f"{studio.base}/sound", timeout=_LIMIT_S).raise_for_status()
            with studio.browser.get(f"{studio.base}/jobs/{number}/events", stream=True, timeout=_LIMIT_S) as news:
                told_s.append(_told_s(studio, number, news))
    return [Figure("studio-event", median(told_s), Goal("<=", 0.1, "s"), {}, {"told_s": rounded(told_s)})]


def _told_s(studio: Open, number: int, news: requests.Response) -> float:
    """Return how long after the cancel of a job the page that follows its `news` is told."""
    with ThreadPoolExecutor(1) as hand:
        cancel = partial(requests.post, f"{studio.base}/jobs/{number}/cancel", allow_redirects=False, timeout=_LIMIT_S)
        begun = time.perf_counter()
        pressed = hand.submit(cancel, cookies=studio.browser.cookies, headers=studio.browser.headers)
        for line in news.iter_lines(chunk_size=1):
            if b"ended" in line:
                told_s = time.perf_counter() - begun
        pressed.result().raise_for_status()
    return told_s


def _get(studio: Open, path: str) -> str:
    answer = studio.browser.get(studio.base + path, timeout=_LIMIT_S)
    answer.raise_for_status()
    return answer.text


def _timed(work: Callable[[], object]) -> float:
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


def _children(process: int) -> list[int]:
    """Return the processes that `process` has started, where the system tells them."""
    found = Path("/proc").glob("[0-9]*/stat")
    parents = {int(path.parent.name): path.read_text("utf-8", "replace").rsplit(")", 1)[1].split()[1] for path in found}
    return [child for child, parent in parents.items() if parent == str(process)]
