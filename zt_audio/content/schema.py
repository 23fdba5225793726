"""Define the shape of each kind of file: pydantic models that type what YAML read, and JSON Schemas for editors."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

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
    named,
    whole_number,
)
from zt_audio.content.files import FileKind
from zt_audio.content.people import PersonEntry
from zt_audio.content.profiles import OwnProfileEntry
from zt_audio.content.settings import OrderName, SettingsFile
from zt_audio.i18n import N_
from zt_audio.model import LANGS, Text


class Lines(Strict):
    """A title or a name in every language."""

    __annotations__ = dict.fromkeys(LANGS, LineText)


class Speeches(Strict):
    """A spoken text in every language."""

    __annotations__ = dict.fromkeys(LANGS, SpeechText)


class TextFile(Strict):
    title: Lines = Field(title=N_("Title"))
    text: Speeches = Field(title=N_("Text"))
    short: Speeches | None = Field(default=None, title=N_("Short text, for a vehicle that drives past"))
    valid_from: IsoDate | None = Field(default=None, title=N_("Not said before this day"))
    valid_until: IsoDate | None = Field(default=None, title=N_("Last day on which it is said"))


class Forms(Strict):
    """Forms of a name by case, for the languages whose rules do not find them."""

    __annotations__ = {
        lang: Annotated[dict[Annotated[str, case_of(lang)], LineText], Field(default={})] for lang in LANGS
    }


class Address(Strict):
    """How drivers find a place, in the languages in which it is known; it is not spoken."""

    __annotations__ = {lang: Annotated[LineText | None, Field(default=None)] for lang in LANGS}


class PlaceEntry(Strict):
    kind: Id = Field(title=N_("Kind of place: it decides which greeting is said"))
    name: Lines = Field(title=N_("Name"))
    forms: Forms = Field(default=Forms(), title=N_("Yours, only where that is wrong"))
    address: Address = Field(default=Address(), title=N_("Address or landmark, for the driver's card"))


_DEFAULT, _KIND, _PLACE = N_("Where nothing else is written"), N_("Kind of place"), N_("Place")
_AT_KINDS, _AT_PLACES = N_("At places of one kind"), N_("At one place alone")
_GREETING, _CLOSING = N_("Greeting"), N_("Closing words")


class OutrosFile(Strict):
    default: Speeches | None = Field(default=None, title=_DEFAULT)  # a stop may end without a farewell
    kinds: dict[Id, Speeches] = named(_AT_KINDS, _KIND, _CLOSING)
    places: dict[Name, Speeches] = named(_AT_PLACES, _PLACE, _CLOSING)


class IntrosFile(Strict):
    default: Speeches = Field(title=_DEFAULT)
    kinds: dict[Id, Speeches] = named(_AT_KINDS, _KIND, _GREETING)
    places: dict[Name, Speeches] = named(_AT_PLACES, _PLACE, _GREETING)
    # What pages call kinds of places that staff have added.
    kind_names: dict[Id, Lines] = named(N_("Names of kinds of places of your own"), _KIND, _KIND)


class MovingEntry(Strict):
    km_h: Annotated[int, whole_number(1, 60)] = Field(title=N_("drives past, km/h"))
    range_m: Annotated[int, whole_number(10, 1_000)] = Field(title=N_("understood within, m"))


class StopEntry(Strict):
    place: Name = Field(title=_PLACE)
    id: Id | None = Field(default=None, title=N_("Name of its file on the stick, in Latin letters"))
    arrive: ClockTime | None = Field(default=None, title=N_("from"))
    stay_min: Annotated[int, whole_number(1, 720)] | None = Field(default=None, title=N_("stays, min"))
    moving: MovingEntry | None = None
    appeals: tuple[Name, ...] | None = Field(default=None, title=N_("What is said, in this order"))


class PlaylistFile(Strict):
    title: Lines = Field(title=N_("Title"))
    days: tuple[Weekday, ...] = Field(default=(), title=N_("Days of the week"))
    dates: tuple[IsoDate, ...] = Field(default=(), title=N_("Or single dates, as 16.12.2026, with commas"))
    languages: tuple[LanguageCode, ...] = Field(default=LANGS, min_length=1, title=N_("Languages"))
    appeals: tuple[Name, ...] = Field(
        default=(), title=N_("Appeals that are said at every stop without appeals of its own")
    )
    stops: tuple[StopEntry, ...] = Field(min_length=1, title=N_("Stops"))
    order: OrderName | None = Field(
        default=None, title=N_("Order of what a stop says (empty: as on the page Settings)")
    )
    profile: Name | None = Field(  # check.py knows those that staff made
        default=None, title=N_("The player (empty: as on the page Settings)")
    )
    outside_hours_reason: LineText | None = Field(
        default=None, title=N_("Why it may be heard outside the permitted hours")
    )


_SAID, _WRITTEN = N_("How it is said"), N_("As it is written")


class WordEntry(Strict):
    spoken: LineText = Field(title=_SAID)
    forms: dict[Name, LineText] = named(N_("Forms of the word"), N_("Case"), N_("Form"))


def _long_form(value: object) -> object:
    """`written: spoken` is short for `written: {spoken: spoken}`."""
    return {"spoken": value} if isinstance(value, Text) else value


Word = Annotated[WordEntry, BeforeValidator(_long_form, json_schema_input_type=str | WordEntry)]


class LexiconFile(Strict):
    """What is said for what is written: everywhere (`general`) or in one place's greeting alone (`places`)."""

    general: dict[Name, Word] = named(N_("In all texts"), _WRITTEN)
    places: dict[Name, dict[Name, Word]] = named(
        N_("In the greeting of one place alone"), _PLACE, N_("Words"), _WRITTEN
    )


class PronunciationsFile(Strict):
    """Guesses of the reader that staff signed off: what is written, and what is said for it."""

    __annotations__ = {
        lang: Annotated[dict[Name, LineText], named(N_("Words that were found right"), _WRITTEN, _SAID)]
        for lang in LANGS
    }


@cache
def file_type(kind: FileKind) -> TypeAdapter[Any]:
    """Return what checks and types a whole file of `kind`."""
    return TypeAdapter(_KINDS[kind])


def _named_entries(label: str) -> Any:  # noqa: ANN401 - pydantic's field of a whole file
    return Field(title=label, json_schema_extra={"name": N_("Name")})


_KINDS: dict[FileKind, Any] = {
    "text": TextFile,
    "places": dict[Id, PlaceEntry],
    "intros": IntrosFile,
    "outros": OutrosFile,
    "playlist": PlaylistFile,
    "settings": SettingsFile,
    "lexicon": LexiconFile,
    "profiles": Annotated[dict[Id, OwnProfileEntry], _named_entries(N_("Players of your own"))],
    "pronunciations": PronunciationsFile,
    "people": dict[Id, PersonEntry],
    "facts": Annotated[dict[Id, FactEntry], _named_entries(N_("What texts state"))],
}


class _Generator(GenerateJsonSchema):
    def field_title_should_be_set(self, _schema: object) -> bool:
        """Leave the title of a field to what the shapes say: it is the label on pages."""
        return False


def json_schemas() -> dict[str, dict[str, Any]]:
    return {kind: json_schema(kind) for kind in _KINDS}


@cache
def json_schema(kind: FileKind) -> dict[str, Any]:
    schema = file_type(kind).json_schema(schema_generator=_Generator)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
