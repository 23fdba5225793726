"""Show what lies in output/, verify it by its manifest, and make the driver's card of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from zt_audio.app import clock
from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.project import open_project, workspace_at
from zt_audio.app.roles import EXPORT_ROLE, require_act
from zt_audio.content.files import PHOTOS
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.events import StickEmit, ignore_event
from zt_audio.formats.mp3 import mp3_file
from zt_audio.language.reader import Readings
from zt_audio.model import Lang, Problem
from zt_audio.pages.card import Sight, card
from zt_audio.pages.html import is_our_page
from zt_audio.pages.sheet import ResidentsPage, residents_page
from zt_audio.pipeline.staleness import PlanOf, age_warnings, output_warnings
from zt_audio.published.judge import judge, trust_in
from zt_audio.published.manifest_reader import (
    Verified,
    chosen_playlists,
    is_wav,
    read_manifest,
    read_playlists,
    unfinished_problems,
)
from zt_audio.sticks.source import stick_source
from zt_audio.store.manifest import Manifest, TrackEntry
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts
from zt_audio.trust.journal import Deed, journal_heads

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


# Make the page of an appeal for residents, of what was built and may leave today.


def make_residents_page(root: Path, appeal: str, today: date, address: str = "", by: str = NOT_NAMED) -> str:
    """Return the page of `appeal` from the first playlist, of those in most languages, that may leave `today`.

    That it was made stands in the journal.

    `address` is where it will be found. Every rule of an export holds. Raises BuildError with the reasons against each
    playlist, ContentError, ZtError `person-not-allowed`, DeviceError.
    """
    require_act(root, by, EXPORT_ROLE)
    if address and urlsplit(address).scheme not in ("http", "https"):
        raise ContentError(Problem("residents-address", None, {"value": address}))
    with open_project(root) as project:
        workspace = project.workspace
        built = read_manifest(workspace.output)
        against: list[Problem] = []
        for playlist, track in sorted(
            _playing(built, appeal), key=lambda each: -len(built.playlists[each[0]].languages)
        ):
            try:
                build = stick_source(workspace, playlist, today).stick.build
            except BuildError as error:
                against += (each for each in error.problems if each not in against)
                continue
            page = _page(workspace, built, playlist, track, appeal, build, address)
            write_down(workspace, Deed(by, "residents.made", f"output/{playlist}#{build}"))
            return residents_page(page)
    names = {name for entry in built.playlists.values() for name in entry.appeals}
    raise BuildError(against or Problem("appeal-unknown", None, {"name": appeal, **near_facts(appeal, sorted(names))}))


def _playing(built: Manifest, appeal: str) -> Iterator[tuple[str, TrackEntry]]:
    """Yield each playlist with a track of MP3 that says `appeal`, and the first such track."""
    for name, entry in built.playlists.items():
        for track in entry.tracks:
            if not is_wav(track.file) and appeal in track.appeals(built.segments):
                yield name, track
                break


def _page(
    workspace: Workspace, built: Manifest, playlist: str, track: TrackEntry, appeal: str, build: str, address: str
) -> ResidentsPage:
    from zt_audio.published.verify import first_cycle, frame_runs  # brings numpy, which the studio must not load

    entry, segments = built.playlists[playlist], built.segments
    cycle = first_cycle(workspace.output / playlist / track.file, track, entry)
    runs = list(frame_runs(cycle, track.file, (segments[each.segment].frames for each in track.cycle)))
    pauses = [runs[n] for n, each in enumerate(track.cycle) if segments[each.segment].part == "pause"]
    pause = min(pauses, key=len, default=b"")
    texts: dict[Lang, list[str]] = {}
    sounds: dict[Lang, list[bytes]] = {}
    for n, part in enumerate(track.parts(segments)):
        if part.kind == "appeal" and part.subject == appeal and part.lang:
            texts.setdefault(part.lang, []).append(segments[track.cycle[n].segment].written)
            sounds.setdefault(part.lang, []).append(runs[n])
    of = entry.appeals[appeal]
    audio = {lang: pause.join(found) for lang, found in sounds.items()}
    return ResidentsPage(
        {lang: of.title[lang] for lang in texts},
        texts,
        {lang: mp3_file([each]) for lang, each in audio.items()},
        build,
        of.valid_from or "",
        of.valid_until or "",
        address,
    )


_MOST_PHOTO_BYTES = 1_000_000


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
    from zt_audio.pages.card_sheets import card_page  # segno takes 20 ms, and the studio seldom draws

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
