"""The studio ends by itself where no page asks for anything, and only then."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.support.studio import RunningStudio
from zt_audio.app.texts.appeals import AppealDraft, drop_draft, keep_draft
from zt_audio.model import Lang
from zt_audio.studio.guard import new_token
from zt_audio.studio.serve import IdleWatch, watched

LIMIT_S = 30
WORDS: dict[Lang, str] = {"kk": "Сәлем", "ru": "Привет"}


async def answered(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Do as a studio that answers."""


async def nothing() -> Message:
    return {"type": "http.disconnect"}


async def dropped(_message: Message) -> None:
    """Let the answer go."""


def test_it_is_over_after_half_an_hour_without_a_request() -> None:
    watch = IdleWatch(answered, lambda: False)
    assert [watch.is_over(600) for _time in range(3)] == [False, False, True]


def test_a_page_that_asks_keeps_it_open() -> None:
    watch = IdleWatch(answered, lambda: False)
    assert not watch.is_over(1799)
    asyncio.run(watch({"type": "http", "zt_session": True}, nothing, dropped))
    assert not watch.is_over(1799)
    assert watch.is_over(1)


def test_it_waits_while_something_is_left_to_do() -> None:
    busy = [True]
    watch = IdleWatch(answered, lambda: busy[0])
    assert not watch.is_over(9000)
    busy[0] = False
    assert watch.is_over(0)


def test_it_is_ended_when_the_time_has_come() -> None:
    ended = threading.Event()
    IdleWatch(answered, lambda: False, limit_s=0.02).end_by(ended.set, tick_s=0.01)
    assert ended.wait(LIMIT_S)


async def asked(app: ASGIApp, scope: Scope) -> None:
    await app(scope, nothing, dropped)


def test_who_is_refused_does_not_keep_it_open(studio: RunningStudio, tmp_path: Path) -> None:
    app, watch = watched(studio.studio, tmp_path / "door.html")
    session = studio.studio.sessions.enter(new_token(studio.key))
    assert session
    host, port = studio.base.removeprefix("http://"), studio.studio.port
    own = {"host": host, "cookie": f"zt{port}={session.cookie}"}
    refused: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("GET", "/", {"host": host}),
        ("GET", "/static/studio.css", {"host": host}),
        ("GET", "/static/studio.css", {**own, "sec-fetch-site": "cross-site"}),
        ("GET", "/stamp", {**own, "host": "example.kz"}),
        ("GET", "/enter", own),
        ("POST", "/language", {**own, "origin": studio.base, "zt-secret": "A" * 43}),
        ("DELETE", "/", own),
    )
    for method, path, headers in (*refused, ("GET", "/stamp", own)):
        watch.is_over(1799)
        named = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": named}
        asyncio.run(asked(app, scope))
        assert watch.is_over(1) is (headers is not own or path != "/stamp"), (method, path)


@pytest.mark.parametrize("is_saved", [True, False])
def test_words_that_were_not_saved_keep_it_open(studio: RunningStudio, is_saved: bool) -> None:  # noqa: FBT001
    root, file = studio.studio.root, "appeals/texts/a.yaml"
    keep_draft(root, "-", AppealDraft(file, WORDS, WORDS))
    if is_saved:
        drop_draft(root, "-", file)
    assert studio.studio.is_busy is not is_saved
