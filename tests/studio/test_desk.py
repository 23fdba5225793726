"""The desk makes previews and verdicts in a process that stays and is replaced when it fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.read_aloud import record
from tests.support.tiny import Tiny
from zt_audio.app.speaking.desk import SoundDesk
from zt_audio.app.speaking.preview import PreviewRequest, make_preview
from zt_audio.ear.listener import Ear, TextToHear
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.formats.mp3 import without_info
from zt_audio.messages.message import is_doubted
from zt_audio.model import PartId, Problem, Settings, Speech
from zt_audio.processes.child import ChildProcess
from zt_audio.studio.desk import Desk

HEAVY = {"numpy", "soundfile"}
USE_IT = """
import sys
from pathlib import Path
from zt_audio.model import PartId
from zt_audio.studio.desk import Desk

if __name__ == "__main__":
    desk = Desk(Path(sys.argv[1]))
    desk.say("ru", "Берегите улицы.")
    desk.judge(PartId("appeal", "a", "ru", 1), Path(sys.argv[2]))
    desk.close()
    print(*sys.modules)
"""


@pytest.fixture(scope="module")
def desk_once(built_once: Tiny) -> Iterator[Desk]:
    """Give the desk of a project that no test changes: a new process takes seconds."""
    kept = Desk(built_once.root)
    yield kept
    kept.close()


@pytest.fixture
def desk(built: Tiny) -> Iterator[Desk]:
    kept = Desk(built.root)
    yield kept
    kept.close()


def slugs(error: ZtError) -> list[str]:
    return [problem.slug for problem in error.problems]


def process_of(desk: Desk) -> int:
    assert desk._worker
    pid = desk._worker._process.pid
    assert pid
    return pid


def test_a_text_sounds_as_preview_makes_it(built_once: Tiny, desk_once: Desk) -> None:
    text = "Не шумите вечером. Уважайте соседей."
    assert desk_once.say("ru", text).audio == make_preview(built_once.root, PreviewRequest("ru", text=text)).audio


@pytest.mark.parametrize("part", ["appeal/a/ru/1", "appeal/b/kk/2", "intro/market/kk/1", "intro/market/ru"])
def test_a_part_has_the_frames_that_the_vehicle_plays(built_once: Tiny, desk_once: Desk, part: str) -> None:
    heard = without_info(desk_once.say_part(PartId.parse(part)).audio)
    assert len(heard) > 1000
    assert heard in (built_once.output / "city/001_MARKET.MP3").read_bytes()


def test_slots_are_filled_for_a_place(desk_once: Desk) -> None:
    filled = desk_once.say("ru", "Уважаемые гости {place:gen}!", "market")
    assert filled.audio == desk_once.say("ru", "Уважаемые гости рынка!").audio
    assert filled.audio != desk_once.say("ru", "Уважаемые гости {place:gen}!", "park").audio


def test_what_changed_on_disk_is_heard_at_once(built: Tiny, desk: Desk) -> None:
    part = PartId("appeal", "a", "ru", 1)
    before = desk.say_part(part)
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки и улицы.")
    after = desk.say_part(part)
    assert after != before
    assert without_info(after.audio) == without_info(
        desk.say("ru", "Берегите парки и улицы. Бросайте мусор в урны.").audio
    )


def test_a_text_is_heard_although_another_file_is_wrong(built: Tiny, desk: Desk) -> None:
    built.edit("texts/a.yaml", "title:", "titel:")
    assert desk.say("ru", "Берегите улицы.")


@pytest.mark.parametrize(
    ("text", "place", "slug"),
    [
        ("", None, "nothing-to-say"),
        ("…", None, "nothing-to-say"),
        ("Қоқыс тастамаңыз.", None, "wrong-language"),
        ("Вызовите XQZ.", None, "unreadable-token"),
        ("Гости {place}!", "nowhere", "unknown-place"),
        ("Гости {plaec}!", "market", "unknown-slot"),
    ],
)
def test_a_text_that_cannot_be_said_is_an_error(desk_once: Desk, text: str, place: str | None, slug: str) -> None:
    with pytest.raises(ContentError) as caught:
        desk_once.say("ru", text, place)
    assert slug in slugs(caught.value)


@pytest.mark.parametrize(
    ("part", "slug"),
    [
        ("appeal/c/ru", "appeal-unknown"),
        ("appeal/a/ru/3", "paragraph-unknown"),
        ("intro/nowhere/ru", "unknown-place"),
        ("outro/market/ru", "place-not-greeted"),
    ],
)
def test_a_part_that_is_not_there_is_an_error(desk_once: Desk, part: str, slug: str) -> None:
    with pytest.raises(ContentError) as caught:
        desk_once.say_part(PartId.parse(part))
    assert slugs(caught.value) == [slug]


def test_the_problem_of_an_engine_arrives(built: Tiny, desk: Desk) -> None:
    built.edit("settings.yaml", "ru: [tone]", "ru: [piper:no-such-voice]")
    with pytest.raises(ZtError) as caught:
        desk.say("ru", "Берегите улицы.")
    assert "no-voice" in slugs(caught.value)
    assert caught.value.exit_code == 4
    built.edit("settings.yaml", "ru: [piper:no-such-voice]", "ru: [tone]")
    assert desk.say("ru", "Берегите улицы.")


def test_a_project_that_is_none_is_an_error(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(ContentError) as caught:
        desk.say("ru", "Берегите улицы.")
    assert slugs(caught.value) == ["no-project"]
    desk.close()


def test_a_process_that_was_killed_is_replaced(desk: Desk) -> None:
    first = desk.say("ru", "Берегите улицы.")
    os.kill(process_of(desk), signal.SIGKILL)
    assert desk.say("ru", "Берегите улицы.") == first


def test_a_process_that_dies_twice_at_one_request_is_reported(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[ChildProcess] = []

    def start_dying(target: Callable[..., None], *arguments: object) -> ChildProcess:
        started.append(ChildProcess(target, *arguments))
        started[-1]._process.kill()
        return started[-1]

    monkeypatch.setattr("zt_audio.studio.desk.ChildProcess", start_dying)
    desk = Desk(built.root)
    with pytest.raises(BuildError) as caught:
        desk.say("ru", "Берегите улицы.")
    assert slugs(caught.value) == ["desk-died"]
    assert len(started) == 2
    assert not any(child.is_alive for child in started)


def test_a_late_process_is_ended(built: Tiny) -> None:
    desk = Desk(built.root, patience_s=0, start_s=0)
    desk.warm()
    late = process_of(desk)
    with pytest.raises(BuildError) as caught:
        desk.say("ru", "Берегите улицы.")
    assert slugs(caught.value) == ["desk-late"]
    with pytest.raises(ProcessLookupError):
        os.kill(late, 0)
    desk.close()


def test_a_closed_desk_leaves_no_process_and_says_so(desk: Desk) -> None:
    desk.say("ru", "Берегите улицы.")
    ended = process_of(desk)
    desk.close()
    with pytest.raises(ProcessLookupError):
        os.kill(ended, 0)
    with pytest.raises(BuildError) as caught:
        desk.say("ru", "Берегите улицы.")
    assert slugs(caught.value) == ["desk-closed"]


def test_engines_stay_open_until_voices_change(fresh: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = SoundDesk(fresh.root)
    first = desk._load_engine(Settings())
    assert desk._load_engine(Settings()) is first
    monkeypatch.setenv("ZT_AUDIO_SOME_KEY", "1")
    assert desk._load_engine(Settings()) is not first
    desk.close()


# --- verdicts ---------------------------------------------------------------------------------------------

READ = ("Берегите улицы.", "Бросайте мусор в урны.")
PART = PartId("appeal", "a", "ru", 1)


def test_a_good_recording_may_be_kept_and_nothing_is_kept(built_once: Tiny, desk_once: Desk, tmp_path: Path) -> None:
    verdict = desk_once.judge(PART, record(tmp_path / "take.wav", READ))
    assert verdict.problems == ()
    assert verdict.may_be_kept
    assert (verdict.sentences, verdict.stretches) == (2, 2)
    assert 1 < verdict.spoken_s < 8
    assert 2 < verdict.pace_syl_per_s < 8
    assert not built_once.workspace.recordings.exists()


def test_a_recording_of_nothing_is_refused(desk_once: Desk, tmp_path: Path) -> None:
    verdict = desk_once.judge(PART, record(tmp_path / "take.wav", READ, gain=0.0001))
    assert [problem.slug for problem in verdict.problems] == ["recorded-silent"]
    assert not verdict.may_be_kept


def test_a_file_that_is_no_sound_is_refused(desk_once: Desk, tmp_path: Path) -> None:
    (tmp_path / "take.wav").write_bytes(b"no sound")
    verdict = desk_once.judge(PART, tmp_path / "take.wav")
    assert [problem.slug for problem in verdict.problems] == ["recording-unreadable"]


def test_a_recording_of_an_unknown_text_is_an_error(desk_once: Desk, tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        desk_once.judge(PartId("appeal", "c", "ru", 1), record(tmp_path / "take.wav", READ))


def test_a_take_that_was_judged_is_not_heard_again_when_it_is_kept(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def warnings(_ear: Ear, _take: Speech, _text: TextToHear, file: str) -> tuple[Problem, ...]:
        heard.append(file)
        return (
            Problem("heard-cut", None, {"file": file, "sentence": 1, "text": "", "from_s": 0, "to_s": 1}, "warning"),
        )

    monkeypatch.setattr(Ear, "warnings", warnings)
    desk, wav = SoundDesk(fresh.root), record(tmp_path / "a.1.wav", READ)
    assert is_doubted(desk.judge(PART, wav).problems)
    with pytest.raises(BuildError, match="recording-unheard"):
        desk.keep(PART, READ, wav, replace=False, has_listened=False, by="-")
    desk.keep(PART, READ, wav, replace=False, has_listened=True, by="-")
    assert heard == ["a.1.wav"]
    desk.judge(PART, record(tmp_path / "a.1.wav", READ, gain=0.8))
    assert len(heard) == 2
    desk.close()


# --- what is loaded here ----------------------------------------------------------------------------------


@pytest.mark.parametrize("module", ["studio.desk", "processes.child"])
def test_the_studio_loads_nothing_that_makes_sound(module: str) -> None:
    code = f"import sys; import zt_audio.{module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) & HEAVY == set()


def test_answers_load_nothing_that_makes_sound(built: Tiny, tmp_path: Path) -> None:
    script = tmp_path / "use_it.py"
    script.write_text(USE_IT, encoding="utf-8")
    wav = record(tmp_path / "take.wav", READ)
    command = [sys.executable, str(script), str(built.root), str(wav)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) & HEAVY == set()
