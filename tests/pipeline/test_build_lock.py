"""Of two commands at once the second waits; a killed command leaves no lock behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.making.build import build
from zt_audio.errors import BuildError
from zt_audio.events import Emit, Event, Planned, Waiting
from zt_audio.pipeline.request import BuildReport, BuildRequest
from zt_audio.store.workspace import project_lock

HOLDER = """
import sys
from pathlib import Path
from zt_audio.store.workspace import project_lock
with project_lock(Path(sys.argv[1]), lambda: None):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(tiny: Tiny) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold the project until its standard input ends."""
    command = [sys.executable, "-c", HOLDER, str(tiny.workspace.cache)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process


def test_the_second_waits_and_then_has_nothing_to_do(fresh: Tiny) -> None:
    reports: dict[str, BuildReport] = {}
    events: dict[str, list[Event]] = {"first": [], "second": []}
    planned, waiting = threading.Event(), threading.Event()

    def first(event: Event) -> None:
        events["first"].append(event)
        if isinstance(event, Planned):
            planned.set()
            assert waiting.wait(30)

    def second(event: Event) -> None:
        events["second"].append(event)
        waiting.set()

    def work(name: str, emit: Emit) -> None:
        reports[name] = build(fresh.workspace, BuildRequest(), emit)

    threads = [threading.Thread(target=work, args=("first", first))]
    threads[0].start()
    assert planned.wait(30)
    threads.append(threading.Thread(target=work, args=("second", second)))
    threads[1].start()
    for thread in threads:
        thread.join()
    assert reports["first"].outcome is not None
    assert events["second"] == [Waiting()]
    assert reports["second"].outcome is None


def test_a_process_waits_for_another(built: Tiny) -> None:
    built.process("build")
    with held(built) as holder:
        command = [sys.executable, "-m", "zt_audio", "--project", str(built.root), "build"]
        environment = {**os.environ, "ZT_AUDIO_LANG": "en"}
        with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment) as waiting:
            assert waiting.stderr
            assert waiting.stderr.readline() == "Another zt-audio command is working on this project; waiting for it.\n"
            assert waiting.poll() is None
            assert holder.stdin
            holder.stdin.close()
            assert waiting.stderr.read().startswith("Nothing to do: output is up to date.\n")
        assert waiting.returncode == 0


def test_the_lock_of_a_killed_process_blocks_no_other(built: Tiny) -> None:
    with held(built) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert Waiting() not in built.build().events
    assert holder.returncode == -signal.SIGKILL


def test_who_waits_too_long_says_so(built: Tiny) -> None:
    said = []
    with held(built) as holder:
        with (
            pytest.raises(BuildError) as error,
            project_lock(built.workspace.cache, lambda: said.append("waiting"), timeout_s=0.1),
        ):
            pass
        assert holder.stdin
        holder.stdin.close()
    assert [problem.slug for problem in error.value.problems] == ["busy"]
    assert said == ["waiting"]


def test_the_lock_is_given_back_after_a_failure(built: Tiny) -> None:
    built.write("places.yaml", "nonsense")
    for _ in range(2):
        done = built.run("build")
        assert done.returncode == 3
        assert "waiting" not in done.stderr
