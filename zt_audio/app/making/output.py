"""Show what lies in output/, verify it by its manifest, and make the driver's card of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.app import clock
from zt_audio.app.project import open_project, workspace_at
from zt_audio.content.files import PHOTOS
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.events import StickEmit, ignore_event
from zt_audio.language.reader import Readings
from zt_audio.model import Problem
from zt_audio.pages.card.content import Sight, card
from zt_audio.pages.html import is_our_page
from zt_audio.pipeline.staleness import PlanOf, age_warnings, output_warnings
from zt_audio.published.judge import judge, trust_in
from zt_audio.published.manifest_reader import (
    Verified,
    chosen_playlists,
    read_manifest,
    read_playlists,
    unfinished_problems,
)
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import journal_heads

_MOST_PHOTO_BYTES = 1_000_000

__all__ = [
    "BuiltPlaylist",
    "BuiltTrack",
    "Verified",
    "VerifyReport",
    "built_playlists",
    "is_our_page",
    "make_cards",
    "verify_output",
]


@dataclass(frozen=True, slots=True)
class BuiltTrack:
    number: int
    file: str
    title: Mapping[str, str]
    arrive: str


@dataclass(frozen=True, slots=True)
class BuiltPlaylist:
    """A playlist in output/ as an export would judge it today: `refusals` and `older` as in `Judgement`."""

    name: str
    title: Mapping[str, str]
    build: str
    draft: bool  # a voice of draft quality speaks in it
    profile: str
    tracks: tuple[BuiltTrack, ...]
    refusals: tuple[Problem, ...]
    older: tuple[Problem, ...]
    may_leave: bool


def built_playlists(
    snapshot: Snapshot, today: date, plan_of: PlanOf | None = None, readings: Readings | None = None
) -> tuple[BuiltPlaylist, ...]:
    """Return every playlist that was built; none where nothing was. Raises ContentError, BuildError, OSError.

    `plan_of` plans from a project that was read before; `readings` remember what its texts say.
    """
    workspace = workspace_at(snapshot.root)
    try:
        found = read_manifest(workspace.output)
    except BuildError as error:
        if any(problem.slug == "nothing-built" for problem in error.problems):
            return ()
        raise
    ages = age_warnings(workspace, found, found.playlists, today, plan_of)
    rows = []
    trust = trust_in(workspace, found, today, readings, snapshot=snapshot)
    for name, judged in judge(workspace, found, today, trust, older=ages).items():
        entry = judged.entry
        tracks = tuple(BuiltTrack(track.number, track.file, track.title, track.arrive or "") for track in entry.tracks)
        facts = entry.number, entry.draft, entry.profile, tracks
        rows.append(BuiltPlaylist(name, entry.title, *facts, judged.found, judged.older, not judged.errors))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was found in output/; `proved` is None where something is not what was built."""

    proved: Verified | None
    problems: tuple[Problem, ...]
    exit_code: int = 0


def verify_output(root: Path, playlists: Sequence[str] = (), emit: StickEmit = ignore_event) -> VerifyReport:
    """Compare the files of `playlists` (all where none is named) with the manifest; no file is changed."""
    from zt_audio.published.verify import verify

    problems: list[Problem] = []
    try:
        with open_project(root, emit) as project:
            problems += output_warnings(project.workspace, playlists, clock.today())
            return VerifyReport(verify(project.workspace, playlists, emit=emit), tuple(problems))
    except ZtError as error:
        return VerifyReport(None, (*problems, *error.problems), error.exit_code)


def _sights(snapshot: Snapshot) -> Mapping[str, Sight]:
    """Return how drivers find the places of a project: their addresses, and pictures of appeals/photos by their ids."""
    with suppress(ContentError):  # a card says what was built, also while texts are wrong
        places = snapshot.usable[0].places.values()
        workspace = Workspace(snapshot.root)
        return {
            place.id: Sight({lang: text.value for lang, text in place.address.items()}, _photo(workspace, place.id))
            for place in places
        }
    return {}


def _photo(workspace: Workspace, place: str) -> str:
    """Return the picture of `place` as a data URL; "" where there is none, or it is too large for a page."""
    for kind, suffixes in (("jpeg", (".jpg", ".jpeg")), ("png", (".png",))):
        for suffix in suffixes:
            with suppress(OSError):
                data = read_regular(workspace.appeals / PHOTOS / f"{place}{suffix}", _MOST_PHOTO_BYTES + 1)
                if len(data) <= _MOST_PHOTO_BYTES:
                    return f"data:image/{kind};base64,{b64encode(data).decode()}"
    return ""


def make_cards(
    root: Path, printed: date, names: Sequence[str] = (), paper: str = "a4"
) -> tuple[Mapping[str, bytes], Sequence[Problem]]:
    """Return the cards of the playlists `names`, or of all, by file name, and warnings; no file is written.

    Warnings say which playlists are older than their texts, and what an export would refuse. `paper` is "a4" or "a5".
    Raises BuildError where nothing whole was built, ContentError.
    """
    from zt_audio.pages.card.sheets import card_page  # segno takes 20 ms, and the studio seldom draws

    with open_project(root, ignore_event) as project:
        found = read_playlists(project.workspace, names)
        playlists = chosen_playlists(found, names)
        if problems := unfinished_problems(project.workspace.output, tuple(playlists)):
            raise BuildError(problems)
        sights = _sights(project.snapshot)
        heads = [head.digest for _machine, head in sorted(journal_heads(project.workspace.root).items()) if head.n]
        made = {
            f"{name}.html": card_page(card(name, entry, found.segments, printed, heads, sights), paper).encode()
            for name, entry in playlists.items()
        }
        trust = trust_in(project.workspace, found, printed, snapshot=project.snapshot)
        judged = judge(project.workspace, found, printed, trust, playlists)
        refusals = [problem for each in judged.values() for problem in each.found]
        older = age_warnings(project.workspace, found, playlists, printed)
        # Warnings only: a card may be printed the evening before.
        return made, [*older, *(replace(each, severity="warning") for each in refusals)]
