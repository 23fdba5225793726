"""Kill builds of copies of a project: `calls` at the n-th touch of the disk, `delays` at some time.

Runs as a process of its own and forks one for each build: what is imported once serves them all. Prints how many
builds were killed; the copies lie in WORK/1, WORK/2 and so on.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import signal
import sys
import time
from functools import partial
from pathlib import Path

from tests.support.deadly import die_before, forked, was_killed
from zt_audio.app import build as app
from zt_audio.pipeline import load, run  # noqa: F401 - all that a build imports, before the first fork
from zt_audio.pipeline.request import BuildRequest
from zt_audio.published import inputs
from zt_audio.store.workspace import Workspace

CALLS = ("replace", "unlink", "mkdir", "rmdir", "fsync", "write")
SECONDS_AT_MOST = 300


def build(root: Path) -> None:
    app.build(Workspace(root), BuildRequest(jobs=2))


def at_every_call(template: Path, work: Path) -> int:
    remember_content(Workspace(template))
    for call in range(1, 1000):
        root = work / str(call)
        shutil.copytree(template, root)

        def dying(root: Path = root, call: int = call) -> None:
            die_before(call, CALLS)
            build(root)

        if not was_killed(forked(dying)):
            return call - 1
    raise SystemExit("no end")


def remember_content(workspace: Workspace) -> None:
    """Let what is found out once serve every fork: reading texts that were read before touches no file."""
    app.build(workspace, BuildRequest(dry_run=True))
    code = inputs.code_digest()
    content = load.load_content(workspace, code)
    setattr(app, "code_digest", lambda: code)  # noqa: B010 - mypy allows no other way
    setattr(load, "load_content", lambda *_, **__: content)  # noqa: B010
    gc.freeze()  # a collection in a fork would copy every page


def at_some_time(template: Path, work: Path, builds: int) -> int:
    chance = random.Random(102)  # noqa: S311 - any moments will do
    shutil.copytree(template, work / "whole")
    start = time.monotonic()
    was_killed(forked(lambda: build(work / "whole")))
    whole_s = time.monotonic() - start
    killed = 0
    for number in range(1, builds + 1):
        root = work / str(number)
        shutil.copytree(template, root)
        pid = forked(partial(build, root))
        time.sleep(chance.uniform(0, 0.7 * whole_s))  # other builds may be quicker than the first
        os.kill(pid, signal.SIGKILL)
        killed += was_killed(pid)
    return killed


if __name__ == "__main__":
    signal.alarm(SECONDS_AT_MOST)
    mode, template, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    killed = at_every_call(template, work) if mode == "calls" else at_some_time(template, work, int(sys.argv[4]))
    sys.stdout.write(f"{killed}\n")
