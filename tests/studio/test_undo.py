"""A save can be undone at once; what was undone is a new version."""

from __future__ import annotations

import re

import pytest
import requests

from tests.support.studio import RunningStudio
from zt_audio.studio.studio import UndoOffers
from zt_audio.trust.history import FileVersions

LIMIT_S = 60
APPEAL = "appeals/texts/a.yaml"
SHOWN = 'class="undo" method="post" action="/undo">'


def saved(studio: RunningStudio, browser: requests.Session, old: str, new: str) -> int:
    edit = {"path": ["title", "ru"], "old": old, "new": new}
    said, headers = {"file": APPEAL, "edits": [edit]}, {"referer": f"{studio.base}/appeals/a"}
    told = browser.post(f"{studio.base}/save", json=said, headers=headers, timeout=LIMIT_S).json()
    assert new in told["saved"]
    return int(told["undo"])


def undo(
    studio: RunningStudio, browser: requests.Session, number: object, back: str = "/appeals/a"
) -> requests.Response:
    return browser.post(f"{studio.base}/undo", {"save": str(number), "back": back}, timeout=LIMIT_S)


def test_the_bytes_before_a_save_come_back_once(studio: RunningStudio) -> None:
    browser, path = studio.browser(), studio.studio.root / APPEAL
    before = path.read_bytes()
    number = saved(studio, browser, "Чистота", "Порядок")
    assert SHOWN not in browser.get(f"{studio.base}/places", timeout=LIMIT_S).text  # another page is about other things
    page = browser.get(f"{studio.base}/appeals/a", timeout=LIMIT_S).text
    assert re.search(rf"{SHOWN}.*?Saved.*?<b>appeal “[^<]*Порядок[^<]*”</b>.*?<button>Undo", page, re.DOTALL)
    answer = undo(studio, browser, number)
    assert (answer.status_code, answer.url) == (200, f"{studio.base}/appeals/a")
    assert path.read_bytes() == before
    assert undo(studio, browser, number).status_code == 404
    assert browser.get(f"{studio.base}/history", timeout=LIMIT_S).text.count("Порядок") >= 2  # there and back


def test_a_later_change_is_not_lost(studio: RunningStudio) -> None:
    browser, path = studio.browser(), studio.studio.root / APPEAL
    number = saved(studio, browser, "Чистота", "Порядок")
    saved(studio, browser, "Порядок", "Тишина")
    assert undo(studio, browser, number).status_code == 422
    assert "Тишина" in path.read_text("utf-8")


@pytest.mark.parametrize("number", ["", "0", "99", "-1", "x", "9" * 30])
def test_no_other_save_is_undone(studio: RunningStudio, number: str) -> None:
    assert undo(studio, studio.browser(), number).status_code == 404


def test_a_new_appeal_is_undone_and_its_page_left(studio: RunningStudio) -> None:
    browser = studio.browser()
    form = {"title-kk": "Жаңа", "title-ru": "Новое", "text-kk": "Сәлем.", "text-ru": "Привет."}
    browser.post(f"{studio.base}/appeals", form, timeout=LIMIT_S)
    answer = undo(studio, browser, 1, "/appeals/novoe")
    assert answer.url == f"{studio.base}/appeals"
    assert not (studio.studio.root / "appeals/texts/novoe.yaml").exists()


def test_what_was_typed_for_an_urgent_message_comes_back_into_its_fields(studio: RunningStudio) -> None:
    browser = studio.browser()
    typed = {"text-kk": "Апат болды.\n\nАйналып өтіңіздер.", "text-ru": "Там авария.\n\nОбъезжайте.", "phone": "102"}
    said = browser.post(f"{studio.base}/urgent", typed, timeout=LIMIT_S).url
    assert "Там авария" not in browser.get(f"{studio.base}/urgent", timeout=LIMIT_S).text
    answer = undo(studio, browser, 1, said.removeprefix(studio.base))
    assert answer.url == f"{studio.base}/urgent"
    for lang in ("kk", "ru"):
        assert f">{typed[f'text-{lang}']}</textarea>" in answer.text


def test_a_new_place_is_undone_and_its_page_left(studio: RunningStudio) -> None:
    """It stands in a file with others: the page of each that stays is shown again."""
    browser = studio.browser()
    for number, (page, shown) in enumerate((("novyi-rynok", "/places"), ("market", "/places/market")), 1):
        form = {"name-kk": "Жаңа базар", "name-ru": "Новый рынок", "kind": "market"}
        browser.post(f"{studio.base}/places", form, timeout=LIMIT_S)
        told = browser.get(f"{studio.base}/places/novyi-rynok", timeout=LIMIT_S).text
        assert "<b>place “Новый рынок”</b>" in told
        answer = undo(studio, browser, number, f"/places/{page}")
        assert (answer.status_code, answer.url) == (200, f"{studio.base}{shown}")


def test_an_offer_is_shown_on_its_page_and_to_whom_it_is_made_for_a_while() -> None:
    now = [0.0]
    offers = UndoOffers(clock=lambda: now[0])
    changes = (FileVersions(APPEAL, "old", "new"),)
    number = offers.add("aigerim", changes, "/appeals/a")
    assert number
    assert offers.add("aigerim", (), "/places") is None
    shown = number, changes
    assert (offers.shown_to("aigerim", "/places"), offers.shown_to("-", "/appeals/a")) == (None, None)
    assert offers.take("-", number) == ()
    now[0] = 10.0
    assert (offers.shown_to("aigerim", "/places"), offers.shown_to("aigerim", "/appeals/a")) == (None, shown)
    now[0] = 120.0  # to come back later is no reason to offer it again: History does
    assert offers.shown_to("aigerim", "/appeals/a") is None
    later = offers.add("aigerim", changes, "/places")
    assert offers.shown_to("aigerim", "/places") == (later, changes)
    assert offers.take("aigerim", later or 0) == changes
    assert offers.shown_to("aigerim", "/appeals/a") is None  # it was not the last one
    assert offers.take("aigerim", number) == changes  # a click that came late
    assert offers.take("aigerim", number) == ()
