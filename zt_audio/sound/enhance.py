"""Make one passage of spoken sentences that carries through a horn: clean, band, presence, compression, level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from pedalboard import Compressor

from zt_audio.content.presets import Band, Compression, Preset
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.model import Speech
from zt_audio.sound.filters import RecursiveFilter, high_pass, low_pass, peak
from zt_audio.sound.limiter import levelled
from zt_audio.sound.loudness import gain, integrated, mean_squares
from zt_audio.sound.pcm import LEAD_MS, TAIL_MS, Samples, from_speech, silence

CEILING_DBTP = -1.5  # MP3 coding lifts peaks by 0.1 to 0.5 dB
PRESENCE_Q = 0.7
ROLL_OFF_ORDER = 4  # 24 dB an octave: what a horn cannot play must not use up level


def process(sentences: Sequence[Speech], pause_ms: int, preset: Preset, ceiling_dbtp: float = CEILING_DBTP) -> Samples:
    """Return the passage as it is to be encoded. Same input, same samples."""
    return levelled(passage(sentences, pause_ms, preset), preset.target_lufs, ceiling_dbtp)


def passage(sentences: Sequence[Speech], pause_ms: int, preset: Preset) -> Samples:
    """Return the passage of `sentences`, processed and not yet levelled."""
    if preset.cleaning:
        from zt_audio.sound.clean import cleaned  # noqa: PLC0415 - only recordings are cleaned

        sentences = [cleaned(sentence, preset.cleaning) for sentence in sentences]
    return shaped(joined(sentences, pause_ms), preset)


def joined(sentences: Sequence[Speech], pause_ms: int) -> Samples:
    """Return the sentences with `pause_ms` between the last sound of one and the first sound of the next."""
    gap = silence(max(0, pause_ms - LEAD_MS - TAIL_MS))
    parts = [part for sentence in sentences for part in (gap, from_speech(sentence))]
    return np.concatenate([*parts[1:], silence(0)])


def shaped(samples: Samples, preset: Preset) -> Samples:
    """Return `samples` in the preset's band, with its presence and compression, not levelled."""
    if not samples.any():
        return samples
    if preset.band:
        samples = in_band(samples, preset.band)
    if preset.compression:
        samples = compressed(samples, preset.compression)
    return samples


def in_band(samples: Samples, band: Band) -> Samples:
    """Return `samples` between the edges of `band`, with the presence region lifted."""
    return _band_filter(band)(samples)


@cache
def _band_filter(band: Band) -> RecursiveFilter:
    below, above = high_pass(ROLL_OFF_ORDER, band.low_hz), low_pass(ROLL_OFF_ORDER, band.high_hz)
    return RecursiveFilter(np.vstack([below, above, peak(band.presence_hz, band.presence_db, PRESENCE_Q)]))


def compressed(samples: Samples, compression: Compression) -> Samples:
    """Return `samples` with its loud syllables pulled towards its soft ones."""
    level_db = integrated(mean_squares(samples, SAMPLE_RATE // 100), SAMPLE_RATE // 100)
    if level_db == -math.inf:
        return samples
    compressor = Compressor(
        threshold_db=compression.threshold_db,
        ratio=compression.ratio,
        attack_ms=compression.attack_ms,
        release_ms=compression.release_ms,
    )
    evened: Samples = compressor(samples * np.float32(gain(-level_db)), SAMPLE_RATE)
    return evened
