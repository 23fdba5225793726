"""Every problem of this room has a sentence."""

from __future__ import annotations

import re
from pathlib import Path

from zt_audio import speech
from zt_audio.messages.speech import MESSAGES

SLUG = re.compile(r'"((?:engine|voice|no)-[a-z-]+)"')


def test_each_slug_has_a_message_and_each_message_a_slug() -> None:
    sources = Path(speech.__file__).parent.rglob("*.py")
    used = {slug for source in sources for slug in SLUG.findall(source.read_text(encoding="utf-8"))}
    assert used == set(MESSAGES)
