"""Set up what is needed and build all playlists. On Windows run it with `py`, elsewhere with `python3`."""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, ready_python

if __name__ == "__main__":
    python = ready_python("requirements.txt")
    command = [str(python), "-m", "zt_audio", "--project", str(ROOT), "build", *sys.argv[1:]]
    sys.exit(subprocess.run(command, check=False).returncode)
