"""The screens on which people record: what is to be read, a take from its first sample to the file that is kept."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.support.judges import judge
from tests.support.read_aloud import record, trial
from tests.support.studio import RunningStudio
from zt_audio.app.speaking.recording_session import drop_unfinished_takes, new_take, write_sheet
from zt_audio.i18n import speaking
from zt_audio.model import PartId

LIMIT_S = 120
PART = "appeal/a/ru/1"
READ = ("Берегите улицы.", "Бросайте мусор в урны.")


def texts(studio: RunningStudio, address: str) -> list[dict[str, str]]:
    """Return what a session at `address` asks a person to read, after the trial of the microphone."""
    page = studio.browser().get(studio.base + address, timeout=LIMIT_S).text
    articles = re.findall(r"<article ([^>]*)>", page)[1:]
    return [dict(re.findall(r'data-(\w+)="([^"]*)"', article)) for article in articles]


def said(studio: RunningStudio, part: str = PART) -> str:
    return texts(studio, f"/recordings/session?lang=ru&part={part}")[0]["said"]


def put(studio: RunningStudio, wav: bytes, part: str = PART, **query: str) -> requests.Response:
    asked = {"clock": str(len(wav) / 44_100), "said": said(studio), **query}
    return studio.browser().put(f"{studio.base}/takes/{part}", data=wav, params=asked, timeout=LIMIT_S)


def act(studio: RunningStudio, act: str, part: str = PART, **value: object) -> requests.Response:
    told = {"said": said(studio), **value}
    return studio.browser().post(f"{studio.base}/takes/{part}/{act}", json=told, timeout=LIMIT_S)


def kept(studio: RunningStudio) -> set[str]:
    folder = studio.studio.workbench.workspace.recordings
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}


def waiting(studio: RunningStudio) -> set[str]:
    folder = studio.studio.workbench.workspace.cache / "takes-waiting"
    return {path.name for path in folder.rglob("*.*")}


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give a good recording of PART."""
    return record(tmp_path_factory.mktemp("read") / "take.wav", READ).read_bytes()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("path", ["/recordings", "/recordings/session?lang=kk"])
def test_the_screens_open_in_each_language(studio: RunningStudio, path: str, language: str) -> None:
    assert studio.browser(language).get(studio.base + path, timeout=LIMIT_S).status_code == 200


def test_each_text_is_listed_once_with_how_it_stands(studio: RunningStudio) -> None:
    page = studio.browser().get(f"{studio.base}/recordings", timeout=LIMIT_S).text
    assert "Record 6 texts" in page  # two greetings, four paragraphs in Kazakh
    assert "Record 7 texts" in page
    assert page.count('<span class="state ">○ missing') == 13


def test_pages_warn_where_the_voices_let_no_recording_be_heard(studio: RunningStudio) -> None:
    settings = studio.studio.root / "appeals/settings.yaml"
    text = settings.read_text("utf-8")
    try:
        for chain, warns in (("[tone]", True), ("[recordings, tone]", False)):
            settings.write_text(re.sub(r"ru: \[[^]]*\]", f"ru: {chain}", text, count=1), "utf-8")
            for path in ("/recordings", "/recordings/session?lang=ru"):
                page = studio.browser("ru").get(studio.base + path, timeout=LIMIT_S).text
                assert ("на русском языке никогда не прозвучат" in page) == warns, (path, chain)
    finally:
        settings.write_text(text, "utf-8")


def test_the_sheet_is_the_one_of_the_command(studio: RunningStudio, tmp_path: Path) -> None:
    browser, root = studio.browser(), studio.studio.root
    given = browser.post(f"{studio.base}/recordings/sheet", data={"lang": "ru"}, timeout=LIMIT_S)
    assert given.headers["content-disposition"] == 'attachment; filename="reading-sheet-ru.html"'
    with speaking("en"):
        assert write_sheet(root, tmp_path / "sheet.html", "ru")
    assert given.content == (tmp_path / "sheet.html").read_bytes()
    assert '<td class="number">007</td>' in browser.get(f"{studio.base}/recordings", timeout=LIMIT_S).text
    assert browser.post(f"{studio.base}/recordings/sheet", data={"lang": "en"}, timeout=LIMIT_S).status_code == 400


@pytest.mark.parametrize("query", ["", "?lang=de", "?lang=kk&part=appeal/none/kk/1", "?lang=kk&part=appeal/a/ru/1"])
def test_there_is_no_session_of_what_is_not_there(studio: RunningStudio, query: str) -> None:
    assert studio.browser().get(f"{studio.base}/recordings/session{query}", timeout=LIMIT_S).status_code == 404


def test_a_good_take_is_judged_waits_and_is_kept_only_then(studio: RunningStudio, wav: bytes) -> None:
    told = put(studio, wav).json()
    assert told["mayBeKept"]
    assert (told["told"], told["kind"]) == ("✓ Good.", "good")
    assert "sentences: 2" in told["verdict"]
    assert "<li" not in told["verdict"]
    assert waiting(studio) == {"a.1.wav"}
    assert kept(studio) == set()
    assert act(studio, "keep").status_code == 200
    assert kept(studio) == {"ru/a.1.flac", "ru/a.1.json"}
    assert waiting(studio) == set()
    assert PART not in [text["part"] for text in texts(studio, "/recordings/session?lang=ru")]
    assert act(studio, "keep").status_code == 404


def test_a_good_recording_is_replaced_only_after_a_yes(studio: RunningStudio, wav: bytes, tmp_path: Path) -> None:
    put(studio, wav)
    act(studio, "keep")
    flac = studio.studio.workbench.workspace.recordings / "ru/a.1.flac"
    before = flac.read_bytes()
    put(studio, record(tmp_path / "other.wav", READ, gain=0.8).read_bytes())
    asked = act(studio, "keep")
    assert (asked.status_code, asked.json()["exists"]) == (409, True)
    assert flac.read_bytes() == before
    assert act(studio, "keep", replace="true").status_code == 409  # nothing but a yes is a yes
    assert act(studio, "keep", replace=True).status_code == 200
    assert flac.read_bytes() != before


def test_a_bad_take_is_refused_in_words_and_leaves_the_one_before(
    studio: RunningStudio, wav: bytes, tmp_path: Path
) -> None:
    quiet = record(tmp_path / "quiet.wav", READ, gain=0.0001).read_bytes()
    told = put(studio, quiet).json()
    assert not told["mayBeKept"]
    assert "Nothing can be heard" in told["verdict"]
    assert act(studio, "keep").status_code == 404
    assert (kept(studio), waiting(studio)) == (set(), set())
    put(studio, wav)
    put(studio, quiet)
    assert act(studio, "keep").status_code == 200


def test_a_take_that_waits_is_offered_when_the_session_is_opened_again(studio: RunningStudio, wav: bytes) -> None:
    address = f"{studio.base}/takes/{PART}?said={said(studio)}"
    assert studio.browser().get(address, timeout=LIMIT_S).status_code == 404
    put(studio, wav)
    with new_take(studio.studio.workbench, PartId.parse(PART), ".wav") as take:
        take.path.write_bytes(b"half")
        shutil.copytree(take.path.parent, take.path.parent.with_name("new-of-a-killed-studio"))
    drop_unfinished_takes(studio.studio.workbench)
    assert waiting(studio) == {"a.1.wav"}
    assert texts(studio, f"/recordings/session?lang=ru&part={PART}")[0]["waits"] == ".wav"
    assert studio.browser().get(address, timeout=LIMIT_S).content == wav
    file = studio.studio.root / "appeals/texts/a.yaml"
    file.write_text(file.read_text("utf-8").replace("Берегите улицы", "Берегите дворы"), "utf-8")
    assert texts(studio, f"/recordings/session?lang=ru&part={PART}")[0]["waits"] == ""  # it reads another text
    assert act(studio, "keep").status_code == 404


@pytest.mark.parametrize("said", ["", "..", "../../../appeals", "0123456789abcdef"])
def test_nothing_else_is_handed_out(studio: RunningStudio, said: str) -> None:
    answer = studio.browser().get(f"{studio.base}/takes/{PART}", params={"said": said}, timeout=LIMIT_S)
    assert answer.status_code == 404


def test_files_of_phones_are_taken(studio: RunningStudio, wav: bytes, tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(wav)
    put(studio, wav)
    for ending in (".mp3", ".flac", ".m4a"):
        sound = tmp_path / f"take{ending}"
        subprocess.run([judge("ffmpeg"), "-v", "error", "-i", tmp_path / "take.wav", sound], check=True)
        asked = {"said": said(studio), "ending": ending.upper()}
        address = f"{studio.base}/takes/{PART}"
        told = studio.browser().put(address, data=sound.read_bytes(), params=asked, timeout=LIMIT_S).json()
        assert told["mayBeKept"], told
        assert waiting(studio) == {f"a.1{ending}"}
    assert put(studio, wav, ending=".exe").status_code == 415
    told = put(studio, b"<html>", ending=".m4a").json()
    assert "a.1.m4a" in told["verdict"]
    assert waiting(studio) == {"a.1.m4a"}
    assert act(studio, "keep").status_code == 200
    assert kept(studio) == {"ru/a.1.flac", "ru/a.1.json"}


# --- the trial of a microphone ------------------------------------------------------------------------------


def tried(studio: RunningStudio, sound: bytes, **query: str) -> dict[str, Any]:
    answer = studio.browser().put(f"{studio.base}/takes/microphone", data=sound, params=query, timeout=LIMIT_S)
    told: dict[str, Any] = answer.json()
    return told


def test_a_microphone_is_tried_and_nothing_of_it_is_kept(studio: RunningStudio, tmp_path: Path) -> None:
    told = tried(studio, trial(tmp_path / "trial.wav").read_bytes())
    assert (told["mayBeKept"], told["told"]) == (True, "✓ The microphone is good.")
    assert "22050 samples a second" in told["verdict"]
    assert waiting(studio) == set()
    told = tried(studio, trial(tmp_path / "trial.wav").read_bytes(), processed="1")
    assert (told["mayBeKept"], told["kind"]) == (True, "warn")
    assert "as for calls" in told["verdict"]
    assert "hears nothing" in tried(studio, trial(tmp_path / "trial.wav", gain=0).read_bytes())["verdict"]
    assert not tried(studio, b"no sound")["mayBeKept"]


def test_sound_that_was_lost_is_noticed_by_the_clock(studio: RunningStudio, wav: bytes) -> None:
    told = put(studio, wav, clock="60").json()
    assert not told["mayBeKept"]
    assert "Sound was lost" in told["verdict"]


def test_a_take_is_dropped(studio: RunningStudio, wav: bytes) -> None:
    put(studio, wav)
    assert act(studio, "drop").status_code == 200
    assert waiting(studio) == set()
    assert act(studio, "keep").status_code == 404


def test_a_take_of_a_text_that_changed_meanwhile_is_not_kept(studio: RunningStudio, wav: bytes) -> None:
    old = said(studio)
    put(studio, wav)
    file = studio.studio.root / "appeals/texts/a.yaml"
    file.write_text(file.read_text("utf-8").replace("Берегите улицы", "Берегите дворы"), "utf-8")
    assert act(studio, "keep", said=old).status_code == 409
    assert put(studio, wav, said=old).status_code == 409
    assert kept(studio) == set()


def test_a_take_that_breaks_off_leaves_the_one_before(studio: RunningStudio, wav: bytes) -> None:
    put(studio, wav)

    def broken() -> Iterator[bytes]:
        yield wav[:5000]
        raise OSError("the page was closed")

    asked = {"clock": "1", "said": said(studio)}
    with pytest.raises((OSError, requests.RequestException)):
        studio.browser().put(f"{studio.base}/takes/{PART}", data=broken(), params=asked, timeout=LIMIT_S)
    assert act(studio, "keep").status_code == 200


@pytest.mark.parametrize("part", ["appeal/../ru/1", "chime", "appeal/none/ru/1", "..%2f..%2fx", "appeal/a/ru/9"])
def test_only_texts_of_the_project_are_recorded(studio: RunningStudio, wav: bytes, part: str) -> None:
    assert put(studio, wav, part).status_code in (404, 409)
    assert waiting(studio) == set()


@pytest.mark.parametrize("query", [{"clock": ""}, {"clock": "nan"}, {"clock": "-1"}, {"clock": "x"}, {"paces": "0"}])
def test_figures_of_another_shape_are_refused(studio: RunningStudio, query: dict[str, str]) -> None:
    assert put(studio, b"", **query).status_code == 400


def test_mistakes_in_texts_are_told_first(studio: RunningStudio) -> None:
    file = studio.studio.root / "appeals/texts/a.yaml"
    file.write_text(file.read_text("utf-8").replace("Берегите", "Берегите XQZ"), "utf-8")
    for page in ("/recordings", "/recordings/session?lang=ru", f"/recordings/session?lang=ru&part={PART}"):
        told = studio.browser().get(studio.base + page, timeout=LIMIT_S).text
        assert "XQZ" in told, page
    assert "appeal/a/kk/1" in {
        text["part"] for text in texts(studio, "/recordings/session?lang=kk")
    }  # and not that alone


def test_a_doubted_take_is_kept_only_by_a_person_who_has_listened(studio: RunningStudio, tmp_path: Path) -> None:
    told = put(studio, record(tmp_path / "take.wav", (READ[0], *READ)).read_bytes()).json()
    assert (told["mayBeKept"], told["kind"]) == (True, "warn")
    assert "I have listened to it" in told["verdict"]
    assert "Play sentence 1" in told["verdict"]
    refused = act(studio, "keep")
    assert (refused.status_code, refused.json()["exists"]) == (422, False)
    assert "was not kept" in refused.json()["told"]
    assert kept(studio) == set()
    assert act(studio, "keep", heard=True).status_code == 200
    assert kept(studio) == {"ru/a.1.flac", "ru/a.1.json"}
