"""A job runs in a process of its own: its events are kept, its questions wait, and a cancel leaves output/ whole."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from multiprocessing import Pipe
from pathlib import Path
from typing import TypeVar

import pytest

from tests.support.tiny import SENTENCES, Tiny
from zt_audio.app.making.export import Exported, ExportRequest, export_playlist
from zt_audio.app.making.output import VerifyReport, verify_output
from zt_audio.errors import BuildError, ZtError
from zt_audio.events import Moved, Phase, Planned, TrackWritten, UtteranceSpoken
from zt_audio.pipeline.request import BuildReport, BuildRequest
from zt_audio.sticks.verify import CheckedStick
from zt_audio.studio.job_kinds import BuildJob, ExportJob, VerifyJob, VerifyStickJob
from zt_audio.studio.jobs import (
    FilesQuestion,
    Job,
    JobEnded,
    Jobs,
    QuestionAnswered,
    ServicesQuestion,
    StudioPipe,
)
from zt_audio.studio.problem_words import Teller

E = TypeVar("E")
HEAVY = {"numpy", "soundfile"}
MONDAY = date(2026, 11, 23)
LONG_S = 120  # for a step of a job on a busy machine
SEEDS = int(os.environ.get("ZT_CANCEL_SEEDS", "1"))  # by hand: 17, which is 102 cancels
CANCELS = 6  # for each seed
USE_IT = """
import asyncio
import sys
from datetime import date
from pathlib import Path
from zt_audio.app.making.build import BuildRequest
from zt_audio.studio.job_kinds import BuildJob, ExportJob, VerifyJob, VerifyStickJob
from zt_audio.studio.jobs import Jobs

if __name__ == "__main__":
    root, stick = Path(sys.argv[1]), Path(sys.argv[2])
    jobs = Jobs(root)
    for request in (
        BuildJob(BuildRequest(explain=True)),
        VerifyJob(),
        ExportJob("city", stick, date(2026, 11, 23)),
        VerifyStickJob(stick),
    ):
        job = jobs.start(request)
        while job.is_running:
            asyncio.run(job.news(len(job.events()), 60))
        print(type(job.result).__name__, file=sys.stderr)
    print(*sys.modules)
"""


@pytest.fixture
def jobs(built: Tiny) -> Iterator[Jobs]:
    kept = Jobs(built.root)
    yield kept
    kept.close()


def finished(job: Job) -> Job:
    seen = 0
    while job.is_running:
        news = asyncio.run(job.news(seen, LONG_S))
        assert news, "the job hangs"
        seen = news[-1][0]
    return job


def until_asked(job: Job) -> int:
    while job.question is None:
        assert job.is_running, job.result
        asyncio.run(job.news(len(job.events()), LONG_S))
    return job.question


def slugs(result: object) -> list[str]:
    assert isinstance(result, ZtError)
    return [problem.slug for problem in result.problems]


def of_kind(events: Iterable[object], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]


def last_event(job: Job) -> object:
    return job.events()[-1][1]


# --- events and results -----------------------------------------------------------------------------------


def test_a_build_reports_every_event_under_its_number(fresh: Tiny) -> None:
    job = finished(Jobs(fresh.root).start(BuildJob(BuildRequest())))
    events = job.events()
    assert [number for number, _event in events] == list(range(1, len(events) + 1))
    kinds = [type(event) for _number, event in events]
    assert kinds.count(UtteranceSpoken) == SENTENCES
    assert kinds.count(TrackWritten) == 3
    assert kinds.index(Planned) < kinds.index(UtteranceSpoken) < kinds.index(TrackWritten)
    assert events[-1][1] == JobEnded("done")
    assert isinstance(job.result, BuildReport)
    assert job.result.outcome
    assert job.result.outcome.manifest == fresh.manifest()
    assert verify_output(fresh.root).proved


def test_a_page_that_comes_late_reads_from_the_event_it_saw_last(jobs: Jobs, built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    job = finished(jobs.start(BuildJob(BuildRequest())))
    everything = job.events()
    assert job.events(after=3) == everything[3:]
    assert asyncio.run(job.news(len(everything) - 1, LONG_S)) == everything[-1:]
    assert asyncio.run(job.news(len(everything), LONG_S)) == []  # the job is over: no page waits for more


def test_pages_wait_together(jobs: Jobs, built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    job = jobs.start(BuildJob(BuildRequest()))
    heard: list[list[int]] = [[], []]

    def listen(numbers: list[int]) -> None:
        while job.is_running or numbers[-1:] != [len(job.events())]:
            numbers += (number for number, _event in asyncio.run(job.news(numbers[-1] if numbers else 0, LONG_S)))

    pages = [threading.Thread(target=listen, args=(numbers,)) for numbers in heard]
    for page in pages:
        page.start()
    for page in pages:
        page.join(LONG_S)
    assert heard[0] == heard[1] == [number for number, _event in job.events()]


def test_mistakes_in_texts_are_the_result(jobs: Jobs, built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Вызовите XQZ.")
    job = finished(jobs.start(BuildJob(BuildRequest())))
    assert isinstance(job.result, BuildReport)
    assert set(job.result.failed) == {"city"}  # the other playlist does not read the text


def test_verify_finds_what_was_changed(jobs: Jobs, built: Tiny) -> None:
    (built.output / "city/001_MARKET.MP3").write_bytes(b"other")
    result = finished(jobs.start(VerifyJob())).result
    assert isinstance(result, VerifyReport)
    assert result.proved is None
    assert [problem.slug for problem in result.problems] == ["file-changed"]


def test_a_stick_is_written_and_checked_with_few_events(jobs: Jobs, built: Tiny, tmp_path: Path) -> None:
    sticks = [tmp_path / name for name in ("by-job", "directly")]
    for stick in sticks:
        stick.mkdir()
    job = finished(jobs.start(ExportJob("city", sticks[0], MONDAY)))
    assert isinstance(job.result, Exported), job.result
    direct: list[object] = []
    export_playlist(built.root, ExportRequest("city", sticks[1], MONDAY), emit=direct.append)
    events = [event for _number, event in job.events()]
    assert of_kind(events, Phase) == of_kind(direct, Phase)
    moved = [event.bytes for event in of_kind(events, Moved)]
    assert sum(moved) == sum(event.bytes for event in of_kind(direct, Moved))
    assert len(moved) <= 101 * len(of_kind(events, Phase))
    checked = finished(jobs.start(VerifyStickJob(sticks[0]))).result
    assert isinstance(checked, CheckedStick)
    assert checked.proof.is_whole


def test_bytes_are_reported_in_steps() -> None:
    ours, theirs = Pipe()
    studio = StudioPipe(theirs)
    studio.report(Phase("write", 1000))
    for _chunk in range(1000):
        studio.report(Moved(1))
    studio.report(Phase("read", 5))
    studio.report(Moved(5))
    theirs.close()
    events: list[object] = []
    with suppress(EOFError):
        while True:
            events.append(ours.recv())
    assert events == [Phase("write", 1000), *[Moved(10)] * 100, Phase("read", 5), Moved(5)]


# --- questions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("agrees", [True, False])
def test_other_files_on_a_stick_are_asked_about(jobs: Jobs, tmp_path: Path, agrees: bool) -> None:  # noqa: FBT001
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "mine.txt").write_text("mine", encoding="utf-8")
    job = jobs.start(ExportJob("city", stick, MONDAY))
    number = until_asked(job)
    assert isinstance(question := job.events(number - 1)[0][1], FilesQuestion)
    assert question.others.foreign == ("mine.txt",)
    assert job.answer(number, agrees=agrees)
    assert not job.answer(number, agrees=not agrees)  # another page was late
    finished(job)
    assert job.events(number)[0][1] == QuestionAnswered(number, agrees)
    assert isinstance(job.result, Exported if agrees else ZtError)
    assert sorted(path.name for path in stick.iterdir()) == ["mine.txt"] or agrees


def test_a_service_is_asked_about_before_it_gets_a_sentence(jobs: Jobs, built: Tiny) -> None:
    built.edit(
        "settings.yaml", "voices: {kk: [tone], ru: [tone]}", "voices: {kk: [tone], ru: [gtts, tone]}\nonline: ask"
    )
    job = jobs.start(BuildJob(BuildRequest()))
    number = until_asked(job)
    assert isinstance(question := job.events(number - 1)[0][1], ServicesQuestion)
    assert question.sentences["gtts"] > 0
    job.answer(number, agrees=False)
    assert isinstance(finished(job).result, BuildReport)


def test_an_answer_to_no_question_is_not_taken(jobs: Jobs) -> None:
    job = finished(jobs.start(VerifyJob()))
    assert not job.answer(1, agrees=True)


# --- one at a time, cancel, crash -------------------------------------------------------------------------


def test_one_job_runs_at_a_time(jobs: Jobs, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick/mine.txt").write_text("mine", encoding="utf-8")
    first = jobs.start(ExportJob("city", tmp_path / "stick", MONDAY))
    until_asked(first)
    with pytest.raises(BuildError) as caught:
        jobs.start(VerifyJob())
    assert slugs(caught.value) == ["job-running"]
    told = Teller(path="/sticks").tell(caught.value.problems[0])
    assert (told.screen, told.label) == ("/jobs/1", "Open it")
    assert "A stick is being written" in told.text
    first.cancel()
    second = finished(jobs.start(VerifyJob()))
    assert (first.number, second.number) == (1, 2)
    assert jobs.last is second
    assert jobs.find(1) is first
    assert jobs.find(3) is None


def test_a_job_that_waits_for_an_answer_can_be_cancelled(jobs: Jobs, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "mine.txt").write_text("mine", encoding="utf-8")
    job = jobs.start(ExportJob("city", stick, MONDAY))
    number = until_asked(job)
    job.cancel()
    assert slugs(job.result) == ["job-cancelled"]
    assert last_event(job) == JobEnded("cancelled")
    assert job.question is None
    assert not job.answer(number, agrees=True)
    assert [path.name for path in stick.iterdir()] == ["mine.txt"]


def test_a_worker_that_dies_is_reported(jobs: Jobs, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick/mine.txt").write_text("mine", encoding="utf-8")
    job = jobs.start(ExportJob("city", tmp_path / "stick", MONDAY))
    until_asked(job)
    job._child.kill()
    assert slugs(finished(job).result) == ["job-died"]
    assert last_event(job) == JobEnded("failed")


def test_a_studio_that_closes_leaves_no_worker(jobs: Jobs, built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    job = jobs.start(BuildJob(BuildRequest()))
    pid = job._child._process.pid
    assert pid
    jobs.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_build_that_is_cancelled_while_it_speaks_leaves_what_was_there(jobs: Jobs, built: Tiny) -> None:
    before = built.tree()
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    job = jobs.start(BuildJob(BuildRequest()))
    while not any(isinstance(event, Planned) for _number, event in job.events()):
        assert asyncio.run(job.news(len(job.events()), LONG_S))
    job.cancel()
    assert slugs(job.result) == ["job-cancelled"]
    assert built.tree("city") == {name: data for name, data in before.items() if name.startswith("city/")}
    assert verify_output(built.root).proved


@pytest.mark.slow  # a build for each cancel, in a fresh process
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_cancel_at_any_moment_leaves_output_whole(jobs: Jobs, built: Tiny, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - any moments will do
    begun = time.monotonic()
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите улицы номер 1.")
    finished(jobs.start(BuildJob(BuildRequest())))
    whole_s = time.monotonic() - begun
    ends: list[str] = []
    for number in range(1, CANCELS + 1):
        built.edit("texts/a.yaml", f"улицы номер {number}.", f"улицы номер {number + 1}.")
        job = jobs.start(BuildJob(BuildRequest()))
        # Most of the time goes to loading: half of the cancels come after the first event.
        if number % 2:
            asyncio.run(job.news(0, LONG_S))
        time.sleep(chance.uniform(0, whole_s / 2 if number % 2 else whole_s))
        job.cancel()
        ends.append(getattr(last_event(job), "how", ""))
        assert verify_output(built.root).proved, (number, verify_output(built.root).problems)
    assert "cancelled" in ends
    assert isinstance(finished(jobs.start(BuildJob(BuildRequest()))).result, BuildReport)
    assert verify_output(built.root).proved


# --- what is loaded here ----------------------------------------------------------------------------------


@pytest.mark.parametrize("module", ["jobs", "job_kinds"])
def test_the_studio_loads_nothing_that_makes_sound_for_jobs(module: str) -> None:
    code = f"import sys; import zt_audio.studio.{module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert set(done.stdout.split()) & HEAVY == set()


def test_results_load_nothing_that_makes_sound(built: Tiny, tmp_path: Path) -> None:
    script = tmp_path / "use_it.py"
    script.write_text(USE_IT, encoding="utf-8")
    (tmp_path / "stick").mkdir()
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    command = [sys.executable, str(script), str(built.root), str(tmp_path / "stick")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.split() == ["BuildReport", "VerifyReport", "Exported", "CheckedStick"]
    assert set(done.stdout.split()) & HEAVY == set()
