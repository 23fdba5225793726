"""The filters do what scipy's do, whatever the length, and nothing in silence."""

from __future__ import annotations

import numpy as np
import pytest
from pyloudnorm.iirfilter import IIRfilter
from scipy.fft import dct
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import butter, get_window, iirnotch, sosfilt, sosfiltfilt, sosfreqz, tf2sos

from zt_audio.ear.comparison import CEPSTRA, cosines
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.filters import (
    _BLOCK,
    BATCH,
    CHUNK,
    GROUP,
    Matrix,
    RecursiveFilter,
    around,
    band_pass,
    hann,
    high_pass,
    low_pass,
    notch,
    peak,
    there_and_back,
)
from zt_audio.sound.loudness import K_WEIGHTING
from zt_audio.sound.pcm import Samples

_BATCH_SAMPLES = _BLOCK * GROUP * BATCH
_HORN = np.vstack([high_pass(4, 300), low_pass(4, 6500), peak(3000, 3, 0.7)])
_OFF = 10 ** (-80 / 20)  # of the loudest sample: far below what 16 bits and MP3 keep


def noise(count: int) -> Samples:
    return np.random.default_rng(count).normal(0, 0.1, count).astype(np.float32)


@pytest.mark.parametrize(
    "sections", [_HORN, np.array(K_WEIGHTING), low_pass(2, 400, 5512.5)], ids=["horn", "K", "slow"]
)
@pytest.mark.parametrize("count", [1, 63, 4_096, 4_097, 100_000, CHUNK + 5])
def test_it_filters_as_in_double_precision(sections: Matrix, count: int) -> None:
    samples = noise(count)
    theirs = sosfilt(sections, samples)
    ours = RecursiveFilter(sections)(samples)
    assert ours.dtype == np.float32
    assert len(ours) == count
    assert np.abs(ours - theirs).max(initial=0) <= _OFF * np.abs(theirs).max(initial=0)


@pytest.mark.parametrize("chunk", [_BATCH_SAMPLES, 3 * _BATCH_SAMPLES])
def test_chunks_join_to_the_same_bytes(chunk: int) -> None:
    samples, horn = noise(50_001), RecursiveFilter(_HORN)
    assert np.concatenate(list(horn.chunks(samples, chunk))).tobytes() == horn(samples).tobytes()


def test_nothing_filtered_is_nothing() -> None:
    assert not len(RecursiveFilter(_HORN)(noise(0)))


def test_a_click_dies_away_to_nothing_at_all() -> None:
    click = np.zeros(2 * SAMPLE_RATE, np.float32)
    click[7] = 1
    rings = RecursiveFilter(np.array(K_WEIGHTING))(click)
    assert rings[7] == pytest.approx(K_WEIGHTING[0][0])
    assert not rings[SAMPLE_RATE:].any()
    assert np.abs(rings[rings != 0]).min() > np.finfo(np.float32).tiny  # no denormal numbers


@pytest.mark.parametrize("order", [2, 4])
@pytest.mark.parametrize("edge_hz", [80, 300, 6500])
def test_edges_are_butterworths(order: int, edge_hz: int) -> None:
    hertz = np.geomspace(20, 20_000, 50)
    for kind, sections in (("lowpass", low_pass(order, edge_hz)), ("highpass", high_pass(order, edge_hz))):
        theirs = sosfreqz(butter(order, edge_hz, kind, fs=SAMPLE_RATE, output="sos"), hertz, fs=SAMPLE_RATE)[1]
        ours = sosfreqz(sections, hertz, fs=SAMPLE_RATE)[1]
        assert np.abs(ours) == pytest.approx(np.abs(theirs), rel=1e-6)


def test_a_peak_lifts_its_middle_alone() -> None:
    levels = np.abs(sosfreqz(peak(3000, 3, 0.7), [1, 3000, 22_049], fs=SAMPLE_RATE)[1])
    assert 20 * np.log10(levels) == pytest.approx([0, 3, 0], abs=0.01)


def test_k_weighting_is_that_of_pyloudnorm() -> None:
    shelf = IIRfilter(3.99984385397, 0.7071752369554193, 1681.9744509555319, SAMPLE_RATE, "high_shelf_DeMan")
    cut = IIRfilter(0.0, 0.5003270373253953, 38.13547087613982, SAMPLE_RATE, "high_pass_DeMan")
    assert np.array(K_WEIGHTING) == pytest.approx(np.array([[*shelf.b, *shelf.a], [*cut.b, *cut.a]]))


@pytest.mark.parametrize("sample_rate", [16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("count", [2, 700, 50_001])
def test_a_recording_is_filtered_there_and_back_as_scipy_does(sample_rate: int, count: int) -> None:
    samples, settle = noise(count), min(count - 1, sample_rate // 10)
    for ours, edges_hz, kind in (
        (low_pass(2, 700, sample_rate), 700, "lowpass"),
        (high_pass(2, 120, sample_rate), 120, "highpass"),
        (band_pass(700, 2500, sample_rate), (700, 2500), "bandpass"),
    ):
        theirs = butter(2, edges_hz, kind, fs=sample_rate, output="sos")
        expected = sosfiltfilt(theirs, samples, padtype="even", padlen=settle)
        assert np.abs(there_and_back(ours, samples, settle) - expected).max() <= 1e-10
        once = RecursiveFilter(ours, precise=True)(samples)
        assert np.abs(once - sosfilt(theirs, samples)).max() <= 1e-10


def test_many_notches_at_once_do_what_scipys_do() -> None:
    lines_hz, samples = np.arange(50, 1500, 50.0), noise(30_000)
    theirs = np.vstack([tf2sos(*iirnotch(line_hz, line_hz / 4, 44_100)) for line_hz in lines_hz])
    ours = np.vstack([notch(line_hz, 4, 44_100) for line_hz in lines_hz])
    assert np.abs(ours - theirs).max() <= 1e-14
    assert (
        np.abs(there_and_back(ours, samples) - sosfiltfilt(theirs, samples.astype(np.float64), padlen=0)).max() <= 1e-9
    )


@pytest.mark.parametrize("count", [1, 3, 500])
@pytest.mark.parametrize(("before", "after"), [(4, 4), (20, 4), (0, 1), (2, 1)])
def test_what_lies_around_is_what_scipy_takes(count: int, before: int, after: int) -> None:
    values, width = noise(7 * count).reshape(count, 7), before + 1 + after
    origin = before - width // 2
    assert np.array_equal(around(values, before, after).max(axis=-1), maximum_filter1d(values, width, 0, origin=origin))
    mean = around(values.astype(np.float64), before, after).mean(axis=-1)
    assert np.abs(mean - uniform_filter1d(values.astype(np.float64), width, 0, origin=origin)).max() <= 1e-14


@pytest.mark.parametrize("count", [2, 240, 1323])
def test_the_window_is_scipys(count: int) -> None:
    assert np.array_equal(hann(count), get_window("hann", count))


def test_the_cepstra_are_those_of_scipys_transform() -> None:
    bands = 10 * np.random.default_rng(3).normal(0, 1, (200, 26))
    assert np.abs(bands @ cosines() - dct(bands, norm="ortho")[:, :CEPSTRA]).max() <= 1e-12
