"""Kill exports onto copies of a target: `touches` at the n-th touch of the disk, `times` at some time.

Runs as a process of its own and forks one for each export: what is imported once serves them all. Prints how many
touches a whole export takes, then how many exports were killed. With a key they are sealed.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import minisign

from tests.support.deadly import die_before, forked, was_killed
from zt_audio.sticks.export import ExportRequest, export
from zt_audio.sticks.verify import UNSIGNED, StickSigner
from zt_audio.sticks.volume import StickIo
from zt_audio.store.workspace import Workspace
from zt_audio.trust.keys import OpenKey

CALLS = ("open", "write", "ftruncate", "fsync", "replace", "unlink", "close")
SECONDS_A_KILL = 3  # and those that a start takes; what takes longer hangs
SEED = 102


def written(handle: int, data: memoryview) -> int:
    return os.write(handle, data)  # as it is then: it may be deadly by now


IO = StickIo(write=written, chunk_bytes=20_000)  # so that a file takes several touches


def signer() -> StickSigner:
    """Return who seals, where the sixth argument is a file with a secret key."""
    if len(sys.argv) <= 6:
        return UNSIGNED
    secret = minisign.SecretKey.from_file(sys.argv[6])
    key = OpenKey("aigerim", secret.get_public_key().to_base64().decode(), secret)
    return StickSigner(today=date(2026, 11, 24), key=key)


def run(project: Path, target: Path) -> None:
    order = ExportRequest("city", target, date(2026, 11, 24), (), IO, signer())
    export(Workspace(project), order, lambda _others: False, lambda _event: None)


def counting(project: Path, target: Path, last: int, tell: Callable[[int], None]) -> None:
    """Export, and die right before the touch number `last`; otherwise tell how many there were."""
    count = die_before(last, CALLS)
    run(project, target)
    tell(count[0])


def ignore(_touches: int) -> None:
    """Take a number that no one needs."""


def touches_of(project: Path, target: Path) -> int:
    """Return how many touches of the disk a whole export takes."""
    read, write = os.pipe()
    real_write = os.write

    def tell(touches: int) -> None:
        real_write(write, str(touches).encode())

    was_killed(forked(lambda: counting(project, target, 10**9, tell)))
    return int(os.read(read, 20))


def at_touches(project: Path, template: Path, work: Path, exports: int) -> tuple[int, int]:
    touches = touches_of(project, copied(template, work / f"whole{template.suffix}"))
    chance = random.Random(SEED)  # noqa: S311 - any moments will do
    early = range(1, exports // 2)  # the list is written in the first few touches, however many the tracks take
    moments = [*early, *(chance.randint(1, touches) for _ in range(exports - len(early)))]
    killed = 0
    for number, moment in enumerate(moments):
        target = copied(template, work / f"{number}{template.suffix}")
        killed += was_killed(forked(partial(counting, project, target, moment, ignore)))
    return touches, killed


def at_times(project: Path, template: Path, work: Path, exports: int) -> tuple[int, int]:
    start = time.monotonic()
    trial = copied(template, work / f"whole{template.suffix}")
    was_killed(forked(lambda: run(project, trial)))
    whole_s = time.monotonic() - start
    chance = random.Random(SEED)  # noqa: S311 - any moments will do
    killed = 0
    for number in range(exports):
        target = copied(template, work / f"{number}{template.suffix}")
        pid = forked(partial(run, project, target))
        time.sleep(chance.uniform(0, 0.9 * whole_s))
        os.kill(pid, signal.SIGKILL)
        killed += was_killed(pid)
    return 0, killed


def copied(template: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    if template.is_dir():
        shutil.copytree(template, target, symlinks=True)
    elif template.exists():
        shutil.copyfile(template, target)
    return target


if __name__ == "__main__":
    signal.alarm(300 + SECONDS_A_KILL * int(sys.argv[5]))
    mode, project, template, work = sys.argv[1], *map(Path, sys.argv[2:5])
    done = (at_touches if mode == "touches" else at_times)(project, template, work, int(sys.argv[5]))
    sys.stdout.write("{} {}\n".format(*done))
