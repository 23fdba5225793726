"""Judge whether what was built may go to a driver: build, status, card, export and studio ask here alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from zt_audio.messages.message import message_of
from zt_audio.model import Problem
from zt_audio.published.build_state import StandingPlaylist
from zt_audio.published.doubts import open_doubts, words_in_doubt
from zt_audio.published.export_rules import RULES, ExportCandidate, ExportRule, export_problems
from zt_audio.published.manifest_reader import unfinished_problems
from zt_audio.published.trust_rules import NO_FACTS, ExportTrust, read_trust
from zt_audio.store.manifest import Manifest, PlaylistEntry
from zt_audio.store.workspace import Workspace

if TYPE_CHECKING:  # `export` starts without it
    from zt_audio.language.reader import Readings


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
    asks_people: bool = True,
    warns_of_facts: bool = True,
) -> ExportTrust:
    """Return what people stand for of what was `built`; `readings` remember what texts say.

    It is heavy to load, and not read where the settings ask for nothing of it. Facts that only warn cost a reading of
    each text: `check` looks for them in each text once.
    """
    root = workspace.root
    trust = read_trust(root, built, readings, today) if asks_people else ExportTrust()
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
