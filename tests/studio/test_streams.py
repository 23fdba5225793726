"""Pages that follow a job: any number of them, each only while it is seen, and never in the way of another page."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from tests.support.chrome import chrome
from tests.support.studio import RunningStudio
from tests.support.waiting import wait_until
from zt_audio.studio.job_kinds import ExportJob
from zt_audio.studio.jobs import Job

STREAMS, TABS = 200, 10
LIMIT_S = 120


@pytest.fixture
def asking(built_studio: RunningStudio, tmp_path: Path) -> Iterator[Job]:
    """Give a job that waits for an answer until the test is over."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    job = built_studio.studio.jobs.start(ExportJob("city", tmp_path, date(2026, 11, 23)))
    while job.question is None:
        assert job.is_running, job.result
        asyncio.run(job.news(len(job.events()), LIMIT_S))
    yield job
    if job.is_running:
        job.cancel()


def test_streams_hold_no_thread_and_each_is_told_the_end(built_studio: RunningStudio, asking: Job) -> None:
    client = built_studio.browser()
    cookie = "; ".join(f"{each.name}={each.value}" for each in client.cookies)
    host = built_studio.base.removeprefix("http://")
    asked = f"GET /jobs/{asking.number}/events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"
    with ExitStack() as opened:
        streams = [
            opened.enter_context(socket.create_connection(("127.0.0.1", built_studio.studio.port), LIMIT_S))
            for _stream in range(STREAMS)
        ]
        for stream in streams:
            stream.sendall(asked.encode())
        wait_until(lambda: len(asking._followers) == STREAMS, LIMIT_S)
        for path in ("/", "/stamp", "/places", f"/jobs/{asking.number}"):
            answer = client.get(built_studio.base + path, timeout=LIMIT_S)
            assert answer.status_code == 200
        assert answer.text.index("/cancel") < answer.text.index('id="lines"')  # lines that come do not move the button
        asking.cancel()
        for stream in streams:
            heard = b""
            while not heard.endswith(b"0\r\n\r\n"):
                heard += stream.recv(65536) or pytest.fail(heard.decode())
            numbers = [int(each) for each in re.findall(rb"id: (\d+)", heard)]
            assert numbers == list(range(1, len(asking.events()) + 1))
    wait_until(lambda: not asking._followers, LIMIT_S)


def test_a_stream_goes_on_behind_the_event_that_a_page_saw_last(built_studio: RunningStudio, asking: Job) -> None:
    client, address = built_studio.browser(), f"{built_studio.base}/jobs/{asking.number}/events"
    last = len(asking.events())
    asking.cancel()
    for more, after in (
        ({}, 0),
        ({"params": {"after": last}}, last),
        ({"headers": {"Last-Event-ID": str(last)}}, last),
    ):
        told = client.get(address, timeout=LIMIT_S, **more).text
        assert [int(each) for each in re.findall(r"id: (\d+)", told)] == list(
            range(after + 1, len(asking.events()) + 1)
        )


def test_only_the_tab_that_is_seen_follows(built_studio: RunningStudio, asking: Job) -> None:
    base, number = built_studio.base, asking.number
    with chrome(1366, 768) as page:
        page.visit(built_studio.door)
        page.until(f"location.href === '{base}/'")
        tabs = [page.attach(f"{base}/jobs/{number}") for _tab in range(TABS)]
        wait_until(lambda: len(asking._followers) == 1, LIMIT_S)  # the last one
        page.attach(f"{base}/")
        page.until("document.querySelector('h1') && document.readyState === 'complete'")
        wait_until(lambda: not asking._followers, LIMIT_S)
        page.session = tabs[3]
        page.say("Page.bringToFront")
        wait_until(lambda: len(asking._followers) == 1, LIMIT_S)
        page.session = tabs[5]
        page.say("Page.bringToFront")
        asking.answer(asking.question or 0, agrees=False)
        page.until("document.querySelector('h1.bad') !== null")
