"""The player bar: a round before any build, a text while it is written, what was built, and the keyboard."""

from __future__ import annotations

import pytest

from tests.studio.test_in_browser import LAPTOP, PHONE, at_a_text, opened
from tests.support.chrome import Chrome, chrome
from tests.support.studio import RunningStudio

BAR = "document.querySelector('#player')"
WORDS = "[...document.querySelectorAll('[data-is=words] li button')]"
LIT = "document.querySelector('[data-is=words] [aria-current] button')?.textContent"
SELECTED = (
    "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
)
SOUNDING = "[...(CSS.highlights.get('sounding') ?? [])].join('')"  # what is lit in a text
PLAYS = "document.querySelector('.play[aria-pressed=true]')"


@pytest.fixture
def slow_studio(studio: RunningStudio) -> RunningStudio:
    """Give a studio with a text that sounds for half a minute: a busy computer is slow to look."""
    file = studio.studio.root / "appeals/texts/a.yaml"
    text = file.read_text("utf-8")
    for paragraph in ("Чистота нужна всем.", "Тазалық бәрімізге керек."):
        text = text.replace(paragraph, " ".join([paragraph] * 20))
    file.write_text(text, "utf-8")
    return studio


def plays(page: Chrome, button: str) -> None:
    page.run(f"document.querySelector({button!r}).click()")
    page.until(f"document.querySelector({button!r}).getAttribute('aria-pressed') === 'true'")


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_the_round_of_a_stop_is_played_before_any_build(studio: RunningStudio, size: tuple[int, int]) -> None:
    with chrome(*size) as page:
        opened(page, studio, "ru", "/playlists/city")
        plays(page, "#stops [data-play]")
        assert page.run(f"{BAR}.hidden") is False
        page.until("!document.querySelector('[data-is=time]').textContent.includes('≈')")  # all of it is made
        assert page.run("document.querySelectorAll('[data-is=wave] path').length") > 10
        assert page.run("document.querySelectorAll('[data-is=names] text').length") > 2
        if size == PHONE:  # it leaves the page its room
            assert page.run(f"{BAR}.offsetHeight / innerHeight") < 1 / 6
            wraps = "[...document.querySelectorAll('.tabs')].every((each) => each.scrollWidth <= each.clientWidth)"
            assert page.run(wraps)
        said = page.run(f"{WORDS}.map((each) => each.textContent)")
        assert any("рынка" in each for each in said)
        last = len(said) - 1
        page.run(f"{WORDS}[{last}].click()")
        page.until(f"{LIT} === {said[last]!r}")
        href = page.run(f"{WORDS}.find((each) => each.textContent.startsWith('Берегите')).nextElementSibling.href")
        page.run("document.querySelector('[data-remove]').scrollIntoView({ block: 'center' })")  # no half of it below
        assert page.violations() == []
        assert page.run("document.documentElement.scrollWidth <= innerWidth")
        page.run(f"{BAR}.querySelector('[data-stop]').click()")
        assert page.run(f"{BAR}.hidden && !{PLAYS}")
        page.visit(href)
        page.until("document.activeElement?.dataset?.text === 'ru'")
        assert "Берегите" in page.run(SELECTED)
        assert page.complaints() == []
    assert not (studio.studio.root / "output").exists()


def test_the_paragraph_of_the_caret_is_played_by_the_keyboard(slow_studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        at_a_text(page, slow_studio, "ru")
        page.run(
            "document.querySelector('[data-text=ru]').focus(); document.activeElement.setSelectionRange(9999, 9999)"
        )
        key(page, " ", ctrl=True)
        page.until(f"{PLAYS}?.closest('li') === document.querySelector('[data-paragraphs=ru]').lastElementChild")
        lit = page.first(SOUNDING)
        assert lit in page.run("document.querySelector('[data-text=ru]').value")
        page.run("document.activeElement.blur()")
        key(page, " ")
        page.until(f"!{PLAYS} && !{BAR}.hidden")  # a pause
        key(page, " ")
        page.until(PLAYS)
        page.run("document.querySelector('[data-text=ru]').focus()")
        key(page, " ", ctrl=True)  # again: it stops
        page.until(f"{BAR}.hidden && CSS.highlights.size === 0")
        assert page.run("document.querySelector('[data-text=ru]').value.endsWith(' ')") is False
        assert page.complaints() == []


def key(page: Chrome, text: str, *, ctrl: bool = False) -> None:
    for kind in ("rawKeyDown", "keyUp"):
        named = {"key": text, "code": "Space", "windowsVirtualKeyCode": 32, "modifiers": 2 if ctrl else 0}
        page.say("Input.dispatchKeyEvent", type=kind, **named)


def test_a_sound_ends_where_its_text_is_saved_otherwise(slow_studio: RunningStudio) -> None:
    file = slow_studio.studio.root / "appeals/texts/a.yaml"
    with chrome(*LAPTOP) as page:
        at_a_text(page, slow_studio, "ru")
        plays(page, "[data-play-all=kk]")
        title = page.run("document.querySelector('[data-is=title]').textContent")
        assert title == page.run("document.querySelector('[data-title=kk]').value")  # as what sounds, on a Russian page
        page.run("document.querySelector('[data-text=ru]').focus(); document.execCommand('insertText', false, 'Да. ')")
        page.run("document.getElementById('save').click()")
        page.until("!document.querySelector('#saved.dirty')")
        page.run("new Promise((go) => setTimeout(go, 500))")
        assert page.run(f"!{BAR}.hidden")  # what sounds is the other language
        page.run("document.querySelector('[data-text=kk]').focus(); document.execCommand('insertText', false, 'Иә. ')")
        page.run("document.getElementById('save').click()")
        page.until(f"{BAR}.hidden && document.querySelector('#toast p')")
        assert "▶" in page.run("document.getElementById('toast').textContent")
        assert page.complaints() == []
    assert "Иә." in file.read_text("utf-8")


def test_a_sound_goes_on_under_its_button_once_its_text_is_saved(slow_studio: RunningStudio) -> None:
    with chrome(*PHONE) as page:
        at_a_text(page, slow_studio, "kk")
        page.run("document.querySelector('[data-text=ru]').focus(); document.execCommand('insertText', false, 'Да. ')")
        unsaved = "[data-paragraphs=ru] li [data-play*=text]"
        page.until(f"document.querySelector({unsaved!r})")
        plays(page, unsaved)
        page.run("document.getElementById('save').click()")
        page.until("document.querySelector('[data-paragraphs=ru] li [data-play*=part]')?.ariaPressed === 'true'")
        lit = page.first(SOUNDING)
        assert lit in page.run("document.querySelector('[data-text=ru]').value")
        page.run("document.querySelector('[data-paragraphs=ru] li .play').click()")  # it is its own button: it stops
        page.until(f"{BAR}.hidden")
        assert page.complaints() == []


def test_words_that_are_not_saved_are_lit_where_they_stand(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        at_a_text(page, studio, "ru")
        page.run("document.querySelector('[data-text=ru]').focus(); document.activeElement.setSelectionRange(0, 0)")
        page.say("Input.insertText", text="Уважаемые жители.\n\n")
        page.until("document.querySelectorAll('[data-paragraphs=ru] li').length === 3")
        page.run("document.querySelectorAll('[data-paragraphs=ru] li [data-play]')[1].click()")
        lit = page.first(SOUNDING)
        value = page.run("document.querySelector('[data-text=ru]').value")
        assert value.index(lit) == len("Уважаемые жители.\n\n")


def test_what_was_built_is_played_from_its_files(built_studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, built_studio, "kk", "/sound")
        assert page.run("document.querySelectorAll('audio').length") == 0
        plays(page, ".tracks [data-play]")
        assert page.run(WORDS + ".length") > 2
        assert page.violations() == []
        assert page.complaints() == []


def test_what_was_skipped_was_not_heard(built_studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, built_studio, "ru", "/approvals")
        first = "document.querySelector('[data-block] output').textContent"
        plays(page, "[data-block] [data-play]")
        assert page.run(f"{BAR}.querySelector('details').open")  # the lines that were pressed go on below the bar
        page.run("var seek = document.querySelector('[data-is=seek]'); seek.value = seek.max - 1")
        page.run("seek.dispatchEvent(new Event('input'))")
        page.until(f"!{PLAYS}")
        assert page.run(first) == ""
        page.until("document.getElementById('toast').textContent !== ''")
        page.run(f"{BAR}.querySelector('[data-is=toggle]').click()")  # once more, from the beginning
        page.until(PLAYS)
        # A busy computer draws the clock late: what sounds meanwhile was heard.
        page.run("var late = performance.now() + 2500; while (performance.now() < late);")
        page.until(f"{first} === '✓'")
        assert page.complaints() == []
