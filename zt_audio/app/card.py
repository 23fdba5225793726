"""output/ in, the driver's card of each round out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.pages.card.content import card
from zt_audio.pages.card.page import card_page
from zt_audio.pages.card.pdf import card_pdf
from zt_audio.published.export_rules import ExportCandidate, export_problems
from zt_audio.published.manifest_reader import chosen_playlists, read_manifest, unfinished_problems
from zt_audio.store.manifest import PlaylistEntry
from zt_audio.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards by the names of their files, and what speaks against taking those rounds out today."""

    made: Mapping[str, bytes]
    warnings: tuple[Problem, ...]


def cards(workspace: Workspace, wanted: Sequence[str], printed: date, form: str) -> Cards:
    """Return the cards of the playlists `wanted`, all where none is named.

    `form` is "html" or the paper of a PDF. Raises BuildError where nothing whole was built, ContentError.
    """
    found = read_manifest(workspace.output)
    playlists = chosen_playlists(found, wanted)
    if problems := unfinished_problems(workspace.output, tuple(playlists)):
        raise BuildError(problems)
    drawn = {name: card(entry, found.segments, printed) for name, entry in playlists.items()}
    if form == "html":
        made = {f"{name}.html": card_page(each).encode() for name, each in drawn.items()}
    else:
        made = {f"{name}.pdf": card_pdf(each, form) for name, each in drawn.items()}
    return Cards(made, tuple(_against(playlists, printed)))


def _against(playlists: Mapping[str, PlaylistEntry], today: date) -> Iterator[Problem]:
    """Yield why an export would be refused, as warnings only: a card may be printed the evening before."""
    for name, entry in playlists.items():
        found = export_problems(ExportCandidate(name, entry, today))
        yield from (replace(each, severity="warning") for each in found)
