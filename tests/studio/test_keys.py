"""Keys lead to what is found, to the page beside and to each control in order; fields say what they lack."""

from __future__ import annotations

import os

import pytest

from tests.studio.test_in_browser import LAPTOP, PHONE, opened
from tests.support.chrome import Chrome, chrome
from tests.support.hand import CTRL, Keyboard
from tests.support.studio import PAGES, RunningStudio

ALT = 1
SOME = ("/", "/appeals/a", "/playlists/city")  # ZT_LOOKS=all takes every page
_HERE = "document.activeElement"
_SEEN = f"""(({{ outlineStyle, outlineWidth }}) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)
  (getComputedStyle({_HERE}))"""
_REACHABLE = """[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && each.tabIndex >= 0
    && (each.type !== 'radio' || each === (document.querySelector(`[name="${each.name}"]:checked`)
      ?? document.querySelector(`[name="${each.name}"]:enabled`)))).length"""


def open_appeal(page: Chrome, studio: RunningStudio) -> None:
    opened(page, studio, "ru", "/appeals/a")
    page.until("document.querySelectorAll('[data-paragraphs=ru] .play').length === 2")


def test_keys_lead_to_what_is_found_and_to_the_page_beside(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", "/appeals/a")
        hand = Keyboard(page, "ru")
        hand.key("ArrowDown", ALT)
        hand.is_at("/appeals/b")
        hand.key("ArrowUp", ALT)
        hand.is_at("/appeals/a")
        page.run(f"{_HERE}.blur()")
        page.say("Input.dispatchKeyEvent", type="keyDown", key="?", text="?")
        hand.sees("Find an appeal, a place, a page, a sentence")
        page.say("Input.dispatchKeyEvent", type="keyDown", key="?", text="?")
        page.until("!document.querySelector('#keys:popover-open')")
        hand.key("k", CTRL)
        page.say("Input.insertText", text="мусор урн")
        hand.press("Enter")
        hand.is_at("/find")
        page.until(f"{_HERE}.matches('.found a')")
        hand.press("Enter")
        hand.is_at("/appeals/a")
        hand.key("k", CTRL)
        page.say("Input.insertText", text="окурки")
        hand.press("Enter")
        hand.is_at("/find")
        page.until("document.body.innerText.includes('По запросу «окурки» ничего не найдено.')")
        assert "secret" not in page.run("location.search")


@pytest.mark.parametrize(("size", "language"), [(LAPTOP, "kk"), (PHONE, "ru")])
def test_a_field_says_what_it_lacks_in_the_language_of_the_page(
    studio: RunningStudio, size: tuple[int, int], language: str
) -> None:
    with chrome(*size) as page:
        opened(page, studio, language, "/people")
        hand = Keyboard(page, language)
        hand.tap("Add")
        hand.sees("Fill this in.")
        assert page.run(f"{_HERE}.name") == "name-kk"
        page.say("Input.insertText", text="Асқар")
        page.until(f"!{_HERE}.parentElement.querySelector('.refused')")  # what was said of the empty field is gone
        page.run("document.querySelector('form:has([name=id]) details').open = true")
        page.run("document.querySelector('[name=id]').focus()")
        page.say("Input.insertText", text="Асқар")
        hand.tap("Add")
        hand.sees("Small Latin letters, digits, hyphens")
        assert page.violations() == []


def test_a_time_that_cannot_be_is_said_before_it_is_saved(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", "/playlists/city")
        hand = Keyboard(page, "ru")
        for typed, wrong in (("25:70", 1), ("10:05", 0)):
            page.run("(at = document.querySelector('.time')).focus(); at.select()")
            page.say("Input.insertText", text=typed)
            hand.press("Tab")
            page.until(f"document.querySelectorAll('.stops .refused').length === {wrong}")
            assert page.run(f"{_HERE}.className") == "short"  # the next field: a wrong one can be left


def test_of_several_choices_one_says_that_one_is_wanted(built_studio: RunningStudio) -> None:
    with chrome(*PHONE) as page:
        opened(page, built_studio, "kk", "/sticks")
        page.run("document.querySelectorAll('[name=playlist]').forEach((each) => (each.checked = false))")
        page.run("document.querySelector('[name=playlist]').form.requestSubmit()")
        page.until("document.querySelectorAll('label + .refused').length === 1")
        page.run("document.querySelector('[name=playlist]:enabled').click()")
        page.until("!document.querySelector('.refused')")


def test_what_is_wrong_with_an_urgent_text_stands_below_its_field(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", "/urgent")
        Keyboard(page, "ru").tap("Make the sound")
        box = "document.querySelector('{}').getBoundingClientRect()"
        assert page.run(f"{box.format('.field .refused')}.top >= {box.format('.field textarea')}.bottom")


@pytest.mark.parametrize("path", PAGES if os.environ.get("ZT_LOOKS") == "all" else SOME)
def test_tab_goes_through_each_control_in_order_and_the_focus_is_seen(built_studio: RunningStudio, path: str) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, built_studio, "ru", path)
        page.until("document.readyState === 'complete'")
        hand = Keyboard(page, "ru")
        if page.run("document.querySelector('[autofocus]') !== null"):  # the page begins in a field
            page.run("document.querySelector('.skip').focus()")
        else:
            hand.press("Tab")
        assert page.run(f"{_HERE}.className") == "skip"
        page.run(f"window.before = {_HERE}, window.gone = new Set([{_HERE}])")
        reachable = page.run(_REACHABLE)
        while page.run("gone.size") < reachable:
            hand.press("Tab")
            if page.run(f"{_HERE} === before && before.type === 'date'"):
                continue  # day, month, year and the button of one field
            assert page.run(_SEEN), f"not seen: {shown(page, _HERE)}"
            assert page.run(f"!!(before.compareDocumentPosition({_HERE}) & 4)"), shown(page, _HERE)
            page.run(f"before = {_HERE}, gone.add(before)")


def test_the_skip_link_leads_past_the_menu(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "kk", "/appeals")
        hand = Keyboard(page, "kk")
        hand.press("Tab")
        hand.press("Enter")
        hand.press("Tab")
        assert page.run(f"!!{_HERE}.closest('main')")


def shown(page: Chrome, element: str) -> str:
    return str(page.run(f"{element}.outerHTML.slice(0, 200)"))


def test_a_list_finds_words_of_its_texts_and_says_where_it_finds_none(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "kk", "/appeals")
        rows = "[...document.querySelectorAll('#appeals tbody tr')].filter((each) => each.checkVisibility()).length"
        everything = page.run(rows)
        page.run("document.querySelector('[data-filter]').focus()")
        page.say("Input.insertText", text="урны")
        page.until(f"{rows} === 1")
        page.say("Input.insertText", text="ъъ")
        page.until(f"{rows} === 0 && document.querySelector('#appeals + .none').checkVisibility()")
        assert everything > 1
        assert page.violations() == []


@pytest.mark.parametrize("path", ["/appeals/+", "/urgent"])
def test_what_no_one_has_typed_yet_is_no_mistake(studio: RunningStudio, path: str) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", path)
        page.run("document.querySelector('[data-text=ru]').focus()")
        page.say("Input.insertText", text="Осторожно. ИДП.")
        page.until("document.querySelector('[data-mirror=ru] .unreadable')?.textContent === 'ИДП'")
        assert "yaml" not in page.run("document.querySelector('main').innerText")


def test_the_focus_goes_back_where_it_was_once_a_panel_or_the_player_closes(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        open_appeal(page, studio)
        page.run("document.querySelector('[data-text=ru]').focus()")
        page.until("document.querySelector('[data-caret=ru]').checkVisibility()")
        hand = Keyboard(page, "ru")
        page.run("document.querySelector('[data-caret=ru]').focus()")
        hand.press("Enter")
        page.until(f"{_HERE}.closest('[data-panel]')")
        page.key("Escape")
        assert page.run(f"{_HERE}.dataset.caret") == "ru"
        page.run("document.querySelector('[data-paragraphs=ru] .play').focus()")
        hand.press("Enter")
        page.until("document.querySelector('#player').checkVisibility()")
        page.run("document.querySelector('#player [data-stop]').focus()")
        hand.press("Enter")
        assert page.run(f"{_HERE} === document.querySelector('[data-paragraphs=ru] .play')")


def test_the_focus_stays_on_a_button_that_is_drawn_anew(studio: RunningStudio) -> None:
    """While its page is told of another text: by its name, or by its place where no button has that name."""
    with chrome(*LAPTOP) as page:
        open_appeal(page, studio)
        page.run(f"document.querySelectorAll('[data-paragraphs=ru] .play')[1].focus(); window.before = {_HERE}")
        page.run(
            "document.querySelector('[data-text=ru]').setRangeText('Ещё абзац.\\n\\n', 0, 0);"
            "document.querySelector('[data-text=ru]').dispatchEvent(new Event('input', { bubbles: true }))"
        )
        page.until("document.querySelectorAll('[data-paragraphs=ru] .play').length === 3 && !before.isConnected")
        assert page.run(f"{_HERE}.matches('[data-paragraphs=ru] .play')")


def test_the_arrows_of_a_list_keep_the_focus_at_its_ends(studio: RunningStudio) -> None:
    with chrome(*LAPTOP) as page:
        opened(page, studio, "ru", "/playlists/city")
        page.run("document.querySelector('#stops > li:last-child > .plays [data-move=\"-1\"]').focus()")
        Keyboard(page, "ru").press("Enter")
        page.until(f"{_HERE}.matches('#stops > li:first-child > .plays [data-move=\"1\"]')")
