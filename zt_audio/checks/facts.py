"""Warn where a text says a fact that has expired or soon will, or a number that no fact knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from zt_audio.checks.texts import TextKind, WrittenText
from zt_audio.content.facts import fact_finders, fact_verdict, same_fact
from zt_audio.language.reader import Readings
from zt_audio.model import Problem, Project


def fact_warnings(
    project: Project, written: Iterable[WrittenText], readings: Readings, today: date | None
) -> Iterator[Problem]:
    """Yield a warning at each such place of the `written` texts; without `today` none about time.

    A number that no fact knows gives one warning for a text in all its languages. A project that states no facts is
    not asked about its numbers.
    """
    if not project.facts:
        return
    finders = fact_finders(project.facts.values(), project.lexicon, readings)
    for text in written:
        if text.kind is not TextKind.LABEL:
            told: set[str] = set()
            for lang in text.texts:
                finder = finders[lang]
                words = text.words(finder.lang)
                for mention in finder.mentions(words):
                    where = text.texts[finder.lang].at(mention.start)
                    token = words[mention.start : mention.end]
                    if mention.fact is None:
                        if same_fact(token) in told:
                            continue
                        told.add(same_fact(token))
                        yield Problem("fact-unknown", where, {"token": token}, "warning")
                        continue
                    bound = project.facts[mention.fact].valid_until
                    if bound and today and (slug := fact_verdict(bound.value, today)):
                        yield Problem(
                            slug, where, {"token": token, "fact": mention.fact, "date": bound.value}, "warning"
                        )
