"""Give tests a project to run commands on and the command line in this process."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Ran, Zt, write_files
from zt_audio.cli.main import run


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """English unless a test says otherwise; whatever a command sets is taken back."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ZT_AUDIO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def zt(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Zt:
    """Give a function that runs zt-audio in this process."""

    def call(*arguments: str | Path, project: Path | None = None, lang: str = "en", stdin: bytes = b"") -> Ran:
        monkeypatch.setenv("ZT_AUDIO_LANG", lang)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        where = ["--project", str(project)] if project else []
        code = run([*where, *map(str, arguments)])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Ran(code, said.out, said.err)

    return call


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project that was never built."""
    root = tmp_path / "project"
    write_files(root, FILES)
    return root


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built project that no test may change."""
    root = tmp_path_factory.mktemp("built") / "project"
    write_files(root, FILES)
    assert run(["--project", str(root), "build"]) == 0
    return root


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """Give a copy of the built project, with the times of its files."""
    return Path(shutil.copytree(built_once, tmp_path / "built"))
