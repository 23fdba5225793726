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
