"""Fork a studio of a project for each line that is read, so that a test may kill it as often as it likes.

Writes the id of the fork and the address that opens a session. A fork leads a group of processes: the desk and jobs are
in it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tests.support.deadly import forked
from tests.support.studio import running_studio


def serve(root: Path) -> None:
    """Serve until the signal that ends it."""
    os.setsid()
    with running_studio(root) as running:
        sys.stdout.write(f"{os.getpid()} {running.door}\n")
        sys.stdout.flush()
        signal.pause()


if __name__ == "__main__":
    for line in sys.stdin:
        os.waitpid(forked(lambda line=line: serve(Path(line.rstrip("\n")))), 0)  # type: ignore[misc]
