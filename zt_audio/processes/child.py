"""Start a process of our own that exchanges plain values with this one, and end it."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection


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
