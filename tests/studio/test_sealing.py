"""The studio opens a key by its PIN, keeps it for a quarter of an hour, and seals sticks with it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import requests

from tests.support.sealing import PIN, QUICK
from tests.support.studio import running_studio
from tests.support.tiny import Tiny
from zt_audio.app.vouching.keys import new_key
from zt_audio.errors import ZtError
from zt_audio.sticks.manifest import STICK_SEAL
from zt_audio.studio.job_kinds import ExportJob
from zt_audio.studio.studio import OPEN_S, KeyRing

PEOPLE = "aigerim:\n  name: {kk: Айгерім С., ru: Айгерим С.}\n  roles: [approver, keeper]\n"
WAIT_S = 60


@dataclass
class Clock:
    now: float = 1000

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def keyed(built: Tiny) -> Tiny:
    built.write("people.yaml", PEOPLE)
    new_key(built.root, "aigerim", PIN, date(2026, 1, 1), QUICK)
    return built


def slug(ring: KeyRing, pin: str) -> str:
    with pytest.raises(ZtError) as raised:
        ring.opened("aigerim", pin)
    return raised.value.problems[0].slug


def test_a_key_stays_open_for_a_quarter_of_an_hour(keyed: Tiny) -> None:
    clock = Clock()
    ring = KeyRing(clock)
    assert ring.find("aigerim") is None
    key = ring.opened("aigerim", PIN)
    clock.now += OPEN_S - 1
    assert ring.find("aigerim") is ring.opened("aigerim", "") is key
    clock.now += 1
    assert ring.find("aigerim") is None
    assert key.secret.is_wiped()
    ring.opened("aigerim", PIN)
    ring.close()
    assert ring.find("aigerim") is None


def test_a_person_who_guesses_waits_longer_each_time(keyed: Tiny) -> None:
    clock = Clock()
    ring = KeyRing(clock)
    for wait_s in (1, 2, 4, 8, 16, 32, 60, 60):
        assert slug(ring, "wrong pin") == "key-wrong-pin"
        clock.now += wait_s - 0.5
        assert slug(ring, PIN) == "key-wait"  # the right one waits, too
        clock.now += 0.5
    assert ring.opened("aigerim", PIN).person == "aigerim"
    assert slug(ring, "wrong pin") == "key-wrong-pin"


def test_who_guesses_in_another_browser_makes_nobody_wait_and_finds_no_open_key(keyed: Tiny) -> None:
    with running_studio(keyed.root) as studio:

        def sealed(browser: requests.Session, pin: str) -> str:
            form = {"person": "aigerim", "pin": pin}
            return browser.post(f"{studio.base}/people/seal", form, timeout=WAIT_S).text

        stranger, owner = studio.browser(), studio.browser()
        assert "This PIN does not open the key" in sealed(stranger, "wrong pin")
        assert "wait " in sealed(stranger, PIN)
        assert "A keeper has sealed this list" in sealed(owner, PIN)
        assert "A keeper has sealed this list" in sealed(owner, "")  # the key is open
        assert "This PIN does not open the key" in sealed(studio.browser(), "")


def test_a_stick_is_sealed_on_the_page_and_checked_there(keyed: Tiny, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with running_studio(keyed.root) as studio:
        browser = studio.browser()

        def sent(path: str, **form: str) -> str:
            answer = browser.post(f"{studio.base}{path}", data={"folder": str(stick), **form}, timeout=WAIT_S)
            job = studio.studio.jobs.last
            if job:
                while job.is_running:
                    asyncio.run(job.news(len(job.events()), WAIT_S))
                answer = browser.get(f"{studio.base}/jobs/{job.number}", timeout=WAIT_S)
            return answer.text

        page = browser.get(f"{studio.base}/sticks", timeout=WAIT_S).text
        assert re.search(r'<option value="aigerim">aigerim</option>', page)
        assert "This PIN does not open the key" in sent("/sticks", playlist="city", by="aigerim", pin="wrong pin")
        assert list(stick.iterdir()) == []
        studio.studio.keys = KeyRing()  # nobody waits here
        assert "Sealed by aigerim." in sent("/sticks", playlist="city", by="aigerim", pin=PIN)
        assert (stick / STICK_SEAL).is_file()
        request = studio.studio.jobs.last
        assert request
        assert isinstance(request.request, ExportJob)
        assert "secret" not in repr(vars(request))
        assert "the key is open" in browser.get(f"{studio.base}/sticks", timeout=WAIT_S).text
        assert "Sealed by aigerim on 20" in sent("/sticks/check")
        (stick / STICK_SEAL).write_text("altered", "ascii")
        assert "The stick was changed after it was sealed" in sent("/sticks/check")
