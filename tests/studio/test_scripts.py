"""The studio's own JavaScript stays small: what HTML, CSS or the server can do is not scripted."""

from __future__ import annotations

from zt_audio.studio.app import STATIC

MOST_LINES = 1300  # 1428 when what was typed had to outlive a refusal and a new start


def test_own_scripts_are_few_lines() -> None:
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in STATIC.rglob("*.js")}
    assert "editor.js" in lines
    assert sum(lines.values()) <= MOST_LINES, lines
