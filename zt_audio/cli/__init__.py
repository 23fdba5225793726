"""Run zt-audio from a terminal: results go to stdout, everything else to stderr, the outcome to the exit code."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command that the arguments name."""
    gc.set_threshold(20_000)  # with the usual 2000 a build that has nothing to do takes 6 % longer
    try:
        from zt_audio.cli.main import run  # noqa: PLC0415 - so that importing the package costs nothing

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # it came before `run` could catch it: nothing was begun, so there is nothing to say
        code = INTERRUPTED
        if "--json" in sys.argv:
            sys.stdout.write('{"ok": false, "problems": [{"slug": "stopped-by-user", "severity": "error"}]}\n')
    sys.exit(code)
