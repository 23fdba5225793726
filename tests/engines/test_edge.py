"""edge-tts, the real library, against a websocket on this computer: what it sends, and what it reports."""

from __future__ import annotations

import asyncio
import logging
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import edge_tts.communicate
import pytest
import trustme
from edge_tts.drm import DRM

from tests.support.fake_clock import Clock
from tests.support.fake_services import QUICK, FakeEdge, as_mp3, edge_client, edge_service, said_in, tones
from tests.support.loopback import Reply, serve
from tests.support.speech_samples import utterance
from zt_audio.engines.online.client import Patience, ServiceClient, decode_answer
from zt_audio.engines.online.edge import Edge
from zt_audio.errors import VoiceError
from zt_audio.messages.render import render
from zt_audio.model import Lang, Prosody, Speech
from zt_audio.speech.registry import load_engine


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEdge]:
    monkeypatch.setattr(DRM, "clock_skew_seconds", 0.0)  # a 403 sets the library's clock
    with edge_service() as fake:
        yield fake


def client_of(clock: Clock, patience: Patience = QUICK) -> ServiceClient:
    return ServiceClient("edge", "speech.platform.bing.com", patience, clock, clock.sleep)


def say(engine: Edge, text: str = "Не бросайте мусор, берегите парки.", lang: Lang = "ru") -> Speech:
    return engine.speak(utterance(text, lang), engine.voices(lang)[0].id, Prosody())


def fail(engine: Edge, got: str = "") -> list[str]:
    with pytest.raises(VoiceError) as failed:
        say(engine)
    (problem,) = failed.value.problems
    assert problem.where == utterance("", "ru").where
    assert got in render(problem)
    return [problem.slug]


@pytest.mark.parametrize(
    ("mode", "slug", "calls"),
    [
        ("403", "net-refused", 2),  # the library itself asks once more, with the service's clock
        ("401", "net-refused", 1),
        ("404", "net-unexpected", 1),
        ("html", "net-unexpected", 1),
        ("429", "net-busy", 3),
        ("500", "net-server", 3),
        ("cut", "net-cut", 3),
        ("silent", "net-bad-audio", 3),
        ("garbage", "net-bad-audio", 3),
        ("strange", "net-bad-audio", 3),
    ],
)
def test_each_failure_is_a_voice_error_with_the_place(
    mode: str, slug: str, calls: int, service: FakeEdge, clock: Clock, capfd: pytest.CaptureFixture[str]
) -> None:
    service.mode = mode
    assert fail(Edge(client_of(clock))) == [slug]
    assert service.calls == calls
    assert capfd.readouterr() == ("", "")


def test_a_connection_that_breaks_in_the_middle_is_no_end(service: FakeEdge, clock: Clock) -> None:
    service.mode = "broken"
    assert fail(Edge(client_of(clock))) in (["net-cut"], ["net-offline"])
    assert service.calls == 3


def test_the_library_by_itself_takes_a_cut_answer_for_a_whole_one(service: FakeEdge) -> None:
    async def listen() -> list[bytes]:
        stream = edge_tts.Communicate("Не бросайте мусор", "ru-RU-DmitryNeural").stream()
        return [piece["data"] async for piece in stream if piece["type"] == "audio"]

    service.mode = "cut"
    half = b"".join(asyncio.run(listen()))
    assert 0 < len(half) < len(as_mp3(tones(*said_in(service.heard[-1]))))


def test_a_service_that_falls_silent_is_left(service: FakeEdge, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    service.mode = "hang"
    caplog.set_level(logging.WARNING)
    assert fail(Edge(client_of(clock, replace(QUICK, attempts=1, read_s=1))), "TimeoutError") == ["net-timeout"]
    assert service.calls == 1
    assert caplog.text == ""


def test_a_service_is_left_at_the_deadline(service: FakeEdge, clock: Clock) -> None:
    service.mode = "hang"
    assert fail(Edge(client_of(clock, replace(QUICK, total_s=1)))) == ["net-timeout"]
    assert service.calls == 1


def test_a_service_that_recovers_is_not_noticed(service: FakeEdge, clock: Clock) -> None:
    service.mode = "500"

    def recover(_seconds: float) -> None:
        service.mode = ""

    assert say(Edge(ServiceClient("edge", "speech.platform.bing.com", QUICK, clock, recover))).pcm
    assert service.calls == 2


def test_a_text_longer_than_a_request_comes_back_whole(service: FakeEdge) -> None:
    text = " ".join(["бвгджзклмнпрст" * 3] * 60)  # a burst for each word: long to send, short to say
    speech = say(Edge(edge_client()), text)
    assert len(service.heard) == 2
    whole = sum(len(decode_answer(as_mp3(tones(*said_in(heard)))).pcm) for heard in service.heard)
    assert abs(len(speech.pcm) - whole) <= 2 * 576 * 4  # two streams in one: a decoder may cut each end once


@pytest.mark.parametrize("text", ["Кока & Кола", "<break/> раз", "раз &amp; два", "\"раз\" 'два'"])
def test_what_is_said_is_what_was_written_and_never_markup(text: str, service: FakeEdge) -> None:
    say(Edge(edge_client()), text)
    assert said_in(service.heard[0])[0] == text


def test_pace_and_pitch_are_asked_for(service: FakeEdge) -> None:
    Edge(edge_client()).speak(utterance("Сәлем", "kk"), "kk-KZ-DauletNeural", Prosody(3.8, 60))
    (heard,) = service.heard
    assert "rate='-24%'" in heard
    assert "pitch='+10Hz'" in heard
    assert "(kk-KZ, DauletNeural)" in heard


def test_without_a_network(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    with serve(lambda _: Reply()) as gone:
        pass
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", gone.url.replace("http", "ws") + "/x?y=z")
    assert fail(Edge(client_of(clock))) == ["net-offline"]
    assert len(clock.slept) == 2


LOST = """
import socket, sys, time
from zt_audio.errors import VoiceError
from zt_audio.model import Prosody, Utterance, Where
from zt_audio.engines.online.edge import Edge
from zt_audio.engines.online.client import ServiceClient, Patience
socket.getaddrinfo = lambda *_arguments, **_more: time.sleep(60)
try:
    client = ServiceClient("edge", "-", Patience(total_s=1))
    Edge(client).speak(Utterance("Привет", "ru", 2, Where("-")), "ru-RU-DmitryNeural", Prosody())
except VoiceError as error:
    print(error)
"""


def test_a_name_that_nobody_looks_up_holds_neither_the_deadline_nor_the_end_of_the_program_up() -> None:
    done = subprocess.run([sys.executable, "-c", LOST], capture_output=True, encoding="utf-8", timeout=30, check=True)
    assert (done.stdout, done.stderr) == ("net-timeout\n", "")


def test_a_certificate_that_nobody_vouches_for_is_refused(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serve(lambda _: Reply(), context) as server:
        monkeypatch.setattr(edge_tts.communicate, "WSS_URL", server.url.replace("http", "ws") + "/x?y=z")
        assert fail(Edge(client_of(clock))) == ["net-untrusted"]
    assert clock.slept == []


def test_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "edge_tts", None)
    with pytest.raises(VoiceError) as missing:
        load_engine("edge", Path()).voices("kk")
    (problem,) = missing.value.problems
    assert problem.slug == "engine-not-installed"
    assert "zt-audio voices install edge" in render(problem)
