"""A choice of a chain and why it cannot speak in, everything that it lacks out, so that each thing is told at once."""

from __future__ import annotations

from collections.abc import Sequence

from zt_audio.model import Lang, Online, Problem
from zt_audio.speech.piper import engine as piper
from zt_audio.speech.piper.catalogue import known_names, known_voice
from zt_audio.speech.piper.models import find_models
from zt_audio.speech.voice_folders import voice_folders

ONLINE = frozenset({"azure", "edge", "gtts"})  # an engine that is not installed cannot tell us itself
_NO_MODEL = frozenset({"piper-no-model", "voice-unknown"})


def lacks(choice: str, lang: Lang, online: Online, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return `problems` of `choice` together with what would be in its way after them."""
    engine, _, wanted = choice.partition(":")
    if engine in ONLINE and online == "never":
        closed = Problem("online-closed", None, {"voice": choice})
        return (closed, *(problem for problem in problems if problem != closed))
    model = wanted.partition("#")[0]
    if engine == piper.NAME and _can_be_fetched(model, lang):
        rest = (problem for problem in problems if problem.slug not in _NO_MODEL)
        return (*rest, Problem("piper-model-missing", None, {"voice": model}))
    return tuple(problems)


def _can_be_fetched(model: str, lang: Lang) -> bool:
    if model not in known_names() or known_voice(model).lang != lang:
        return False
    return all(model not in found for found in find_models(voice_folders()))
