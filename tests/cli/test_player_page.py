"""Test PLAYER.HTML in a real browser: it plays, loops, switches, remembers, and is accessible."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.chrome import Chrome, chrome
from tests.support.zt_cli import Zt
from zt_audio.store import manifest

AUDIO = "document.getElementById('audio')"
PLAYS = f"!{AUDIO}.paused && {AUDIO}.currentTime > 0"
SAID = "document.getElementById('said').innerText"
TROUBLE = "document.getElementById('told').innerText"
PRESSED = "[...document.querySelectorAll('[aria-pressed=true]')].map((button) => button.dataset.track).join()"

ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Safari/537.36"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chrome() as page:
        page.set_clock("10:05")
        yield page


@pytest.fixture
def player(browser: Chrome, built: Path) -> Chrome:
    """Give the page of the playlist, opened from the disk."""
    browser.say("Emulation.setUserAgentOverride", userAgent=LAPTOP)
    browser.open(built / "output" / "city" / "PLAYER.HTML")
    browser.run("localStorage.clear()")  # what another test has played
    browser.open(built / "output" / "city" / "PLAYER.HTML")
    browser.events.clear()
    return browser


def tap(page: Chrome, number: int) -> None:
    page.run(f"document.querySelector('[data-track=\"{number}\"]').click()")


def test_a_tap_plays_the_stop_and_says_what_is_heard(player: Chrome, built: Path) -> None:
    entry = manifest.load_manifest(built / "output")
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


def test_in_a_file_of_the_whole_playlist_each_stop_loops_by_itself(browser: Chrome, built: Path, zt: Zt) -> None:
    with (built / "appeals/settings.yaml").open("a", encoding="utf-8") as file:
        file.write("profile: continuous\n")
    assert zt("build", project=built).code == 0
    entry = manifest.load_manifest(built / "output")
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
    assert player.run(PRESSED) == "2"
    player.run("document.getElementById('stop').click()")
    player.until(f"{AUDIO}.paused")
    assert player.run(PRESSED) == ""
    assert player.complaints() == []


def test_it_remembers_the_stop_that_was_begun_after_a_reload(player: Chrome) -> None:
    tap(player, 2)
    player.until(PLAYS)
    player.say("Page.reload")
    player.until("document.readyState === 'complete' && !!document.querySelector('[data-state=next]')")
    assert player.run("document.querySelector('[data-state=next]').dataset.track") == "2"
    assert player.run(f"{AUDIO}.paused")


def test_digits_arrows_and_escape_do_what_a_finger_does(player: Chrome) -> None:
    player.key("2")
    player.until(f"{PLAYS} && {AUDIO}.src.includes('002_')")
    player.key("Escape")
    player.until(f"{AUDIO}.paused")
    player.key("ArrowDown")
    assert player.run("document.activeElement.dataset.track") == "1"


def test_where_the_file_is_missing_the_page_plays_what_it_carries_and_says_so(player: Chrome, built: Path) -> None:
    entry = manifest.load_manifest(built / "output")
    assert entry
    (built / "output" / "city" / "001_ALTAI_MARKET.MP3").unlink()
    tap(player, 1)
    player.until(f"{PLAYS} && {AUDIO}.src.startsWith('blob:')")
    assert "Для проигрывателя флешку надо записать заново" in player.run(TROUBLE)
    track = entry.playlists["city"].tracks[0]
    cycle_s = track.duration_ms / track.repeats / 1000
    assert player.run(f"{AUDIO}.duration") == pytest.approx(cycle_s, abs=0.1)
    player.run(f"{AUDIO}.currentTime = {cycle_s - 0.3}")
    player.until(f"{AUDIO}.currentTime < {cycle_s / 2} && !{AUDIO}.paused && {PRESSED} === '1'")
    player.until("done.has(1)")
    tap(player, 2)  # has its file
    player.until(f"{PLAYS} && {AUDIO}.src.includes('002_') && {TROUBLE} === ''")


def test_a_phone_that_may_open_the_page_alone_plays_it_and_does_not_blame_the_stick(
    browser: Chrome, built: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "PLAYER.HTML"
    alone.write_bytes((built / "output" / "city" / "PLAYER.HTML").read_bytes())
    browser.say("Emulation.setUserAgentOverride", userAgent=ANDROID)
    browser.open(alone)
    tap(browser, 2)
    browser.until(f"{PLAYS} && {AUDIO}.src.startsWith('blob:') && {PRESSED} === '2'")
    assert "Это не значит, что флешка неисправна" in browser.run(TROUBLE)
    browser.run("document.getElementById('hide').click()")
    assert not browser.run("document.getElementById('notice').checkVisibility()")
    tap(browser, 1)
    browser.until(f"{PLAYS} && {PRESSED} === '1'")
    assert browser.run(TROUBLE) == ""  # said once


@pytest.mark.parametrize(
    ("agent", "advice"),
    [(ANDROID, "откройте страницу на ноутбуке"), (LAPTOP, "Флешку надо записать заново")],
)
def test_a_page_that_carries_no_sound_says_what_to_do(player: Chrome, built: Path, agent: str, advice: str) -> None:
    (built / "output" / "city" / "001_ALTAI_MARKET.MP3").unlink()
    player.say("Emulation.setUserAgentOverride", userAgent=agent)
    player.open(built / "output" / "city" / "PLAYER.HTML")
    player.run("for (const carried of document.querySelectorAll('[id^=sound-]')) carried.remove()")
    tap(player, 1)
    player.until(f"{TROUBLE} !== ''")
    assert advice in player.run(TROUBLE)


def test_what_went_wrong_is_gone_after_stop_and_after_a_new_start(player: Chrome, built: Path) -> None:
    (built / "output" / "city" / "001_ALTAI_MARKET.MP3").unlink()
    player.run("for (const carried of document.querySelectorAll('[id^=sound-]')) carried.remove()")
    for after in ("document.getElementById('stop').click()", "document.querySelector('[data-track=\"2\"]').click()"):
        tap(player, 1)
        player.until(f"{TROUBLE} !== ''")
        assert player.run(PRESSED) == ""  # it does not sound
        player.run(after)
        assert player.run(TROUBLE) == ""
    player.until(PLAYS)
    assert player.run(f"{PRESSED} + {TROUBLE}") == "2"


def test_a_browser_that_keeps_nothing_plays_all_the_same(built: Path) -> None:
    with chrome() as page:
        refuse = "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error('refused'); };"
        page.say("Page.addScriptToEvaluateOnNewDocument", source=refuse)
        page.open(built / "output" / "city" / "PLAYER.HTML")
        tap(page, 2)
        page.until(f"{PLAYS} && {PRESSED} === '2'")
        assert page.complaints() == []


@pytest.mark.parametrize("key", ["2", "Enter"])
def test_a_key_held_down_starts_its_stop_once(player: Chrome, key: str) -> None:
    player.run(f"window.starts = 0; {AUDIO}.addEventListener('play', () => {{ starts += 1; }})")
    player.run("document.querySelector('[data-track=\"2\"]').focus()")
    for again in (False, True, True, True):
        text = "\r" if key == "Enter" else key
        player.say("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, autoRepeat=again)
        player.until(PLAYS)
    player.say("Input.dispatchKeyEvent", type="keyUp", key=key)
    assert player.run("starts") == 1


def test_a_pause_from_outside_is_shown_and_a_tap_goes_on(player: Chrome) -> None:
    tap(player, 2)
    player.until(f"{PLAYS} && {PRESSED} === '2'")
    player.run(f"{AUDIO}.currentTime = 1")
    for goes_on in (f"{AUDIO}.play()", "document.querySelector('[data-track=\"2\"]').click()"):
        player.run(f"{AUDIO}.pause()")  # as a call does, or the button of a headset
        player.until(f"{PRESSED} === '' && {SAID}.includes('Звук приостановлен')")
        player.run(goes_on)
        player.until(f"{PRESSED} === '2' && !{SAID}.includes('Звук приостановлен') && {AUDIO}.currentTime > 1")
    player.run("document.getElementById('stop').click()")
    player.run(f"{AUDIO}.play().catch(() => {{}}), 0")  # a headset again: no stop was chosen
    assert player.run(f"{PRESSED} + {AUDIO}.readyState") == "0"
    assert player.complaints() == []


def test_seam_switch_and_stop_do_not_flicker(player: Chrome) -> None:
    tap(player, 1)
    player.until(PLAYS)
    player.run(f"""window.seen = [];
        new MutationObserver(() => seen.push({PRESSED}, {SAID}.includes('приостановлен')))
            .observe(document.body, {{ subtree: true, childList: true, attributes: true }})""")
    length = player.run(f"{AUDIO}.duration")
    player.run(f"{AUDIO}.currentTime = {length - 0.3}")
    player.until(f"{AUDIO}.currentTime < {length / 2} && {AUDIO}.currentTime > 0.3")
    tap(player, 2)
    player.until(f"{PLAYS} && {AUDIO}.src.includes('002_') && {AUDIO}.currentTime > 0.3")
    player.run("document.getElementById('stop').click()")
    player.until(f"{AUDIO}.paused")
    seen = player.run("new Promise((done) => setTimeout(() => done(seen), 300))")
    assert True not in seen
    pressed = [one for one in seen if one is not False]
    assert [one for one, before in zip(pressed, [None, *pressed], strict=False) if one != before] == ["1", "2", ""]


def test_one_lock_keeps_the_screen_awake_and_none_when_nothing_sounds(player: Chrome) -> None:
    player.run("""(() => {
        const held = new Set(), asked = [];
        const given = () => { const mine = { release: async () => held.delete(mine) }; held.add(mine); return mine; };
        navigator.wakeLock.request = () => new Promise((done) => asked.push(() => done(given())));
        window.asked = asked;
        window.held = held;
        window.give = () => { for (const one of asked.splice(0)) one(); return new Promise((go) => setTimeout(go)); };
    })()""")
    for number in (1, 2, 1):
        tap(player, number)
        player.until(f"{PLAYS} && asked.length > 0")
        player.run("give()")
        assert player.run("held.size") == 1
    player.run(f"{AUDIO}.pause()")
    player.until("held.size === 0")
    tap(player, 2)
    player.until(f"{PLAYS} && asked.length > 0")
    player.run("document.getElementById('stop').click()")  # before the lock was given
    player.run("give()")
    assert player.run("held.size") == 0


def test_every_control_has_a_name_in_both_languages(player: Chrome) -> None:
    nodes = player.say("Accessibility.getFullAXTree")["nodes"]
    names = {node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "button"}
    assert names == {
        "1 «Алтай» базары рынок «Алтай» 10:00 –10:01 Уақыты өтті / Время прошло",
        "2 Ясный ауылы посёлок Ясный 11:00 Келесі / Следующая",
        "Аялдаманы басыңыз Нажмите остановку",
        "Тоқтату Остановить",
    }


@pytest.mark.parametrize("size", [(390, 844), (844, 390), (1366, 768)])
def test_axe_finds_nothing_wrong_while_it_plays(player: Chrome, size: tuple[int, int]) -> None:
    player.say("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=True)
    player.theme("dark" if size[0] < 1000 else "light")
    tap(player, 2)
    player.until(PLAYS)
    player.run("document.getElementById('more').click()")
    assert player.violations() == []
    player.run(f"{AUDIO}.pause(), notice('carried')")
    player.until("document.getElementById('resume').checkVisibility()")
    assert player.violations() == []


def luminance(colour: str) -> float:
    """WCAG 2.2: relative luminance of `rgb(r, g, b)`."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_everything_can_be_read_in_the_sun_and_hit_with_a_thumb(player: Chrome) -> None:
    tap(player, 1)
    player.until(PLAYS)
    player.until("document.getElementById('elapsed').innerText !== ''")
    player.run("document.getElementById('more').click()")
    seen = player.run("""[...document.querySelectorAll("b, i, button, #elapsed, #after, #build, #said *")]
        .filter((node) => node.checkVisibility()).map((node) => {
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
            assert height >= 48  # WCAG 2.2, 2.5.5 asks for 44; a thumb in a moving van for more
    assert player.run("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_shows_the_number_of_its_playlist_and_asks_for_nothing(player: Chrome, built: Path) -> None:
    found = manifest.load_manifest(built / "output")
    assert found
    assert player.run("document.getElementById('build').innerText") == found.playlists["city"].number
    html = (built / "output" / "city" / "PLAYER.HTML").read_text("utf-8")
    assert not re.search(r"https?://", html)


def test_it_looks_as_it_should(player: Chrome, tmp_path: Path) -> None:
    tap(player, 1)
    player.until(PLAYS)
    player.picture(tmp_path / "player.png")
    assert (tmp_path / "player.png").stat().st_size > 5000
