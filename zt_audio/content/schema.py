"""The shape of each kind of file: pydantic models, which type what YAML read, and the JSON Schemas that editors use."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field, TypeAdapter

from zt_audio.content.fields import (
    PRESETS,
    Chime,
    Date,
    Id,
    KkCase,
    Language,
    Line,
    Name,
    RuCase,
    Speech,
    Time,
    Voice,
    Weekday,
    choice,
    real,
    whole,
)
from zt_audio.content.files import Kind
from zt_audio.content.profile_columns import OwnProfileEntry
from zt_audio.content.strict import Strict
from zt_audio.model import DEFAULT_VOICE, LANGS, Floor, Online, Pauses, Prosody, Settings, StaleTakes, Text

ONLINE, FLOORS, STALE_TAKES = (get_args(kind) for kind in (Online, Floor, StaleTakes))
_SETTINGS, _PAUSES, _PROSODY = Settings(), Pauses(), Prosody()


class Lines(Strict):
    """A title or a name in both languages."""

    kk: Line
    ru: Line


class Speeches(Strict):
    """A spoken text in both languages."""

    kk: Speech
    ru: Speech


class TextFile(Strict):
    title: Lines
    text: Speeches
    valid_from: Date | None = None
    valid_until: Date | None = None


class Forms(Strict):
    kk: dict[KkCase, Line] = {}
    ru: dict[RuCase, Line] = {}


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
    arrive: Time | None = None
    stay_min: Annotated[int, whole(1, 720)] | None = None
    appeals: tuple[Name, ...] | None = None


class PlaylistFile(Strict):
    title: Lines
    days: tuple[Weekday, ...] = ()
    dates: tuple[Date, ...] = ()
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = LANGS
    appeals: tuple[Name, ...] = ()
    stops: Annotated[tuple[StopEntry, ...], Field(min_length=1)]
    profile: Name | None = None  # check.py knows the own ones
    outside_hours_reason: Line | None = None


_Voices = Annotated[tuple[Voice, ...], Field(min_length=1)]


class VoicesEntry(Strict):
    kk: _Voices = (DEFAULT_VOICE,)
    ru: _Voices = (DEFAULT_VOICE,)


class ProsodyEntry(Strict):
    rate_syl_per_s: Annotated[float, real(2, 7)] = _PROSODY.rate_syl_per_s
    pitch: Annotated[int, whole(0, 100)] = _PROSODY.pitch


class ProsodiesEntry(Strict):
    kk: ProsodyEntry = ProsodyEntry()
    ru: ProsodyEntry = ProsodyEntry()


class VoiceProsodyEntry(Strict):
    """Of one voice, what differs from its language's pace and pitch and from the pauses of all."""

    rate_syl_per_s: Annotated[float, real(2, 7)] | None = None
    pitch: Annotated[int, whole(0, 100)] | None = None
    sentence_ms: Annotated[int, whole(0, 5_000)] | None = None
    paragraph_ms: Annotated[int, whole(0, 10_000)] | None = None


class PausesEntry(Strict):
    sentence_ms: Annotated[int, whole(0, 5_000)] = _PAUSES.sentence_ms
    paragraph_ms: Annotated[int, whole(0, 10_000)] = _PAUSES.paragraph_ms
    appeal_ms: Annotated[int, whole(0, 30_000)] = _PAUSES.appeal_ms
    language_ms: Annotated[int, whole(0, 30_000)] = _PAUSES.language_ms
    cycle_ms: Annotated[int, whole(0, 600_000)] = _PAUSES.cycle_ms


class BandEntry(Strict):
    """The ranges of both edges do not meet: a band is never empty."""

    low_hz: Annotated[float, real(20, 1_000)] | None = None
    high_hz: Annotated[float, real(3_000, 16_000)] | None = None
    presence_hz: Annotated[float, real(1_000, 6_000)] | None = None
    presence_db: Annotated[float, real(-12, 12)] | None = None


class CompressionEntry(Strict):
    ratio: Annotated[float, real(1, 10)] | None = None
    threshold_db: Annotated[float, real(-30, 0)] | None = None
    attack_ms: Annotated[float, real(0.1, 100)] | None = None
    release_ms: Annotated[float, real(10, 1_000)] | None = None


class PresetEntry(Strict):
    """A preset of one's own: another one, and the numbers that are to differ from it."""

    base: Annotated[str, choice(*PRESETS)]
    target_lufs: Annotated[float, real(-30, -10)] | None = None  # louder, and the limiter is all that is heard
    band: BandEntry = BandEntry()
    compression: CompressionEntry = CompressionEntry()


class HoursEntry(Strict):
    """A stretch of the day; check.py sees that it does not end before it begins."""

    begin: Time
    end: Time


class QuietHoursEntry(Strict):
    weekday: HoursEntry | None = None
    weekend: HoursEntry | None = None
    holidays: tuple[Date, ...] = ()


class SettingsFile(Strict):
    voices: VoicesEntry = VoicesEntry()
    prosody: ProsodiesEntry = ProsodiesEntry()
    voice_prosody: dict[Voice, VoiceProsodyEntry] = {}  # check.py sees that the voice is one of `voices`
    online: Annotated[Online, choice(*ONLINE)] = _SETTINGS.voices.online
    quality_floor: Annotated[Floor, choice(*FLOORS)] = _SETTINGS.voices.quality_floor
    stale_takes: Annotated[StaleTakes, choice(*STALE_TAKES)] = _SETTINGS.voices.stale_takes
    preset: Name = _SETTINGS.sound.preset  # check.py knows the own ones
    presets: dict[Id, PresetEntry] = {}
    pauses: PausesEntry = PausesEntry()
    chime: Chime = _SETTINGS.sound.chime.value
    profile: Name = _SETTINGS.profile
    duty_phone: Line | None = None
    quiet_hours: QuietHoursEntry = QuietHoursEntry()


class WordEntry(Strict):
    spoken: Line
    forms: dict[Name, Line] = {}


def _long_form(value: object) -> object:
    """`written: spoken` is short for `written: {spoken: spoken}`."""
    return {"spoken": value} if isinstance(value, Text) else value


Word = Annotated[WordEntry, BeforeValidator(_long_form, json_schema_input_type=str | WordEntry)]


class LexiconFile(Strict):
    """What is said for what is written: everywhere (`general`) or in one place's greeting alone (`places`)."""

    general: dict[Name, Word] = {}
    places: dict[Name, dict[Name, Word]] = {}


@cache
def file_type(kind: Kind) -> TypeAdapter[Any]:
    """Return what checks and types a whole file of `kind`."""
    return TypeAdapter(_KINDS[kind])


_KINDS: dict[Kind, Any] = {
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


def json_schema(kind: Kind) -> dict[str, Any]:
    schema = file_type(kind).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"zt-audio {kind}", **schema}
