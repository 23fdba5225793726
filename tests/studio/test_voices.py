"""The tab of voices: who speaks each language, what each lacks, a sample, and a voice that is fetched as a job."""

from __future__ import annotations

import asyncio
import base64
import filecmp
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from html import unescape
from importlib.metadata import version
from io import BytesIO
from multiprocessing import Pipe
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.support.hub import Hub, cut_after, honest, serve
from tests.support.packages import Shelf
from tests.support.piper_voices import config, lay_model
from tests.support.studio import RunningStudio
from zt_audio.app.speaking.voices import VoiceList
from zt_audio.engines.piper import models as catalogue
from zt_audio.errors import VoiceError
from zt_audio.events import Moved, Phase
from zt_audio.model import LANGS, Problem
from zt_audio.speech import download
from zt_audio.store import workspace
from zt_audio.studio.job_kinds import VoiceJob
from zt_audio.studio.jobs import do_job
from zt_audio.studio.screens import voices

LIMIT_S = 120
NAME = "kk_KZ-iseke-x_low"
PATH = f"/kk/kk_KZ/iseke/x_low/{NAME}"
FILES = {f"{PATH}.onnx": b"a model" * 40_000, f"{PATH}.onnx.json": b"{}"}


def chains(studio: RunningStudio, language: str = "en") -> str:
    answer = studio.browser(language).get(f"{studio.base}/recordings/voices/chains", timeout=LIMIT_S)
    assert answer.status_code == 200
    return answer.text


def with_voices(studio: RunningStudio, voices: str) -> None:
    file = studio.studio.root / "appeals/settings.yaml"
    text = re.sub(r"^voices: .*$", f"voices: {voices}", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")


def test_each_chain_says_who_speaks_how_it_sounds_and_what_is_missing(studio: RunningStudio) -> None:
    assert studio.browser().get(f"{studio.base}/recordings/voices", timeout=LIMIT_S).status_code == 200
    with_voices(studio, f"{{kk: ['piper:{NAME}', tone], ru: [recordings, tone]}}")
    page = chains(studio)
    assert page.count("speaks 4 texts") >= 1
    assert re.findall('value="([^"]+)" checked', page) == [f"piper:{NAME}", "tone", "recordings", "tone"]
    assert "a natural voice on this computer · Iseke · simple quality" in page
    assert "no text is wholly recorded" in page
    assert "✗ not installed here" in page
    assert f'value="{NAME}"' in page  # to be got: its size and its licence stand beside
    assert re.search(r"<b>Iseke · simple quality</b> .*28 MB.*?<a href=\"https://[^\"]+/MODEL_CARD\"", page, re.DOTALL)
    assert "MODEL_CARD" not in re.sub(r"<[^>]+>", "", page)  # a word of no clerk
    assert "орнатылмаған" in chains(studio, "kk")
    said = {"voice": "tone", "lang": "ru"}
    answer = studio.browser().post(f"{studio.base}/say", json=said, timeout=LIMIT_S)
    kind, sound = answer.json()["pieces"][0]["audio"]
    assert kind == "audio/mpeg"
    assert len(base64.b64decode(sound)) > 10_000
    told = studio.browser().post(f"{studio.base}/say", json={**said, "voice": "nobody"}, timeout=LIMIT_S)
    assert told.status_code == 422


def test_that_piper_lacks_stands_above_the_voices_that_can_be_got(
    studio: RunningStudio, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks = Problem("piper-not-installed", facts={"python": "python"}, severity="warning")
    monkeypatch.setattr(studio.studio.desk, "voices", lambda: VoiceList((), (lacks,), 0))
    page = chains(studio)
    assert (
        page.index("Voices that can be got")
        < page.index("Natural voices are not installed")
        < page.index("Accept the licence")
    )
    assert "pip install" not in page  # not on a page of staff
    nothing = Problem("piper-no-model", facts={"lang": "kk"}, severity="warning")
    with_voices(studio, "{kk: [piper, tone], ru: [tone]}")
    monkeypatch.setattr(studio.studio.desk, "voices", lambda: VoiceList((), (nothing,), 0))
    assert "No natural voice" not in chains(studio)  # they stand there to be got


def test_voices_are_compared_by_the_same_sentences(studio: RunningStudio) -> None:
    with_voices(studio, "{kk: [recordings, espeak], ru: [tone]}")
    address, browser = f"{studio.base}/recordings/voices/audition", studio.browser()
    page = browser.get(f"{address}?lang=kk", timeout=LIMIT_S).text
    played = [json.loads(unescape(each)) for each in re.findall(r"data-play='([^']+)'", page)]
    heard = {name: {each["text"] for each in played if each["voice"] == name} for name in ("tone:kk", "espeak:kk")}
    assert len(played) == 2 * len(heard["tone:kk"]) > 0
    assert heard["tone:kk"] == heard["espeak:kk"]
    said = browser.post(f"{studio.base}/say", json=played[0], timeout=LIMIT_S)
    assert said.json()["pieces"][0]["audio"][0] == "audio/mpeg"
    assert browser.get(f"{address}?lang=en", timeout=LIMIT_S).status_code == 400


def test_only_known_voices_are_fetched(studio: RunningStudio) -> None:
    address = f"{studio.base}/recordings/voices/get"
    before = studio.studio.jobs.last
    for voice, status in (("../../x", 422), ("", 400)):
        assert studio.browser().post(address, {"voice": voice}, timeout=LIMIT_S).status_code == status
    assert studio.studio.jobs.last is before


def test_what_is_an_extra_can_be_got_by_a_button(studio: RunningStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    lacks = Problem("engine-not-installed", facts={"engine": "edge"}, severity="warning")
    monkeypatch.setattr(studio.studio.desk, "voices", lambda: VoiceList((), (lacks,), 0))
    assert chains(studio).count('value="edge"') == len(LANGS)
    monkeypatch.setattr(studio.studio.desk, "voices", lambda: VoiceList((), (), 0))
    assert 'value="edge"' not in chains(studio)
    monkeypatch.setattr(voices, "recogniser_lacks", lambda: (Problem("ear-not-installed"),))
    address = f"{studio.base}/recordings/voices"
    page = studio.browser("kk").get(address, timeout=LIMIT_S).text
    assert 'value="ear"' in page
    assert "Сөздер мен сандарды" in page
    monkeypatch.setattr(voices, "recogniser_lacks", tuple)
    assert 'value="ear"' not in studio.browser().get(address, timeout=LIMIT_S).text


def test_the_button_starts_a_job_and_it_says_so_offline(
    studio: RunningStudio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Shelf(tmp_path, monkeypatch).go_offline()
    address = f"{studio.base}/recordings/voices/get"
    answer = studio.browser("ru").post(address, {"voice": "edge"}, timeout=LIMIT_S)
    job = studio.studio.jobs.last
    assert job
    while job.is_running:
        asyncio.run(job.news(10_000, LIMIT_S))
    page = studio.browser("ru").get(answer.url, timeout=LIMIT_S).text
    assert "нет соединения" in page
    assert "pip install" not in page


def test_the_packages_of_an_engine_are_installed_by_a_job(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, monkeypatch)
    shelf.put("edge_tts", version("edge-tts"))  # what is here stays in the version that it has
    assert done(tmp_path, "edge")[-1] == ()
    assert shelf.installed() == {"edge_tts"}


# --- fetching -----------------------------------------------------------------------------------------------


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    """Give a mirror with a small file for the voice, and a table that says so."""
    table = dict(catalogue._table())
    row = dict(table["voices"][NAME])
    for kind, path in (("onnx", f"{PATH}.onnx"), ("json", f"{PATH}.onnx.json")):
        row[kind] = {"size": len(FILES[path]), "sha256": hashlib.sha256(FILES[path]).hexdigest()}
    monkeypatch.setattr(catalogue, "_table", lambda: {**table, "voices": {**table["voices"], NAME: row}})
    patience = download.DownloadPatience(20.0, (), lambda _wait_s: None)
    monkeypatch.setattr(download, "DownloadPatience", lambda: patience)
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    with serve(Hub(FILES)) as served:
        monkeypatch.setenv(catalogue.ADDRESS_VARIABLE, served.address)
        yield served


def done(root: Path, voice: str = NAME) -> list[object]:
    """Return what a job that fetches the voice reports, its result last."""
    ours, theirs = Pipe()
    do_job(theirs, root, VoiceJob(voice), "en")
    theirs.close()
    messages: list[object] = []
    while ours.poll():
        try:
            messages.append(ours.recv())
        except EOFError:
            break
    return messages


def test_a_voice_that_breaks_off_goes_on_from_there(hub: Hub, tmp_path: Path) -> None:
    hub.manners = [honest, cut_after(100_000)]
    whole = sum(map(len, FILES.values()))
    first = done(tmp_path)
    assert first[0] == Phase("fetch", whole)
    assert isinstance(first[-1], VoiceError)
    assert not (tmp_path / f"voices/{NAME}.onnx").exists()
    second = done(tmp_path)
    assert hub.ranges[-1] == "bytes=100000-"
    assert sum(event.bytes for event in second if isinstance(event, Moved)) == whole
    assert isinstance(second[-1], tuple)
    assert (tmp_path / f"voices/{NAME}.onnx").read_bytes() == FILES[f"{PATH}.onnx"]


def form_of_files(form: Path, files: Mapping[str, bytes | Path]) -> BinaryIO:
    """Write what a browser sends of `files`, and open it: `requests` holds a model of 60 MB in memory three times."""
    with form.open("wb") as to:
        for name, data in files.items():
            to.write(f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode())
            with data.open("rb") if isinstance(data, Path) else BytesIO(data) as source:
                shutil.copyfileobj(source, to)
            to.write(b"\r\n")
        to.write(b"--b--\r\n")
    return form.open("rb")


def test_a_voice_from_files_is_heard_before_it_is_taken(
    studio: RunningStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    onnx = lay_model(tmp_path / "stick", "kk_KZ-joe-medium", config("kk"))
    browser, at = studio.browser(), f"{studio.base}/recordings/voices"

    # A browser sends the files of a folder with its name; the other input of the form is empty then.
    laid = {f"Дауыс/a/{path.name}": path for path in (onnx, Path(f"{onnx}.json"))}
    cards = {"Дауыс/a/MODEL_CARD": b"* License: CC0", "Дауыс/b/MODEL_CARD": b"* License: of another voice"}
    with form_of_files(tmp_path / "form", {"": b""} | laid | cards) as form:
        kind = {"content-type": "multipart/form-data; boundary=b"}
        page = browser.post(f"{at}/look", data=form, headers=kind, timeout=LIMIT_S)
    assert (page.status_code, "✓ It speaks." in page.text) == (200, True)
    assert "Ask who made the voice" in page.text
    assert "Licence: CC0" in page.text
    assert "of another voice" not in page.text
    heard = browser.get(f"{at}/brought/kk_KZ-joe-medium", timeout=LIMIT_S)
    assert (heard.status_code, heard.headers["content-type"]) == (200, "audio/mpeg")
    assert not list((tmp_path / "voices").glob("*.onnx"))
    browser.post(f"{at}/keep", {"voice": "kk_KZ-joe-medium"}, timeout=LIMIT_S)
    assert filecmp.cmp(tmp_path / "voices/kk_KZ-joe-medium.onnx", onnx, shallow=False)
    assert browser.get(f"{at}/brought/kk_KZ-joe-medium", timeout=LIMIT_S).status_code == 404
    refused = browser.post(f"{at}/look", files={"files": ("a.zip", b"no zip")}, timeout=LIMIT_S)
    assert refused.status_code == 422
    assert "a.zip" in refused.text
    for name, told in (("Дауыс/readme.txt", "Дауыс"), ("kk.onnx", "kk.onnx"), ("kk.onnx.json", "kk.onnx.json")):
        refused = browser.post(f"{at}/look", files={"files": (name, b"x")}, timeout=LIMIT_S)
        assert f"no voice in {told}." in refused.text
    assert browser.post(f"{at}/look", files={"other": ("a.zip", b"")}, timeout=LIMIT_S).status_code == 400
    studio.studio.voices_in_hand.close()
    assert not list((tmp_path / "voices").glob(".brought-*"))


def test_home_names_both_ways_to_a_better_kazakh_voice(
    studio: RunningStudio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(workspace.VOICES_VARIABLE, str(tmp_path / "voices"))
    ways = ('href="/recordings/voices#get-kk"', 'href="/recordings/voices#files"')
    page = studio.browser().get(studio.base, timeout=LIMIT_S).text
    card = page.partition("The Kazakh voice is a draft")[2].partition("</div>")[0]
    assert all(way in card for way in ways)
    assert 'id="files"' in studio.browser().get(f"{studio.base}/recordings/voices", timeout=LIMIT_S).text
    lay_model(tmp_path / "voices", "kk_KZ-joe-medium", config("kk"))
    assert "The Kazakh voice is a draft" not in studio.browser().get(studio.base, timeout=LIMIT_S).text


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("kk.onnx", "kk.onnx"),
        ("Дауыс/kk.onnx", "Дауыс/kk.onnx"),
        ("a\\b.onnx", "a/b.onnx"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/./passwd", "etc/passwd"),
        ("C:\\Windows\\x", "C_/Windows/x"),
        ("C:x", "C_x"),
        ("a/.../..", "a"),
    ],
)
def test_the_name_of_a_chosen_file_leads_nowhere_else(sent: str, name: str) -> None:
    assert voices._plain_name(sent) == name
