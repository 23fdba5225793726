"""A keep may be killed at any moment: the old recording or the new one is whole and played, nothing is left over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.deadly import die_before, forked, was_killed
from zt_audio.model import PartId, Utterance, Where
from zt_audio.recordings.judge import store_recording
from zt_audio.recordings.status import RecordingText
from zt_audio.speech.recordings import finish_recordings, is_proved, read_recordings, recorded_audio

CALLS = ("open", "replace", "unlink", "mkdir")
PART = PartId("appeal", "a", "ru", 1)
OLD, NEW = ("Берегите улицы.", b"old sound"), ("Берегите дворы.", b"new sound")


def store(folder: Path, sentence: str, audio: bytes) -> None:
    text = RecordingText(PART, "ru", (Utterance(sentence, "ru", 6, Where("-")),), Where("-"))
    store_recording(folder, PART, text, audio)


def played(folder: Path) -> tuple[str, bytes] | None:
    """Return what is read as the recording of PART, and its sound."""
    found = read_recordings(folder)[0].get(PART)
    if found is None:
        return None
    assert is_proved(folder, found)
    return found.sentences[0], recorded_audio(folder, found)


@pytest.mark.parametrize("before", [OLD, None])
def test_a_kill_at_any_touch_of_the_disk(tmp_path: Path, before: tuple[str, bytes] | None) -> None:
    (tmp_path / "old").mkdir()
    if before:
        store(tmp_path / "old", *before)
    outcomes = []
    for call in range(1, 100):
        folder = tmp_path / str(call)
        shutil.copytree(tmp_path / "old", folder)

        def dying(folder: Path = folder, call: int = call) -> None:
            die_before(call, CALLS)
            store(folder, *NEW)

        if not was_killed(forked(dying)):
            break
        there = played(folder)
        outcomes.append(there)
        finish_recordings(folder)
        assert played(folder) == there
        assert [path.name for path in folder.rglob(".*.new")] == []
        store(folder, *NEW)
        assert played(folder) == NEW
    assert len(outcomes) > 5
    assert set(outcomes) == {before, NEW}
    assert outcomes == sorted(outcomes, key=[before, NEW].index)  # decided at one moment


def test_sound_that_a_killed_run_did_not_note_replaces_nothing(tmp_path: Path) -> None:
    store(tmp_path, *OLD)
    for name in (".a.1.flac.new", ".a.2.flac.new"):
        (tmp_path / "ru" / name).write_bytes(b"not noted")
    finish_recordings(tmp_path)
    assert played(tmp_path) == OLD
    assert sorted(path.name for path in (tmp_path / "ru").iterdir()) == ["a.1.flac", "a.1.json"]
