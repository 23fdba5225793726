"""The studio itself loads nothing that makes sound: a fault there ends a process of its own, not the pages."""

from __future__ import annotations

import subprocess
import sys

from tests.support.tiny import Tiny

SHOW_ALL = """
import sys
from pathlib import Path
from tests.support.studio import running_studio
root = Path(sys.argv[1])
with running_studio(root) as studio:
    browser = studio.browser()
    for path in ("/", "/appeals", "/appeals/a", "/places", "/places/market", "/playlists", "/playlists/city",
                 "/recordings", "/recordings/session?lang=kk", "/sound", "/approvals", "/pairs", "/sticks",
                 "/history", "/settings", "/help", "/cards/city"):
        assert browser.get(studio.base + path, timeout=60).status_code == 200, path
heavy = {"numpy", "soundfile", "soxr", "pyloudnorm", "lameenc", "av"} & set(sys.modules)
print("heavy:", sorted(heavy))
"""


def test_a_studio_that_showed_every_screen_holds_no_sound_library(built: Tiny) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_ALL, str(built.root)],
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert done.stdout == "heavy: []\n", done.stderr
