"""Gather what people stand for in the files of a project, for the rules of an export."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.errors import ContentError
from zt_audio.model import Settings
from zt_audio.published.approval_rules import NO_APPROVALS, Approvals, read_approvals
from zt_audio.published.fact_rules import NO_FACTS, FactRules, read_fact_rules
from zt_audio.published.pair_rules import NO_PAIRS, PairRules, read_pair_rules
from zt_audio.store.manifest import Manifest
from zt_audio.trust.vouching import damaged_records

if TYPE_CHECKING:  # `export` starts without it
    from zt_audio.language.reader import Readings


@dataclass(frozen=True, slots=True)
class ExportTrust:
    """Approvals, confirmed pairs and facts, with the settings that ask for them; and which takes are doubted."""

    approvals: Approvals = NO_APPROVALS
    pairs: PairRules = NO_PAIRS
    facts: FactRules = NO_FACTS
    doubted: frozenset[str] = frozenset()  # digests of speech that no one has listened to since


def asks_people(settings: Settings) -> bool:
    """Tell whether an export can be refused because of approvals, pairs or facts."""
    return settings.approval.needed != "none" or "stop" in (settings.pairs, settings.facts)


def read_trust(root: Path, built: Manifest, readings: Readings | None = None, today: date | None = None) -> ExportTrust:
    """Return what the project at `root` has; a file that cannot be read becomes a reason against every export.

    `readings` remember what texts say.
    """
    from zt_audio.content.project import load_manner  # noqa: PLC0415 - heavy, and `export` starts without it

    try:
        manner = load_manner(root)
        approvals = read_approvals(root, manner.settings.approval, built, today)
        approvals = replace(approvals, faults=(*approvals.faults, *damaged_records(root)))
        pairs = read_pair_rules(root, manner.settings.pairs)
        return ExportTrust(approvals, pairs, read_fact_rules(root, manner, readings))
    except ContentError as error:
        return ExportTrust(Approvals(faults=tuple(error.problems)))
