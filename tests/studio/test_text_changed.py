"""The text changed: from Home to a stick, as a person does it, with the clicks counted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.chrome import Chrome, chrome
from tests.support.studio import RunningStudio
from zt_audio.app.export import verify_target

LANGUAGES = os.environ.get("ZT_WALK_LANGUAGES", "ru").split()  # "kk ru en" was walked by hand
MOST_CLICKS = 9  # eight, and one that opens the field of a folder, which stands for the stick here
CTRL = 2


class Hand:
    """A person who clicks and types; nothing that is covered or not there can be clicked."""

    def __init__(self, page: Chrome) -> None:
        self.page, self.clicks = page, 0

    def click(self, selector: str, *, at_end: bool = False) -> None:
        """Click what is seen and not covered, in one step: a page may move while it loads."""
        self.page.until(f"""(() => {{
            const element = document.querySelector(`{selector}`);
            if (!element?.checkVisibility()) return false;
            element.scrollIntoView({{ block: 'center' }});
            const {{ x, y, width, height }} = element.getBoundingClientRect();
            const seen = document.elementFromPoint(x + width / 2, y + height / 2);
            if (!element.contains(seen) && !element.closest('label')?.contains(seen)) return false;
            element.focus();
            element.click();
            return true;
        }})()""")
        self.clicks += 1
        if at_end:
            self.key("End", "End", 35)

    def write(self, words: str) -> None:
        self.page.say("Input.insertText", text=words)

    def key(self, key: str, code: str, number: int) -> None:
        """Press a key with Ctrl."""
        named = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": CTRL}
        for kind in ("rawKeyDown", "keyUp"):
            self.page.say("Input.dispatchKeyEvent", type=kind, **named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_sentence_reaches_the_stick(studio: RunningStudio, tmp_path: Path, language: str) -> None:
    file = studio.studio.root / "appeals/texts/a.yaml"
    stick = tmp_path / "stick"
    stick.mkdir()
    with chrome(1366, 768) as page:
        page.visit(studio.door)
        page.say("Network.setCookie", name="lang", value=language, url=studio.base)
        page.visit(studio.base)
        hand = Hand(page)
        hand.click("nav a[href='/appeals']")
        hand.click("#appeals a[href='/appeals/a']")
        hand.click("[data-text=kk]", at_end=True)
        hand.write(" 102-ге хабарласыңыз.")
        hand.click("[data-text=ru]", at_end=True)
        hand.write(" Звоните 102.")
        page.until("document.querySelector('[data-paragraphs=ru]').textContent.includes('сто два')")
        hand.key("Enter", "Enter", 13)
        page.until("document.querySelector('[data-play-all=ru]').getAttribute('aria-pressed') === 'true'")
        hand.key("s", "KeyS", 83)
        hand.click("#update")
        page.until("document.querySelector('h1.good') !== null")
        hand.click("main a[href='/sticks']")
        hand.click("details summary")
        page.run("document.querySelector('[name=folder]').focus()")
        hand.write(str(stick))
        hand.click("[name=playlist][value=city]")
        hand.click("form.steps button.main")
        page.until("document.querySelector('h1.good') !== null")
        assert page.complaints() == []
    assert hand.clicks <= MOST_CLICKS
    assert "102-ге хабарласыңыз." in file.read_text("utf-8")
    assert "Звоните 102." in file.read_text("utf-8")
    assert verify_target(stick).proof.is_whole
