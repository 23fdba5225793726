"""The folder of recordings: names and parts, notes written and read, other files, and the speech of a recording."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import given, strategies as st

from zt_audio.errors import VoiceError
from zt_audio.model import PartId, Speech
from zt_audio.speech.recordings import (
    Recording,
    decode_recording,
    is_proved,
    note_of,
    part_of,
    read_recordings,
    recorded_audio,
    stem_of,
)
from zt_audio.store.workspace import SHEET

PCM = np.arange(-1600, 1600, dtype="<i2")
IDS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
LANGS = st.sampled_from(["kk", "ru"])
PARTS = st.one_of(
    st.builds("appeal/{}/{}".format, IDS, LANGS),
    st.builds("appeal/{}/{}/{}".format, IDS, LANGS, st.integers(1, 99)),
    st.builds("{}/{}/{}".format, st.sampled_from(["intro", "outro"]), IDS, LANGS),
)


def flac() -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, PCM, 16_000, format="FLAC")
    return stream.getvalue()


def put(folder: Path, part: str, sentences: tuple[str, ...] = ("Бір.", "Екі."), ending: str = ".flac") -> Recording:
    """Store a take as `takes add` does; return what should be read."""
    audio, path = flac(), folder / stem_of(named := PartId.parse(part))
    path.parent.mkdir(parents=True, exist_ok=True)
    Path(f"{path}{ending}").write_bytes(audio)
    note = note_of(named, sentences, audio, ending)
    Path(f"{path}.json").write_bytes(note)
    return Recording(named, named.lang or "kk", f"{stem_of(named)}{ending}", sentences, json.loads(note)["sha256"])


def slugs(folder: Path) -> dict[str, str]:
    return {str(p.facts["file"]).removeprefix("appeals/recordings/"): p.slug for p in read_recordings(folder)[1]}


@pytest.mark.parametrize(
    ("part", "stem"),
    [
        ("appeal/littering/kk", "kk/littering"),
        ("appeal/littering/kk/2", "kk/littering.2"),
        ("appeal/call-102/ru/10", "ru/call-102.10"),
        ("intro/yasny/kk", "kk/intros/yasny"),
        ("outro/41-razezd/ru", "ru/outros/41-razezd"),
    ],
)
def test_where_a_part_is_kept(part: str, stem: str) -> None:
    assert (stem_of(PartId.parse(part)), str(part_of(stem))) == (stem, part)


@given(PARTS)
def test_a_part_comes_back_from_its_name(part: str) -> None:
    assert str(part_of(stem_of(PartId.parse(part)))) == part


@pytest.mark.parametrize(
    "stem",
    [
        "littering",
        "en/littering",
        "kk/littering.0",
        "kk/littering.02",
        "kk/a.b",
        "kk/intros/yasny.1",
        "kk/x/yasny",
        "kk/A",
    ],
)
def test_other_names_are_of_no_part(stem: str) -> None:
    assert part_of(stem) is None


@given(parts=st.sets(PARTS, min_size=1, max_size=5), texts=st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_notes_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, parts: set[str], texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("recordings")
    stored = {PartId.parse(part): put(folder, part, tuple(texts)) for part in parts}
    assert read_recordings(folder) == (stored, ())
    assert all(is_proved(folder, take) for take in stored.values())


def test_where_nobody_recorded_anything(tmp_path: Path) -> None:
    assert read_recordings(tmp_path / "none") == ({}, ())


@pytest.mark.parametrize(
    ("wrong", "slug"),
    [
        ({"format": 2}, "recording-note-broken"),
        ({"part": "appeal/b/kk"}, "recording-note-broken"),
        ({"part": "appeal/a/kk/1"}, "recording-note-broken"),
        ({"lang": "ru"}, "recording-note-broken"),
        ({"sentences": []}, "recording-note-broken"),
        ({"sentences": "Бір."}, "recording-note-broken"),
        ({"sentences": [1]}, "recording-note-broken"),
        ({"audio": "b.flac"}, "recording-note-broken"),
        ({"audio": "../a.flac"}, "recording-note-broken"),
        ({"audio": "a.txt"}, "recording-note-broken"),
        ({"audio": "a.wav"}, "recording-lost"),
        ({"sha256": 5}, "recording-note-broken"),
    ],
)
def test_a_note_that_cannot_be_trusted(tmp_path: Path, wrong: Mapping[str, Any], slug: str) -> None:
    put(tmp_path, "appeal/a/kk")
    note = tmp_path / "kk/a.json"
    note.write_text(json.dumps({**json.loads(note.read_bytes()), **wrong}), "utf-8")
    assert read_recordings(tmp_path)[0] == {}
    assert slugs(tmp_path) == {"kk/a.json": slug, "kk/a.flac": "recording-unproved"}


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b"5", b"\xff", b'"format"', b"[" * 100_000])
def test_a_note_that_is_none(tmp_path: Path, note: bytes) -> None:
    put(tmp_path, "appeal/a/kk")
    (tmp_path / "kk/a.json").write_bytes(note)
    assert slugs(tmp_path)["kk/a.json"] == "recording-note-broken"


def test_what_lies_there_besides(tmp_path: Path) -> None:
    take = put(tmp_path, "appeal/a/kk")
    for name in ("kk/a.mp3", "kk/b.wav", "kk/b.ogg", "kk/Новая запись.wav", "a.wav", "kk/readme.json"):
        (tmp_path / name).write_bytes(b"x")
    for name in (SHEET, "kk/.a.flac.77.tmp", "kk/._a.flac", "kk/notes.txt", "kk/desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    assert read_recordings(tmp_path)[0] == {take.part: take}
    assert slugs(tmp_path) == {
        "a.wav": "recording-name",
        "kk/a.mp3": "recording-unproved",
        "kk/b.ogg": "recording-name",
        "kk/b.wav": "recording-unproved",
        "kk/readme.json": "recording-note-broken",
        "kk/Новая запись.wav": "recording-name",
    }
    assert {problem.severity for problem in read_recordings(tmp_path)[1]} == {"warning"}


def test_the_speech_of_a_take(tmp_path: Path) -> None:
    take = put(tmp_path, "intro/yasny/ru")
    assert decode_recording(recorded_audio(tmp_path, take), take.file) == Speech(PCM.tobytes(), 16_000)


def test_another_file_in_its_place_is_not_played(tmp_path: Path) -> None:
    take = put(tmp_path, "intro/yasny/ru")
    with (tmp_path / take.file).open("ab") as file:
        file.write(b"\0")
    assert not is_proved(tmp_path, take)
    with pytest.raises(VoiceError, match="recording-changed"):
        recorded_audio(tmp_path, take)


def test_a_take_that_cannot_be_read(tmp_path: Path) -> None:
    take = put(tmp_path, "intro/yasny/ru")
    (tmp_path / take.file).unlink()
    assert not is_proved(tmp_path, take)
    with pytest.raises(VoiceError, match="recording-broken"):
        recorded_audio(tmp_path, take)


def test_a_take_that_was_no_sound_when_it_was_noted(tmp_path: Path) -> None:
    (tmp_path / "kk").mkdir()
    (tmp_path / "kk/a.flac").write_bytes(b"no sound")
    (tmp_path / "kk/a.json").write_bytes(note_of(PartId.parse("appeal/a/kk"), ["Бір."], b"no sound", ".flac"))
    with pytest.raises(VoiceError, match="recording-broken"):
        decode_recording(recorded_audio(tmp_path, read_recordings(tmp_path)[0][PartId.parse("appeal/a/kk")]), "a.flac")
