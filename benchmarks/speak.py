"""Speak everything in a job as isolated and as parallel as in a build. Runs in a process of its own.

`speak.py JOB [RECORDS]` imports what speaking needs and nothing else; it keeps what was said in the folder RECORDS.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from zt_audio.model import Prosody, Speech, Utterance, Where
from zt_audio.speech.registry import LoadEngine, open_engines

JOBS = 2


def speak(row: Mapping[str, Any], load: LoadEngine) -> Speech:
    utterance = Utterance(row["text"], row["lang"], row["syllables"], Where("benchmark"))
    return load(row["engine"]).speak(utterance, row["voice"], Prosody(**row["prosody"]))


def spoken(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Speech]:
    """Return the speech of each row."""
    with open_engines(Path()) as load, ThreadPoolExecutor(JOBS) as executor:
        return dict(zip(rows, executor.map(lambda row: speak(row, load), rows.values()), strict=True))


def keep(said: Mapping[str, Speech], folder: Path) -> None:
    from zt_audio.store.records import Records  # noqa: PLC0415 - speaking does without

    for key, speech in said.items():
        Records(folder).put(key, {"sample_rate": speech.sample_rate, "words": speech.words}, speech.pcm)


if __name__ == "__main__":
    said = spoken(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["speak"])
    for folder in sys.argv[2:]:
        keep(said, Path(folder))
