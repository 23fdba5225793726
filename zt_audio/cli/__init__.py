"""The command line: arguments in, results on stdout, everything else on stderr, an exit code out."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command that the arguments name."""
    try:
        from zt_audio.cli.main import run  # noqa: PLC0415 - so that importing the package costs nothing

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before `run` could listen for it: nothing was begun, so there is nothing to tell
        code = INTERRUPTED
        if "--json" in sys.argv:
            sys.stdout.write('{"ok": false, "problems": [{"slug": "stopped-by-user", "severity": "error"}]}\n')
    sys.exit(code)
