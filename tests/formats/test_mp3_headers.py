"""Test the walk over MP3 headers of any layer III, and the length of an ID3 tag."""

from __future__ import annotations

import pytest

from zt_audio.errors import BuildError
from zt_audio.formats.mp3 import (
    frame_count,
    id3_tag_bytes,
    info_frame,
    require_joinable,
    split,
    whole_samples,
    without_info,
)

MPEG_1 = b"\xff\xfb\x90\xc0"  # 128 kbit/s, 44.1 kHz, mono: 417 bytes
MPEG_2 = b"\xff\xf3\x60\xc0"  # 48 kbit/s, 22.05 kHz: 156 bytes
MPEG_25 = b"\xff\xe3\x40\xc0"  # 32 kbit/s, 11.025 kHz: 208 bytes
PADDED = b"\xff\xfb\x92\xc0"  # one byte longer
TAG = b"ID3\x03\0\0\0\0\x01\x00" + bytes(128)


def frames(header: bytes, length: int, count: int = 10) -> bytes:
    return (header + bytes(length - len(header))) * count


@pytest.mark.parametrize(
    ("encoded", "samples"),
    [
        (frames(MPEG_1, 417), 6 * 1152),
        (frames(PADDED, 418), 6 * 1152),
        (frames(MPEG_2, 156), 6 * 576),
        (frames(MPEG_25, 208), 6 * 576),
        (frames(MPEG_1, 417, 2), 1),  # as little as a decoder may find
        (TAG + frames(MPEG_1, 417), 6 * 1152),
        (frames(MPEG_1, 417) + b"TAG" + bytes(125), 6 * 1152),
        (b"", None),
        (TAG, None),
        (frames(MPEG_1, 417)[:-1], None),
        (frames(MPEG_1, 417) + b"\xff", None),
        (frames(MPEG_1, 417) + b"<html>", None),
        (b"\xff\xfd\x90\xc0" + bytes(600), None),  # layer II
        (b"\xff\xeb\x90\xc0" + bytes(600), None),  # no such version
        (b"\xff\xfb\x00\xc0" + bytes(600), None),  # a bit rate that is not stated
        (b"\xff\xfb\xf0\xc0" + bytes(600), None),
        (b"\xff\xfb\x9c\xc0" + bytes(600), None),  # a reserved sample rate
    ],
)
def test_a_whole_file_states_its_least_length(encoded: bytes, samples: int | None) -> None:
    assert whole_samples(encoded) == samples


@pytest.mark.parametrize(
    ("head", "length"),
    [
        (TAG, 138),
        (b"ID3\x04\0\0\x00\x00\x02\x01", 267),
        (b"ID3\x03\0\0\x7f\x7f\x7f\x7f", 2**28 - 1 + 10),
        (b"ID3\x03\0\0\0\0\0", 0),
        (b"", 0),
        (MPEG_1 + bytes(8), 0),
    ],
)
def test_the_size_of_a_tag_has_seven_bits_a_byte(head: bytes, length: int) -> None:
    assert id3_tag_bytes(head) == length


@pytest.mark.parametrize("coded", [b"", frames(MPEG_1 + b"\x80", 417), frames(MPEG_2, 156), b"x" * 417])
def test_only_frames_that_borrow_nothing_can_be_joined(coded: bytes) -> None:
    with pytest.raises(BuildError) as raised:
        require_joinable(coded)
    assert [problem.slug for problem in raised.value.problems] == ["frames-damaged"]


def test_our_own_frames_can_be_joined() -> None:
    coded = info_frame(2, 834) + frames(MPEG_1, 417, 2)
    require_joinable(coded)
    assert [len(frame) for frame in split(coded)] == [417, 417, 417]
    assert frame_count(coded) == 3
    assert without_info(coded) == without_info(without_info(coded)) == coded[417:]
    assert without_info(b"") == b""
