"""The name of an engine in, the engine out: what every engine promises, and where all of them register.

Built-in engines come through the same entry-point group as anyone's. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import entry_points
from typing import Protocol

from zt_audio.content.nearest import near_facts
from zt_audio.errors import VoiceError, ZtError
from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.guarded import Guarded

GROUP = "zt_audio.engines"
TEST_ENGINE = "tone"  # beeps instead of words: offered to nobody, and warned of where somebody names it
TEST_SWITCH = "ZT_AUDIO_TEST_ENGINE"  # set to anything where that is meant

LoadEngine = Callable[[str], "Engine"]


class Engine(Protocol):
    """What can speak. All methods may be called from several threads at once."""

    @property
    def name(self) -> str:
        """Return the name that the settings use."""

    @property
    def deterministic(self) -> bool:
        """Tell whether the same arguments give the same bytes, always; an engine without this is taken not to be."""

    @property
    def own_prosody(self) -> Prosody | None:
        """Return how the engine speaks whatever it is asked for; None, as of one without this, where it obeys."""

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        """Return the voices for `lang`, the best first; empty where the engine cannot speak it."""

    def damaged(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        """Return why `wanted` ("" for the best) cannot be had, though it lies here and `voices` may name others.

        An engine without this has no such voices.
        """

    def fingerprint(self, voice_id: str) -> str:
        """Return a text that changes whenever the same words could sound different."""

    def prepare(self, text: str, lang: Lang) -> str:
        """Return `text` spelt as this engine needs it; preparing twice changes nothing more.

        It is for the engine alone: utterances, keys and manifests keep the ordinary spelling.
        """

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        """Return the speech of `utterance`, prepared or not; what takes minutes counts as failed: see guarded.py."""

    def close(self) -> None:
        """Give back processes and connections. May be called twice; the engine speaks no more."""


def engine_names() -> tuple[str, ...]:
    """Return the names of all registered engines, but for the one that only beeps, without importing any; sorted."""
    return tuple(sorted({entry.name for entry in entry_points(group=GROUP) if not is_for_tests(entry.name)}))


def is_for_tests(name: str) -> bool:
    """Tell whether `name` is the engine that only beeps, and nobody said that it is meant."""
    return name == TEST_ENGINE and not os.environ.get(TEST_SWITCH)


def load_engine(name: str) -> Engine:
    """Return a new engine; whoever loads it closes it. Raises VoiceError: engine-unknown, engine-broken."""
    found = next(iter(entry_points(group=GROUP, name=name)), None)
    if found is None:
        raise VoiceError(_unknown(name))
    try:
        make: Callable[[], Engine] = found.load()
        return Guarded(name, make())
    except ZtError:
        raise
    except (Exception, SystemExit) as error:  # some libraries end the program where they find no model
        reason = f"{type(error).__name__}: {error}"
        raise VoiceError(Problem("engine-broken", facts={"engine": name, "reason": reason})) from error


def _unknown(name: str) -> Problem:
    return Problem("engine-unknown", facts={"engine": name, **near_facts(name, engine_names())})


@contextmanager
def open_engines(load: LoadEngine = load_engine) -> Iterator[LoadEngine]:
    """Yield a loader that makes each engine once, and close them all at the end."""
    with ExitStack() as stack:
        opened: dict[str, Engine] = {}

        def get(name: str) -> Engine:
            if name not in opened:
                opened[name] = load(name)
                stack.callback(opened[name].close)
            return opened[name]

        yield get
