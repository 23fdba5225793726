"""Tags that old players can read, read back by mutagen, and how their texts are cut."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings, strategies as st
from mutagen.id3 import ID3

from zt_audio.tracks import Tags, cut_tag, id3v23

TAGS = Tags("Құрметті базар / рынок «Алтай»", "Ақтөбе ә ғ қ ң ө ұ ү һ і / Актобе", 3, 12, ("kaz", "rus"))


def read(data: bytes) -> ID3:
    """Return the tag as a player would find it, before a frame."""
    return ID3(io.BytesIO(data + b"\xff\xfb\x90\xc0" + bytes(413)), translate=False, load_v1=False)


def test_both_languages_are_read_back() -> None:
    tag = read(id3v23(TAGS))
    assert tag.version == (2, 3, 0)
    assert tag["TIT2"].text == [TAGS.title]
    assert tag["TALB"].text == [TAGS.album]
    assert tag["TRCK"].text == ["3/12"]
    assert tag["TLAN"].text == ["kazrus"]
    assert sorted(tag) == ["TALB", "TIT2", "TLAN", "TRCK"]  # no picture, nothing that starts with a noise


def test_text_is_utf_16_with_its_byte_order() -> None:
    data = id3v23(TAGS)
    assert data[:5] == b"ID3\x03\x00"
    for text in (TAGS.title, TAGS.album):
        assert b"\x01\xff\xfe" + text.encode("utf-16-le") in data


def test_there_is_no_old_tag_and_no_padding() -> None:
    data = id3v23(TAGS)
    size = int.from_bytes(bytes(data[6:10]))
    assert 10 + ((size >> 24) * 128**3 + (size >> 16 & 127) * 128**2 + (size >> 8 & 127) * 128 + (size & 127)) == len(
        data
    )
    assert b"TAG" not in data
    assert data[-7:] == b"kazrus\0"


def test_the_same_tags_are_the_same_bytes() -> None:
    assert id3v23(TAGS) == id3v23(Tags(*(getattr(TAGS, name) for name in TAGS.__slots__)))


printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200)


@given(printable, printable, st.integers(1, 999), st.integers(1, 999))
@settings(deadline=None, max_examples=60)
def test_any_title_is_read_back(title: str, album: str, number: int, total: int) -> None:
    tag = read(id3v23(Tags(title, album, number, total, ("rus",))))
    assert (str(tag["TIT2"]), str(tag["TALB"]), str(tag["TRCK"])) == (title, album, f"{number}/{total}")


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
    assert cut_tag(text, limit) == kept


@given(st.text(max_size=80), st.integers(16, 100))
@settings(deadline=None, max_examples=200)
def test_what_is_cut_fits_and_is_a_beginning(text: str, limit: int) -> None:
    try:
        text.encode("utf-16")
    except UnicodeEncodeError:  # half a character
        return
    kept = cut_tag(text, limit)
    assert len(kept.encode("utf-16")) <= limit
    assert text.startswith(kept)
