"""Judge whether what was built may go to a driver: build, status, card, export and studio ask here alone.

A rule tells from the manifest alone why a built playlist may not go to a driver; it is a function in RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from zt_audio.content.timetable import (
    DAY_KINDS,
    DayVerdict,
    TimedVisit,
    day_kinds,
    hours_span,
    impossible,
    minutes_of_day,
    play_days,
    quiet_hour_problems,
    verdict_on,
)
from zt_audio.messages.message import message_of
from zt_audio.model import URGENT, Fact, Problem, QuietHours
from zt_audio.published.evidence import open_doubts, words_in_doubt
from zt_audio.published.inputs import StandingPlaylist
from zt_audio.published.manifest_reader import unfinished_problems
from zt_audio.published.trust_rules import (
    NO_FACTS,
    ExportCandidate,
    ExportTrust,
    read_trust,
    refuse_doubted_takes,
    refuse_expired_facts,
    refuse_unapproved,
    refuse_unequal_pairs,
)
from zt_audio.store.manifest import Manifest, PlaylistEntry, TrackEntry
from zt_audio.store.workspace import Workspace

if TYPE_CHECKING:  # `export` starts without it
    from zt_audio.content.project import Snapshot
    from zt_audio.language.reader import Readings

_DayKind = Literal["weekday", "weekend"]


ExportRule = Callable[[ExportCandidate], Iterable[Problem]]


def refuse_poor_voices(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse a playlist in which a voice speaks that is not good enough for the public."""
    if candidate.entry.below_floor:
        texts = candidate.entry.texts_below_floor
        yield Problem("below-floor", None, {"playlist": candidate.name, "n": len(texts), "items": texts})


def refuse_ended_consent(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse a playlist with a voice made from a person's whose consent ends before it is played; warn a week ahead."""
    entry, today = candidate.entry, candidate.today
    if today is None:
        return
    for voice, until in entry.consents.items():
        if found := verdict_on(None, until, play_days(entry.days, today), today):
            facts = {"playlist": candidate.name, "voice": voice, "date": until}
            is_over = found[0] is DayVerdict.OVER
            slug = "voice-consent-over" if is_over else "voice-consent-ends"
            yield Problem(slug, None, facts, "error" if is_over else "warning")


def refuse_guesses(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse a playlist in which something is read by a guess that staff have not signed off."""
    if guesses := candidate.entry.guesses:
        facts: dict[str, Fact] = {"playlist": candidate.name, "n": len(guesses), "items": guesses}
        yield Problem("guesses-unsigned", None, facts)


def refuse_wrong_time(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse quiet hours, and appeals that are over or have not begun; warn about appeals that end soon."""
    entry, today = candidate.entry, candidate.today
    if today is not None:
        visits = [_visit(track) for track in entry.tracks]
        # What is wrong with the days: with today, or with each date that is still to come.
        if not (days := play_days(entry.days, today)):
            yield Problem("playlist-over", None, {"date": max(entry.days)})
        for name, appeal in entry.appeals.items():
            if found := verdict_on(appeal.valid_from, appeal.valid_until, days, today):
                verdict, day = found
                facts = {"appeal": name, "date": day}
                yield Problem(verdict, None, facts, "warning" if verdict is DayVerdict.SOON else "error")
        yield from _quiet_hours(entry, visits, today)
        # What only the lengths of the tracks show; everything else was an error before the build.
        yield from (replace(problem, severity="warning") for problem in impossible(visits))
        yield from _too_short(entry)


RULES: tuple[ExportRule, ...] = (
    refuse_poor_voices,
    refuse_ended_consent,
    refuse_doubted_takes,
    refuse_guesses,
    refuse_wrong_time,
    refuse_unapproved,
    refuse_unequal_pairs,
    refuse_expired_facts,
)


def export_problems(candidate: ExportCandidate, rules: Sequence[ExportRule] = RULES) -> tuple[Problem, ...]:
    """Return everything that speaks against exporting `candidate`: errors forbid it, warnings do not."""
    return tuple(problem for rule in rules for problem in rule(candidate))


def _quiet_hours(entry: PlaylistEntry, visits: Sequence[TimedVisit], today: date) -> Iterator[Problem]:
    hours = QuietHours(_stated(entry, "weekday"), _stated(entry, "weekend"), entry.holidays)
    reason = entry.outside_hours_reason
    to_come = [day for day in entry.holidays if day not in entry.days and day >= today.isoformat()]
    kinds = set(day_kinds(entry.days, hours.holidays)) | ({"weekend"} if today.isoformat() in to_come else set())
    yield from quiet_hour_problems(visits, [kind for kind in DAY_KINDS if kind in kinds], hours, reason)
    is_open = "weekend" not in kinds and to_come and not reason
    if is_open and (wrong := next(quiet_hour_problems(visits, ["weekend"], hours, None), None)):
        facts = {"dates": ", ".join(to_come), "stop": wrong.facts["stop"], "hours": hours_span(hours.weekend)}
        yield Problem("holiday-hours", None, facts, "warning")
    timeless = [visit.stop for visit in visits if visit.arrive_min is None and visit.place != URGENT]
    if timeless and not reason:
        yield Problem("quiet-hours-unchecked", None, {"n": len(timeless), "stop": timeless[0]}, "warning")


def _visit(track: TrackEntry) -> TimedVisit:
    """Return the stop of `track`; one without a stated stay lasts as long as one cycle."""
    stay_min = track.stay_min or -(-track.duration_ms // 60_000)
    return TimedVisit(track.stop, track.place, minutes_of_day(track.arrive) if track.arrive else None, stay_min)


def _too_short(entry: PlaylistEntry) -> Iterator[Problem]:
    """Yield a warning for each stay that is shorter than a cycle: the second language comes last."""
    for track in entry.tracks:
        cycle_ms = track.duration_ms // track.repeats
        if track.stay_min and track.stay_min * 60_000 < cycle_ms:
            length = {"cycle_min": cycle_ms // 60_000, "cycle_s": cycle_ms % 60_000 // 1000}  # rounded down
            facts: dict[str, Fact] = {"stop": track.stop, "minutes": track.stay_min, **length}
            yield Problem("stay-too-short", None, facts, "warning")


def _stated(entry: PlaylistEntry, kind: _DayKind) -> tuple[int, int]:
    """Return the hours that the manifest states; an older manifest states none and gets the built-in ones."""
    usual: tuple[int, int] = getattr(QuietHours(), kind)
    begin, _dash, end = entry.quiet_hours.get(kind, "").partition("-")
    begin_min, end_min = minutes_of_day(begin), minutes_of_day(end)
    return usual if begin_min is None or end_min is None else (begin_min, end_min)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What speaks against giving a built playlist away; `older` is there where what is written now says otherwise."""

    entry: PlaylistEntry
    found: tuple[Problem, ...]
    older: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what forbids an export."""
        older = (replace(each, severity="error") for each in self.older)
        return (*(each for each in self.found if each.severity == "error"), *older)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return what does not forbid it."""
        return tuple(each for each in self.found if each.severity == "warning")

    @property
    def standing(self) -> StandingPlaylist:
        """Return what a build tells of the playlist."""
        entry = self.entry
        return StandingPlaylist(entry.number, entry.draft, bool(entry.below_floor), bool(self.errors))

    def shown_by_build(self, *, again: bool = False) -> Iterator[Problem]:
        """Yield as warnings what only the tracks show; `again`, where nothing was built, only what presses."""
        for problem in self.found:
            row = message_of(problem)
            if row.shown_by_tracks and (not again or problem.severity == "error" or row.told_each_time):
                yield replace(problem, severity="warning")


def trust_in(
    workspace: Workspace,
    built: Manifest,
    today: date | None,
    readings: Readings | None = None,
    *,
    snapshot: Snapshot | None = None,
    asks_people: bool = True,
    warns_of_facts: bool = True,
) -> ExportTrust:
    """Return what people stand for of what was `built`; `readings` remember what texts say, a `snapshot` the files.

    It is heavy to load, and not read where the settings ask for nothing of it. Facts that only warn cost a reading of
    each text: `check` looks for them in each text once.
    """
    root = workspace.root
    trust = read_trust(root, built, readings, today, snapshot) if asks_people else ExportTrust()
    faults = tuple(each for each in words_in_doubt(root) if each not in trust.approvals.faults)
    approvals = replace(trust.approvals, faults=(*trust.approvals.faults, *faults))
    facts = trust.facts if warns_of_facts or trust.facts.strictness == "stop" else NO_FACTS
    return replace(trust, doubted=open_doubts(root), approvals=approvals, facts=facts)


def judge(
    workspace: Workspace,
    built: Manifest,
    today: date | None,
    trust: ExportTrust,
    playlists: Collection[str] | None = None,
    *,
    older: Iterable[Problem] = (),
    rules: Sequence[ExportRule] = RULES,
) -> Mapping[str, Judgement]:
    """Judge the `playlists` of what was `built`, all where none are named; without a day no rule about time applies.

    `older` says which of them are not as it is written now.
    """
    ages = tuple(older)
    names = built.playlists if playlists is None else playlists
    return {
        name: Judgement(
            built.playlists[name],
            (
                *unfinished_problems(workspace.output, (name,)),
                *export_problems(ExportCandidate(name, built.playlists[name], today, built.segments, trust), rules),
            ),
            tuple(each for each in ages if each.facts["folder"] == name),
        )
        for name in names
    }
