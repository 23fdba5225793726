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
PANEL_TOP = "document.querySelector('.panel').getBoundingClientRect().top"


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chrome() as page:
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


@pytest.mark.parametrize("size", UPRIGHT)
def test_stop_button_time_and_next_stop_stay_in_sight(browser: Chrome, crowded: Path, size: tuple[int, int]) -> None:
    opened(browser, crowded, size)
    browser.run("document.querySelector('[data-track=\"1\"]').click()")
    browser.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
    assert len(long_passages(crowded)) == 2
    for at, text in long_passages(crowded):
        browser.run(f"{AUDIO}.currentTime = {at + 0.05}")
        browser.until(f"document.getElementById('said').innerText.includes({json.dumps(text)})")
        for part in ("stop", "elapsed", "next"):
            assert browser.run(f"{SEEN}('{part}')"), part
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_that_lies_leaves_half_of_it_to_the_stops(browser: Chrome, crowded: Path) -> None:
    opened(browser, crowded, LYING)
    browser.run("document.querySelector('[data-track=\"1\"]').click()")
    browser.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0")
    assert browser.run(f"{SEEN}('stop')")
    assert browser.run(PANEL_TOP) >= LYING[1] / 2
    reached = browser.run(f"""[...document.querySelectorAll("[data-track]")].filter((button) => {{
        button.scrollIntoView({{ block: "nearest" }});
        const box = button.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= {PANEL_TOP};
    }}).length""")
    assert reached == 6


@pytest.mark.parametrize("size", [*UPRIGHT, LYING])
def test_no_focus_hides_behind_the_panel(browser: Chrome, crowded: Path, size: tuple[int, int]) -> None:
    opened(browser, crowded, size)
    for number in range(1, 7):
        browser.say("Input.dispatchKeyEvent", type="rawKeyDown", key="Tab", windowsVirtualKeyCode=9)
        assert browser.run("document.activeElement.dataset.track") == str(number)
        assert browser.run(f"document.activeElement.getBoundingClientRect().bottom <= {PANEL_TOP}")
