"""The street of the benchmark: levels are right, the horn has a band and a limit, and every run is the same."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.intelligibility import GAINS_DB, equivalent_gain_db
from benchmarks.sii import BANDS_HZ
from benchmarks.street import a_weighting, band_levels, horn, level_db, level_dba, speech_noise, traffic_noise
from zt_audio.formats.mp3 import SAMPLE_RATE

SECOND = np.arange(SAMPLE_RATE) / SAMPLE_RATE


def tone(hz: float, amplitude: float = 0.1) -> np.ndarray:
    return (amplitude * np.sin(2 * np.pi * hz * SECOND)).astype(np.float32)


@pytest.mark.parametrize(("hz", "db"), [(63, -26.2), (125, -16.1), (500, -3.2), (1000, 0.0), (4000, 1.0), (8000, -1.1)])
def test_a_weighting_as_the_standard_prints_it(hz: float, db: float) -> None:
    assert 10 * np.log10(a_weighting(np.array([hz]))[0]) == pytest.approx(db, abs=0.1)


def test_levels_of_a_tone() -> None:
    assert level_db(tone(1000)) == pytest.approx(-23, abs=0.1)
    assert level_dba(tone(1000)) == pytest.approx(-23, abs=0.1)
    assert level_dba(tone(125)) == pytest.approx(-39.1, abs=0.3)


def test_white_noise_has_the_same_spectrum_level_in_every_band() -> None:
    white = np.float32(0.1) * np.random.default_rng(1).standard_normal(10 * SAMPLE_RATE, np.float32)
    assert band_levels(white) == pytest.approx(np.full(18, -20 - 10 * np.log10(SAMPLE_RATE / 2)), abs=0.6)


@pytest.mark.parametrize(("hz", "at_least_db", "at_most_db"), [(100, -60, -18), (1500, -1, 0), (12000, -60, -10)])
def test_the_band_of_the_horn(hz: float, at_least_db: float, at_most_db: float) -> None:
    change_db = level_db(horn(tone(hz))[9000:]) - level_db(tone(hz))
    assert at_least_db < change_db < at_most_db


def test_the_horn_cannot_be_driven_beyond_its_limit() -> None:
    assert np.abs(horn(tone(1500, 10.0))).max() <= 1
    assert level_db(horn(tone(1500, 1.0))) - level_db(horn(tone(1500, 0.5))) < 5


def test_noise_of_a_speech_has_its_spectrum() -> None:
    speech = tone(500) + tone(2000, 0.03) + 0.001 * np.random.default_rng(2).standard_normal(SAMPLE_RATE)
    noise = speech_noise(speech, 4 * SAMPLE_RATE)
    difference = band_levels(noise) - band_levels(speech)
    loud = np.isin(BANDS_HZ, (500, 2000))
    assert np.ptp(difference[loud]) < 1.5


def test_traffic_is_loudest_around_1_khz_in_dba_and_the_same_every_time() -> None:
    noise = traffic_noise(8 * SAMPLE_RATE)
    per_band = band_levels(noise) + 10 * np.log10(BANDS_HZ * a_weighting(BANDS_HZ))
    assert BANDS_HZ[per_band.argmax()] == pytest.approx(1000, abs=300)
    assert np.array_equal(noise, traffic_noise(8 * SAMPLE_RATE))


@pytest.mark.parametrize(("value", "gain_db"), [(0.0, 0.0), (0.35, 5.0), (0.9, 20.0)])
def test_equivalent_gain_is_read_from_the_ruler(value: float, gain_db: float) -> None:
    ruler = [0.1 + 0.05 * gain for gain in GAINS_DB]
    assert equivalent_gain_db(value, ruler) == pytest.approx(gain_db if value < 0.9 else 16.0)
