"""Define the shape of each kind of file: pydantic models that type what YAML read, and JSON Schemas for editors."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter

from zt_audio.content.facts import FactEntry
from zt_audio.content.fields import (
    ClockTime,
    Id,
    IsoDate,
    LanguageCode,
    LineText,
    Name,
    SpeechText,
    Strict,
    Weekday,
    case_of,
    whole_number,
)
from zt_audio.content.files import FileKind
from zt_audio.content.people import PersonEntry
from zt_audio.content.profiles import OwnProfileEntry
from zt_audio.content.settings import OrderName, SettingsFile
from zt_audio.model import LANGS, Text


class Lines(Strict):
    """A title or a name in every language."""

    __annotations__ = dict.fromkeys(LANGS, LineText)


class Speeches(Strict):
    """A spoken text in every language."""

    __annotations__ = dict.fromkeys(LANGS, SpeechText)


class TextFile(Strict):
    title: Lines
    text: Speeches
    short: Speeches | None = None  # for a vehicle that drives past
    valid_from: IsoDate | None = None
    valid_until: IsoDate | None = None


class Forms(Strict):
    """Forms of a name by case, for the languages whose rules do not find them."""

    __annotations__ = {
        lang: Annotated[dict[Annotated[str, case_of(lang)], LineText], Field(default={})] for lang in LANGS
    }


class Address(Strict):
    """How drivers find a place, in the languages in which it is known; it is not spoken."""

    __annotations__ = {lang: Annotated[LineText | None, Field(default=None)] for lang in LANGS}


class PlaceEntry(Strict):
    kind: Id
    name: Lines
    forms: Forms = Forms()
    address: Address = Address()


class OutrosFile(Strict):
    default: Speeches | None = None  # a stop may end without a farewell
    kinds: dict[Id, Speeches] = {}
    places: dict[Name, Speeches] = {}


class IntrosFile(OutrosFile):
    default: Speeches
    kind_names: dict[Id, Lines] = {}  # what pages call kinds of places that staff have added


class MovingEntry(Strict):
    km_h: Annotated[int, whole_number(1, 60)]
    range_m: Annotated[int, whole_number(10, 1_000)]


class StopEntry(Strict):
    place: Name
    id: Id | None = None
    arrive: ClockTime | None = None
    stay_min: Annotated[int, whole_number(1, 720)] | None = None
    moving: MovingEntry | None = None
    appeals: tuple[Name, ...] | None = None


class PlaylistFile(Strict):
    title: Lines
    days: tuple[Weekday, ...] = ()
    dates: tuple[IsoDate, ...] = ()
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)] = LANGS
    appeals: tuple[Name, ...] = ()
    stops: Annotated[tuple[StopEntry, ...], Field(min_length=1)]
    order: OrderName | None = None
    profile: Name | None = None  # check.py knows those that staff made
    outside_hours_reason: LineText | None = None


class WordEntry(Strict):
    spoken: LineText
    forms: dict[Name, LineText] = {}


def _long_form(value: object) -> object:
    """`written: spoken` is short for `written: {spoken: spoken}`."""
    return {"spoken": value} if isinstance(value, Text) else value


Word = Annotated[WordEntry, BeforeValidator(_long_form, json_schema_input_type=str | WordEntry)]


class LexiconFile(Strict):
    """What is said for what is written: everywhere (`general`) or in one place's greeting alone (`places`)."""

    general: dict[Name, Word] = {}
    places: dict[Name, dict[Name, Word]] = {}


class PronunciationsFile(Strict):
    """Guesses of the reader that staff signed off: what is written, and what is said for it."""

    __annotations__ = {lang: Annotated[dict[Name, LineText], Field(default={})] for lang in LANGS}


@cache
def file_type(kind: FileKind) -> TypeAdapter[Any]:
    """Return what checks and types a whole file of `kind`."""
    return TypeAdapter(_KINDS[kind])


_KINDS: dict[FileKind, Any] = {
    "text": TextFile,
    "places": dict[Id, PlaceEntry],
    "intros": IntrosFile,
    "outros": OutrosFile,
    "playlist": PlaylistFile,
    "settings": SettingsFile,
    "lexicon": LexiconFile,
    "profiles": dict[Id, OwnProfileEntry],
    "pronunciations": PronunciationsFile,
    "people": dict[Id, PersonEntry],
    "facts": dict[Id, FactEntry],
}


def json_schemas() -> dict[str, dict[str, Any]]:
    return {kind: json_schema(kind) for kind in _KINDS}


def json_schema(kind: FileKind) -> dict[str, Any]:
    schema = file_type(kind).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"zt-audio {kind}", **schema}
