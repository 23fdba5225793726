"""Make the driver's card of each playlist in output/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from zt_audio.app.project import open_project
from zt_audio.errors import BuildError
from zt_audio.events import ignore_event
from zt_audio.model import Problem
from zt_audio.pages.card.content import card
from zt_audio.pages.html import is_our_page
from zt_audio.pipeline.staleness import age_warnings
from zt_audio.published.export_rules import candidates, export_problems
from zt_audio.published.manifest_reader import chosen_playlists, read_playlists, unfinished_problems
from zt_audio.trust.journal import journal_heads

__all__ = ["is_our_page", "make_cards"]


def make_cards(
    root: Path, printed: date, names: Sequence[str] = (), paper: str = "a4"
) -> tuple[Mapping[str, bytes], Sequence[Problem]]:
    """Return the cards of the playlists `names`, or of all, by file name, and warnings; no file is written.

    Warnings say which playlists are older than their texts, and what an export would refuse. `paper` is "a4" or "a5".
    Raises BuildError where nothing whole was built, ContentError.
    """
    from zt_audio.pages.card.drawing import card_page  # segno takes 20 ms, and the studio seldom draws

    with open_project(root, ignore_event) as project:
        found = read_playlists(project.workspace, names)
        playlists = chosen_playlists(found, names)
        if problems := unfinished_problems(project.workspace.output, tuple(playlists)):
            raise BuildError(problems)
        heads = [head.digest for _machine, head in sorted(journal_heads(project.workspace.root).items()) if head.n]
        made = {
            f"{name}.html": card_page(card(name, entry, found.segments, printed, heads), paper).encode()
            for name, entry in playlists.items()
        }
        judged = candidates(project.workspace.root, found, printed)
        refusals = [each for name in playlists for each in export_problems(judged[name])]
        older = age_warnings(project.workspace, found, playlists, printed)
        # Warnings only: a card may be printed the evening before.
        return made, [*older, *(replace(each, severity="warning") for each in refusals)]
