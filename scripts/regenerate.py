"""Set up everything that is needed and build all playlists: `python3 scripts/regenerate.py`, on Windows `py scripts\\regenerate.py`."""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, ready_python

if __name__ == "__main__":
    python = ready_python("requirements.txt")
    sys.exit(subprocess.run([str(python), "-m", "zt_audio", "--project", str(ROOT), "build", *sys.argv[1:]], check=False).returncode)
