"""Set up what is needed and open the studio in a browser. On Windows double-click STUDIO.cmd instead."""

from __future__ import annotations

import sys


def main() -> int:
    """Serve the studio of this folder until it is closed."""
    from environment import ROOT, ready_python, run  # noqa: PLC0415 - Ctrl-C while it loads shows no traceback

    python = ready_python("runtime")
    command = [str(python), "-m", "zt_audio", "--project", str(ROOT), "studio", *sys.argv[1:]]
    exit_code: int = run(command)
    return exit_code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
