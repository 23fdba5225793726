"""Anyone's engine in, one that keeps the promises of `Engine` out: what it does wrong is a VoiceError with its name.

And it answers in time, or not at all: nobody waits for ever. What it says is judged where an utterance reaches it: see
`speak_with`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from zt_audio.errors import VoiceError
from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.online.deadline import LateError, in_time
from zt_audio.speech.protocol import Engine

T = TypeVar("T")

# Many times what the slowest model needs on an old computer that does many things at once.
SPEAK_S, SPEAK_LETTER_S = 300.0, 1.0  # for a sentence, and more for each letter of it
ANSWER_S = 300.0  # for which voices there are, and the like
CLOSE_S = 10.0
MOST_LATE = 3  # an engine that let so many sentences wait is asked no more: there may be hundreds

METHODS = ("voices", "fingerprint", "prepare", "speak", "close")
VOICE_FIELDS = {"id": str, "lang": str, "draft": bool, "licence": str, "online": bool}


class Guarded:
    """See `Engine`. `name` is the registered one: whatever the engine calls itself, settings know it by this."""

    def __init__(self, name: str, engine: Engine) -> None:
        """Raise TypeError where `engine` lacks a method."""
        if missing := [method for method in METHODS if not callable(getattr(engine, method, None))]:
            raise TypeError(f"{type(engine).__name__} has no {', '.join(missing)}")
        self.name = name
        self._engine = engine
        self._late: list[Problem] = []
        # An engine that asks a process or a service gives up by itself, long before: it needs no thread, and each
        # thread that allocates keeps memory of its own.
        self._in_time = _trusted if getattr(engine, "keeps_time", False) is True else in_time

    @property
    def deterministic(self) -> bool:
        return self._called(lambda: getattr(self._engine, "deterministic", False) is True)

    @property
    def keeps_time(self) -> bool:
        return True  # by the deadlines of this class

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
            self._require(_is_voice(voice), "voices", voice)
        return found

    def damaged(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        return self._problems("damaged", lang, wanted)

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        return self._problems("missing", lang, wanted)

    def fingerprint(self, voice_id: str) -> str:
        found = self._called(lambda: self._engine.fingerprint(voice_id))
        self._require(isinstance(found, str), "fingerprint", found)
        return found

    def prepare(self, text: str, lang: Lang) -> str:
        found = self._called(lambda: self._engine.prepare(text, lang))
        self._require(isinstance(found, str), "prepare", found)
        return found

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        """Return what the engine says, whatever that is. Raises what it raises; VoiceError: engine-timeout."""
        if len(self._late) >= MOST_LATE:
            raise VoiceError(self._late)
        seconds = speak_s(utterance.text)
        try:
            return self._in_time(seconds, lambda: self._engine.speak(utterance, voice_id, prosody))
        except LateError as error:
            facts = {"engine": self.name, "lang": utterance.lang, "text": utterance.text, "reason": f"{seconds:.0f} s"}
            self._late.append(Problem("engine-timeout", utterance.where, facts))
            raise VoiceError(self._late[-1]) from error

    def close(self) -> None:
        """Close the engine. Where it cannot, nothing is lost: what it said is kept, and it says no more."""
        with suppress(VoiceError):
            self._called(self._engine.close, CLOSE_S)

    def _problems(self, method: str, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        """Return what an optional method answers."""
        ask = getattr(self._engine, method, None)
        found: tuple[Problem, ...] = self._called(lambda: tuple(ask(lang, wanted))) if ask else ()
        for problem in found:
            self._require(isinstance(problem, Problem), method, problem)
        return found

    def _called(self, call: Callable[[], T], seconds: float | None = None) -> T:
        """Return what `call` returns. Raises VoiceError: engine-broken, or what the engine itself foresees."""
        try:
            return self._in_time(seconds or ANSWER_S, call)
        except VoiceError:
            raise
        except LateError as error:
            raise self._broken(f"> {seconds or ANSWER_S:.0f} s") from error
        except (Exception, SystemExit) as error:
            raise self._broken(f"{type(error).__name__}: {error}") from error

    def _require(self, right: bool, method: str, found: object) -> None:  # noqa: FBT001 - read as a sentence
        if not right:
            raise self._broken(f"{method}: {type(found).__name__}")

    def _broken(self, reason: str) -> VoiceError:
        return VoiceError(Problem("engine-broken", facts={"engine": self.name, "reason": reason}))


def _trusted(_seconds: float, call: Callable[[], T]) -> T:
    return call()


def speak_s(text: str) -> float:
    """Return for how many seconds an engine may take over `text`."""
    return SPEAK_S + SPEAK_LETTER_S * len(text)


def _is_voice(found: object) -> bool:
    return isinstance(found, Voice) and all(isinstance(getattr(found, name), of) for name, of in VOICE_FIELDS.items())
