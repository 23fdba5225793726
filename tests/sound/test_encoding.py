"""The encoder's quality setting is as good as slower ones: less noise, and less of it above what each band masks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from tests.support.read_aloud import RATE, spoken
from tests.support.spoken_samples import speech
from zt_audio.content.presets import PRESETS
from zt_audio.formats.mp3 import QUALITY, SAMPLE_RATE
from zt_audio.model import Lang
from zt_audio.sound import segment as mp3
from zt_audio.sound.loudness import dbfs, true_peak_dbtp
from zt_audio.sound.pcm import Samples
from zt_audio.sound.segment import process

SLOWER = (2, 3, 5)  # LAME's settings below QUALITY that can be told apart
DELAY = 1105  # samples, of encoder and decoder
WINDOW, STEP = 512, 256  # samples
MASKED_DB = 13.0  # noise this far below a band of noise or voice is not heard
FALL_DB_PER_BARK = (10.0, 25.0)  # of masking, upwards and downwards (Zwicker)
FLOOR_DB = 60.0  # below the loud frames nothing is heard, not in a quiet room either


PARAGRAPHS: Mapping[Lang, tuple[str, ...]] = {
    "kk": ("Құрметті тұрғындар, қоғамдық тәртіпті сақтаңыздар.", "Көшеге қоқыс тастаған адамға айыппұл салынады."),
    "ru": ("Уважаемые жители, соблюдайте общественный порядок.", "За выброс мусора на улице предусмотрен штраф."),
}


@pytest.fixture(scope="module")
def loud() -> Samples:
    """Give two paragraphs of espeak-ng as loud as they are encoded: what each band masks depends on a real voice."""
    takes = [speech(spoken(sentences, lang), RATE) for lang, sentences in PARAGRAPHS.items()]
    return np.concatenate([process([take], 450, PRESETS["street"]) for take in takes])


def decoded(samples: Samples, quality: int) -> Samples:
    return mp3.decode(mp3.encode(samples, quality=quality))[DELAY:][: len(samples)]


def in_bark(samples: Samples) -> NDArray[np.float64]:
    """Return the power of each band of a Bark in each window (Zwicker and Terhardt 1980)."""
    hertz = np.fft.rfftfreq(WINDOW, 1 / SAMPLE_RATE)
    bands = (13 * np.arctan(0.00076 * hertz) + 3.5 * np.arctan((hertz / 7500) ** 2)).astype(int)
    power = np.abs(np.fft.rfft(sliding_window_view(samples, WINDOW)[::STEP] * np.hanning(WINDOW))) ** 2
    summed: NDArray[np.float64] = np.add.reduceat(power, np.flatnonzero(np.diff(bands, prepend=-1)), axis=1)
    return summed


def noise_to_mask_db(samples: Samples, noise: Samples) -> NDArray[np.float64]:
    """Return by how much the noise in each band of each window is above what the samples mask."""
    power = in_bark(samples)
    apart = np.subtract.outer(*[np.arange(power.shape[1])] * 2)
    fall_db = np.where(apart >= 0, FALL_DB_PER_BARK[0] * apart, -FALL_DB_PER_BARK[1] * apart)
    mask = power @ (10 ** (-(fall_db + MASKED_DB) / 10)).T
    floor = np.percentile(power.sum(axis=1), 95) * 10 ** (-FLOOR_DB / 10)
    above: NDArray[np.float64] = 10 * np.log10((in_bark(noise) + 1e-20) / (mask + floor))
    return above


@pytest.mark.parametrize("slower", SLOWER)
def test_no_slower_setting_is_better(loud: Samples, slower: int) -> None:
    ours, theirs = decoded(loud, QUALITY), decoded(loud, slower)
    assert np.std(ours - loud) < np.std(theirs - loud)
    assert true_peak_dbtp(ours) <= true_peak_dbtp(theirs) + 0.05
    ours_db, theirs_db = (noise_to_mask_db(loud, found - loud) for found in (ours, theirs))
    for share in (0.99, 0.999):
        assert np.quantile(ours_db, share) < np.quantile(theirs_db, share)


def test_noise_lies_far_below_speech(loud: Samples) -> None:
    assert dbfs(float(np.std(decoded(loud, QUALITY) - loud) / np.std(loud))) < -30
