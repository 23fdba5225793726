"""Kill saves in copies of a project: `calls` at the n-th touch of the disk, `delays` at some time.

Runs as a process of its own and forks one for each save. Prints how many saves were killed; the copies lie in WORK/1,
WORK/2 and so on.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.support.deadly import die_before, forked, was_killed
from zt_audio.app.edit import save_edits
from zt_audio.app.edits import FileEdit, NewFile, RemoveFile
from zt_audio.content.changes import SetText
from zt_audio.trust.history import digest_of

CALLS = ("open", "replace", "unlink", "mkdir", "fsync", "ftruncate")
TEXT = "appeals/texts/littering.yaml"
PLACES = "appeals/places.yaml"
SMOKING = "appeals/texts/smoking.yaml"
NEW = "appeals/texts/new.yaml"


def save(root: Path) -> None:
    """Change two files, delete one and make one."""
    title = FileEdit(TEXT, (SetText(("title", "ru"), "Не мусорите", "Берегите чистоту"),))
    kind = FileEdit(PLACES, (SetText(("yasny", "kind"), "village", "market"),))
    smoking = (root / SMOKING).read_bytes()
    save_edits(root, [title, RemoveFile(SMOKING, digest_of(smoking)), kind, NewFile(NEW, smoking.decode())])


def at_every_call(template: Path, work: Path, change: Callable[[Path], None] = save) -> int:
    for call in range(1, 1000):
        root = work / str(call)
        shutil.copytree(template, root)

        def dying(root: Path = root, call: int = call) -> None:
            die_before(call, CALLS)
            change(root)

        if not was_killed(forked(dying)):
            return call - 1
    raise SystemExit("no end")


def at_some_time(template: Path, work: Path, saves: int, change: Callable[[Path], None] = save) -> int:
    chance = random.Random(14)  # noqa: S311 - any moments will do
    shutil.copytree(template, work / "whole")
    start = time.monotonic()
    was_killed(forked(lambda: change(work / "whole")))
    whole_s = time.monotonic() - start
    killed = 0
    for number in range(1, saves + 1):
        root = work / str(number)
        shutil.copytree(template, root)
        pid = forked(partial(change, root))
        time.sleep(chance.uniform(0, whole_s))
        os.kill(pid, signal.SIGKILL)
        killed += was_killed(pid)
    return killed


def warm(template: Path, work: Path) -> None:
    """Save here once: what that loads is then in each fork, and kills hit the save. The journal stays a new one."""
    shutil.copytree(template, work / "warm")
    data, os.environ["XDG_DATA_HOME"] = os.environ["XDG_DATA_HOME"], str(work / "warm" / "data")
    save(work / "warm")
    os.environ["XDG_DATA_HOME"] = data


if __name__ == "__main__":
    mode, template, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    warm(template, work)
    killed = at_every_call(template, work) if mode == "calls" else at_some_time(template, work, int(sys.argv[4]))
    sys.stdout.write(f"{killed}\n")
