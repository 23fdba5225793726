"""The filters do what scipy's do, whatever the length, and nothing in silence."""

from __future__ import annotations

import numpy as np
import pytest
from pyloudnorm.iirfilter import IIRfilter
from scipy.signal import butter, sosfilt, sosfreqz

from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.filters import BATCH, BLOCK, CHUNK, GROUP, Matrix, RecursiveFilter, high_pass, low_pass, peak
from zt_audio.sound.loudness import K_WEIGHTING
from zt_audio.sound.pcm import Samples

_BATCH_SAMPLES = BLOCK * GROUP * BATCH
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
