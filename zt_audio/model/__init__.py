"""Define the frozen values that travel between the rooms, from YAML to tracks. No behaviour beyond small look-ups.

Glossary: an *appeal* is one text in both languages; a *place* is where a vehicle stops; a *passage* (a
paragraph of an appeal, an intro, an outro) is what is recorded, levelled and encoded as one; an *utterance* is
one spoken sentence of it; *speech* is its PCM; a *segment* is a run of MP3 frames; a *cycle* is what one
stop repeats; a *track* is the file that the driver plays there; a *playlist* is what one vehicle plays on its way.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Generic, Literal, TypeVar, get_args

if TYPE_CHECKING:
    from zt_audio.model.values import *  # noqa: F403 - as `__getattr__` has it

Lang = Literal["kk", "ru"]  # a folder of language/ each; the state language first
LANGS: tuple[Lang, ...] = get_args(Lang)
URGENT = "urgent"  # the playlist whose stops come first in all others, and the kind of its place: no greeting
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

CycleOrder = Literal["by_language", "by_appeal", "by_paragraph"]  # of what a stop says
Severity = Literal["error", "warning"]
Confidence = Literal["sure", "guess"]  # whether a rule knows how something is said
Online = Literal["never", "ask", "yes"]  # whether a text may leave this computer
Floor = Literal["draft", "broadcast"]  # the least that may be exported
ApprovalNeed = Literal["none", "named", "sealed"]  # what an export asks for: nothing, a name, a name and its seal
ApprovalScope = Literal["appeals", "all"]  # all: greetings and closing words, too
Strictness = Literal["warn", "stop"]  # of an export
StaleRecordings = Literal["next", "stop"]  # of a recording whose text has changed: take the next voice, or do not build
ServerNetwork = Literal["internet", "own"]  # what lies between this computer and a server; own: the institute's
Role = Literal["editor", "approver", "keeper"]  # of texts; of what may be said and exported; of people and settings
RECORDINGS = "recordings"  # in a chain of voices: what a person read, no engine
Fact = str | int | float | tuple[str, ...]  # a list stays one until it is said
SHORT_FORM = ".short"  # behind the id of an appeal: its short form, an appeal of its own for reading, approval, record
CALL = ".call"  # behind the id of a place: the paragraph of its closing words that says where to call
DEFAULT_VOICE = "espeak"  # the only engine that speaks both languages wherever it is installed
DEFAULT_CHAINS: Mapping[Lang, tuple[str, ...]] = {  # each voice is taken where it is there
    **dict.fromkeys(LANGS, (RECORDINGS, "piper", DEFAULT_VOICE)),
    "ru": (RECORDINGS, "piper", "rhvoice", DEFAULT_VOICE),
}
_T = TypeVar("_T")
_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A position in a file: path relative to the project with forward slashes; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Located(Generic[_T]):
    """A value and where a file states it; `where` is None for a default, which no file states."""

    value: _T
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Another way to type `start` to `end` of a text, and what is said for it then."""

    start: int
    end: int
    typed: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `slug` picks the sentence (messages/), `facts` fill it, `offers` are what to type."""

    slug: str
    where: Where | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    severity: Severity = "error"
    offers: tuple[Offer, ...] = ()

    @classmethod
    def warning(cls, slug: str, offset: int, **facts: Fact) -> Problem:
        """Return the warning `slug` about `offset` of a text whose place in its file is not known yet."""
        return cls(slug, None, {"offset": offset, **facts}, "warning")

    @property
    def offset(self) -> int:
        """Where it stands in a text whose place in its file is not known yet."""
        return int(str(self.facts["offset"]))


PartKind = Literal["chime", "pause", "appeal", "intro", "outro", "text"]
_NAMELESS: tuple[PartKind, ...] = ("chime", "pause")
_NAMED: tuple[PartKind, ...] = ("appeal", "intro", "outro", "text")


@dataclass(frozen=True, slots=True)
class PartId:
    """The name of one part of a cycle, or of all paragraphs of an appeal or a greeting together (a block).

    As text, in manifests, notes and messages: `appeal/littering/kk/1` (a paragraph), `intro/yasny/ru/1`,
    `appeal/littering/kk` (a block), `chime`, `pause`.
    """

    kind: PartKind
    subject: str = ""  # id of the appeal or the place; "-" of a text that is in no project
    lang: Lang | None = None
    paragraph: int | None = None  # from 1; None: the whole block

    def __str__(self) -> str:
        if self.lang is None:
            return self.kind
        block = f"{self.kind}/{self.subject}/{self.lang}"
        return block if self.paragraph is None else f"{block}/{self.paragraph}"

    @classmethod
    def parse(cls, text: str) -> PartId:
        """Return the id that `text` names. Raises ValueError."""
        return _parse_part(text)

    @property
    def block(self) -> PartId:
        """Return what is spoken by one voice in one go: all paragraphs of the same appeal or greeting."""
        return self if self.paragraph is None else PartId(self.kind, self.subject, self.lang)

    def at(self, paragraph: int) -> PartId:
        """Return the id of one paragraph of this block."""
        return PartId(self.kind, self.subject, self.lang, paragraph)


@lru_cache(maxsize=1024)  # manifests name the same few parts thousands of times
def _parse_part(text: str) -> PartId:
    match text.split("/"):
        case [kind] if kind in _NAMELESS:
            return PartId(kind)
        case [kind, subject, lang, *row] if kind in _NAMED and subject and lang in LANGS and len(row) <= 1:
            if not row:
                return PartId(kind, subject, lang)
            if row[0].isascii() and row[0].isdigit() and not row[0].startswith("0"):
                return PartId(kind, subject, lang, int(row[0]))
    raise ValueError(text)


def rows_by_key(rows: Iterable[tuple[_Key, _Value]]) -> dict[_Key, list[_Value]]:
    """Return the values of `rows` by their keys; keys and values keep their order."""
    found: dict[_Key, list[_Value]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return found


def __getattr__(name: str) -> object:
    """Return what `values.py` defines, loaded when it is first asked for.

    To make its 41 classes takes a sixth of what a build does that has nothing to do.
    """
    return getattr(import_module("zt_audio.model.values"), name)
