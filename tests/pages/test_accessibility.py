"""Test with axe-core that everybody can use every page; hold colours to what can be read in the sun."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.pages.test_html import CITY, PAGES, SAMPLE, TEXTS
from tests.support.chrome import AXE, Chrome, chrome
from tests.support.report_sample import SEGMENTS
from zt_audio.pages.card import card
from zt_audio.pages.card_sheets import card_page
from zt_audio.pages.html import TEMPLATES, Wording
from zt_audio.pages.report import REPORT_WORDS, report_page
from zt_audio.pages.sheet import SHEET_WORDS, sheet_page

LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))
    for part in (TEMPLATES / "tokens.css").read_text("utf-8").split("prefers-color-scheme: dark")
)
THEMES = {"light": LIGHT, "dark": DARK}
LOOKS = [(390, 844, "dark"), (844, 390, "light"), (768, 1024, "dark"), (1366, 768, "light")]
SHOWN = {
    "card": card_page(card("city", replace(CITY, days=("mon", "sun")), SEGMENTS, date(2026, 11, 24))),
    "player": PAGES["player"],
    "report": report_page(SAMPLE, Wording("en", REPORT_WORDS)),
    "sheet": sheet_page(TEXTS, Wording("en", SHEET_WORDS)),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chrome() as page:
        yield page


@pytest.mark.parametrize(("width", "height", "theme"), LOOKS)
@pytest.mark.parametrize("name", SHOWN)
def test_axe_finds_nothing_wrong(
    browser: Chrome, name: str, width: int, height: int, theme: str, tmp_path: Path
) -> None:
    page = tmp_path / f"{name}.html"
    page.write_text(SHOWN[name], encoding="utf-8")
    browser.events.clear()
    browser.say("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True)
    browser.theme(theme)
    browser.open(page)
    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
    assert browser.violations() == []
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    assert browser.complaints() == []


def test_axe_is_as_its_makers_gave_it() -> None:
    for line in (AXE.parent / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((AXE.parent / name).read_bytes()).hexdigest() == digest


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


INKS = ("ink", "soft", "now", "stop", "good", "care", "kk", "ru", "chime")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_in_the_sun_and_at_night(ink: str, theme: str) -> None:
    colours, own = THEMES[theme], f"{ink}-wash"
    grounds = ("paper", "wash", *([own] if own in colours else []))
    assert {ground: contrast(colours[ink], colours[ground]) >= 7 for ground in grounds} == dict.fromkeys(grounds, True)


def test_the_night_changes_each_colour() -> None:
    assert {name for name in LIGHT if DARK.get(name, LIGHT[name]) == LIGHT[name]} == set()
