"""List everything that stands in the way of one choice of a chain, so that people hear of all of it at once."""

from __future__ import annotations

from collections.abc import Sequence

from zt_audio.errors import VoiceError
from zt_audio.model import Lang, Online, Problem
from zt_audio.speech.registry import LoadEngine


def lacks(
    choice: str, lang: Lang, online: Online, problems: Sequence[Problem], load: LoadEngine
) -> tuple[Problem, ...]:
    """Return `problems` of `choice` together with what would be in its way after them."""
    name, _, wanted = choice.partition(":")
    try:
        engine = load(name)
    except VoiceError:  # which is among `problems`
        return tuple(problems)
    closed = Problem("online-closed", None, {"voice": choice})
    found = engine.missing(lang, wanted) or tuple(problem for problem in problems if problem != closed)
    return (closed, *found) if engine.online and online == "never" else found
