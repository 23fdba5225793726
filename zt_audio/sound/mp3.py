"""Encode samples to MP3 frames and decode them. Frames have no tag and no Info frame, so that runs can be joined."""

from __future__ import annotations

import lameenc
import numpy as np

from zt_audio.errors import BuildError
from zt_audio.formats import mp3 as layer3
from zt_audio.formats.mp3 import FRAME_SAMPLES, SAMPLE_RATE
from zt_audio.formats.sound_file import LongSoundError, UnreadableSoundError, read_sound
from zt_audio.model import Problem
from zt_audio.sound.pcm import Samples

BITRATE_KBPS = 128
LAME_SCALE = 0.95  # LAME makes every input quieter by this; give the 0.446 dB back
_FEWEST_FRAMES = 2
_SHORTEST_FRAME_BYTES = 104  # of 32 kbit/s


def encode(samples: Samples, bitrate_kbps: int = BITRATE_KBPS, quality: int = layer3.QUALITY) -> bytes:
    """Return frames that begin with an empty bit reservoir and end with the encoder's flush frame."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(SAMPLE_RATE)  # LAME would pick a lower one for low bit rates
    encoder.set_bit_rate(bitrate_kbps)
    encoder.set_quality(quality)
    scaled = samples * np.float32(32768 / LAME_SCALE)
    pcm = np.clip(np.rint(scaled, out=scaled), -32768, 32767, out=scaled).astype("<i2").tobytes()
    coded = layer3.without_info(bytes(encoder.encode(pcm)) + bytes(encoder.flush()))
    layer3.require_joinable(coded)
    return coded


def decode(coded: bytes) -> Samples:
    """Return the samples of `coded`, FRAME_SAMPLES for each frame; they may exceed 1.0.

    The content begins 1105 samples (25 ms) in: the delays of encoder and decoder. Raises BuildError `frames-damaged`.
    """
    most_samples = len(coded) // _SHORTEST_FRAME_BYTES * FRAME_SAMPLES
    try:
        decoded: Samples = read_sound(coded, most_samples / SAMPLE_RATE, most_values=most_samples).samples[:, 0]
    except (UnreadableSoundError, LongSoundError) as error:
        raise BuildError(Problem("frames-damaged", facts={"offset": 0, "bytes": len(coded)})) from error
    return decoded


def decode_pcm(coded: bytes) -> bytes:
    """Return the samples of `coded` as 16-bit PCM, FRAME_SAMPLES for each frame. Raises BuildError `frames-damaged`."""
    return np.clip(np.rint(decode(coded) * 32768), -32768, 32767).astype("<i2").tobytes()


def silent_frames(duration_ms: float, bitrate_kbps: int = BITRATE_KBPS) -> bytes:
    """Return the frames of silence that come nearest to `duration_ms`, at least _FEWEST_FRAMES."""
    count = max(_FEWEST_FRAMES, round(duration_ms * SAMPLE_RATE / 1000 / FRAME_SAMPLES))
    # the encoder's delay fills one frame more
    return encode(np.zeros((count - 1) * FRAME_SAMPLES, np.float32), bitrate_kbps)
