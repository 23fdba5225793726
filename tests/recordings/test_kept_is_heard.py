"""A kept recording is heard in every project that can be made; where no chain lets it be heard, that is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.read_aloud import record
from tests.support.tiny import LANGUAGE, Tiny
from zt_audio.app.project import open_project
from zt_audio.app.speaking.recordings import keep_heard
from zt_audio.app.speaking.voices import shares_of
from zt_audio.app.today.init import start_project
from zt_audio.cli.main import run
from zt_audio.model import LANGS, Lang, Located, VoiceSettings
from zt_audio.recordings.status import view_of
from zt_audio.speech.recordings import unheard_recordings

ROOT = Path(__file__).parents[2]


def from_init(root: Path, *arguments: str) -> None:
    """Start a project as the command does, without a terminal."""
    with patch.dict(os.environ, LANGUAGE), redirect_stderr(StringIO()), redirect_stdout(StringIO()):
        assert run(["--project", str(root), "init", *arguments]) == 0


def in_another_folder(root: Path) -> None:
    root.mkdir()
    from_init(root.parent, str(root))


def with_a_phone(root: Path) -> None:
    start_project(root, "102")


def without_settings(root: Path) -> None:
    start_project(root)
    (root / "appeals/settings.yaml").unlink()


def without_chains(root: Path) -> None:
    start_project(root)
    (root / "appeals/settings.yaml").write_text("preset: street\n", encoding="utf-8")


def with_one_chain(root: Path) -> None:
    start_project(root)
    (root / "appeals/settings.yaml").write_text("voices: {kk: [recordings, espeak]}\n", encoding="utf-8")


def shipped(root: Path) -> None:
    shutil.copytree(ROOT / "appeals", root / "appeals")


MADE = [from_init, in_another_folder, with_a_phone, without_settings, without_chains, with_one_chain, shipped]


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_kept_recording_is_heard(tmp_path: Path, make: Callable[[Path], None]) -> None:
    root = tmp_path / "project"
    make(root)
    with open_project(root) as project:
        view = view_of(project.workspace, project.content(), project.rules)
    for lang in LANGS:
        text = min((t for t in view.texts if t.lang == lang and t.rows == 0), key=lambda text: len(text.printed[0]))
        keep_heard(root, record(tmp_path / f"{lang}.wav", text.printed), text.part, text.sentences, has_listened=True)
    with open_project(root) as project:
        content = project.content()
        shares = shares_of(project.workspace, content, project.load_engine).shares
    assert {share.lang for share in shares if share.engine == "recordings"} == set(LANGS)
    assert [problem.slug for problem in content.warnings if problem.slug.startswith("recordings-")] == []


@pytest.mark.parametrize(
    ("chain", "right"),
    [
        (["espeak"], "ru: [recordings, espeak]"),
        (["piper", "espeak:ru"], "ru: [recordings, piper, espeak:ru]"),
        (["piper"], "ru: [recordings, piper]"),
        (["espeak", "recordings"], "ru: [recordings, espeak]"),
        (["espeak:ru", "recordings", "piper"], "ru: [recordings, espeak:ru, piper]"),
        (["recordings"], None),
        (["recordings", "espeak"], None),
        (["piper", "recordings", "espeak"], None),  # for what the model does not say
    ],
)
def test_a_chain_that_lets_no_recording_be_heard(chain: Sequence[str], right: str | None) -> None:
    chains: dict[Lang, tuple[Located[str], ...]] = {"ru": tuple(map(Located, chain))}
    told = [problem.facts["right"] for problem in unheard_recordings(VoiceSettings(chains), ["ru", "ru"])]
    assert told == ([right] if right else [])


def test_all_who_keep_or_look_are_warned(fresh: Tiny, tmp_path: Path) -> None:
    file = record(tmp_path / "x.wav", ("Уважаемые гости рынка!",))
    add = ("recordings", "add", str(file), "--place", "market", "--lang", "ru")
    for arguments in (add, add, ("check",), ("build", "--dry-run")):  # once more what is there already, too
        told = fresh.run(*arguments)
        assert told.returncode == 0
        assert told.stderr.count("[recordings-not-heard]") == 1, arguments
        assert "ru: [recordings, tone]" in told.stderr
    assert '"recordings-not-heard"' in fresh.run("check", "--json").stdout
    fresh.edit("settings.yaml", "ru: [tone]", "ru: [recordings, tone]")
    for arguments in (add, ("check",), ("build", "--dry-run")):
        assert "[recordings-not-heard]" not in fresh.run(*arguments).stderr


def test_an_import_warns_too(fresh: Tiny, tmp_path: Path) -> None:
    fresh.run("recordings", "script", "-o", str(tmp_path / "sheet.html"))
    rows = [line.split("\t") for line in fresh.run("recordings", "list").stdout.splitlines()]
    number = next(row[0] for row in rows if row[2] == "intro/market/ru")
    record(tmp_path / f"in/{number}.wav", ("Уважаемые гости рынка!",))
    told = fresh.run("recordings", "import", str(tmp_path / "in"))
    assert (told.returncode, told.stderr.count("[recordings-not-heard]")) == (0, 1), told.stderr
