"""Pairs that are not confirmed: what an export says of them, and how they are confirmed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.support.tiny import SETTINGS, Tiny
from zt_audio.app.making.export import ExportRequest, export_playlist
from zt_audio.app.vouching.approvals import Approving, approve
from zt_audio.app.vouching.pairs import PairState, confirm_pairs, pair_rows
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError

TODAY = date(2026, 12, 7)


def told(tiny: Tiny, folder: Path, playlist: str = "city") -> list[tuple[str, str, object]]:
    folder.mkdir(exist_ok=True)
    try:
        found = export_playlist(tiny.root, ExportRequest(playlist, folder, TODAY)).warnings
    except BuildError as error:
        found = tuple(error.problems)
    return [(each.slug, each.severity, each.facts.get("items")) for each in found if each.slug == "pairs-open"]


def test_a_project_without_pairs_is_not_asked_about_them(built: Tiny, tmp_path: Path) -> None:
    assert told(built, tmp_path / "stick") == []


def test_a_change_on_one_side_is_told_and_stops_where_it_is_asked_to(built: Tiny, tmp_path: Path) -> None:
    built.write("settings.yaml", SETTINGS + "pairs: stop\n")
    built.build()
    assert told(built, tmp_path / "stick") == [("pairs-open", "error", ("a ¶1", "a ¶2", "b ¶1", "b ¶2"))]
    assert told(built, tmp_path / "stick", "yard") == []  # in one language there is nothing to compare
    approve(built.root, ["b"], Approving(), lambda _evidence: True)  # who approves has compared
    assert told(built, tmp_path / "stick") == [("pairs-open", "error", ("a ¶1", "a ¶2"))]
    assert confirm_pairs(built.root, ["a"], numbers=[1]) == {"a": 1}
    assert confirm_pairs(built.root) == {"a": 1}
    assert confirm_pairs(built.root) == {}
    assert told(built, tmp_path / "stick") == []
    built.edit("texts/a.yaml", "Чистота нужна всем.", "Чистота нужна детям.")
    built.write("settings.yaml", SETTINGS)
    built.build()
    assert told(built, tmp_path / "stick") == [("pairs-open", "warning", ("a ¶2",))]
    [changed] = [row for each in pair_rows(Snapshot(built.root)) for row in each.in_state(PairState.CHANGED)]
    assert (changed.number, changed.changed, changed.before) == (2, "ru", "Чистота нужна всем.")
    lines = built.run("pairs").stdout
    assert lines == "a\t2\tchanged in Russian after it was confirmed: −“всем.” +“детям.”\n"
    assert built.run("pairs", "a", "--confirm").stderr == "Confirmed paragraphs: 1\n"
    assert built.run("pairs").stderr == "All paragraphs are confirmed to say the same.\n"
    assert built.run("pairs", "x", "--confirm").returncode == 3
