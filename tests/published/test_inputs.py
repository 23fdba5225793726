"""Digests of a project's inputs: what changes them, and what does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.published.inputs import code_digest, contents_of, inputs_digest


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no variable of this computer count, except the one by which tests let tones speak."""
    for name in list(os.environ):
        if name.startswith("ZT_AUDIO_") and name != "ZT_AUDIO_TEST_ENGINE":
            monkeypatch.delenv(name)


def append(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + data)


@pytest.mark.parametrize(
    ("change", "contents_differ", "inputs_differ"),
    [
        (lambda root: append(root / "appeals/texts/a.yaml", b"# x\n"), True, True),
        (lambda root: append(root / "appeals/texts/new.yaml", b"title: x\n"), True, True),
        (lambda root: (root / "appeals/texts/b.yaml").rename(root / "appeals/texts/c.yaml"), True, True),
        (lambda root: os.utime(root / "appeals/texts/a.yaml", (1, 1)), False, False),
        (lambda root: append(root / "appeals/recordings/appeal/a/ru.flac", b"x"), True, True),
        (lambda root: append(root / "appeals/recordings/appeal/a/ru.json", b"{}"), True, True),
        (lambda root: append(root / "appeals/recordings/sheet.json", b"{}"), False, False),
        (lambda root: append(root / "appeals/texts/a.yaml.txt", b"x"), False, True),  # warned about
        (lambda root: append(root / "appeals/people.yaml", b"x"), False, True),  # reported, and no sound is older
        (lambda root: append(root / "appeals/facts.yaml", b"x"), False, True),
        (lambda root: append(root / "voices/kk_KZ-x-low.onnx", b"x"), False, True),
        (lambda root: append(root / "output/city/X.MP3", b"x"), False, False),
    ],
)
def test_what_counts(
    built: Tiny,
    change: Callable[[Path], object],
    contents_differ: bool,  # noqa: FBT001 - a row of the table
    inputs_differ: bool,  # noqa: FBT001
) -> None:
    contents, inputs = contents_of(built.workspace).digest, inputs_digest(built.workspace, "code")
    change(built.root)
    assert (contents_of(built.workspace).digest != contents) is contents_differ
    assert (inputs_digest(built.workspace, "code") != inputs) is inputs_differ
    assert inputs_digest(built.workspace, "other code") != inputs_digest(built.workspace, "code")


def test_a_recording_counts_by_its_size_and_time_and_a_note_by_its_bytes(built: Tiny) -> None:
    audio, note = (built.workspace.recordings / name for name in ("a.flac", "a.json"))
    append(audio, b"one")
    append(note, b"{1}")
    os.utime(audio, (1, 1))
    digests = [contents_of(built.workspace).digest]
    for path, data, time_s in ((audio, b"two", 1), (audio, b"two", 2), (note, b"{2}", 3), (audio, b"four", 2)):
        path.write_bytes(data)
        os.utime(path, (time_s, time_s))
        digests.append(contents_of(built.workspace).digest)
    assert digests[0] == digests[1]  # a recording is large: the same size and time are the same file
    assert len(set(digests)) == 4


@pytest.mark.parametrize(
    ("name", "value", "counts"),
    [
        ("ZT_AUDIO_AZURE_KEY", "secret", True),
        ("ZT_AUDIO_AZURE_KEY", "", False),
        ("ZT_AUDIO_LANG", "ru", False),
        ("ZT_AUDIO_VOICES_URL", "http://x", False),
        ("OTHER", "x", False),
    ],
)
def test_a_variable_of_an_engine_counts_by_its_name(
    built: Tiny,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    counts: bool,  # noqa: FBT001
) -> None:
    before = inputs_digest(built.workspace, "code")
    monkeypatch.setenv(name, value)
    after = inputs_digest(built.workspace, "code")
    assert (after != before) is counts
    monkeypatch.setenv(name, value and f"{value} changed")
    assert inputs_digest(built.workspace, "code") == after


def test_a_model_counts_by_its_size_and_time_and_a_broken_link_by_its_name(built: Tiny) -> None:
    digests = [inputs_digest(built.workspace, "code")]
    model = built.root / "voices" / "kk_KZ-x-low.onnx"
    append(model, b"model")
    os.utime(model, (1, 1))
    digests.append(inputs_digest(built.workspace, "code"))
    os.utime(model, (2, 2))
    digests.append(inputs_digest(built.workspace, "code"))
    model.unlink()
    model.symlink_to("nowhere")
    digests.append(inputs_digest(built.workspace, "code"))
    assert len(set(digests)) == len(digests)


def test_a_package_that_is_installed_changes_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_digest()
    monkeypatch.syspath_prepend(tmp_path)
    assert code_digest() == before
    (tmp_path / "engine-1.0.dist-info").mkdir()
    assert code_digest() != before
