"""Check and type single values of a file: the kinds of fields that the schemas consist of.

Every refusal is a PydanticCustomError whose type is the slug of a problem and whose context holds its facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, LiteralString, Self

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from zt_audio.content.files import CHIME_FILE, ID_PATTERN, MAX_ID_CHARS, id_problem
from zt_audio.content.presets import CHIME_NAMES, CHIMES
from zt_audio.content.timetable import DAY_NAMES, TIME_PATTERN, minutes_of_day, weekday_of
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, WEEKDAYS, Fact, Lang, Place, Problem, Text, Where
from zt_audio.suggestions import near_facts, run_together

_MAX_LINE_CHARS = 200  # a title or a name
MAX_SPEECH_CHARS = 20_000  # twenty-five minutes of speech

_NO_LIMIT = "none"
SLOT_CASES: Mapping[Lang, tuple[str, ...]] = {lang: language_of(lang).slot_cases for lang in LANGS}

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PRINTED_QUOTES = "“”„«»‘’"  # what word processors make of straight ones
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_VOICE = re.compile(r"[a-z][a-z0-9_-]*(:\S+)?")


@dataclass(frozen=True, eq=False)  # by identity: pydantic hashes it, and a dict has no hash
class FieldCheck:
    """For Annotated: `check` refuses a value or returns what the type takes; `schema` states the same for editors."""

    check: Callable[[object], object]
    schema: dict[str, Any]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


def refusal(slug: LiteralString, **facts: object) -> PydanticCustomError:
    """Return the error that becomes the problem `slug`."""
    return PydanticCustomError(slug, "{slug}", {"slug": slug, **facts})


def _plain(value: object) -> str:
    """Return the characters of a text that is not spoken: an id, a number, a time."""
    if isinstance(value, str):  # the key of a mapping
        return value
    if not isinstance(value, Text):
        raise refusal("not-text")
    if not value.value:
        raise refusal("empty-text")
    if value.value[0] in _PRINTED_QUOTES:
        raise refusal("printed-quotes", value=value.value.strip(_PRINTED_QUOTES))
    return value.value


def _id(value: object) -> str:
    name = _plain(value)
    if problem := id_problem(name):
        raise refusal(problem[0], **problem[1])
    return name


def _spoken(limit: int) -> Callable[[object], Text]:
    def check(value: object) -> Text:
        if not isinstance(value, Text):
            raise refusal("not-text")
        if not value.value:
            raise refusal("empty-text")
        if len(value.value) > limit:
            raise refusal("text-too-long", n=len(value.value), limit=limit)
        if limit == _MAX_LINE_CHARS and "\n" in value.value:
            raise refusal("not-one-line")
        return value

    return check


def _number(pattern: str, low: float, high: float) -> Callable[[object], str]:
    def check(value: object) -> str:
        number = _plain(value)
        if _DECIMAL_COMMA.fullmatch(number):
            raise refusal("decimal-comma")
        if not re.fullmatch(pattern, number):
            raise refusal("not-a-number", value=number, low=low, high=high)
        if not low <= float(number) <= high:
            raise refusal("out-of-range", value=number, low=low, high=high)
        return number

    return check


def whole_number(low: int, high: int) -> FieldCheck:
    return FieldCheck(_number(r"-?[0-9]{1,15}", low, high), {"type": "integer", "minimum": low, "maximum": high})


def real_number(low: float, high: float) -> FieldCheck:
    pattern = r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
    return FieldCheck(_number(pattern, low, high), {"type": "number", "minimum": low, "maximum": high})


def limit(low: int, high: int) -> FieldCheck:
    """Return the check of a whole number from `low` to `high`, or of the word for no limit."""
    number = whole_number(low, high)

    def check(value: object) -> object:
        return None if _plain(value) == _NO_LIMIT else number.check(value)

    return FieldCheck(check, {"anyOf": [number.schema, {"type": "string", "enum": [_NO_LIMIT]}]})


def only(*numbers: int) -> FieldCheck:
    """Return the check of a number that is one of `numbers`."""
    return FieldCheck(_one_of(tuple(map(str, numbers))), {"type": "integer", "enum": list(numbers)})


def _one_of(known: tuple[str, ...]) -> Callable[[object], str]:
    def check(value: object) -> str:
        name = _plain(value)
        if together := run_together(name, known):
            raise refusal("missing-comma", value=name, right=together)
        if name not in known:
            raise refusal("unknown-value", value=name, **near_facts(name, known))
        return name

    return check


def choice(*known: str, **words: str) -> FieldCheck:
    """Return the check of a text that is one of `known`, or of those that `words` says in words."""
    names = known or tuple(words)
    return FieldCheck(_one_of(names), {"type": "string", "enum": list(names), **({"words": words} if words else {})})


def _chime(value: object) -> str:
    name = _plain(value)
    if not name.lower().endswith(CHIME_FILE):
        return _one_of(tuple(CHIMES))(name)
    if {"", ".", ".."} & set(name.split("/")) or "\\" in name or ":" in name:
        raise refusal("chime-outside", value=name)
    return name


def case_of(lang: Lang) -> FieldCheck:
    """Return the check of a case that a slot or a form in `lang` may name."""

    def check(key: object) -> str:
        if (case := _plain(key)) not in SLOT_CASES[lang]:
            raise refusal("unknown-case", **case_facts(case, lang))
        return case

    return FieldCheck(check, {"type": "string", "enum": list(SLOT_CASES[lang])})


def case_facts(case: str, lang: Lang) -> dict[str, Fact]:
    """Return the facts of the problem `unknown-case`."""
    return {"case": case, "lang": lang, **near_facts(case, SLOT_CASES[lang])}


def _time(value: object) -> int:
    written = _plain(value)
    if (minute := minutes_of_day(written)) is None:
        raise refusal("bad-time", value=written)
    return minute


def _weekday(value: object) -> str:
    name = _plain(value)
    if day := weekday_of(name):
        return day
    if together := run_together(name.lower(), DAY_NAMES):
        raise refusal("missing-comma", value=name, right=together)
    raise refusal("unknown-value", value=name, **near_facts(name, WEEKDAYS))


def _date(value: object) -> str:
    day = _plain(value)
    try:
        if _DATE.fullmatch(day):
            return date.fromisoformat(day).isoformat()
    except ValueError:  # 2026-02-30
        pass
    raise refusal("bad-date", value=day)


def _voice(value: object) -> str:
    name = _plain(value)
    if not _VOICE.fullmatch(name):
        raise refusal("bad-voice", value=name)
    return name


def _text(limit: int) -> FieldCheck:
    return FieldCheck(_spoken(limit), {"type": "string", "minLength": 1, "maxLength": limit})


def _pattern(check: Callable[[object], object], pattern: str, **more: int) -> FieldCheck:
    return FieldCheck(check, {"type": "string", "pattern": f"^({pattern})$", **more})


LineText = Annotated[Text, _text(_MAX_LINE_CHARS)]
SpeechText = Annotated[Text, _text(MAX_SPEECH_CHARS)]
Id = Annotated[str, _pattern(_id, ID_PATTERN.pattern, maxLength=MAX_ID_CHARS)]
Name = Annotated[str, FieldCheck(_plain, {"type": "string"})]  # of something that is looked up
ClockTime = Annotated[int, _pattern(_time, TIME_PATTERN)]
IsoDate = Annotated[str, _pattern(_date, _DATE.pattern)]
VoiceName = Annotated[str, _pattern(_voice, _VOICE.pattern)]
ChimeName = Annotated[
    str,
    FieldCheck(
        _chime,
        {
            "anyOf": [{"type": "string", "enum": list(CHIMES)}, {"type": "string", "pattern": r"\.wav$"}],
            "words": CHIME_NAMES,
        },
    ),
]
Weekday = Annotated[str, FieldCheck(_weekday, {"type": "string", "enum": list(DAY_NAMES)})]
LanguageCode = Annotated[Lang, choice(*LANGS)]


def named(label: str, name: str, value: str = "", below: str = "") -> Any:  # noqa: ANN401 - the default of a field of any type
    """Return the field of a mapping whose keys staff give: its label, that of a name, that of a value without one.

    Where each value is such a mapping itself, `below` is the label of a name there.
    """
    return Field(default={}, title=label, json_schema_extra={"name": name, "value": value, "below": below})


class Strict(BaseModel):
    """A mapping of a file: an unknown key is an error; a key with no value counts as left out where it may be."""

    # deferred: what stands in another one is built with that alone, and files that a project lacks are never
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        """Return itself, which nothing changes: pydantic copies defaults, such as the forms of 12 000 names."""
        return self

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        # A page whose fields were all emptied leaves {}.
        blank = {k for k, v in data.items() if v == {} or (isinstance(v, Text) and not v.value)}
        if not blank:
            return data
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {k: v for k, v in data.items() if not (k in optional and k in blank)}


# Check and fill the slots of intros and outros: `{place}` and `{place:gen}` are all there are.

SLOT_NAMES = ("place",)
_NO_WORD = "\ufffc"  # stands for a character of a slot: neither a letter nor a space
# A slot, or a brace without a partner, which has no name.
_WORD_BEFORE = re.compile(r"[^\s{}]*\s*$")
_WORD_AFTER = re.compile(r"[^\w{}]*[^\s{}]*")
_SLOT = re.compile(r"\{(?P<name>[^{}:]*)(?P<colon>:?)(?P<case>[^{}]*)\}|[{}]")

FormOf = Callable[[str, Lang, str], str]


def find_slot(template: str) -> re.Match[str] | None:
    return _SLOT.search(template)


def slot_contexts(template: str) -> tuple[tuple[str, str, str], ...]:
    """Return for each slot of `template`, a checked one: the word before it, its case, and what follows to a word."""
    return tuple(
        (
            _WORD_BEFORE.search(template[: slot.start()])[0],  # type: ignore[index] # it fits anything
            slot["case"] or "nom",
            _WORD_AFTER.match(template[slot.end() :])[0],  # type: ignore[index]
        )
        for slot in _SLOT.finditer(template)
    )


def without_slots(template: str) -> str:
    """Return `template` with something that is no word where its slots are; every other character keeps its offset."""
    return _SLOT.sub(lambda slot: _NO_WORD * len(slot.group()), template)


def slot_problems(template: Text, lang: Lang) -> Iterator[Problem]:
    """Yield what is wrong with the slots of an intro or outro."""
    for slot in _SLOT.finditer(template.value):
        where, name, case = template.at(slot.start()), slot["name"], slot["case"]
        if name is None:
            yield Problem("unbalanced-braces", where)
            continue
        if name not in SLOT_NAMES:
            yield Problem("unknown-slot", where, {"slot": name, **near_facts(name, SLOT_NAMES)})
        if slot["colon"] and case not in SLOT_CASES[lang]:
            yield Problem("unknown-case", template.at(slot.start("case")), case_facts(case, lang))


def needless_slots(text: Text) -> Iterator[Problem]:
    """Yield a problem for each brace in a text that no place fills."""
    for slot in _SLOT.finditer(text.value):
        yield Problem("slot-not-allowed", text.at(slot.start()), {"slot": slot.group()})


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with nothing left to fill in. Each stretch of `value` has its offset, its source, and the offset there."""

    value: str
    stretches: tuple[tuple[int, Text, int], ...]

    def at(self, offset: int) -> Where:
        start, source, source_offset = next(s for s in reversed(self.stretches) if s[0] <= offset)
        return source.at(min(offset - start + source_offset, max(0, len(source.value) - 1)))


def fill_slots(template: Text, place: Place, lang: Lang, form_of: FormOf) -> Filled:
    """Put the forms of `place` into the slots of `template`, which is a checked one. Raises what `form_of` raises."""
    value = ""
    stretches: list[tuple[int, Text, int]] = []
    position = 0
    for slot in _SLOT.finditer(template.value):
        stretches.append((len(value), template, position))
        value += template.value[position : slot.start()]
        form, source = _place_form(place, lang, slot["case"] or "nom", form_of)
        stretches.append((len(value), source, 0))
        value += form
        position = slot.end()
    stretches.append((len(value), template, position))
    return Filled(value + template.value[position:], tuple(stretches))


def _place_form(place: Place, lang: Lang, case: str, form_of: FormOf) -> tuple[str, Text]:
    """Return the name of `place` in `case` and the text it comes from: `forms:` of places.yaml win over the rules."""
    if (given := place.forms.get(lang, {}).get(case)) is not None:
        return given.value, given
    name = place.name[lang]
    return (name.value if case == "nom" else form_of(name.value, lang, case)), name
