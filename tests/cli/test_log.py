"""Test the log: nowhere by default, on stderr with --verbose, in a file with --log-file, never on stdout."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.zt_cli import Zt, environment, process
from zt_audio import __version__

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} (DEBUG|INFO|WARNING|ERROR) zt_audio(\.\w+)+: .+")
CLOSED = Path("/sys/kernel")  # on Linux not even root makes files there
NOT_WRITTEN = {
    "en": "The log cannot be written to {file}: Permission denied. Name another file after --log-file.",
    "kk": "Журналды {file} файлына жазу мүмкін емес: Permission denied. --log-file параметріне басқа файл көрсетіңіз.",
    "ru": "Не удаётся записать журнал в {file}: Permission denied. Укажите после --log-file другой файл.",
}


def package() -> logging.Logger:
    return logging.getLogger("zt_audio")


def test_without_the_options_nothing_is_logged(zt: Zt, project: Path) -> None:
    told = zt("check", project=project)
    assert (told.out, told.err) == ("", "Everything can be read aloud.\n")
    assert {type(handler) for handler in package().handlers} == {logging.NullHandler}
    assert package().level == logging.NOTSET


def test_a_library_warning_is_silent_by_default(tmp_path: Path) -> None:
    """Without any handler Python itself would write warnings to stderr."""
    told = process("spoken", "--lang", "ru", "Не курите.", cwd=tmp_path)
    assert (told.code, told.err) == (0, "")


def test_verbose_tells_on_stderr_what_a_build_does(zt: Zt, project: Path) -> None:
    told = zt("--verbose", "build", project=project)
    logged = [line for line in told.err.splitlines() if LINE.fullmatch(line)]
    assert (told.code, told.out) == (0, "")
    for words in (
        "building all playlists",
        "opening engine tone",
        "Planned(",
        "TrackWritten(",
        "ended with exit code 0",
    ):
        assert any(words in line for line in logged), words
    assert "export city STICK" in told.err


def test_json_stays_one_document_beside_a_log(zt: Zt, project: Path) -> None:
    told = zt("--verbose", "check", "--json", project=project)
    assert json.loads(told.out)["ok"]
    assert LINE.match(told.err)


def test_a_log_file_is_made_of_lines_and_continued(zt: Zt, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "work.log"
    quiet = zt("build", project=project)
    first = zt("--log-file", file, "build", project=project)
    assert (first.code, first.out) == (quiet.code, quiet.out)
    assert "zt_audio." not in first.err
    lines = file.read_text("utf-8").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert f": zt-audio {__version__}, Python " in lines[0]
    assert lines[0].endswith(": build")
    assert any("building all playlists" in line for line in lines)
    zt("--log-file", file, "verify", project=project)
    after = file.read_text("utf-8").splitlines()
    assert after[: len(lines)] == lines
    assert len(after) > len(lines)


def test_both_can_be_asked_for(zt: Zt, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "work.log"
    told = zt("--verbose", "--log-file", file, "check", project=project)
    assert file.read_text("utf-8").splitlines() == [line for line in told.err.splitlines() if LINE.fullmatch(line)]


def test_an_export_is_logged(zt: Zt, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "work.log"
    assert zt("--log-file", file, "export", "city", tmp_path / "city.zip", project=built).code == 0
    log = file.read_text("utf-8")
    assert "exporting city to" in log
    assert "Phase(doing='write'" in log
    assert "Moved(" not in log


def test_a_foreseen_error_is_logged_with_its_facts(zt: Zt, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "work.log"
    assert (
        zt("--log-file", file, "preview", "litter", "--lang", "kk", "-o", tmp_path / "x.mp3", project=project).code == 3
    )
    assert "ERROR zt_audio.cli.log: appeal-unknown: {'name': 'litter'" in file.read_text("utf-8")


def test_a_usage_error_is_logged(zt: Zt, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "work.log"
    assert zt("--log-file", file, "build", "--drj-run", project=project).code == 2
    assert "INFO zt_audio.cli.log: ended early: NoSuchOption" in file.read_text("utf-8")


def test_a_failure_of_the_program_is_logged_with_its_traceback(
    zt: Zt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("zt_audio.content.project.Snapshot.files", lambda *_, **__: 1 / 0)
    file = tmp_path / "work.log"
    assert zt("--log-file", file, "build", project=project).code == 1
    log = file.read_text("utf-8")
    assert "ERROR zt_audio.cli.log: the program failed" in log
    assert log.rstrip().endswith("ZeroDivisionError: division by zero")


def test_handlers_go_when_a_command_ends(zt: Zt, project: Path, tmp_path: Path) -> None:
    for arguments in (["check"], ["nothing-like-it"]):
        zt("--verbose", "--log-file", tmp_path / "work.log", *arguments, project=project)
        assert {type(handler) for handler in package().handlers} == {logging.NullHandler}
        assert package().level == logging.NOTSET


@pytest.mark.skipif(not CLOSED.exists(), reason="only Linux has such a folder")
@pytest.mark.parametrize("lang", NOT_WRITTEN)
def test_a_file_that_cannot_be_written_stops_the_command(zt: Zt, project: Path, lang: str) -> None:
    file = CLOSED / "work.log"
    told = zt("--log-file", file, "check", project=project, lang=lang)
    assert (told.code, told.out) == (5, "")
    assert told.err == NOT_WRITTEN[lang].format(file=file) + " [log-unwritable]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_fills_up_does_not_stop_the_command(tmp_path: Path) -> None:
    code = """
import resource, sys
from zt_audio.cli.main import run
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
code = run(sys.argv[1:])
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
sys.exit(code)
"""
    file = tmp_path / "work.log"
    command = [sys.executable, "-c", code, "--log-file", str(file), "spoken", "--lang", "ru", "Не курите."]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment(), check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "Не курите.\n")
    assert done.stderr.startswith(f"warning: The log {file} is not complete: File too large.")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["places.yaml", "new.log"])
def test_texts_are_no_place_for_a_log(zt: Zt, project: Path, name: str) -> None:
    file = project / "appeals" / name
    before = file.read_bytes() if file.exists() else None
    told = zt("--log-file", file, "check", project=project)
    assert (told.code, told.out) == (2, "")
    assert (file.read_bytes() if file.exists() else None) == before


def test_another_file_is_never_continued(zt: Zt, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("2026-11-24: buy bread\n", encoding="utf-8")
    told = zt("--log-file", file, "check", project=project)
    assert (told.code, told.out) == (2, "")
    assert file.read_text(encoding="utf-8") == "2026-11-24: buy bread\n"


def test_what_a_file_holds_cannot_forge_a_line_or_reach_the_terminal(zt: Zt, project: Path) -> None:
    told = zt("--verbose", "build", "ci\x1b\nty", project=project)
    assert "\x1b" not in told.err
    assert "building ci\\x1b\\nty of" in told.err
