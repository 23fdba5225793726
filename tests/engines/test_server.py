"""A speech server of this network: how it is set up, what it is asked, who may be asked without TLS, whose voice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.fake_services import QUICK, SERVER_KEY, as_wav, server_at, server_reply
from tests.support.loopback import Heard, Reply, serve
from tests.support.speech_samples import utterance
from zt_audio.content.project import Snapshot
from zt_audio.engines.online.client import ServiceClient
from zt_audio.engines.online.server import KEY_VARIABLE, Server, SpeechServer, engine, server_of
from zt_audio.errors import VoiceError
from zt_audio.messages.render import render
from zt_audio.model import Located, Problem, Prosody, ServerSettings, ServerVoice, Speech, Where
from zt_audio.speech.protocol import EngineContext
from zt_audio.speech.registry import load_engine

RUSSIAN = utterance("Не бросайте мусор на улице.", "ru")
KAZAKH = utterance("Қоқыс тастамаңыз.", "kk")
AT = Where("appeals/settings.yaml", 3, 12)


def project(tmp_path: Path, settings: str) -> Path:
    folder = tmp_path / "appeals"
    folder.mkdir()
    (folder / "settings.yaml").write_text(settings, "utf-8")
    return tmp_path


SETTINGS = """
server:
  address: http://10.0.0.7:8880
  network: own
  voices:
    kk: {model: omni, voice: aigul}
    ru: {model: omni, voice: anna}
"""


def test_the_settings_say_where_it_listens_and_who_speaks(tmp_path: Path) -> None:
    found = Snapshot(project(tmp_path, SETTINGS)).manner.settings.voices.server
    assert (found.address.value, found.network) == ("http://10.0.0.7:8880", "own")
    loaded = engine(EngineContext(tmp_path))
    voices = [(voice.id, voice.origin_known, voice.online) for lang in ("kk", "ru") for voice in loaded.voices(lang)]
    assert voices == [("kk-aigul", False, True), ("ru-anna", False, True)]


@pytest.mark.parametrize("settings", ["", "online: yes\n", "server: [\n", "server: {address: }\n"])
def test_where_no_server_is_named_it_says_what_to_write(tmp_path: Path, settings: str) -> None:
    with pytest.raises(VoiceError) as missing:
        load_engine("server", project(tmp_path, settings)).voices("kk")
    assert [problem.slug for problem in missing.value.problems] == ["server-no-address"]


@pytest.mark.parametrize(
    ("address", "network", "slug"),
    [
        ("https://tts.example.kz", "internet", None),
        ("http://127.0.0.1:8880/v1", "internet", None),
        ("http://localhost:8880", "internet", None),
        ("http://10.0.0.7:8880", "own", None),
        ("http://[fd00::7]:8880", "own", None),
        ("http://speech.institute.lan", "own", None),
        ("http://10.0.0.7:8880", "internet", "server-address-open"),
        ("http://speech.institute.lan", "internet", "server-address-open"),
        ("http://8.8.8.8:8880", "own", "server-address-open"),
        ("http://[2001:4860:4860::8888]/", "own", "server-address-open"),
        ("ftp://10.0.0.7", "own", "server-address-bad"),
        ("10.0.0.7:8880", "own", "server-address-bad"),
        ("https://me:secret@tts.example.kz", "internet", "server-address-bad"),
        ("https://сервер.kz", "internet", "server-address-bad"),
    ],
)
def test_only_a_way_that_others_cannot_read_is_taken(address: str, network: str, slug: str | None) -> None:
    settings = ServerSettings(Located(address, AT), network="own" if network == "own" else "internet")
    found = server_of(settings, {})
    assert (found.slug if isinstance(found, Problem) else None) == slug
    if isinstance(found, Problem):
        assert found.where == AT
        assert "secret" not in render(found)


def test_without_leave_nothing_goes_there_unencrypted_even_if_the_set_up_was_wrong() -> None:
    server = SpeechServer(ServerSettings(Located("http://10.0.0.7"), voices={"ru": ServerVoice("m", "v")}))
    with pytest.raises(VoiceError) as refused:
        Server(server, ServiceClient("server", "10.0.0.7", QUICK)).speak(RUSSIAN, "ru-v", Prosody())
    assert [problem.slug for problem in refused.value.problems] == ["net-untrusted"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:8880", "http://127.0.0.1:8880/", "http://127.0.0.1:8880/v1/"])
def test_people_write_the_address_in_several_ways(address: str) -> None:
    assert SpeechServer(ServerSettings(Located(address))).url == "http://127.0.0.1:8880/v1/audio/speech"


@pytest.mark.parametrize("key", ["two words", "ключ", "a\r\nX: y", "k" * 600])
def test_a_key_that_cannot_be_sent_is_named_and_not_shown(key: str) -> None:
    found = server_of(ServerSettings(Located("https://tts.example.kz")), {KEY_VARIABLE: key})
    assert isinstance(found, Problem)
    assert (found.slug, found.facts["names"]) == ("engine-no-key", KEY_VARIABLE)
    assert key not in render(found)


def test_the_key_goes_in_a_header_and_is_shown_nowhere() -> None:
    found = server_of(ServerSettings(Located("https://tts.example.kz")), {KEY_VARIABLE: f" {SERVER_KEY}\n"})
    assert isinstance(found, SpeechServer)
    assert found.key == SERVER_KEY
    loaded = Server(found)
    assert SERVER_KEY not in f"{found!r} {loaded!r} {vars(loaded)}"


def test_it_is_asked_for_the_text_without_marks_and_at_the_pace_of_its_voice() -> None:
    with serve(server_reply) as server:
        loaded = server_at(server)
        loaded.speak(utterance("за\u0301мок", "ru"), "ru-aigul", Prosody(rate_syl_per_s=2.5))
        loaded.speak(RUSSIAN, "ru-aigul", Prosody(rate_syl_per_s=5.0))
    asked = [json.loads(heard.body) for heard in server.heard]
    assert [each["input"] for each in asked[1:]] == ["замок", RUSSIAN.text]
    assert asked[0]["speed"] == 1.0  # the sentence by which the pace is measured; once
    assert asked[1]["speed"] == pytest.approx(asked[2]["speed"] / 2, abs=0.02)
    assert {each["model"] for each in asked} == {"omni-ru"}


def test_its_pace_is_measured_once_for_all_who_ask_at_once() -> None:
    with serve(server_reply) as server, ThreadPoolExecutor(6) as threads:
        loaded = server_at(server)
        said = list(threads.map(lambda _: loaded.speak(KAZAKH, "kk-aigul", Prosody()).pcm, range(6)))
        assert len(set(said)) == 1
        assert len(server.heard) == 7


def test_those_who_wait_for_its_pace_fail_with_it_and_the_next_one_asks_again() -> None:
    replies = iter([Reply(status=403)])
    with serve(lambda heard: next(replies, None) or server_reply(heard)) as server:
        loaded = server_at(server)
        with pytest.raises(VoiceError):
            loaded.speak(RUSSIAN, "ru-aigul", Prosody())
        assert loaded.speak(RUSSIAN, "ru-aigul", Prosody()).pcm


def test_a_server_that_sends_silence_has_no_pace() -> None:
    quiet = Reply(as_wav(Speech(b"\0\0" * 8_000, 16_000)), kind="audio/wav")
    with serve(lambda heard: quiet) as server, pytest.raises(VoiceError) as silent:
        server_at(server).speak(RUSSIAN, "ru-aigul", Prosody())
    assert [problem.slug for problem in silent.value.problems] == ["engine-silent"]


@pytest.mark.parametrize("kind", ["audio/wav", "audio/mpeg; rate=1", "application/octet-stream"])
def test_sound_may_come_under_several_names(kind: str) -> None:
    with serve(lambda heard: Reply(server_reply(heard).body, kind=kind)) as server:
        assert server_at(server).speak(RUSSIAN, "ru-aigul", Prosody()).pcm


def test_json_is_no_speech() -> None:
    body = json.dumps({"error": {"message": "no such voice"}}).encode()

    def answer(heard: Heard) -> Reply:
        return Reply(body, kind="application/json")

    with serve(answer) as server, pytest.raises(VoiceError) as failed:
        server_at(server).speak(RUSSIAN, "ru-aigul", Prosody())
    assert [(problem.slug, problem.facts["got"]) for problem in failed.value.problems] == [
        ("net-unexpected", "application/json")
    ]


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        ({}, True),
        ({"address": Located("http://10.0.0.7/v1", AT)}, True),
        ({"address": Located("http://10.0.0.8")}, False),
        ({"voices": {"ru": ServerVoice("m2", "v")}}, False),
        ({"name": "http://10.0.0.7", "address": Located("http://10.0.0.8")}, True),  # it has moved, staff say
        ({"name": "speech-1"}, False),
    ],
)
def test_another_server_or_model_is_another_voice(change: dict[str, object], is_same: bool) -> None:  # noqa: FBT001 - a row
    facts = {"address": Located("http://10.0.0.7"), "network": "own", "voices": {"ru": ServerVoice("m", "v")}}
    before, after = (
        Server(SpeechServer(ServerSettings(**each))).fingerprint("ru-v")  # type: ignore[arg-type]
        for each in (facts, {**facts, **change})
    )
    assert (before == after) == is_same
    assert "10.0" not in before
