"""Set up what is needed and build all playlists. On Windows run it with `py`, elsewhere with `python3`."""

from __future__ import annotations

import sys


def main() -> int:
    """Build with the arguments of this script; messages then name this script and not the command behind it."""
    import os  # noqa: PLC0415 - Ctrl-C while these load shows no traceback

    from environment import ROOT, ready_python, run  # noqa: PLC0415

    python = ready_python("runtime")
    call = f"{'py' if os.name == 'nt' else 'python3'} {sys.argv[0]}"
    command = [str(python), "-m", "zt_audio", "--project", str(ROOT), "build", *sys.argv[1:]]
    exit_code: int = run(command, env={**os.environ, "ZT_AUDIO_BUILD_CALL": call})
    return exit_code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
