"""The command line: arguments in, results on stdout, everything else on stderr, an exit code out."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that the arguments name."""
    from zt_audio.cli.app import run  # noqa: PLC0415 - so that importing the package costs nothing

    sys.exit(run(sys.argv[1:]))
