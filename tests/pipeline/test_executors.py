"""Tasks are plain values: threads and other processes make the same bytes of them."""

from __future__ import annotations

import _thread
import pickle
import shutil
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from tests.support.piper_voices import NAMES, lay_models, models_elsewhere
from tests.support.process_executor import Processes, start_processes
from tests.support.speech_samples import SENTENCES, utterance
from tests.support.tiny import Tiny
from zt_audio.errors import ContentError, VoiceError
from zt_audio.model import LANGS, Problem, Prosody, Where
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.request import BuildReport, BuildRequest
from zt_audio.pipeline.run import run_build
from zt_audio.pipeline.tasks import Executor, SpeakTask, StartExecutor, Task, TaskResult, start_threads
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store.records import file_sha256
from zt_audio.store.workspace import VOICES_VARIABLE, Workspace

SHIPPED = Path(__file__).parents[2] / "appeals"


def built_by(start: StartExecutor, root: Path) -> tuple[BuildReport, dict[str, str]]:
    """Return what a build reports, and the digest of each file: the bytes of the shipped project are 360 MB."""
    workspace = Workspace(root)
    report = run_build(workspace, BuildRequest(jobs=2), load_content(workspace, "code"), "a:b:c", start=start)
    files = (path for path in workspace.output.rglob("*") if path.is_file())
    return report, {path.relative_to(root).as_posix(): file_sha256(path) for path in files}


def same_by_threads_and_processes(appeals: Path, folder: Path) -> tuple[dict[str, str], int]:
    seen: list[Processes] = []

    @contextmanager
    def counted(_load: LoadEngine, jobs: int) -> Iterator[Executor]:
        with start_processes(folder / "processes", jobs) as executor:
            seen.append(executor)
            yield executor

    made = {}
    for name, start in (("threads", start_threads), ("processes", counted)):
        shutil.copytree(appeals, folder / name / "appeals")
        report, made[name] = built_by(start, folder / name)
        assert report.failed == {}
    assert made["threads"] == made["processes"]
    return made["processes"], sum(executor.tasks for executor in seen)


class Silent:
    """An executor that never answers: it has the process interrupted as if a signal came right before the wait."""

    slots, batch_syllables = 1, 0

    def __init__(self) -> None:
        self.waiting: Future[Sequence[TaskResult]] = Future()
        self.late = threading.Timer(30, self.waiting.set_exception, (TimeoutError(),))

    def speaks(self, task: SpeakTask) -> bool:
        return True

    def submit(self, tasks: Sequence[Task]) -> Future[Sequence[TaskResult]]:
        threading.Timer(0.3, _thread.interrupt_main).start()  # wakes nothing: Python looks when the wait ends
        self.late.start()
        return self.waiting

    def abandon(self) -> None:
        self.late.cancel()


def test_an_interrupt_that_no_wait_sees_ends_a_build_all_the_same(fresh: Tiny) -> None:
    silent = Silent()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a test of a command may have changed it
    with pytest.raises(KeyboardInterrupt):
        built_by(lambda _load, _jobs: nullcontext(silent), fresh.root)
    assert not silent.waiting.done()


def test_a_small_project_by_threads_and_processes(fresh: Tiny, tmp_path: Path) -> None:
    files, tasks = same_by_threads_and_processes(fresh.root / "appeals", tmp_path / "made")
    assert sum(name.endswith(".MP3") for name in files) == 3
    assert tasks > 15


@pytest.mark.slow  # all of it is spoken and encoded twice: a minute
def test_the_shipped_project_by_threads_and_processes(tmp_path: Path) -> None:
    files, tasks = same_by_threads_and_processes(SHIPPED, tmp_path / "made")
    assert sum(name.endswith(".MP3") for name in files) >= 19
    assert tasks > 90


def test_engines_of_a_spawned_process_speak_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The models of Piper lie in the project's folder: the process has to know the project to find them."""
    monkeypatch.delenv(VOICES_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    lay_models(tmp_path / "voices")
    tasks = [
        SpeakTask(f"{engine}/{lang}", utterance(SENTENCES[lang][1], lang), engine, voice, Prosody())
        for lang in LANGS
        for engine, voice in (("espeak", lang), ("piper", NAMES[lang]))
    ]
    with models_elsewhere(), open_engines(tmp_path) as load, start_threads(load, 2) as threads:
        here = [future.result()[0] for future in [threads.submit([task]) for task in tasks]]
    with start_processes(tmp_path, 2) as processes:
        there = [future.result()[0] for future in [processes.submit([task]) for task in tasks]]
    assert [result.error for result in here] == [None] * len(tasks)
    assert len({speech.pcm for result in here for speech in result.spoken.values() if speech}) == len(tasks)
    assert there == here


def test_a_failure_comes_back_whole_from_another_process() -> None:
    problems = (Problem("voice-unknown", Where("a.yaml", 3, 4), {"voice": "x"}), Problem("no-voice"))
    for error in (VoiceError(problems), ContentError(problems[0])):
        back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert type(back) is type(error)
        assert back.problems == error.problems
