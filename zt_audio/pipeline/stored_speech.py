"""Keep what an engine said in the store, and read it back."""

from __future__ import annotations

from dataclasses import dataclass

from zt_audio.content.presets import GATE_RECIPE
from zt_audio.model import Speech
from zt_audio.pipeline.steps import Speaker
from zt_audio.store.records import Records
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StoredSpeech:
    """Speech from the store; `checked` where today's quality check has passed it."""

    speech: Speech
    checked: bool
    worker: str


@dataclass(frozen=True, slots=True)
class _SpeechFacts:
    """The header of a record of speech; `gate` names the check that it passed."""

    sample_rate: int
    words: int | None
    gate: str = ""
    worker: str = ""  # address of the machine of a cluster that spoke it


def speech_records(workspace: Workspace, speaker: Speaker) -> Records:
    """Return where the speech of `speaker` is kept: what came from a network lies apart."""
    return workspace.fetched if speaker.online else workspace.speech


def store_speech(records: Records, key: str, speech: Speech, worker: str = "") -> None:
    """Keep speech that has passed the quality check. Raises OSError."""
    facts = {"sample_rate": speech.sample_rate, "words": speech.words, "gate": GATE_RECIPE}
    records.put(key, facts | ({"worker": worker} if worker else {}), speech.pcm)


def stored_speech(records: Records, key: str) -> StoredSpeech:
    """Return what is kept under `key`. Raises BuildError `record-damaged`; a damaged record is gone then."""
    facts, pcm = records.require(key, _SpeechFacts)
    return StoredSpeech(Speech(pcm, facts.sample_rate, facts.words), facts.gate == GATE_RECIPE, facts.worker)
