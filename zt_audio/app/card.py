"""Make the driver's card of each playlist in output/."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.app.project import open_project
from zt_audio.errors import BuildError
from zt_audio.events import Emit, ignore_event
from zt_audio.model import Problem
from zt_audio.pages.card.content import card
from zt_audio.pages.html import is_our_page
from zt_audio.pipeline.staleness import age_warnings
from zt_audio.published.export_rules import ExportCandidate, candidates, export_problems
from zt_audio.published.manifest_reader import chosen_playlists, read_playlists, unfinished_problems
from zt_audio.trust.journal import journal_heads

__all__ = ["CardRequest", "Cards", "is_our_page", "make_cards"]


@dataclass(frozen=True, slots=True)
class CardRequest:
    """Which playlists get a card (all where none is named), and for which paper: "a4" or "a5"."""

    printed: date
    playlists: Sequence[str] = ()
    paper: str = "a4"


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards by file name, with a warning where the texts are newer; `warnings` say what an export would refuse."""

    made: Mapping[str, bytes]
    older: Mapping[str, tuple[Problem, ...]]
    warnings: tuple[Problem, ...]


def make_cards(root: Path, request: CardRequest, emit: Emit = ignore_event) -> Cards:
    """Return the cards; no file is written. Raises BuildError where nothing whole was built, ContentError."""
    from zt_audio.pages.card.drawing import card_page  # segno takes 20 ms, and the studio seldom draws

    with open_project(root, emit) as project:
        output = project.workspace.output
        found = read_playlists(project.workspace, request.playlists)
        playlists = chosen_playlists(found, request.playlists)
        if problems := unfinished_problems(output, tuple(playlists)):
            raise BuildError(problems)
        heads = [head.digest for _machine, head in sorted(journal_heads(project.workspace.root).items()) if head.n]
        judged = candidates(project.workspace.root, found, request.printed)
        made, older_than_texts = {}, {}
        older = tuple(age_warnings(project.workspace, found, playlists))
        for name, entry in playlists.items():
            drawn = card(name, entry, found.segments, request.printed, heads)
            made[f"{name}.html"] = card_page(drawn, request.paper).encode()
            older_than_texts[f"{name}.html"] = tuple(each for each in older if each.facts["folder"] == name)
        return Cards(made, older_than_texts, tuple(_against(judged[name] for name in playlists)))


def _against(judged: Iterable[ExportCandidate]) -> Iterator[Problem]:
    """Yield why an export would be refused, as warnings only: a card may be printed the evening before."""
    for candidate in judged:
        yield from (replace(each, severity="warning") for each in export_problems(candidate))
