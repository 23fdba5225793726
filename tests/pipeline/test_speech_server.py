"""A build with a speech server that no one here wrote: loudness-tts, with a Piper voice out of a wheel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.support import loudness_server
from tests.support.judges import judge
from tests.support.piper_voices import NAMES, lay_models
from tests.support.tiny import Tiny
from zt_audio.events import Warned

# Another environment that has loudness-tts may be named; the one of the tests has it too.
PYTHON = os.environ.get("ZT_SPEECH_SERVER_PYTHON", sys.executable)


@contextmanager
def speech_server(voices: Path) -> Iterator[str]:
    """Run the server as a process of its own; yield its address."""
    command = [PYTHON, loudness_server.__file__, str(voices)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def decoded(path: Path) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    command = [judge("ffmpeg"), "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", "24000", "pipe:1"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<i2")


@pytest.mark.slow  # a neural model speaks the sentences of a project
def test_a_real_server_is_heard_in_a_build_and_not_asked_twice(fresh: Tiny, tmp_path: Path) -> None:
    settings = fresh.root / "appeals/settings.yaml"
    with speech_server(lay_models(tmp_path / "voices")) as address:
        voices = {lang: {"model": "piper", "voice": name} for lang, name in NAMES.items()}
        server = json.dumps({"address": address, "voices": voices})
        settings.write_text(f"voices: {{kk: [server], ru: [server]}}\nonline: yes\nserver: {server}\n", "utf-8")
        ran = fresh.build()
        assert not ran.of(Warned)
        heard = {entry.engine for entry in fresh.manifest().segments.values() if entry.lang}
        assert heard == {"server"}
    for entry in fresh.manifest().playlists["city"].tracks:
        sound = decoded(fresh.root / "output" / "city" / entry.file).astype(np.float64) / 32_768
        assert abs(len(sound) / 24_000 - entry.duration_ms / 1_000) < 0.1
        loud = [np.sqrt(np.mean(part**2)) for part in np.array_split(sound, len(sound) // 2_400)]
        assert np.mean(np.array(loud) > 0.02) > 0.4  # speech, and pauses between
    first = fresh.manifest()
    settings.write_text(settings.read_text("utf-8").replace("online: yes", "online: never"), "utf-8")
    fresh.build()  # the server is gone, and texts may not leave: what was fetched is there
    assert fresh.manifest() == first
