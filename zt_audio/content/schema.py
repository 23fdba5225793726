"""Define the shape of each kind of file: pydantic models that type what YAML read, and JSON Schemas for editors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import ErrorDetails

from zt_audio.content.facts import FactEntry, PersonEntry
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
from zt_audio.content.profiles import OwnProfileEntry
from zt_audio.content.settings import OrderName, SettingsFile
from zt_audio.content.yaml.tree import Map, Node, Seq, node_at
from zt_audio.content.yaml.values import in_straight_quotes
from zt_audio.i18n import N_
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Fact, Problem, Text, Where
from zt_audio.suggestions import near_facts


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


# Check the shape of a file's tree: return its typed contents, or every problem at its place.

_Loc = Sequence[int | str]

_KEY = "[key]"  # pydantic's last step to a key that is wrong
_SLUGS = {  # pydantic's own complaints; all others come from fields.py and name their slug
    "model_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "tuple_type": "not-a-list",
    "too_short": "empty-list",
    "extra_forbidden": "unknown-key",
    "missing": "missing-key",
}


def validated(kind: FileKind, node: Node) -> tuple[Any, tuple[Problem, ...]]:
    """Return `node` as what a file of `kind` holds (None where it is wrong) and what is wrong."""
    try:
        return file_type(kind).validate_python(node), ()
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    if misplaced := _misplaced_key(kind, node, ()):
        return None, (misplaced,)
    # pydantic counts only the good items of a list: one with bad items alone is not empty
    around = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    reported = (detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in around)
    return None, tuple(_without_the_misspelt([(d["loc"], _problem(d, node, kind)) for d in reported]))


def _misplaced_key(kind: FileKind, node: Node, loc: _Loc) -> Problem | None:
    """Return the first key that stands beside the key above it and belongs under that one, which lacks it."""
    if isinstance(node, Seq):
        return next(filter(None, (_misplaced_key(kind, item, (*loc, n)) for n, item in enumerate(node))), None)
    if not isinstance(node, Map):
        return None
    known = _known_keys(kind, loc)
    above = ""
    for key, value in node.items():
        if above and key not in known and key in _known_keys(kind, (*loc, above)) and _lacks(node[above], key):
            return Problem("key-too-left", node.key_where[key], {"key": key, "above": above})
        if found := _misplaced_key(kind, value, (*loc, key)):
            return found
        above = key
    return None


def _lacks(node: Node, key: str) -> bool:
    """Tell whether `node`, which may be empty, could still take `key`."""
    return not node.value if isinstance(node, Text) else isinstance(node, Map) and key not in node


def _without_the_misspelt(found: Sequence[tuple[_Loc, Problem]]) -> Iterator[Problem]:
    """Yield the problems without the keys that are missing only because they are misspelt."""
    meant = {(*loc[:-1], problem.facts["nearest"]) for loc, problem in found if message_of(problem).misspells_key}
    for loc, problem in found:
        if not message_of(problem).lacks_key or tuple(loc) not in meant:
            yield problem


def _problem(detail: ErrorDetails, node: Node, kind: FileKind) -> Problem:
    loc, type_ = detail["loc"], detail["type"]
    slug = _SLUGS.get(type_, type_)
    key = next((step for step in reversed(loc) if isinstance(step, str) and step != _KEY), kind)
    facts: dict[str, Fact] = {"key": key, **detail.get("ctx", {})}
    if type_ == "missing" and key in LANGS:
        slug = "missing-language"
    value = node_at(node, loc)
    if type_ in ("model_type", "dict_type") and {*LANGS} <= {*_known_keys(kind, loc)}:
        slug = "not-both-languages"
    if type_ == "tuple_type":
        # what was written instead of a list, in brackets
        words = re.findall(r"[\w:.-]*\w", value.value) if isinstance(value, Text) else []
        facts["right"] = f"[{', '.join(word.lstrip('-') for word in words)}]" if words else "[a, b]"
    if type_ == "extra_forbidden":
        if key.isdecimal():  # {rate_syl_per_s: 3,8} is read as two keys
            slug = "decimal-comma"
        elif whole := _cut_at_comma(node_at(node, loc[:-1]), key):
            slug, facts = "yaml-comma", {"key": key, "right": in_straight_quotes(whole)}
            if (word := key.split()[0]) in _known_keys(kind, loc[:-1]):  # {kk: Сөз, ru Слово}
                slug, facts = "yaml-no-colon", {"right": key.replace(" ", ": ", 1), "nearest": word}
        else:
            facts |= near_facts(key, _known_keys(kind, loc[:-1]))
    value_where, key_where = _places(node, loc)
    at_key = loc[-1:] == (_KEY,) or type_ in ("extra_forbidden", "missing")
    for own in ("slug", "field_type", "min_length", "actual_length", "class_name"):
        facts.pop(own, None)
    return Problem(slug, key_where if at_key else value_where, facts)


def _cut_at_comma(around: Node | None, key: str) -> str:
    """Return the text in brackets whose comma made a key of its end, {ru: Стойте, граждане}; "" where it is none."""
    if not isinstance(around, Map) or re.fullmatch("[a-z_]+", key):
        return ""
    above = [*around][: [*around].index(key)]
    text, rest = around.get(above[-1]) if above else None, around[key]
    is_left = isinstance(text, Text) and text.value and isinstance(rest, Text) and not rest.value
    return f"{text.value}, {key}" if is_left and isinstance(text, Text) else ""


def _places(node: Node, loc: _Loc) -> tuple[Where, Where]:
    """Return where the value at `loc` stands and where its key does; the nearest around it where there is none."""
    key = node.where
    for step in loc:
        if isinstance(node, Map) and step in node and isinstance(step, str):
            key, node = node.key_where[step], node[step]
        elif isinstance(node, Seq) and isinstance(step, int):
            node = node[step]
            key = node.where
        else:
            break
    return node.where, key


def _known_keys(kind: FileKind, loc: _Loc) -> list[str]:
    """Return the keys that the JSON Schema of `kind` knows at `loc`."""
    found = _branches(json_schema(kind), kind)
    for step in loc:
        below = [branch.get("items") if isinstance(step, int) else _under(branch, step) for branch in found]
        found = [choice for schema in below if isinstance(schema, dict) for choice in _branches(schema, kind)]
    return [key for branch in found for key in branch.get("properties", {})]


def _under(branch: Mapping[str, Any], key: str) -> object:
    patterns = branch.get("patternProperties", {}).values()  # keys that are ids
    others = next(iter(patterns), branch.get("additionalProperties"))
    return branch.get("properties", {}).get(key, others)


def _branches(schema: Mapping[str, Any], kind: FileKind) -> list[Mapping[str, Any]]:
    """Follow references and alternatives until only plain schemas are left."""
    if "$ref" in schema:
        return _branches(json_schema(kind)["$defs"][schema["$ref"].rsplit("/", 1)[-1]], kind)
    choices = schema.get("anyOf", ())
    return [branch for choice in choices for branch in _branches(choice, kind)] if choices else [schema]
