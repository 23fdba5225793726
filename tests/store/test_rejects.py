"""The folder of rejected takes: what is kept, how much of it, and what is read back."""

from __future__ import annotations

import json
import os
import wave
from pathlib import Path

import pytest

from zt_audio.model import Problem, Speech, Utterance, Where
from zt_audio.store.rejects import MOST_KEPT, keep_reject, read_rejects


def put(folder: Path, text: str, *, pcm: bytes = b"\1\2", rate: int = 22_050, time_s: int | None = None) -> None:
    utterance = Utterance(text, "kk", 2, Where("appeals/texts/a.yaml", 3, 5))
    problem = Problem("take-length", utterance.where, {"measured": 0.5, "bound": 0.7})
    before = set(folder.glob("*.json"))
    keep_reject(folder, Speech(pcm, rate), utterance, ("espeak", "kk"), [problem])
    for path in set(folder.glob("*.json")) - before if time_s else ():
        os.utime(path, (time_s or 0, time_s or 0))


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 3):
        put(tmp_path, f"Мәтін {number}", time_s=1000 + number)
    put(tmp_path, "Соңғы")
    kept = read_rejects(tmp_path)
    assert len(kept) == MOST_KEPT == len(list(tmp_path.glob("*.wav")))
    assert kept[0].text == "Соңғы"
    assert [one.text for one in kept[1:3]] == ["Мәтін 52", "Мәтін 51"]
    assert kept[-1].text == "Мәтін 4"


def test_what_is_read_is_what_was_kept(tmp_path: Path) -> None:
    put(tmp_path, "Қала")
    (kept,) = read_rejects(tmp_path)
    where = Where("appeals/texts/a.yaml", 3, 5)
    assert kept.problems == (Problem("take-length", where, {"measured": 0.5, "bound": 0.7}),)
    assert kept.file.is_file()


@pytest.mark.parametrize(("pcm", "rate"), [(b"", 22_050), (b"\1\2\3", 22_050), (b"\1\2", 0)])
def test_a_take_that_is_hardly_one_can_be_kept(tmp_path: Path, pcm: bytes, rate: int) -> None:
    put(tmp_path, "Қала", pcm=pcm, rate=rate)
    with wave.open(str(read_rejects(tmp_path)[0].file), "rb") as file:
        assert file.getnframes() == (len(pcm) + 1) // 2


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", json.dumps({"text": "", "where": 3}).encode()])
def test_other_files_are_left_out(tmp_path: Path, content: bytes) -> None:
    put(tmp_path, "Қала")
    (tmp_path / "other.json").write_bytes(content)
    assert [one.text for one in read_rejects(tmp_path)] == ["Қала"]


def test_no_folder_is_an_empty_list(tmp_path: Path) -> None:
    assert read_rejects(tmp_path / "none") == ()
