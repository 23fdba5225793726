"""Test `export` and `verify-stick` from outside: sentences, questions, documents, exit codes."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.zt_cli import Zt, process
from zt_audio.sticks.manifest import STICK_MANIFEST, StickFile, parse_stick_manifest, stick_manifest_bytes
from zt_audio.sticks.volume import Drive
from zt_audio.store import manifest

FILES = ["001_ALTAI_MARKET.MP3", "002_YASNY.MP3", "PLAY.M3U", "PLAYER.HTML"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """Give an empty folder that stands for a stick."""
    path = tmp_path / "stick"
    path.mkdir()
    return path


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def test_export_says_what_was_done_and_proved(zt: Zt, built: Path, stick: Path) -> None:
    told = zt("export", "city", stick, project=built)
    assert (told.code, told.out) == (0, "")
    assert "Written: 5 files, removed: 0." in told.err
    assert "All 5 files were read back and are what was built." in told.err
    assert told.err.endswith(f"Finished: {stick}\n")  # a folder of this disk is no stick
    again = zt("export", "city", stick, project=built)
    assert (again.code, "Nothing to write: everything is there already." in again.err) == (0, True)


def test_export_of_a_file(zt: Zt, built: Path, tmp_path: Path) -> None:
    told = zt("export", "city", tmp_path / "city.zip", project=built)
    assert (told.code, told.out) == (0, "")
    assert told.err.endswith(f"Finished: {tmp_path / 'city.zip'}\n")
    assert zt("verify-stick", tmp_path / "city.zip").code == 0


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_english_is_left(zt: Zt, built: Path, stick: Path, lang: str) -> None:
    for arguments in (["export", "city", str(stick)], ["verify-stick", str(stick)], ["export", "--list"]):
        english = set(zt(*arguments, project=built).err.splitlines())
        assert not english & set(zt(*arguments, project=built, lang=lang).err.splitlines())
        (stick / "song.mp3").touch()


def test_verify_stick_says_what_it_is(zt: Zt, built: Path, stick: Path) -> None:
    zt("export", "city", stick, project=built)
    told = zt("verify-stick", stick)  # no project
    assert (told.code, told.out) == (0, "")
    found = manifest.load_manifest(built / "output")
    assert found
    number = found.playlists["city"].number  # what the driver's page and card say
    assert f"Playlist city (Қала орталығы / Центр города), build {number}." in told.err
    assert "All 5 files are there, as the stick's own list says." in told.err


def test_verify_stick_says_how_to_mend_a_stick(zt: Zt, built: Path, stick: Path) -> None:
    zt("export", "city", stick, project=built)
    flip(stick / FILES[0])
    told = zt("verify-stick", stick)
    assert told.code == 1
    assert f"export city {stick}\n" in told.err
    assert zt("export", "city", stick, "--yes", project=built).code == 0
    assert zt("verify-stick", stick).code == 0


def test_verify_stick_as_a_document(zt: Zt, built: Path, stick: Path) -> None:
    zt("export", "city", stick, project=built)
    (stick / "letter.txt").touch()
    told = zt("verify-stick", stick, "--json")
    document = json.loads(told.out)
    assert (told.code, told.err) == (0, "")
    assert [problem["slug"] for problem in document.pop("problems")] == ["stick-other-files"]
    assert (note := f"{document.pop('build').upper()}.TXT") != ".TXT"
    assert document == {
        "ok": True,
        "kind": "folder",
        "state": "complete",
        "playlist": "city",
        "title": {"kk": "Қала орталығы", "ru": "Центр города"},
        "files": [*FILES, note],
        "order_seen": document["order_seen"],
        "against": None,
        "seal": {"state": "none", "key": None, "person": None, "date": None, "journal": None},
    }


def test_a_stick_is_compared_with_what_was_built(zt: Zt, built: Path, stick: Path) -> None:
    zt("export", "city", stick, project=built)
    told = zt("verify-stick", stick, "--against", built / "output")
    assert (told.code, told.out) == (0, "")
    assert f"All 5 files are there and are what was built in {built / 'output'}." in told.err
    assert json.loads(zt("verify-stick", stick, "--against", built / "output", "--json").out)["ok"]


def relisted(stick: Path, **changes: object) -> None:
    """Write the list of `stick` with other values and a right digest, as anyone can."""
    found = parse_stick_manifest((stick / STICK_MANIFEST).read_bytes())
    assert found
    (stick / STICK_MANIFEST).write_bytes(stick_manifest_bytes(replace(found, **changes)))  # type: ignore[arg-type]


def forge_a_track(stick: Path, _output: Path) -> None:
    (stick / FILES[0]).write_bytes(b"other words")
    found = parse_stick_manifest((stick / STICK_MANIFEST).read_bytes())
    assert found
    row = StickFile(FILES[0], hashlib.sha256(b"other words").hexdigest(), 11)
    relisted(stick, files=(row, *found.files[1:]))


def forge_a_shorter_list(stick: Path, _output: Path) -> None:
    found = parse_stick_manifest((stick / STICK_MANIFEST).read_bytes())
    assert found
    relisted(stick, files=found.files[1:])


def forge_a_longer_list(stick: Path, _output: Path) -> None:
    (stick / "003_X.MP3").write_bytes(b"x")
    found = parse_stick_manifest((stick / STICK_MANIFEST).read_bytes())
    assert found
    relisted(stick, files=(*found.files, StickFile("003_X.MP3", hashlib.sha256(b"x").hexdigest(), 1)))


def forge_another_order(stick: Path, _output: Path) -> None:
    found = parse_stick_manifest((stick / STICK_MANIFEST).read_bytes())
    assert found
    relisted(stick, files=found.files[::-1])


@pytest.mark.parametrize(
    ("forge", "code", "slug"),
    [
        (forge_a_track, 1, "stick-file-not-built"),
        (forge_a_shorter_list, 1, "stick-file-missing"),
        (forge_a_longer_list, 1, "stick-file-not-built"),
        (forge_another_order, 1, "stick-order"),
        (lambda stick, _output: relisted(stick, build="0000abcd"), 1, "stick-other-build"),
        (lambda stick, _output: relisted(stick, playlist="other"), 3, "playlist-unknown"),
        (lambda _stick, output: flip(output / "city" / FILES[0]), 1, "file-changed"),
        (lambda _stick, output: (output / "manifest.json").unlink(), 1, "nothing-built"),
    ],
)
def test_a_list_that_was_forged_is_not_what_was_built(
    zt: Zt, built: Path, stick: Path, forge: Callable[[Path, Path], object], code: int, slug: str
) -> None:
    zt("export", "city", stick, project=built)
    forge(stick, built / "output")
    alone = zt("verify-stick", stick)
    assert alone.code == 0
    assert "what was built." not in alone.err
    told = zt("verify-stick", stick, "--against", built / "output")
    assert (told.code, f"[{slug}]" in told.err) == (code, True), told.err


@pytest.mark.parametrize(
    ("harm", "code", "slug"),
    [
        (lambda s: flip(s / FILES[0]), 1, "stick-file-changed"),
        (lambda s: (s / FILES[1]).unlink(), 1, "stick-file-missing"),
        (lambda s: (s / STICK_MANIFEST).unlink(), 1, "stick-no-list"),
        (lambda s: flip(s / STICK_MANIFEST), 1, "stick-list-damaged"),
        (lambda s: s.rename(s.with_name("away")), 5, "target-missing"),
    ],
)
def test_a_stick_that_is_not_whole(
    zt: Zt, built: Path, stick: Path, harm: Callable[[Path], object], code: int, slug: str
) -> None:
    zt("export", "city", stick, project=built)
    (stick / STICK_MANIFEST).write_bytes((stick / STICK_MANIFEST).read_bytes().rstrip())  # its last byte then matters
    harm(stick)
    told = zt("verify-stick", stick)
    assert (told.code, told.out) == (code, "")
    assert f"[{slug}]" in told.err
    document = zt("verify-stick", stick, "--json")
    assert document.code == code
    assert json.loads(document.out)["ok"] is False
    assert [problem["slug"] for problem in json.loads(document.out)["problems"]] == [slug]


def test_a_stick_that_cannot_be_read_is_5(zt: Zt, built: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zt("export", "city", stick, project=built)

    def gone(*_arguments: object) -> None:
        raise OSError(errno.EIO, "Input/output error", str(stick))

    monkeypatch.setattr("zt_audio.sticks.contents.open_from_device", gone)
    told = zt("verify-stick", stick)
    assert (told.code, "[stick-gone]" in told.err) == (5, True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["export"], 2),
        (["export", "city"], 2),
        (["export", "city", "{stick}", "more"], 2),
        (["export", "citty", "{stick}"], 3),
        (["export", "city", "{stick}/no"], 5),
        (["export", "city", "."], 5),
        (["verify-stick"], 2),
    ],
)
def test_exit_codes(
    zt: Zt, built: Path, stick: Path, arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built)
    told = zt(*(argument.format(stick=stick) for argument in arguments), project=built)
    assert (told.code, told.out) == (code, "")
    assert list(stick.iterdir()) == []


def test_a_source_that_was_changed_is_1(zt: Zt, built: Path, stick: Path) -> None:
    flip(built / "output" / "city" / FILES[0])
    told = zt("export", "city", stick, project=built)
    assert (told.code, "[file-changed]" in told.err) == (1, True)
    assert list(stick.iterdir()) == []


# --- questions ---------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """An input that a person types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 5)])
def test_foreign_files_are_listed_and_asked_about(
    zt: Zt, built: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, answer: object, code: int
) -> None:
    (stick / "song.mp3").touch()
    asked: list[str] = []

    def confirm(text: str) -> object:
        asked.append(text)
        return answer

    monkeypatch.setattr("zt_audio.cli.console.confirmed", confirm)
    monkeypatch.setattr("zt_audio.cli.console.can_answer", lambda: True)
    told = zt("export", "city", stick, project=built)
    assert told.code == code
    assert asked == ["Write the playlist there?"]
    assert "\n  song.mp3\n" in told.err
    assert (stick / FILES[0]).exists() is bool(answer)


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 5)])
def test_files_of_ours_that_were_changed_are_listed_and_asked_about(
    zt: Zt, built: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, answer: object, code: int
) -> None:
    assert zt("export", "city", stick, project=built).code == 0
    track = next(stick.glob("*.MP3"))
    track.write_bytes(b"not what was built")
    monkeypatch.setattr("zt_audio.cli.console.confirmed", lambda _text: answer)
    monkeypatch.setattr("zt_audio.cli.console.can_answer", lambda: True)
    told = zt("export", "city", stick, project=built)
    assert told.code == code
    assert "These files from this program were changed; they will be overwritten or deleted:" in told.err
    assert f"\n  {track.name}\n" in told.err
    assert "they stay as they are" not in told.err  # no heading over an empty list
    assert (track.read_bytes() == b"not what was built") is not answer


def test_without_a_terminal_only_yes_agrees(zt: Zt, built: Path, stick: Path) -> None:
    (stick / "song.mp3").touch()
    told = zt("export", "city", stick, project=built)
    assert (told.code, "[stick-not-empty]" in told.err, "song.mp3" in told.err) == (5, True, True)
    assert [path.name for path in stick.iterdir()] == ["song.mp3"]
    told = zt("export", "city", stick, "--yes", project=built)
    assert (told.code, "[stick-other-audio]" in told.err) == (0, True)


def test_another_playlist_is_told(zt: Zt, built: Path, stick: Path) -> None:
    zt("export", "city", stick, project=built)
    (built / "appeals/playlists/city.yaml").rename(built / "appeals/playlists/town.yaml")
    assert zt("build", project=built).code == 0
    told = zt("export", "town", stick, project=built)
    assert (told.code, "Until now the playlist city was there." in told.err) == (0, True)


def test_sticks_are_listed(zt: Zt, monkeypatch: pytest.MonkeyPatch) -> None:
    drives = (Drive("E:\\", "VEHICLE 7", "FAT32", 32_000_000_000, 31_500_000_000),)
    monkeypatch.setattr("zt_audio.app.making.export.removable_drives", lambda: drives)
    told = zt("export", "--list")
    assert (told.code, told.out, told.err) == (0, "E:\\\tVEHICLE 7\tFAT32, 32.0 GB, 31.5 GB free\n", "")


# --- interrupted -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "sentence"), [("stick", "The stick is marked as not complete"), ("x.zip", "is still there")]
)
def test_interrupted_is_130_and_says_how_it_is(
    zt: Zt, built: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, target: str, sentence: str
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as changes:
        if target == "stick":
            changes.setattr("zt_audio.sticks.folder.overwrite", interrupted)
        else:
            changes.setattr(os, "fsync", interrupted)
        told = zt("export", "city", stick.parent / target, project=built)
    assert told.code == 130
    assert told.err.splitlines()[-1].startswith("Interrupted.")
    assert sentence in told.err.splitlines()[-1]
    if target == "stick":
        assert json.loads(zt("verify-stick", stick, "--json").out)["state"] == "writing"
    else:
        assert not (stick.parent / target).exists()
    assert zt("export", "city", stick.parent / target, project=built).code == 0
    assert zt("verify-stick", stick.parent / target).code == 0


def test_sigint_while_it_is_written(built: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    code = (
        "import signal, zt_audio.sticks.folder as f\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it
        "signal.alarm(60)\n"
        "def wait(*_): print('writing', flush=True); signal.pause()\n"
        "f.overwrite = wait\n"
        "from zt_audio.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "export", "city", str(stick)]
    env = {**os.environ, "ZT_AUDIO_LANG": "en"}
    with subprocess.Popen(command, cwd=built, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline() == b"writing\n"
        running.send_signal(signal.SIGINT)
        _out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.decode().splitlines()[-1].startswith("Interrupted. The stick is marked as not complete")
    assert b"Traceback" not in err
    assert process("verify-stick", str(stick), cwd=tmp_path).code == 1
    assert process("export", "city", str(stick), cwd=built).code == 0
    assert process("verify-stick", str(stick), cwd=tmp_path).code == 0


def test_a_bar_on_a_terminal(zt: Zt, built: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert zt("export", "city", stick, project=built).code == 0
    assert "Finished" in terminal.getvalue()


def test_sizes_are_told_in_the_language_that_is_set(zt: Zt, built: Path, stick: Path) -> None:
    told = zt("export", "city", stick, project=built, lang="ru")
    assert (told.code, " МБ" in told.err, "MB" in told.err) == (0, True, False)
