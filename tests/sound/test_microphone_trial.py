"""A microphone is judged by five seconds of quiet and a sentence: each row says what a person is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.read_aloud import RATE, spoken
from tests.support.spoken_samples import speech
from zt_audio.sound.recording_checks import MicrophoneTrial, judge_microphone

QUIET_S = 5.0


def trial(voice: float = 1.0, room: float = 1e-4, rate: int = RATE) -> MicrophoneTrial:
    """Return the trial of a voice that is so loud in a room that is so loud."""
    said = voice * spoken(("Сегодня все жители гуляют по чистым улицам.",), "ru")
    wave = np.concatenate([np.zeros(round(QUIET_S * RATE)), said])
    wave = wave + room * np.random.default_rng(5).standard_normal(len(wave))
    return MicrophoneTrial(speech(np.clip(wave, -1, 1), rate), QUIET_S)


def spoken_too_early() -> MicrophoneTrial:
    said = spoken(("Сегодня все жители гуляют по чистым улицам.",), "ru")
    return MicrophoneTrial(speech(np.concatenate([said, said, said, said]), RATE), QUIET_S)


@pytest.mark.parametrize(
    ("tried", "slugs"),
    [
        (trial(), []),
        (trial(voice=0.1), []),
        (trial(voice=0), ["microphone-silent"]),
        (trial(voice=0.015, room=1e-5), ["microphone-quiet"]),
        (trial(voice=12), ["microphone-clipped"]),
        (trial(room=0.02), ["microphone-noise"]),
        (spoken_too_early(), ["microphone-spoken"]),
        (trial(rate=8000), ["microphone-rate"]),
        (replace(trial(), is_processed=True), ["microphone-processed"]),
        (replace(trial(), clock_s=30), ["microphone-dropouts"]),
        (MicrophoneTrial(speech(np.zeros(RATE), RATE), QUIET_S), ["microphone-silent"]),
    ],
)
def test_a_person_is_told_what_is_wrong(tried: MicrophoneTrial, slugs: list[str]) -> None:
    found = judge_microphone(tried)
    assert [problem.slug for problem in found.problems] == slugs
    assert all(each.severity == "warning" for each in found.problems) == (slugs in ([], ["microphone-processed"]))


def test_the_levels_are_those_of_the_room_and_of_the_voice() -> None:
    found = judge_microphone(trial(room=1e-3))
    assert found.noise_db == pytest.approx(-60, abs=2)
    assert -20 < found.loud_db < -8
    assert found.sample_rate == RATE
