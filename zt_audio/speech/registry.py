"""Find the engines that are installed, and open them by name.

Built-in engines come through the same entry-point group as those of third parties. Nothing is imported before it is
needed.
"""

from __future__ import annotations

import inspect
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import entry_points
from pathlib import Path

from zt_audio.errors import VoiceError, ZtError
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.speech.protocol import BareEngine, Engine, EngineContext
from zt_audio.speech.sandbox import Guarded
from zt_audio.suggestions import near_facts

_ENGINE_GROUP = "zt_audio.engines"
_TEST_ENGINE = "tone"  # it beeps instead of speaking: the program does not offer it, and warns of settings that name it
TEST_SWITCH = "ZT_AUDIO_TEST_ENGINE"  # set it to anything to use the test engine on purpose

LoadEngine = Callable[[str], Engine]

_log = logger_of(__name__)


def engine_names() -> tuple[str, ...]:
    """Return the sorted names of all registered engines, except the one that only beeps; none is imported."""
    return tuple(sorted({entry.name for entry in entry_points(group=_ENGINE_GROUP) if not is_for_tests(entry.name)}))


def is_for_tests(name: str) -> bool:
    """Tell whether `name` is the engine that only beeps, and the environment does not allow it."""
    return name == _TEST_ENGINE and not os.environ.get(TEST_SWITCH)


def load_engine(name: str, project: Path) -> Engine:
    """Return a new engine for `project`; the caller closes it. Raises VoiceError: engine-unknown, engine-broken.

    The entry point names a factory: a function or a class. One with a parameter `context` gets an EngineContext.
    """
    found = next(iter(entry_points(group=_ENGINE_GROUP, name=name)), None)
    if found is None:
        raise VoiceError(Problem("engine-unknown", facts={"engine": name, **near_facts(name, engine_names())}))
    try:
        _log.debug("opening engine %s (%s)", name, found.value)
        factory: Callable[..., BareEngine] = found.load()
        arguments = {"context": EngineContext(project)} if _takes_context(factory) else {}
        return Guarded(name, factory(**arguments))
    except ZtError:
        raise
    except (Exception, SystemExit) as error:  # some libraries end the program where they find no model
        reason = f"{type(error).__name__}: {error}"
        _log.warning("engine %s cannot be opened: %s", name, reason)
        raise VoiceError(Problem("engine-broken", facts={"engine": name, "reason": reason})) from error


def _takes_context(factory: Callable[..., object]) -> bool:
    try:
        return "context" in inspect.signature(factory).parameters
    except (TypeError, ValueError):  # no factory, or one in C that has no signature
        return False


@contextmanager
def open_engines(project: Path, load: Callable[[str, Path], Engine] = load_engine) -> Iterator[LoadEngine]:
    """Yield a loader, for any thread, that opens each engine once, for `project`; close them all at the end."""
    with ExitStack() as stack:
        opened: dict[str, Engine] = {}
        opening = threading.Lock()

        def get(name: str) -> Engine:
            with opening:
                if name not in opened:
                    opened[name] = load(name, project)
                    stack.callback(opened[name].close)
                return opened[name]

        yield get
