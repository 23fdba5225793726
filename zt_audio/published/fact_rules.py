"""Tell from the manifest which facts a built playlist says, and which of them have expired."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.model import Fact, Lang, Manner, Problem, StatedFact, Strictness
from zt_audio.published.evidence import built_parts, short_name, unit_of
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry

if TYPE_CHECKING:  # loading it takes longer than an export without facts
    from zt_audio.content.facts import FactFinder
    from zt_audio.language.reader import Readings


@dataclass(frozen=True, slots=True)
class FactRules:
    """How strict an export is, the facts, and what finds them in each language."""

    strictness: Strictness = "warn"
    facts: Mapping[str, StatedFact] = field(default_factory=dict)
    finders: Mapping[Lang, FactFinder] = field(default_factory=dict)


NO_FACTS = FactRules()


def read_fact_rules(root: Path, manner: Manner, readings: Readings | None = None) -> FactRules:
    """Return the facts of the project at `root`; `readings` remember what texts say. Raises ContentError."""
    from zt_audio.content.facts import fact_finders  # noqa: PLC0415 - as above
    from zt_audio.content.project import load_facts  # noqa: PLC0415

    facts = load_facts(root)
    if not facts:
        return NO_FACTS
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


def fact_problems(
    entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], rules: FactRules, today: date
) -> Iterator[Problem]:
    """Yield a problem for each fact that is said and has expired, or soon will."""
    if not rules.facts:
        return
    from zt_audio.content.facts import fact_verdict  # noqa: PLC0415 - as above

    for name, texts in facts_said(entry, segments, rules.finders).items():
        bound = rules.facts[name].valid_until
        if bound and (slug := fact_verdict(bound.value, today)):
            facts: dict[str, Fact] = {"token": ", ".join(texts), "fact": name, "date": bound.value}
            stops = slug == "fact-expired" and rules.strictness == "stop"
            yield Problem(slug, None, facts, "error" if stops else "warning")
