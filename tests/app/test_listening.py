"""What neural voices said is listened to once; a doubted take keeps its playlist here until a person hears it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path

import pytest

from tests.support.fakes import Fake, register
from tests.support.studio import running_studio
from tests.support.tiny import Done, Tiny, tiny_project
from zt_audio.app.journal import acts
from zt_audio.app.speaking.doubted_takes import Listening, doubted_takes
from zt_audio.app.speaking.listening import listen
from zt_audio.ear.listener import Ear
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.events import Event, TakeHeard, ToListen
from zt_audio.formats.wav import is_whole_wav
from zt_audio.model import Problem, Prosody, Speech, Utterance
from zt_audio.studio.job_kinds import ListenJob
from zt_audio.studio.jobs import do_job

LIMIT_S = 120
TEXT = """\
title: {kk: Тазалық, ru: Чистота}
text:
  kk: |
    Көшені таза ұстаңыз. Қоқысты жәшікке салыңыз.
  ru: |
    Не бросайте на землю шелуху от семечек, окурки, бумагу и бутылки. Если урны рядом нет, унесите мусор с собой.

    Чистота нужна всем нам и нашим детям. Берегите улицы, скверы и дворы города.
"""
NAMES = (
    "Абая",
    "Алтай",
    "Арай",
    "Алмалы",
    "Мира",
    "Наурыз",
    "Отау",
    "Победы",
    "Садовой",
    "Тулпар",
    "Шынар",
    "Яблочной",
)
STUTTERED = "Отау"
SAID_INSTEAD = "Не бросайте на землю шелуху от семечек."  # about as long
CITY = """\
title: {kk: Қала, ru: Город}
days: [mon]
languages: [ru]
appeals: [a]
stops: [{place: market, arrive: "10:00"}]
"""


@dataclass
class Mouth(Fake):
    """Reads with espeak-ng, and says SAID_INSTEAD of the sentence that begins with `slips`."""

    slips: str = "Если"

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        said = SAID_INSTEAD if utterance.text.startswith(self.slips) else utterance.text
        said = said.replace(STUTTERED, f"{STUTTERED} сегодня {STUTTERED}")
        engine = Espeak(size=1)
        read = Utterance(said, utterance.lang, utterance.syllables, utterance.where)
        speech = engine.speak(read, utterance.lang, Prosody(prosody.rate_syl_per_s, 75))
        engine.close()
        return Speech(speech.pcm, speech.sample_rate)


@pytest.fixture(scope="module")
def voiced_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """Give a built playlist that a neural voice reads, with a sentence that it does not say."""
    tiny = tiny_project(tmp_path_factory.mktemp("voiced") / "project")
    tiny.edit("settings.yaml", "ru: [tone]}", "ru: [mouth]}")
    tiny.write("texts/a.yaml", TEXT)
    tiny.write("playlists/city.yaml", CITY)
    with pytest.MonkeyPatch.context() as patch:
        register(tmp_path_factory.mktemp("site"), patch, Mouth("mouth", online=False))
        assert not tiny.build("city").slugs
        yield tiny


@pytest.fixture
def voiced(voiced_once: Tiny, tmp_path: Path) -> Tiny:
    return voiced_once.copy(tmp_path / "project")


def heard(tiny: Tiny, *options: str) -> Done:
    return tiny.run("ear", "listen", "city", *options)


def refused(tiny: Tiny, stick: Path) -> str:
    stick.mkdir(exist_ok=True)
    return tiny.run("export", "city", str(stick)).stderr


def journal(tiny: Tiny) -> list[tuple[str, str, str]]:
    return [(act.deed.did, act.deed.what, act.deed.by) for act in acts(tiny.root) if act.deed.did.startswith("take.")]


def test_a_slip_is_told_with_its_place_and_waits_for_a_person(voiced: Tiny, tmp_path: Path) -> None:
    assert "takes-doubted" not in refused(voiced, tmp_path / "stick")
    told = heard(voiced)
    assert told.returncode == 1
    assert "appeals/texts/a.yaml:6:5" in told.stderr
    assert "[heard-" in told.stderr
    assert "1 waits until you have listened to it." in told.stderr
    (take,) = doubted_takes(voiced.root)
    file = take.file.relative_to(voiced.root).as_posix()
    assert file == f".zt-cache/doubted/ru/a.1-{take.digest[:8]}.wav"  # a word for this take is none for a later one
    assert is_whole_wav(take.file.read_bytes())
    assert journal(voiced) == [("take.doubted", "appeal/a/ru/1", "-")]
    assert "[takes-doubted]" in refused(voiced, tmp_path / "stick")
    assert heard(voiced, "--heard", ".zt-cache/doubted/ru/a.1-00000000.wav").returncode == 1  # another take
    assert heard(voiced, "--heard", file, "--by", "bolat").returncode == 0
    assert journal(voiced)[0] == ("take.heard", "appeal/a/ru/1", "bolat")
    assert "takes-doubted" not in refused(voiced, tmp_path / "stick")
    assert heard(voiced).returncode == 0  # the word of a person holds
    assert len(journal(voiced)) == 2


def test_a_doubt_is_known_to_the_next_build_and_gone_with_the_sentence(voiced: Tiny, tmp_path: Path) -> None:
    assert "not to be played" not in voiced.run("build").stderr
    assert "not to be played" not in voiced.run("build").stderr  # as it was found out today
    assert heard(voiced).returncode == 1
    told = voiced.run("build").stderr
    assert "not to be played" in told
    assert "[takes-doubted]" in told
    voiced.edit("texts/a.yaml", "Если урны рядом нет", "Когда урны рядом нет")
    assert voiced.run("build").returncode == 0
    assert heard(voiced).returncode == 0
    assert doubted_takes(voiced.root) == ()
    assert "takes-doubted" not in refused(voiced, tmp_path / "stick")


def test_a_doubt_outlives_the_cache(voiced: Tiny, tmp_path: Path) -> None:
    assert heard(voiced).returncode == 1
    (voiced.workspace.cache / "listened.json").unlink()
    assert "[takes-doubted]" in refused(voiced, tmp_path / "stick")
    assert doubted_takes(voiced.root) == ()  # what to listen to is found again
    assert heard(voiced).returncode == 1
    assert [take.voice for take in doubted_takes(voiced.root)] == ["mouth:mouth-ru"]
    assert len(journal(voiced)) == 1


def test_each_take_is_listened_to_once_and_voices_that_speak_by_rule_never(
    voiced: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def warnings(_ear: Ear, _take: Speech, text: object, _file: str) -> tuple[Problem, ...]:
        asked.append(str(text))
        return ()

    monkeypatch.setattr(Ear, "warnings", warnings)
    events: list[Event] = []
    assert listen(voiced.root, ["city"], events.append).takes == 3  # a greeting and two paragraphs
    assert [event for event in events if isinstance(event, ToListen)] == [ToListen(3)]
    assert sum(isinstance(event, TakeHeard) for event in events) == 3
    assert len(asked) == 3
    assert listen(voiced.root, ["city"]).takes == 3
    assert len(asked) == 3
    voiced.edit("texts/a.yaml", "Чистота нужна всем нам", "Порядок нужен всем нам")
    found = listen(voiced.root, ["city"])
    assert (found.takes, found.unbuilt) == (2, ("city",))
    voiced.build("city")
    assert listen(voiced.root, ["city"]).takes == 3
    assert len(asked) == 4
    voiced.edit("settings.yaml", "ru: [mouth]}", "ru: [espeak]}")
    voiced.build("city")
    found = listen(voiced.root, ["city"])
    assert (found.takes, found.unbuilt) == (0, ())


def test_a_take_whose_words_were_not_heard_is_listened_to_again(voiced: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def warnings(_ear: Ear, _take: Speech, _text: object, file: str) -> tuple[Problem, ...]:
        asked.append(file)
        return (Problem("heard-no-words", None, {"file": file}, "warning"),)

    monkeypatch.setattr(Ear, "warnings", warnings)
    assert [problem.slug for problem in listen(voiced.root, ["city"]).told] == ["heard-no-words"] * 3
    listen(voiced.root, ["city"])
    assert len(asked) == 6


def test_a_sentence_that_takes_the_voice_too_long_is_doubted(voiced: Tiny) -> None:
    """Words that are said twice inside a sentence: by the comparison of sentences alone they are not noticed."""
    sentences = [f"На улице {name} сегодня чисто и спокойно." for name in NAMES]
    voiced.edit("texts/a.yaml", "Если урны рядом нет, унесите мусор с собой.", " ".join(sentences))
    assert voiced.run("build", "city").returncode == 0
    told = heard(voiced)
    assert told.returncode == 1
    assert f"“На улице {STUTTERED} сегодня чисто и спокойно.” Listen to it from" in told.stderr
    assert "[heard-longer]" in told.stderr
    assert told.stderr.count("[heard-") == 1


def test_what_is_not_in_output_any_more_is_forgotten(voiced: Tiny) -> None:
    assert heard(voiced).returncode == 1
    voiced.edit("texts/a.yaml", "Если урны рядом нет", "Когда урны рядом нет")
    voiced.build()
    assert listen(voiced.root).doubted == ()
    known = json.loads((voiced.workspace.cache / "listened.json").read_text("utf-8"))["takes"]
    assert sorted(take["part"] for take in known.values()) == [
        "appeal/a/ru/1",
        "appeal/a/ru/2",
        "appeal/b/ru/1",
        "appeal/b/ru/2",
        "intro/market/ru/1",
        "intro/school/ru/1",
    ]


def test_only_a_person_who_may_record_vouches(voiced: Tiny) -> None:
    voiced.write("people.yaml", "aigul: {name: {kk: Айгүл, ru: Айгуль}, roles: [editor]}\n")
    assert heard(voiced).returncode == 1
    (take,) = doubted_takes(voiced.root)
    file = take.file.relative_to(voiced.root).as_posix()
    told = heard(voiced, "--heard", file, "--by", "bolat")
    assert "[person-not-allowed]" in told.stderr
    assert heard(voiced, "--heard", file, "--by", "aigul").returncode == 0


# --- in the studio --------------------------------------------------------------------------------------------------


def test_the_studio_plays_what_is_doubted_and_takes_the_word_of_a_person(voiced: Tiny) -> None:
    assert heard(voiced).returncode == 1
    with running_studio(voiced.root) as studio:
        client, address = studio.browser(), f"{studio.base}/sound/voices"
        page = client.get(address, timeout=LIMIT_S).text
        (take,) = doubted_takes(voiced.root)
        assert re.search(rf"take\W+{take.digest}", page)
        assert "Чистота" in page
        assert ".zt-cache" not in page
        assert re.search(r'<svg class="loudness" viewBox="0 0 \d+\.\d+ 100".*<path d="M', page)
        [piece] = client.post(f"{studio.base}/say", json={"take": take.digest}, timeout=LIMIT_S).json()["pieces"]
        kind, sound = piece["audio"]
        assert all(piece["outlines"])
        assert (kind, base64.b64decode(sound)) == ("audio/wav", take.file.read_bytes())
        assert client.post(f"{studio.base}/say", json={"take": "0" * 64}, timeout=LIMIT_S).status_code == 404
        assert "/sound/voices" in client.get(f"{studio.base}/sound", timeout=LIMIT_S).text
        done = client.post(f"{address}/heard", data={"digest": take.digest}, timeout=LIMIT_S)
        assert "So far no voice seems to have read something else than its text." in done.text
        assert ">Чистота (ru, 1)</a>" in client.get(f"{studio.base}/history", timeout=LIMIT_S).text
    assert journal(voiced)[0][0] == "take.heard"


def test_the_studio_lets_the_ear_listen_as_a_job(voiced: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = Pipe()
    monkeypatch.setattr("signal.signal", lambda *_given: None)
    do_job(there, voiced.root, ListenJob(), "en")
    told = [here.recv()]
    while not isinstance(told[-1], Listening):
        told.append(here.recv())
    assert told[0] == ToListen(len(told) - 2)
    assert [take.part.subject for take in told[-1].doubted] == ["a"]
