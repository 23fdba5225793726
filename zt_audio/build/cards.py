"""output/ in, the driver's card of each round out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from zt_audio.build.built import chosen, not_ready, stated
from zt_audio.build.workspace import Workspace
from zt_audio.delivery.card.content import card
from zt_audio.delivery.card.html import card_html
from zt_audio.delivery.card.pdf import card_pdf
from zt_audio.errors import BuildError


def cards(workspace: Workspace, wanted: Sequence[str], printed: date, form: str) -> Mapping[str, bytes]:
    """Return the cards of the playlists `wanted` (all where none is named) by the names of their files.

    `form` is "html" or the paper of a PDF. Raises BuildError where nothing whole was built, ContentError.
    """
    found = stated(workspace.output)
    playlists = chosen(found, wanted)
    if problems := not_ready(workspace.output, tuple(playlists)):
        raise BuildError(problems)
    drawn = {name: card(entry, found.segments, printed) for name, entry in playlists.items()}
    if form == "html":
        return {f"{name}.html": card_html(each).encode() for name, each in drawn.items()}
    return {f"{name}.pdf": card_pdf(each, form) for name, each in drawn.items()}
