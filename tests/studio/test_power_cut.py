"""The power goes at any moment: what was typed, recorded and built is there when the studio is opened again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import requests

from tests.support import studio_kill_child
from tests.support.deadly import finish_edits
from tests.support.read_aloud import record
from tests.support.studio import enter
from tests.support.tiny import Tiny
from zt_audio.app.journal import verify_journal
from zt_audio.app.making.output import verify_output
from zt_audio.app.texts.appeals import kept_draft
from zt_audio.model import PartId
from zt_audio.speech.recordings import finish_recordings, is_proved, read_recordings
from zt_audio.studio.visit import NO_PERSON

KILLS = int(os.environ.get("ZT_STUDIO_KILLS", "2"))
LIMIT_S = 120
AFTER = 0.7  # of the cuts come when what is typed or read is safe already
TEXT = "appeals/texts/a.yaml"
PART = "appeal/a/ru/1"
READ = ("Берегите улицы.", "Бросайте мусор в урны.")


@dataclass(frozen=True)
class Opened:
    """A studio in a group of processes of its own, and a browser in a session of it."""

    base: str
    browser: requests.Session
    pid: int

    def post(self, path: str, **body: object) -> requests.Response:
        return self.browser.post(self.base + path, json=body, timeout=LIMIT_S)

    def cut(self) -> None:
        os.killpg(self.pid, signal.SIGKILL)


@dataclass(frozen=True)
class Mains:
    """Opens a studio after each cut; `cut_during` cuts the power once while work is done."""

    forks: subprocess.Popen[str]
    chance: random.Random

    @contextmanager
    def studio(self, root: Path) -> Iterator[Opened]:
        assert self.forks.stdin
        assert self.forks.stdout
        self.forks.stdin.write(f"{root}\n")
        self.forks.stdin.flush()
        pid, door = self.forks.stdout.readline().split()
        browser = requests.Session()
        enter(browser, door)
        opened = Opened(door.split("/enter")[0], browser, int(pid))
        try:
            yield opened
        finally:
            with suppress(ProcessLookupError):
                opened.cut()

    def cut_during(
        self, root: Path, work: Callable[[Opened], None], whole_s: float, begun: threading.Event | None = None
    ) -> bool:
        """Do `work` in a studio that is killed within `whole_s`, at times once it has `begun`.

        Return whether it came to its end before.
        """
        done = threading.Event()

        def try_it() -> None:
            with suppress(requests.RequestException):
                work(studio)
                done.set()

        with self.studio(root) as studio:
            hand = threading.Thread(target=try_it)
            hand.start()
            if begun and self.chance.random() < AFTER:
                begun.wait(LIMIT_S)
            time.sleep(self.chance.uniform(0, whole_s))
            is_done = done.is_set()
            studio.cut()
            hand.join(LIMIT_S)
        return is_done


@pytest.fixture(scope="module")
def mains() -> Iterator[Mains]:
    command = [sys.executable, "-m", studio_kill_child.__name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as forks:
        yield Mains(forks, random.Random(14))  # noqa: S311 - any moments will do


def took_s(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


@pytest.mark.slow  # a studio for each kill
def test_words_are_in_the_file_or_in_the_draft(mains: Mains, fresh: Tiny) -> None:
    """The page keeps a draft while a person types; a save may be cut at any moment, and no word is lost."""
    file = fresh.root / TEXT
    texts = {"kk": "Тазалық керек.", "ru": "Чистота нужна."}

    def type_and_save(old: str, new: str, studio: Opened) -> None:
        draft = {"title": {"kk": "Тазалық", "ru": new}, "text": texts, "unsaved": True}
        studio.post("/appeals/a/check", **draft).raise_for_status()
        typed.set()
        edit = {"path": ["title", "ru"], "old": old, "new": new}
        studio.post("/save", file=TEXT, edits=[edit]).raise_for_status()

    title, outcomes, typed = "Чистота", set(), threading.Event()
    with mains.studio(fresh.root) as studio:
        whole_s = took_s(lambda: type_and_save(title, "Чистота 0", studio))
    title = "Чистота 0"
    for number in range(1, KILLS + 1):
        before, new = file.read_bytes(), f"Чистота {number}"
        typed.clear()
        is_done = mains.cut_during(fresh.root, partial(type_and_save, title, new), whole_s, typed)
        was_typed = typed.is_set()
        draft = kept_draft(fresh.root, NO_PERSON, TEXT)
        saved = before.replace(title.encode(), new.encode(), 1)
        assert file.read_bytes() in (before, saved), number
        finish_edits(fresh.root)  # as the next studio does: a save that was decided is carried out
        now = file.read_bytes()
        assert now in (before, saved), number
        is_saved = now != before
        assert is_saved or not is_done
        assert not was_typed or (draft and draft.title["ru"] == new), number
        assert verify_journal(fresh.root).misfit is None
        outcomes.add(is_saved)
        title = new if is_saved else title
    assert len(outcomes) == 2 or KILLS < 20
    with mains.studio(fresh.root) as studio:
        page = studio.browser.get(f"{studio.base}/appeals/a", timeout=LIMIT_S).text
    draft = kept_draft(fresh.root, NO_PERSON, TEXT)
    assert draft is None or draft.text["ru"] in page  # it is shown again


@pytest.mark.slow  # what hears is loaded again after each kill
def test_a_take_waits_or_is_kept_or_was_never_heard(mains: Mains, fresh: Tiny, tmp_path: Path) -> None:
    wav = record(tmp_path / "take.wav", READ).read_bytes()
    folder, waiting = fresh.workspace.recordings, fresh.workspace.cache / "takes-waiting"

    def read(studio: Opened) -> None:
        page = studio.browser.get(f"{studio.base}/recordings/session?lang=ru&part={PART}", timeout=LIMIT_S).text
        said.append(page.split('data-said="')[1].split('"')[0])
        asked = {"clock": str(len(wav) / 44_100), "said": said[-1]}
        put = studio.browser.put(f"{studio.base}/takes/{PART}", data=wav, params=asked, timeout=LIMIT_S)
        assert put.json()["mayBeKept"]
        heard.set()
        studio.post(f"/takes/{PART}/keep", said=said[-1]).raise_for_status()

    said: list[str] = []
    heard = threading.Event()
    with mains.studio(fresh.root) as studio:
        whole_s = took_s(lambda: read(studio))
    for number in range(1, KILLS + 1):
        for path in (folder / "ru").glob("a.1.*"):
            path.unlink()
        heard.clear()
        is_done = mains.cut_during(fresh.root, read, whole_s, heard)
        finish_recordings(folder)
        kept = read_recordings(folder)[0].get(PartId.parse(PART))
        assert kept is None or is_proved(folder, kept), number
        assert kept or not is_done, number
        waits = [path.read_bytes() for path in waiting.glob("[!n]*/ru/a.1.wav")]  # not those in new-…
        assert waits in ([], [wav]), number
        assert kept or waits or not heard.is_set(), number


@pytest.mark.slow  # a build is loaded again after each kill
def test_what_was_built_stays_whole(mains: Mains, built: Tiny) -> None:
    def build(studio: Opened) -> None:
        studio.browser.post(f"{studio.base}/sound", timeout=LIMIT_S).raise_for_status()
        while "<progress" in studio.browser.get(f"{studio.base}/jobs/1", timeout=LIMIT_S).text:
            time.sleep(0.05)

    said = "Берегите улицы."
    for number in range(KILLS + 1):
        built.edit("texts/a.yaml", said, f"Берегите улицы номер {number}.")
        said = f"Берегите улицы номер {number}."
        if number == 0:
            with mains.studio(built.root) as studio:
                whole_s = took_s(lambda: build(studio))
            continue
        mains.cut_during(built.root, build, whole_s)
        assert verify_output(built.root).proved, number
        assert verify_journal(built.root).misfit is None, number
    with mains.studio(built.root) as studio:
        build(studio)
    assert verify_output(built.root).proved
