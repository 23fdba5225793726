"""Find the engines that are installed, and open them by name.

Built-in engines come through the same entry-point group as those of third parties. Nothing is imported before it is
needed.
"""

from __future__ import annotations

import inspect
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import ParamSpec, TypeVar

from zt_audio.errors import VoiceError, ZtError
from zt_audio.language.registry import foreign_letters
from zt_audio.logs import logger_of
from zt_audio.model import Consent, Lang, Online, Problem, Prosody, Speech, Utterance, Voice, VoiceOrigin
from zt_audio.speech.protocol import BareEngine, Engine, EngineContext
from zt_audio.suggestions import near_facts

_Returned = TypeVar("_Returned")
_P = ParamSpec("_P")


class LateError(Exception):
    """The call did not return in time, and goes on by itself."""


def in_time(seconds: float, call: Callable[[], _Returned]) -> _Returned:
    """Return what `call` returns, or raise what it raises. Raises LateError after `seconds`, even if the call hangs.

    A thread that is late is left alone; its result is dropped.
    """
    answer = started(call)
    if not wait([answer], seconds).done:
        raise LateError
    return answer.result()


def started(call: Callable[[], _Returned]) -> Future[_Returned]:
    """Start `call` in a thread that does not keep the program from ending; return its future result."""
    answer: Future[_Returned] = Future()
    answer.set_running_or_notify_cancel()  # so that it cannot be cancelled before it gets its result

    def fill() -> None:
        try:
            answer.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised again where the answer is awaited
            answer.set_exception(error)

    threading.Thread(target=fill, daemon=True).start()
    return answer


class DaemonExecutor(ThreadPoolExecutor):
    """An executor for an asyncio loop whose threads do not keep the program from ending.

    A look-up of a name hangs as long as the network does, and Python waits at its end for the threads of an ordinary
    executor. asyncio accepts only a subclass of ThreadPoolExecutor; this one starts a thread for each call.
    """

    def submit(self, fn: Callable[_P, _Returned], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_Returned]:
        return started(partial(fn, *args, **kwargs))


# Guard against engines that break their promises: each mistake becomes a VoiceError with the name of the engine.
#
# Each call gets a deadline. `speak_with` checks the speech itself.

# Run a call in a daemon thread, and wait for it no longer than a deadline.

_T = TypeVar("_T")

_METHODS = ("voices", "fingerprint", "prepare", "speak", "close")
_VOICE_FIELDS = {
    "id": str,
    "lang": str,
    "draft": bool,
    "licence": str,
    "online": bool,
    "consent": Consent | None,
    "origin_known": bool,
}


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """How long an engine that does not keep time may take.

    Many times what the slowest model needs on an old computer that does many things at once.
    """

    speak_s: float = 300.0  # for a sentence
    speak_letter_s: float = 1.0  # and for each letter of it
    answer_s: float = 300.0  # for a list of voices, and the like
    close_s: float = 10.0
    most_late: int = 3  # after so many late sentences the engine gets no more: there may be hundreds

    def for_text(self, text: str) -> float:
        """Return for how many seconds an engine may speak `text`."""
        return self.speak_s + self.speak_letter_s * len(text)


class Guarded:
    """See `Engine`. `name` is the registered one, whatever the engine calls itself: settings use this name."""

    def __init__(self, name: str, engine: BareEngine, limits: EngineLimits | None = None) -> None:
        """Raise TypeError where `engine` lacks a method."""
        if missing := [method for method in _METHODS if not callable(getattr(engine, method, None))]:
            raise TypeError(f"{type(engine).__name__} has no {', '.join(missing)}")
        self.name = name
        self._engine = engine
        self._limits = limits or EngineLimits()
        self._late: list[Problem] = []
        # An engine that uses a process or a service gives up by itself, long before: it needs no thread, and each
        # thread that allocates keeps memory of its own.
        self._in_time = _trusted if getattr(engine, "keeps_time", False) is True else in_time

    @property
    def deterministic(self) -> bool:
        return self._called(lambda: getattr(self._engine, "deterministic", False) is True)

    @property
    def by_rule(self) -> bool:
        return self._called(lambda: getattr(self._engine, "by_rule", False) is True)

    @property
    def quick(self) -> bool:
        return self._called(lambda: getattr(self._engine, "quick", False) is True)

    @property
    def online(self) -> bool:
        return self._called(lambda: getattr(self._engine, "online", False) is True)

    @property
    def own_prosody(self) -> Prosody | None:
        found = self._called(lambda: getattr(self._engine, "own_prosody", None))
        self._require(found is None or isinstance(found, Prosody), "own_prosody", found)
        return found

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        found = self._called(lambda: tuple(self._engine.voices(lang)))
        for voice in found:
            self._require(
                isinstance(voice, Voice)
                and all(isinstance(getattr(voice, name), of) for name, of in _VOICE_FIELDS.items()),
                "voices",
                voice,
            )
        return found

    def damaged(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        return self._problems("damaged", lang, wanted)

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        return self._problems("missing", lang, wanted)

    def fingerprint(self, voice_id: str) -> str:
        found = self._called(lambda: self._engine.fingerprint(voice_id))
        self._require(isinstance(found, str), "fingerprint", found)
        return found

    def identity(self, voice_id: str) -> str:
        ask = getattr(self._engine, "identity", self._engine.fingerprint)
        found = self._called(lambda: ask(voice_id))
        self._require(isinstance(found, str), "identity", found)
        return found

    def prepare(self, text: str, lang: Lang) -> str:
        found = self._called(lambda: self._engine.prepare(text, lang))
        self._require(isinstance(found, str), "prepare", found)
        return found

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        """Return what the engine returns, unchecked. Raises what it raises; VoiceError: engine-timeout."""
        if len(self._late) >= self._limits.most_late:
            raise VoiceError(self._late)
        seconds = self._limits.for_text(utterance.text)
        try:
            return self._in_time(seconds, lambda: self._engine.speak(utterance, voice_id, prosody))
        except LateError as error:
            facts = {"engine": self.name, "lang": utterance.lang, "text": utterance.text, "reason": f"{seconds:.0f} s"}
            self._late.append(Problem("engine-timeout", utterance.where, facts))
            raise VoiceError(self._late[-1]) from error

    def close(self) -> None:
        """Close the engine. Where that fails, nothing is lost: its speech is kept already."""
        with suppress(VoiceError):
            self._called(self._engine.close, self._limits.close_s)

    def _problems(self, method: str, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        """Return the answer of an optional method."""
        ask = getattr(self._engine, method, None)
        found: tuple[Problem, ...] = self._called(lambda: tuple(ask(lang, wanted))) if ask else ()
        for problem in found:
            self._require(isinstance(problem, Problem), method, problem)
        return found

    def _called(self, call: Callable[[], _T], seconds: float | None = None) -> _T:
        """Return what `call` returns. Raises VoiceError: engine-broken, or what the engine itself raises."""
        seconds = seconds or self._limits.answer_s
        try:
            return self._in_time(seconds, call)
        except VoiceError:
            raise
        except LateError as error:
            raise self._broken(f"> {seconds:.0f} s") from error
        except (Exception, SystemExit) as error:
            raise self._broken(f"{type(error).__name__}: {error}") from error

    def _require(self, right: bool, method: str, found: object) -> None:  # noqa: FBT001 - read as a sentence
        if not right:
            raise self._broken(f"{method}: {type(found).__name__}")

    def _broken(self, reason: str) -> VoiceError:
        return VoiceError(Problem("engine-broken", facts={"engine": self.name, "reason": reason}))


def _trusted(_seconds: float, call: Callable[[], _T]) -> _T:
    return call()


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
    if (found := next(iter(entry_points(group=_ENGINE_GROUP, name=name)), None)) is None:
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


_SAMPLE_RATES = range(8_000, 192_001)  # lower is no speech; no sound card goes higher


def voice_of_choice(choice: str, lang: Lang, load: LoadEngine) -> tuple[str, Voice]:
    """Return engine and voice of `choice`: "engine", for its best voice, or "engine:voice".

    Raises VoiceError: why it cannot speak `lang`.
    """
    name, _, wanted = choice.partition(":")
    engine = load(name)
    voices = engine.voices(lang)
    if damaged := engine.damaged(lang, wanted):
        raise VoiceError(damaged)
    if not voices:
        raise VoiceError(Problem("engine-language", facts={"engine": name, "lang": lang}))
    if not wanted:
        return name, voices[0]
    return name, find_voice(name, voices, wanted)


def is_closed(problems: Iterable[Problem]) -> bool:
    """Tell whether a voice with these `problems` is one that the settings do not let onto the internet."""
    return any(problem.slug == "online-closed" for problem in problems)


def all_lacking(
    choice: str, lang: Lang, online: Online, problems: Sequence[Problem], load: LoadEngine
) -> tuple[Problem, ...]:
    """Return `problems` of the voice `choice` and everything else that it lacks, so that all is reported at once."""
    name, _, wanted = choice.partition(":")
    try:
        engine = load(name)
    except VoiceError:  # it is among `problems`
        return tuple(problems)
    closed = Problem("online-closed", None, {"voice": choice})
    found = engine.missing(lang, wanted) or tuple(problem for problem in problems if problem != closed)
    speaks = all(problem.slug != "engine-language" for problem in found)
    return (closed, *found) if engine.online and online == "never" and speaks else found


def with_origin(engine: str, voice: Voice, origins: Mapping[str, VoiceOrigin]) -> Voice:
    """Return `voice` with what the settings say of it, of its model with all speakers, or of its engine.

    It is a draft where a person, or anyone, has to say more.
    """
    name = f"{engine}:{voice.id}"
    origin = next((origins[each] for each in (name, name.partition("#")[0], engine) if each in origins), None)
    if origin is None:
        return voice if voice.origin_known else replace(voice, draft=True)
    lacks_consent = origin.cloned and origin.consent is None
    return replace(
        voice, draft=voice.draft or lacks_consent, consent=origin.consent or voice.consent, origin_known=True
    )


def find_voice(engine: str, voices: Sequence[Voice], voice_id: str) -> Voice:
    """Return the voice of that id. Raises VoiceError: voice-unknown, with the nearest id."""
    for voice in voices:
        if voice.id == voice_id:
            return voice
    facts = {"engine": engine, "voice": voice_id, **near_facts(voice_id, [voice.id for voice in voices])}
    raise VoiceError(Problem("voice-unknown", facts=facts))


def speak_with(engine: Engine, voice: Voice, utterance: Utterance, prosody: Prosody) -> Speech:
    """Return the speech of `utterance`; the only place that calls an engine.

    Raises VoiceError: voice-language, engine-failed, engine-silent, or what the engine itself raises.
    """
    if voice.lang != utterance.lang or foreign_letters(voice.lang).intersection(utterance.text):
        raise VoiceError(_problem("voice-language", engine, utterance, voice=voice.id, voice_lang=voice.lang))
    try:
        speech = engine.speak(utterance, voice.id, prosody)
    except ZtError:
        raise
    except (Exception, SystemExit) as error:  # an engine may fail, but not end the program
        reason = f"{type(error).__name__}: {error}"
        raise VoiceError(_problem("engine-failed", engine, utterance, reason=reason)) from error
    # `speech` if it is what an engine promises, and audible.
    if wrong := _malformed(speech):
        raise VoiceError(_problem("engine-failed", engine, utterance, reason=wrong))
    if not any(speech.pcm):
        raise VoiceError(_problem("engine-silent", engine, utterance))
    return speech


def _malformed(speech: object) -> str:
    """Return what is wrong with the types of an engine's answer, "" where nothing is: third parties write engines."""
    if not isinstance(speech, Speech):
        return f"no Speech but {type(speech).__name__}"
    if not isinstance(speech.pcm, bytes) or len(speech.pcm) % 2:
        return "not 16-bit PCM"
    if not isinstance(speech.sample_rate, int) or speech.sample_rate not in _SAMPLE_RATES:
        return f"sample_rate: {speech.sample_rate!r}"
    return "" if isinstance(speech.words, int | None) else f"words: {speech.words!r}"


def _problem(slug: str, engine: Engine, utterance: Utterance, **facts: str) -> Problem:
    said = {"engine": engine.name, "lang": utterance.lang, "text": utterance.text}
    return Problem(slug, utterance.where, said | facts)
