"""Approve what was built, take an approval back, and tell how each text stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from zt_audio.app import clock
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.project import open_project, workspace_at
from zt_audio.app.roles import require_person
from zt_audio.app.vouching.pairs import pair_records
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError
from zt_audio.messages.message import message_of
from zt_audio.model import CALL, ApprovalNeed, ApprovalSettings, Person, Problem
from zt_audio.pipeline.staleness import PlanOf, plan_on_disk, stale_playlists
from zt_audio.published.evidence import (
    APPEAL,
    GREETING,
    UnitEvidence,
    built_parts,
    evidence_of,
    full_name,
    in_scope,
    short_name,
)
from zt_audio.published.manifest_reader import chosen_playlists, read_manifest, read_playlists
from zt_audio.published.trust_rules import (
    APPROVER,
    NO_APPROVALS,
    Approvals,
    editors_in_doubt,
    is_second_pair,
    read_approvals,
    read_trust,
    seal_subject,
    unit_fault,
    written_paragraphs,
)
from zt_audio.store.journal import MANIFEST_FILE
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts
from zt_audio.trust.journal import read_acts
from zt_audio.trust.keys import OpenKey, seal
from zt_audio.trust.vouching import (
    Approval,
    ApprovalState,
    PairState,
    approval_file,
    approval_state,
    compare_paragraphs,
    proved_bytes,
    read_all_pairs,
    read_approval,
    record_bytes,
    save_records,
)

__all__ = [
    "NOT_NAMED",
    "ApprovalRow",
    "ApprovalState",
    "Approving",
    "UnitEvidence",
    "approval_faults",
    "approval_need",
    "approval_rows",
    "approve",
    "needs_seal",
    "playlist_units",
    "waiting_units",
    "withdraw_approvals",
]

GIVEN, WITHDRAWN, WITH_APPROVAL = "approval.given", "approval.withdrawn", "pairs.approved"


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """How a unit stands: `unit` as people name it, the evidence of what was built, and the slug of what is wrong.

    `fault` is None where an export takes it, `is_current` tells whether what was built says what the texts say now.
    """

    unit: str
    evidence: UnitEvidence
    approval: Approval | None
    state: ApprovalState
    fault: str | None
    playlists: tuple[str, ...]
    is_current: bool
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Approving:
    """Who approves, and what for; `key` seals the approvals, where there is one."""

    by: str = NOT_NAMED
    note: str = ""
    key: OpenKey | None = None


def approval_need(snapshot: Snapshot) -> ApprovalNeed:
    """Return what the settings ask for before an export. Raises ContentError."""
    return snapshot.manner.settings.approval.needed


def needs_seal(snapshot: Snapshot) -> bool:
    """Tell whether the settings ask for sealed approvals. Raises ContentError."""
    return approval_need(snapshot) == "sealed"


def approval_rows(snapshot: Snapshot, plan_of: PlanOf | None = None) -> tuple[ApprovalRow, ...]:
    """Return a row for each unit that was built and that the settings ask about; none where nothing was built.

    `plan_of` plans from a project that was read before.
    Raises ContentError, BuildError.
    """
    with open_project(snapshot.root) as project:
        is_built = (project.workspace.output / MANIFEST_FILE).exists()
        return _rows(snapshot, project.workspace, read_manifest(project.workspace.output), plan_of) if is_built else ()


def approval_faults(snapshot: Snapshot) -> tuple[Problem, ...]:
    """Return what is wrong or new in the files that say whose approvals count."""
    faults = read_trust(snapshot.root, Manifest(), today=clock.today(), snapshot=snapshot).approvals.faults
    return tuple(problem for problem in faults if message_of(problem).of_trust)  # others are found by a check


def playlist_units(root: Path, playlist: str) -> tuple[str, ...]:
    """Return the units of a built `playlist` in the order in which it says them. Raises ContentError, BuildError."""
    built = read_playlists(workspace_at(root), [playlist])
    return tuple(map(short_name, evidence_of(built_parts(built.playlists[playlist], built.segments))))


def waiting_units(root: Path, playlist: str) -> tuple[str, ...]:
    """Return what the settings ask about in `playlist` and no approval that counts covers.

    Raises ContentError, BuildError.
    """
    with open_project(root) as project:
        built = read_manifest(project.workspace.output)
        chosen_playlists(built, [playlist])
        rows = _rows(project.snapshot, project.workspace, built)
    lacking = (row for row in rows if row.fault or row.state is not ApprovalState.FRESH)
    return tuple(row.unit for row in lacking if playlist in row.playlists)


def _rows(
    snapshot: Snapshot, workspace: Workspace, built: Manifest, plan_of: PlanOf | None = None
) -> tuple[ApprovalRow, ...]:
    settings = snapshot.manner.settings.approval
    approvals = read_approvals(snapshot, settings, built, clock.today())
    older = _older(workspace, built, plan_of)
    entries = built.playlists.values()
    titles: dict[str, Mapping[str, str]] = {
        f"{APPEAL}/{name}": appeal.title for entry in entries for name, appeal in entry.appeals.items()
    }
    tracks = [track for entry in entries for track in entry.tracks]
    titles |= {f"{GREETING}/{track.place}{end}": track.title for track in tracks for end in ("", CALL)}
    return tuple(
        replace(_row(workspace, found, approvals, older), title=titles.get(unit, {}))
        for unit, found in sorted(_by_unit(built).items())
        if in_scope(unit, settings.scope)
    )


def _older(workspace: Workspace, built: Manifest, plan_of: PlanOf | None = None) -> frozenset[str]:
    """Return the units that a playlist says otherwise than it is written now.

    A playlist with mistakes cannot tell; another one tells for it that says the same in all these languages.
    """
    today = clock.today()
    stale = stale_playlists(workspace, built, built.playlists, plan_of or plan_on_disk(workspace, today), today)
    unread = {name for name, each in stale.items() if not each.is_read}
    older = {unit for name, each in stale.items() if name not in unread for unit in each.units}
    for unit, found in _by_unit(built).items():
        langs = {lang for name in found.keys() & unread for lang in found[name].said}
        if langs and not any(found[name].said.keys() >= langs for name in found.keys() - unread):
            older.add(unit)
    return frozenset(older)


_Found = Mapping[str, UnitEvidence]  # the evidence of one unit, by playlist


def _by_unit(built: Manifest) -> dict[str, dict[str, UnitEvidence]]:
    found: dict[str, dict[str, UnitEvidence]] = {}
    for name, entry in built.playlists.items():
        for unit, evidence in evidence_of(built_parts(entry, built.segments)).items():
            found.setdefault(unit, {})[name] = evidence
    return found


def _row(workspace: Workspace, found: _Found, approvals: Approvals, older: Collection[str]) -> ApprovalRow:
    whole = _whole(found.values())
    evidence = whole or next(iter(found.values()))
    approval = read_approval(workspace.root, evidence.unit)
    state = approval_state(approval, evidence.said, evidence.heard)
    fault = unit_fault(evidence, approvals) if approvals.settings.needed != "none" else None
    is_current = whole is not None and evidence.unit not in older
    return ApprovalRow(short_name(evidence.unit), evidence, approval, state, fault, tuple(found), is_current)


def _whole(found: Iterable[UnitEvidence]) -> UnitEvidence | None:
    """Return the evidence in every language, or None where playlists of different builds say it differently."""
    whole: UnitEvidence | None = None
    for each in found:
        if whole is None:
            whole = each
            continue
        for mine, theirs in ((whole.said, each.said), (whole.heard, each.heard)):
            if any(mine[lang] != theirs[lang] for lang in mine.keys() & theirs.keys()):
                return None
        new = tuple(part for part in each.parts if part.id.lang not in whole.said)
        whole = replace(
            whole,
            said={**whole.said, **each.said},
            heard={**whole.heard, **each.heard},
            voices={**whole.voices, **each.voices},
            parts=(*whole.parts, *new),
        )
    return whole


def approve(
    root: Path, units: Sequence[str], order: Approving, is_heard: Callable[[UnitEvidence], bool]
) -> tuple[str, ...]:
    """Approve `units` as they were built and return their names; `is_heard` tells whether a person heard all of one.

    Raises ContentError with everything that forbids it: nothing is approved then. Raises BuildError, DeviceError.
    """
    if not units:
        raise ContentError(Problem("approval-none-heard"))
    at = datetime.now().astimezone()
    with open_project(root) as project:
        workspace = project.workspace
        settings = project.snapshot.manner.settings.approval
        _require_role(project.snapshot.people, order.by, settings)
        rows = _chosen(_every_row(workspace, read_manifest(workspace.output)), units)
        problems = list(_against(workspace, rows, order.by, settings))
        problems += [
            Problem("approval-not-heard", None, {"unit": row.unit})
            for row in rows
            if not problems and not is_heard(row.evidence)
        ]
        if problems:
            raise ContentError(problems)
        given = {approval_file(row.evidence.unit): record_bytes(_approval(row.evidence, order, at)) for row in rows}
        pairs = _pairs(workspace, rows, order.by, at)
        did = {**dict.fromkeys(given, GIVEN), **dict.fromkeys(pairs, WITH_APPROVAL)}
        save_records(workspace, {**given, **pairs}, order.by, did, at)
    return tuple(row.unit for row in rows)


def withdraw_approvals(root: Path, units: Sequence[str], by: str = NOT_NAMED) -> tuple[str, ...]:
    """Take the approvals of `units` back; return the units that had one. Raises as `approve` does."""
    with open_project(root) as project:
        workspace = project.workspace
        _require_role(project.snapshot.people, by, project.snapshot.manner.settings.approval)
        names = [full_name(unit) for unit in units]
        given = [unit for unit in dict.fromkeys(names) if read_approval(workspace.root, unit)]
        if missing := [short_name(unit) for unit in names if unit not in given]:
            raise ContentError(Problem("approval-none-given", None, {"unit": unit}) for unit in missing)
        save_records(
            workspace,
            dict.fromkeys(map(approval_file, given)),
            by,
            WITHDRAWN,
            datetime.now().astimezone(),
        )
    return tuple(map(short_name, given))


def _every_row(workspace: Workspace, built: Manifest) -> dict[str, ApprovalRow]:
    """Return the row of each unit by the name that people use; a greeting may be approved though no setting asks."""
    older = _older(workspace, built)
    rows = (_row(workspace, found, NO_APPROVALS, older) for found in _by_unit(built).values())
    return {row.unit: row for row in rows}


def _chosen(rows: Mapping[str, ApprovalRow], units: Sequence[str]) -> tuple[ApprovalRow, ...]:
    names = [short_name(full_name(unit)) for unit in units]
    if unknown := [name for name in names if name not in rows]:
        raise ContentError(
            Problem("approval-unit-unknown", None, {"name": name, **near_facts(name, sorted(rows))}) for name in unknown
        )
    return tuple(rows[name] for name in dict.fromkeys(names))


def _require_role(known: Mapping[str, Person], by: str, settings: ApprovalSettings) -> None:
    """Raise ContentError where `by` may not approve; alone on one computer, without people, anyone may."""
    if by == NOT_NAMED and not known and settings.needed == "none":
        return
    if not known:
        raise ContentError(Problem("people-missing"))
    require_person(known, by)
    if APPROVER not in known[by].roles:
        raise ContentError(Problem("person-no-approver", None, {"name": by}))


def _against(
    workspace: Workspace, rows: Iterable[ApprovalRow], by: str, settings: ApprovalSettings
) -> Iterator[Problem]:
    acts = read_acts(workspace.root) if settings.four_eyes else ()
    yield from (each for each in editors_in_doubt(workspace.root, settings) if each.severity == "error")
    for row in rows:
        if not row.is_current or not all(part.speech for part in row.evidence.parts):
            yield Problem("approval-not-built", None, {"unit": row.unit})
        elif settings.four_eyes and not is_second_pair(row.evidence, by, acts):
            yield Problem("approval-own-text", None, {"playlist": "", "n": 1, "items": (row.unit,), "units": row.unit})


def _pairs(workspace: Workspace, rows: Iterable[ApprovalRow], by: str, at: datetime) -> Mapping[str, bytes | None]:
    """Return the records of pairs in which what is approved says the same in both languages."""
    known = read_all_pairs(workspace.root)
    new = {}
    for row in rows:
        if in_scope(row.evidence.unit, "appeals"):
            compared = compare_paragraphs(written_paragraphs(row.evidence), known)
            new[row.unit] = [pair.texts for pair in compared if pair.state in (PairState.NEW, PairState.CHANGED)]
    return pair_records(workspace, new, by, at)


def _approval(evidence: UnitEvidence, order: Approving, at: datetime) -> Approval:
    given = Approval(
        evidence.unit,
        evidence.said,
        evidence.heard,
        evidence.voices,
        order.by,
        at.isoformat(timespec="seconds"),
        order.note,
    )
    if order.key is None:
        return given
    return replace(given, seal=seal(proved_bytes(given), order.key, seal_subject(evidence.unit), at.date()))
