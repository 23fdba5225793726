"""Nothing to do: nothing is touched, and nothing heavy is loaded to find that out."""

from __future__ import annotations

import os
import subprocess
import sys

from tiny import Tiny

HEAVY = ("numpy", "scipy", "pydantic", "pedalboard", "soundfile", "pymorphy3", "soxr", "lameenc", "rich", "yaml")
CHILD = """
import sys
from zt_audio.cli.app import run
code = run(sys.argv[1:])
print(code, *sorted(name for name in sys.modules if "." not in name))
"""


def test_no_file_is_touched(built: Tiny) -> None:
    built.build()
    before = built.stamps()
    ran = built.build()
    assert ran.events == []
    assert ran.report.outcome is None
    assert built.stamps() == before


def test_no_heavy_library_is_loaded(built: Tiny) -> None:
    built.process("build")
    command = [sys.executable, "-c", CHILD, "--project", str(built.root), "build"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "ZT_AUDIO_LANG": "en"}
    )
    code, *modules = done.stdout.split()
    assert (code, done.stderr) == ("0", "Nothing to do: output is up to date.\n")
    assert "zt_audio" in modules
    assert set(HEAVY).isdisjoint(modules)


def test_the_list_of_heavy_libraries_is_that_of_a_build(fresh: Tiny) -> None:
    command = [sys.executable, "-c", CHILD, "--project", str(fresh.root), "build"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "ZT_AUDIO_LANG": "en"}
    )
    assert set(HEAVY) - {"rich", "pymorphy3"} <= set(done.stdout.split())
