"""Tell whether a room echoes so much that what was read in it cannot be compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.features import RATE_HZ

_WINDOW = RATE_HZ // 100
_FALL_WINDOWS = 6  # 60 ms
# So many steeper ones may be clicks, one in 2 s and at most 5: in a short take few sounds stop at once.
_S_PER_CLICK, _MOST_CLICKS = 2.0, 5
# In 592 dry readings the voice falls by 22 dB and more within 60 ms. In a room with a reverberation time of 0.8 s it
# falls by at most 16.4 dB (56 readings), with 0.6 s in 56 of 57 by at most 17.2 dB, with 0.3 s at times as in dry ones.
STEEPEST_DRY_DB = 19.0
# Where the room's noise lies no further below the loud sounds, nothing can fall: then it is not the echo that hinders.
_LEAST_RANGE_DB = 22.0
_POWER_OF_NOTHING = 1e-10


def echoes(wave: NDArray[np.float32]) -> bool:
    """Tell whether no sound in `wave`, at RATE_HZ, stops as quickly as sounds do in a dry room."""
    windows = wave[: len(wave) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    levels_db = 10 * np.log10(np.square(windows - wave.mean()).mean(axis=1) + _POWER_OF_NOTHING)
    falls_db = np.sort(levels_db[:-_FALL_WINDOWS] - levels_db[_FALL_WINDOWS:])
    clicks = min(max(int(len(wave) / RATE_HZ / _S_PER_CLICK), 1), _MOST_CLICKS)
    if len(falls_db) <= clicks or np.ptp(np.percentile(levels_db, (3, 95))) < _LEAST_RANGE_DB:
        return False
    return bool(falls_db[-1 - clicks] < STEEPEST_DRY_DB)
