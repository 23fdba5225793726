"""State what every speech engine promises.

The author of an engine writes what `BareEngine` has. The rest of `Engine` is optional: `sandbox.Guarded` answers for an
engine without it, as said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zt_audio.model import Lang, Problem, Prosody, Speech, Utterance, Voice


@dataclass(frozen=True, slots=True)
class EngineContext:
    """What the factory of an engine may ask for."""

    project: Path  # its folder


class BareEngine(Protocol):
    """The least that can speak. All methods may be called from several threads at once."""

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        """Return the voices for `lang`, the best first; empty where the engine cannot speak it."""

    def fingerprint(self, voice_id: str) -> str:
        """Return a text that changes whenever the same words could sound different."""

    def prepare(self, text: str, lang: Lang) -> str:
        """Return `text` spelt as this engine needs it; preparing twice changes nothing more.

        It is for the engine alone: utterances, keys and manifests keep the ordinary spelling.
        """

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        """Return the speech of `utterance`, prepared or not. `EngineLimits` says how long it may take."""

    def close(self) -> None:
        """Give back processes and connections. May be called twice; the engine speaks no more."""


class Engine(BareEngine, Protocol):
    """An engine as the rest of the program knows it."""

    @property
    def name(self) -> str:
        """Return the name that the settings use."""

    @property
    def deterministic(self) -> bool:
        """Tell whether the same arguments always give the same bytes; False without this."""

    @property
    def by_rule(self) -> bool:
        """Tell whether it speaks by rule, so that it cannot leave a word out; False without this."""

    @property
    def quick(self) -> bool:
        """Tell whether speaking costs far less than treating what was said; False without this.

        Speech that is quick and deterministic is not kept: it is spoken again where its passage is treated again.
        """

    @property
    def online(self) -> bool:
        """Tell whether texts leave this computer, also while the engine is not set up; False without this."""

    @property
    def own_prosody(self) -> Prosody | None:
        """Return how the engine speaks whatever prosody it gets; None, or without this, where it obeys."""

    def identity(self, voice_id: str) -> str:
        """Return a text that changes where another voice speaks, or the same one by other rules.

        Unlike the fingerprint it is the same on every system and with every version of a library. An engine without
        this has its fingerprint.
        """

    def damaged(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        """Return why `wanted` ("" for the best) cannot speak, though it lies here and `voices` may name others.

        An engine without this has no such voices.
        """

    def missing(self, lang: Lang, wanted: str) -> tuple[Problem, ...]:
        """Return all that must be fetched, installed or set up before `wanted` ("" for the best) can speak `lang`.

        `voices` raises the first of it. Where this is empty, or an engine has no such method, the reason is what
        `voices` raises.
        """
