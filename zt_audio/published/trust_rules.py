"""Say which approvals, pairs and facts an export asks for, and gather them for its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.errors import ContentError
from zt_audio.model import (
    LANGS,
    SHORT_FORM,
    ApprovalSettings,
    Fact,
    Lang,
    Person,
    Problem,
    Settings,
    StatedFact,
    Strictness,
    rows_by_key,
)
from zt_audio.published.evidence import APPEAL, UnitEvidence, built_parts, evidence_of, in_scope, short_name, unit_of
from zt_audio.store.manifest import Manifest, PlaylistEntry, SegmentEntry
from zt_audio.store.workspace import user_data
from zt_audio.trust.journal import Act, journal_problems, read_acts
from zt_audio.trust.memory import known_of
from zt_audio.trust.vouching import (
    Approval,
    ApprovalState,
    ConfirmedPair,
    PairState,
    approval_state,
    compare_paragraphs,
    damaged_records,
    last_editors,
    proved_bytes,
    read_all_pairs,
    read_approval,
)

if TYPE_CHECKING:  # loading it takes longer than an export without facts
    from zt_audio.content.facts import FactFinder
    from zt_audio.content.project import Snapshot
    from zt_audio.language.reader import Readings
    from zt_audio.trust.keys import KnownKey


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


def read_approvals(
    snapshot: Snapshot, settings: ApprovalSettings, manifest: Manifest, today: date | None = None
) -> Approvals:
    """Return what stands in the files of a project about what was built, as it counts on the day `today`.

    Raises ContentError.
    """
    if settings.needed == "none":
        return Approvals(settings)
    from zt_audio.content.sealed_people import trusted_people  # noqa: PLC0415 - heavy, and not always needed

    root = snapshot.root
    trusted = trusted_people(snapshot, user_data(), today)
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


def refuse_unapproved(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse a playlist that says what the settings want approved: the first thing wrong with each text, by kind."""
    approvals = candidate.trust.approvals
    yield from approvals.faults
    if approvals.settings.needed == "none":
        return
    found = evidence_of(built_parts(candidate.entry, candidate.segments)).items()
    asked = ((unit, evidence) for unit, evidence in found if in_scope(unit, approvals.settings.scope))
    wrong = rows_by_key((slug, short_name(unit)) for unit, each in asked if (slug := unit_fault(each, approvals)))
    for slug, units in wrong.items():
        facts: dict[str, Fact] = {"playlist": candidate.name, "n": len(units), "items": tuple(units)}
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
        appeal = subject.removesuffix(SHORT_FORM)
        key = "text" if appeal == subject else "short"
        return [f"appeals/texts/{appeal}.yaml#{key}/{lang}" for lang in LANGS]
    return sorted({f"appeals/{part.id.kind}s.yaml" for part in evidence.parts})


def _is_sealed(approval: Approval, keys: Sequence[KnownKey]) -> bool:
    from zt_audio.trust.keys import sealed_by  # noqa: PLC0415 - heavy, and needed for seals alone

    own = [key for key in keys if key.person == approval.by]
    return sealed_by(proved_bytes(approval), approval.seal or "", own, seal_subject(approval.unit)).state == "known"


def seal_subject(unit: str) -> str:
    """Return what the signed comment of an approval's seal names."""
    return f"approval {unit}"


@dataclass(frozen=True, slots=True)
class FactRules:
    """How strict an export is, the facts, and what finds them in each language."""

    strictness: Strictness = "warn"
    facts: Mapping[str, StatedFact] = field(default_factory=dict)
    finders: Mapping[Lang, FactFinder] = field(default_factory=dict)


NO_FACTS = FactRules()


def read_fact_rules(snapshot: Snapshot, readings: Readings | None = None) -> FactRules:
    """Return the facts of a project; `readings` remember what texts say. Raises ContentError."""
    from zt_audio.content.facts import fact_finders  # noqa: PLC0415 - as above

    if not (facts := snapshot.facts):
        return NO_FACTS
    manner = snapshot.manner
    return FactRules(manner.settings.facts, facts, fact_finders(facts.values(), manner.lexicon, readings))


def facts_said(
    entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], finders: Mapping[Lang, FactFinder]
) -> dict[str, list[str]]:
    """Return the texts of a built playlist that say each fact, by the id of the fact."""
    found: dict[str, list[str]] = {}
    for part in built_parts(entry, segments):
        unit = unit_of(part.id)
        if part.id.lang and unit:
            for mention in finders[part.id.lang].mentions(part.written):
                texts = found.setdefault(mention.fact, []) if mention.fact else []
                if short_name(unit) not in texts:
                    texts.append(short_name(unit))
    return found


def refuse_expired_facts(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse, or warn of, what was true until a day that is over; warn of what ends soon."""
    rules, today = candidate.trust.facts, candidate.today
    if not rules.facts or today is None:
        return
    from zt_audio.content.facts import FactVerdict, fact_verdict  # noqa: PLC0415 - as above

    for name, texts in facts_said(candidate.entry, candidate.segments, rules.finders).items():
        bound = rules.facts[name].valid_until
        if bound and (slug := fact_verdict(bound.value, today)):
            facts: dict[str, Fact] = {"token": ", ".join(texts), "fact": name, "date": bound.value}
            stops = slug is FactVerdict.OVER and rules.strictness == "stop"
            yield Problem(slug, None, facts, "error" if stops else "warning")


@dataclass(frozen=True, slots=True)
class PairRules:
    """How strict an export is, and the pairs that are confirmed."""

    strictness: Strictness = "warn"
    known: Sequence[ConfirmedPair] = ()


NO_PAIRS = PairRules()


def written_paragraphs(evidence: UnitEvidence) -> Mapping[Lang, list[str]]:
    """Return the paragraphs of an appeal as staff wrote them, by language."""
    return {lang: [part.written for part in evidence.parts if part.id.lang == lang] for lang in LANGS}


def refuse_unequal_pairs(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse paragraphs that are not confirmed where the settings ask for it, else warn of one-sided changes.

    A playlist in one language says nothing that could differ.
    """
    entry, rules = candidate.entry, candidate.trust.pairs
    if set(entry.languages) != set(LANGS) or (rules.strictness == "warn" and not rules.known):
        return
    stops = rules.strictness == "stop"
    wrong = {PairState.CHANGED, *((PairState.NEW, PairState.MISSING) if stops else ())}
    found: dict[str, list[int]] = {}
    for unit, evidence in evidence_of(built_parts(entry, candidate.segments)).items():
        if in_scope(unit, "appeals"):
            rows = compare_paragraphs(written_paragraphs(evidence), rules.known)
            if numbers := [row.number for row in rows if row.state in wrong]:
                found[evidence.name] = numbers
    if found:
        items = tuple(f"{appeal} ¶{number}" for appeal, numbers in found.items() for number in numbers)
        facts: dict[str, Fact] = {"playlist": candidate.name, "items": items, "units": " ".join(found)}
        yield Problem("pairs-open", None, facts, "error" if stops else "warning")


@dataclass(frozen=True, slots=True)
class ExportTrust:
    """Approvals, confirmed pairs and facts, with the settings that ask for them; and which takes are doubted."""

    approvals: Approvals = NO_APPROVALS
    pairs: PairRules = NO_PAIRS
    facts: FactRules = NO_FACTS
    doubted: frozenset[str] = frozenset()  # digests of speech that no one has listened to since


_NO_TRUST = ExportTrust()


@dataclass(frozen=True, slots=True)
class ExportCandidate:
    """A built playlist to export on the day `today`; without a day no rule about time applies."""

    name: str
    entry: PlaylistEntry
    today: date | None
    segments: Mapping[str, SegmentEntry] = field(default_factory=dict)
    trust: ExportTrust = _NO_TRUST


def refuse_doubted_takes(candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse a playlist in which a voice may have read something else, and no one has listened to it."""
    doubted = candidate.trust.doubted
    parts = built_parts(candidate.entry, candidate.segments) if doubted else ()
    units = [unit_of(part.id) for part in parts if part.speech in doubted]
    if names := [short_name(unit) for unit in dict.fromkeys(units) if unit]:
        facts: dict[str, Fact] = {"playlist": candidate.name, "n": len(names), "items": tuple(names)}
        yield Problem("takes-doubted", None, facts)


def asks_people(settings: Settings) -> bool:
    """Tell whether an export can be refused because of approvals, pairs or facts."""
    return settings.approval.needed != "none" or "stop" in (settings.pairs, settings.facts)


def read_trust(
    root: Path,
    built: Manifest,
    readings: Readings | None = None,
    today: date | None = None,
    snapshot: Snapshot | None = None,
) -> ExportTrust:
    """Return what the project at `root` has; a file that cannot be read becomes a reason against every export.

    `readings` remember what texts say, a `snapshot` the files.
    """
    from zt_audio.content.project import Snapshot  # noqa: PLC0415 - heavy, and `export` starts without it

    snapshot = snapshot or Snapshot(root)
    try:
        settings = snapshot.manner.settings
        approvals = read_approvals(snapshot, settings.approval, built, today)
        approvals = replace(approvals, faults=(*approvals.faults, *damaged_records(root)))
        pairs = PairRules(settings.pairs, read_all_pairs(root))
        return ExportTrust(approvals, pairs, read_fact_rules(snapshot, readings))
    except ContentError as error:
        return ExportTrust(Approvals(faults=tuple(error.problems)))
