"""Find unknown engines in the settings, and appeals and places that no playlist uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zt_audio.model import RECORDINGS, SHORT, Problem, Project, Settings
from zt_audio.speech.registry import engine_names, is_for_tests
from zt_audio.suggestions import near_facts


def strange_engines(settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each unknown or test engine: a misspelt voice must not be skipped silently."""
    known = (RECORDINGS, *engine_names())
    for chain in settings.voices.chains.values():
        for voice in chain:
            if voice.where is None:  # the default voice, which is in no file
                continue
            is_person = voice.value.startswith(f"{RECORDINGS}:")  # people have no voices to name
            name = voice.value if is_person else voice.value.split(":")[0]
            if is_for_tests(name):
                yield Problem("engine-for-tests", voice.where, {"engine": name}, "warning")
            elif name not in known:
                facts = {"engine": name, **near_facts(name, known)}
                yield Problem("engine-unknown", voice.where, facts)


@dataclass(frozen=True, slots=True)
class UnusedContent:
    """The ids that no playlist uses."""

    appeals: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def unused_content(project: Project) -> UnusedContent:
    """Return the unused ids in the order of the files. They are no mistake: they may wait for their playlist."""
    stops = [stop for playlist in project.playlists.values() for stop in playlist.stops]
    played = {appeal for stop in stops for appeal in stop.appeals}
    visited = {stop.place for stop in stops}
    return UnusedContent(
        tuple(name for name in project.appeals if not {name, f"{name}{SHORT}"} & played and not name.endswith(SHORT)),
        tuple(name for name in project.places if name not in visited),
    )
