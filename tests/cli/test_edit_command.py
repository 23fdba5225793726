"""`edit` changes one text and says what was there; `log` lists changes, and proves that the list is whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.zt_cli import FILES, Zt, snapshot
from zt_audio.trust.journal import Deed, append_lines, journal_file, journal_head, next_lines, read_acts

TEXT = "appeals/texts/littering.yaml"


@pytest.fixture(autouse=True)
def _own_user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def journal(project: Path) -> Path:
    (path,) = (project / "journal").iterdir()
    return path


def test_one_text_is_changed_and_listed(zt: Zt, project: Path) -> None:
    told = zt("edit", TEXT, "title/ru", "Берегите чистоту", project=project)
    assert (told.code, told.out) == (0, "")
    assert told.err.splitlines() == ["Before: Не мусорите", f"Saved: {TEXT}, title/ru"]
    changed = FILES["texts/littering.yaml"].replace("Не мусорите", "Берегите чистоту")
    assert (project / TEXT).read_text("utf-8") == changed
    (row,) = zt("log", project=project).out.splitlines()
    assert row.split("\t")[1:4] == ["-", "saved", f"{TEXT}#title/ru"]
    assert zt("check", project=project).code == 0


def test_a_new_key_has_no_text_before(zt: Zt, project: Path) -> None:
    told = zt("edit", "appeals/lexicon/ru.yaml", "general/ИДП", "инспектор", project=project)
    assert (told.code, told.err.splitlines()) == (0, ["Saved: appeals/lexicon/ru.yaml, general/ИДП"])


@pytest.mark.parametrize(
    ("arguments", "code", "slug"),
    [
        ([TEXT, "title/ru", "x", "--old", "Курите"], 1, "edit-conflict"),
        ([TEXT, "title/en/x", "x", "--old", "y"], 1, "edit-target-gone"),
        ([TEXT, "title", "x"], 3, "edit-not-text"),
        (["appeals/texts/../../x.yaml", "title/ru", "x"], 3, "no-content-file"),
        (["appeals/texts/gone.yaml", "title/ru", "x"], 1, "missing-file"),
        ([TEXT, "title/ru", "x\u200by"], 3, "odd-character"),
    ],
)
def test_what_is_refused_changes_nothing(zt: Zt, project: Path, arguments: list[str], code: int, slug: str) -> None:
    before = snapshot(project / "appeals")
    told = zt("edit", *arguments, project=project)
    assert (told.code, told.out) == (code, "")
    assert told.err.rstrip().endswith(f"[{slug}]")
    assert (snapshot(project / "appeals"), read_acts(project)) == (before, ())


def test_the_log_is_filtered_and_limited(zt: Zt, project: Path) -> None:
    assert zt("log", project=project).err == "Nothing was changed by this program.\n"
    for number in range(3):
        zt("edit", TEXT, "title/ru", f"Слово {number}", project=project)
    zt("edit", "appeals/places.yaml", "yasny/kind", "market", project=project)
    assert len(zt("log", "--limit", "2", project=project).out.splitlines()) == 2
    assert len(zt("log", "--file", TEXT, project=project).out.splitlines()) == 3


def test_a_whole_journal_is_proved(zt: Zt, project: Path) -> None:
    zt("edit", TEXT, "title/ru", "Чисто", project=project)
    told = zt("log", "verify", project=project)
    head = journal_head(journal(project)).digest[:8]
    assert (told.code, told.err) == (0, "The journal is whole.\n")
    assert told.out == f"{journal(project).stem}: changes: 1, last: {head}\n"


def test_a_changed_journal_is_an_error(zt: Zt, project: Path) -> None:
    for number in range(2):
        zt("edit", TEXT, "title/ru", f"Слово {number}", project=project)
    path = journal(project)
    path.write_bytes(path.read_bytes().replace(b'"by":"-"', b'"by":"x"', 1))
    told = zt("log", "verify", project=project)
    assert told.code == 1
    assert told.err.startswith(f"journal/{path.name}:2:1: This line does not fit")


def test_a_torn_journal_is_told_and_healed(zt: Zt, project: Path) -> None:
    zt("edit", TEXT, "title/ru", "Чисто", project=project)
    with journal(project).open("ab") as file:
        file.write(b'{"at":')
    told = zt("log", "verify", project=project)
    assert (told.code, "[journal-torn]" in told.err) == (0, True)
    healed = zt("edit", TEXT, "title/ru", "Не сорите", project=project)
    assert "torn and was cut off" in healed.err
    assert zt("log", "verify", project=project).err == "The journal is whole.\n"


def test_versions_that_are_kept_elsewhere_are_no_mistake(zt: Zt, project: Path) -> None:
    zt("edit", TEXT, "title/ru", "Чисто", project=project)
    for path in (project / ".zt-history").iterdir():
        path.unlink()
    told = zt("log", "verify", project=project)
    assert (told.code, "Changes whose earlier text is not on this computer: 1." in told.err) == (0, True)


def test_no_control_character_of_a_journal_reaches_the_terminal(zt: Zt, project: Path) -> None:
    path = journal_file(project, "7f3a91c2")
    append_lines(path, next_lines(journal_head(path), [Deed("a\x1b[2J", "x", "y\r", None, None)], datetime.now(UTC)))
    assert zt("log", project=project).out.split("\t")[1:] == ["a\ufffd[2J", "x", "y\ufffd", "-\n"]
