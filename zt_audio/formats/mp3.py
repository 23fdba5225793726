"""MP3 bytes in, their frames out: headers are read and checked, nothing is decoded. And the Info frame of a track.

MPEG-1 layer III, mono, 44.1 kHz, no CRC: the one kind that this project writes (ISO/IEC 11172-3, 2.4.1 and 2.4.2).
No heavy library is imported here or in presets.py: planning and joining need both, and nothing else of this room.
"""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.errors import BuildError
from zt_audio.model import Problem

QUALITY = 3  # LAME's, 0 best; 2 takes twice the time for nothing that shows in mono speech at 128 kbit/s

SYNC = b"\xff\xfb"  # MPEG-1, layer III, no CRC
BITRATES_KBPS = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
SAMPLE_RATE = 44100
FRAME_SAMPLES = 1152
MONO = 0b11
HEADER_BYTES = 4
SIDE_INFO_BYTES = 17
INFO_AT = HEADER_BYTES + SIDE_INFO_BYTES
INFO_NAMES = (b"Info", b"Xing")
FRAMES_BYTES_TOC_QUALITY = 0b1111
TOC_ENTRIES = 100


def split(coded: bytes) -> Iterator[bytes]:
    """Yield the frames of `coded`. Raises BuildError `frames-damaged` where something else stands between them."""
    position = 0
    while position < len(coded):
        length = _frame_length(coded[position : position + HEADER_BYTES])
        if not length or position + length > len(coded):
            raise BuildError(Problem("frames-damaged", facts={"offset": position, "bytes": len(coded)}))
        yield coded[position : position + length]
        position += length


def frame_count(coded: bytes) -> int:
    """Return how many frames `coded` holds, each header checked. Raises BuildError `frames-damaged`."""
    return sum(1 for _ in split(coded))


def without_info(coded: bytes) -> bytes:
    """Return `coded` without an Info frame at its start."""
    first = next(split(coded), b"")
    return coded[len(first) :] if first[INFO_AT : INFO_AT + 4] in INFO_NAMES else coded


def require_joinable(coded: bytes) -> None:
    """Raise BuildError `frames-damaged` unless all of `coded` is frames and the first borrows nothing from before."""
    frames = list(split(coded))
    if not frames or main_data_begin(frames[0]):
        raise BuildError(Problem("frames-damaged", facts={"offset": 0, "bytes": len(coded)}))


def main_data_begin(frame: bytes) -> int:
    """Return how many bytes of earlier frames (the bit reservoir) `frame` needs."""
    return int.from_bytes(frame[HEADER_BYTES : HEADER_BYTES + 2]) >> 7


def info_frame(audio_frames: int, audio_bytes: int, bitrate_kbps: int = 128) -> bytes:
    """Return the frame that tells players the length of the `audio_frames` (in all `audio_bytes`) that follow it.

    "Info" says that the bit rate is constant. As LAME writes it, the frame count is without this frame and the byte
    count is with it.
    """
    header = SYNC + bytes([BITRATES_KBPS.index(bitrate_kbps) << 4, MONO << 6])
    length = _frame_length(header)
    toc = bytes(256 * entry // TOC_ENTRIES for entry in range(TOC_ENTRIES))
    numbers = (FRAMES_BYTES_TOC_QUALITY, audio_frames, audio_bytes + length)
    tag = INFO_NAMES[0] + b"".join(number.to_bytes(4) for number in numbers) + toc + (100 - 10 * QUALITY).to_bytes(4)
    return (header + bytes(SIDE_INFO_BYTES) + tag).ljust(length, b"\0")


def _frame_length(header: bytes) -> int:
    """Return the bytes of the frame that `header` begins, 0 where it is no header of ours."""
    if len(header) < HEADER_BYTES or header[:2] != SYNC or header[3] >> 6 != MONO:
        return 0
    bitrate, rate, padding = header[2] >> 4, header[2] >> 2 & 0b11, header[2] >> 1 & 1
    if rate or not 0 < bitrate < len(BITRATES_KBPS):
        return 0
    return 144 * BITRATES_KBPS[bitrate] * 1000 // SAMPLE_RATE + padding
