"""Azure: where its account comes from, what document it sends, and which answers it accepts as sound."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.fake_services import ACCOUNT, QUICK, as_mp3, as_wav, azure_at, azure_reply, said_in, tones
from tests.support.loopback import NO_LENGTH, Heard, Reply, serve
from tests.support.speech_samples import utterance
from zt_audio.engines.online import azure
from zt_audio.engines.online.azure import KEY, REGION, Azure, account_in, ssml
from zt_audio.engines.online.client import Patience, ServiceClient
from zt_audio.errors import VoiceError
from zt_audio.messages.render import render
from zt_audio.model import LANGS, Prosody
from zt_audio.speech.registry import load_engine

SECRET = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("key", "region", "names"),
    [
        (None, None, f"{KEY}, {REGION}"),
        (SECRET, None, REGION),
        (None, "westeurope", KEY),
        ("", "", f"{KEY}, {REGION}"),
        (SECRET, "west europe", REGION),
        (SECRET, "evil.example.com/", REGION),
        (SECRET, "eastus@evil", REGION),
        (f"{SECRET}\r\nX: y", "eastus2", KEY),
        ("ключ" * 8, "eastus2", KEY),
        (SECRET[:8], "eastus2", KEY),
    ],
)
def test_without_an_account_it_says_what_is_missing_and_not_what_is_there(
    key: str | None, region: str | None, names: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ((KEY, key), (REGION, region)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    with pytest.raises(VoiceError) as missing:
        load_engine("azure", Path()).voices("kk")
    (problem,) = missing.value.problems
    assert (problem.slug, problem.facts["names"]) == ("engine-no-key", names)
    assert not any(value in render(problem) for value in (key, region) if value)


def test_the_environment_holds_the_account_and_nothing_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, f" {SECRET}\n")
    monkeypatch.setenv(REGION, "EastUS2")
    engine = azure.engine()
    assert vars(engine)["_endpoint"] == "https://eastus2.tts.speech.microsoft.com"
    found = account_in({KEY: SECRET, REGION: "eastus2"})
    shown = f"{engine!r} {engine} {found!r} {vars(engine)} {engine.fingerprint('kk-KZ-AigulNeural')}"
    assert SECRET not in shown


@pytest.mark.parametrize("text", ['<break time="9s"/>', "Кока & Кола", "]]> &amp; \"'", "қоқыс тастамаңыз"])
def test_what_is_said_is_what_was_written_and_never_markup(text: str) -> None:
    document = ssml(text, "kk-KZ-AigulNeural", Prosody())
    assert said_in(document)[0] == text
    assert [part.tag.rpartition("}")[2] for part in ET.fromstring(document).iter()] == ["speak", "voice", "prosody"]  # noqa: S314


def test_the_document_is_as_the_service_reads_it() -> None:
    assert ssml("Сәлем", "kk-KZ-AigulNeural", Prosody()).decode() == (
        '<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="kk-KZ">'
        '<voice name="kk-KZ-AigulNeural"><prosody rate="-24%" pitch="+0%">Сәлем</prosody></voice></speak>'
    )


def test_a_russian_stress_is_sent_as_sounds_and_a_kazakh_one_is_not() -> None:
    with serve(azure_reply) as server:
        engine = azure_at(server)
        engine.speak(utterance("Запер за\u0301мок на ЗАМО\u0301К, <б>.", "ru"), "ru-RU-DmitryNeural", Prosody())
        engine.speak(utterance("қала\u0301да", "kk"), "kk-KZ-DauletNeural", Prosody())
    russian, kazakh = (heard.body.decode() for heard in server.heard)
    assert (
        '>Запер <phoneme alphabet="ipa" ph="ˈza.mək">замок</phoneme>'
        ' на <phoneme alphabet="ipa" ph="zʌ.ˈmɔk">ЗАМОК</phoneme>, &lt;б&gt;.<'
    ) in russian
    assert ">қалада<" in kazakh
    assert "phoneme" not in kazakh


def test_a_mark_that_stands_over_no_vowel_is_left_out() -> None:
    document = ssml("к\u0301от", "ru-RU-DmitryNeural", Prosody()).decode()
    assert ">кот<" in document


@pytest.mark.parametrize(
    ("rate", "percent"), [(3.8, -24), (5.0, 0), (6.0, 20), (2.5, -50), (1.0, -50), (10.0, 100), (99.0, 100)]
)
def test_the_pace_is_relative_to_the_voice_and_within_what_it_can(rate: float, percent: int) -> None:
    assert azure.rate_percent(Prosody(rate_syl_per_s=rate)) == percent


@pytest.mark.parametrize(("pitch", "percent"), [(50, 0), (30, -20), (100, 50), (0, -50), (900, 50), (-9, -50)])
def test_the_pitch_is_relative_to_the_voice_and_within_what_it_can(pitch: int, percent: int) -> None:
    assert azure.pitch_percent(Prosody(pitch=pitch)) == percent


def test_each_voice_is_asked_by_its_name() -> None:
    with serve(azure_reply) as server:
        engine = azure_at(server)
        for lang in LANGS:
            for voice in engine.voices(lang):
                engine.speak(utterance("Салам", lang), voice.id, Prosody())
    named = [ET.fromstring(heard.body)[0].attrib["name"] for heard in server.heard]  # noqa: S314
    assert named == ["kk-KZ-AigulNeural", "kk-KZ-DauletNeural", "ru-RU-SvetlanaNeural", "ru-RU-DmitryNeural"]


def test_the_sound_comes_back_as_it_was_made() -> None:
    with serve(azure_reply) as server:
        speech = azure_at(server).speak(utterance("Привет", "ru"), "ru-RU-DmitryNeural", Prosody())
    assert (speech.pcm, speech.sample_rate) == (tones("Привет", "ru", 3.8).pcm, 22_050)


SOUND = as_wav(tones("Привет", "ru"))


@pytest.mark.parametrize(
    ("reply", "slug"),
    [
        (Reply(SOUND, kind="text/plain"), "net-unexpected"),
        (Reply(SOUND, kind=""), "net-unexpected"),
        (Reply(SOUND, kind="application/json"), "net-unexpected"),
        (Reply(SOUND[:-2]), "net-bad-audio"),
        (Reply(SOUND[:44]), "net-bad-audio"),
        (Reply(SOUND[:20]), "net-bad-audio"),
        (Reply(as_wav(tones("", "ru"))), "net-bad-audio"),
    ],
)
def test_what_is_no_whole_sound_is_refused(reply: Reply, slug: str) -> None:
    with serve(lambda _: reply) as server, pytest.raises(VoiceError) as failed:
        azure_at(server, one_try()).speak(utterance("Привет", "ru"), "ru-RU-DmitryNeural", Prosody())
    assert [problem.slug for problem in failed.value.problems] == [slug]


UNTOLD = SOUND[:40] + b"\xff" * 4 + SOUND[44:]  # a file that was sent while it was made: no length


def chunked(body: bytes, end: bytes = b"0\r\n\r\n") -> Reply:
    return Reply(b"%x\r\n%b\r\n%b" % (len(body), body, end), length=NO_LENGTH, headers={"Transfer-Encoding": "chunked"})


@pytest.mark.parametrize(
    ("reply", "slug"),
    [
        (Reply(UNTOLD), None),
        (chunked(UNTOLD), None),
        (chunked(UNTOLD[: len(UNTOLD) * 8 // 10], end=b""), "net-cut"),
        (Reply(UNTOLD, length=NO_LENGTH), "net-cut"),
        (Reply(UNTOLD[: len(UNTOLD) * 8 // 10], length=NO_LENGTH), "net-cut"),
        (Reply(UNTOLD[: len(UNTOLD) * 9 // 10], length=NO_LENGTH), "net-cut"),
    ],
)
def test_a_file_of_no_length_is_whole_only_where_the_answer_tells_its_own(reply: Reply, slug: str | None) -> None:
    said = utterance("Привет", "ru")
    with serve(lambda _: reply) as server, nullcontext() if slug is None else pytest.raises(VoiceError, match=slug):
        assert azure_at(server, one_try()).speak(said, "ru-RU-DmitryNeural", Prosody()).pcm == tones("Привет", "ru").pcm


def one_try() -> Patience:
    return Patience(attempts=1, total_s=QUICK.total_s, gap_s=0)


def test_mp3_would_do_as_well() -> None:
    with serve(lambda _: Reply(as_mp3(tones("Привет", "ru")), kind="audio/mpeg")) as server:
        assert azure_at(server).speak(utterance("Привет", "ru"), "ru-RU-DmitryNeural", Prosody()).sample_rate == 24_000


def test_the_account_goes_to_no_other_host() -> None:
    def elsewhere(heard: Heard) -> Reply:
        return Reply(status=307, headers={"Location": other.url})

    with serve(azure_reply) as other, serve(elsewhere) as server, pytest.raises(VoiceError):
        azure_at(server, one_try()).speak(utterance("Привет", "ru"), "ru-RU-DmitryNeural", Prosody())
    assert (len(server.heard), other.heard) == (1, [])


def test_by_itself_it_speaks_to_the_region_of_its_account() -> None:
    engine = Azure(ACCOUNT, client=ServiceClient("azure", "-", QUICK))
    assert engine._request(b"").url == "https://westeurope.tts.speech.microsoft.com/cognitiveservices/v1"
