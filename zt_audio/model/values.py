"""What content, language, speech and sound are made of; `zt_audio.model` gives it out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zt_audio.model import (
    DEFAULT_CHAINS,
    LANGS,
    URGENT,
    ApprovalNeed,
    ApprovalScope,
    Confidence,
    CycleOrder,
    Floor,
    Lang,
    Located,
    Offer,
    Online,
    Problem,
    Role,
    ServerNetwork,
    StaleRecordings,
    Strictness,
    Where,
)

# --- content ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Text from YAML that remembers where each of its lines stands.

    `lines` holds, for each line of `value`, the place of that line's first character in the file. Where YAML folds
    lines or has escapes, a line is made of several stretches: then `lines` holds the place of each stretch, and
    `starts` the offset in `value` where it begins.
    """

    value: str
    lines: tuple[Where, ...]
    starts: tuple[int, ...] = ()

    def at(self, offset: int) -> Where:
        """Return the place in the file of `value[offset]`."""
        if self.starts:
            row = max(bisect_right(self.starts, offset) - 1, 0)
            before = self.starts[row]
        else:
            row = min(self.value.count("\n", 0, offset), len(self.lines) - 1)
            before = self.value.rfind("\n", 0, offset) + 1
        start = self.lines[row]
        return Where(start.file, start.line, start.column + offset - before)

    @property
    def where(self) -> Where:
        return self.lines[0]


Bilingual = Mapping[Lang, Text]


@dataclass(frozen=True, slots=True)
class Appeal:
    id: str
    title: Bilingual
    text: Bilingual
    where: Where
    valid_from: Located[str] | None = None  # ISO dates, both days included; None: no bound
    valid_until: Located[str] | None = None

    @property
    def valid_days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day without their places."""
        first, last = self.valid_from, self.valid_until
        return first.value if first else None, last.value if last else None


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    kind: str
    name: Bilingual
    forms: Mapping[Lang, Mapping[str, Text]]  # case name -> form, only where the automatic form is wrong
    where: Where
    address: Mapping[Lang, Text] = field(default_factory=dict)  # or a landmark, for drivers


@dataclass(frozen=True, slots=True)
class Templates:
    """Intros or outros: the most specific wins: place, then kind, then default."""

    default: Bilingual
    kinds: Mapping[str, Bilingual]
    places: Mapping[str, Bilingual]

    def pick(self, place: Place, lang: Lang) -> Text | None:
        """Return the template for `place` in `lang`, or None where there is none at all; none is usual for URGENT."""
        usual = {} if place.kind == URGENT else self.default
        for choice in (self.places.get(place.id), self.kinds.get(place.kind), usual):
            if choice and lang in choice:
                return choice[lang]
        return None


@dataclass(frozen=True, slots=True)
class Moving:
    """How a vehicle drives past people instead of standing: its speed, and how far the loudspeaker is understood."""

    km_h: int
    range_m: int

    @property
    def in_range_s(self) -> float:
        """Return how long someone beside the road is in range."""
        return 2 * self.range_m / (self.km_h / 3.6)


@dataclass(frozen=True, slots=True)
class Stop:
    id: str  # unique within the playlist; names the track
    place: str
    arrive_min: int | None  # minutes after midnight
    stay_min: int | None
    appeals: tuple[str, ...]  # of a moving vehicle their short forms
    where: Where
    moving: Moving | None = None


@dataclass(frozen=True, slots=True)
class Playlist:
    id: str
    title: Bilingual
    days: tuple[str, ...]  # weekday names mon..sun or ISO dates
    languages: tuple[Lang, ...]
    stops: tuple[Stop, ...]
    profile: str
    where: Where
    order: CycleOrder = "by_language"
    outside_hours_reason: str | None = None  # why this playlist may be heard in quiet hours, in the words of staff

    @property
    def appeals(self) -> tuple[str, ...]:
        """Return the ids of the appeals that its stops play, each once."""
        return tuple(dict.fromkeys(appeal for stop in self.stops for appeal in stop.appeals))


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When a loudspeaker may be heard, from and to in minutes after midnight; on `holidays` as at weekends."""

    weekday: tuple[int, int] = (9 * 60, 22 * 60)
    weekend: tuple[int, int] = (10 * 60, 22 * 60)
    holidays: tuple[str, ...] = ()  # ISO dates


@dataclass(frozen=True, slots=True)
class DoseLimits:
    """What is warned about: a cycle of more minutes, more cycles an hour; None: nothing."""

    cycle_min: int | None = None
    an_hour: int | None = None


@dataclass(frozen=True, slots=True)
class DoseSettings:
    """How much of the loudspeaker a place may get; `kinds` of places have limits of their own."""

    usual: DoseLimits = DoseLimits()
    kinds: Mapping[str, DoseLimits] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence between the parts of a cycle, in milliseconds."""

    sentence_ms: int = 450
    paragraph_ms: int = 800
    appeal_ms: int = 1200
    language_ms: int = 1500
    cycle_ms: int = 3000


@dataclass(frozen=True, slots=True)
class Prosody:
    """How fast and how high an engine speaks; each engine maps this to its own scale."""

    rate_syl_per_s: float = 3.8  # 3.5-4: slow and clear; open reverberant places need it
    pitch: int = 50  # 0-100, 50 is the voice's own


@dataclass(frozen=True, slots=True)
class VoiceProsody:
    """Pace, pitch and pauses of one voice where they differ; None leaves those of its language or of all."""

    rate_syl_per_s: float | None = None
    pitch: int | None = None
    sentence_ms: int | None = None
    paragraph_ms: int | None = None


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """What staff teach the reader: `written` is said as `spoken` (in a case: `forms`), in one place only if `place`."""

    written: str
    spoken: str
    forms: Mapping[str, str]
    place: str | None
    where: Where


@dataclass(frozen=True, slots=True)
class OwnPreset:
    """A sound preset that staff made: `base`, and the numbers in which it differs; None and no entry leave them."""

    base: str
    target_lufs: float | None = None
    band: Mapping[str, float] = field(default_factory=dict)
    compression: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A player's profile that staff made: `base`, and the columns in which it differs."""

    base: str
    columns: Mapping[str, str | int | None]
    where: Where


@dataclass(frozen=True, slots=True)
class Consent:
    """A person has agreed that a voice is made from theirs: who, and the last day on which it counts (ISO date)."""

    agreed: str
    until: str


@dataclass(frozen=True, slots=True)
class VoiceOrigin:
    """Whose voice a voice is, as the settings say: made from a person's (`cloned`), who agreed or has not, or not."""

    cloned: bool
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class ServerVoice:
    """A voice of a server of this network."""

    model: str
    voice: str


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where a server with the interface of OpenAI listens, and who speaks there; no address: there is none.

    `name` is what staff call it: with one, a new address makes no speech stale.
    """

    address: Located[str] = Located("")  # noqa: RUF009 - it is frozen
    name: str = ""
    network: ServerNetwork = "internet"
    voices: Mapping[Lang, ServerVoice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """Who speaks, and how. A chain lists voices in order of preference: recordings, espeak, piper:kk_KZ-issai-high."""

    chains: Mapping[Lang, tuple[Located[str], ...]] = field(
        default_factory=lambda: {lang: tuple(map(Located, chain)) for lang, chain in DEFAULT_CHAINS.items()}
    )
    prosody: Mapping[Lang, Prosody] = field(default_factory=lambda: dict.fromkeys(LANGS, Prosody()))
    own_prosody: Mapping[str, VoiceProsody] = field(default_factory=dict)  # by voice (espeak:kk) or engine (espeak)
    origins: Mapping[str, VoiceOrigin] = field(default_factory=dict)  # likewise
    online: Online = "never"
    quality_floor: Floor = "draft"
    stale_takes: StaleRecordings = "next"
    server: ServerSettings = ServerSettings()

    def names(self, lang: Lang) -> tuple[str, ...]:
        """Return the chain of `lang` without its places."""
        return tuple(voice.value for voice in self.chains[lang])


@dataclass(frozen=True, slots=True)
class SoundSettings:
    """What becomes of speech, and what sounds before it."""

    preset: str = "street"
    own_presets: Mapping[str, OwnPreset] = field(default_factory=dict)
    chime: Located[str] = Located("three-tone")  # noqa: RUF009 - a name, or a WAV file below appeals/


@dataclass(frozen=True, slots=True)
class ApprovalSettings:
    """Whose word is needed before a playlist leaves; `four_eyes`: not that of the person who edited the text last."""

    needed: ApprovalNeed = "none"
    scope: ApprovalScope = "appeals"
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """Where the scheduler of a Dask cluster listens, and the certificates that it asks for; files of the project."""

    address: str = ""  # "" where everything is made on this computer
    ca: str | None = None
    cert: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What settings.yaml says; all defaults where it says nothing."""

    voices: VoiceSettings = VoiceSettings()
    sound: SoundSettings = SoundSettings()
    pauses: Pauses = Pauses()
    quiet_hours: QuietHours = QuietHours()
    profile: str = "usb"
    order: CycleOrder = "by_language"  # where no file says otherwise: what was built before keeps its order
    duty_phone: str | None = None  # whom a driver calls; for the driver's card
    dose: DoseSettings = field(default_factory=DoseSettings)
    approval: ApprovalSettings = ApprovalSettings()
    pairs: Strictness = "warn"  # where paragraphs are not confirmed to say the same in both languages
    facts: Strictness = "warn"  # where a fact has expired
    cluster: ClusterSettings = ClusterSettings()


@dataclass(frozen=True, slots=True)
class Manner:
    """How every text is read and spoken: settings and lexicon."""

    settings: Settings
    lexicon: Mapping[Lang, tuple[LexiconEntry, ...]]


FactKind = Literal["article", "phone", "sum", "date", "hours", "address", "other"]


@dataclass(frozen=True, slots=True)
class StatedFact:
    """Something that appeals say and that can grow old: `says` is how it may stand in a text, by language.

    `checked` is who compared it with its source, and on which day.
    """

    id: str
    kind: FactKind
    says: Mapping[Lang, tuple[str, ...]]
    source: str
    valid_until: Located[str] | None
    checked: tuple[str, str] | None
    where: Where


@dataclass(frozen=True, slots=True)
class PersonKey:
    """A public key in minisign's form, and the days on which it counts (ISO dates, both included; None: no end)."""

    public: str
    since: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff, as people.yaml names them."""

    id: str
    name: Bilingual
    roles: tuple[Role, ...]
    keys: tuple[PersonKey, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Project:
    appeals: Mapping[str, Appeal]
    places: Mapping[str, Place]
    intros: Templates
    outros: Templates
    playlists: Mapping[str, Playlist]
    settings: Settings
    lexicon: Mapping[Lang, tuple[LexiconEntry, ...]]
    own_profiles: Mapping[str, OwnProfile] = field(default_factory=dict)
    signed: Mapping[Lang, tuple[LexiconEntry, ...]] = field(default_factory=dict)  # guesses that staff signed off
    people: Mapping[str, Person] = field(default_factory=dict)
    facts: Mapping[str, StatedFact] = field(default_factory=dict)

    @property
    def manner(self) -> Manner:
        return Manner(self.settings, self.lexicon)


# --- language --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of written text, `written[start:end]`, with what is said for it and which rule or entry read it."""

    start: int
    end: int
    spoken: str
    rule: str
    confidence: Confidence = "sure"
    offers: tuple[Offer, ...] = ()  # of a guess: how to type what is meant


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said for a written text: its pieces in order, and the tokens that nothing could read."""

    spoken: str
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...] = ()  # `where` is None; facts hold `offset` and `token`
    repairs: tuple[Offer, ...] = ()  # what was read as if it were typed so

    @property
    def confidence(self) -> Confidence:
        return "guess" if any(piece.confidence == "guess" for piece in self.pieces) else "sure"


@dataclass(frozen=True, slots=True)
class GuessedReading:
    """What a rule reads without being sure."""

    written: str
    spoken: str
    rule: str
    lang: Lang
    where: Where
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class RepairedWord:
    """A word with lost marks or spaces, how it is to be typed, and what is said for it."""

    where: Where
    lang: Lang
    written: str
    typed: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence as it is said: letters of `lang`, plain punctuation, U+0301 after a stressed vowel."""

    text: str
    lang: Lang
    syllables: int
    where: Where
    printed: str = ""  # as a person reads it, with dashes and quotation marks; "" where `text` has all of it


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that are levelled and encoded as one; `where` is where they begin."""

    utterances: tuple[Utterance, ...]
    lang: Lang
    where: Where
    guesses: tuple[GuessedReading, ...] = ()
    written: str = field(default="", compare=False)  # as staff wrote it, for people who compare
    repaired: tuple[RepairedWord, ...] = field(default=(), compare=False)


# --- speech and sound ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of an engine: `id` within the engine; `draft` where it is not good enough for broadcast.

    `consent` is that of the person whose voice it imitates; one without it is a draft. Whose voice it is may be unknown
    to its engine: then it is a draft until the settings say it.
    """

    id: str
    lang: Lang
    draft: bool
    licence: str
    online: bool = False
    consent: Consent | None = None
    origin_known: bool = True


@dataclass(frozen=True, slots=True)
class Speech:
    """Mono PCM, signed 16-bit little-endian; `words` is how many words the engine says it spoke."""

    pcm: bytes
    sample_rate: int
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of MP3 frames that starts and ends in silence.

    `energies` holds, for each frame, the K-weighted mean square (float32, little-endian): what a loudness meter
    needs to judge a track without decoding it.
    """

    key: str
    frames: bytes
    frame_count: int
    loudness_lufs: float  # -inf for a pause
    true_peak_dbtp: float  # of the decoded MP3; -inf for a pause
    energies: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in a person's recording. Errors forbid to keep it; after warnings a person should listen first.

    The figures are 0 where nothing can be heard. `pace_syl_per_s` leaves rests out.
    """

    problems: tuple[Problem, ...]
    sentences: int
    spoken_s: float = 0.0  # from the first sound to the last
    pace_syl_per_s: float = 0.0
    stretches: int = 0  # of speech between rests
    loud_db: float = 0.0  # of the loud vowels, below full scale

    @property
    def may_be_kept(self) -> bool:
        return all(problem.severity == "warning" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class MicrophoneVerdict:
    """What was found in a trial of a microphone. The levels are below full scale, 0 where nothing can be heard."""

    problems: tuple[Problem, ...]
    noise_db: float = 0.0  # of the room
    loud_db: float = 0.0  # of the loud vowels
    sample_rate: int = 0
