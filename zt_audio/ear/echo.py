"""Tell whether a room echoes so much that what was read in it cannot be compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from zt_audio.ear.features import RATE_HZ

_WINDOW = RATE_HZ // 100
_FALL_WINDOWS = 6  # 60 ms
_STEEP_FALLS = 5  # so many steeper ones may be clicks
# In 40 dry readings the voice falls by 22 dB and more within 60 ms; in rooms with a reverberation time of 0.3 s by 10
# to 20, with 0.6 s by 9 to 17 dB.
STEEPEST_DRY_DB = 18.0
# Where the room's noise lies no further below the loud sounds, nothing can fall: then it is not the echo that hinders.
_LEAST_RANGE_DB = 22.0
_POWER_OF_NOTHING = 1e-10


def echoes(wave: NDArray[np.float32]) -> bool:
    """Tell whether no sound in `wave`, at RATE_HZ, stops as quickly as sounds do in a dry room."""
    windows = wave[: len(wave) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    levels_db = 10 * np.log10(np.square(windows - wave.mean()).mean(axis=1) + _POWER_OF_NOTHING)
    falls_db = np.sort(levels_db[:-_FALL_WINDOWS] - levels_db[_FALL_WINDOWS:])
    if len(falls_db) <= _STEEP_FALLS or np.ptp(np.percentile(levels_db, (3, 95))) < _LEAST_RANGE_DB:
        return False
    return bool(falls_db[-1 - _STEEP_FALLS] < STEEPEST_DRY_DB)
