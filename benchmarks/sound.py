"""Run the sound chain, LAME, or both over the speech of a job. Runs in a process of its own.

`sound.py record JOB CACHE TAPE` makes every segment and keeps, in the folder TAPE, what was given to LAME and what
came back; `sound.py chain JOB CACHE TAPE` does the same with LAME's answers taken from the tape: the chain alone, with
the decoding and measuring that proves the peak; `sound.py lame JOB CACHE TAPE [QUALITY]` encodes what each segment
ended with: LAME alone, each passage once, at the quality of a build or at QUALITY. `sound.py edit JOB CACHE` speaks and
makes everything in the job.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from zt_audio.formats.mp3 import BITRATE_KBPS, QUALITY
from zt_audio.model import Segment, Speech
from zt_audio.sound import segment as mp3
from zt_audio.sound.pcm import Samples
from zt_audio.store.records import Records

Row = Mapping[str, Any]


def make(key: str, row: Row, takes: Mapping[str, Speech], cache: Records) -> Segment:
    """Make one segment as a build does."""
    from zt_audio.content.presets import CHIMES, PRESETS  # noqa: PLC0415 - LAME alone does without the chain
    from zt_audio.sound.segment import chime_segment, make_segment, silence_segment  # noqa: PLC0415 - likewise

    preset = PRESETS[row["preset"]]
    if row["speech"]:
        speeches = [takes.get(name) or _stored(name, cache) for name in row["speech"]]
        return make_segment(key, speeches, row["pause_ms"], preset)
    if row["part"] == "pause":
        return silence_segment(key, row["pause_ms"])
    return chime_segment(key, CHIMES[row["chime"]], preset)


def _stored(key: str, cache: Records) -> Speech:
    record = cache.get(key)
    if record is None:
        raise LookupError(key)
    return Speech(record.payload, record.meta["sample_rate"], record.meta["words"])


class Tape:
    """What LAME was given and gave, numbered in the order of the calls."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._at = 0
        self._encode = mp3.encode

    def record(self, samples: Samples, bitrate_kbps: int = BITRATE_KBPS, quality: int = QUALITY) -> bytes:
        coded = self._encode(samples, bitrate_kbps, quality)
        np.save(self._folder / f"{self._at}.npy", samples)
        (self._folder / f"{self._at}.mp3").write_bytes(coded)
        self._at += 1
        return coded

    def play(self, samples: Samples, bitrate_kbps: int = BITRATE_KBPS, quality: int = QUALITY) -> bytes:  # noqa: ARG002 - as mp3.encode
        self._at += 1
        return (self._folder / f"{self._at - 1}.mp3").read_bytes()

    @property
    def calls(self) -> int:
        return self._at


def record(rows: Mapping[str, Row], cache: Records, folder: Path) -> list[int]:
    """Make every segment; return which calls of LAME were the last of their segment."""
    tape = Tape(folder)
    mp3.encode = tape.record
    last = []
    for key, row in rows.items():
        make(key, row, {}, cache)
        last.append(tape.calls - 1)
    return last


def chain(rows: Mapping[str, Row], cache: Records, folder: Path) -> None:
    mp3.encode = Tape(folder).play
    for key, row in rows.items():
        make(key, row, {}, cache)


def edit(job: Mapping[str, Mapping[str, Row]], cache: Records) -> None:
    from benchmarks.speak import spoken  # noqa: PLC0415 - the others do not speak

    takes = spoken(job["speak"])
    for key, row in job["encode"].items():
        make(key, row, takes, cache)


def main(what: str, job_file: str, cache: str, tape: str = "", quality: str = str(QUALITY)) -> None:
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    records = Records(Path(cache))
    match what:
        case "record":
            json.dump(record(job["encode"], records, Path(tape)), sys.stdout)
        case "chain":
            chain(job["encode"], records, Path(tape))
        case "lame":
            for number in job["last"]:
                mp3.encode(np.load(Path(tape) / f"{number}.npy"), quality=int(quality))
        case "edit":
            edit(job, records)


if __name__ == "__main__":
    main(*sys.argv[1:])
