"""Walks that need no mouse, a page at 200 %, and a playlist that is written into a zip instead of a stick."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

from tests.studio.test_in_browser import LAPTOP, opened
from tests.support.chrome import Chrome, chrome
from tests.support.studio import NO_PAGE, PAGES, RunningStudio, running_studio
from tests.support.tiny import Tiny
from zt_audio.app.making.export import verify_target

AT_200_PERCENT = (683, 384)
MOST_TABS = 60
KEYS = {"Tab": 9, "Enter": 13, "Space": 32, "End": 35}
TEXTS = {"Enter": "\r", "Space": " "}
CTRL = 2


def press(page: Chrome, key: str, modifiers: int = 0) -> None:
    text = {"text": TEXTS[key]} if key in TEXTS else {}
    for kind in ("keyDown", "keyUp"):
        page.say(
            "Input.dispatchKeyEvent",
            type=kind,
            key=TEXTS[key] if key == "Space" else key,
            code=key,
            windowsVirtualKeyCode=KEYS[key],
            modifiers=modifiers,
            **text,
        )


def tab_to(page: Chrome, selector: str) -> None:
    """Press Tab until `selector` has the focus; every stop on the way can be seen."""
    page.until("document.readyState === 'complete'")
    for _stop in range(MOST_TABS):
        press(page, "Tab")
        on_page = "document.activeElement !== document.body"  # else the browser's own bar has it
        unseen = f"{on_page} && getComputedStyle(document.activeElement).outlineStyle === 'none'"
        assert not page.run(unseen), page.run("document.activeElement.outerHTML")
        if page.run(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_a_sentence_is_changed_and_saved_by_keys_alone(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru")
        page.visit(studio.base)
        tab_to(page, "nav a[href='/appeals']")
        press(page, "Enter")
        page.until("location.pathname === '/appeals'")
        tab_to(page, ".skip")
        press(page, "Enter")
        tab_to(page, "#appeals a[href='/appeals/a']")
        press(page, "Enter")
        page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 2")
        tab_to(page, "#save")
        tab_to(page, "[data-text=ru]")
        press(page, "End", CTRL)
        page.say("Input.insertText", text=" Звоните 102.")
        page.until("document.getElementById('saved').classList.contains('dirty')")
        tab_to(page, "[data-paragraphs=ru] [data-play]")  # the field lets the focus go on
        tab_to(page, "#save")
        press(page, "Enter")
        page.until("!document.getElementById('saved').classList.contains('dirty')")
        assert page.complaints() == []
    assert "Звоните 102." in (studio.studio.root / "appeals/texts/a.yaml").read_text("utf-8")


def test_no_screen_is_scrolled_sideways_at_200_percent(built: Tiny) -> None:
    with running_studio(built.root) as studio, chrome(*AT_200_PERCENT) as page:
        opened(page, studio, "kk")  # the longest words
        for path in (*PAGES, NO_PAGE):
            page.visit(studio.base + path)
            assert page.run("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_playlist_is_written_into_a_zip_and_checked(built: Tiny, tmp_path: Path) -> None:
    archive = tmp_path / "city.zip"
    with running_studio(built.root) as studio:
        browser = studio.browser()
        for path, form, told in (
            ("/sticks", {"folder": str(archive), "playlist": "city"}, "Finished"),
            ("/sticks/check", {"folder": str(archive)}, "Finished"),
        ):
            job = browser.post(studio.base + path, data=form, timeout=100)
            while "<progress" in job.text:
                time.sleep(0.05)
                job = browser.get(job.url, timeout=100)
            assert told in job.text
    assert verify_target(archive).proof.is_whole
    with zipfile.ZipFile(archive) as members:
        assert members.namelist()[0] == "001_MARKET.MP3"
