"""M3U lists and cue sheets: names a line, times in 75ths, titles in ASCII."""

from __future__ import annotations

import pytest

from zt_audio.tracks import cue, m3u


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


def test_a_list_is_names_and_line_ends_of_old_players() -> None:
    data = m3u(["001_41_RAZEZD.MP3", "002_ALTAI_MARKET.MP3"])
    assert data == b"001_41_RAZEZD.MP3\r\n002_ALTAI_MARKET.MP3\r\n"
    assert m3u([]) == b""


def test_a_list_is_ascii_or_nothing() -> None:
    with pytest.raises(UnicodeEncodeError):
        m3u(["001_БАЗАР.MP3"])
