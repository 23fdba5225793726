"""Show which paragraphs say the same in both languages, confirm them, and offer the other half of a known one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.project import workspace_at
from zt_audio.app.roles import require_person, require_role
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError
from zt_audio.language.sentences import paragraphs
from zt_audio.model import LANGS, Lang, Problem
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts
from zt_audio.trust.vouching import (
    AppealPairs,
    ConfirmedPair,
    PairRow,
    PairState,
    WordChange,
    compare_paragraphs,
    paired_text,
    pairs_file,
    read_all_pairs,
    read_pairs,
    record_bytes,
    save_records,
    word_changes,
)

__all__ = [
    "PairRow",
    "PairState",
    "PairedAppeal",
    "WordChange",
    "confirm_pairs",
    "pair_records",
    "pair_rows",
    "paragraph_pairs",
    "word_changes",
]

_CONFIRMED = "pairs.confirmed"


@dataclass(frozen=True, slots=True)
class PairedAppeal:
    """An appeal with its paragraphs side by side."""

    appeal: str
    rows: tuple[PairRow, ...]

    def in_state(self, state: PairState) -> tuple[PairRow, ...]:
        return tuple(row for row in self.rows if row.state is state)


def pair_rows(snapshot: Snapshot) -> tuple[PairedAppeal, ...]:
    """Return the paragraphs of every appeal. Raises ContentError."""
    known = read_all_pairs(snapshot.root)
    return tuple(
        PairedAppeal(appeal.id, paragraph_pairs({lang: text.value for lang, text in appeal.text.items()}, known))
        for appeal in snapshot.appeals.values()
    )


def paragraph_pairs(texts: Mapping[Lang, str], known: Sequence[ConfirmedPair]) -> tuple[PairRow, ...]:
    """Return the paragraphs of a text, as it is saved or typed, side by side."""
    split = {lang: [part for _start, part in paragraphs(text)] for lang, text in texts.items()}
    return compare_paragraphs(split, known)


def confirm_pairs(
    root: Path, appeals: Sequence[str] = (), by: str = NOT_NAMED, numbers: Collection[int] = ()
) -> Mapping[str, int]:
    """Confirm the paragraphs of `appeals` (all where none is named) as they stand; return how many are new, by appeal.

    `numbers` are the paragraphs meant; none means all. Raises ContentError, BuildError `busy`, DeviceError.
    """
    workspace = workspace_at(root)
    snapshot = Snapshot(workspace.root)
    people = snapshot.people
    require_person(people, by)
    require_role(people, by, "editor")
    found = {each.appeal: each for each in pair_rows(snapshot)}
    if unknown := [name for name in appeals if name not in found]:
        raise ContentError(
            Problem("appeal-unknown", None, {"name": name, **near_facts(name, sorted(found))}) for name in unknown
        )
    at = datetime.now().astimezone()
    chosen = {
        name: [
            row.texts
            for row in found[name].rows
            if row.state in (PairState.CHANGED, PairState.NEW) and (not numbers or row.number in numbers)
        ]
        for name in appeals or found
    }
    save_records(workspace, pair_records(workspace, chosen, by, at), by, _CONFIRMED, at)
    return {name: len(texts) for name, texts in chosen.items() if texts}


def pair_records(
    workspace: Workspace, new: Mapping[str, Iterable[Mapping[Lang, str]]], by: str, at: datetime
) -> dict[str, bytes | None]:
    """Return the files of pairs with the `new` ones of each appeal at the end."""
    records: dict[str, bytes | None] = {}
    for appeal, added in new.items():
        before = read_pairs(workspace.root, appeal)
        pairs = [
            ConfirmedPair({lang: paired_text(texts[lang]) for lang in LANGS}, by, at.isoformat(timespec="seconds"))
            for texts in added
        ]
        there = [dict(pair.texts) for pair in before]
        if pairs := [pair for pair in pairs if dict(pair.texts) not in there]:
            records[pairs_file(appeal)] = record_bytes(AppealPairs(appeal, (*before, *pairs)))
    return records
