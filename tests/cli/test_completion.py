"""Shell completion: the scripts for three shells, and the words that complete a line."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.zt_cli import Zt, process


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(zt: Zt, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    monkeypatch.setenv("_ZT_AUDIO_COMPLETE", f"{shell}_source")
    told = zt()
    assert (told.code, told.err) == (0, "")
    assert "_zt_audio_completion" in told.out
    assert f"_ZT_AUDIO_COMPLETE={shell}_complete" in told.out


@pytest.mark.skipif(os.name == "nt", reason="bash is at home elsewhere")
def test_bash_takes_its_script(tmp_path: Path) -> None:
    told = process(cwd=tmp_path, _ZT_AUDIO_COMPLETE="bash_source")
    assert (told.code, told.err) == (0, "")
    script = f"{told.out}\ncomplete -p zt-audio"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "complete -o nosort -F _zt_audio_completion zt-audio\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("zt-audio ver", ["verify", "verify-stick"]),
        ("zt-audio --pro", ["--project"]),
        ("zt-audio build --dr", ["--dry-run"]),
        ("zt-audio --project . check --lang ", ["kk", "ru"]),
        ("zt-audio voices ins", ["install"]),
    ],
)
def test_a_line_is_completed(tmp_path: Path, line: str, words: list[str]) -> None:
    count = str(len(line.split()) - (not line.endswith(" ")))
    told = process(cwd=tmp_path, _ZT_AUDIO_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=count)
    assert (told.code, told.err) == (0, "")
    assert [row.partition(",")[2] for row in told.out.splitlines()] == words


def test_an_unknown_shell_fails_quietly(zt: Zt, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ZT_AUDIO_COMPLETE", "tcsh_source")
    told = zt()
    assert (told.code, told.out, told.err) == (1, "", "")
