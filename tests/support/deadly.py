"""Kill processes at chosen moments: right before the n-th call of the operating system, or from outside."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from zt_audio.app.edit import saving_of
from zt_audio.trust.history import Recovery


def die_before(call: int, names: Sequence[str]) -> list[int]:
    """Let this process die right before the `call`-th call of a function of `os` in `names`; return the count so far.

    What a killed process wrote is not lost, so nothing is synced: a thousand times is slow.
    """
    count = [0]

    def deadly(real: Callable[..., object]) -> Callable[..., object]:
        def touch(*args: object, **kwargs: object) -> object:
            count[0] += 1
            if count[0] >= call:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        return touch

    def not_synced(*_handle: int) -> None:
        """Leave the bytes to the system."""

    for name in ("fsync", "sync"):
        setattr(os, name, not_synced)
    for name in names:
        setattr(os, name, deadly(getattr(os, name)))
    return count


def forked(work: Callable[[], None]) -> int:
    """Start `work` in a fork of this process; return the fork's id."""
    pid = os.fork()
    if not pid:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def was_killed(pid: int) -> bool:
    """Wait for a fork; tell whether a signal ended it."""
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def at_every_call(template: Path, work: Path, change: Callable[[Path], None], names: Sequence[str]) -> int:
    """Let `change` die in copies of `template`, before each call of `names` in turn; return how many died."""
    for call in range(1, 1000):
        root = work / str(call)
        shutil.copytree(template, root)

        def dying(root: Path = root, call: int = call) -> None:
            die_before(call, names)
            change(root)

        if not was_killed(forked(dying)):
            return call - 1
    raise SystemExit("no end")


def at_some_time(template: Path, work: Path, times: int, change: Callable[[Path], None], share: float = 1) -> int:
    """Kill `change` in copies of `template` at moments of the first `share` of its time; return how many died."""
    chance = random.Random(14)  # noqa: S311 - any moments will do
    shutil.copytree(template, work / "whole")
    start = time.monotonic()
    was_killed(forked(lambda: change(work / "whole")))
    whole_s = share * (time.monotonic() - start)
    killed = 0
    for number in range(1, times + 1):
        root = work / str(number)
        shutil.copytree(template, root)
        pid = forked(partial(change, root))
        time.sleep(chance.uniform(0, whole_s))
        os.kill(pid, signal.SIGKILL)
        killed += was_killed(pid)
    return killed


def run_kills(
    change: Callable[[Path], None], names: Sequence[str], prepare: Callable[[Path, Path], None], share: float = 1
) -> None:
    """Do what the arguments of this process ask for, `calls` or `delays` with a number, and print how many died."""
    mode, template, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    prepare(template, work)
    calls = mode == "calls"
    killed = (
        at_every_call(template, work, change, names)
        if calls
        else at_some_time(template, work, int(sys.argv[4]), change, share)
    )
    sys.stdout.write(f"{killed}\n")


def finish_edits(root: Path) -> Recovery:
    """Finish what a killed run had decided, and heal the journal, as each change does first."""
    with saving_of(root) as saving:
        return saving.recovery
