"""Kill builds of copies of a project: `calls` at the n-th touch of the disk, `delays` at some time.

Runs as a process of its own and forks one for each build: what is imported once serves them all. Prints how many
builds were killed; the copies lie in WORK/1, WORK/2 and so on.
"""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path

from tests.support.deadly import run_kills
from zt_audio.app.making import build as app
from zt_audio.pipeline import load, run  # noqa: F401 - all that a build imports, before the first fork
from zt_audio.pipeline.request import BuildRequest
from zt_audio.published import inputs
from zt_audio.store.workspace import Workspace

CALLS = ("replace", "unlink", "mkdir", "rmdir", "fsync", "write")
SECONDS_AT_MOST = 300


def build(root: Path) -> None:
    app.build(Workspace(root), BuildRequest(jobs=2))


def remember_content(workspace: Workspace) -> None:
    """Let what is found out once serve every fork: reading texts that were read before touches no file."""
    app.build(workspace, BuildRequest(dry_run=True))
    code = inputs.code_digest()
    content = load.load_content(workspace, code)
    setattr(app, "code_digest", lambda: code)  # noqa: B010 - mypy allows no other way
    setattr(load, "load_content", lambda *_, **__: content)  # noqa: B010
    gc.freeze()  # a collection in a fork would copy every page


def remember(template: Path, _work: Path) -> None:
    if sys.argv[1] == "calls":
        remember_content(Workspace(template))


if __name__ == "__main__":
    signal.alarm(SECONDS_AT_MOST)
    run_kills(build, CALLS, remember, share=0.7)  # other builds may be quicker than the first
