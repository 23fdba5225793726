"""Define what settings.yaml may say: each setting with its bounds and words, and the Settings that result.

A new setting is a field with its default in model/values.py and a line in `SettingsFile`. What stands there as `title`
is the label on the page *Settings*, under the heading `group`; `description` is its help: in the manuals, in the
settings of a new project (scripts/docs.py writes both) and in editors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

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
    named,
    real_number,
    whole_number,
)
from zt_audio.content.presets import PRESET_NAMES
from zt_audio.content.yaml.tree import Node, located, mapping, texts
from zt_audio.i18n import N_
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

_T = TypeVar("_T")
_SETTINGS, _PAUSES, _PROSODY = Settings(), Pauses(), Prosody()
_VOICES, _SPOKEN, _TRUST = N_("Voices"), N_("How it is said"), N_("Approval and facts")
_SOUND, _HOURS = N_("Sound and player"), N_("Hours in which sound may be heard")
FOR_INSTALLERS = N_("For the person who installs the program")
_SENTENCE, _PARAGRAPH = (
    N_("Pause between sentences (1000 is one second)"),
    N_("Pause between paragraphs (1000 is one second)"),
)

_Rate = Annotated[float, real_number(2, 7)]
_Pitch = Annotated[int, whole_number(0, 100)]
_SentenceMs = Annotated[int, whole_number(0, 5_000)]
_ParagraphMs = Annotated[int, whole_number(0, 10_000)]
_PauseMs = Annotated[int, whole_number(0, 30_000)]
_CyclePauseMs = Annotated[int, whole_number(0, 600_000)]
_PerHour = Annotated[int, whole_number(1, 60)] | None


class VoicesEntry(Strict):
    __annotations__ = {
        lang: Annotated[tuple[VoiceName, ...], Field(min_length=1, default=DEFAULT_CHAINS[lang])] for lang in LANGS
    }


class ProsodyEntry(Strict):
    rate_syl_per_s: _Rate = Field(
        default=_PROSODY.rate_syl_per_s,
        title=N_("How fast the voice speaks (3.5 to 4 is good in a street, less is slower)"),
    )
    pitch: _Pitch = Field(default=_PROSODY.pitch, title=N_("Higher or lower voice (50 is as it is, less is lower)"))


class ProsodiesEntry(Strict):
    __annotations__ = dict.fromkeys(LANGS, Annotated[ProsodyEntry, Field(default=ProsodyEntry())])


class VoiceProsodyEntry(Strict):
    """Pace, pitch and pauses of one voice, where they differ from those of its language or of all voices."""

    rate_syl_per_s: _Rate | None = Field(default=None, title=N_("How fast the voice speaks (less is slower)"))
    pitch: _Pitch | None = Field(default=None, title=N_("Higher or lower voice (50 is as it is, less is lower)"))
    sentence_ms: _SentenceMs | None = Field(default=None, title=_SENTENCE)
    paragraph_ms: _ParagraphMs | None = Field(default=None, title=_PARAGRAPH)


class PausesEntry(Strict):
    sentence_ms: _SentenceMs = Field(default=_PAUSES.sentence_ms, title=_SENTENCE)
    paragraph_ms: _ParagraphMs = Field(default=_PAUSES.paragraph_ms, title=_PARAGRAPH)
    appeal_ms: _PauseMs = Field(default=_PAUSES.appeal_ms, title=N_("Pause between appeals (1000 is one second)"))
    language_ms: _PauseMs = Field(default=_PAUSES.language_ms, title=N_("Pause between languages (1000 is one second)"))
    cycle_ms: _CyclePauseMs = Field(
        default=_PAUSES.cycle_ms, title=N_("Pause before everything is repeated (1000 is one second)")
    )


class BandEntry(Strict):
    """The ranges of both edges do not overlap, so a band is never empty."""

    low_hz: Annotated[float, real_number(20, 1_000)] | None = Field(default=None, title=N_("Nothing below, Hz"))
    high_hz: Annotated[float, real_number(3_000, 16_000)] | None = Field(default=None, title=N_("Nothing above, Hz"))
    presence_hz: Annotated[float, real_number(1_000, 6_000)] | None = Field(default=None, title=N_("Clearer at, Hz"))
    presence_db: Annotated[float, real_number(-12, 12)] | None = Field(default=None, title=N_("Clearer by, dB"))


class CompressionEntry(Strict):
    ratio: Annotated[float, real_number(1, 10)] | None = Field(default=None, title=N_("Compression: ratio"))
    threshold_db: Annotated[float, real_number(-30, 0)] | None = Field(default=None, title=N_("Compression: from, dB"))
    attack_ms: Annotated[float, real_number(0.1, 100)] | None = Field(
        default=None, title=N_("Compression: attack (1000 is one second)")
    )
    release_ms: Annotated[float, real_number(10, 1_000)] | None = Field(
        default=None, title=N_("Compression: release (1000 is one second)")
    )


class PresetEntry(Strict):
    """A preset that staff made: a built-in one, and the numbers in which theirs differs."""

    base: Annotated[str, choice(**PRESET_NAMES)] = Field(title=N_("Built on"))
    # Above -10 LUFS the limiter is all that is heard.
    target_lufs: Annotated[float, real_number(-30, -10)] | None = Field(
        default=None, title=N_("Loudness, from -30 (soft) to -10 (loud)")
    )
    band: BandEntry = BandEntry()
    compression: CompressionEntry = CompressionEntry()


class WeekdayHoursEntry(Strict):
    """A stretch of the day; check.py makes sure that it does not end before it begins."""

    begin: ClockTime = Field(title=N_("Working days: from (09:00 where nothing is set)"))
    end: ClockTime = Field(title=N_("Working days: to (22:00 where nothing is set)"))


class WeekendHoursEntry(Strict):
    begin: ClockTime = Field(title=N_("Weekends and holidays: from (10:00 where nothing is set)"))
    end: ClockTime = Field(title=N_("Weekends and holidays: to (22:00 where nothing is set)"))


class QuietHoursEntry(Strict):
    weekday: WeekdayHoursEntry | None = None
    weekend: WeekendHoursEntry | None = None
    holidays: tuple[IsoDate, ...] = Field(default=(), title=N_("Holidays, as 16.12.2026"))


_YesNo = Annotated[Literal["yes", "no"], choice(yes=N_("yes"), no=N_("no"))]


class ApprovalEntry(Strict):
    needed: Annotated[
        ApprovalNeed,
        choice(
            none=N_("not needed"),
            named=N_("with the name of the person who approved"),
            sealed=N_("with that person's seal"),
        ),
    ] = Field(default=_SETTINGS.approval.needed, title=N_("Approval before a playlist goes on a stick"))
    of: Annotated[ApprovalScope, choice(appeals=N_("appeals"), all=N_("appeals, greetings and closing words"))] = Field(
        default=_SETTINGS.approval.scope, title=N_("What needs approval")
    )
    four_eyes: _YesNo = Field(default="no", title=N_("Another person approves than the one who edited last"))


class VoiceOriginEntry(Strict):
    """Whose voice a voice is; one that imitates a person says who agreed, and until when."""

    cloned: _YesNo = Field(default="yes", title=N_("It is made from a person's voice"))
    agreed: LineText | None = Field(default=None, title=N_("The person who agreed"))
    until: IsoDate | None = Field(default=None, title=N_("Last day of that consent"))


class ServerVoiceEntry(Strict):
    model: LineText = Field(title=N_("Model of the speech server"))
    voice: LineText = Field(title=N_("Voice of the speech server"))


class ServerVoicesEntry(Strict):
    __annotations__ = dict.fromkeys(LANGS, Annotated[ServerVoiceEntry | None, Field(default=None)])


class ServerEntry(Strict):
    address: LineText | None = Field(
        default=None, title=N_("Address of a speech server in your network, as http://10.0.0.7:8880")
    )
    name: LineText | None = Field(default=None, title=N_("Name of the speech server: with one, its address may change"))
    network: Annotated[
        ServerNetwork,
        choice(
            internet=N_("over the internet: encrypted alone"),
            own=N_("in the institute's own network: without encryption too"),
        ),
    ] = Field(default=_SETTINGS.voices.server.network, title=N_("The way to the speech server"))
    voices: ServerVoicesEntry = ServerVoicesEntry()


class ClusterEntry(Strict):
    address: LineText | None = Field(
        default=None, title=N_("Computers that build together: address of their scheduler")
    )
    ca: LineText | None = Field(default=None, title=N_("Computers that build together: file of the authority (ca.pem)"))
    cert: LineText | None = Field(default=None, title=N_("Computers that build together: file of the certificate"))
    key: LineText | None = Field(default=None, title=N_("Computers that build together: file of its key"))


class DoseLimitsEntry(Strict):
    cycle_min: _PerHour = Field(default=None, title=N_("All that is said at a stop, once, takes longer than, minutes"))
    an_hour: _PerHour = Field(default=None, title=N_("It is repeated in an hour more often than"))


class DoseEntry(Strict):
    cycle_min: _PerHour = Field(
        default=None, title=N_("Warn where all that is said at a stop, once, takes longer than, minutes (5 is offered)")
    )
    an_hour: _PerHour = Field(
        default=None, title=N_("Warn where it is repeated at a place in an hour more often than (3 is offered)")
    )
    kinds: dict[Id, DoseLimitsEntry] = named(N_("Tighter where quiet is owed"), N_("Kind of place"))


ORDER_NAMES: Mapping[CycleOrder, str] = {
    "by_language": N_("everything in one language, then everything in the other"),
    "by_appeal": N_("each appeal in both languages before the next one"),
    "by_paragraph": N_("each paragraph in both languages before the next one"),
}
OrderName = Annotated[CycleOrder, choice(**ORDER_NAMES)]
_Strictness = Annotated[Strictness, choice(warn=N_("warn"), stop=N_("stop"))]


def _setting(group: str, default: object, help_: str, label: str = "", *, starter: str = "", name: str = "") -> Any:  # noqa: ANN401 - the default of a field of any type
    """Return the field of a setting; `starter` is what a new project has of it, where that is not its default."""
    extra: dict[str, Any] = {"group": group, "starter": starter, "name": name}
    return Field(default, title=label or None, description=help_, json_schema_extra=extra)


class SettingsFile(Strict):
    """All settings, in the order in which the page, the manuals and a new project have them."""

    voices: VoicesEntry = _setting(
        _VOICES,
        VoicesEntry(),
        N_(
            "Voices, the most wanted first. recordings are what people have read (zt-audio recordings); where there is "
            "none, the next voice reads. piper and rhvoice speak where they are installed; espeak is of draft quality. "
            "All voices: zt-audio voices"
        ),
        N_("Voices, the most wanted first"),
    )
    online: Annotated[
        Online, choice(never=N_("never"), ask=N_("ask before a text is sent"), yes=N_("yes, without asking"))
    ] = _setting(
        _VOICES,
        _SETTINGS.voices.online,
        N_("Voices on the internet: never sends no text anywhere, ask asks before it sends, yes sends without asking."),
        N_("Voices on the internet"),
    )
    quality_floor: Annotated[Floor, choice(draft=N_("draft"), broadcast=N_("broadcast"))] = _setting(
        _VOICES,
        _SETTINGS.voices.quality_floor,
        N_(
            "The least quality: draft takes a draft voice too; with broadcast, a playlist with a draft voice does not "
            "go on a stick."
        ),
        N_("Least quality for a stick"),
    )
    stale_takes: Annotated[StaleRecordings, choice(next=N_("the next voice reads"), stop=N_("stop"))] = _setting(
        _VOICES,
        _SETTINGS.voices.stale_takes,
        N_(
            "A recording whose text has changed: with next, the next voice reads instead; with stop, the playlist is "
            "not made."
        ),
        N_("A recording whose text has changed"),
    )
    voice_origins: dict[VoiceName, VoiceOriginEntry] = _setting(
        _VOICES,
        {},
        N_(
            "Voices made from a person's voice (a model of Piper, a voice of a server): who agreed, and until which "
            "day. cloned: no – it is no one's. Where nothing is written, the voice counts as draft quality."
        ),
        N_("Voices made from a person's voice"),
        name=N_("Voice, as the page of voices names it"),
        starter="""\
# voice_origins:
#   "piper:kk_KZ-aigul-medium": {cloned: yes, agreed: "Айгүл Серікова", until: 2027-12-31}
#   "server:ru-aigul": {cloned: no}
""",
    )
    prosody: ProsodiesEntry = _setting(
        _SPOKEN,
        ProsodiesEntry(),
        N_("Pace (syllables a second, 2 to 7) and pitch of the voice (0 to 100; 50 is the voice's own)."),
    )
    pauses: PausesEntry = _setting(
        _SPOKEN,
        PausesEntry(),
        N_(
            "Pauses in milliseconds (1000 are a second): between sentences, paragraphs, appeals, languages, and after "
            "a cycle."
        ),
    )
    # check.py makes sure that the voice is one of `voices`
    voice_prosody: dict[VoiceName, VoiceProsodyEntry] = _setting(
        _SPOKEN,
        {},
        N_("The pace, pitch and pauses of one voice."),
        N_("Pace and pauses of single voices"),
        name=N_("Voice"),
        starter="""\
# voice_prosody:
#   espeak: {rate_syl_per_s: 3.5, pitch: 45, sentence_ms: 500, paragraph_ms: 900}
""",
    )
    approval: ApprovalEntry = _setting(
        _TRUST,
        ApprovalEntry(),
        N_(
            "Whether texts need approval before a playlist leaves: none – no, named – the name of the person who "
            "approved, sealed – a seal too. of: appeals, or all – greetings and closing words too. four_eyes: yes – "
            "not by the person who edited the text last. People are in appeals/people.yaml."
        ),
        starter="approval: {needed: none, of: appeals, four_eyes: no}\n",
    )
    pairs: _Strictness = _setting(
        _TRUST,
        _SETTINGS.pairs,
        N_("Paragraphs not confirmed to say the same in both languages: warn, or stop – the playlist is not exported."),
        N_("A translation that is older than the other language"),
    )
    facts: _Strictness = _setting(
        _TRUST,
        _SETTINGS.facts,
        N_("Facts that have expired (appeals/facts.yaml): warn, or stop – the playlist is not exported."),
        N_("A fact that has expired"),
    )
    preset: Name = _setting(  # check.py knows those that staff made
        _SOUND,
        _SETTINGS.sound.preset,
        N_("Treatment of the sound: street, quiet, indoor, off, recording. street is for a loudspeaker in the street."),
        N_("What becomes of the sound"),
    )
    presets: dict[Id, PresetEntry] = _setting(
        FOR_INSTALLERS,
        {},
        N_("A preset of your own: a built-in one (base) and the numbers in which yours differs."),
        N_("Presets of your own"),
        name=N_("Name"),
        starter="""\
# presets:
#   far: {base: street, target_lufs: -12}
""",
    )
    chime: ChimeName = _setting(
        _SOUND,
        _SETTINGS.sound.chime.value,
        N_("The chime before the speech: three-tone, two-tone, none, or a WAV file of your own: chimes/own.wav"),
        N_("Signal before the speech"),
    )
    profile: Name = _setting(
        _SOUND,
        _SETTINGS.profile,
        N_("The kind of player. usb is a car radio with a stick."),
        N_("The player in the vehicle"),
    )
    order: OrderName = _setting(
        _SOUND,
        _SETTINGS.order,
        N_(
            "The order at a stop: by_appeal – each appeal in both languages, by_paragraph – each paragraph in both, "
            "by_language – first everything in Kazakh. Without this line: by_language. For one playlist: order in its "
            "file."
        ),
        N_("Order of what a stop says"),
        starter="order: by_appeal\n",
    )
    duty_phone: LineText | None = _setting(
        _SOUND,
        None,
        N_("Whom the driver calls with a question."),
        N_("Whom a driver calls"),
        starter='# duty_phone: "102"\n',
    )
    quiet_hours: QuietHoursEntry = _setting(
        _HOURS,
        QuietHoursEntry(),
        N_(
            "When sound may be heard. Where nothing is set: 09:00–22:00 on working days, 10:00–22:00 on weekends and "
            "holidays."
        ),
        starter="""\
# quiet_hours:
#   weekday: {begin: "09:00", end: "22:00"}
#   weekend: {begin: "10:00", end: "22:00"}
#   holidays: [2026-12-16]
""",
    )
    dose: DoseEntry = _setting(
        _HOURS,
        DoseEntry(),
        N_(
            "How much a place may hear: no cycle longer than so many minutes (cycle_min), no more than so many an hour "
            "(an_hour). The report warns of more. kinds: tighter limits for kinds of places where quiet is owed. Where "
            "nothing is set, there is no limit."
        ),
        starter="""\
# dose:
#   cycle_min: 5
#   an_hour: 3
#   kinds:
#     school: {cycle_min: 3, an_hour: 1}
#     hospital: {cycle_min: 3, an_hour: 1}
""",
    )
    server: ServerEntry = _setting(
        FOR_INSTALLERS,
        ServerEntry(),
        N_(
            "A speech server in your network (interface of OpenAI), called server in the chains. network: own – the "
            "institute's own network, where https is not needed. name: what the server is called; with it, nothing is "
            "asked for again when the address changes. The key is in the variable ZT_AUDIO_SERVER_KEY."
        ),
        starter="""\
# server:
#   address: "http://10.0.0.7:8880"
#   name: omnivoice-1
#   network: own
#   voices:
#     kk: {model: omnivoice, voice: aigul}
#     ru: {model: omnivoice, voice: aigul}
""",
    )
    cluster: ClusterEntry = _setting(
        FOR_INSTALLERS,
        ClusterEntry(),
        N_(
            "A build of many places on several computers (Dask, docs/cluster.md): the scheduler's address and the "
            "certificates."
        ),
        starter="""\
# cluster:
#   address: "tls://10.0.0.5:8786"
#   ca: certificates/ca.pem
#   cert: certificates/cert.pem
#   key: certificates/key.pem
""",
    )


def build_settings(shape: SettingsFile, tree: Node | None) -> Settings:
    """Return the settings of `shape`, each with the place that `tree` has for it.

    A setting whose field in model/values.py has its name is taken over as it is.
    """
    nodes = mapping(tree)
    chains = mapping(nodes.get("voices"))
    usual, usual_hours = VoiceSettings().chains, QuietHours()
    given: dict[Lang, list[Text]] = {lang: texts(chains.get(lang)) for lang in LANGS}
    server, quiet, approval = shape.server, shape.quiet_hours, shape.approval
    address = Located(server.address.value, server.address.where) if server.address else Located("")
    speakers: dict[Lang, ServerVoiceEntry | None] = {lang: getattr(server.voices, lang) for lang in LANGS}
    return _filled(
        Settings,
        shape,
        voices=_filled(
            VoiceSettings,
            shape,
            chains={lang: tuple(Located(t.value, t.where) for t in given[lang]) or usual[lang] for lang in LANGS},
            prosody={lang: _filled(Prosody, getattr(shape.prosody, lang)) for lang in LANGS},
            own_prosody={voice: _filled(VoiceProsody, entry) for voice, entry in shape.voice_prosody.items()},
            origins={voice: _origin(entry) for voice, entry in shape.voice_origins.items()},
            server=_filled(
                ServerSettings,
                server,
                address=address,
                voices={lang: _filled(ServerVoice, each) for lang, each in speakers.items() if each},
            ),
        ),
        sound=_filled(
            SoundSettings,
            shape,
            own_presets={name: _own_preset(entry) for name, entry in shape.presets.items()},
            chime=located(shape.chime, nodes.get("chime")),
        ),
        pauses=_filled(Pauses, shape.pauses),
        quiet_hours=QuietHours(
            _hours(quiet.weekday, usual_hours.weekday), _hours(quiet.weekend, usual_hours.weekend), quiet.holidays
        ),
        dose=DoseSettings(
            _filled(DoseLimits, shape.dose), {kind: _filled(DoseLimits, own) for kind, own in shape.dose.kinds.items()}
        ),
        approval=ApprovalSettings(approval.needed, approval.of, approval.four_eyes == "yes"),
        cluster=_filled(ClusterSettings, shape.cluster),
    )


def _filled(cls: Callable[..., _T], entry: Strict, **own: object) -> _T:
    """Return a `cls` with its `own` fields, and those that `entry` has by the same name and the file states."""
    names: tuple[str, ...] = getattr(cls, "__match_args__")  # noqa: B009 - of a dataclass, all that it is made of
    values = {name: getattr(entry, name, None) for name in names if name not in own}
    plain = {name: value.value if isinstance(value, Text) else value for name, value in values.items()}
    return cls(**{name: value for name, value in plain.items() if value is not None} | own)


def _origin(entry: VoiceOriginEntry) -> VoiceOrigin:
    cloned = entry.cloned == "yes"
    return VoiceOrigin(
        cloned, Consent(entry.agreed.value, entry.until) if cloned and entry.agreed and entry.until else None
    )


def _hours(entry: WeekdayHoursEntry | WeekendHoursEntry | None, usual: tuple[int, int]) -> tuple[int, int]:
    return (entry.begin, entry.end) if entry else usual


def _own_preset(entry: PresetEntry) -> OwnPreset:
    band, compression = (part.model_dump(exclude_none=True) for part in (entry.band, entry.compression))
    return OwnPreset(entry.base, entry.target_lufs, band, compression)
