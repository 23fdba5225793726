"""Test `zt-audio report`: where it writes, what it refuses, and its page in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.browser import look
from tests.support.zt_cli import Zt, snapshot

PLAYERS = ["output/city/001_ALTAI_MARKET.MP3", "output/city/002_YASNY.MP3"]


def players(html: str) -> list[str]:
    return re.findall(r'<audio [^>]*src="([^"]*)"', html)


# --- the command ------------------------------------------------------------------------------------------


def test_the_page_lies_in_the_project_and_nothing_else_changes(zt: Zt, built: Path) -> None:
    before = snapshot(built)
    told = zt("report", project=built)
    assert (told.code, told.out, told.err) == (0, "", f"Written: {built / 'report.html'}\n")
    after = snapshot(built)
    assert set(after) - set(before) == {"report.html"}
    assert {name: after[name] for name in before} == before
    assert players(after["report.html"][0].decode()) == PLAYERS


def test_the_page_can_be_written_elsewhere(zt: Zt, built: Path, tmp_path: Path) -> None:
    (tmp_path / "chief").mkdir()
    assert zt("report", "city", "-o", tmp_path / "chief" / "page.html", project=built).code == 0
    html = (tmp_path / "chief" / "page.html").read_text("utf-8")
    assert players(html) == [f"../built/{name}" for name in PLAYERS]


@pytest.mark.parametrize("name", ["city/report.html", "city/sub/report.html"])
def test_the_page_never_goes_on_the_stick(zt: Zt, built: Path, name: str) -> None:
    before = snapshot(built)
    told = zt("report", "-o", built / "output" / name, project=built)
    assert told.code == 2
    assert "output is not for this" in told.err
    assert snapshot(built) == before


def test_a_playlist_that_is_not_there(zt: Zt, built: Path) -> None:
    told = zt("report", "citi", project=built)
    assert (told.code, told.out) == (3, "")
    assert "The nearest is “city”. [playlist-unknown]" in told.err
    assert not (built / "report.html").exists()


def test_before_the_first_build(zt: Zt, project: Path) -> None:
    told = zt("report", project=project)
    assert (told.code, told.out) == (1, "")
    assert "[nothing-built]" in told.err


def test_a_lost_file_is_told_and_the_last_page_stays(zt: Zt, built: Path) -> None:
    assert zt("report", project=built).code == 0
    before = (built / "report.html").read_bytes()
    (built / "output" / "city" / "002_YASNY.MP3").unlink()
    told = zt("report", project=built)
    assert (told.code, told.out) == (1, "")
    assert "output/city/002_YASNY.MP3 is missing." in told.err
    assert (built / "report.html").read_bytes() == before


# --- the page in a browser --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "title", "said", "airtime"),
    [
        ("ru", "Звук маршрутов", "Что говорится", "Эфирное время"),
        ("kk", "Бағыттардың дыбысы", "Не айтылады", "Эфир уақыты"),
    ],
)
def test_a_browser_shows_it(zt: Zt, built: Path, lang: str, title: str, said: str, airtime: str) -> None:
    assert zt("report", project=built, lang=lang).code == 0
    seen = look(built / "report.html")
    assert seen.console == ()
    assert seen.requests == ()
    assert f"<title>{title}</title>" in seen.dom
    assert f'<html lang="{lang}">' in seen.dom
    assert players(seen.dom) == PLAYERS
    for text in (
        said,
        airtime,
        "«Алтай» базары",
        "рынок «Алтай»",
        "Қоқысты тек жәшікке тастаңыз.",
        "Бросайте мусор только в урну.",
    ):
        assert f">{text}" in seen.dom, text


def test_a_start_leads_the_player(zt: Zt, built: Path) -> None:
    assert zt("report", project=built).code == 0
    html = (built / "report.html").read_text("utf-8")
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*/>')  # lets no script in but our own
    clicking = """<script>
        document.querySelectorAll("article")[1].querySelectorAll(".spoken button")[1].click();
        document.body.dataset.seen = [...document.querySelectorAll("audio")].map((player) => player.currentTime);
    </script>"""
    (built / "clicked.html").write_text(policy.sub("", html).replace("</body>", f"{clicking}</body>"), "utf-8")
    starts = re.findall(r'<button[^>]* data-at="([\d.]+)"', html[html.index('id="city-002"') :])
    assert f'data-seen="0,{float(starts[1]):g}"' in look(built / "clicked.html").dom


def test_a_start_leads_into_the_stretch_of_a_file_that_holds_the_whole_playlist(zt: Zt, built: Path) -> None:
    with (built / "appeals/settings.yaml").open("a", encoding="utf-8") as file:
        file.write("profile: continuous\n")
    assert zt("build", project=built).code == 0
    assert zt("report", project=built).code == 0
    html = (built / "report.html").read_text("utf-8")
    clicking = """<script>
        document.querySelectorAll("article")[1].querySelectorAll(".spoken button")[1].click();
        document.body.dataset.seen = document.querySelectorAll("audio")[1].currentTime;
    </script>"""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*/>', "", html)
    (built / "clicked.html").write_text(page.replace("</body>", f"{clicking}</body>"), "utf-8")
    second = html[html.index('id="city-002"') :]
    [start_s, *_], starts = (
        re.findall(r'data-start="([^"]+)"', second),
        re.findall(r'<button[^>]* data-at="([\d.]+)"', second),
    )
    seen = re.search('data-seen="([^"]+)"', look(built / "clicked.html").dom)
    assert seen
    assert float(seen[1]) == pytest.approx(float(start_s) + float(starts[1]))


def test_the_policy_keeps_the_page_to_itself(zt: Zt, built: Path) -> None:
    """Somebody's text that became a picture or a script after all would neither load nor run."""
    assert zt("report", project=built).code == 0
    html = (built / "report.html").read_text("utf-8")
    bad = "<img src='http://stranger.test/x.png'><script>document.body.dataset.ran = 1</script>"
    (built / "bad.html").write_text(html.replace("</body>", f"{bad}</body>"), "utf-8")
    seen = look(built / "bad.html")
    assert seen.requests == ()
    assert "data-ran" not in seen.dom
    assert len(seen.console) == 2
    assert all("Content Security Policy" in line for line in seen.console)


@pytest.mark.parametrize(("allowed", "told"), [("&#x27;self&#x27; file:", 0), ("&#x27;none&#x27;", len(PLAYERS))])
def test_the_policy_lets_the_sound_in(zt: Zt, built: Path, allowed: str, told: int) -> None:
    assert zt("report", project=built).code == 0
    html, changed = re.subn(
        'media-src [^"]*content:', f"media-src {allowed}", (built / "report.html").read_text("utf-8")
    )
    assert changed == 1
    (built / "loading.html").write_text(html.replace('preload="none"', 'preload="auto"'), "utf-8")
    assert len(look(built / "loading.html").console) == told


def test_the_browser_would_tell(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><img src='http://stranger.test/x.png'><script>nothing()</script>", "utf-8")
    seen = look(page)
    assert seen.requests == ("http://stranger.test/x.png",)
    assert any("nothing is not defined" in line for line in seen.console)
