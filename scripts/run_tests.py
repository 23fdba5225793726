"""Set up everything that is needed and run the quick tests: `python3 scripts/run_tests.py`.

`--all` runs all tests. Other arguments go to pytest.
"""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the tests with the arguments of this script."""
    from environment import ROOT, ready_python, run  # noqa: PLC0415 - Ctrl-C while it loads shows no traceback

    python = ready_python("dev")
    arguments = [argument for argument in sys.argv[1:] if argument != "--all"]
    tests = "all" if "--all" in sys.argv else "quick"
    # A third of the time tests wait for pages and processes, so one more runs than there are cores. worksteal: else one
    # worker sits with the last dear tests while the others have long been done.
    workers = str((os.cpu_count() or 1) + 1)
    command = [str(python), "-m", "pytest", "-n", workers, "--dist", "worksteal", f"--tests={tests}", "--no-header"]
    exit_code: int = run([*command, "-o", "console_output_style=classic", *arguments], cwd=ROOT)
    return exit_code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
