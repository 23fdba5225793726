"""Test `zt-audio card` on a project that was built and on one that was not."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from tests.support.browser import look
from tests.support.zt_cli import FILES, Zt, write_files
from zt_audio.trust.journal import Deed, append_lines, journal_file, journal_head, next_lines


def test_a_card_is_a_page_that_stands_alone(zt: Zt, built: Path) -> None:
    """It opens from a stick, without a network, beside nothing."""
    assert zt("card", project=built).code == 0
    page = built / "cards" / "city.html"
    seen = look(page)
    assert (seen.console, seen.requests) == ((), ())
    assert "<script" not in page.read_text("utf-8")
    before = page.read_bytes()
    assert zt("card", project=built).code == 0
    assert page.read_bytes() == before


def test_the_old_option_is_answered_once_and_stops_nothing(zt: Zt, built: Path) -> None:
    told = zt("card", "--html", project=built)
    assert told.code == 0
    assert told.out.count("--html is gone and was passed over.") + told.err.count("--html is gone") == 1
    assert [path.name for path in (built / "cards").iterdir()] == ["city.html"]


def test_the_code_of_a_card_names_the_last_line_of_each_journal(zt: Zt, built: Path) -> None:
    def code() -> str:
        assert zt("card", project=built).code == 0
        found = re.search(r'aria-label="(zt_audio city [^"]*)"', (built / "cards" / "city.html").read_text("utf-8"))
        assert found
        return found[1]

    shutil.rmtree(built / "journal")
    bare = code()
    assert "log" not in bare
    path = journal_file(built, "01234567")
    append_lines(
        path, next_lines(journal_head(path), [Deed("A", "text.edited", "x")], datetime(2026, 11, 27, tzinfo=UTC))
    )
    journal_file(built, "89abcdef").touch()  # nothing was done there yet
    assert code() == f"{bare} log {journal_head(path).digest[:8]}"


def test_a_card_is_never_written_onto_the_stick(zt: Zt, built: Path) -> None:
    assert zt("card", "-o", built / "output" / "city", project=built).code == 2
    assert not list((built / "output").rglob("city.html"))


def test_a_card_replaces_cards_only(zt: Zt, built: Path, tmp_path: Path) -> None:
    (tmp_path / "city.html").write_bytes(b"another file")
    assert zt("card", "-o", tmp_path, project=built).code == 2
    assert (tmp_path / "city.html").read_bytes() == b"another file"
    assert zt("card", "-o", built / "appeals", project=built).code == 2
    assert zt("card", project=built).code == zt("card", project=built).code == 0


def test_the_folder_for_the_cards_is_made_where_it_may_be(zt: Zt, built: Path, tmp_path: Path) -> None:
    assert zt("card", "-o", tmp_path / "monday", project=built).code == 0
    assert (tmp_path / "monday" / "city.html").is_file()
    no_folder = (tmp_path / "monday" / "city2.html", tmp_path / "no" / "such", built / "output" / "city" / "cards")
    for wanted in no_folder:
        assert zt("card", "-o", wanted, project=built).code == 2
        assert not wanted.exists()


def test_a_card_of_a_playlist_that_may_not_go_out_today_says_so(zt: Zt, built: Path) -> None:
    assert "appeal-expired" not in zt("card", project=built).err
    over = FILES["texts/littering.yaml"] + "valid_until: 2020-12-31\n"
    write_files(built, {"texts/littering.yaml": over})
    assert zt("build", project=built).code == 0
    told = zt("card", project=built)
    assert (told.code, told.out) == (0, "")
    assert "warning: The appeal “littering” was valid until 2020-12-31." in told.err
    page = (built / "cards" / "city.html").read_text("utf-8")
    assert "Последний день, когда можно включать этот маршрут: 31.12.2020." in page
    assert "Осы бағытты қосуға болатын соңғы күн: 31.12.2020." in page


def test_without_a_build_there_is_no_card(zt: Zt, project: Path) -> None:
    told = zt("card", project=project)
    assert (told.code, "nothing-built" in told.err) == (1, True)
