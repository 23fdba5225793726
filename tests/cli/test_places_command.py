"""`zt-audio places import` says what would come, asks, and writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.tiny import Tiny, tiny_project

TABLE = "kk;ru;district\nАқкөл а.;с.Акколь;Абай\nОрда а.;;Абай\n"


@pytest.fixture
def fresh(tmp_path: Path) -> Tiny:
    return tiny_project(tmp_path / "project")


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "t.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


def test_a_dry_run_writes_nothing(fresh: Tiny, table: str) -> None:
    done = fresh.run("places", "import", table, "--dry-run")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "t.csv:3:2: There is no name in Russian. Write it into the table. [table-no-name]\n"
        "1 new place: appeals/places/abai.yaml\n"
        "1 row stays out; the reason is above.\n"
    ).replace("There is", "This place has")
    assert not (fresh.root / "appeals/places").exists()


def test_each_reason_is_told_by_its_first_rows(fresh: Tiny, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("kk;ru\nОрда а.;\nОрда а.;с.Ақ\nБес а.;\nАл а.;\nТас а.;\nКүн а.;\n", "utf-8")
    done = fresh.run("places", "import", str(tmp_path / "t.csv"), "--dry-run")
    lines = done.stderr.splitlines()
    assert [line.split(" ")[0] for line in lines[:3]] == ["t.csv:2:2:", "t.csv:4:2:", "t.csv:5:2:"]
    assert lines[3] == "2 more rows like these: [table-no-name]"
    assert lines[4].startswith("t.csv:3:2: “с.Ақ”")
    assert lines[5:] == ["To name all of them: --all", "0 new places: -", "6 rows stay out; the reasons are above."]
    told = fresh.run("places", "import", str(tmp_path / "t.csv"), "--dry-run", "--all").stderr.splitlines()
    assert [line.split(":")[1] for line in told[:6]] == ["2", "3", "4", "5", "6", "7"]


def test_without_a_person_a_yes_is_needed(fresh: Tiny, table: str) -> None:
    done = fresh.run("places", "import", table)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert not (fresh.root / "appeals/places").exists()


def test_places_and_playlists_are_written(fresh: Tiny, table: str) -> None:
    done = fresh.run("places", "import", table, "--yes", "--stops", "5", "--appeal", "a")
    assert "Written: 2 files." in done.stderr
    assert (fresh.root / "appeals/places/abai.yaml").read_text("utf-8") == (
        "akkol:\n  kind: village\n  name:\n    kk: Ақкөл ауылы\n    ru: село Акколь\n"
    )
    assert fresh.run("check").returncode == 0
    assert fresh.run("places", "import", table, "--yes", "--stops", "5").returncode == 2


def test_a_file_that_is_no_table_is_named(fresh: Tiny, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04")
    done = fresh.run("places", "import", str(tmp_path / "t.xlsx"), "--yes")
    assert (done.returncode, done.stderr[:9]) == (3, "t.xlsx:1:")
    assert "[table-unreadable]" in done.stderr
