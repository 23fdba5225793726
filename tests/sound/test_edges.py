"""The ends of a passage keep every sound of the take; parts of a track are equally loud."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.spoken_samples import RATE, hiss, sentence, speech, voiced
from zt_audio.content.presets import PRESETS, TIDY
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.clean import cleaned
from zt_audio.sound.loudness import dbfs, of_frames
from zt_audio.sound.pcm import from_speech
from zt_audio.sound.segment import decode, make_segment, silence_segment

EDGE = SAMPLE_RATE // 50  # 20 ms
CODEC_DELAY = 1105


def burst() -> np.ndarray:
    """Return the release of a plosive, 15 ms."""
    count = int(0.015 * RATE)
    return 0.08 * np.random.default_rng(5).standard_normal(count) * np.linspace(1, 0.3, count)


def fricative() -> np.ndarray:
    return hiss(np.random.default_rng(6), 0.12)


def soft_fricative() -> np.ndarray:
    """Return an f, 35 dB below the vowel's peaks."""
    return 0.1 * fricative()


ENDS = {"plosive": burst, "fricative": fricative, "soft fricative": soft_fricative}


def spoken(first: str, last: str, margin_s: float) -> np.ndarray:
    """Return a vowel between two consonants, the last after a closure of 60 ms, with silence around."""
    vowel = voiced(120, (700, 1200), 0.4)
    margin, closure = np.zeros(int(margin_s * RATE)), np.zeros(int(0.06 * RATE))
    return np.concatenate([margin, ENDS[first](), 0.4 * vowel / np.abs(vowel).max(), closure, ENDS[last](), margin])


def edge_levels(samples: np.ndarray) -> tuple[float, float]:
    """Return the levels of the first and the last 20 ms of sound."""
    sounding = np.flatnonzero(np.abs(samples) > 10 ** (-40 / 20) * np.abs(samples).max())
    first, last = sounding[0], sounding[-1] + 1
    return dbfs(float(np.std(samples[first : first + EDGE]))), dbfs(float(np.std(samples[last - EDGE : last])))


@pytest.mark.parametrize("margin_s", [0.0, 0.01, 0.3])
@pytest.mark.parametrize("last", ENDS)
@pytest.mark.parametrize("first", ENDS)
def test_trimming_keeps_the_first_and_last_20_ms(first: str, last: str, margin_s: float) -> None:
    twice = np.repeat(spoken(first, last, margin_s), 2)  # 44.1 kHz, and nothing else done to it
    kept = edge_levels(from_speech(speech(spoken(first, last, margin_s))))
    assert kept == pytest.approx(edge_levels(twice), abs=1.0)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("last", ["plosive", "fricative"])
@pytest.mark.parametrize("first", ["plosive", "fricative"])
def test_no_stage_takes_the_ends_of_a_segment_away(first: str, last: str, preset: str) -> None:
    """The same take with much silence around it shows what the chain does to these sounds where nothing can be cut."""
    tight, wide = (
        edge_levels(decode(make_segment("k", [speech(spoken(first, last, margin_s))], 0, PRESETS[preset]).frames))
        for margin_s in (0.0, 0.5)
    )
    lost_db = np.subtract(wide, tight)
    assert lost_db.max() < 3  # the compressor and the level move it by 2; a fade of 10 ms would take 4


@pytest.mark.parametrize("margin_s", [0.0, 0.01, 0.3])
@pytest.mark.parametrize("last", ENDS)
@pytest.mark.parametrize("first", ENDS)
def test_the_cleaner_keeps_the_first_and_last_20_ms(first: str, last: str, margin_s: float) -> None:
    """Held against the take itself at the same moments: what rings after a tightly cut end is no part of it."""
    take = speech(spoken(first, last, margin_s))
    before, after = (np.frombuffer(pcm, "<i2") / 32768 for pcm in (take.pcm, cleaned(take, TIDY).pcm))
    margin, edge = int(margin_s * RATE), RATE // 50
    for ends in (slice(margin, margin + edge), slice(len(before) - margin - edge, len(before) - margin)):
        assert dbfs(float(np.std(after[ends]))) > dbfs(float(np.std(before[ends]))) - 1


@pytest.mark.parametrize("preset", PRESETS)
def test_a_segment_begins_before_its_first_sound_and_ends_after_its_last(preset: str) -> None:
    decoded = decode(make_segment("k", [speech(spoken("plosive", "plosive", 0.0))], 0, PRESETS[preset]).frames)
    sounding = np.flatnonzero(np.abs(decoded) > 10 ** (-40 / 20) * np.abs(decoded).max())
    assert sounding[0] > CODEC_DELAY
    assert len(decoded) - sounding[-1] > EDGE


@pytest.mark.parametrize("preset", PRESETS)
def test_the_languages_of_a_track_are_as_loud_whatever_their_takes_were(preset: str) -> None:
    """One engine speaks Kazakh softly, another Russian loudly: people hear one voice as loud as the other."""
    pause = silence_segment("p", 800).energies
    takes = {0.05: (1, 3, 5), 0.9: (7, 9)}  # level of the takes -> seeds
    kk, ru = (
        [make_segment("k", [sentence(9, n, level), sentence(14, n + 1, level)], 450, PRESETS[preset]) for n in seeds]
        for level, seeds in takes.items()
    )
    loudness = [of_frames(pause.join(s.energies for s in part)) for part in (kk, ru, kk + ru)]
    assert abs(loudness[0] - loudness[1]) < 0.5
    assert loudness[2] == pytest.approx(PRESETS[preset].target_lufs, abs=0.5)
