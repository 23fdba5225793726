"""How many steep falls tell that a room does not echo, by the length of a take."""

from __future__ import annotations

import numpy as np
import pytest

from zt_audio.ear.comparison import RATE_HZ
from zt_audio.ear.listener import echoes

WINDOW = RATE_HZ // 100
SOUND_DB = [-10.0] * 10 + [-10.0 - 1.5 * at for at in range(30)]  # falls by 9 dB in 60 ms, as in a room that echoes


def take(seconds: int, stops: int, floor_db: float = -60.0) -> np.ndarray:
    """Return sounds that fade away, but for `stops` windows in which all is quiet at once."""
    levels_db = np.resize(SOUND_DB, seconds * 100)
    levels_db[9 : 9 + stops] = floor_db
    wave = np.repeat(10 ** (levels_db / 20), WINDOW)
    return np.asarray(wave * np.resize([1, -1], len(wave)), np.float32)


@pytest.mark.parametrize(
    ("seconds", "stops", "is_room"),
    [
        *[(1, 1, True), (1, 2, False), (3, 0, True), (3, 1, True), (3, 2, False), (7, 3, True), (7, 4, False)],
        *[(12, 5, True), (12, 6, False), (60, 5, True), (60, 6, False)],
    ],
)
def test_a_take_without_steep_falls_is_from_a_room_that_echoes(seconds: int, stops: int, *, is_room: bool) -> None:
    assert echoes(take(seconds, stops)) is is_room


def test_where_noise_fills_the_pauses_no_room_is_told() -> None:
    wave = take(3, 0)
    noise = np.random.default_rng(1).standard_normal(len(wave)) * 10 ** (-28 / 20)
    assert not echoes((wave + noise).astype(np.float32))
