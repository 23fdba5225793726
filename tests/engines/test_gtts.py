"""gTTS: its own requests, sent with certificates checked; Russian alone; pieces joined to one speech."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from pathlib import Path

import gtts
import pytest
import trustme

from tests.support.fake_services import QUICK, as_mp3, google_reply, google_speaks, google_text, gtts_at, tones
from tests.support.loopback import Heard, Reply, Server, serve
from tests.support.speech_samples import utterance
from zt_audio.engines.online.client import NetError, decode_answer
from zt_audio.engines.online.gtts import Gtts, audio_of, engine, requests_for
from zt_audio.errors import VoiceError
from zt_audio.model import Prosody
from zt_audio.speech.registry import Guarded, voice_of_choice

LONG = "Уважаемые жители города, не бросайте мусор на улице, берегите парки, дворы и скверы: это наш общий дом! " * 3

WORDS = re.compile(r"\w+")


def slugs(error: VoiceError) -> list[str]:
    return [problem.slug for problem in error.problems]


def test_the_pieces_of_a_long_text_are_all_asked_for_and_joined() -> None:
    with serve(google_speaks) as server, gtts_at(server) as speaker:
        speech = speaker.speak(utterance(LONG, "ru"), "ru", Prosody())
        pieces = [google_text(heard) for heard in server.heard]
    assert max(len(piece) for piece in pieces) <= 100
    assert WORDS.findall(" ".join(pieces)) == WORDS.findall(LONG)
    expected = sum(len(decode_answer(as_mp3(tones(piece, "ru"))).pcm) for piece in pieces)
    assert (len(speech.pcm), speech.sample_rate) == (expected, 24_000)


def test_one_piece_that_fails_leaves_nothing_of_the_others() -> None:
    replies = iter([google_speaks])

    def answer(heard: Heard) -> Reply:
        return next(replies, lambda _: Reply(status=403))(heard)

    with serve(answer) as server, gtts_at(server) as speaker, pytest.raises(VoiceError) as failed:
        speaker.speak(utterance(LONG, "ru"), "ru", Prosody())
    assert slugs(failed.value) == ["net-refused"]
    assert len(server.heard) == 2


def test_kazakh_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(VoiceError) as refused:
        Gtts().speak(utterance("Сәлем!", "kk"), "ru", Prosody())
    assert slugs(refused.value) == ["voice-unknown"]
    with pytest.raises(VoiceError) as failed:
        voice_of_choice("gtts", "kk", lambda name: Guarded(name, engine()))
    assert slugs(failed.value) == ["engine-language"]


@pytest.mark.parametrize("text", ["...", " ", "", "?!"])
def test_a_text_without_words_is_silent(text: str) -> None:
    with pytest.raises(VoiceError) as silent:
        Gtts().speak(utterance(text, "ru"), "ru", Prosody())
    assert slugs(silent.value) == ["engine-silent"]


def test_stress_marks_are_not_sent() -> None:
    assert Gtts().prepare("доро́га", "ru") == "дорога"


def test_requests_go_to_google_by_https() -> None:
    assert {request.url for request in requests_for(LONG, "ru")} == {
        "https://translate.google.com/_/TranslateWebserverUi/data/batchexecute"
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b')]}\'\n\n[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]',
        google_reply(b"ID3").body[:40],
        google_reply(b"x" * 30).body * 2,  # two answers to one question
        google_reply(b"x" * 30).body.replace(b"eHh4", b"!!!!", 1),
        google_reply(b"x" * 30).body.replace(b"eHh4eHh4", b"eHh4eHh", 1),
    ],
)
def test_an_answer_without_one_whole_sound_is_no_answer(body: bytes) -> None:
    with pytest.raises(NetError, match="net-bad-audio"):
        audio_of(body)


# --- certificates -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with serve(google_speaks, context) as server:
        yield server


def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent(secure: Server) -> None:
    with gtts_at(secure) as speaker, pytest.raises(VoiceError) as refused:
        speaker.speak(utterance("Привет", "ru"), "ru", Prosody())
    assert slugs(refused.value) == ["net-untrusted"]
    assert secure.heard == []


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_the_library_by_itself_would_have_sent_it(secure: Server) -> None:
    with gtts_at(secure):
        assert b"".join(gtts.gTTS("Привет", lang="ru", lang_check=False).stream())
    assert len(secure.heard) == 1


def test_an_authority_of_the_house_is_heard(
    secure: Server, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    with gtts_at(secure, QUICK) as speaker:
        assert speaker.speak(utterance("Привет", "ru"), "ru", Prosody()).pcm
