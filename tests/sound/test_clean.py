"""The cleaner of recordings makes the room quieter, takes rumble and clicks away, and no sound of a word."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.support.spoken_samples import RATE, hiss, sentence, speech, voiced
from zt_audio.content.presets import PRESETS, TIDY
from zt_audio.model import Speech
from zt_audio.sound.clean import cleaned
from zt_audio.sound.dynamics import AFTER_MS, BEFORE_MS
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.segment import make_segment

PAUSE = np.zeros(RATE // 2)
ROOM = 10 ** (-66 / 20)  # a room with a computer in it


def plosive(seed: int = 1) -> np.ndarray:
    """Return a closure of 80 ms and a burst of 15 ms, 20 dB below a vowel."""
    count = int(0.015 * RATE)
    burst = 0.05 * np.random.default_rng(seed).standard_normal(count) * np.linspace(1, 0.2, count)
    return np.concatenate([np.zeros(int(0.08 * RATE)), burst])


def vowel() -> np.ndarray:
    wave = voiced(120, (700, 1200), 0.25)
    return np.asarray(0.4 * wave / np.abs(wave).max())


def samples_of(take: Speech) -> np.ndarray:
    return np.frombuffer(take.pcm, "<i2").astype(np.float64) / 32768


def recorded(*parts: np.ndarray, noise: float = ROOM) -> tuple[np.ndarray, list[slice]]:
    """Return `parts` one after the other in a noisy room, and where each of them lies."""
    edges = np.cumsum([0, *(len(part) for part in parts)])
    wave = np.concatenate(parts)
    noisy = wave + noise * np.random.default_rng(7).standard_normal(len(wave))
    return noisy, [slice(int(a), int(b)) for a, b in pairwise(edges)]


def change_db(before: np.ndarray, after: np.ndarray) -> float:
    return dbfs(float(np.std(after))) - dbfs(float(np.std(before)))


def test_the_noise_floor_falls_between_words_and_the_words_stay() -> None:
    wave, (_, first, pause, second, _) = recorded(PAUSE, vowel(), PAUSE, vowel(), PAUSE)
    after = samples_of(cleaned(speech(wave), TIDY))
    middle = slice(pause.start + (AFTER_MS + 50) * RATE // 1000, pause.stop - 2 * BEFORE_MS * RATE // 1000)
    assert change_db(wave[middle], after[middle]) == pytest.approx(-TIDY.quieter_db, abs=1.5)
    assert [change_db(wave[word], after[word]) for word in (first, second)] == pytest.approx([0, 0], abs=0.2)


def test_the_room_falls_before_a_word_and_soon_after_one() -> None:
    wave, (_, _, pause, _, _) = recorded(PAUSE, vowel(), PAUSE, vowel(), PAUSE)
    after = samples_of(cleaned(speech(wave), TIDY))
    closing = slice(pause.start + RATE // 10, pause.start + RATE // 5)  # 100 to 200 ms after the first vowel
    opening = slice(pause.stop - RATE // 10, pause.stop - 7 * RATE // 100)  # 100 to 70 ms before the second
    assert change_db(wave[closing], after[closing]) < -8
    assert change_db(wave[opening], after[opening]) < -10


@pytest.mark.parametrize("soft", [0.3, 1.0])
@pytest.mark.parametrize("sound", ["plosive", "fricative"])
@pytest.mark.parametrize("at", ["first", "last", "inside"])
def test_plosives_and_fricatives_keep_their_energy(sound: str, at: str, soft: float) -> None:
    consonant = soft * (plosive() if sound == "plosive" else hiss(np.random.default_rng(3), 0.15))
    word = {
        "first": (consonant, vowel(), np.zeros(0)),
        "last": (np.zeros(0), vowel(), consonant),
        "inside": (vowel(), consonant, vowel()),
    }[at]
    wave, spans = recorded(PAUSE, *word, PAUSE)
    span = spans[1 + ("first", "inside", "last").index(at)]
    after = samples_of(cleaned(speech(wave), TIDY))
    assert change_db(wave[span], after[span]) > -0.5


@pytest.mark.parametrize("at", ["start", "end"])
def test_a_click_of_a_button_at_an_end_goes(at: str) -> None:
    click = 0.2 * np.hanning(int(0.004 * RATE))
    parts = [PAUSE[: RATE // 10], click, PAUSE, vowel(), PAUSE]
    wave, spans = recorded(*(parts if at == "start" else parts[::-1]))
    clicked = spans[1 if at == "start" else -2]
    after = samples_of(cleaned(speech(wave), TIDY))
    assert change_db(wave[clicked], after[clicked]) < -TIDY.quieter_db + 3


@pytest.mark.parametrize(
    ("seconds", "margin_s"), [(s, m) for s in (0.12, 0.15, 0.3, 0.5) for m in (0, 0.05, 0.3) if s < 0.2 or m]
)
def test_a_long_soft_consonant_is_no_noise_even_where_the_take_has_no_pause(seconds: float, margin_s: float) -> None:
    """Where a take begins and ends at once, a consonant of 0.2 s and more, longer than people speak one, is a room."""
    consonant, margin = 0.1 * hiss(np.random.default_rng(6), seconds), np.zeros(int(margin_s * RATE))
    wave, (_, first, _, last, _) = recorded(margin, consonant, vowel(), consonant, margin)
    after = samples_of(cleaned(speech(wave), TIDY))
    beginning, end = slice(first.start, first.start + RATE // 50), slice(last.stop - RATE // 50, last.stop)
    assert min(change_db(wave[part], after[part]) for part in (first, last, beginning, end)) > -1


@pytest.mark.parametrize("room_db", [-60, -50, -45, -43])  # full scale; the vowel lies 17 dB below that
def test_a_room_as_loud_as_a_soft_consonant_falls_and_the_consonant_stays(room_db: float) -> None:
    """In a louder room a last soft s stands above the noise in the treble alone."""
    soft = 0.3 * hiss(np.random.default_rng(3), 0.25)
    wave, spans = recorded(PAUSE, PAUSE, vowel(), soft, PAUSE, PAUSE, noise=10 ** (room_db / 20))
    after = samples_of(cleaned(speech(wave), TIDY))
    assert change_db(wave[spans[0]], after[spans[0]]) == pytest.approx(-TIDY.quieter_db, abs=1)
    end = slice(spans[3].stop - RATE // 20, spans[3].stop)
    assert change_db(wave[end], after[end]) > -0.5


def test_a_room_as_loud_as_the_voice_is_left_as_it_is() -> None:
    wave, (_, _, pause, _, _) = recorded(PAUSE, vowel(), PAUSE, vowel(), PAUSE, noise=10 ** (-35 / 20))
    after = samples_of(cleaned(speech(wave), TIDY))
    assert change_db(wave[pause], after[pause]) > -1


def test_rumble_goes() -> None:
    wave, _ = recorded(PAUSE, vowel(), PAUSE)
    rumble = 0.05 * np.sin(2 * np.pi * 30 * np.arange(len(wave)) / RATE)
    after = samples_of(cleaned(speech(wave + rumble), TIDY))
    assert dbfs(float(np.std(after[: RATE // 4]))) < dbfs(float(np.std(rumble))) - 25


def test_a_take_without_noise_keeps_its_words_and_its_length() -> None:
    take = sentence(8, 1)
    after = cleaned(take, TIDY)
    assert len(after.pcm) == len(take.pcm)
    assert change_db(samples_of(take), samples_of(after)) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("samples", [0, 1, 50, RATE])
def test_silence_and_scraps_stay_what_they_are(samples: int) -> None:
    assert cleaned(speech(np.zeros(samples)), TIDY) == speech(np.zeros(samples))
    assert len(cleaned(speech(np.full(samples, 0.1)), TIDY).pcm) == 2 * samples


def test_the_preset_for_recordings_cleans_and_the_others_do_not() -> None:
    assert [name for name, preset in PRESETS.items() if preset.cleaning] == ["recording"]
    wave, _ = recorded(PAUSE, vowel(), PAUSE, vowel(), PAUSE)
    street, recording = (make_segment("k", [speech(wave)], 0, PRESETS[name]).frames for name in ("street", "recording"))
    assert recording != street
