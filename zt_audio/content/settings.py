"""Define what settings.yaml may say: the shape of each setting, and the Settings that result.

A new setting is a field with its default in model.py, a line in `SettingsFile`, and a line in `build_settings`.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from zt_audio.content.fields import (
    ChimeName,
    ClockTime,
    Id,
    IsoDate,
    LineText,
    Name,
    Strict,
    VoiceName,
    choice,
    real_number,
    whole_number,
)
from zt_audio.content.presets import PRESETS
from zt_audio.content.yaml.tree import Node, located, mapping, texts
from zt_audio.model import (
    DEFAULT_CHAINS,
    LANGS,
    ApprovalNeed,
    ApprovalScope,
    ApprovalSettings,
    ClusterSettings,
    Consent,
    CycleOrder,
    DoseLimits,
    DoseSettings,
    Floor,
    Lang,
    Located,
    Online,
    OwnPreset,
    Pauses,
    Prosody,
    QuietHours,
    ServerNetwork,
    ServerSettings,
    ServerVoice,
    Settings,
    SoundSettings,
    StaleRecordings,
    Strictness,
    Text,
    VoiceOrigin,
    VoiceProsody,
    VoiceSettings,
)

_SETTINGS, _PAUSES, _PROSODY = Settings(), Pauses(), Prosody()

_Voices = Annotated[tuple[VoiceName, ...], Field(min_length=1)]


class VoicesEntry(Strict):
    __annotations__ = {lang: Annotated[_Voices, Field(default=DEFAULT_CHAINS[lang])] for lang in LANGS}


class ProsodyEntry(Strict):
    rate_syl_per_s: Annotated[float, real_number(2, 7)] = _PROSODY.rate_syl_per_s
    pitch: Annotated[int, whole_number(0, 100)] = _PROSODY.pitch


class ProsodiesEntry(Strict):
    __annotations__ = dict.fromkeys(LANGS, Annotated[ProsodyEntry, Field(default=ProsodyEntry())])


class VoiceProsodyEntry(Strict):
    """Pace, pitch and pauses of one voice, where they differ from those of its language or of all voices."""

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
    """The ranges of both edges do not overlap, so a band is never empty."""

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


_YesNo = Annotated[Literal["yes", "no"], choice("yes", "no")]


class ApprovalEntry(Strict):
    needed: Annotated[ApprovalNeed, choice(*get_args(ApprovalNeed))] = _SETTINGS.approval.needed
    of: Annotated[ApprovalScope, choice(*get_args(ApprovalScope))] = _SETTINGS.approval.scope
    four_eyes: _YesNo = "no"


class VoiceOriginEntry(Strict):
    """Whose voice a voice is; one that imitates a person says who agreed, and until when."""

    cloned: _YesNo = "yes"
    agreed: LineText | None = None
    until: IsoDate | None = None


class ServerVoiceEntry(Strict):
    model: LineText
    voice: LineText


class ServerVoicesEntry(Strict):
    __annotations__ = dict.fromkeys(LANGS, Annotated[ServerVoiceEntry | None, Field(default=None)])


class ServerEntry(Strict):
    address: LineText | None = None
    name: LineText | None = None
    network: Annotated[ServerNetwork, choice(*get_args(ServerNetwork))] = _SETTINGS.voices.server.network
    voices: ServerVoicesEntry = ServerVoicesEntry()


class ClusterEntry(Strict):
    address: LineText | None = None
    ca: LineText | None = None
    cert: LineText | None = None
    key: LineText | None = None


class DoseLimitsEntry(Strict):
    cycle_min: Annotated[int, whole_number(1, 60)] | None = None
    an_hour: Annotated[int, whole_number(1, 60)] | None = None


class DoseEntry(DoseLimitsEntry):
    kinds: dict[Id, DoseLimitsEntry] = {}


OrderName = Annotated[CycleOrder, choice(*get_args(CycleOrder))]


class SettingsFile(Strict):
    voices: VoicesEntry = VoicesEntry()
    prosody: ProsodiesEntry = ProsodiesEntry()
    voice_prosody: dict[VoiceName, VoiceProsodyEntry] = {}  # check.py makes sure that the voice is one of `voices`
    voice_origins: dict[VoiceName, VoiceOriginEntry] = {}
    online: Annotated[Online, choice(*get_args(Online))] = _SETTINGS.voices.online
    server: ServerEntry = ServerEntry()
    quality_floor: Annotated[Floor, choice(*get_args(Floor))] = _SETTINGS.voices.quality_floor
    stale_takes: Annotated[StaleRecordings, choice(*get_args(StaleRecordings))] = _SETTINGS.voices.stale_takes
    preset: Name = _SETTINGS.sound.preset  # check.py knows those that staff made
    presets: dict[Id, PresetEntry] = {}
    pauses: PausesEntry = PausesEntry()
    chime: ChimeName = _SETTINGS.sound.chime.value
    profile: Name = _SETTINGS.profile
    order: OrderName = _SETTINGS.order
    duty_phone: LineText | None = None
    quiet_hours: QuietHoursEntry = QuietHoursEntry()
    dose: DoseEntry = DoseEntry()
    approval: ApprovalEntry = ApprovalEntry()
    pairs: Annotated[Strictness, choice(*get_args(Strictness))] = _SETTINGS.pairs
    facts: Annotated[Strictness, choice(*get_args(Strictness))] = _SETTINGS.facts
    cluster: ClusterEntry = ClusterEntry()


def build_settings(shape: SettingsFile, tree: Node | None) -> Settings:
    """Return the settings of `shape`, each with the place that `tree` has for it."""
    nodes = mapping(tree)
    chains = mapping(nodes.get("voices"))
    usual = VoiceSettings().chains
    given: dict[Lang, list[Text]] = {lang: texts(chains.get(lang)) for lang in LANGS}
    return Settings(
        voices=VoiceSettings(
            chains={lang: tuple(Located(t.value, t.where) for t in given[lang]) or usual[lang] for lang in LANGS},
            prosody={lang: Prosody(**dict(getattr(shape.prosody, lang))) for lang in LANGS},
            own_prosody={voice: VoiceProsody(**dict(entry)) for voice, entry in shape.voice_prosody.items()},
            origins={voice: _origin(entry) for voice, entry in shape.voice_origins.items()},
            online=shape.online,
            quality_floor=shape.quality_floor,
            stale_takes=shape.stale_takes,
            server=_server(shape.server),
        ),
        sound=SoundSettings(
            shape.preset,
            {name: _own_preset(entry) for name, entry in shape.presets.items()},
            located(shape.chime, nodes.get("chime")),
        ),
        pauses=Pauses(**dict(shape.pauses)),
        quiet_hours=_quiet_hours(shape.quiet_hours),
        profile=shape.profile,
        order=shape.order,
        duty_phone=shape.duty_phone.value if shape.duty_phone else None,
        dose=DoseSettings(_limits(shape.dose), {kind: _limits(own) for kind, own in shape.dose.kinds.items()}),
        approval=ApprovalSettings(shape.approval.needed, shape.approval.of, shape.approval.four_eyes == "yes"),
        pairs=shape.pairs,
        facts=shape.facts,
        cluster=_cluster(shape.cluster),
    )


def _server(entry: ServerEntry) -> ServerSettings:
    given: dict[Lang, ServerVoiceEntry | None] = {lang: getattr(entry.voices, lang) for lang in LANGS}
    voices = {lang: ServerVoice(each.model.value, each.voice.value) for lang, each in given.items() if each}
    address = Located(entry.address.value, entry.address.where) if entry.address else Located("")
    return ServerSettings(address, entry.name.value if entry.name else "", entry.network, voices)


def _origin(entry: VoiceOriginEntry) -> VoiceOrigin:
    cloned = entry.cloned == "yes"
    return VoiceOrigin(
        cloned, Consent(entry.agreed.value, entry.until) if cloned and entry.agreed and entry.until else None
    )


def _quiet_hours(entry: QuietHoursEntry) -> QuietHours:
    usual = QuietHours()
    return QuietHours(_hours(entry.weekday, usual.weekday), _hours(entry.weekend, usual.weekend), entry.holidays)


def _hours(entry: HoursEntry | None, usual: tuple[int, int]) -> tuple[int, int]:
    return (entry.begin, entry.end) if entry else usual


def _cluster(entry: ClusterEntry) -> ClusterSettings:
    ca, cert, key = (text.value if text else None for text in (entry.ca, entry.cert, entry.key))
    return ClusterSettings(entry.address.value if entry.address else "", ca, cert, key)


def _limits(entry: DoseLimitsEntry) -> DoseLimits:
    return DoseLimits(entry.cycle_min, entry.an_hour)


def _own_preset(entry: PresetEntry) -> OwnPreset:
    band, compression = (part.model_dump(exclude_none=True) for part in (entry.band, entry.compression))
    return OwnPreset(entry.base, entry.target_lufs, band, compression)
