"""Set up everything that is needed and run the tests: `python3 scripts/run_tests.py`; arguments go to pytest."""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, ready_python

if __name__ == "__main__":
    python = ready_python("requirements-dev.txt")
    command = [str(python), "-m", "pytest", "-n", "auto", *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=ROOT, check=False).returncode)
