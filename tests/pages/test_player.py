"""Test what the player page knows of a playlist: names, times, texts, and its build number."""

from __future__ import annotations

import json
import re
import tracemalloc
from dataclasses import replace

import pytest

from tests.support.report_sample import CYCLE, SEGMENTS, built, track
from zt_audio.pages.player import SCRIPT_WORDS, player_data, player_page
from zt_audio.store.manifest import PLAYER_FILE, AppealEntry, FileEntry, PlaylistEntry

TITLES = {"litter": AppealEntry({"kk": "Қоқыс тастамаңыз", "ru": "Не мусорите"})}


def entry(**facts: object) -> PlaylistEntry:
    sample = replace(built(track(1, repeats=3), track(2)).playlists["city"], appeals=TITLES)
    return replace(sample, **facts)  # type: ignore[arg-type]


def drawn(*given: object, **bounds: int) -> str:
    return b"".join(player_page(*given, **bounds)).decode()  # type: ignore[arg-type]


def test_each_segment_stands_there_once_and_cycles_name_it() -> None:
    data = player_data(entry(), SEGMENTS)
    assert len(data["segments"]) == len(set(CYCLE))
    first = data["tracks"][0]
    kinds = [data["segments"][number]["kind"] for _, number in first["cycle"]]
    assert kinds == [SEGMENTS[key].part.split("/")[0] for key in CYCLE]
    assert first["cycle_s"] * 3 == pytest.approx(track(1, repeats=3).duration_ms / 1000, abs=0.002)


def test_an_appeal_has_its_title_in_the_language_that_is_heard() -> None:
    titles = {(part["lang"], part["title"]) for part in player_data(entry(), SEGMENTS)["segments"] if part["title"]}
    assert titles == {("kk", "Қоқыс тастамаңыз"), ("ru", "Не мусорите")}


def test_a_file_name_is_an_address() -> None:
    odd = replace(track(1), file="01/001 Ә#?.MP3")
    assert player_data(entry(tracks=(odd,)), SEGMENTS)["tracks"][0]["file"] == "01/001%20%D3%98%23%3F.MP3"


def test_no_text_ends_the_element_that_holds_it() -> None:
    evil = replace(SEGMENTS["kk1"], text=("</script><script>alert(1)</script>",))
    html = drawn(entry(), {**SEGMENTS, "kk1": evil})
    assert html.count("<script") == 2
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    assert any("</script>" in part["text"] for part in json.loads(found[1])["segments"])


def test_the_number_is_of_the_playlist_and_not_of_the_page() -> None:
    page = FileEntry(PLAYER_FILE, "00", 1)
    assert entry(files=(page,)).number == entry().number
    assert entry(duty_phone="103").number != entry().number
    assert f">{entry().number}<" in drawn(entry(), SEGMENTS)


def test_the_script_uses_every_word_of_the_page() -> None:
    html = drawn(entry(), SEGMENTS)
    script = html[html.index('"use strict"') :]
    assert set(re.findall(r'"(\w+)"', script)) & set(SCRIPT_WORDS) == set(SCRIPT_WORDS) - {"intro", "outro"}  # kinds


def test_the_page_is_never_held_as_a_whole() -> None:
    sounds = dict.fromkeys(SEGMENTS, b"\xff" * 2**21)
    pieces = player_page(entry(), SEGMENTS, sounds)
    next(pieces)
    tracemalloc.start()
    size_bytes = sum(map(len, pieces))
    _held, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < size_bytes / 2


def test_the_page_carries_sounds_up_to_what_a_phone_can_open() -> None:
    sounds = {"kk1": b"\xff\xfb", "ru1": b"\xff\xfa"}
    page = drawn(entry(), SEGMENTS, sounds, most_bytes=4)
    assert re.findall(r'id="sound-\d+">([^<]+)<', page) == ["//s=", "//o="]
    assert 'id="sound-' not in drawn(entry(), SEGMENTS, sounds, most_bytes=3)
