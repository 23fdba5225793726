"""Define the shape of each kind of file: pydantic models that type what YAML read, and JSON Schemas for editors."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field, TypeAdapter

from zt_audio.content.fields import (
    ChimeName,
    ClockTime,
    Id,
    IsoDate,
    LanguageCode,
    LineText,
    Name,
    SpeechText,
    Strict,
    VoiceName,
    Weekday,
    case_of,
    choice,
    real_number,
    whole_number,
)
from zt_audio.content.files import FileKind
from zt_audio.content.presets import PRESETS
from zt_audio.content.profiles import OwnProfileEntry
from zt_audio.model import DEFAULT_VOICE, LANGS, Floor, Online, Pauses, Prosody, Settings, StaleTakes, Text

ONLINE, FLOORS, STALE_TAKES = (get_args(kind) for kind in (Online, Floor, StaleTakes))
_SETTINGS, _PAUSES, _PROSODY = Settings(), Pauses(), Prosody()


class Lines(Strict):
    """A title or a name in every language."""

    __annotations__ = dict.fromkeys(LANGS, LineText)


class Speeches(Strict):
    """A spoken text in every language."""

    __annotations__ = dict.fromkeys(LANGS, SpeechText)


class TextFile(Strict):
    title: Lines
    text: Speeches
    valid_from: IsoDate | None = None
    valid_until: IsoDate | None = None


class Forms(Strict):
    """Forms of a name by case, for the languages whose rules do not find them."""

    __annotations__ = {
        lang: Annotated[dict[Annotated[str, case_of(lang)], LineText], Field(default={})] for lang in LANGS
    }


class PlaceEntry(Strict):
    kind: Id
    name: Lines
    forms: Forms = Forms()


class OutrosFile(Strict):
    default: Speeches | None = None  # a stop may end without a farewell
    kinds: dict[Id, Speeches] = {}
    places: dict[Name, Speeches] = {}


class IntrosFile(OutrosFile):
    default: Speeches


class StopEntry(Strict):
    place: Name
    id: Id | None = None
    arrive: ClockTime | None = None
    stay_min: Annotated[int, whole_number(1, 720)] | None = None
    appeals: tuple[Name, ...] | None = None


class PlaylistFile(Strict):
    title: Lines
    days: tuple[Weekday, ...] = ()
    dates: tuple[IsoDate, ...] = ()
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)] = LANGS
    appeals: tuple[Name, ...] = ()
    stops: Annotated[tuple[StopEntry, ...], Field(min_length=1)]
    profile: Name | None = None  # check.py knows those that staff made
    outside_hours_reason: LineText | None = None


_Voices = Annotated[tuple[VoiceName, ...], Field(min_length=1)]


class VoicesEntry(Strict):
    __annotations__ = dict.fromkeys(LANGS, Annotated[_Voices, Field(default=(DEFAULT_VOICE,))])


class ProsodyEntry(Strict):
    rate_syl_per_s: Annotated[float, real_number(2, 7)] = _PROSODY.rate_syl_per_s
    pitch: Annotated[int, whole_number(0, 100)] = _PROSODY.pitch


class ProsodiesEntry(Strict):
    __annotations__ = dict.fromkeys(LANGS, Annotated[ProsodyEntry, Field(default=ProsodyEntry())])


class VoiceProsodyEntry(Strict):
    """Of one voice, what differs from its language's pace and pitch and from the pauses of all."""

    rate_syl_per_s: Annotated[float, real_number(2, 7)] | None = None
    pitch: Annotated[int, whole_number(0, 100)] | None = None
    sentence_ms: Annotated[int, whole_number(0, 5_000)] | None = None
    paragraph_ms: Annotated[int, whole_number(0, 10_000)] | None = None


class PausesEntry(Strict):
    sentence_ms: Annotated[int, whole_number(0, 5_000)] = _PAUSES.sentence_ms
    paragraph_ms: Annotated[int, whole_number(0, 10_000)] = _PAUSES.paragraph_ms
    appeal_ms: Annotated[int, whole_number(0, 30_000)] = _PAUSES.appeal_ms
    language_ms: Annotated[int, whole_number(0, 30_000)] = _PAUSES.language_ms
    cycle_ms: Annotated[int, whole_number(0, 600_000)] = _PAUSES.cycle_ms


class BandEntry(Strict):
    """The ranges of both edges do not meet: a band is never empty."""

    low_hz: Annotated[float, real_number(20, 1_000)] | None = None
    high_hz: Annotated[float, real_number(3_000, 16_000)] | None = None
    presence_hz: Annotated[float, real_number(1_000, 6_000)] | None = None
    presence_db: Annotated[float, real_number(-12, 12)] | None = None


class CompressionEntry(Strict):
    ratio: Annotated[float, real_number(1, 10)] | None = None
    threshold_db: Annotated[float, real_number(-30, 0)] | None = None
    attack_ms: Annotated[float, real_number(0.1, 100)] | None = None
    release_ms: Annotated[float, real_number(10, 1_000)] | None = None


class PresetEntry(Strict):
    """A preset that staff made: a built-in one, and the numbers in which theirs differs."""

    base: Annotated[str, choice(*PRESETS)]
    target_lufs: Annotated[float, real_number(-30, -10)] | None = None  # louder, and the limiter is all that is heard
    band: BandEntry = BandEntry()
    compression: CompressionEntry = CompressionEntry()


class HoursEntry(Strict):
    """A stretch of the day; check.py makes sure that it does not end before it begins."""

    begin: ClockTime
    end: ClockTime


class QuietHoursEntry(Strict):
    weekday: HoursEntry | None = None
    weekend: HoursEntry | None = None
    holidays: tuple[IsoDate, ...] = ()


class SettingsFile(Strict):
    voices: VoicesEntry = VoicesEntry()
    prosody: ProsodiesEntry = ProsodiesEntry()
    voice_prosody: dict[VoiceName, VoiceProsodyEntry] = {}  # check.py makes sure that the voice is one of `voices`
    online: Annotated[Online, choice(*ONLINE)] = _SETTINGS.voices.online
    quality_floor: Annotated[Floor, choice(*FLOORS)] = _SETTINGS.voices.quality_floor
    stale_takes: Annotated[StaleTakes, choice(*STALE_TAKES)] = _SETTINGS.voices.stale_takes
    preset: Name = _SETTINGS.sound.preset  # check.py knows those that staff made
    presets: dict[Id, PresetEntry] = {}
    pauses: PausesEntry = PausesEntry()
    chime: ChimeName = _SETTINGS.sound.chime.value
    profile: Name = _SETTINGS.profile
    duty_phone: LineText | None = None
    quiet_hours: QuietHoursEntry = QuietHoursEntry()


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
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of file."""
    return {kind: json_schema(kind) for kind in _KINDS}


def json_schema(kind: FileKind) -> dict[str, Any]:
    schema = file_type(kind).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"zt-audio {kind}", **schema}
