"""Start child processes, of our own with plain values or of any command, and end each with all that it has started."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

_MOST_PROCESSES = 4
_Answer = TypeVar("_Answer")


class ChildProcess:
    """A fresh interpreter that runs one function, with our end of the pipe to it.

    It does not outlive this process: it is ended at exit, and its function returns where its pipe is closed.
    """

    def __init__(self, target: Callable[..., None], *arguments: object) -> None:
        """Call `target` in the child with its end of the pipe and `arguments`. Raises OSError."""
        context = get_context("spawn")  # the same on every system, and safe beside threads
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=target, args=(theirs, *arguments), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    @property
    def how_it_ended(self) -> str:
        """Return the exit code for people who look for a mistake of the program."""
        return f"exit {self._process.exitcode}"

    def kill(self) -> None:
        """End the process at once; a reader of its pipe sees that it has ended."""
        self._process.kill()

    def end(self, goodbye_s: float = 0) -> None:
        """Close the pipe, wait for `goodbye_s`, and end the process at once if it is still there then."""
        self.pipe.close()
        self._process.join(goodbye_s)
        self._process.kill()  # nothing happens where it has ended
        self._process.join()


def processors() -> int:
    """Return on how many processors work is shared: each process holds the rules of both languages, 100 MB."""
    return 1 if current_process().daemon else min(os.cpu_count() or 1, _MOST_PROCESSES)


@contextmanager
def answers_beside(
    work: Callable[..., _Answer], shares: Iterable[tuple[object, ...]]
) -> Iterator[Iterator[_Answer | None]]:
    """Call `work` with the arguments in each of `shares` in a process beside this one.

    Their answers come in this order, None where a process was ended; those that still work at the end are.
    """
    children = [ChildProcess(_answer, work, arguments) for arguments in shares]
    try:
        yield map(_answered, children)
    finally:
        for child in children:
            child.end()


def _answer(pipe: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks ends this process
    gc.set_threshold(50_000, 20)  # it ends before most cycles are worth looking for
    answer = work(*arguments)
    with suppress(OSError):
        pipe.send(answer)


def _answered(child: ChildProcess) -> Any:  # noqa: ANN401 - whatever its work returns
    try:
        return child.pipe.recv()
    except (EOFError, OSError):
        return None


class EndableProcess:
    """A process whose standard input and output are our pipes; what it reports as errors is dropped.

    `goodbye_s`: it ends at once when its input ends; one that does not within this time is killed.
    """

    def __init__(self, command: list[str], goodbye_s: float = 2.0, env: Mapping[str, str] | None = None) -> None:
        """Start `command`. Raises OSError."""
        self._goodbye_s = goodbye_s
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            start_new_session=True,  # its own group: killed with its children, not by the terminal's Ctrl-C
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @contextmanager
    def killed_after(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the process where the body takes longer than `seconds`; the event says whether that happened."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self.kill()

        watchdog = threading.Timer(seconds, give_up)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield late
        finally:
            watchdog.cancel()
            watchdog.join()  # it must not kill a process that has got the same id by then

    def kill(self) -> None:
        """End the process and what it has started."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()

    def close(self) -> None:
        """Let the process end, or kill it."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # what we wrote and it never read
                if pipe:
                    pipe.close()
        try:
            self.process.wait(self._goodbye_s)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()
