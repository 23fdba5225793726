"""Cue sheets: times in 75ths, titles in ASCII, and how long texts in tags are cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zt_audio.tracks.cue import cue
from zt_audio.tracks.tags import cut


def test_a_sheet_is_what_players_read() -> None:
    marks = [("MARKET", 0), ("PARK", 61_013), ("SCHOOL", 100 * 60_000 + 999)]
    assert cue("CITY.MP3", "CITY", "mp3", marks).decode("ascii").split("\r\n") == [
        'TITLE "CITY"',
        'FILE "CITY.MP3" MP3',
        "  TRACK 01 AUDIO",
        '    TITLE "MARKET"',
        "    INDEX 01 00:00:00",
        "  TRACK 02 AUDIO",
        '    TITLE "PARK"',
        "    INDEX 01 01:01:00",  # 13 ms are less than a 75th
        "  TRACK 03 AUDIO",
        '    TITLE "SCHOOL"',
        "    INDEX 01 100:00:74",
        "",
    ]
    assert b'FILE "CITY.WAV" WAVE\r\n' in cue("CITY.WAV", "CITY", "wav", marks)


def test_a_sheet_is_ascii_or_nothing() -> None:
    with pytest.raises(UnicodeEncodeError):
        cue("CITY.MP3", "ҚАЛА", "mp3", [])


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("Базар", None, "Базар"),
        ("Базар", 12, "Базар"),  # two bytes of mark, two a letter
        ("Базар", 11, "База"),
        ("Базар", 10, "База"),
        ("ба 🎉", 12, "ба 🎉"),
        ("ба 🎉", 11, "ба"),  # no half of it, and no space at the end
        ("сто\u0301", 10, "сто\u0301"),
        ("сто\u0301", 9, "ст"),  # no letter without its mark
        ("", 16, ""),
    ],
)
def test_a_text_is_cut_between_characters(text: str, limit: int | None, kept: str) -> None:
    assert cut(text, limit) == kept


@given(st.text(max_size=80), st.integers(16, 100))
@settings(deadline=None, max_examples=200)
def test_what_is_cut_fits_and_is_a_beginning(text: str, limit: int) -> None:
    try:
        text.encode("utf-16")
    except UnicodeEncodeError:  # half a character
        return
    kept = cut(text, limit)
    assert len(kept.encode("utf-16")) <= limit
    assert text.startswith(kept)
