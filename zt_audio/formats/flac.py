"""Prove that a FLAC file is whole: its header counts the samples and holds their digest (RFC 9639, 8.2)."""

from __future__ import annotations

import hashlib

FLAC_MARK = b"fLaC"
_INFO_AT, _INFO_BYTES = 8, 34  # STREAMINFO comes first, behind its own head of four bytes
_COUNT_AT, _DIGEST_AT = 10, 18  # in it: rate, channels, bits and count in eight bytes; then MD5 of the samples
_BITS = 16


def flac_samples(encoded: bytes) -> int:
    """Return how many samples each channel has; 0 where the header does not tell, or they have other than 16 bits.

    One that was sent while it was made does not tell: nothing shows where it was to end.
    """
    info = encoded[_INFO_AT : _INFO_AT + _INFO_BYTES]
    if len(info) < _INFO_BYTES or encoded[4] & 0x7F:
        return 0
    facts = int.from_bytes(info[_COUNT_AT:_DIGEST_AT], "big")
    bits = (facts >> 36 & 0x1F) + 1
    return facts & 0xFFFFFFFFF if bits == _BITS and any(info[_DIGEST_AT:]) else 0


def is_flac_of(encoded: bytes, pcm: bytes) -> bool:
    """Tell whether `pcm`, 16-bit and channel by channel in turn, is what was encoded: decoders hide damage."""
    at = _INFO_AT + _DIGEST_AT
    return hashlib.md5(pcm, usedforsecurity=False).digest() == encoded[at : _INFO_AT + _INFO_BYTES]
