"""Online services: attempts, waits, turns and the deadline; which answers count; nothing half or secret passes."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from email.utils import formatdate
from importlib.metadata import Distribution

import pytest

from tests.support.fake_clock import Clock
from tests.support.fake_services import (
    ACCOUNT,
    SERVER_KEY,
    azure_reply,
    google_reply,
    google_speaks,
    gtts_at,
    server_at,
    server_reply,
)
from tests.support.loopback import NO_LENGTH, Answerer, Heard, Reply, Server, serve
from tests.support.speech_samples import utterance
from zt_audio.engines.online.azure import Azure
from zt_audio.engines.online.client import (
    JITTER_S,
    LONGEST_WAIT_S,
    OFFLINE_S,
    NetError,
    Patience,
    ServiceClient,
    _unless_late_or_closed,
)
from zt_audio.engines.online.edge import Edge
from zt_audio.engines.online.gtts import Gtts
from zt_audio.errors import VoiceError
from zt_audio.messages.render import as_json, render
from zt_audio.model import LANGS, Problem, Prosody, Speech
from zt_audio.speech.https import NotSafeError, check_safe
from zt_audio.speech.protocol import BareEngine

HANGS_S = 30  # what takes longer than this waits for something that never comes
PATIENCE = Patience(attempts=3, connect_s=10, read_s=20, total_s=60, gap_s=0)
SENTENCE = utterance("Не бросайте мусор на улице.", "ru")
GARBAGE = bytes(range(1, 256)) * 20
PAGE = b"<!DOCTYPE html><html><body>Sign in</body></html>"


@contextmanager
def engine_at(name: str, server: Server, client: ServiceClient) -> Iterator[BareEngine]:
    if name == "azure":
        yield Azure(ACCOUNT, server.url, client)
    elif name == "server":
        yield server_at(server, client)
    else:
        with gtts_at(server) as engine:
            engine._client = client
            yield engine


def speaks(name: str) -> Answerer:
    return {"azure": azure_reply, "gtts": google_speaks, "server": server_reply}[name]


def say(engine: BareEngine) -> Speech:
    return engine.speak(SENTENCE, engine.voices("ru")[0].id, Prosody())


def fail(engine: BareEngine) -> VoiceError:
    with pytest.raises(VoiceError) as failed:
        say(engine)
    return failed.value


def cut(name: str) -> Answerer:
    def answer(heard: Heard) -> Reply:
        whole = speaks(name)(heard)
        return replace(whole, length=len(whole.body) + 100)

    return answer


def no_length(name: str) -> Answerer:
    return lambda heard: replace(speaks(name)(heard), length=NO_LENGTH)


def stalls(how: str) -> Answerer:
    return lambda heard: replace(google_reply(b"\0" * 500), stall=how)


def always(reply: Reply) -> Answerer:
    return lambda heard: reply


FAILURES: list[tuple[str, Callable[[str], Answerer], str, int]] = [
    ("429", lambda _: always(Reply(status=429, headers={"Retry-After": "2"})), "net-busy", 3),
    ("401", lambda _: always(Reply(status=401)), "net-refused", 1),
    ("403", lambda _: always(Reply(status=403)), "net-refused", 1),
    ("500", lambda _: always(Reply(status=500)), "net-server", 3),
    ("503", lambda _: always(Reply(b"x", status=503)), "net-server", 3),
    ("404", lambda _: always(Reply(status=404)), "net-unexpected", 1),
    ("302", lambda _: always(Reply(status=302, headers={"Location": "/elsewhere"})), "net-unexpected", 1),
    ("page", lambda _: always(Reply(PAGE, kind="text/html; charset=utf-8")), "net-unexpected", 1),
    ("page that calls itself sound", lambda _: always(Reply(b"\n " + PAGE)), "net-unexpected", 1),
    ("nothing", lambda _: always(Reply(b"")), "net-bad-audio", 3),
    ("garbage", lambda _: always(Reply(GARBAGE)), "net-bad-audio", 3),
    ("garbage for MP3", lambda _: always(replace(google_reply(GARBAGE), kind="audio/x")), "net-bad-audio", 3),
    ("cut", cut, "net-cut", 3),
    ("whole perhaps, but of no stated length", no_length, "net-cut", 3),
    ("a head that never comes", lambda _: stalls("head"), "net-timeout", 3),
    ("a body that stops", lambda _: stalls("body"), "net-timeout", 3),
]


@pytest.mark.parametrize("name", ["azure", "gtts", "server"])
@pytest.mark.parametrize(
    ("answer", "slug", "attempts"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES]
)
def test_each_failure_is_a_voice_error_with_the_place_and_nothing_secret(
    name: str,
    answer: Callable[[str], Answerer],
    slug: str,
    attempts: int,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    patience = replace(PATIENCE, read_s=0.3) if slug == "net-timeout" else PATIENCE
    client = ServiceClient(name, "service.example", patience, clock, clock.sleep)
    with serve(answer(name)) as server, engine_at(name, server, client) as engine:
        error = fail(engine)
        assert len(server.heard) == attempts
        assert len({heard.path for heard in server.heard}) == 1  # no redirection was followed
    (problem,) = error.problems
    assert (problem.slug, problem.where, problem.facts["text"]) == (slug, SENTENCE.where, SENTENCE.text)
    assert SENTENCE.text in render(problem)
    told = (*traceback.format_exception(error), render(problem), str(as_json(problem)), repr(engine), repr(error))
    assert not any(
        secret in text for text in (*told, caplog.text) for secret in (ACCOUNT.key, ACCOUNT.region, SERVER_KEY)
    )
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["azure", "gtts", "server"])
def test_a_service_that_recovers_is_not_noticed(name: str, clock: Clock) -> None:
    replies = iter([always(Reply(status=500)), always(Reply(b"")), speaks(name)])
    client = ServiceClient(name, "-", PATIENCE, clock, clock.sleep)

    def answer(heard: Heard) -> Reply:
        return next(replies, speaks(name))(heard)

    with serve(answer) as server, engine_at(name, server, client) as engine:
        assert len(say(engine).pcm) > 20_000
        assert len(server.heard) == 3 + (name == "server")  # it says the sentence by which its pace is measured first


@pytest.mark.parametrize("name", ["azure", "gtts", "server"])
def test_drops_of_an_answer_do_not_hold_the_deadline_up(name: str) -> None:
    client = ServiceClient(name, "-", replace(PATIENCE, total_s=1))
    with serve(stalls("drip")) as server, engine_at(name, server, client) as engine:
        assert [problem.slug for problem in fail(engine).problems] == ["net-timeout"]
        assert len(server.heard) == 1


@pytest.mark.parametrize("name", ["azure", "gtts", "server"])
def test_without_a_network(name: str, clock: Clock) -> None:
    with serve(always(Reply())) as server:
        pass  # the server is gone
    with engine_at(name, server, ServiceClient(name, "service.example", PATIENCE, clock, clock.sleep)) as engine:
        (problem,) = fail(engine).problems
        assert (problem.slug, problem.facts["host"]) == ("net-offline", "service.example")
        assert len(clock.slept) == 2
        for _ in range(3):  # the next ones fail at once
            clock.now_s += OFFLINE_S / 4
            assert fail(engine).problems == (problem,)
        assert len(clock.slept) == 2
        clock.now_s += OFFLINE_S / 4
        fail(engine)
        assert len(clock.slept) == 4


def test_a_network_that_comes_back_is_used(clock: Clock) -> None:
    with serve(azure_reply) as server:
        engine = Azure(ACCOUNT, "http://127.0.0.1:1", ServiceClient("azure", "-", PATIENCE, clock, clock.sleep))
        fail(engine)
        engine._endpoint = server.url
        assert [problem.slug for problem in fail(engine).problems] == ["net-offline"]
        clock.now_s += OFFLINE_S
        assert say(engine).pcm


# --- waits ------------------------------------------------------------------------------------------------


def timed(clock: Clock, answers: Answerer, patience: Patience = PATIENCE) -> Iterator[tuple[Azure, Server]]:
    with serve(answers) as server:
        yield Azure(ACCOUNT, server.url, ServiceClient("azure", "-", patience, clock, clock.sleep)), server


def test_waits_grow_and_are_never_quite_the_same(clock: Clock) -> None:
    for engine, server in timed(clock, always(Reply(status=500)), replace(PATIENCE, attempts=6)):
        fail(engine)
        assert len(server.heard) == 6
    for slept, least in zip(clock.slept, (0.5, 1, 2, 4, 4), strict=True):
        assert least <= slept <= min(least + JITTER_S, LONGEST_WAIT_S)
    assert len({round(slept % 0.5, 6) for slept in clock.slept[:3]}) == 3


@pytest.mark.parametrize("date", [False, True])
def test_a_service_is_left_alone_as_long_as_it_asks(clock: Clock, date: bool) -> None:  # noqa: FBT001 - a row
    then = {"Retry-After": formatdate(1_000_007, usegmt=True), "Date": formatdate(1_000_000, usegmt=True)}
    replies = iter([Reply(status=429, headers=then if date else {"Retry-After": "7"})])
    for engine, server in timed(clock, lambda heard: next(replies, None) or azure_reply(heard)):
        say(engine)
        assert len(server.heard) == 2
    assert clock.slept == [7.0]


@pytest.mark.parametrize("asks", ["soon", "-5", "", "Tue, 99 Foo", "1e9", "nan"])
def test_without_a_readable_wait_the_client_chooses_one(clock: Clock, asks: str) -> None:
    replies = iter([Reply(status=429, headers={"Retry-After": asks})])
    for engine, _server in timed(clock, lambda heard: next(replies, None) or azure_reply(heard)):
        say(engine)
    assert len(clock.slept) == 1
    assert 0.5 <= clock.slept[0] <= 1.0


def test_who_is_told_to_come_back_much_later_does_not_come_back_before(clock: Clock) -> None:
    for engine, server in timed(clock, always(Reply(status=429, headers={"Retry-After": "300"}))):
        for _ in range(2):  # the second, of whatever thread, does not even ask
            assert [problem.slug for problem in fail(engine).problems] == ["net-busy"]
        assert len(server.heard) == 1
        assert clock.slept == []
        clock.now_s += 301
        fail(engine)
        assert len(server.heard) == 2


def test_the_deadline_holds_whatever_the_service_does(clock: Clock) -> None:
    begun: list[float] = []

    def slow(heard: Heard) -> Reply:
        begun.append(clock.now_s)
        clock.now_s += 3
        return Reply(status=500)

    until = clock.now_s + 20

    for engine, server in timed(clock, slow, replace(PATIENCE, attempts=1_000, total_s=20)):
        assert [problem.slug for problem in fail(engine).problems] == ["net-server"]
        assert 2 < len(server.heard) < 7
    assert max(begun) < until
    assert clock.now_s < until + 3  # the last request took its time, and no other followed


def test_a_long_text_has_one_deadline_for_all_its_pieces(clock: Clock) -> None:
    def slow(heard: Heard) -> Reply:
        clock.now_s += 15
        return google_speaks(heard)

    client = ServiceClient("gtts", "-", replace(PATIENCE, total_s=40), clock, clock.sleep)
    long = utterance(", ".join(["не бросайте мусор на улице и в парке"] * 12), "ru")
    with serve(slow) as server, gtts_at(server) as engine:
        engine._client = client
        with pytest.raises(VoiceError) as failed:
            engine.speak(long, "ru", Prosody())
        assert len(server.heard) == 3
    assert [problem.slug for problem in failed.value.problems] == ["net-busy"]


def test_requests_have_a_gap_between_them(clock: Clock) -> None:
    times: list[float] = []

    def note(heard: Heard) -> Reply:
        times.append(clock.now_s)
        return azure_reply(heard)

    for engine, _server in timed(clock, note, replace(PATIENCE, gap_s=2)):
        for _ in range(3):
            say(engine)
    assert times == [1_000, 1_002, 1_004]


def test_many_who_ask_at_once_are_all_answered_however_long_it_takes_together() -> None:
    client = ServiceClient("azure", "-", replace(PATIENCE, total_s=4, gap_s=0.05, at_once=4))
    many = 96
    assert (many - 1) * client.patience.gap_s > client.patience.total_s
    with serve(azure_reply) as server, ThreadPoolExecutor(many) as threads:
        engine = Azure(ACCOUNT, server.url, client)
        assert all(speech.pcm for speech in threads.map(lambda _: say(engine), range(many)))


def test_many_who_ask_a_service_that_hangs_are_told_after_the_seconds_of_one() -> None:
    client = ServiceClient("azure", "-", replace(PATIENCE, total_s=1, at_once=4))
    with serve(stalls("head")) as server, ThreadPoolExecutor(64) as threads:
        engine = Azure(ACCOUNT, server.url, client)
        failed = list(threads.map(lambda _: fail(engine), range(64)))
        assert {problem.slug for error in failed for problem in error.problems} == {"net-timeout"}
        assert len(server.heard) == 4  # those that waited behind these did not try for a second of their own


def test_who_comes_after_a_failure_asks_again(clock: Clock) -> None:
    replies = iter([Reply(status=403)])
    for engine, _server in timed(clock, lambda heard: next(replies, None) or azure_reply(heard)):
        assert [problem.slug for problem in fail(engine).problems] == ["net-refused"]
        assert say(engine).pcm


def test_what_is_late_is_left_alone() -> None:
    over = threading.Event()

    def hang() -> Speech:
        over.wait(30)
        return Speech(b"", 16_000)

    with pytest.raises(NetError) as late:
        _unless_late_or_closed(0.1, Future(), hang)
    over.set()
    assert late.value.slug == "net-timeout"


def hang_of(name: str) -> Answerer:
    """Return how a service keeps us waiting: for an answer, or for the moment at which it wants to be asked again."""
    return stalls("head") if name == "hang" else always(Reply(status=429, headers={"Retry-After": "40"}))


@pytest.mark.parametrize("how", ["hang", "Retry-After"])
def test_who_closes_the_way_lets_go_of_all_who_wait_there(how: str) -> None:
    # With a gap, so that some wait for their turn as well. Without `close` all of them wait longer than HANGS_S.
    client = ServiceClient("azure", "-", replace(PATIENCE, gap_s=100, read_s=300, total_s=300))
    with serve(hang_of(how)) as server, ThreadPoolExecutor(3) as threads:
        engine = Azure(ACCOUNT, server.url, client)
        waiting = [threads.submit(fail, engine) for _ in range(3)]
        while not server.heard:
            time.sleep(0.01)
        time.sleep(0.2)
        engine.close()
        assert {problem.slug for each in waiting for problem in each.result(HANGS_S).problems} == {"net-cut"}
        assert fail(engine).problems[0].facts["got"] == "closed"  # it speaks no more
        assert len(server.heard) == 1


# --- safety -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://translate.google.com/x", True),
        ("http://127.0.0.1:8080/x", True),
        ("http://localhost/x", True),
        ("http://[::1]/x", True),
        ("http://translate.google.com/x", False),
        ("http://127.0.0.1.example.com/x", False),
        ("http://localhost@example.com/", False),
        ("ftp://127.0.0.1/x", False),
        ("//127.0.0.1/x", False),
        ("", False),
    ],
)
def test_a_request_that_others_could_read_on_the_way_is_not_sent(url: str, safe: bool) -> None:  # noqa: FBT001 - a row
    with nullcontext() if safe else pytest.raises(NotSafeError, match=f"^{re.escape(url)}$"):
        check_safe(url)


def test_an_address_that_is_not_safe_is_never_asked(clock: Clock) -> None:
    engine = Azure(ACCOUNT, "http://tts.example.com", ServiceClient("azure", "-", PATIENCE, clock, clock.sleep))
    assert [problem.slug for problem in fail(engine).problems] == ["net-untrusted"]
    assert clock.slept == []


@pytest.mark.parametrize("engine", [Gtts(), Edge()], ids=lambda engine: engine.name)
def test_after_an_update_of_its_library_a_voice_is_the_same(
    engine: BareEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = [voice.id for lang in LANGS for voice in engine.voices(lang)]
    before = [engine.fingerprint(voice) for voice in voices]
    monkeypatch.setattr(Distribution, "version", "99.0")
    assert [engine.fingerprint(voice) for voice in voices] == before


LAZY = """
import sys
from zt_audio.engines.online import azure
from zt_audio.engines.online import edge
from zt_audio.engines.online import gtts
engines = [azure.Azure(azure.Account("k" * 32, "westeurope")), edge.engine(), gtts.engine()]
for engine in engines:
    for voice in engine.voices("ru"):
        engine.fingerprint(voice.id)
    engine.prepare("Алло", "ru")
    engine.close()
heavy = {"requests", "urllib3", "edge_tts", "aiohttp", "soundfile", "numpy", "click"}
print(sorted(heavy & set(sys.modules)), "gtts" in sys.modules)
"""


def test_nothing_heavy_is_loaded_before_it_speaks() -> None:
    loaded = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, encoding="utf-8", check=True).stdout
    assert loaded == "[] False\n"


def test_every_kind_of_failure_has_its_sentence_and_the_facts_that_it_asks_for() -> None:
    from zt_audio.engines.online import client as net_error  # noqa: PLC0415
    from zt_audio.messages.engines import MESSAGES  # noqa: PLC0415

    passing = {slug for slug, message in MESSAGES.items() if message.may_pass}
    kinds = {*passing, *net_error.STATUS.values(), "net-unexpected", "net-untrusted"}
    assert {slug for slug in MESSAGES if slug.startswith("net-")} == kinds
    facts = {"engine": "gtts", "host": "h", "lang": "ru", "text": "Алло", "got": "HTTP 500"}
    assert all("Алло" in render(Problem(slug, None, facts)) for slug in kinds)
