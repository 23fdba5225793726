"""Voices are compared by the hardest sentences of the appeals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.content_project import write_project
from zt_audio.app.speaking.voices import VoiceList, audition_voices, hard_sentences
from zt_audio.content.project import Snapshot
from zt_audio.engines.rhvoice.engine import LICENCES
from zt_audio.model import Lang, Voice

TEXT = """\
title: {kk: Тәртіп, ru: Порядок}
text:
  kk: |
    Тәртіп сақтаңыз. 102 нөміріне 2026 жылғы 5 мамырда сағат 22:00-де хабарласыңыз.
  ru: |
    Соблюдайте порядок. Звоните 5 мая 2026 года в 22:00 по номеру 102. Щавель жуёт вьюнок.

    Соблюдайте порядок.
"""
ROWS: tuple[tuple[str, str, Lang], ...] = (
    ("espeak", "kk", "kk"),
    ("espeak", "ru", "ru"),
    ("net", "a", "kk"),
    ("piper", "m", "kk"),
    ("piper", "m#0", "kk"),
    ("piper", "m#1", "kk"),
    ("piper", "one", "kk"),
)
HERE = VoiceList(
    (
        ("rhvoice", Voice("pavel", "ru", draft=False, licence=LICENCES["Pavel"])),  # its sound may not be changed
        *((e, Voice(v, lang, draft=True, licence="-", online=e == "net")) for e, v, lang in ROWS),
    ),
    (),
    0,
)


def project(tmp_path: Path, settings: str = "voices: {kk: [recordings, tone], ru: [tone]}\n") -> Path:
    return write_project(tmp_path, {"texts/order.yaml": TEXT, "settings.yaml": settings})


def test_what_a_rule_reads_and_what_is_rare_comes_first_and_nothing_twice(tmp_path: Path) -> None:
    content, _warnings = Snapshot(project(tmp_path)).project()
    found = hard_sentences(content, "ru")
    assert found[0] == "Звоните 5 мая 2026 года в 22:00 по номеру 102."
    assert found.index("Щавель жуёт вьюнок.") < found.index("Соблюдайте порядок.")
    assert len(set(found)) == len(found)
    assert hard_sentences(content, "ru", 2) == found[:2]
    assert hard_sentences(content, "kk")[0].startswith("102 нөміріне")


def test_a_sentence_that_tires_is_left_out(tmp_path: Path) -> None:
    long = "Соблюдайте " + "порядок и " * 30 + "тишину."
    root = write_project(tmp_path, {"texts/order.yaml": TEXT.replace("Щавель жуёт вьюнок.", long)})
    assert not any(
        text.startswith("Соблюдайте порядок и") for text in hard_sentences(Snapshot(root).project()[0], "ru")
    )


def test_a_paragraph_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    refused = f"Чистота {'и порядок ' * 200}нужны.\n\n    Звоните 102."
    root = write_project(tmp_path, {"texts/order.yaml": TEXT.replace("Щавель жуёт вьюнок.", refused)})
    found = hard_sentences(Snapshot(root).project()[0], "ru")
    assert "Звоните 102." in found
    assert not any(text.startswith("Чистота и порядок") for text in found)


@pytest.mark.parametrize(
    ("lang", "online", "names"),
    [
        ("kk", "never", ["espeak:kk", "piper:m#0", "piper:m#1", "piper:one"]),
        ("kk", "yes", ["espeak:kk", "net:a", "piper:m#0", "piper:m#1", "piper:one"]),
        ("ru", "never", ["espeak:ru"]),
    ],
)
def test_every_voice_that_may_speak_here_is_heard_once(lang: Lang, online: str, names: list[str]) -> None:
    found = audition_voices(HERE, lang, "yes" if online == "yes" else "never")
    assert list(found) == names
