"""An own chime is decoded whatever its kind of WAV, brought to level, and refused where it is none."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from zt_audio.content.presets import PRESETS
from zt_audio.errors import ContentError
from zt_audio.model import Where
from zt_audio.sound.segment import own_chime_samples, own_chime_segment

HERE = Where("appeals/settings.yaml", 7, 8)


def wav(seconds: float = 1.0, level: float = 0.3, rate: int = 48_000, channels: int = 1, kind: str = "PCM_16") -> bytes:
    count = int(seconds * rate)
    gong = level * np.sin(2 * np.pi * 660 * np.arange(count) / rate) * np.exp(-np.arange(count) / rate)
    file = io.BytesIO()
    soundfile.write(file, np.tile(gong[:, None], channels), rate, kind, format="WAV")
    return file.getvalue()


@pytest.mark.parametrize(
    ("rate", "channels", "kind"),
    [(48_000, 1, "PCM_16"), (44_100, 2, "PCM_24"), (22_050, 1, "FLOAT"), (8_000, 2, "PCM_U8")],
)
def test_any_wav_becomes_a_chime_a_little_below_speech(rate: int, channels: int, kind: str) -> None:
    segment = own_chime_segment("c", wav(1.0, 0.3, rate, channels, kind), PRESETS["street"])
    assert 0 < PRESETS["street"].target_lufs - segment.loudness_lufs < 3
    assert segment.true_peak_dbtp <= -1.0


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "chime-undecodable"),
        (b"RIFF", "chime-undecodable"),
        (wav()[:40], "chime-undecodable"),
        (wav(0.4), "chime-length"),
        (wav(5.1), "chime-length"),
        (wav(1.0, 0.0), "chime-silent"),
        (wav(1.0, 0.0005), "chime-silent"),
    ],
)
def test_what_is_no_chime_is_refused_where_it_is_named(data: bytes, slug: str) -> None:
    with pytest.raises(ContentError) as caught:
        own_chime_samples(data, HERE)
    assert [(problem.slug, problem.where) for problem in caught.value.problems] == [(slug, HERE)]
