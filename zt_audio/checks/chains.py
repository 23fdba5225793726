"""Settings in, the engines that they name and that are not known, or only beep, out, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.model import RECORDINGS, Problem, Settings
from zt_audio.speech.registry import engine_names, is_for_tests
from zt_audio.suggestions import near_facts


def strange_engines(settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each: a misspelt voice must not silently become the next of the chain."""
    known = (RECORDINGS, *engine_names())
    for chain in settings.voices.chains.values():
        for voice in chain:
            if voice.where is None:  # the default voice, which nobody can have misspelt
                continue
            is_person = voice.value.startswith(f"{RECORDINGS}:")  # people have no voices to name
            name = voice.value if is_person else voice.value.split(":")[0]
            if is_for_tests(name):
                yield Problem("engine-for-tests", voice.where, {"engine": name}, "warning")
            elif name not in known:
                facts = {"engine": name, **near_facts(name, known)}
                yield Problem("engine-unknown", voice.where, facts)
