"""Tell from the manifest and the approvals alone which texts of a built playlist lack the word of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.model import LANGS, SHORT, ApprovalSettings, Fact, Person, Problem
from zt_audio.published.evidence import APPEAL, UnitEvidence, built_parts, evidence_of, in_scope, short_name
from zt_audio.store.manifest import Manifest, PlaylistEntry, SegmentEntry
from zt_audio.store.user_data import user_data
from zt_audio.trust.journal import Act, journal_problems, read_acts
from zt_audio.trust.memory import known_of
from zt_audio.trust.record_files import proved_bytes
from zt_audio.trust.vouching import Approval, ApprovalState, approval_state, last_editors, read_approval

if TYPE_CHECKING:
    from zt_audio.trust.seal import KnownKey

APPROVER = "approver"
_NONE_NEEDED = ApprovalSettings()


@dataclass(frozen=True, slots=True)
class Approvals:
    """What the settings ask for and what people have given; `faults` are files that cannot be read."""

    settings: ApprovalSettings = _NONE_NEEDED
    people: Mapping[str, Person] = field(default_factory=dict)
    given: Mapping[str, Approval] = field(default_factory=dict)  # by unit
    keys: Sequence[KnownKey] = ()  # those of people that count
    acts: Sequence[Act] = ()  # of the journal, the newest first; only where four eyes are asked for
    faults: tuple[Problem, ...] = ()


NO_APPROVALS = Approvals()


def read_approvals(root: Path, settings: ApprovalSettings, manifest: Manifest, today: date | None = None) -> Approvals:
    """Return what stands in the files of the project at `root` about what was built, as it counts on the day `today`.

    Raises ContentError.
    """
    if settings.needed == "none":
        return Approvals(settings)
    from zt_audio.content.sealed_people import trusted_people  # noqa: PLC0415 - heavy, and not always needed

    trusted = trusted_people(root, user_data(), today)
    faults = tuple(each for each in trusted.problems if settings.needed == "sealed" or each.severity == "error")
    if trusted.seal is None:  # a list that no keeper sealed names any key
        faults = tuple(replace(each, severity="error") for each in faults)
    playlists = manifest.playlists.values()
    units = {unit for entry in playlists for unit in evidence_of(built_parts(entry, manifest.segments))}
    found = {unit: read_approval(root, unit) for unit in sorted(units)}
    given = {unit: approval for unit, approval in found.items() if approval}
    acts = read_acts(root) if settings.four_eyes else ()
    return Approvals(settings, trusted.people, given, trusted.keys, acts, (*faults, *editors_in_doubt(root, settings)))


def editors_in_doubt(root: Path, settings: ApprovalSettings) -> tuple[Problem, ...]:
    """Return why the journals cannot tell who edited what, where the settings ask for another pair of eyes."""
    return tuple(journal_problems(root, known_of(user_data(), root).heads)) if settings.four_eyes else ()


def approval_problems(
    name: str, entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], approvals: Approvals
) -> Iterator[Problem]:
    """Yield why the playlist `name` may not leave: the first thing that is wrong with each text, gathered by kind."""
    yield from approvals.faults
    wrong: dict[str, list[str]] = {}
    if approvals.settings.needed != "none":
        for unit, evidence in evidence_of(built_parts(entry, segments)).items():
            if in_scope(unit, approvals.settings.scope) and (slug := unit_fault(evidence, approvals)):
                wrong.setdefault(slug, []).append(short_name(unit))
    for slug, units in wrong.items():
        facts: dict[str, Fact] = {"playlist": name, "n": len(units), "items": ", ".join(units)}
        yield Problem(slug, None, {**facts, "units": " ".join(units)})


def unit_fault(evidence: UnitEvidence, approvals: Approvals) -> str | None:
    """Return the slug of what is wrong with the approval of a unit, or None where it counts."""
    approval = approvals.given.get(evidence.unit)
    state = approval_state(approval, evidence.said, evidence.heard)
    if approval is None or state is ApprovalState.MISSING:
        return "approval-missing"
    if state is ApprovalState.STALE:
        return "approval-stale"
    person = approvals.people.get(approval.by)
    if person is None or APPROVER not in person.roles:
        return "approval-no-approver"
    if approvals.settings.four_eyes and not is_second_pair(evidence, approval.by, approvals.acts, approval.at):
        return "approval-own-text"
    if approvals.settings.needed == "sealed" and not _is_sealed(approval, approvals.keys):
        return "approval-unsealed"
    return None


def is_second_pair(evidence: UnitEvidence, by: str, acts: Sequence[Act], at: str | None = None) -> bool:
    """Tell whether `by` is another person than those who edited the text last in any of its languages."""
    editors = last_editors(acts, _places(evidence), at)
    return None not in editors and by not in editors


def _places(evidence: UnitEvidence) -> Sequence[str]:
    kind, _slash, subject = evidence.unit.partition("/")
    if kind == APPEAL:
        appeal = subject.removesuffix(SHORT)
        key = "text" if appeal == subject else "short"
        return [f"appeals/texts/{appeal}.yaml#{key}/{lang}" for lang in LANGS]
    return sorted({f"appeals/{part.id.kind}s.yaml" for part in evidence.parts})


def _is_sealed(approval: Approval, keys: Sequence[KnownKey]) -> bool:
    from zt_audio.trust.seal import sealed_by  # noqa: PLC0415 - heavy, and needed for seals alone

    own = [key for key in keys if key.person == approval.by]
    return sealed_by(proved_bytes(approval), approval.seal or "", own, seal_subject(approval.unit)).state == "known"


def seal_subject(unit: str) -> str:
    """Return what the signed comment of an approval's seal names."""
    return f"approval {unit}"
