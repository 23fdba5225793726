"""Tell how an appeal stands with people: are its paragraphs compared, its facts known, its sound approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path

from zt_audio.app.edit import FileEdit, Put, Value
from zt_audio.app.texts.new_content import free_id
from zt_audio.app.texts.workbench import BilingualTexts, Snapshot, View
from zt_audio.app.vouching.approvals import ApprovalRow, ApprovalState, approval_rows
from zt_audio.app.vouching.pairs import PairRow, PairState, paragraph_pairs
from zt_audio.content.facts import FactFinder, FactVerdict, fact_verdict, same_fact
from zt_audio.content.yaml.tree import mapping
from zt_audio.errors import ZtError
from zt_audio.language.sentences import paragraphs
from zt_audio.model import LANGS, FactKind, Lang, Project, StatedFact
from zt_audio.pipeline.staleness import PlanOf
from zt_audio.published.trust_rules import written_paragraphs
from zt_audio.trust.vouching import ConfirmedPair, other_half, read_all_pairs


@dataclass(frozen=True, slots=True)
class AppealTrust:
    """How many paragraphs are compared and changed since; the approval of what was built.

    The approval is None where nothing was built, or where none is asked for and none was given.
    """

    compared: int
    paragraphs: int
    changed: int
    approval: ApprovalState | None


def appeal_trust(view: View, appeal: str | None = None) -> Mapping[str, AppealTrust]:
    """Return it for each appeal, or for `appeal` alone, as its file is saved; nothing where output/ cannot be read."""
    try:
        known = read_all_pairs(view.workspace.root)
        # The words of each are compared here, which costs no plan.
        rows = approval_rows(view.snapshot, lambda _names: None)
        approved = {row.unit: row for row in rows if row.fault or row.approval}
    except ZtError:  # the lists and the editor say what is wrong
        return {}
    files = (file for file in view.files.values() if file.kind == "text" and appeal in (None, file.id))
    texts = {file.id: view.texts(file.name, "text") for file in files}
    return {name: _trust(text, known, approved.get(name)) for name, text in texts.items()}


def _trust(texts: BilingualTexts, known: Sequence[ConfirmedPair], row: ApprovalRow | None) -> AppealTrust:
    states = [pair.state for pair in paragraph_pairs(texts, known)]
    state = row.state if row else None
    if row and any(
        written != [part for _start, part in paragraphs(texts[lang])]
        for lang, written in written_paragraphs(row.evidence).items()
        if lang in row.evidence.said
    ):
        state = ApprovalState.STALE if state is ApprovalState.FRESH else state  # other words were approved
    return AppealTrust(states.count(PairState.CONFIRMED), len(states), states.count(PairState.CHANGED), state)


@dataclass(frozen=True, slots=True)
class DraftPair:
    """A paragraph of a text that is being written, in both languages.

    `spans` are where it stands in the texts, the end of a text that lacks it; `offer` is what a confirmed pair says in
    the language that lacks it: (language, text).
    """

    row: PairRow
    spans: Mapping[Lang, tuple[int, int]]
    offer: tuple[Lang, str] | None = None


@dataclass(frozen=True, slots=True)
class FactNote:
    """A fact that texts in `langs` say, in their words; `verdict` tells whether it is over or soon over."""

    written: str
    langs: tuple[Lang, ...]
    fact: StatedFact
    verdict: FactVerdict | None


def draft_pairs(root: Path, texts: Mapping[Lang, str]) -> tuple[DraftPair, ...]:
    """Return the paragraphs of `texts` side by side, with what the memory of the project at `root` offers."""
    known = read_all_pairs(root)
    return tuple(
        DraftPair(row, {lang: _span(text, row.number) for lang, text in texts.items()}, _offer(row, known))
        for row in paragraph_pairs(texts, known)
    )


def _span(text: str, number: int) -> tuple[int, int]:
    start, part = [*paragraphs(text), *[(len(text), "")] * number][number - 1]
    return start, start + len(part)


def _offer(row: PairRow, known: Sequence[ConfirmedPair]) -> tuple[Lang, str] | None:
    for lang, other in (LANGS, LANGS[::-1]):
        if row.state is PairState.MISSING and row.texts[lang] and (half := other_half(row.texts[lang], lang, known)):
            return other, half
    return None


def fact_notes(
    project: Project, texts: Mapping[Lang, str], finders: Mapping[Lang, FactFinder], today: date
) -> tuple[FactNote, ...]:
    """Return each fact of `project` that `texts` say, once for each wording. Raises ContentError."""
    found: dict[tuple[str, str], FactNote] = {}
    for note in _fact_notes(project, texts, finders, today):
        before = found.get((note.fact.id, note.written))
        langs = dict.fromkeys((*before.langs, *note.langs) if before else note.langs)
        found[note.fact.id, note.written] = replace(note, langs=tuple(langs))
    return tuple(found.values())


def _fact_notes(
    project: Project, texts: Mapping[Lang, str], finders: Mapping[Lang, FactFinder], today: date
) -> Iterator[FactNote]:
    for lang, finder in finders.items():
        for mention in finder.mentions(texts[lang]):
            if mention.fact:
                fact = project.facts[mention.fact]
                verdict = fact_verdict(fact.valid_until.value if fact.valid_until else None, today)
                yield FactNote(texts[lang][mention.start : mention.end], (lang,), fact, verdict)


@dataclass(frozen=True, slots=True)
class Unsourced:
    """A number that no fact knows: its kind, and how each language writes it."""

    kind: FactKind
    says: Mapping[Lang, list[str]]

    @property
    def written(self) -> tuple[str, ...]:
        """Return its wordings, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(self.says.values())))


def unsourced(texts: Mapping[Lang, str], finders: Mapping[Lang, FactFinder]) -> Sequence[Unsourced]:
    """Return each number in `texts` that no fact knows."""
    known: dict[str, Unsourced] = {}
    for lang, finder in finders.items():
        for mention in finder.mentions(texts[lang]):
            written = texts[lang][mention.start : mention.end]
            if mention.fact is None:
                number = known.setdefault(same_fact(written), Unsourced(mention.kind, {lang: [] for lang in LANGS}))
                number.says[lang].extend([written] * (written not in number.says[lang]))
    return [*known.values()]


def sourced(view: View, numbers: Iterable[Unsourced], source: str, valid_until: str) -> FileEdit:
    """Return the edit that writes down one source for all of `numbers`; `valid_until` is a day, or empty."""
    file, puts = "appeals/facts.yaml", list[Put]()
    names = {*mapping(view.trees.get(file))}
    for number in numbers:
        says: Value = {lang: [*written] for lang, written in number.says.items() if written}
        names.add(name := free_id(f"{number.kind} {number.written[0]}", names))
        until: dict[str, Value] = {"valid_until": valid_until} if valid_until else {}
        puts.append(Put((name,), {"kind": number.kind, "says": says, "source": source, **until}, None))
    return FileEdit(file, tuple(puts))


def built_approval(snapshot: Snapshot, appeal: str, plan_of: PlanOf) -> ApprovalRow | None:
    """Return how the approval of `appeal` stands; None where it was not built, or nothing can be read."""
    with suppress(ZtError):
        return next((row for row in approval_rows(snapshot, plan_of) if row.unit == appeal), None)
    return None
