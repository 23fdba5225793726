"""Set up everything that is needed and run the tests: `python3 scripts/run_tests.py`; arguments go to pytest."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the tests with the arguments of this script."""
    from environment import ROOT, ready_python, run  # noqa: PLC0415 - Ctrl-C while it loads shows no traceback

    python = ready_python("dev")
    # worksteal: else one worker sits with all tests of a browser while the other has long been done.
    exit_code: int = run([str(python), "-m", "pytest", "-n", "auto", "--dist", "worksteal", *sys.argv[1:]], cwd=ROOT)
    return exit_code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
