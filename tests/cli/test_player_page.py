"""PLAYER.HTML in a real browser: it plays, loops, switches, remembers, and everybody can use it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from chrome import Chrome, chrome
from zt_cli import Zt

from zt_audio.store import manifest

AUDIO = "document.getElementById('audio')"
PLAYS = f"!{AUDIO}.paused && {AUDIO}.currentTime > 0"
SAID = "document.getElementById('said').innerText"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chrome() as page:
        yield page


@pytest.fixture
def player(browser: Chrome, built: Path) -> Chrome:
    """Give the page of the round, opened from the disk."""
    browser.events.clear()
    browser.open(built / "output" / "city" / "PLAYER.HTML")
    return browser


def tap(page: Chrome, number: int) -> None:
    page.run(f"document.querySelector('[data-track=\"{number}\"]').click()")


def test_a_tap_plays_the_stop_and_says_what_is_heard(player: Chrome, built: Path) -> None:
    entry = manifest.load(built / "output")
    assert entry
    tap(player, 1)
    player.until(PLAYS)
    track = entry.playlists["city"].tracks[0]
    assert player.run(f"{AUDIO}.src").endswith(f"/{track.file}")
    for part in track.cycle:
        segment = entry.segments[part.segment]
        if segment.text:
            player.run(f"{AUDIO}.currentTime = {part.start_ms / 1000 + 0.05}")
            player.until(f"{SAID}.includes({json.dumps(' '.join(segment.text))})")
    assert player.complaints() == []


def test_it_loops_across_the_seam(player: Chrome) -> None:
    tap(player, 2)
    player.until(PLAYS)
    length = player.run(f"{AUDIO}.duration")
    player.run(f"{AUDIO}.currentTime = {length - 0.3}")
    player.until(f"{AUDIO}.currentTime < {length / 2} && !{AUDIO}.paused")
    assert player.run("document.getElementById('elapsed').innerText") >= f"0:{int(length):02d}"
    assert player.complaints() == []


def test_in_a_file_of_the_whole_round_each_stop_loops_by_itself(browser: Chrome, built: Path, zt: Zt) -> None:
    with (built / "appeals/settings.yaml").open("a", encoding="utf-8") as file:
        file.write("profile: continuous\n")
    assert zt("build", project=built).code == 0
    entry = manifest.load(built / "output")
    assert entry
    first, second = entry.playlists["city"].tracks
    browser.events.clear()
    browser.open(built / "output" / "city" / "PLAYER.HTML")
    for track in (second, first):
        start_s, end_s = track.start_ms / 1000, (track.start_ms + track.duration_ms) / 1000
        tap(browser, track.number)
        browser.until(f"{PLAYS} && {AUDIO}.currentTime > {start_s} && {AUDIO}.currentTime < {start_s + 10}")
        browser.run(f"{AUDIO}.currentTime = {end_s - 0.6}")
        browser.until(f"{AUDIO}.currentTime > {start_s} && {AUDIO}.currentTime < {start_s + 5} && !{AUDIO}.paused")
        length_s = track.duration_ms // 1000
        elapsed = f"0:{length_s:02d}" if length_s < 60 else f"{length_s // 60}:{length_s % 60:02d}"
        browser.until(f"document.getElementById('elapsed').innerText >= '{elapsed}'")
        said = " ".join(entry.segments[track.cycle[0].segment].text)
        browser.until(f"{SAID}.includes({json.dumps(said)})")
    assert browser.complaints() == []


def test_another_stop_takes_over_and_stop_means_silence(player: Chrome) -> None:
    tap(player, 1)
    player.until(PLAYS)
    assert "2. Ясный ауылы / посёлок Ясный · 11:00" in player.run("document.getElementById('next').innerText")
    tap(player, 2)
    player.until(f"{PLAYS} && {AUDIO}.src.includes('002_')")
    pressed = "[...document.querySelectorAll('[aria-pressed=true]')].map((button) => button.dataset.track).join()"
    assert player.run(pressed) == "2"
    player.run("document.getElementById('stop').click()")
    player.until(f"{AUDIO}.paused")
    assert player.run(pressed) == ""
    assert player.complaints() == []


def test_it_remembers_the_last_stop_after_a_reload(player: Chrome) -> None:
    tap(player, 2)
    player.until(PLAYS)
    player.say("Page.reload")
    player.until("document.readyState === 'complete' && !!document.querySelector('[data-last]')")
    assert player.run("document.querySelector('[data-last]').dataset.track") == "2"
    assert player.run(f"{AUDIO}.paused")


def test_digits_arrows_and_escape_do_what_a_finger_does(player: Chrome) -> None:
    player.key("2")
    player.until(f"{PLAYS} && {AUDIO}.src.includes('002_')")
    player.key("Escape")
    player.until(f"{AUDIO}.paused")
    player.key("ArrowDown")
    assert player.run("document.activeElement.dataset.track") == "1"


def test_a_missing_file_is_told(player: Chrome, built: Path) -> None:
    (built / "output" / "city" / "001_ALTAI_MARKET.MP3").unlink()
    tap(player, 1)
    player.until("document.getElementById('trouble').innerText !== ''")
    assert "Звук этой остановки не открылся" in player.run("document.getElementById('trouble').innerText")


def test_every_control_has_a_name_in_both_languages(player: Chrome) -> None:
    nodes = player.say("Accessibility.getFullAXTree")["nodes"]
    names = {node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "button"}
    assert len(names) == 3
    assert any("«Алтай» базары" in name and "рынок «Алтай»" in name for name in names)
    assert any("Тоқтату / Остановить" in name for name in names)


def luminance(colour: str) -> float:
    """WCAG 2.2: relative luminance of `rgb(r, g, b)`."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_everything_can_be_read_in_the_sun_and_hit_with_a_thumb(player: Chrome) -> None:
    tap(player, 1)
    player.until(PLAYS)
    player.until("document.getElementById('elapsed').innerText !== ''")
    seen = player.run("""[...document.querySelectorAll("b, i, button, #elapsed, #build")].map((node) => {
        let ground = node;
        while (getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
        const box = node.getBoundingClientRect();
        return [getComputedStyle(node).color, getComputedStyle(ground).backgroundColor, box.height,
            parseFloat(getComputedStyle(node).fontSize), node.tagName, node.closest("template") !== null];
    })""")
    for colour, ground, height, size_px, tag, _hidden in seen:
        light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 7, (tag, colour, ground)  # WCAG 2.2, 1.4.6: AAA
        assert size_px >= 16
        if tag == "BUTTON":
            assert height >= 44  # WCAG 2.2, 2.5.5: AAA
    assert player.run("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_shows_the_number_of_its_round_and_asks_for_nothing(player: Chrome, built: Path) -> None:
    found = manifest.load(built / "output")
    assert found
    assert player.run("document.getElementById('build').innerText") == found.playlists["city"].number
    html = (built / "output" / "city" / "PLAYER.HTML").read_text("utf-8")
    assert not re.search(r"https?://", html)


def test_it_looks_as_it_should(player: Chrome, tmp_path: Path) -> None:
    tap(player, 1)
    player.until(PLAYS)
    player.picture(tmp_path / "player.png")
    assert (tmp_path / "player.png").stat().st_size > 5000
