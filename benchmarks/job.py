"""Print everything that a project needs spoken and encoded, as JSON by key. Runs in a process of its own."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.plan import plan, plan_build
from zt_audio.pipeline.steps import Known, SegmentStep, SpeakStep
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import open_engines
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import Workspace

NOTHING = Known((), (), Manifest(), ())


def job(root: Path) -> dict[str, dict[str, object]]:
    """Return what a cold build speaks and encodes: `speak` and `encode`, each key -> what parts.py needs."""
    workspace = Workspace(root)
    with open_engines(root) as load:
        prepared = plan_build(workspace, load_content(workspace, code_digest()), load)
    recipe = prepared.recipe
    steps = plan(prepared.scripts, prepared.speakers, recipe, NOTHING)
    return {
        "speak": {step.key: _speak(step) for step in steps if isinstance(step, SpeakStep)},
        "encode": {
            step.key: {
                "part": str(step.part.id),
                "speech": step.speech,
                "pause_ms": step.speaker.sentence_ms if step.speaker else step.part.pause_ms,
                "preset": recipe.preset,
                "chime": recipe.chime,
            }
            for step in steps
            if isinstance(step, SegmentStep)
        },
    }


def _speak(step: SpeakStep) -> dict[str, object]:
    speaker = step.speaker
    return {
        "text": step.utterance.text,
        "lang": step.utterance.lang,
        "syllables": step.utterance.syllables,
        "engine": speaker.engine,
        "voice": speaker.voice,
        "prosody": asdict(speaker.prosody),
    }


if __name__ == "__main__":
    json.dump(job(Path(sys.argv[1])), sys.stdout, ensure_ascii=False)
