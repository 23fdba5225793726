"""What a voice said of a known sentence in, its own pace out: syllables a second, from first to last sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# What a voice says once, unasked; without commas, so that it need not pause. With its vowels.
MEASURE: dict[str, tuple[str, int]] = {
    "kk": ("Бүгін қаламыздың барлық тұрғындары таза көшелерде серуендейді", 23),
    "ru": ("Сегодня все жители нашего города гуляют по чистым улицам", 22),
}
SILENT_BELOW = 0.02  # of full scale


def pace(audio: NDArray[np.float32], sample_rate: int, lang: str) -> float:
    """Return the pace of `audio`, which is `MEASURE[lang]` spoken; 0 where nothing is heard."""
    heard = np.flatnonzero(np.abs(audio) > SILENT_BELOW)
    return MEASURE[lang][1] * sample_rate / float(heard[-1] - heard[0] + 1) if heard.size else 0.0
