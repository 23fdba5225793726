"""Sound files of all kinds are read within bounds, from a real file: no bomb, no lost Ctrl-C, no stray `._` file."""

from __future__ import annotations

import io
import signal
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from zt_audio.errors import BuildError, ContentError
from zt_audio.formats.sound_file import LongSoundError, UnreadableSoundError, flac_bytes, read_sound
from zt_audio.processes.door import decode_audio_file
from zt_audio.sound.segment import decode, encode, own_chime_samples

RATE = 44_100
TONE = (0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)
PCM = np.rint(TONE * 32767).astype(np.int16)


def encoded(samples: np.ndarray, kind: str = "FLAC", rate: int = RATE) -> bytes:
    stream = io.BytesIO()
    soundfile.write(stream, samples, rate, format=kind)
    return stream.getvalue()


def claiming(flac: bytes, frames: int) -> bytes:
    """Return `flac` with another number of frames in its header: the last 36 bits of bytes 18 to 25."""
    fields = int.from_bytes(flac[18:26]) >> 36 << 36 | frames
    return flac[:18] + fields.to_bytes(8) + flac[26:]


def test_what_was_written_is_read() -> None:
    sound = read_sound(flac_bytes(PCM, RATE), 1, dtype="int16")
    assert sound.sample_rate == RATE
    assert np.array_equal(sound.samples[:, 0], PCM)


def test_a_kind_in_which_nothing_can_be_sought_is_read() -> None:
    stream = io.BytesIO()
    soundfile.write(stream, TONE, 8_000, format="WAV", subtype="GSM610")
    assert len(read_sound(stream.getvalue(), 600).samples) >= len(TONE)


@pytest.mark.parametrize("frames", [2 * RATE, 2**31, 2**36 - 1])
def test_a_claimed_length_is_compared_before_memory_is_taken(frames: int) -> None:
    bomb = claiming(encoded(TONE), frames)
    with pytest.raises(LongSoundError):
        read_sound(bomb, 1)
    with pytest.raises(BuildError, match="recording-endless"):
        decode_audio_file(claiming(encoded(TONE), 2**36 - 1), "a.flac")
    with pytest.raises(ContentError, match="chime-length"):
        own_chime_samples(claiming(encoded(TONE), 2**36 - 1))
    with pytest.raises(BuildError, match="frames-damaged"):
        decode(bomb)


@pytest.mark.parametrize(
    ("channels", "rate", "most_values"), [(9, RATE, 2**27), (1, 192_001, 2**27), (2, RATE, 2 * RATE - 1)]
)
def test_more_than_anybody_records_is_no_sound(channels: int, rate: int, most_values: int) -> None:
    wide = np.tile(TONE[:, None], channels)
    with pytest.raises(UnreadableSoundError):
        read_sound(encoded(wide, "WAV", rate), 1, most_values=most_values)


def test_a_file_of_another_program_in_the_working_folder_is_no_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "._").touch()
    assert len(decode(encode(TONE))) > RATE


@pytest.mark.parametrize("kind", ["AIFF", "WAV", "FLAC", "CAF", "AU"])  # the decoder of MP3 has words of its own
def test_damage_prints_nothing(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    whole, dice = encoded(TONE, kind), np.random.default_rng(7)
    for _ in range(60):
        damaged = bytearray(whole)
        for at in dice.integers(min(len(damaged), 400), size=6):
            damaged[at] = dice.integers(256)
        try:
            read_sound(bytes(damaged), 600)
        except (UnreadableSoundError, LongSoundError):
            continue
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no interval timers")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    mp3, fired = encode(np.tile(TONE, 20)), []

    def interrupt(*_: object) -> None:
        fired.append(True)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    interrupted = 0
    try:
        for number in range(40):
            signal.setitimer(signal.ITIMER_REAL, 0.001 + number * 0.0005)
            try:
                decode(mp3)
                signal.setitimer(signal.ITIMER_REAL, 0)
            except KeyboardInterrupt:
                interrupted += 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert interrupted >= len(fired) - 1 > 10  # Python itself loses one that comes while it frees an object
    assert capfd.readouterr() == ("", "")
