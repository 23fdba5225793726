"""Test PLAYER.HTML on small screens with long passages and names: the driver sees everything that is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.chrome import Chrome, chrome
from tests.support.zt_cli import FILES, write_files
from zt_audio.cli.main import run
from zt_audio.store import manifest

UPRIGHT = [(320, 568), (360, 640), (412, 915)]
LYING = (640, 360)
BAR_PX = 72
ROOM_FOR_NEXT_PX = 390  # narrower phones show the next stop in the list alone
AUDIO = "document.getElementById('audio')"
LONG = {  # as long as the longest appeal and the longest name of the city
    "texts/littering.yaml": """\
title: {kk: Ақтөбе – тәртіп қаласы, ru: Нулевая терпимость к правонарушениям}
text:
  kk: |
    Шемішке қабығын, темекі тұқылын, қағаз бен бөтелкені жерге тастамаңыздар. Қоқысты тек жәшікке салыңыздар. Жақын
    жерде жәшік болмаса, қоқысты өздеріңізбен ала кетіңіздер, ауланы таза ұстаңыздар.
  ru: |
    Не бросайте на землю шелуху от семечек, окурки, бумагу и бутылки. Выбрасывайте мусор только в урну. Если урны
    рядом нет, унесите мусор с собой и не оставляйте его во дворах, в парках и на остановках.
""",
    "places.yaml": FILES["places.yaml"].replace(
        "name: {kk: Ясный ауылы, ru: посёлок Ясный}",
        "name: {kk: Марат Оспанов атындағы Батыс Қазақстан медицина университеті, "
        "ru: Западно-Казахстанский медицинский университет имени Марата Оспанова}",
    ),
    "playlists/city.yaml": """\
title: {kk: Қала орталығы, ru: Центр города}
days: [mon]
appeals: [littering]
stops:
"""
    + "".join(
        f'  - {{place: {place}, arrive: "{hour}:00", stay_min: 45}}\n'
        for hour, place in enumerate(("altai-market", "yasny") * 3, start=10)
    ),
}
# What stands in the way of a part of the page: nothing where it lies whole in the screen and is on top at its corners.
SEEN = """((id) => {
    const node = document.getElementById(id), box = node.getBoundingClientRect();
    const on = (x, y) => node.contains(document.elementFromPoint(x, y));
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth
        && node.scrollHeight <= node.clientHeight + 1 && node.scrollWidth <= node.clientWidth + 1
        && on(box.left + 9, box.top + 9) && on(box.right - 9, box.bottom - 9);
})"""
BAR = "document.querySelector('.bar').getBoundingClientRect()"


def numbers_in(state: str) -> str:
    """Return a script that comes to the numbers of the stops that are shown as `state`."""
    return f"[...document.querySelectorAll('[data-state={state}]')].map((button) => button.dataset.track).join('')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chrome() as page:
        page.set_clock("09:30")
        yield page


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a built project of six stops with long names and long passages, that no test may change."""
    root = tmp_path_factory.mktemp("crowded") / "project"
    write_files(root, FILES | LONG)
    assert run(["--project", str(root), "build"]) == 0
    return root


def opened(browser: Chrome, project: Path, size: tuple[int, int]) -> None:
    width, height = size
    browser.say("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True)
    browser.open(project / "output" / "city" / "PLAYER.HTML")


def long_passages(project: Path) -> list[tuple[float, str]]:
    """Return when the first stop says what is long, in seconds, and what that is: once in each language."""
    entry = manifest.load_manifest(project / "output")
    assert entry
    told = [
        (part.start_ms / 1000, " ".join(entry.segments[part.segment].text))
        for part in entry.playlists["city"].tracks[0].cycle
    ]
    return [(at, text) for at, text in told if len(text) > 150]


@pytest.mark.parametrize("size", [*UPRIGHT, LYING])
def test_what_sounds_and_stop_stay_in_sight_and_leave_the_screen_to_the_stops(
    browser: Chrome, crowded: Path, size: tuple[int, int]
) -> None:
    opened(browser, crowded, size)
    browser.run("document.querySelector('[data-track=\"1\"]').click()")
    browser.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
    for part in ("stop", "elapsed"):
        assert browser.run(f"{SEEN}('{part}')"), part
    assert browser.run("document.getElementById('playing-number').innerText") == "1"
    if size[0] >= ROOM_FOR_NEXT_PX:
        assert browser.run(f"{SEEN}('after')")
        assert browser.run("document.getElementById('after').innerText").endswith("2 · 11:00")
    assert browser.run(f"{BAR}.height") <= BAR_PX
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    reached = browser.run(f"""[...document.querySelectorAll("[data-track]")].filter((button) => {{
        button.scrollIntoView({{ block: "nearest" }});
        const box = button.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= {BAR}.top;
    }}).length""")
    assert reached == 6


@pytest.mark.parametrize("size", [*UPRIGHT, LYING])
def test_a_tap_on_the_bar_shows_the_whole_text(browser: Chrome, crowded: Path, size: tuple[int, int]) -> None:
    opened(browser, crowded, size)
    browser.run("document.querySelector('[data-track=\"1\"]').click()")
    browser.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
    assert not browser.run("document.getElementById('panel').checkVisibility()")
    browser.run("document.getElementById('more').click()")
    assert len(long_passages(crowded)) == 2
    for at, text in long_passages(crowded):
        browser.run(f"{AUDIO}.currentTime = {at + 0.05}")
        browser.until(f"document.getElementById('said').innerText.includes({json.dumps(text)})")
        box = browser.run(
            "(({top, bottom}) => [top, bottom])(document.getElementById('panel').getBoundingClientRect())"
        )
        assert box[0] >= 0
        assert box[1] <= browser.run(f"{BAR}.top") + 1
    browser.run("document.getElementById('more').click()")
    assert not browser.run("document.getElementById('panel').checkVisibility()")


@pytest.mark.parametrize("size", [*UPRIGHT, LYING])
def test_no_focus_hides_behind_the_bar(browser: Chrome, crowded: Path, size: tuple[int, int]) -> None:
    opened(browser, crowded, size)
    for number in range(1, 7):
        browser.say("Input.dispatchKeyEvent", type="rawKeyDown", key="Tab", windowsVirtualKeyCode=9)
        assert browser.run("document.activeElement.dataset.track") == str(number)
        assert browser.run(f"document.activeElement.getBoundingClientRect().bottom <= {BAR}.top")


@pytest.mark.parametrize(
    ("time", "due", "past"), [("09:30", "1", ""), ("12:44", "3", "12"), ("12:45", "4", "123"), ("23:00", "", "123456")]
)
def test_the_page_opens_at_the_stop_that_is_due(crowded: Path, time: str, due: str, past: str) -> None:
    with chrome(width=360, height=640) as phone:
        phone.set_clock(time)
        phone.open(crowded / "output" / "city" / "PLAYER.HTML")
        assert phone.run(numbers_in("next")) == due
        assert phone.run(numbers_in("past")) == past
        if due:
            box = f"document.querySelector('[data-track=\"{due}\"]').getBoundingClientRect()"
            assert phone.run(f"{box}.top >= 0 && {box}.bottom <= {BAR}.top")


def test_what_was_played_is_ticked_and_what_was_missed_can_be_taken_later(crowded: Path) -> None:
    with chrome() as phone:
        phone.set_clock("12:00")
        phone.open(crowded / "output" / "city" / "PLAYER.HTML")
        assert (phone.run(numbers_in("past")), phone.run(numbers_in("next"))) == ("12", "3")
        phone.run("document.querySelector('[data-track=\"1\"]').click()")
        phone.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
        assert (phone.run(numbers_in("now")), phone.run(numbers_in("past"))) == ("1", "2")
        phone.run(f"{AUDIO}.currentTime = data.tracks[0].cycle_s + 1")
        phone.until("done.has(1)")
        phone.run("document.getElementById('stop').click()")
        assert (phone.run(numbers_in("done")), phone.run(numbers_in("next"))) == ("1", "3")
        phone.say("Page.reload")
        phone.until("document.readyState === 'complete' && !!document.querySelector('[data-state=done]')")
        assert phone.run(numbers_in("done")) == "1"
        assert phone.complaints() == []


def test_names_are_whole(crowded: Path) -> None:
    with chrome(width=360, height=640) as phone:
        phone.open(crowded / "output" / "city" / "PLAYER.HTML")
        cut = (
            "[...document.querySelectorAll('.place b, .place i')].filter((name) => name.scrollWidth > name.clientWidth)"
        )
        assert phone.run(f"{cut}.length") == 0
        assert phone.run("document.documentElement.scrollWidth <= innerWidth")


def test_the_lap_of_a_stop_is_told(crowded: Path) -> None:
    with chrome(width=360, height=640) as phone:
        phone.open(crowded / "output" / "city" / "PLAYER.HTML")
        phone.run("document.querySelector('[data-track=\"1\"]').click()")
        phone.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
        laps = phone.run("data.tracks[0].laps")
        assert laps > 1
        lap = "document.querySelector('[data-track=\"1\"] .state').dataset.lap"
        assert phone.run(lap) == f" · ↻ 1/{laps}"
        phone.run(f"{AUDIO}.currentTime = data.tracks[0].cycle_s + 1")
        phone.until(f"{lap} === ' · ↻ 2/{laps}'")
        assert phone.run("document.getElementById('lap').innerText").endswith(f" 2/{laps}")
        assert phone.complaints() == []


@pytest.mark.parametrize(("iso", "other"), [("2026-11-30", False), ("2026-11-29", True)])  # a Monday, a Sunday
def test_another_day_than_that_of_the_playlist_is_said(crowded: Path, iso: str, *, other: bool) -> None:
    with chrome(width=360, height=640) as phone:
        day = f"super(...(at.length ? at : ['{iso}T10:00']))"
        clock = f"const Now = Date; Date = class extends Now {{ constructor(...at) {{ {day}; }} }};"
        phone.say("Page.addScriptToEvaluateOnNewDocument", source=clock)
        phone.open(crowded / "output" / "city" / "PLAYER.HTML")
        assert phone.run("document.getElementById('other-day').hidden") is not other
        assert "дс" in phone.run("document.getElementById('days').innerText")


def test_a_phone_that_is_laid_down_goes_on_showing_the_stop(crowded: Path) -> None:
    with chrome(width=360, height=640) as phone:
        phone.open(crowded / "output" / "city" / "PLAYER.HTML")
        phone.run("document.querySelector('[data-track=\"6\"]').click()")
        phone.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
        phone.run("scrollTo(0, 0)")
        width, height = LYING
        phone.say("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True)
        box = "document.querySelector('[data-track=\"6\"]').getBoundingClientRect()"
        phone.until(f"{box}.top >= 0 && {box}.bottom <= {BAR}.top")
