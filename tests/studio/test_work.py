"""Sound and sticks on the pages of the studio: made, heard, written and proved, without a terminal."""

from __future__ import annotations

import ast
import base64
import json
import re
import wave
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
import requests

import zt_audio
from tests.support.studio import RunningStudio
from tests.support.tiny import CITY_FILES
from tests.support.waiting import wait_until
from zt_audio.app.making.export import verify_target
from zt_audio.app.vouching.keys import OpenKey
from zt_audio.events import Phase
from zt_audio.model import Problem, Speech, Utterance, Where
from zt_audio.store.rejects import keep_reject
from zt_audio.store.workspace import Workspace
from zt_audio.studio import job_kinds
from zt_audio.studio.jobs import JobKind, JobOutcome, StudioPipe
from zt_audio.studio.problem_words import Teller

LIMIT_S = 100
STUDIO = Path(zt_audio.__file__).parent / "studio"


@dataclass(frozen=True, slots=True)
class CountJob(JobKind[int]):
    """A kind of job that the studio does not know."""

    title = "The texts are being counted"
    page = ("/places", "Places")

    def do(self, root: Path, studio: StudioPipe, _key: OpenKey | None) -> int:
        studio.report(Phase("look", 1))
        return len(list((root / "appeals" / "texts").iterdir()))

    def outcome(self, result: int, _teller: Teller, _downloads: Path | None) -> JobOutcome:
        return JobOutcome((Problem("job-died", None, {"reason": "exit 1"}),), [f"Texts: {result}."])


def ended(studio: RunningStudio, browser: requests.Session, answer: requests.Response) -> str:
    """Follow the job that `answer` shows to its end, and return its page."""
    assert answer.status_code == 200, answer.text
    number = int(answer.url.rsplit("/", 1)[-1])
    job = studio.studio.jobs.find(number)
    assert job
    wait_until(lambda: not job.is_running, LIMIT_S, "the job does not end")
    return browser.get(answer.url, timeout=LIMIT_S).text


def test_sound_is_made_followed_and_heard(studio: RunningStudio) -> None:
    browser = studio.browser()
    assert "No sound was made yet" in browser.get(f"{studio.base}/sound", timeout=LIMIT_S).text
    answer = browser.post(f"{studio.base}/sound", timeout=LIMIT_S)
    with ThreadPoolExecutor() as tabs:
        told, other = (
            news.replace(": still here\n\n", "")  # on a busy machine
            for news in tabs.map(
                lambda tab: tab.get(f"{answer.url}/events", timeout=LIMIT_S).text, (browser, studio.browser())
            )
        )
    assert told == other  # both tabs see the job from its first event
    assert told.startswith("id: 1\n")
    assert "Finished" in ended(studio, browser, answer)
    data = [json.loads(line.removeprefix("data: ")) for line in told.splitlines() if line.startswith("data: ")]
    assert sum(each.get("done", 0) for each in data) == next(each["total"] for each in data if "total" in each)
    assert data[-1] == {"ended": True}
    later = browser.get(f"{answer.url}/events", headers={"Last-Event-ID": str(len(data) - 1)}, timeout=LIMIT_S).text
    assert re.findall(r"^id: (\d+)$", later, re.MULTILINE) == [str(len(data))]
    sound = browser.get(f"{studio.base}/sound", timeout=LIMIT_S).text
    assert "may go on a stick" in sound
    assert len(re.findall("driver&#39;s card: [0-9a-f]{8}", sound)) == sound.count(
        '<section class="built"'
    )  # told once
    track = browser.post(f"{studio.base}/say", json={"track": ["city", 1]}, timeout=LIMIT_S).json()
    assert [piece["say"]["piece"] for piece in track["pieces"]] == [*range(len(track["pieces"]))]


def test_what_would_be_made_is_told_with_its_reasons(built_studio: RunningStudio) -> None:
    browser = built_studio.browser()
    root = built_studio.studio.root
    text = root / "appeals/texts/b.yaml"
    text.write_text(text.read_text("utf-8").replace("Соблюдайте порядок.", "Храните порядок."), "utf-8")
    (root / "appeals/playlists/yard.yaml").unlink()
    before = {path: path.read_bytes() for path in sorted((root / "output").rglob("*")) if path.is_file()}
    told = ended(built_studio, browser, browser.post(f"{built_studio.base}/sound/plan", timeout=LIMIT_S))
    assert re.search(r"Will be made: 1 sentence, \d+ files in 1 playlist\.", told), told
    assert "Because: its text changed" in told
    assert "Храните порядок." in told
    assert re.search(r"no playlist has any more: it goes · \d+.*<li>yard", told, re.DOTALL)
    assert "<h1>What will be made, and why</h1>" in told
    assert "output/" not in told
    assert '<p class="buttons">' in told
    assert {path: path.read_bytes() for path in sorted((root / "output").rglob("*")) if path.is_file()} == before


def test_the_sound_is_verified_on_its_page(built_studio: RunningStudio) -> None:
    browser = built_studio.browser()
    verify = f"{built_studio.base}/sound/verify"
    assert "files are as they were made" in ended(built_studio, browser, browser.post(verify, timeout=LIMIT_S))
    (built_studio.studio.root / "output/city/001_MARKET.MP3").write_bytes(b"other")
    told = ended(built_studio, browser, browser.post(verify, timeout=LIMIT_S))
    assert "Not as it was made" in told
    assert "Город: 1 · рынок" in told  # English has no titles of its own
    assert ".MP3" not in told


def test_a_damaged_manifest_is_told_beside_the_button_that_makes_it_again(built_studio: RunningStudio) -> None:
    (built_studio.studio.root / "output/manifest.json").write_text("{", encoding="utf-8")
    shown = built_studio.browser().get(f"{built_studio.base}/sound", timeout=LIMIT_S)
    assert shown.status_code == 200
    assert "The list of what was made is damaged" in shown.text
    assert 'class="main">Update the sound' in shown.text
    assert "No sound was made yet" not in shown.text


@pytest.mark.parametrize("pcm", [b"\1\2" * 9_000, b""])
def test_a_rejected_take_is_told_with_its_reason_and_heard(built_studio: RunningStudio, pcm: bytes) -> None:
    root, browser = built_studio.studio.root, built_studio.browser()
    assert "not good enough" not in browser.get(f"{built_studio.base}/sound", timeout=LIMIT_S).text
    utterance = Utterance("Храните порядок.", "ru", 2, Where("appeals/texts/b.yaml", 5, 3))
    problem = Problem("take-length", utterance.where, {"measured": 0.5, "bound": 0.7})
    keep_reject(Workspace(root).rejects, Speech(pcm, 22_050), utterance, ("espeak", "ru"), [problem])
    shown = browser.get(f"{built_studio.base}/sound", timeout=LIMIT_S).text
    assert "Takes that were not good enough" in shown
    assert "it lasts 0.5 times as long as usual" in shown
    (take,) = re.findall(r'data-play=.{"take":\s*"(\w+)"', shown.replace("&#34;", '"'))
    answer = browser.post(f"{built_studio.base}/say", json={"take": take}, timeout=LIMIT_S)
    assert answer.status_code == 200, answer.text
    kind, audio = answer.json()["pieces"][0]["audio"]
    with wave.open(BytesIO(base64.b64decode(audio))) as file:
        assert (kind, file.getnframes()) == ("audio/wav", len(pcm) // 2)
    assert browser.post(f"{built_studio.base}/say", json={"take": "none"}, timeout=LIMIT_S).status_code == 404


def test_only_tracks_of_the_manifest_are_sent(built_studio: RunningStudio) -> None:
    browser = built_studio.browser()
    for track in (["city", 99], ["none", 1], ["../appeals", 1], ["city", -1]):
        answer = browser.post(f"{built_studio.base}/say", json={"track": track}, timeout=LIMIT_S)
        assert answer.status_code == 422, track
    for odd in ({"track": ["city"]}, {"track": ["city", 1], "piece": -1}, {"stop": ["city", "0"]}, {"piece": 1}):
        assert browser.post(f"{built_studio.base}/say", json=odd, timeout=LIMIT_S).status_code == 400, odd


@pytest.mark.parametrize("playlist", ["../city", "..", "a/../../b", "con:", "a\\b", ""])
@pytest.mark.parametrize("where", ["zip", "drive"])
def test_no_folder_gets_a_name_that_leads_elsewhere(built_studio: RunningStudio, playlist: str, where: str) -> None:
    form = {"playlist": playlist, where: str(Path.home())}
    before = sorted(Path.home().parent.iterdir())
    answer = built_studio.browser().post(f"{built_studio.base}/sticks", form, timeout=LIMIT_S)
    assert answer.status_code in (400, 404, 422), answer.text
    assert sorted(Path.home().parent.iterdir()) == before


def test_a_playlist_is_written_into_a_folder_and_proved(built_studio: RunningStudio, tmp_path: Path) -> None:
    browser = built_studio.browser()
    stick = tmp_path / "stick"
    stick.mkdir()
    form = {"playlist": "city", "folder": str(stick)}
    told = ended(built_studio, browser, browser.post(f"{built_studio.base}/sticks", form, timeout=LIMIT_S))
    assert re.search(r"“Город” is in (.*); every file is as made\.</p>", told), told
    assert re.search(r"Details</summary>.*Number to compare with the driver&#39;s card: [0-9A-Fa-f]{8}\.", told)
    assert f"is in {stick};" in told
    assert 'href="/cards/city"' in told
    assert set(CITY_FILES) < {path.name for path in stick.iterdir()}
    assert verify_target(stick).proof.is_whole
    answer = browser.post(f"{built_studio.base}/sticks/check", {"folder": str(stick)}, timeout=LIMIT_S)
    assert "Playlist “Город”" in ended(built_studio, browser, answer)
    (stick / CITY_FILES[0]).write_bytes(b"other")
    answer = browser.post(f"{built_studio.base}/sticks/check", {"folder": str(stick)}, timeout=LIMIT_S)
    told = ended(built_studio, browser, answer)
    assert "Not finished" in told
    assert "/cards/" not in told


def test_other_files_are_asked_about_and_no_is_the_end(built_studio: RunningStudio, tmp_path: Path) -> None:
    browser = built_studio.browser()
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "holiday.jpg").write_bytes(b"mine")
    form = {"playlist": "city", "folder": str(stick)}
    answer = browser.post(f"{built_studio.base}/sticks", form, timeout=LIMIT_S)
    job = built_studio.studio.jobs.last
    assert job
    wait_until(lambda: job.question is not None, LIMIT_S, "it never asks")
    asked = browser.get(answer.url, timeout=LIMIT_S).text
    assert "holiday.jpg" in asked
    reply = browser.post(f"{answer.url}/answer", {"question": str(job.question), "agrees": "no"}, timeout=LIMIT_S)
    assert "Not finished" in ended(built_studio, browser, reply)
    assert [path.name for path in stick.iterdir()] == ["holiday.jpg"]


def test_a_drive_that_is_not_plugged_in_is_no_target(built_studio: RunningStudio) -> None:
    form = {"playlist": "city", "drive": "/etc"}
    assert built_studio.browser().post(f"{built_studio.base}/sticks", form, timeout=LIMIT_S).status_code == 409


@pytest.mark.parametrize(("paper", "size"), [("", "A4"), ("?paper=a5", "A5")])
def test_the_card_is_a_page_that_no_script_touches(built_studio: RunningStudio, paper: str, size: str) -> None:
    answer = built_studio.browser().get(f"{built_studio.base}/cards/city{paper}", timeout=LIMIT_S)
    assert f"@page {{ size: {size}; margin: 0; }}" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "script-src" not in policy
    assert built_studio.browser().get(f"{built_studio.base}/cards/none", timeout=LIMIT_S).status_code == 404


def test_a_cancelled_build_leaves_what_was_there(studio: RunningStudio) -> None:
    browser = studio.browser()
    answer = browser.post(f"{studio.base}/sound", timeout=LIMIT_S)
    assert "Not finished" in browser.post(f"{answer.url}/cancel", timeout=LIMIT_S).text
    assert not (studio.studio.root / "output" / "city").exists()


# --- a kind of job is one row ------------------------------------------------------------------------------


def test_a_new_kind_of_job_needs_its_row_alone(studio: RunningStudio) -> None:
    browser = studio.browser()
    job = studio.studio.jobs.start(CountJob())
    address = f"{studio.base}/jobs/{job.number}"
    running = browser.get(address, timeout=LIMIT_S).text
    assert "<title>The texts are being counted" in running
    assert "Looking at what is there" in browser.get(f"{address}/events", timeout=LIMIT_S).text
    wait_until(lambda: not job.is_running, LIMIT_S, "the job does not end")
    page = browser.get(address, timeout=LIMIT_S).text
    texts = len(list((studio.studio.root / "appeals" / "texts").iterdir()))
    assert f"<p>Texts: {texts}.</p>" in page
    assert '<a class="button main" href="/places">Places</a>' in page
    assert "Not finished" in page  # with the problem that its row tells


def test_no_table_and_no_page_tells_kinds_of_jobs_apart() -> None:
    kinds = {name for name, each in vars(job_kinds).items() if isinstance(each, type) and issubclass(each, JobKind)}
    assert {"BuildJob", "ReadyJob", "EarJob"} <= kinds
    keys = {
        (file.name, key.id)
        for file in STUDIO.rglob("*.py")
        for table in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(table, ast.Dict)
        for key in table.keys
        if isinstance(key, ast.Name) and key.id in kinds
    }
    assert keys == set()
    page = (STUDIO / "templates" / "job.html").read_text(encoding="utf-8")
    assert re.findall(r"kind\s*(?:==|!=|in\b)|__class__", page) == []
