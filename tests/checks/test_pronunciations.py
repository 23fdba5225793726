"""Sentences that are not said as they are written."""

from __future__ import annotations

import json

from tests.support.tiny import Tiny
from zt_audio.checks.lexicon import sentences_said_otherwise
from zt_audio.content.project import Snapshot
from zt_audio.language.reader import Reader, ReadingCache
from zt_audio.model import LANGS


def test_sentences_that_are_said_otherwise_are_listed_once(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "«Звоните 102!» Берегите «двор» – наш.")
    fresh.edit("intros.yaml", "гости", "гости 3-го класса! Гости")
    project, _warnings = Snapshot(fresh.root).project()
    reader = Reader(project.lexicon, ReadingCache(fresh.workspace.readings, "code"))
    rows = list(sentences_said_otherwise(project, reader, LANGS))
    assert [(row.lang, row.written, row.spoken) for row in rows] == [
        ("ru", "«Звоните 102!»", "Звоните сто два!"),
        ("ru", "Уважаемые гости 3-го класса!", "Уважаемые гости третьего класса!"),
    ]
    assert [row.where.line for row in rows] == [8, 1]
    assert list(sentences_said_otherwise(project, reader, ("kk",))) == []


def test_a_sentence_that_cannot_be_read_is_skipped(fresh: Tiny) -> None:
    """A playlist that says it reports it."""
    fresh.edit("texts/b.yaml", "Звоните в полицию.", "Звоните 102.\n\n    ФЫВП пришёл.")
    project, _warnings = Snapshot(fresh.root).project()
    reader = Reader(project.lexicon, ReadingCache(fresh.workspace.readings, "code"))
    assert [row.written for row in sentences_said_otherwise(project, reader, ("ru",))] == ["Звоните 102."]


def test_the_table_for_signing_off_is_a_result(fresh: Tiny) -> None:
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Звоните 102.")
    fresh.edit("texts/a.yaml", "Көшені таза ұстаңыз.", "102-ге хабарласыңыз.")
    row = "appeals/texts/a.yaml:8\tru\tЗвоните 102.\tЗвоните сто два.\n"
    assert fresh.run("check", "--read-aloud", "--lang", "ru").stdout == row
    document = json.loads(fresh.run("check", "--read-aloud", "--json").stdout)
    assert [line["lang"] for line in document["read_aloud"]] == ["kk", "ru"]
    assert fresh.run("check", "--lang", "ru").returncode == 2
