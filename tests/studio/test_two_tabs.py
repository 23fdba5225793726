"""Two tabs of one browser, which save at once or one after the other: no word is lost, each file is as a page says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.studio.test_in_browser import LAPTOP, opened, typed
from tests.support.browser import LIMIT_S
from tests.support.chrome import Chrome, chrome
from tests.support.studio import RunningStudio, running_studio
from tests.support.tiny import CITY, tiny_project
from tests.support.waiting import wait_until
from zt_audio.app.renaming import AppealUse, appeal_uses
from zt_audio.app.texts.appeals import AppealDraft, keep_draft
from zt_audio.app.texts.workbench import View
from zt_audio.model import Lang
from zt_audio.studio.screens import appeals
from zt_audio.studio.visit import NO_PERSON

APPEAL, PLAYLIST = "appeals/texts/a.yaml", "appeals/playlists/city.yaml"
THREE = CITY.partition("stops:")[0] + "".join(
    ["stops:\n"]
    + [
        f'  - {{place: {place}, arrive: "{hour}:00", stay_min: 30}}\n'
        for place, hour in zip(("market", "park", "school"), (10, 11, 12), strict=True)
    ]
)
_SAVED = "document.querySelector('output[data-saved]')?.className === '' && document.readyState === 'complete'"
_MINUTES = "#stops > li:nth-child({}) [data-path$='\"stay_min\"]']"


@pytest.fixture
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStudio]:
    tiny = tiny_project(tmp_path_factory.mktemp("studio") / "project")
    tiny.write("playlists/city.yaml", THREE)
    with running_studio(tiny.root) as running:
        yield running


@pytest.fixture
def tabs(studio: RunningStudio) -> Iterator[tuple[Chrome, Chrome]]:
    with chrome(*LAPTOP, flags=["--disable-background-timer-throttling"]) as page:
        other = Chrome(page.to, page.answers, page.profile)
        other.attach("about:blank")
        opened(page, studio, "en")
        yield page, other


def fill(page: Chrome, selector: str, words: str) -> None:
    page.until(f"document.readyState === 'complete' && !!document.querySelector({selector!r})")
    page.run(f"document.querySelector({selector!r}).focus(); document.activeElement.select()")
    page.say("Input.insertText", text=words)


def save(*pages: Chrome) -> None:
    for page in pages:  # no answer is waited for
        page.run("(document.querySelector('#save') ?? document.querySelector('.saving .main')).click()")


def text(studio: RunningStudio, file: str) -> str:
    return (studio.studio.root / file).read_text("utf-8")


def take_first_stop_out(page: Chrome) -> None:
    page.run("document.querySelector('#stops > li > .plays [data-remove]').click()")
    save(page)
    page.until(f"document.querySelectorAll('#stops > li').length === 2 && ({_SAVED})")


def test_tabs_that_save_other_fields_at_once_save_both(studio: RunningStudio, tabs: tuple[Chrome, Chrome]) -> None:
    for page in tabs:
        page.visit(f"{studio.base}/appeals/a")
    for page, lang, words in zip(tabs, ("ru", "kk"), (" Первые слова.", " Екінші сөз."), strict=True):
        typed(page, lang, words)
    save(*tabs)
    for page in tabs:
        page.until(_SAVED)
    assert " Первые слова." in text(studio, APPEAL)
    assert " Екінші сөз." in text(studio, APPEAL)


def test_tabs_that_save_one_field_at_once_keep_the_words_of_both(
    studio: RunningStudio, tabs: tuple[Chrome, Chrome]
) -> None:
    """One is saved; the other tab shows what both wrote, and lets its person choose."""
    for page in tabs:
        page.visit(f"{studio.base}/appeals/a")
    words = (" Первые слова.", " Вторые слова.")
    for page, typing in zip(tabs, words, strict=True):
        typed(page, "ru", typing)
    save(*tabs)
    for page in tabs:
        page.until(f"({_SAVED}) || !!document.querySelector('.conflict')")
    refused = [bool(page.run("!!document.querySelector('.conflict')")) for page in tabs]
    assert sorted(refused) == [False, True]
    late = tabs[refused.index(True)]
    mine, theirs = words[refused.index(True)], words[refused.index(False)]
    assert [word in text(studio, APPEAL) for word in (mine, theirs)] == [False, True]
    assert mine in late.run("document.querySelector('[data-text=ru]').value")
    told = late.run("document.querySelector('.conflict').textContent")
    assert mine in told
    assert theirs in told
    assert late.run("document.activeElement.matches('.conflict button')")
    late.run("document.activeElement.nextElementSibling.click()")
    assert late.run("document.activeElement.dataset.text") == "ru"  # the focus goes to the field, not away with the box
    save(late)
    late.until(_SAVED)
    assert mine in text(studio, APPEAL)


def test_what_is_known_by_its_position_is_not_written_elsewhere(
    studio: RunningStudio, tabs: tuple[Chrome, Chrome]
) -> None:
    """A tab took the first stop out; the minutes of the second one, typed in the other tab, went to the third."""
    first, other = tabs
    for page in tabs:
        page.visit(f"{studio.base}/playlists/city")
    fill(other, _MINUTES.format(2), "45")
    take_first_stop_out(first)
    saved = text(studio, PLAYLIST)
    assert "market" not in saved
    save(other)
    other.until("document.activeElement.matches('.conflict a')")
    assert text(studio, PLAYLIST) == saved
    assert other.run(f"document.querySelector({_MINUTES.format(2)!r}).value") == "45"
    assert "Files were changed outside this page." in other.run("document.querySelector('.conflict').textContent")


def test_a_title_is_saved_although_another_tab_took_a_stop_out(
    studio: RunningStudio, tabs: tuple[Chrome, Chrome]
) -> None:
    first, other = tabs
    for page in tabs:
        page.visit(f"{studio.base}/playlists/city")
    fill(other, ".settings input", "Жаңа қала")
    take_first_stop_out(first)
    save(other)
    other.until(f"document.querySelectorAll('#stops > li').length === 2 && ({_SAVED})")
    assert "Жаңа қала" in text(studio, PLAYLIST)
    assert "market" not in text(studio, PLAYLIST)


def test_a_page_that_was_left_is_not_called_back(studio: RunningStudio, tabs: tuple[Chrome, Chrome]) -> None:
    """It says what changed instead; a page that the person stayed on, or came back to, is drawn anew."""
    page = tabs[0]
    file = studio.studio.root / APPEAL
    page.visit(f"{studio.base}/appeals/a")
    page.run("window.drawn = 1; dispatchEvent(new Event('beforeunload'))")
    file.write_text(file.read_text("utf-8").replace("Чистота нужна всем.", "Чистота нужна городу."), "utf-8")
    page.until("!document.getElementById('changed').hidden")
    assert page.run("window.drawn") == 1
    page.run("navigation.dispatchEvent(new Event('navigateerror'))")
    page.until("window.drawn === undefined && document.body?.textContent.includes('нужна городу')")
    page.run("window.drawn = 2; dispatchEvent(new Event('beforeunload')); dispatchEvent(new Event('pageshow'))")
    file.write_text(file.read_text("utf-8").replace("нужна городу", "нужна каждому"), "utf-8")
    page.until("window.drawn === undefined && document.body?.textContent.includes('нужна каждому')")


@pytest.mark.parametrize("late", [1, 2], ids=["the answer", "the page"])
def test_a_new_appeal_is_led_to_however_late_it_comes(
    studio: RunningStudio, tabs: tuple[Chrome, Chrome], monkeypatch: pytest.MonkeyPatch, late: int
) -> None:
    """The page saw a file change while its words were sent, and drew itself anew: empty, as they were no draft now."""
    page, calls, stamps = tabs[0], itertools.count(1), list[str]()

    def held(view: View, appeal: str) -> tuple[AppealUse, ...]:
        if next(calls) == late:
            end = len(stamps) + 4  # the page asks for one every two seconds
            wait_until(lambda: len(stamps) >= end, LIMIT_S)
        return appeal_uses(view, appeal)

    def stamp() -> str:
        stamps.append(studio.studio.workbench.stamp())
        return stamps[-1]

    page.say(  # each look at the clock says that hours have passed
        "Page.addScriptToEvaluateOnNewDocument",
        source="const real = performance.now.bind(performance); performance.now = () => real() * 1e6;",
    )
    nothing: dict[Lang, str] = {"kk": "", "ru": ""}  # words of a draft: nothing is typed on this page
    keep_draft(studio.studio.root, NO_PERSON, AppealDraft("appeals/texts/+.yaml", {**nothing, "ru": "Лёд"}, nothing))
    page.visit(f"{studio.base}/appeals/+")
    monkeypatch.setattr(appeals, "appeal_uses", held)
    monkeypatch.setattr(studio.studio, "stamp", stamp)
    page.run("""setInterval(() => {
        document.getElementById('save').click(); // as impatient people do
        sessionStorage.outside ||= document.getElementById('changed').hidden ? '' : 'said'; // it is our own change
    }, 300)""")
    page.until("location.pathname === '/appeals/led' && document.readyState === 'complete'")
    assert page.run("document.querySelector('[data-title=ru]').value") == "Лёд"
    assert page.run("sessionStorage.outside") == ""
    assert [path.stem for path in (studio.studio.root / "appeals/texts").glob("led*")] == ["led"]
