"""WAV or MP3 bytes in, the least number of samples that a decoder must find in them out; nothing is decoded.

Decoders are kind: they skip what is no sound and stop where it ends too soon. So what a service sent is first held
against what it says of itself: each MP3 frame must begin where the one before it ends (ISO/IEC 11172-3 and 13818-3,
layer III), and a WAV file must be as long as its header tells.
"""

from __future__ import annotations

from zt_audio.speech.online.errors import NetError

KBPS_MPEG_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBPS_MPEG_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
# Bits 3-4 of the second byte -> bit rates, sample rates, samples a frame; MPEG-2.5 is MPEG-2 at half its rates.
VERSIONS = {
    0b11: (KBPS_MPEG_1, (44_100, 48_000, 32_000), 1152),
    0b10: (KBPS_MPEG_2, (22_050, 24_000, 16_000), 576),
    0b00: (KBPS_MPEG_2, (11_025, 12_000, 8_000), 576),
}
LAYER_3 = 0b01
EDGE_FRAMES = 4  # an Info frame, and what a decoder cuts off both ends of an encoder's delay

RIFF_HEAD, CHUNK_HEAD = 12, 8
UNKNOWN_SIZES = (0, 0x7FFFFFFF, 0xFFFFFFFF)  # of WAV that was sent while it was made


def least_samples(encoded: bytes) -> int:
    """Return how many samples `encoded` must give at least. Raises NetError: net-bad-audio where it is not whole."""
    samples = _wav_samples(encoded) if encoded[:4] == b"RIFF" else _mp3_samples(encoded)
    if samples is None:
        raise NetError("net-bad-audio", f"{len(encoded)} B")
    return samples


def _wav_samples(encoded: bytes) -> int | None:
    """Find the chunk of samples; None where it is not there, or not to its end."""
    at = RIFF_HEAD
    while at + CHUNK_HEAD <= len(encoded):
        size = int.from_bytes(encoded[at + 4 : at + CHUNK_HEAD], "little")
        at += CHUNK_HEAD
        if encoded[at - CHUNK_HEAD : at - 4] == b"data":
            return 1 if size in UNKNOWN_SIZES or at + size <= len(encoded) else None
        at += size + size % 2
    return None


def _mp3_samples(encoded: bytes) -> int | None:
    """Walk from frame to frame; None where something else stands between them."""
    at, frames, samples = _id3v2_bytes(encoded), 0, 0
    end = len(encoded) - 128 if encoded[-128:-125] == b"TAG" else len(encoded)
    while at < end:
        length, frame_samples = _frame(encoded[at : at + 4])
        if not length or at + length > end:
            return None
        at, frames, samples = at + length, frames + 1, frame_samples
    return max(1, (frames - EDGE_FRAMES) * samples) if frames else None


def _id3v2_bytes(encoded: bytes) -> int:
    if encoded[:3] != b"ID3" or len(encoded) < 10:  # noqa: PLR2004 - bytes of its header
        return 0
    size = 0
    for byte in encoded[6:10]:  # seven bits each
        size = size << 7 | byte & 0x7F
    return 10 + size


def _frame(header: bytes) -> tuple[int, int]:
    """Return bytes and samples of the frame that `header` begins, or zeros where it begins none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] >> 5 != 0b111 or header[1] >> 1 & 0b11 != LAYER_3:  # noqa: PLR2004
        return 0, 0
    version, bitrate, rate = header[1] >> 3 & 0b11, header[2] >> 4, header[2] >> 2 & 0b11
    if version not in VERSIONS or not 0 < bitrate < len(KBPS_MPEG_1) or rate == 0b11:  # noqa: PLR2004
        return 0, 0
    kbps, rates_hz, samples = VERSIONS[version]
    return samples // 8 * kbps[bitrate] * 1000 // rates_hz[rate] + (header[2] >> 1 & 1), samples
