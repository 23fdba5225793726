"""The index against worked values: the standard's own example and the test files of the group that keeps it.

Example C.2 is the standard's (annex C, with the group's erratum). TO and TO_1 are the test files of working group
S3-79, which its program SII.C comes with; more digits than the published three are what that program prints. The
speaker who walks away is the example of H. Müsch's Matlab program.
"""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.sii import BANDS_HZ, IMPORTANCE, NORMAL_SPEECH, NORMAL_SPEECH_DB, audibility, masking, sii

C2_SPEECH, C2_NOISE = np.full(18, 54.0), np.array([40.0, 30.0, 20.0, *[0.0] * 15])
TO_SPEECH = np.array([90.0, 5.0, *[40.0] * 12, *[-10.0] * 4])
TO_NOISE = np.array([10.0, -10.0, -10.0, 75.0, *[-10.0] * 10, *[10.0] * 4])
TO_LOSS = np.array([90.0, *[0.0] * 17])
TO_1_IMPORTANCE = np.array([*[0.0] * 9, *[0.1] * 7, 0.3, 0.0])
QUIET = np.full(18, -80.0)
SHOUT = np.loadtxt(  # table 3
    ["30.77 36.65 42.5 46.51 47.4 49.24 51.21 51.44 51.31 49.63 47.65 44.32 40.8 38.13 34.41 28.24 23.45 20.72"]
)
BOTH_EARS = -1.7  # dB, 5.1.5


@pytest.mark.parametrize(
    ("speech", "noise", "loss", "importance", "expected"),
    [
        pytest.param(C2_SPEECH, C2_NOISE, 0.0, IMPORTANCE, 0.8513748619, id="example C.2"),
        pytest.param(TO_SPEECH, TO_NOISE, TO_LOSS, IMPORTANCE, 0.4453910059, id="TO"),
        pytest.param(TO_SPEECH, TO_NOISE, TO_LOSS, TO_1_IMPORTANCE, 0.4382176540, id="TO_1"),
        pytest.param(NORMAL_SPEECH, QUIET, 0.0, IMPORTANCE, 0.9958251667, id="normal speech in quiet"),
        pytest.param(NORMAL_SPEECH, np.full(18, 30.0), 40.0, IMPORTANCE, 0.2184539329, id="noise and hearing loss"),
    ],
)
def test_worked_values(
    speech: np.ndarray, noise: np.ndarray, loss: float, importance: np.ndarray, expected: float
) -> None:
    assert sii(speech, noise, loss, importance) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(
    ("distance_m", "normal", "shout"),
    [(0.5, 1.0, 0.8809), (1.0, 0.9969, 0.9177), (5.0, 0.9775, 0.9899), (10.0, 0.9583, 0.9958), (20.0, 0.8627, 0.9900)],
)
def test_a_speaker_who_walks_away_in_quiet(distance_m: float, normal: float, shout: float) -> None:
    farther_db, silence = 20 * np.log10(distance_m), np.full(18, -50.0)
    assert sii(NORMAL_SPEECH - farther_db, silence, BOTH_EARS) == pytest.approx(normal, abs=1e-4)
    assert sii(SHOUT - farther_db, silence, BOTH_EARS) == pytest.approx(shout, abs=1e-4)


def test_masking_of_example_c2_as_printed() -> None:
    assert masking(C2_SPEECH, C2_NOISE)[:3] == pytest.approx([40.00, 34.66, 25.04], abs=0.01)


def test_noise_of_the_same_spectrum_and_level_leaves_a_little_less_than_half() -> None:
    assert 0.45 < sii(NORMAL_SPEECH + 5, NORMAL_SPEECH + 5) < 0.5  # lower bands mask higher ones a little


@pytest.mark.parametrize(("above_db", "expected"), [(-20, 0.0), (-15, 0.0), (0, 0.5), (9, 0.8), (15, 1.0), (40, 1.0)])
def test_audibility_is_what_stands_above_the_noise_from_minus_15_to_15_db(above_db: float, expected: float) -> None:
    assert audibility(NORMAL_SPEECH + above_db, NORMAL_SPEECH) == pytest.approx(expected)


def test_the_table_sums_up_to_what_the_standard_prints_below_it() -> None:
    widths_hz = BANDS_HZ * (2 ** (1 / 6) - 2 ** (-1 / 6))
    assert IMPORTANCE.sum() == pytest.approx(1.0)
    assert 10 * np.log10(np.sum(10 ** (NORMAL_SPEECH / 10) * widths_hz)) == pytest.approx(NORMAL_SPEECH_DB, abs=0.1)
