"""Measure how well the shipped texts are understood in the street: each preset against plain speech.

Plain speech is what the engine said, joined; every chain is brought to the same digital peak, because that is where
an amplifier ends. `noise@snr` is the level of plain speech in front of the horn against the noise: unweighted for
noise of the same spectrum, as hearing tests count it, A-weighted for traffic, as street noise is counted. What
another chain then gains is its own. The goal of 0.78 from 0.50 is one of audibility alone (plain speech in noise of its
spectrum is then 0.5); the whole standard, which also lets low bands mask high ones, stands beside it and gives the
equivalent gain. Nothing here measures echoes (STI): that is done on site.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import soxr
from pystoi import stoi

from benchmarks import projects, runs
from benchmarks.figure import Figure, Goal, rounded, say
from benchmarks.sii import Levels, audibility, sii
from benchmarks.speak import spoken
from benchmarks.street import band_levels, horn, level_db, level_dba, speech_noise, traffic_noise
from benchmarks.workshop import Workshop
from zt_audio.content.presets import DEFAULT_PRESET, PRESETS, Preset
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.sound.dynamics import levelled
from zt_audio.sound.loudness import gain, true_peak_dbtp
from zt_audio.sound.pcm import Samples
from zt_audio.sound.segment import CEILING_DBTP, joined, shaped

SNRS_DB = (-5, 0, 5)
SPEECH_DBA = 60.0  # plain speech where the listener stands; the index takes louder speech for less clear (4.6)
GAINS_DB = tuple(range(0, 22, 2))
STOI_HZ = 10_000  # what pystoi works at
Scores = Mapping[str, Mapping[str, float]]  # noise@snr -> measure -> value
Rulers = Mapping[str, Mapping[str, Sequence[float]]]  # noise@snr -> measure -> of plain speech at each of GAINS_DB
SOURCES: Mapping[str, Callable[[Samples], float]] = {"speech-shaped": level_db, "traffic": level_dba}


@dataclass(frozen=True)  # no slots: cached_property keeps its values in the instance
class Listener:
    """Someone in the street, who hears `plain` at SPEECH_DBA through a horn, among noises."""

    plain: Samples

    @cached_property
    def heard(self) -> Samples:
        return horn(self.plain)

    @cached_property
    def clean(self) -> Samples:
        return _slow(self.plain)

    @cached_property
    def offset_db(self) -> float:
        """What makes a level relative to full scale one of sound pressure."""
        return SPEECH_DBA - level_dba(self.heard)

    @cached_property
    def noises(self) -> Mapping[str, Samples]:
        """Noises that are as loud as plain speech: 0 dB."""
        count = len(self.plain)
        raw = {"speech-shaped": speech_noise(self.plain, count), "traffic": traffic_noise(count)}
        return {
            name: raw[name] * np.float32(gain(level(self.heard) - level(raw[name]))) for name, level in SOURCES.items()
        }

    @cached_property
    def noise_levels(self) -> Mapping[str, Levels]:
        return {name: band_levels(noise) for name, noise in self.noises.items()}

    @cached_property
    def slow_noises(self) -> Mapping[str, Samples]:
        return {name: _slow(noise) for name, noise in self.noises.items()}

    def sii(self, levels: Levels, noise: str, snr_db: float) -> float:
        return sii(levels + self.offset_db, self.noise_levels[noise] + self.offset_db - snr_db)

    def audibility(self, levels: Levels, noise: str, snr_db: float) -> float:
        return audibility(levels, self.noise_levels[noise] - snr_db)

    def estoi(self, slow: Samples, noise: str, snr_db: float) -> float:
        return float(stoi(self.clean, slow + self.slow_noises[noise] * gain(-snr_db), STOI_HZ, extended=True))


def against_plain(shop: Workshop) -> list[Figure]:
    """Measure every preset at every noise; the goals are for the default one."""
    everything = _passages(shop)
    passages = everything[:: 16 if shop.quick else 4]
    listener = Listener(np.concatenate(passages) * _to_peak(np.concatenate(everything)))
    say(f"intelligibility: {len(listener.plain) / SAMPLE_RATE:.0f} s of speech")
    rulers = _rulers(listener)
    table = {"plain": _scores(listener, listener.heard, rulers)}
    for name, preset in PRESETS.items():
        say(f"intelligibility: {name}")
        table[name] = _scores(listener, horn(_levelled(passages, preset)), rulers)
    return _figures(table)


def _figures(table: Mapping[str, Scores]) -> list[Figure]:
    street, plain = table[DEFAULT_PRESET], table["plain"]
    gains_db = {noise: street[f"{noise}@0"]["sii_gain_db"] for noise in SOURCES}
    better = [street[at]["estoi"] - plain[at]["estoi"] for at in plain]
    others = {"plain": plain["speech-shaped@0"]["audibility"], "traffic": street["traffic@0"]["audibility"]}
    others |= {f"{name}_whole_standard": table[name]["speech-shaped@0"]["sii"] for name in ("plain", DEFAULT_PRESET)}
    others = dict(zip(others, rounded(list(others.values())), strict=True))
    gains = dict(zip(gains_db, rounded(list(gains_db.values())), strict=True))
    rows = {name: {at: rounded(list(row.values())) for at, row in rows.items()} for name, rows in table.items()}
    columns = list(street["traffic@0"])
    return [
        Figure("intelligibility-sii", street["speech-shaped@0"]["audibility"], Goal(">=", 0.78), {}, others),
        Figure("intelligibility-gain", min(gains_db.values()), Goal(">=", 8.5, "dB"), {}, gains),
        Figure("intelligibility-estoi", min(better), Goal(">=", 0), {}, {"columns": columns, **rows}),
    ]


def _passages(shop: Workshop) -> list[Samples]:
    """Return every passage of the shipped texts, both languages in turn, each as its takes joined."""
    project = projects.shipped(shop.emptied("texts"))
    job = json.loads(runs.part("job", Path(project)).out)
    rows = sorted((row for row in job["encode"].values() if row["speech"]), key=lambda row: row["part"])
    takes = spoken(job["speak"])
    return [joined([takes[key] for key in row["speech"]], 0) for row in rows]


def _levelled(passages: Sequence[Samples], preset: Preset) -> Samples:
    done = [levelled(shaped(passage, preset), preset.target_lufs, CEILING_DBTP) for passage in passages]
    return np.concatenate(done) * _to_peak(np.concatenate(done))


def _to_peak(whole: Samples) -> np.float32:
    """Return the gain that brings `whole`, as one file, to the peak that the chain allows.

    The plain file is all that was spoken, as the chain's ceiling is one for all: of a few sentences the peak is chance.
    Each passage of plain speech at a peak of its own would be louder, and the chain's gain about 1 dB less.
    """
    return np.float32(gain(CEILING_DBTP - true_peak_dbtp(whole)))


def _slow(samples: Samples) -> Samples:
    slow: Samples = soxr.resample(samples, SAMPLE_RATE, STOI_HZ)
    return slow


def _rulers(listener: Listener) -> Rulers:
    """Return what plain speech scores with an amplifier that has GAINS_DB more, and no end."""
    say("intelligibility: plain")
    levels, slow = band_levels(listener.heard), _slow(listener.heard)
    return {
        f"{noise}@{snr_db}": {
            "sii": [listener.sii(levels + gain_db, noise, snr_db) for gain_db in GAINS_DB],
            "estoi": [listener.estoi(slow, noise, snr_db + gain_db) for gain_db in GAINS_DB],
        }
        for noise in SOURCES
        for snr_db in SNRS_DB
    }


def _scores(listener: Listener, heard: Samples, rulers: Rulers) -> Scores:
    levels, slow = band_levels(heard), _slow(heard)
    found = {}
    for noise in SOURCES:
        for snr_db in SNRS_DB:
            ruler = rulers[f"{noise}@{snr_db}"]
            values = {"sii": listener.sii(levels, noise, snr_db), "estoi": listener.estoi(slow, noise, snr_db)}
            heard_part = {"audibility": listener.audibility(levels, noise, snr_db)}
            gains = {f"{name}_gain_db": equivalent_gain_db(value, ruler[name]) for name, value in values.items()}
            found[f"{noise}@{snr_db}"] = {**values, **gains, **heard_part}
    return found


def equivalent_gain_db(value: float, ruler: Sequence[float]) -> float:
    """Return how many dB more amplifier plain speech would need to score `value`; `ruler` is its score per gain."""
    return float(np.interp(value, np.maximum.accumulate(ruler), GAINS_DB))
