"""Test shell completion: the scripts for three shells, and the words that complete a line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.judges import judge
from tests.support.zt_cli import FILES, Zt, environment, process, write_files

SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script(zt: Zt, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    if shell == "bash":
        judge("bash")  # its script names what its version can do
    monkeypatch.setenv("_ZT_AUDIO_COMPLETE", f"{shell}_source")
    told = zt()
    assert (told.code, told.err) == (0, "")
    assert "_zt_audio_completion" in told.out
    assert f"_ZT_AUDIO_COMPLETE={shell}_complete" in told.out


@pytest.mark.skipif(os.name == "nt", reason="bash is at home elsewhere")
def test_bash_takes_its_script(tmp_path: Path) -> None:
    bash = judge("bash")
    told = process(cwd=tmp_path, _ZT_AUDIO_COMPLETE="bash_source")
    assert (told.code, told.err) == (0, "")
    script = f"{told.out}\ncomplete -p zt-audio"
    done = subprocess.run([bash, "-c", script], capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.stdout == "complete -o nosort -F _zt_audio_completion zt-audio\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("zt-audio ver", ["verify-stick", "verify"]),
        ("zt-audio --pro", ["--project"]),
        ("zt-audio build --dr", ["--dry-run"]),
        ("zt-audio --project . check --lang ", ["kk", "ru"]),
        ("zt-audio voices ins", ["install"]),
        ("zt-audio build ", ["city", "markets"]),
        ("zt-audio card m", ["markets"]),
        ("zt-audio report city m", ["markets"]),
        ("zt-audio verify x", []),
        ("zt-audio export c", ["city"]),
        ("zt-audio preview ", ["littering", "smoking"]),
        ("zt-audio recordings add x.wav --appeal s", ["smoking"]),
        ("zt-audio --project nowhere build ", []),
        ("zt-audio --project .. build ", []),
    ],
)
def test_a_line_is_completed(project: Path, line: str, words: list[str]) -> None:
    write_files(project, {"playlists/markets.yaml": FILES["playlists/city.yaml"]})
    assert completed("bash", line, project) == words


def test_names_come_from_the_project_that_the_line_names(project: Path, tmp_path: Path) -> None:
    assert completed("bash", f"zt-audio --project {project} build ", tmp_path) == ["city"]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_completes_names_in_each_language(project: Path, shell: str) -> None:
    for lang in ("en", "kk", "ru"):
        assert completed(shell, "zt-audio verify-st", project, lang) == ["verify-stick"]
        assert completed(shell, "zt-audio build ", project, lang) == ["city"]


def completed(shell: str, line: str, folder: Path, lang: str = "en") -> list[str]:
    """Return the words that complete `line` in `folder`: each shell asks and is answered in a way of its own."""
    asks = {"_ZT_AUDIO_COMPLETE": f"{shell}_complete", "ZT_AUDIO_LANG": lang, "COMP_WORDS": line}
    last = "" if line.endswith(" ") else line.rsplit(maxsplit=1)[-1]
    count = len(line.split()) - bool(last)
    asks["COMP_CWORD"] = last if shell == "fish" else str(count)
    told = process(cwd=folder, stdin=b"", **asks)
    assert (told.code, told.err) == (0, "")
    rows = told.out.splitlines()
    if shell == "zsh":  # type, word and help, each on a line
        return rows[1::3]
    return [row.split(",")[1].split("\t")[0] for row in rows if row]  # nothing is an empty line


def test_help_says_how_to_set_it_up(zt: Zt) -> None:
    for lang in ("en", "kk", "ru"):
        told = zt("help", lang=lang)
        for shell in SHELLS:
            assert f"_ZT_AUDIO_COMPLETE={shell}_source zt-audio" in told.out


@pytest.mark.skipif(os.name == "nt", reason="bash is at home elsewhere")
def test_the_line_of_the_help_works_in_bash(zt: Zt, project: Path, tmp_path: Path) -> None:
    """The shell itself asks, as when a person presses Tab."""
    line = next(row for row in zt("help").out.splitlines() if "bash_source" in row).partition(": ")[2]
    program = tmp_path / "bin" / "zt-audio"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zt_audio "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = f"""{line}
COMP_WORDS=(zt-audio build ci) COMP_CWORD=2
_zt_audio_completion zt-audio
echo "${{COMPREPLY[@]}}"
"""
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [judge("bash"), "-c", script],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        cwd=project,
        env={**environment(), "PATH": path},
    )
    assert (done.stdout, done.stderr) == ("city\n", "")


def test_an_unknown_shell_fails_quietly(zt: Zt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ZT_AUDIO_COMPLETE", "tcsh_source")
    told = zt()
    assert (told.code, told.out, told.err) == (1, "", "")
