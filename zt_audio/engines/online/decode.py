"""Read what a service answered: its sound as mono 16-bit PCM at its own rate, or why it failed.

Decoders are tolerant: they skip what is no sound and stop where it ends too soon. So the answer is checked first: each
MP3 frame must begin where the one before it ends, and a WAV file must be as long as its header says. A FLAC file must
hold the samples that its header counts and has a digest of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from zt_audio.formats.mp3 import whole_samples
from zt_audio.formats.wav import is_whole_wav
from zt_audio.messages.message import all_messages
from zt_audio.model import Speech

STATUS: Mapping[int, str] = {401: "net-refused", 403: "net-refused", 408: "net-timeout", 429: "net-busy"}
_SERVER_ERRORS = range(500, 600)


class NetError(Exception):
    """No speech came. `slug` is the kind; `got` says what came instead, in no language and without secrets.

    `after_s` is how long the service asks to be left alone.
    """

    def __init__(self, slug: str, got: str, after_s: float | None = None) -> None:
        self.slug = slug
        self.got = got
        self.after_s = after_s
        super().__init__(slug, got)

    @property
    def is_offline(self) -> bool:
        """Tell whether this computer reaches no host at all."""
        return self.slug == "net-offline"

    @property
    def passing(self) -> bool:
        """Tell whether it passes by itself: a refusal, a false certificate and a sign-in page do not."""
        return all_messages()[self.slug].may_pass


def of_status(status: int, after_s: float | None = None) -> NetError:
    """Return what an HTTP status other than 200 means. A redirection is refused: text and key go to no other host."""
    other = "net-server" if status in _SERVER_ERRORS else "net-unexpected"
    return NetError(STATUS.get(status, other), f"HTTP {status}", after_s)


_RATES_HZ = range(8_000, 48_001)
_LONGEST_S = 600  # no service speaks a sentence for longer


def decode_answer(encoded: bytes) -> Speech:
    """Return the speech in `encoded`: WAV, FLAC or MP3. Raises NetError: net-bad-audio unless it is whole."""
    from zt_audio.formats.sound_file import (  # noqa: PLC0415 - brings numpy; planning a build needs none
        LongSoundError,
        UnreadableSoundError,
        read_sound,
    )

    if not (expected := _samples_due(encoded)):
        raise _bad(encoded)
    try:
        decoded = read_sound(encoded, _LONGEST_S, dtype="int16")
    except (UnreadableSoundError, LongSoundError) as error:
        raise _bad(encoded) from error
    sound, sample_rate = decoded.samples, decoded.sample_rate
    # libsndfile guesses the length of MP3 from its first frame, and takes no more: right unless the bit rate changes.
    if not len(sound) or len(sound) < expected or sample_rate not in _RATES_HZ:
        raise _bad(encoded)
    if encoded.startswith(FLAC_MARK) and not is_flac_of(encoded, sound.tobytes()):
        raise _bad(encoded)
    mono = sound[:, 0] if sound.shape[1] == 1 else sound.mean(axis=1)
    return Speech(mono.astype("<i2").tobytes(), sample_rate)


def _samples_due(encoded: bytes) -> int:
    """Return how many samples must come of `encoded` at least; 0 where it is not whole."""
    if encoded.startswith(b"RIFF"):
        return int(is_whole_wav(encoded))
    return flac_samples(encoded) if encoded.startswith(FLAC_MARK) else whole_samples(encoded) or 0


def join_speech(parts: Sequence[Speech]) -> Speech:
    """Return `parts` one after the other. Each was decoded by itself: a decoder may stop where the first part ends."""
    rates = {part.sample_rate for part in parts}
    if len(rates) != 1:
        raise NetError("net-bad-audio", " / ".join(f"{rate} Hz" for rate in sorted(rates)) or "0 B")
    return Speech(b"".join(part.pcm for part in parts), rates.pop())


def _bad(encoded: bytes) -> NetError:
    return NetError("net-bad-audio", f"{len(encoded)} B")


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
    return facts & 0xFFFFFFFFF if (facts >> 36 & 0x1F) + 1 == _BITS and any(info[_DIGEST_AT:]) else 0


def is_flac_of(encoded: bytes, pcm: bytes) -> bool:
    """Tell whether `pcm`, 16-bit and channel by channel in turn, is what was encoded: decoders hide damage."""
    at = _INFO_AT + _DIGEST_AT
    return hashlib.md5(pcm, usedforsecurity=False).digest() == encoded[at : _INFO_AT + _INFO_BYTES]
