"""The texts of a project in both languages in, what stands in the one and not in the other out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zt_audio.checks.mentions import PlaceNames
from zt_audio.checks.parity_figures import differs_widely, one_sided_names, one_sided_values
from zt_audio.checks.texts import Kind, Pair
from zt_audio.checks.towns import towns
from zt_audio.content.templates import find_slot
from zt_audio.language.reader import Reader
from zt_audio.model import LANGS, Lang, Problem, Project, Text, Where


def parity_advice(project: Project, written: Iterable[Pair], reader: Reader) -> Iterator[Problem]:
    """Yield a warning at each thing that one language says and the other does not; it names both places."""
    places = PlaceNames(project.places.values())
    for pair in written:
        if all(lang in pair.texts for lang in LANGS):
            yield from _one_sided(pair, places)
            if pair.kind is Kind.APPEAL:
                yield from _sentence_counts(pair, reader)


def _one_sided(pair: Pair, places: PlaceNames) -> Iterator[Problem]:
    for lang, other in (LANGS, LANGS[::-1]):
        text, other_text = pair.texts[lang], pair.texts[other]
        value, other_value = pair.words(lang), pair.words(other)
        found = list(one_sided_values(value, lang, other_value))
        if pair.kind is not Kind.LABEL:  # a name may well have a town in one language only
            found += one_sided_names(value, lang, other_value, towns)
            found += one_sided_names(value, lang, other_value, places.named, places.hinted)
        for problem in found:
            where = text.at(int(problem.facts["offset"]))
            yield _naming_both(problem, where, other_text.where)
        if pair.kind is Kind.TEMPLATE:
            yield from _one_sided_slot(text, other_text, lang, other)


def _one_sided_slot(text: Text, other_text: Text, lang: Lang, other: Lang) -> Iterator[Problem]:
    slot = find_slot(text.value)
    if slot and not find_slot(other_text.value):
        problem = Problem("one-sided-name", None, {"token": slot.group(), "lang": lang, "other": other}, "warning")
        yield _naming_both(problem, text.at(slot.start()), other_text.where)


def _sentence_counts(pair: Pair, reader: Reader) -> Iterator[Problem]:
    """Compare sentences, which translators join and part, roughly, and paragraphs exactly."""
    passages = {lang: reader.passages(pair.texts[lang], lang) for lang in LANGS}
    counts = {lang: sum(len(passage.utterances) for passage in passages[lang]) for lang in LANGS}
    paragraphs = {lang: len(passages[lang]) for lang in LANGS}
    for slug, found, differ in (
        ("sentence-counts", counts, differs_widely(counts["kk"], counts["ru"])),
        ("paragraph-counts", paragraphs, paragraphs["kk"] != paragraphs["ru"]),
    ):
        if differ:
            problem = Problem(slug, None, {"kk": found["kk"], "ru": found["ru"]}, "warning")
            yield _naming_both(problem, pair.texts["kk"].where, pair.texts["ru"].where)


def _naming_both(problem: Problem, where: Where, other: Where) -> Problem:
    facts = {name: fact for name, fact in problem.facts.items() if name != "offset"}
    return replace(problem, where=where, facts={**facts, "there": f"{other.file}:{other.line}:{other.column}"})
