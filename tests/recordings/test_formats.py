"""Recordings as phones, calls and messengers keep them: each format, and what is said of the recording in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.judges import judge
from tests.support.read_aloud import RATE, spoken
from zt_audio.processes.door import decode_audio_file
from zt_audio.sound.recording_checks import recorded_problems

READ = ("Не бросайте на землю шелуху от семечек.", "Если урны рядом нет, унесите мусор с собой.")
SYLLABLES = 27
PICTURE = "-i cover.jpg -map 0:a -map 1:v -c:v copy -disposition:v attached_pic"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("formats")
    voice = 0.5 * spoken(READ, "ru")
    soundfile.write(made / "mono.wav", voice, RATE)
    hiss = 1e-3 * np.random.default_rng(1).standard_normal(len(voice))
    soundfile.write(made / "both.wav", np.stack([voice, 0.8 * voice], axis=1), RATE)
    soundfile.write(made / "left.wav", np.stack([voice, hiss], axis=1), RATE)
    picture = ["-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1", "cover.jpg"]
    subprocess.run([judge("ffmpeg"), "-v", "error", *picture], cwd=made, check=True)
    return made


@pytest.mark.parametrize(
    ("file", "source", "how", "said"),
    [
        ("a.m4a", "both", "-ar 48000 -c:a aac -b:a 128k", {}),
        ("a.m4a", "left", "-ar 48000 -c:a aac -b:a 128k", {}),
        ("a.m4a", "mono", "-ar 44100 -c:a aac -b:a 64k -movflags +faststart", {}),
        ("a.m4a", "both", f"{PICTURE} -ar 44100 -c:a aac -b:a 96k", {}),
        ("a.mp3", "mono", f"{PICTURE} -ar 44100 -c:a libmp3lame -b:a 64k", {}),
        ("a.flac", "mono", f"{PICTURE} -ar 44100", {}),
        ("a.3gp", "mono", "-ar 16000 -c:a aac -b:a 32k", {}),
        ("a.aac", "mono", "-ar 44100 -c:a aac -b:a 64k", {}),
        ("a.mp3", "mono", "-ar 44100 -c:a libmp3lame -q:a 4", {}),  # VBR
        ("a.mp3", "both", "-ar 44100 -c:a libmp3lame -q:a 6 -write_xing 0", {}),  # and nothing says how long it is
        ("a.mp3", "mono", "-ar 22050 -c:a libmp3lame -abr 1 -b:a 48k", {}),
        ("a.ogg", "mono", "-ar 48000 -c:a libopus -b:a 16k", {}),  # a voice message
        ("a.ogg", "both", "-ar 44100 -c:a libvorbis -q:a 2", {}),
        ("a.flac", "both", "-ar 96000 -sample_fmt s32", {}),
        ("a.wav", "mono", "-ar 44100 -c:a pcm_s24le", {}),
        ("a.wav", "mono", "-ar 8000 -c:a pcm_mulaw", {"recorded-rate": "error"}),  # a call
        ("a.wav", "mono", "-ar 8000 -c:a libgsm_ms", {"recorded-rate": "error"}),
        (
            "a.wav",
            "mono",
            "-af aresample=8000,aresample=44100 -c:a pcm_s16le",
            {"recorded-narrow": "warning"},
        ),  # stretched
    ],
)
def test_a_format_is_read_and_costs_no_recording_that_is_good(
    folder: Path, file: str, source: str, how: str, said: dict[str, str]
) -> None:
    command = [judge("ffmpeg"), "-y", "-v", "error", "-i", f"{source}.wav", *how.split(), file]
    subprocess.run(command, cwd=folder, check=True)
    speech = decode_audio_file((folder / file).read_bytes(), file)
    assert {each.slug: each.severity for each in recorded_problems(speech, SYLLABLES, len(READ), file)} == said
    assert len(speech.pcm) / 2 / speech.sample_rate == pytest.approx(len(spoken(READ, "ru")) / RATE, abs=0.15)
