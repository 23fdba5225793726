"""The name of an engine in, the engine out: where all of them register.

Built-in engines come through the same entry-point group as anyone's. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import entry_points

from zt_audio.errors import VoiceError, ZtError
from zt_audio.model import Problem
from zt_audio.speech.protocol import Engine
from zt_audio.speech.sandbox import Guarded
from zt_audio.suggestions import near_facts

GROUP = "zt_audio.engines"
TEST_ENGINE = "tone"  # beeps instead of words: offered to nobody, and warned of where somebody names it
TEST_SWITCH = "ZT_AUDIO_TEST_ENGINE"  # set to anything where that is meant

LoadEngine = Callable[[str], "Engine"]


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
