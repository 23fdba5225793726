"""Workers that crash, hang, are killed or cannot start; and nothing of them is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.speech_samples import utterance
from tests.support.waiting import wait_until
from zt_audio.engines import espeak_worker
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.engines.worker_pool import (
    Pool,
    Worker,
    WorkerCrashedError,
    WorkerLateError,
    WorkerRequest,
    WorkerUnableError,
)
from zt_audio.errors import VoiceError
from zt_audio.model import Prosody
from zt_audio.speech.registry import Guarded, speak_with

REQUEST = WorkerRequest("сәлем", 120, 50, 2, timeout_s=30)

FAKE = """
import os, sys, time
sys.path.insert(0, {worker_folder!r})
from espeak_worker import REQUEST, send
mode, log = sys.argv[1:]
with open(log, "a") as starts:
    starts.write(str(os.getpid()) + "\\n")
first = len(open(log).readlines()) == 1
out, requests = sys.stdout.buffer, sys.stdin.buffer
if mode == "unable":
    send(out, 0, 0, "no such voice".encode())
    sys.exit(1)
send(out, 16000, 0, b"")
while head := requests.read(REQUEST.size):
    text = requests.read(REQUEST.unpack(head)[0])
    if mode == "crash" or (mode == "crash-first" and first):
        os._exit(7)
    if mode == "hang" or (mode == "hang-first" and first):
        time.sleep(60)
    if mode == "half":
        out.write(b"\\1\\2\\3")
        out.flush()
        os._exit(0)
    send(out, 16000, 1, b"" if mode == "silent" else text)
"""


@pytest.fixture
def fake(tmp_path: Path) -> Callable[[str], list[str]]:
    """Return what makes the command of a fake worker for a mode; each start adds its process id to `log`."""
    script = tmp_path / "fake.py"
    script.write_text(FAKE.format(worker_folder=str(Path(espeak_worker.__file__).parent)), encoding="utf-8")
    return lambda mode: [sys.executable, "-I", "-S", "-B", str(script), mode, str(tmp_path / "log")]


def starts(tmp_path: Path) -> list[int]:
    return [int(line) for line in (tmp_path / "log").read_text(encoding="utf-8").split()]


def alive(pid: int) -> bool:
    """Tell whether a process runs; a zombie, which has ended, does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    try:
        return state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return not Path("/proc/self").exists()


def gone(pid: int, within_s: float = 20) -> bool:
    until = time.monotonic() + within_s
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not alive(pid)


def test_a_worker_is_used_again(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 2, once=False)
    answers = [pool.ask("echo", REQUEST) for _ in range(3)]
    pool.close()
    assert {answer.pcm for answer in answers} == {"сәлем".encode()}
    assert {(answer.sample_rate, answer.words) for answer in answers} == {(16_000, 1)}
    (pid,) = starts(tmp_path)
    assert not alive(pid)


def test_with_once_each_answer_has_its_own_process(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 2, once=True)
    for _ in range(3):
        pool.ask("echo", REQUEST)
    assert len(set(starts(tmp_path))) == 3
    assert not any(alive(pid) for pid in starts(tmp_path))
    pool.close()


def test_a_worker_serves_one_voice_for_life(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 2, once=False)
    for voice in ("echo", "other", "echo", "other"):
        pool.ask(voice, REQUEST)
    pool.close()
    assert len(starts(tmp_path)) == 2


def test_no_more_workers_than_asked_for(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 2, once=False)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: pool.ask("echo", WorkerRequest(f"{number}", 1, 1, 1, 30)), range(40)))
    pool.close()
    assert [answer.pcm for answer in answers] == [str(number).encode() for number in range(40)]
    assert len(starts(tmp_path)) <= 2


@pytest.mark.parametrize("mode", ["crash", "half"])
def test_a_crash_is_tried_once_more_with_a_new_worker(
    fake: Callable[[str], list[str]], tmp_path: Path, mode: str
) -> None:
    pool = Pool(fake, 1, once=False)
    with pytest.raises(WorkerCrashedError) as crashed:
        pool.ask(mode, REQUEST)
    assert crashed.value.reason == {"crash": "exit 7", "half": "exit 0"}[mode]
    assert len(starts(tmp_path)) == 2
    assert pool.ask("echo", REQUEST).pcm == "сәлем".encode()  # and the pool still works
    pool.close()


def test_one_crash_is_not_noticed(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 1, once=False)
    assert pool.ask("crash-first", REQUEST).pcm == "сәлем".encode()
    assert len(starts(tmp_path)) == 2
    pool.close()


def test_a_worker_that_is_killed_at_work_is_replaced(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 1, once=False)
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(pool.ask, "hang-first", REQUEST)
        wait_until(lambda: (tmp_path / "log").exists() and starts(tmp_path), 20)
        os.kill(starts(tmp_path)[0], signal.SIGKILL)
        assert answer.result().pcm == "сәлем".encode()
    assert len(starts(tmp_path)) == 2
    pool.close()


def test_a_worker_that_hangs_is_killed_and_not_tried_again(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 1, once=False)
    with pytest.raises(WorkerLateError) as late:
        pool.ask("hang", WorkerRequest("сәлем", 120, 50, 2, timeout_s=1))
    assert late.value.reason == "1 s"
    (pid,) = starts(tmp_path)
    assert not alive(pid)
    pool.close()


def test_a_worker_that_cannot_work_says_why(fake: Callable[[str], list[str]]) -> None:
    pool = Pool(fake, 1, once=False)
    with pytest.raises(WorkerUnableError, match="no such voice"):
        pool.ask("unable", REQUEST)
    pool.close()


def test_a_command_that_does_not_start_is_a_worker_error(tmp_path: Path) -> None:
    pool = Pool(lambda _: [str(tmp_path / "no-such-program")], 1, once=False)
    with pytest.raises(WorkerUnableError, match="no-such-program"):
        pool.ask("any", REQUEST)


def test_a_worker_that_does_not_say_goodbye_is_killed() -> None:
    worker = Worker([sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"], goodbye_s=0.1)
    worker.close()
    assert worker.process.returncode


def test_a_pool_that_is_forgotten_leaves_nothing(fake: Callable[[str], list[str]], tmp_path: Path) -> None:
    pool = Pool(fake, 1, once=False)
    pool.ask("echo", REQUEST)
    del pool
    assert gone(starts(tmp_path)[0])


@pytest.mark.parametrize(
    ("mode", "slug"),
    [
        ("crash", "engine-crashed"),
        ("half", "engine-crashed"),
        ("hang", "engine-timeout"),
        ("unable", "engine-broken"),
        ("silent", "engine-silent"),
    ],
)
def test_what_a_worker_does_wrong_is_a_voice_error_with_the_place(
    fake: Callable[[str], list[str]], mode: str, slug: str
) -> None:
    engine = Espeak(least_timeout_s=1 if mode == "hang" else 30)
    engine._pool = Pool(lambda _: fake(mode), 1, once=False)
    said = utterance("Сәлем!", "kk")
    with pytest.raises(VoiceError) as failed:
        speak_with(Guarded("espeak", engine), engine.voices("kk")[0], said, Prosody())
    (problem,) = failed.value.problems
    assert (problem.slug, problem.where, problem.facts["text"]) == (slug, said.where, "Сәлем!")
    engine.close()


PARENT = """
import sys
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.model import Prosody, Utterance, Where
engine = Espeak()
engine.speak(Utterance("Сәлем", "kk", 2, Where("x")), "kk", Prosody())
print(engine._pool._idle[0][1].process.pid, flush=True)
sys.stdin.read()
"""


def test_no_worker_outlives_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        assert alive(worker)
        parent.kill()
    assert gone(worker)


def at_work(timeout_s: int) -> Worker:
    """Return a real worker whose child is in the middle of a long text."""
    worker = Worker(Espeak()._command("sound", "kk"))
    worker._write(WorkerRequest("қаламыз таза болсын " * 5_000, 120, 50, 2, timeout_s))
    assert worker.process.stdout
    worker.process.stdout.read(espeak_worker.ANSWER.size)
    return worker


def rest(worker: Worker) -> bytes:
    """Return what comes until neither the worker nor its child can write any more."""
    assert worker.process.stdout
    said = worker.process.stdout.read()
    worker.close()
    return said


def test_the_child_of_a_worker_dies_with_it() -> None:
    worker = at_work(600)
    time.sleep(0.2)
    worker.kill()
    assert rest(worker) == b""
    assert worker.process.returncode == -signal.SIGKILL


def test_a_child_without_parents_ends_itself() -> None:
    worker = at_work(0)
    assert rest(worker) == b""
    assert worker.process.returncode == signal.SIGALRM
