"""Make a segment of speech, a chime or a pause: process, encode to MP3, and measure what a player will decode.

Frames have no tag and no Info frame, so that runs can be joined.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import lameenc
import numpy as np
import soxr

from zt_audio.content.presets import Band, Chime, Compression, Preset
from zt_audio.errors import BuildError, ContentError
from zt_audio.formats import mp3 as layer3
from zt_audio.formats.mp3 import BITRATE_KBPS, FRAME_SAMPLES, SAMPLE_RATE, frame_count
from zt_audio.formats.sound_file import LongSoundError, UnreadableSoundError, read_sound
from zt_audio.model import Problem, Segment, Speech, Where
from zt_audio.sound.dynamics import levelled, per_sample
from zt_audio.sound.filters import RecursiveFilter, high_pass, low_pass, peak
from zt_audio.sound.loudness import (
    BLOCK,
    dbfs,
    frame_energies,
    gain,
    integrated,
    mean_squares,
    passage_loudness,
    true_peak_dbtp,
)
from zt_audio.sound.pcm import LEAD_MS, TAIL_MS, Samples, faded, from_speech, silence

# Make the samples of a chime, from notes or from a WAV file of the project.

LENGTH_MS = 2200
SILENCE_AFTER_MS = 600
FALL_MS = 450  # a note loses 8.7 dB in this time
PARTIALS = (1.0, 0.35, 0.12)  # a horn carries the second and third better than the first

# Of a WAV file of the project.
SHORTEST_S, LONGEST_S = 0.5, 5.0  # shorter is a click; longer, and people have stopped listening
_SILENT_BELOW_DBFS = -60.0


def chime_samples(chime: Chime) -> Samples:
    """Return LENGTH_MS of chime and SILENCE_AFTER_MS, not levelled; empty where it has no notes."""
    if not chime.notes_hz:
        return silence(0)
    mixed = silence(LENGTH_MS)
    for number, note_hz in enumerate(chime.notes_hz):
        start = number * chime.apart_ms * SAMPLE_RATE // 1000
        time_s = np.arange(len(mixed) - start) / SAMPLE_RATE
        tone = sum(level * np.sin(2 * np.pi * note_hz * (n + 1) * time_s) for n, level in enumerate(PARTIALS))
        mixed[start:] += (tone * np.exp(-time_s * 1000 / FALL_MS)).astype(np.float32)
    return np.concatenate([faded(mixed * _closing(len(mixed))), silence(SILENCE_AFTER_MS)])


def own_chime_samples(wav: bytes, where: Where | None = None) -> Samples:
    """Return the sound of `wav` at its own level, with the silence of other chimes after it.

    Raises ContentError `chime-undecodable`, `chime-length`, `chime-silent` at `where`.
    """
    try:
        sound = read_sound(wav, LONGEST_S)
    except UnreadableSoundError as error:
        raise ContentError(Problem("chime-undecodable", where)) from error
    except LongSoundError as error:
        raise _wrong_length(error.length_s, where) from error
    channels, rate = sound.samples, sound.sample_rate
    if len(channels) < SHORTEST_S * rate:
        raise _wrong_length(len(channels) / rate, where)
    mono = channels.mean(axis=1) - channels.mean()
    if not np.isfinite(mono).all() or dbfs(float(np.abs(mono).max())) < _SILENT_BELOW_DBFS:
        raise ContentError(Problem("chime-silent", where))
    return np.concatenate([faded(soxr.resample(mono, rate, SAMPLE_RATE)), silence(SILENCE_AFTER_MS)])


def _wrong_length(length_s: float, where: Where | None) -> ContentError:
    facts = {"length_s": round(length_s, 2), "shortest_s": SHORTEST_S, "longest_s": LONGEST_S}
    return ContentError(Problem("chime-length", where, facts))


def _closing(count: int) -> Samples:
    """Return a gain that fades the last fifth of the ringing to zero."""
    tail = np.cos(np.linspace(0, np.pi / 2, count // 5)) ** 2
    return np.concatenate([np.ones(count - len(tail)), tail]).astype(np.float32)


LAME_SCALE = 0.95  # LAME makes every input quieter by this; give the 0.446 dB back
_FEWEST_FRAMES = 2
_SHORTEST_FRAME_BYTES = 104  # of 32 kbit/s


def encode(samples: Samples, bitrate_kbps: int = BITRATE_KBPS, quality: int = layer3.QUALITY) -> bytes:
    """Return frames that begin with an empty bit reservoir and end with the encoder's flush frame."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(SAMPLE_RATE)
    encoder.set_out_sample_rate(SAMPLE_RATE)  # LAME would pick a lower one for low bit rates
    encoder.set_bit_rate(bitrate_kbps)
    encoder.set_quality(quality)
    scaled = samples * np.float32(32768 / LAME_SCALE)
    pcm = np.clip(np.rint(scaled, out=scaled), -32768, 32767, out=scaled).astype("<i2").tobytes()
    coded = layer3.without_info(bytes(encoder.encode(pcm)) + bytes(encoder.flush()))
    layer3.require_joinable(coded)
    return coded


def decode(coded: bytes) -> Samples:
    """Return the samples of `coded`, FRAME_SAMPLES for each frame; they may exceed 1.0.

    The content begins 1105 samples (25 ms) in: the delays of encoder and decoder. Raises BuildError `frames-damaged`.
    """
    most_samples = len(coded) // _SHORTEST_FRAME_BYTES * FRAME_SAMPLES
    try:
        decoded: Samples = read_sound(coded, most_samples / SAMPLE_RATE, most_values=most_samples).samples[:, 0]
    except (UnreadableSoundError, LongSoundError) as error:
        raise BuildError(Problem("frames-damaged", facts={"offset": 0, "bytes": len(coded)})) from error
    return decoded


def decode_pcm(coded: bytes) -> bytes:
    """Return the samples of `coded` as 16-bit PCM, FRAME_SAMPLES for each frame. Raises BuildError `frames-damaged`."""
    return np.clip(np.rint(decode(coded) * 32768), -32768, 32767).astype("<i2").tobytes()


def silent_frames(duration_ms: float) -> bytes:
    """Return the frames of silence that come nearest to `duration_ms`, at least _FEWEST_FRAMES."""
    count = max(_FEWEST_FRAMES, round(duration_ms * SAMPLE_RATE / 1000 / FRAME_SAMPLES))
    # the encoder's delay fills one frame more
    return encode(np.zeros((count - 1) * FRAME_SAMPLES, np.float32))


CEILING_DBTP = -1.5  # MP3 coding lifts peaks by 0.1 to 0.5 dB
PRESENCE_Q = 0.7
_SILENT = 1e-9  # of the threshold: a level of zero has no logarithm
ROLL_OFF_ORDER = 4  # 24 dB an octave: what a horn cannot play must not use up level


def process(sentences: Sequence[Speech], pause_ms: int, preset: Preset, ceiling_dbtp: float = CEILING_DBTP) -> Samples:
    """Return the passage as it is to be encoded. Same input, same samples."""
    return levelled(passage(sentences, pause_ms, preset), preset.target_lufs, ceiling_dbtp)


def passage(sentences: Sequence[Speech], pause_ms: int, preset: Preset) -> Samples:
    """Return the passage of `sentences`, processed and not yet levelled."""
    if preset.cleaning:
        from zt_audio.sound.clean import cleaned  # noqa: PLC0415 - only recordings are cleaned

        sentences = [cleaned(sentence, preset.cleaning) for sentence in sentences]
    return shaped(joined(sentences, pause_ms), preset)


def joined(sentences: Sequence[Speech], pause_ms: int) -> Samples:
    """Return the sentences with `pause_ms` between the last sound of one and the first sound of the next."""
    gap = silence(max(0, pause_ms - LEAD_MS - TAIL_MS))
    parts = [part for sentence in sentences for part in (gap, from_speech(sentence))]
    return np.concatenate([*parts[1:], silence(0)])


def shaped(samples: Samples, preset: Preset) -> Samples:
    """Return `samples` in the preset's band, with its presence and compression, not levelled."""
    if not samples.any():
        return samples
    if preset.band:
        samples = in_band(samples, preset.band)
    if preset.compression:
        samples = compressed(samples, preset.compression)
    return samples


def in_band(samples: Samples, band: Band) -> Samples:
    """Return `samples` between the edges of `band`, with the presence region lifted."""
    return _band_filter(band)(samples)


@cache
def _band_filter(band: Band) -> RecursiveFilter:
    below, above = high_pass(ROLL_OFF_ORDER, band.low_hz), low_pass(ROLL_OFF_ORDER, band.high_hz)
    return RecursiveFilter(np.vstack([below, above, peak(band.presence_hz, band.presence_db, PRESENCE_Q)]))


def compressed(samples: Samples, compression: Compression) -> Samples:
    """Return `samples` with its loud syllables pulled towards its soft ones.

    A decoupled peak detector (D. Giannoulis et al., "Digital Dynamic Range Compressor Design", 2012) on blocks shorter
    than any period of a voice. Levels fall in straight lines of decibels, so all are found at once.
    """
    loudness_db = integrated(mean_squares(samples, SAMPLE_RATE // 100), SAMPLE_RATE // 100)
    if loudness_db == -math.inf:
        return samples
    threshold = np.float32(gain(loudness_db + compression.threshold_db))
    loudest = np.maximum.reduceat(np.abs(samples), np.arange(0, len(samples), BLOCK))
    peaks = np.log(np.maximum(loudest / threshold, _SILENT), dtype=np.float64)
    fallen = np.arange(len(peaks)) * _share_a_block(compression.release_ms)
    over = np.maximum(np.maximum.accumulate(peaks + fallen) - fallen, 0)
    curve = np.exp((1 / compression.ratio - 1) * _rising(compression.attack_ms)(over))
    evened = per_sample(curve)[: len(samples)]
    evened *= samples
    return evened


def _share_a_block(time_ms: float) -> float:
    """Return how many time constants a block lasts; `time_ms` is 2 pi of them."""
    return 2 * math.pi * 1000 * BLOCK / SAMPLE_RATE / time_ms


@cache
def _rising(attack_ms: float) -> RecursiveFilter:
    kept = math.exp(-_share_a_block(attack_ms))
    return RecursiveFilter(np.array([[1 - kept, 0, 0, 1, -kept, 0]]))


HIGHEST_DBTP = -1.0  # of the decoded MP3
STEP_DB = 0.4  # coding lifts single peaks by chance: a little lower often misses them and stays loud
MOST_TRIES = 8  # down to a ceiling of -4.3 dBTP
END_MS = 20  # of silence after the last sample: frames end anywhere, and joins must be silent
CHIME_BELOW_SPEECH_LU = 1.5  # both by `passage_loudness`; momentary maxima lie as far apart


def make_segment(
    key: str,
    speeches: Sequence[Speech],
    pause_ms: int,
    preset: Preset,
    ceiling_dbtp: float = CEILING_DBTP,
    most_tries: int = MOST_TRIES,
) -> Segment:
    """Return the passage of `speeches`, `pause_ms` apart, at the preset's loudness. Raises BuildError `peak-too-high`.

    `ceiling_dbtp` is that of the first of `most_tries`.
    """
    return _at_level(key, passage(speeches, pause_ms, preset), preset.target_lufs, ceiling_dbtp, most_tries)


def chime_segment(key: str, chime: Chime, preset: Preset) -> Segment:
    """Return the chime, a little below speech of the same preset; the shortest pause where it has no notes."""
    return _at_level(key, chime_samples(chime), preset.target_lufs - CHIME_BELOW_SPEECH_LU)


def own_chime_segment(key: str, wav: bytes, preset: Preset) -> Segment:
    """Return the chime of a WAV file, a little below speech of the same preset. Raises ContentError."""
    return _at_level(key, own_chime_samples(wav), preset.target_lufs - CHIME_BELOW_SPEECH_LU)


def silence_segment(key: str, duration_ms: int) -> Segment:
    """Return a pause of as many frames as come nearest to `duration_ms`."""
    return _measured(key, silent_frames(duration_ms))


def _at_level(
    key: str,
    samples: Samples,
    target_lufs: float,
    ceiling_dbtp: float = CEILING_DBTP,
    most_tries: int = MOST_TRIES,
) -> Segment:
    """Encode at `target_lufs`; where coding lifted a peak too high, limit lower and encode again."""
    for _ in range(most_tries):
        loud = levelled(samples, target_lufs, ceiling_dbtp)
        segment = _measured(key, encode(np.concatenate([loud, silence(END_MS)])))
        if segment.true_peak_dbtp <= HIGHEST_DBTP:
            return segment
        ceiling_dbtp -= STEP_DB
    facts = {"true_peak_dbtp": round(segment.true_peak_dbtp, 2), "allowed_dbtp": HIGHEST_DBTP}
    raise BuildError(Problem("peak-too-high", facts=facts))


def _measured(key: str, frames: bytes) -> Segment:
    decoded = decode(frames)
    energies = frame_energies(decoded)
    return Segment(
        key=key,
        frames=frames,
        frame_count=frame_count(frames),
        loudness_lufs=passage_loudness(energies),
        true_peak_dbtp=true_peak_dbtp(decoded),
        energies=energies.astype("<f4").tobytes(),
    )
