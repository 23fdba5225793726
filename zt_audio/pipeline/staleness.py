"""Tell which built playlists say something else than what is written now, and why. Nothing that makes sound is loaded.

What a playlist may be made from is compared first, by its digest in the state. Where that differs a plan decides: most
changes of a file of places or of the lexicon concern few playlists.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from zt_audio.checks.lexicon import unsigned_guesses
from zt_audio.content.presets import SOUND_RECIPE, preset_of
from zt_audio.content.timetable import clock_time, holidays_met, hours_span
from zt_audio.errors import ZtError
from zt_audio.events import Reason
from zt_audio.language.reader import ReadingCache
from zt_audio.messages.acts import BESIDE, UNREAD
from zt_audio.model import RECORDINGS, Fact, Problem, Project
from zt_audio.pipeline.load import Inspection, inspect_content
from zt_audio.pipeline.plan import LINE_RECIPE, TRACK_RECIPE, BuildPlan, plan_build
from zt_audio.pipeline.request import OnlineAccess, closed_by
from zt_audio.pipeline.script import Part, PlaylistScript
from zt_audio.pipeline.steps import (
    ID_CHARS,
    SEGMENT_RECIPE,
    SPEECH_RECIPE,
    Known,
    Speakers,
    TrackStep,
    speech_digest,
)
from zt_audio.published.evidence import SpokenPart, built_parts, evidence_of, voice_name
from zt_audio.published.inputs import code_digest, contents_of, foreign_file_warnings, load_build_state
from zt_audio.published.manifest_reader import read_playlists
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store.manifest import (
    NUMBER_CHARS,
    AppealEntry,
    FileEntry,
    Manifest,
    PlaylistEntry,
    SegmentEntry,
    TrackEntry,
)
from zt_audio.store.records import key_of
from zt_audio.store.state_file import to_tree
from zt_audio.store.workspace import SegmentCache, StoredSegment, Workspace
from zt_audio.tracks import listing_bytes, listings

# Describe tracks, segments and playlists for the manifest.


def carried(step: TrackStep, old: TrackEntry) -> TrackEntry:
    """Return the entry of a FRESH track with what may change without changing its bytes."""
    place = step.script.place
    title: dict[str, str] = {lang: text.value for lang, text in place.name.items()}
    named = zip(old.cycle, (str(part.id) for part in step.script.parts), strict=True)
    cycle = tuple(heard if heard.part == part else replace(heard, part=part) for heard, part in named)
    return replace(old, arrive=arrive(step), place=place.id, title=title, cycle=cycle)


def arrive(step: TrackStep) -> str | None:
    """Return when the vehicle arrives, as `10:00`."""
    minutes = step.script.stop.arrive_min
    return None if minutes is None else clock_time(minutes)


def lists_of(script: PlaylistScript, tracks: Sequence[tuple[str, str, int]]) -> tuple[tuple[FileEntry, bytes], ...]:
    """Return each list of a playlist whose `tracks` are file, stop and beginning in its file in milliseconds."""
    profile = script.profile
    marks = [(stop.upper().replace("-", "_"), start_ms) for _file, stop, start_ms in tracks]
    title = script.playlist.id.upper().replace("-", "_")
    found = listings(profile, [file for file, _stop, _start_ms in tracks])
    made = [(listing.file, listing_bytes(profile, listing, title, marks)) for listing in found]
    return tuple((FileEntry(file, hashlib.sha256(data).hexdigest(), len(data)), data) for file, data in made)


def playlist_entry(
    script: PlaylistScript,
    project: Project,
    draft: Sequence[str],
    guesses: Sequence[str],
    consents: Mapping[str, str],
    tracks: Sequence[TrackEntry],
    lists: Sequence[FileEntry],
) -> PlaylistEntry:
    """Return what the manifest says of a playlist; `draft` are its parts that a draft-quality voice speaks.

    `guesses` are its readings that are guesses and not signed off, `consents` the last day of each voice that is made
    from a person's.
    """
    playlist = script.playlist
    hours = project.settings.quiet_hours
    broadcast = project.settings.voices.quality_floor == "broadcast"
    return PlaylistEntry(
        title={lang: text.value for lang, text in playlist.title.items()},
        languages=playlist.languages,
        days=playlist.days,
        profile=playlist.profile,
        draft=bool(draft),
        tracks=tuple(tracks),
        files=tuple(lists),
        appeals={name: _appeal_entry(project, name) for name in playlist.appeals},
        duty_phone=project.settings.duty_phone,
        quiet_hours={"weekday": hours_span(hours.weekday), "weekend": hours_span(hours.weekend)},
        outside_hours_reason=playlist.outside_hours_reason,
        holidays=holidays_met(playlist.days, hours.holidays),
        below_floor=tuple(draft) if broadcast else (),
        guesses=tuple(guesses) if broadcast else (),
        consents=consents if broadcast else {},
    )


def described_playlist(
    script: PlaylistScript,
    project: Project,
    speakers: Speakers,
    steps: Sequence[TrackStep],
    tracks: Sequence[TrackEntry],
) -> tuple[PlaylistEntry, tuple[tuple[FileEntry, bytes], ...]]:
    """Return what the manifest says of a playlist with the entries `tracks`, without its page; and its lists."""
    lists = lists_of(script, [(entry.file, entry.stop, entry.start_ms) for entry in tracks])
    parts = [part for step in steps for part in step.script.parts if part.passage]
    draft = tuple(dict.fromkeys(str(part.id) for part in parts if speakers[part.id].draft))
    # A person has read recordings. A voice that is made from a person's has the last day for which that person agreed.
    passages = [part.passage for part in parts if part.passage and speakers[part.id].engine != RECORDINGS]
    unsigned = unsigned_guesses(project, passages)
    guesses = tuple(dict.fromkeys(f"{each.written} → {each.spoken}" for each in unsigned))
    heard = [speakers[part.id] for part in parts]
    consents = {voice_name(one.engine, one.voice): one.consent_until for one in heard if one.consent_until}
    entry = playlist_entry(script, project, draft, guesses, consents, tracks, [entry for entry, _data in lists])
    # The number of a playlist: a digest of what its driver hears and reads, not of the bytes that it became. So it is
    # the same on every computer that has the same voices, whatever the versions of its libraries. A new holiday makes
    # no card wrong, nor does a reading that was signed off; a consent may be given for longer.
    sound = project.settings.sound
    numbers = asdict(preset_of(sound.preset, sound.own_presets))
    recipe = [SPEECH_RECIPE, SEGMENT_RECIPE, SOUND_RECIPE, TRACK_RECIPE, LINE_RECIPE, numbers]
    unread = replace(entry, tracks=(), files=(), holidays=(), guesses=(), consents={}, draft=False, below_floor=())
    facts = [to_tree(unread), [file.file for file in entry.files], asdict(script.profile)]
    return replace(entry, build=key_of("playlist", recipe, facts, [step.heard for step in steps])[:NUMBER_CHARS]), lists


def _appeal_entry(project: Project, name: str) -> AppealEntry:
    appeal = project.appeals[name]
    title: dict[str, str] = {lang: text.value for lang, text in appeal.title.items()}
    return AppealEntry(title, *appeal.valid_days)


def segment_entries(
    step: TrackStep,
    found: Mapping[str, SegmentEntry],
    before: Mapping[str, SegmentEntry],
    frames: SegmentCache,
    speakers: Speakers,
) -> Mapping[str, SegmentEntry]:
    """Return what the manifest says of each segment of a track that is not `found` yet, by its id there.

    What was measured is taken from the manifest `before` where it stands there: the cache may be gone.
    """
    entries: dict[str, SegmentEntry] = {}
    for key, part in zip(step.cycle, step.script.parts, strict=True):
        name = sys.intern(key[:ID_CHARS])
        if name not in found and name not in entries:
            entries[name] = _segment_entry(part, before.get(name) or frames.get(key), speakers)
    return entries


def planned_parts(script: PlaylistScript, speakers: Speakers) -> tuple[SpokenPart, ...]:
    """Return what a playlist will say once it is built, each paragraph once."""
    found = {part.id: part for stop in script.stops for part in stop.parts if part.passage}
    return tuple(
        SpokenPart(
            part.id,
            tuple(utterance.text for utterance in part.passage.utterances),
            speech_digest(part.passage, speakers[part.id]),
            voice_name(speakers[part.id].engine, speakers[part.id].voice),
            part.passage.written,
        )
        for part in found.values()
        if part.passage
    )


def _segment_entry(part: Part, measured: SegmentEntry | StoredSegment, speakers: Speakers) -> SegmentEntry:
    passage = part.passage
    speaker = speakers[part.id] if passage else None
    return SegmentEntry(
        part=sys.intern(str(part.id)),
        lang=passage.lang if passage else None,
        text=tuple(utterance.text for utterance in passage.utterances) if passage else (),
        source=passage.where.file if passage else None,
        engine=speaker.engine if speaker else None,
        engine_fingerprint=speaker.fingerprint if speaker else None,
        voice=speaker.voice if speaker else None,
        draft=speaker.draft if speaker else False,
        frames=measured.frames if isinstance(measured, SegmentEntry) else measured.frame_count,
        loudness_lufs=measured.loudness_lufs,
        true_peak_dbtp=measured.true_peak_dbtp,
        written=passage.written if passage else "",
        speech=speech_digest(passage, speaker) if passage and speaker else "",
    )


PlanOf = Callable[[Sequence[str]], BuildPlan | None]  # of playlists; None where what is written cannot be read

_OF_THIS_COMPUTER = {Reason.VOICE, Reason.ENGINE}


@dataclass(frozen=True, slots=True)
class Staleness:
    """Why a playlist is not as it is written now.

    `tracks` counts those to be made again, by reason. `units` are the texts that it says otherwise, or that a voice
    speaks otherwise. `is_sure` is False where neither the last build nor a plan tells.
    """

    tracks: Mapping[Reason, int]
    units: frozenset[str]
    is_read: bool
    is_sure: bool = True

    @property
    def reasons(self) -> tuple[str, ...]:
        return (*self.tracks,) or (BESIDE if self.is_read else UNREAD,)


def stale_playlists(
    workspace: Workspace, built: Manifest, names: Collection[str], plan_of: PlanOf, today: date | None = None
) -> dict[str, Staleness]:
    """Return those of the playlists `names` that a build would make otherwise `today`: other things are written now.

    Another voice or program on this computer makes none stale. Raises OSError.
    """
    noted = load_build_state(workspace.state).content_digest_by_playlist
    contents = contents_of(workspace)
    digests = {name: contents.digest_for(name, built.playlists[name].appeals, today) for name in names}
    differ = [name for name, digest in digests.items() if noted.get(name, "").partition(":")[0] != digest]
    plan = plan_of(differ) if differ else None
    changes = planned_changes(workspace, plan) if plan else {}
    scripts = {script.playlist.id: script for script in plan.scripts} if plan else {}
    found = {}
    for name in differ:
        said = evidence_of(built_parts(built.playlists[name], built.segments))
        if plan is None or name not in scripts:
            found[name] = Staleness({}, frozenset(said), is_read=False, is_sure=name in noted)
        elif name in changes:
            tracks: dict[Reason, int] = {
                reason: n for reason, n in changes[name].items() if reason is not Reason.MISSING
            }
            if changes[name] and (not tracks or (name not in noted and tracks.keys() <= _OF_THIS_COMPUTER)):
                continue
            new = evidence_of(planned_parts(scripts[name], plan.speakers))
            alike = {
                unit
                for unit, old in said.items()
                if (now := new.get(unit))
                and all(
                    old.said[lang] == now.said.get(lang) and old.heard[lang] == now.heard.get(lang) for lang in old.said
                )
            }
            found[name] = Staleness(tracks, frozenset(said.keys() - alike), is_read=True)
    return found


def planned_changes(workspace: Workspace, plan: BuildPlan) -> dict[str, Mapping[Reason, int]]:
    """Return the playlists that `plan` makes otherwise than they were built, and how many of their tracks, by reason.

    No track changes where only what the manifest says of a playlist does. The page that plays it counts by what is in
    it: how a new program draws it makes nothing older.
    """
    found: dict[str, Mapping[Reason, int]] = {}
    for script in plan.scripts:
        name = script.playlist.id
        if name not in plan.known.manifest.playlists:  # all of it is new, and takes no steps to count
            found[name] = {Reason.NEW: len(script.stops)}
            continue
        reasons: Counter[Reason] = Counter(
            step.reason for step in plan.track_steps(name) if step.reason is not Reason.FRESH
        )
        if reasons or not _is_described(plan, script, SegmentCache(workspace.segments)):
            found[name] = dict(reasons)
    return found


def _is_described(plan: BuildPlan, script: PlaylistScript, frames: SegmentCache) -> bool:
    """Tell whether the manifest says of a playlist, whose tracks are fresh, what a build would say."""
    name, built = script.playlist.id, plan.known.manifest
    last, steps = built.playlists[name], plan.track_steps(name)
    if any(f"{name}/{file}" not in plan.known.intact for file in last.owned()) or len(steps) != len(last.tracks):
        return False
    old = {track.key: track for track in last.tracks}
    tracks = [carried(step, old[step.key]) for step in steps]
    entry, _lists = described_playlist(script, plan.project, plan.speakers, steps, tracks)
    if entry != last.without_player:
        return False
    return all(
        replace(entry, part="", source=None) == replace(built.segments[key], part="", source=None)
        for step in steps
        for key, entry in segment_entries(step, {}, built.segments, frames, plan.speakers).items()
    )


def plan_on_disk(workspace: Workspace, today: date | None) -> PlanOf:
    """Return what reads the project and plans playlists as a build would `today`."""

    def planned(names: Sequence[str]) -> BuildPlan | None:
        readings = ReadingCache(workspace.readings, code_digest())
        found = inspect_content(workspace, readings, today, keeps_trees=False)
        with open_engines(workspace.root) as load:
            return plan_inspected(workspace, found, load, names)

    return planned


def plan_inspected(
    workspace: Workspace, found: Inspection, load: LoadEngine, names: Sequence[str], known: Known | None = None
) -> BuildPlan | None:
    """Plan those of the playlists `names` that `found` has, as if a person agreed to all that a build asks.

    Return None where none of them can be read.
    """
    content, read = found.content, {script.playlist.id for script in found.scripts}
    wanted = [name for name in names if name in read]
    if content is None or not wanted:
        return None
    access = OnlineAccess(closed_by(content.project.settings.voices.online, offline=False, can_ask=True))
    return plan_build(workspace, content, load, wanted, access, known)


def output_warnings(workspace: Workspace, wanted: Collection[str] = (), today: date | None = None) -> Iterator[Problem]:
    """Yield the warnings about the playlists `wanted`, or about all if none is named: other files, and their age.

    Raises OSError.
    """
    try:
        found = read_playlists(workspace, tuple(wanted))
    except ZtError:  # who needs what cannot be read says so
        return
    chosen = {name: found.playlists[name].owned() for name in wanted or found.playlists}
    yield from foreign_file_warnings(workspace.output, chosen)
    yield from age_warnings(workspace, found, chosen, today)


def age_warnings(
    workspace: Workspace,
    built: Manifest,
    playlists: Collection[str],
    today: date | None,
    plan_of: PlanOf | None = None,
) -> Iterator[Problem]:
    """Yield a warning for each of the `playlists` that is not as it is written now, with the reasons."""
    plan_of = plan_of or plan_on_disk(workspace, today)
    for name, stale in stale_playlists(workspace, built, playlists, plan_of, today).items():
        facts: dict[str, Fact] = {"folder": name, "reasons": stale.reasons}
        yield Problem("texts-newer" if stale.is_sure else "age-unknown", None, facts, "warning")
