"""Write the report: a page that shows and plays everything that was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from zt_audio.content.passer_by import PlaceDose
from zt_audio.i18n import N_
from zt_audio.messages.pages import DAY_WORDS
from zt_audio.pages.cycle import (
    Column,
    CyclePart,
    Stretch,
    Waveform,
    airtime_ms,
    by_subject,
    columns_of,
    cycle_parts,
    draft_voices,
    waveform,
)
from zt_audio.pages.html import OWN_NAMES, Wording, render_page
from zt_audio.sound.pcm import Envelope
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry, TrackEntry

GAUGE_LU = 2.0  # to either side of the target
GAUGE_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Limits:
    """What a track may read; `target_lufs` is None where the settings cannot be read any more."""

    target_lufs: float | None
    tolerance_lu: float
    ceiling_dbtp: float


@dataclass(frozen=True, slots=True)
class Gauge:
    """The loudness of a track on a line of GAUGE_WIDTH, with the band in which it should be."""

    low_lufs: float
    high_lufs: float
    left: float  # of the band
    right: float
    needle: float
    holds: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How long one language is spoken, and how much that is of all speech, from 0 to 1."""

    lang: str
    spoken_ms: int
    share: float


def gauge(lufs: float, limits: Limits) -> Gauge | None:
    """Return the gauge of a track as loud as `lufs`; None without a target."""
    if (target_lufs := limits.target_lufs) is None:
        return None

    def x(level_lufs: float) -> float:
        share = (level_lufs - target_lufs + GAUGE_LU) / (2 * GAUGE_LU)
        return round(GAUGE_WIDTH * min(max(share, 0.01), 0.99), 1)

    low, high = target_lufs - limits.tolerance_lu, target_lufs + limits.tolerance_lu
    return Gauge(low, high, x(low), x(high), x(lufs), low <= lufs <= high)


def shares(spoken_ms: Mapping[str, int]) -> tuple[Share, ...]:
    total = sum(spoken_ms.values()) or 1
    return tuple(Share(lang, ms, ms / total) for lang, ms in spoken_ms.items())


def ratio(spoken_ms: Mapping[str, int], wording: Wording) -> str:
    """Return `50,3 : 49,7`: shares in percent, in the order of the languages."""
    return " : ".join(wording.number(100 * each.share) for each in shares(spoken_ms))


REPORT_WORDS: Mapping[str, str] = {  # English; the catalogue has the others
    "title": N_("The sound of the playlists"),
    "build": N_("Number to compare with the card"),
    "playlists": N_("Playlists"),
    "draft_notice": N_("Draft quality: {voices}. Have a native speaker listen before it goes on the street."),
    "below_floor": N_("Not to be exported: a voice of draft quality speaks {items}."),
    "footnote": N_(
        "One cycle of each track is drawn. Everything is mono; loudness after EBU R 128, true peak of the decoded MP3. "
        "LUFS says how loud the whole of it seems, dBTP how high its highest peak goes: the nearer to 0, the louder. "
        "The band is what the settings ask for today. Airtime counts speech alone, with repeats and without pauses."
    ),
    # what stands in a cycle
    "chime": N_("Chime"),
    "pause": N_("Pause"),
    "intro": N_("Greeting"),
    "appeal": N_("Appeal"),
    "outro": N_("Closing words"),
    "draft": N_("draft"),
    "what_is_said": N_("What is said"),
    "said_as": N_("Said as:"),
    "figures": N_("Figures"),
    "passages": N_("Passages: {n}"),
    "play_from": N_("Play from {time}"),
    "player_of": N_("Player: {name}"),
    "waveform_of": N_("Waveform of one cycle: {name}"),
    # figures of a playlist and of a track
    "folder": N_("Folder"),
    "days": N_("Days"),
    "tracks": N_("Tracks"),
    "tracks_of": N_("Tracks: {name}"),
    "arrival": N_("Arrival"),
    "stay": N_("Stay"),
    "minutes": N_("{n} min"),
    "duration": N_("Duration"),
    "repeats": N_("{n} × {cycle}"),
    "loudness": N_("Loudness"),
    "band": N_("band {low} to {high}"),
    "true_peak": N_("True peak"),
    "at_most": N_("≤ {ceiling}"),
    "holds": N_("As required:"),
    "fails": N_("Not as required:"),
    "airtime": N_("Airtime"),
    "who_hears": N_("Who hears it"),
    "week": N_("What each place hears in the next seven days"),
    "week_place": N_("Place"),
    "week_minutes": N_("Minutes"),
    "week_hour": N_("Most in an hour"),
    "week_cycle": N_("Longest, all said once"),
    "week_appeals": N_("How often each appeal is said"),
    "times": N_("{n} ×"),
    # columns
    "column_number": N_("№"),
    "column_place": N_("Place"),
    "column_arrival": N_("Arrival"),
    "column_stay": N_("Stay"),
    "column_duration": N_("Duration"),
    "column_lufs": N_("Loudness, LUFS"),
    "column_dbtp": N_("Peak, dBTP"),
    "column_ratio": N_("kk : ru, %"),
    **DAY_WORDS,
}

COLUMNS = ("number", "place", "arrival", "stay", "duration")
FOLDED_COLUMNS = ("number", "place", "lufs", "dbtp", "ratio")  # for who wants figures


@dataclass(frozen=True, slots=True)
class PlaceDoseRow:
    """What a place hears in a week: its names, the titles of appeals with how often, what is too much in words."""

    names: Mapping[str, str]
    dose: PlaceDose
    appeals: Sequence[tuple[Mapping[str, str], int]]
    told: Sequence[str]


@dataclass(frozen=True, slots=True)
class Built:
    """What is shown. `audio_url` leads from the page to output/, without a slash at its end."""

    playlists: Mapping[str, PlaylistEntry]
    segments: Mapping[str, SegmentEntry]
    envelopes: Mapping[str, Envelope]  # segment id -> how it looks; pauses need none
    limits: Limits
    audio_url: str
    hearing: Mapping[str, Sequence[str]] = field(default_factory=dict)  # playlist -> who hears what, in words
    places: Sequence[PlaceDoseRow] = ()

    @property
    def heard(self) -> tuple[SegmentEntry, ...]:
        """The segments that these playlists play."""
        used = {part.segment for entry in self.playlists.values() for track in entry.tracks for part in track.cycle}
        return tuple(entry for key, entry in self.segments.items() if key in used)


@dataclass(frozen=True, slots=True)
class TrackView:
    """A track, and what the page works out from it."""

    entry: TrackEntry
    anchor: str
    name: str
    src: str
    start_s: float | None  # where the file holds other stops too
    airtime: Mapping[str, int]
    parts: tuple[CyclePart, ...]
    stretches: tuple[Stretch, ...]
    waveform: Waveform | None
    gauge: Gauge | None

    @property
    def draft(self) -> bool:
        return any(part.entry.draft for part in self.parts)

    @property
    def chimes(self) -> tuple[CyclePart, ...]:
        return tuple(stretch.parts[0] for stretch in self.stretches if not stretch.lang)

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self.stretches)


@dataclass(frozen=True, slots=True)
class PlaylistView:
    """A playlist, and what the page works out from it."""

    id: str
    entry: PlaylistEntry
    tracks: tuple[TrackView, ...]
    airtime: Mapping[str, int]
    hearing: Sequence[str]

    @property
    def total_ms(self) -> int:
        return sum(track.duration_ms for track in self.entry.tracks)


def report_page(built: Built, wording: Wording) -> str:
    """Return the page that shows `built` in the language of `wording`, which has the keys of REPORT_WORDS."""
    return render_page(
        "report",
        lang=wording.lang,
        sound=True,
        places=built.places,
        playlists=[_playlist(name, entry, built) for name, entry in built.playlists.items()],
        draft_voices=draft_voices(built.heard),
        limits=built.limits,
        columns_shown=COLUMNS,
        columns_folded=FOLDED_COLUMNS,
        language_names=OWN_NAMES,
        wording=wording,
        say=wording.say,
        ratio=ratio,
        shares=shares,
    )


def _playlist(name: str, entry: PlaylistEntry, built: Built) -> PlaylistView:
    tracks = tuple(_track(name, track, built) for track in entry.tracks)
    return PlaylistView(name, entry, tracks, airtime_ms(entry.tracks, built.segments), built.hearing.get(name, ()))


def _track(playlist: str, track: TrackEntry, built: Built) -> TrackView:
    parts = cycle_parts(track, built.segments)
    shared = bool(track.start_byte)  # the player keeps to this stop's stretch of the file
    start_s, end_s = track.start_ms / 1000, (track.start_ms + track.duration_ms) / 1000
    src = f"{built.audio_url}/{quote(playlist)}/{quote(track.file)}"
    return TrackView(
        track,
        f"{playlist}-{track.number:03d}",
        f"{track.number:03d} {next(iter(track.title.values()), track.place)}",
        f"{src}#t={start_s},{end_s}" if shared else src,
        start_s if shared else None,
        airtime_ms([track], built.segments),
        parts,
        by_subject(parts),
        waveform(parts, built.envelopes),
        gauge(track.loudness_lufs, built.limits),
    )
