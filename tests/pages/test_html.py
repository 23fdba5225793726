"""Compare every page, as a browser builds it, with golden/; test that templates escape all and miss nothing.

Where a page was changed on purpose: run these tests with ZT_RENEW_GOLDEN=1, look at the difference, keep it.
"""

from __future__ import annotations

import hashlib
import os
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given, settings, strategies as st
from jinja2 import UndefinedError

from tests.support.dom import Node, dom, dom_lines
from tests.support.report_sample import SEGMENTS, built, track
from zt_audio.model import LANGS
from zt_audio.pages import html
from zt_audio.pages.card import CARD_WORDS, SHORT_DAYS, card
from zt_audio.pages.card_sheets import card_page
from zt_audio.pages.html import Wording
from zt_audio.pages.player import PLAYER_WORDS, SCRIPT_WORDS, player_page
from zt_audio.pages.report import REPORT_WORDS, report_page
from zt_audio.pages.sheet import SHEET_WORDS, SheetText, sheet_page
from zt_audio.store.manifest import AppealEntry, PlaylistEntry

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = built(track(1, repeats=3), track(2, lufs=-9, dbtp=-0.5), track(3, ("ru1", "pause")))
CITY = replace(
    SAMPLE.playlists["city"],
    appeals={"litter": AppealEntry({"kk": "Қоқыс <тастамаңыз>", "ru": "Не & мусорите"})},
    quiet_hours={"weekday": "09:00-22:00", "weekend": "10:00-22:00"},
    duty_phone="102",
    below_floor=("intro/park/kk/1",),
)
ONE_FILE = replace(
    CITY,
    tracks=tuple(
        replace(each, file="CITY.MP3", start_ms=7000 * n, start_byte=9000 * n) for n, each in enumerate(CITY.tracks)
    ),
)
TEXTS = (
    SheetText(1, "kk", "appeal", ("Қоқыс <b>",), ("Сәлем.", "Қа\u0301ла & қала"), "stale", 1, 2),
    SheetText(2, "kk", "intro", ("Саябақ", "Базар"), ("Бір.",), "missing", 1, 1),
    SheetText(12, "ru", "outro", ("парк",), ("Не мусорите.",), "unproved"),
)


def keys(words: Mapping[str, str]) -> Wording:
    """Return a wording that shows the key of each word with its facts: no change of words changes a page."""
    slots = {key: [name for _, name, _, _ in Formatter().parse(word) if name] for key, word in words.items()}
    return Wording("ru", {key: " ".join((f"[{key}]", *(f"{{{name}}}" for name in slots[key]))) for key in words})


def carded(entry: PlaylistEntry) -> str:
    return card_page(card("city", replace(entry, days=("mon", "tue", "wed", "sun")), SEGMENTS, date(2026, 11, 24)))


PAGES = {
    "card": carded(CITY),
    "card-one-file": carded(ONE_FILE),
    "player": b"".join(player_page(CITY, SEGMENTS, {"kk1": b"\xff\xfb"})).decode(),
    "player-one-file": b"".join(player_page(ONE_FILE, SEGMENTS)).decode(),
    "report": report_page(replace(SAMPLE, playlists={"city": CITY, "one <file>": ONE_FILE}), keys(REPORT_WORDS)),
    "sheet": sheet_page(TEXTS, keys(SHEET_WORDS)),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_built_as_the_golden_one(name: str) -> None:
    found = "\n".join(dom_lines(PAGES[name])) + "\n"
    golden = GOLDEN / f"{name}.dom.txt"
    if os.environ.get("ZT_RENEW_GOLDEN") == "1":
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def elements(node: Node, tag: str) -> list[Node]:
    nodes = [each for each in node.content if isinstance(each, Node)]
    return [each for each in nodes if each.tag == tag] + [found for each in nodes for found in elements(each, tag)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_forbids_everything_except_its_own_style_and_script(name: str) -> None:
    root = dom(PAGES[name])
    policies = [meta.attributes["content"] for meta in elements(root, "meta") if "http-equiv" in meta.attributes]
    assert policies[0].startswith("default-src 'none'; ")
    scripts = [each.content[0] for each in elements(root, "script") if "type" not in each.attributes]
    digests = [f"'sha256-{b64encode(hashlib.sha256(str(each).encode()).digest()).decode()}'" for each in scripts]
    assert re.findall(r"script-src ([^;]*);", policies[0]) == digests
    assert ("media-src" in policies[0]) == bool(elements(root, "audio"))
    assert html.is_our_page(PAGES[name].encode()[:4096])


def test_another_page_is_not_ours() -> None:
    assert not html.is_our_page(b"<!doctype html>\n<html lang='kk'><head></head></html>")
    assert not html.is_our_page(b"default-src 'none'; ")


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_text_and_attributes_come_back_as_they_were(text: str) -> None:
    plain = re.sub(r"[\r\x00]", "", text)  # HTML has no such characters
    template = html._environment().from_string('<p title="{{ text }}">{{ text }}</p>')
    [paragraph] = elements(dom(template.render(text=plain)), "p")
    assert paragraph.attributes == {"title": plain}
    assert "".join(map(str, paragraph.content)) == plain


@pytest.mark.parametrize("template", ["card", "player", "report", "sheet"])
def test_a_value_that_is_missing_is_an_error_and_no_hole(template: str) -> None:
    with pytest.raises(UndefinedError):
        html.render_page(template, lang="kk")


def test_the_words_of_drivers_are_there_in_every_language_with_the_same_slots() -> None:
    for words in (CARD_WORDS, SHORT_DAYS, PLAYER_WORDS, SCRIPT_WORDS):
        for key, each in words.items():
            assert tuple(each) == LANGS, key
            slots = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in each.values()]
            assert all(found == slots[0] for found in slots), key
