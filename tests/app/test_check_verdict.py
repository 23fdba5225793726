"""A check with nothing changed reports what the last one found; whatever differs, it looks again."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.today.check import CheckReport, CheckRequest, check_project
from zt_audio.app.today.check_verdict import CheckVerdict, check_inputs
from zt_audio.model import Problem, Where
from zt_audio.published.inputs import code_digest
from zt_audio.store.records import remember, remembered
from zt_audio.store.state_file import to_tree

TODAY = date(2026, 11, 26)
REQUEST = CheckRequest(TODAY)
EDITS = int(os.environ.get("ZT_CHECK_EDITS", "8"))  # by hand: 300
PLANTED = Problem("text-cut", Where("appeals/texts/a.yaml", 3, 4), {"n": 1, "share": 0.5, "key": "kk"}, "warning")


def plant(tiny: Tiny) -> CheckVerdict:
    """Keep a verdict that no check would give, under the right key."""
    verdict = CheckVerdict((PLANTED,), ("b",), (), has_content=True, error_code=0)
    remember(tiny.workspace.verdict, check_inputs(tiny.workspace, code_digest(), TODAY).key, verdict)
    return verdict


def test_what_was_found_is_reported_again_while_nothing_changes(fresh: Tiny) -> None:
    first = check_project(fresh.root, REQUEST)
    assert check_project(fresh.root, REQUEST) == first
    plant(fresh)
    again = check_project(fresh.root, REQUEST)
    assert (again.problems, again.unused and again.unused[0]) == ((PLANTED,), ("b",))
    assert check_project(fresh.root, replace(REQUEST, strict=True)).errors == 1


def test_the_content_with_errors_is_remembered_too(fresh: Tiny) -> None:
    fresh.write("texts/b.yaml", "title: {kk: [\n")
    report = check_project(fresh.root, REQUEST)
    assert report.errors
    assert remembered(fresh.workspace.verdict, check_inputs(fresh.workspace, code_digest(), TODAY).key, CheckVerdict)
    assert check_project(fresh.root, REQUEST) == report


def test_a_check_with_nothing_to_do_loads_nothing_heavy(fresh: Tiny) -> None:
    code = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from zt_audio.app.today.check import CheckRequest, check_project;"
        f"check_project(Path(sys.argv[1]), CheckRequest(date.fromisoformat('{TODAY}')));"
        "print(*{'pydantic', 'yaml', 'pymorphy3', 'zt_audio.language.reading'} & sys.modules.keys())"
    )
    command = [sys.executable, "-c", code, str(fresh.root)]
    # Both in processes of their own: the path of this one, which counts as its packages do, may be longer.
    first, again = (subprocess.run(command, capture_output=True, encoding="utf-8", check=True) for _ in range(2))
    assert first.stdout != "\n"
    assert again.stdout == "\n"


@pytest.mark.parametrize(
    "ask", [CheckRequest(), CheckRequest(date(2026, 11, 27)), replace(REQUEST, read_aloud=("kk",))]
)
def test_another_question_gets_its_own_answer(fresh: Tiny, ask: CheckRequest) -> None:
    plant(fresh)
    assert PLANTED not in check_project(fresh.root, ask).problems


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("places/more.yaml", "x: {kind: park, name: {kk: Бақ, ru: сад}}\n"),
        ("texts/notes.doc", "unread"),
        ("recordings/kk/a.json", "{}"),
        ("chime.wav", "RIFF"),
        ("settings.yaml", "voices: {kk: [tone], ru: [tone]}\n"),
    ],
)
def test_a_new_or_changed_file_is_noticed(fresh: Tiny, name: str, text: str) -> None:
    plant(fresh)
    fresh.write(name, text)
    assert PLANTED not in check_project(fresh.root, REQUEST).problems


def test_the_same_size_and_time_hide_no_change(fresh: Tiny) -> None:
    path = fresh.root / "appeals/texts/a.yaml"
    plant(fresh)
    before = path.stat()
    path.write_bytes(path.read_bytes().replace("Тазалық".encode(), "Тазалыq".encode() + b" ", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert check_project(fresh.root, REQUEST).errors


@pytest.mark.parametrize("damage", ["another program", "torn", "changed", "other fields", "a pipe"])
def test_a_verdict_that_does_not_prove_itself_is_not_used(fresh: Tiny, damage: str) -> None:
    verdict, path = plant(fresh), fresh.workspace.verdict
    match damage:
        case "another program":
            key = check_inputs(fresh.workspace, "0" * 64, TODAY).key
            remember(fresh.workspace.verdict, key, CheckVerdict((PLANTED,), (), (), has_content=True, error_code=0))
        case "torn":
            path.write_bytes(path.read_bytes()[:-20])
        case "changed":
            path.write_bytes(path.read_bytes().replace(b'"n": 1', b'"n": 2'))
        case "other fields":
            key = check_inputs(fresh.workspace, code_digest(), TODAY).key
            remember(path, key, {**to_tree(verdict), "more": 1})
        case _:
            path.unlink()
            os.mkfifo(path)
    slugs = [problem.slug for problem in check_project(fresh.root, REQUEST).problems]
    assert "text-cut" not in slugs


def test_a_write_protected_project_is_checked_each_time(fresh: Tiny, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("", encoding="utf-8")
    shutil.rmtree(fresh.workspace.cache, ignore_errors=True)
    fresh.workspace.cache.write_text("no folder", encoding="utf-8")
    assert not check_project(fresh.root, REQUEST).errors


def test_a_voice_that_is_missing_is_looked_for_again(fresh: Tiny) -> None:
    fresh.edit("settings.yaml", "ru: [tone]", "ru: ['piper:ru_RU-none-high', tone]")
    report = check_project(fresh.root, REQUEST)
    assert not report.settled
    assert not fresh.workspace.verdict.exists()


def _edit(tiny: Tiny, dice: random.Random) -> None:
    """Change something as people do: a word, a line, a place, a file."""
    path = dice.choice(sorted((tiny.root / "appeals").rglob("*.yaml")))
    lines = path.read_text("utf-8").split("\n")
    row = dice.randrange(len(lines))
    match dice.randrange(5):
        case 0:
            lines[row] = lines[row].replace("а", "о", 1)
        case 1:
            del lines[row]
        case 2:
            lines.insert(row, lines[row])
        case 3:
            tiny.write(f"places/n{row}.yaml", f"n{row}: {{kind: park, name: {{kk: Бақ {row}, ru: сад}}}}\n")
        case _:
            pass  # nothing changes
    path.write_text("\n".join(lines), "utf-8")


def test_after_any_edits_a_check_says_what_a_check_without_a_memory_says(fresh: Tiny, tmp_path: Path) -> None:
    dice = random.Random(16)  # noqa: S311 - no secret
    good = fresh.copy(tmp_path / "good")
    for number in range(EDITS):
        if number % 4 == 0:  # mistakes on mistakes would soon hide everything else
            shutil.rmtree(fresh.root / "appeals")
            shutil.copytree(good.root / "appeals", fresh.root / "appeals")
        _edit(fresh, dice)
        kept: list[CheckReport] = [check_project(fresh.root, REQUEST) for _ in range(2)]
        bare = fresh.root.with_name(f"bare-{number}")
        shutil.copytree(fresh.root / "appeals", bare / "appeals")
        assert kept == [check_project(bare, REQUEST)] * 2
        shutil.rmtree(bare)
