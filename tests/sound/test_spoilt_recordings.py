"""What phones and rooms do to a reading, and the verdict on each: refused, listened to first, or good.

The bounds come from a recogniser that reads spoilt takes of RHVoice (docs/measurements.md); here espeak-ng reads, and
each spoiling lies well to one side of its bound.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.signal import butter, fftconvolve, sosfilt

from tests.support.judges import judge
from tests.support.read_aloud import RATE, spoken
from tests.support.spoken_samples import speech
from zt_audio.content.presets import PRESETS
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.model import Speech
from zt_audio.pipeline.tasks import cleaned_recording
from zt_audio.processes.door import decode_audio_file
from zt_audio.sound.loudness import dbfs
from zt_audio.sound.recording_checks import recorded_problems
from zt_audio.sound.segment import decode, make_segment

Wave = np.ndarray
READ = {
    "ru": (("Не бросайте на землю шелуху от семечек.", "Если урны рядом нет, унесите мусор с собой."), 27),
    "kk": (("Қоқысты тек жәшікке салыңыздар.", "Жақын жерде жәшік болмаса, өздеріңізбен ала кетіңіздер."), 29),
}


def read(lang: str = "ru") -> Wave:
    return spoken(READ[lang][0], "kk" if lang == "kk" else "ru")


def level(wave: Wave) -> float:
    """Return the RMS of the moments that are no pauses."""
    frames = wave[: len(wave) // 220 * 220].reshape(-1, 220)
    power = np.mean(frames**2, axis=1)
    return float(np.sqrt(power[power > 1e-3 * np.percentile(power, 95)].mean()))


def room(snr_db: float, slope: float = 1) -> Callable[[Wave], Wave]:
    """Return noise of a room added: of a power that falls with the frequency, or of a fan (`slope` 0)."""

    def spoilt(wave: Wave) -> Wave:
        spectrum = np.fft.rfft(np.random.default_rng(4).standard_normal(len(wave)))
        shape = np.maximum(np.fft.rfftfreq(len(wave), 1 / RATE), 30) ** (-slope / 2)
        noise = np.fft.irfft(spectrum * shape, len(wave))
        return np.asarray(wave + noise / noise.std() * level(wave) * 10 ** (-snr_db / 20))

    return spoilt


def rumble(snr_db: float) -> Callable[[Wave], Wave]:
    """Return what a hand or the wind does to a microphone: noise of 12 to 55 Hz."""

    def spoilt(wave: Wave) -> Wave:
        sections = butter(4, (12, 55), "bandpass", fs=RATE, output="sos")
        noise = sosfilt(sections, np.random.default_rng(3).standard_normal(len(wave) + RATE))[RATE:]
        return np.asarray(wave + noise / noise.std() * level(wave) * 10 ** (-snr_db / 20))

    return spoilt


def babble(snr_db: float) -> Callable[[Wave], Wave]:
    """Return people who talk in the room: it is louder at the ends than in its quietest moment."""

    def spoilt(wave: Wave) -> Wave:
        rng = np.random.default_rng(8)
        talk = np.sum(
            [np.roll(np.resize(read(lang), 2 * len(wave)), rng.integers(len(wave))) for lang in ("ru", "kk") * 4],
            axis=0,
        )
        return np.asarray(wave + talk[: len(wave)] / talk.std() * level(wave) * 10 ** (-snr_db / 20))

    return spoilt


def buzz(snr_db: float) -> Callable[[Wave], Wave]:
    """Return the hum of a rectifier: 29 lines, up to 2.9 kHz."""

    def spoilt(wave: Wave) -> Wave:
        times = np.arange(len(wave)) / RATE
        humming = np.sum([np.sin(2 * np.pi * 100 * n * times + n * n) / n**0.5 for n in range(1, 30)], axis=0)
        return np.asarray(wave + humming / humming.std() * level(wave) * 10 ** (-snr_db / 20))

    return spoilt


def hum(snr_db: float) -> Callable[[Wave], Wave]:
    def spoilt(wave: Wave) -> Wave:
        times = np.arange(len(wave)) / RATE
        lines = ((1, 1.0), (2, 0.5), (3, 0.3), (5, 0.15), (7, 0.07))
        humming = np.sum([a * np.sin(2 * np.pi * 50 * n * times + n) for n, a in lines], axis=0)
        return np.asarray(wave + humming / humming.std() * level(wave) * 10 ** (-snr_db / 20))

    return spoilt


def too_loud(db: float) -> Callable[[Wave], Wave]:
    def spoilt(wave: Wave) -> Wave:
        most = np.abs(wave).max() * 10 ** (-db / 20)
        return np.asarray(np.clip(wave, -most, most) * 0.5 / most)

    return spoilt


def echo(wave: Wave) -> Wave:
    count = RATE // 2
    tail = np.random.default_rng(2).standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    tail[0], tail[1:] = 1, tail[1:] / np.sqrt(np.sum(tail**2))
    heard = fftconvolve(wave, tail)[: len(wave)]
    return np.asarray(0.5 * heard / np.abs(heard).max())


def verdict(take: Speech, lang: str = "ru") -> dict[str, str]:
    sentences, syllables = READ[lang]
    return {p.slug: p.severity for p in recorded_problems(take, syllables, len(sentences), "a.wav")}


@pytest.mark.parametrize("lang", READ)
@pytest.mark.parametrize(
    ("spoilt", "expected"),
    [
        (room(30), {}),
        (room(25), {}),
        (room(20), {}),
        (room(11), {"recorded-room": "warning"}),
        (room(11, slope=0), {"recorded-room": "warning"}),
        (room(5), {"recorded-noise": "error"}),
        (room(5, slope=0), {"recorded-noise": "error"}),
        (room(10, slope=2), {}),  # rumbling: nearly all of it lies below what is understood
        (rumble(0), {}),
        (rumble(-10), {}),
        (babble(15), {}),
        (babble(10), {}),
        (babble(7), {"recorded-room": "warning"}),
        (babble(3), {"recorded-noise": "error"}),
        (buzz(10), {}),
        (buzz(5), {}),
        (hum(10), {}),
        (hum(0), {}),
        (lambda wave: room(25)(hum(10)(wave)), {}),
        (too_loud(3), {}),
        (too_loud(10), {"recorded-harsh": "warning"}),
        (too_loud(16), {"recorded-harsh": "warning"}),
        (too_loud(40), {"recorded-clipped": "error"}),
        (echo, {}),
    ],
)
def test_a_spoilt_reading_is_refused_only_where_words_are_lost(
    lang: str, spoilt: Callable[[Wave], Wave], expected: dict[str, str]
) -> None:
    assert verdict(speech(spoilt(0.5 * read(lang))), lang) == expected


@pytest.mark.parametrize(("kbit_s", "expected"), [(12, {"recorded-narrow": "warning"}), (32, {}), (64, {})])
def test_a_phone_that_saves_too_much_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kbit_s: int, expected: dict[str, str]
) -> None:
    soundfile.write(tmp_path / "a.wav", np.repeat(read(), 2), 2 * RATE)
    command = [
        judge("ffmpeg"),
        "-v",
        "error",
        "-i",
        "a.wav",
        "-af",
        "aresample=44100",
        "-c:a",
        "aac",
        "-b:a",
        f"{kbit_s}k",
    ]
    subprocess.run([*command, "a.m4a"], cwd=tmp_path, check=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert verdict(decode_audio_file((tmp_path / "a.m4a").read_bytes(), "a.m4a")) == expected


NARROW = {"recorded-narrow": "warning"}


@pytest.mark.parametrize(
    ("codec", "call", "call_hz", "saved", "saved_hz", "expected"),
    [
        ("pcm_s16le", "call.wav", 8_000, "a.wav", 44_100, NARROW),
        ("pcm_s16le", "call.wav", 8_000, "a.wav", 16_000, NARROW),
        ("pcm_mulaw", "call.wav", 8_000, "a.wav", 48_000, NARROW),
        ("pcm_mulaw", "call.wav", 8_000, "a.mp3", 44_100, NARROW),
        ("libgsm", "call.gsm", 8_000, "a.flac", 44_100, NARROW),
        ("g722", "call.wav", 16_000, "a.wav", 44_100, {}),
        ("pcm_s16le", "call.wav", 16_000, "a.mp3", 44_100, {}),
    ],
)
def test_a_telephone_call_that_was_stretched_is_told(
    tmp_path: Path, codec: str, call: str, call_hz: int, saved: str, saved_hz: int, expected: dict[str, str]
) -> None:
    soundfile.write(tmp_path / "read.wav", 0.5 * read(), RATE)
    ffmpeg = [judge("ffmpeg"), "-v", "error", "-i"]
    subprocess.run([*ffmpeg, "read.wav", "-ar", str(call_hz), "-c:a", codec, call], cwd=tmp_path, check=True)
    subprocess.run([*ffmpeg, call, "-ar", str(saved_hz), saved], cwd=tmp_path, check=True)
    assert verdict(decode_audio_file((tmp_path / saved).read_bytes(), saved)) == expected


def pause_below_speech_db(wave: Wave, rate: int) -> float:
    """Return how far the quietest 100 ms between the sentences of `read()` lie below the words."""
    inner = wave[round(0.25 * len(wave)) : round(0.75 * len(wave))]
    powers = np.convolve(inner**2, np.full(rate // 10, 10 / rate), "valid")
    return dbfs(level(wave)) - 10 * float(np.log10(powers.min()))


@pytest.mark.parametrize(("snr_db", "least_db"), [(30, 26), (25, 22), (20, 18)])
@pytest.mark.parametrize("slope", [0, 1])
def test_the_room_stays_behind_the_voice_in_the_finished_track(snr_db: float, least_db: float, slope: float) -> None:
    """`street` lifts the pauses by some 13 dB; a track of a recording at 25 dB had 12 dB left before."""
    noisy = room(snr_db, slope)(0.5 * read())
    assert pause_below_speech_db(noisy, RATE) == pytest.approx(snr_db, abs=2.5)
    take, preset = cleaned_recording(speech(noisy), PRESETS["street"])
    track = decode(make_segment("k", [take], 0, preset).frames)
    assert pause_below_speech_db(track, SAMPLE_RATE) > least_db


@pytest.mark.parametrize("lang", READ)
@pytest.mark.parametrize(("snr_db", "least_db"), [(25, 21), (20, 16)])
@pytest.mark.parametrize("slope", [0, 1])
def test_the_room_stays_behind_the_voice_in_whole_pauses(
    snr_db: float, least_db: float, slope: float, lang: str
) -> None:
    """From the end of a sentence to the start of the next: 16 dB before at 25 dB, with a gate that waited 120 ms."""
    clean = 0.5 * read(lang)
    take, preset = cleaned_recording(speech(room(snr_db, slope)(clean)), PRESETS["street"])
    track = decode(make_segment("k", [take], 0, preset).frames)
    sounding, heard = np.flatnonzero(np.abs(clean) > 20 * 1e-4) / RATE, np.repeat(clean, 2)
    at = int(np.argmax(np.diff(sounding)))  # the pause between the sentences
    late = (int(np.argmax(fftconvolve(track**2, heard[::-1] ** 2))) - len(heard) + 1) / SAMPLE_RATE
    pause = track[round((sounding[at] + late) * SAMPLE_RATE) : round((sounding[at + 1] + late) * SAMPLE_RATE)]
    assert len(pause) > SAMPLE_RATE / 2
    assert dbfs(level(track)) - dbfs(float(np.std(pause))) > least_db


@pytest.mark.parametrize("snr_db", [25, 20])
def test_words_keep_their_ends_in_a_noisy_room(snr_db: float) -> None:
    """The gain at each moment, weighted by what the clean voice says there in its last and first 80 ms."""
    clean = 0.5 * read()
    noisy = speech(room(snr_db, slope=0)(clean))
    take, _ = cleaned_recording(noisy, PRESETS["street"])
    before, after = (np.frombuffer(each.pcm, "<i2") / 32768 for each in (noisy, take))
    sounding = np.flatnonzero(np.abs(clean) > 20 * 1e-4)
    gaps = np.flatnonzero(np.diff(sounding) > RATE // 5)
    assert len(gaps)
    for end in (*sounding[gaps], sounding[-1]):
        part = slice(int(end) - round(0.08 * RATE), int(end))
        assert dbfs(float(np.std(after[part]))) > dbfs(float(np.std(before[part]))) - 1.5
