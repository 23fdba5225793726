"""Test how commands end: exit codes, only results on stdout, one document for --json, never a traceback."""

from __future__ import annotations

import io
import json
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Zt, process, snapshot, start, write_files
from zt_audio.cli.main import run

NO_VOICE = {"settings.yaml": "voices: {kk: ['tone:kkk'], ru: [tone]}\n"}
LATIN_I = {"texts/littering.yaml": FILES["texts/littering.yaml"].replace("жәшікке", "жәшiкке")}
WHERE = ("дома", "здесь", "там", "рядом", "вместе", "вечером", "утром", "днём", "ночью", "летом", "зимой", "осенью")


# --- the codes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["--nonsense"],
        ["build", "--nonsense"],
        ["build", "--jobs", "many"],
        ["build", "--jobs", "0"],
        ["spoken", "слово"],
        ["spoken", "--lang", "en", "слово"],
        ["spoken", "--lang", "ru", "два", "слова"],
        ["inflect", "--lang", "ru", "--all", "рынок"],
        ["spoken", "--lang", "ru", "--case", "loc", "рынок"],
        ["preview", "--lang", "ru", "-o", "x.mp3"],
        ["preview", "--lang", "ru", "littering"],
        ["preview", "--lang", "ru", "-o", "x.mp3", "littering", "--text", "Слово."],
        ["check", "extra"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["en", "kk", "ru"])
def test_usage_is_2(zt: Zt, project: Path, arguments: list[str], lang: str) -> None:
    told = zt(*arguments, project=project, lang=lang)
    assert (told.code, told.out) == (2, "")
    if lang != "en":
        same = set(told.err.splitlines()) & set(zt(*arguments, project=project).err.splitlines())
        assert same <= {"", "\tkk,", "\tru"}  # the choices of --lang


def test_done_is_0_and_says_where(zt: Zt, project: Path) -> None:
    told = zt("build", project=project)
    assert (told.code, told.out) == (0, "")
    assert f"{project / 'output' / 'city'} (build " in told.err
    again = zt("build", project=project)
    assert (again.code, again.err.splitlines()[0]) == (0, "Nothing to do: output is up to date.")
    assert "export city STICK" in again.err


def test_a_failed_build_is_1(zt: Zt, project: Path) -> None:
    foreign = project / "output" / "city" / "001_ALTAI_MARKET.MP3"
    foreign.parent.mkdir(parents=True)
    foreign.write_bytes(b"another program's")
    told = zt("build", project=project)
    assert (told.code, told.out) == (1, "")
    assert "[file-in-the-way]" in told.err
    assert "Not built: city (nothing of it was published)." in told.err
    assert foreign.read_bytes() == b"another program's"


def test_bad_content_is_3(zt: Zt, project: Path) -> None:
    write_files(project, LATIN_I)
    assert zt("check", project=project).code == 3
    assert zt("build", project=project).code == 3


@pytest.mark.parametrize("command", ["build", "check", "verify", "cache"])
def test_no_project_is_3(zt: Zt, tmp_path: Path, command: str) -> None:
    told = zt(command, project=tmp_path)
    assert (told.code, told.out) == (3, "")
    assert "[no-project]" in told.err
    assert list(tmp_path.iterdir()) == []


def test_no_voice_is_4_and_the_old_output_is_kept(zt: Zt, built: Path) -> None:
    before = snapshot(built / "output")
    write_files(built, NO_VOICE)
    told = zt("build", project=built)
    assert (told.code, told.out) == (4, "")
    assert "[no-voice]" in told.err
    assert "Did you mean “kk”?" in told.err
    assert snapshot(built / "output") == before


def test_content_is_told_before_voices(zt: Zt, project: Path) -> None:
    write_files(project, NO_VOICE | LATIN_I)
    assert zt("build", project=project).code == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["init", "{file}/project"],
        ["schema", "{file}/schemas"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_disk_that_refuses_is_5(zt: Zt, project: Path, tmp_path: Path, arguments: list[str]) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    told = zt(*(argument.format(file=file) for argument in arguments), project=project)
    assert (told.code, told.out) == (5, "")
    assert "[disk-failed]" in told.err
    assert file.read_text(encoding="utf-8") == "not a folder"


def test_interrupted_is_130(zt: Zt, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    before = snapshot(built / "output")
    write_files(built, {"texts/smoking.yaml": FILES["texts/smoking.yaml"].replace("Пожалуйста, не", "Не")})
    with monkeypatch.context() as changes:
        changes.setattr("zt_audio.pipeline.tasks.require_sound_take", interrupted)
        told = zt("build", project=built)
    assert (told.code, told.out) == (130, "")
    kept = "Everything that was there before is still there; run the command again to continue.\n"
    assert told.err.endswith(f"Interrupted. {kept}")
    assert snapshot(built / "output") == before
    assert zt("build", project=built).code == 0


def test_sigint_in_a_build_is_130_and_the_old_output_is_whole(zt: Zt, built: Path) -> None:
    before = snapshot(built / "output")
    paragraphs = "".join(f"\n    Не курите {first} {then}.\n" for first in WHERE for then in WHERE if first != then)
    write_files(built, {"texts/smoking.yaml": FILES["texts/smoking.yaml"] + paragraphs})
    records = built / ".zt-cache" / "speech"
    known = len(list(records.rglob("*")))
    with start("build", "--jobs", "1", cwd=built) as running:
        while running.poll() is None and len(list(records.rglob("*"))) == known:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, b"")
    assert err.decode().splitlines()[-1].startswith("Interrupted.")
    assert b"Traceback" not in err
    assert snapshot(built / "output") == before
    assert zt("verify", project=built).code == 0


# --- streams ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check", "verify"])
@pytest.mark.parametrize(
    "change", [{}, LATIN_I, NO_VOICE, {"places.yaml": None}], ids=["whole", "content", "voice", "missing"]
)
def test_json_is_one_document_whatever_happens(
    zt: Zt, built: Path, command: str, change: dict[str, str | None]
) -> None:
    write_files(built, change)
    told = zt(command, "--json", project=built)
    document = json.loads(told.out)
    assert document["ok"] == (told.code == 0)
    assert any(problem["severity"] == "error" for problem in document["problems"]) == (told.code != 0)


@pytest.mark.parametrize("command", ["build", "check", "verify"])
def test_json_is_one_document_where_there_is_no_project(zt: Zt, tmp_path: Path, command: str) -> None:
    told = zt(command, "--json", project=tmp_path)
    assert told.code == 3
    assert [problem["slug"] for problem in json.loads(told.out)["problems"]] == ["no-project"]


def test_json_problems_hold_place_facts_and_sentence(zt: Zt, project: Path) -> None:
    write_files(project, LATIN_I)
    (problem,) = json.loads(zt("check", "--json", project=project, lang="ru").out)["problems"]
    assert problem == {
        "slug": "mixed-alphabet",
        "severity": "error",
        "file": "appeals/texts/littering.yaml",
        "line": 4,
        "column": 20,
        "message": "appeals/texts/littering.yaml:4:20: В слове «жәшiкке» вместо кириллической «і» стоит латинская «i». "
        "Наберите её заново: «і». [mixed-alphabet]",
        "facts": {"letter": "i", "right": "і", "token": "жәшiкке"},
        "offers": [],
    }


def test_a_pipe_that_closes_is_no_failure(project: Path) -> None:
    with start("build", "--dry-run", cwd=project) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        err = running.stderr.read()
        running.wait(timeout=60)
    assert (running.returncode, err) == (0, b"")


@pytest.mark.parametrize("encoding", ["cp1251", "ascii", "latin-1"])
def test_a_stream_of_another_encoding_gets_utf8(project: Path, encoding: str) -> None:
    told = process("spoken", "--lang", "kk", "Құрметті тұрғындар", cwd=project, PYTHONIOENCODING=encoding)
    assert (told.code, told.out, told.err) == (0, "Құрметті тұрғындар\n", "")


def test_no_escape_codes_without_a_terminal(project: Path) -> None:
    write_files(project, LATIN_I)
    assert "\x1b" not in process("check", cwd=project).err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("changes", "expected"), [({}, ["\x1b[31m"]), ({"NO_COLOR": "1"}, [])], ids=["plain", "NO_COLOR"]
)
def test_colour_on_a_terminal_unless_no_color(
    project: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], expected: list[str]
) -> None:
    write_files(project, LATIN_I)
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert run(["--project", str(project), "check"]) == 3
    assert "[mixed-alphabet]" in terminal.getvalue()
    assert re.findall(r"\x1b\[3\dm", terminal.getvalue()) == expected


# --- what was not foreseen ----------------------------------------------------------------------------------


def test_a_fault_of_the_program_is_a_sentence_and_a_file(
    zt: Zt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("zt_audio.content.project.Snapshot.files", lambda *_, **__: 1 / 0)
    told = zt("check", project=project)
    assert (told.code, told.out) == (1, "")
    report = Path(told.err.rsplit(": ", 1)[1].strip())
    assert "ZeroDivisionError" in report.read_text("utf-8")


@pytest.mark.parametrize("code", [None, 0, 3])
def test_a_part_that_wants_to_end_the_program_is_a_fault_too(
    zt: Zt, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int | None
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("zt_audio.content.project.Snapshot.files", lambda *_, **__: sys.exit(code))
    told = zt("check", project=project)
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("The program itself failed")


def test_an_engine_that_wants_to_end_the_program_is_no_voice(
    zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changes:
        changes.setattr("zt_audio.speech.tone.Tone.speak", lambda *_: sys.exit(0))
        told = zt("build", project=project)
    assert (told.code, told.err.count("[engine-failed]") > 0) == (4, True)
    monkeypatch.setattr("zt_audio.speech.tone.engine", lambda: sys.exit(0))
    told = zt("build", project=project)
    assert (told.code, "[engine-broken]" in told.err) == (4, True)
    assert not list((project / "output").rglob("*.MP3"))


def test_a_fault_of_the_system_is_a_sentence(zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("zt_audio.content.project.Snapshot.files", refuse)
    told = zt("check", project=project)
    assert (told.code, told.out) == (5, "")
    assert "Permission denied" in told.err


def test_a_reader_that_has_seen_enough_is_no_failure(zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    silenced: list[bool] = []

    def closed(*_: object, **_named: object) -> object:
        raise BrokenPipeError

    def leave(*_: object, **_named: object) -> object:  # as click leaves
        try:
            closed()
        except BrokenPipeError:
            sys.exit(1)
        return None

    monkeypatch.setattr("zt_audio.cli.console.silence_stdout", lambda: silenced.append(True))
    for end in (closed, leave):
        monkeypatch.setattr("zt_audio.app.project.workspace_at", end)
        assert zt("recordings", "list", project=project).code == 0
    assert silenced == [True, True]


def test_an_error_of_the_system_is_a_sentence(zt: Zt, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **_named: object) -> object:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr("zt_audio.app.project.workspace_at", refuse)
    told = zt("recordings", "list", project=project)
    assert (told.code, told.out) == (5, "")
    assert told.err == "The system reported an error: [Errno 24] Too many open files.\n"
