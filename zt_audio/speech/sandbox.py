"""Guard against engines that break their promises: each mistake becomes a VoiceError with the name of the engine.

Each call gets a deadline. `speak_with` checks the speech itself.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from zt_audio.errors import VoiceError
from zt_audio.model import Consent, Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.deadline import LateError, in_time
from zt_audio.speech.protocol import BareEngine

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


def _is_voice(found: object) -> bool:
    return isinstance(found, Voice) and all(isinstance(getattr(found, name), of) for name, of in _VOICE_FIELDS.items())
