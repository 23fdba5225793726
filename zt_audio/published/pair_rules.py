"""Tell from the manifest which paragraphs of a playlist are not confirmed to say the same in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.model import LANGS, Fact, Lang, Problem, Strictness
from zt_audio.published.evidence import UnitEvidence, built_parts, evidence_of, in_scope
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry
from zt_audio.trust.vouching import ConfirmedPair, PairState, compare_paragraphs, read_all_pairs


@dataclass(frozen=True, slots=True)
class PairRules:
    """How strict an export is, and the pairs that are confirmed."""

    strictness: Strictness = "warn"
    known: Sequence[ConfirmedPair] = ()


NO_PAIRS = PairRules()


def read_pair_rules(root: Path, strictness: Strictness) -> PairRules:
    """Return what is confirmed in the project at `root`."""
    return PairRules(strictness, read_all_pairs(root))


def written_paragraphs(evidence: UnitEvidence) -> Mapping[Lang, list[str]]:
    """Return the paragraphs of an appeal as staff wrote them, by language."""
    return {lang: [part.written for part in evidence.parts if part.id.lang == lang] for lang in LANGS}


def pair_problems(
    name: str, entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], rules: PairRules
) -> Iterator[Problem]:
    """Yield an error for all that is not confirmed where it stops an export, else a warning of one-sided changes.

    A playlist in one language says nothing that could differ.
    """
    if set(entry.languages) != set(LANGS) or (rules.strictness == "warn" and not rules.known):
        return
    stops = rules.strictness == "stop"
    wrong = {PairState.CHANGED, *((PairState.NEW, PairState.MISSING) if stops else ())}
    found: dict[str, list[int]] = {}
    for unit, evidence in evidence_of(built_parts(entry, segments)).items():
        if in_scope(unit, "appeals"):
            rows = compare_paragraphs(written_paragraphs(evidence), rules.known)
            if numbers := [row.number for row in rows if row.state in wrong]:
                found[evidence.name] = numbers
    if found:
        items = ", ".join(f"{appeal} ¶{number}" for appeal, numbers in found.items() for number in numbers)
        facts: dict[str, Fact] = {"playlist": name, "items": items, "units": " ".join(found)}
        yield Problem("pairs-open", None, facts, "error" if stops else "warning")
