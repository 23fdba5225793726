"""No test patches a constant of ours: a limit that a test wants otherwise is an argument or a field."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
PATCHED = re.compile(r"\b(?:setattr|delattr)\(\s*[^()\"]*,?\s*\"(?:[\w.]+\.)?(_?[A-Z][A-Z0-9_]+)\"")
OF_OTHERS = {"WSS_URL"}  # where edge-tts finds its service


def patched(code: str) -> list[str]:
    return [name for name in PATCHED.findall(code) if name not in OF_OTHERS]


def test_no_constant_of_ours_is_patched() -> None:
    found = {path.relative_to(TESTS).as_posix(): patched(path.read_text("utf-8")) for path in TESTS.rglob("*.py")}
    del found[Path(__file__).name]
    assert {name: names for name, names in found.items() if names} == {}


def test_the_search_finds_what_it_looks_for() -> None:
    assert patched('monkeypatch.setattr(audio_file, "LONGEST_S", 1)') == ["LONGEST_S"]
    assert patched('patch.setattr(\n    "zt_audio.speech.worker._GOODBYE_S",\n    0.1)') == ["_GOODBYE_S"]
    assert patched('monkeypatch.setattr(edge_tts.communicate, "WSS_URL", url)') == []
    assert patched('monkeypatch.setattr(os, "fsync", fsync)') == []
