"""What a person read in, the same judged and cleaned out: ready for the chain that every voice goes through."""

from __future__ import annotations

from dataclasses import replace

from zt_audio.content.presets import Preset, cleaning_of
from zt_audio.errors import BuildError
from zt_audio.model import Speech, Utterance
from zt_audio.pipeline.script import Part
from zt_audio.sound.clean import cleaned
from zt_audio.sound.quality.recorded import recorded_problems


def whole(part: Part) -> Utterance:
    """Return all that `part` says as one utterance: it was read in one go."""
    utterances = part.passage.utterances if part.passage else ()
    text = " ".join(utterance.text for utterance in utterances)
    return replace(utterances[0], text=text, syllables=sum(utterance.syllables for utterance in utterances))


def require_sound_reading(speech: Speech, part: Part, file: str) -> None:
    """Raise BuildError with what is wrong with the recording `file` of `part`, by the bounds that let it in."""
    sentences = len(part.passage.utterances) if part.passage else 0
    problems = recorded_problems(speech, whole(part).syllables, sentences, file)
    if problems:
        raise BuildError(replace(problem, where=whole(part).where) for problem in problems)


def cleaned_take(speech: Speech, preset: Preset) -> tuple[Speech, Preset]:
    """Return a take with less of its room, and the preset for what is left to do."""
    return cleaned(speech, cleaning_of(preset)), replace(preset, cleaning=None)
