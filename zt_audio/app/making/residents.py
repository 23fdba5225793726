"""Make the page of an appeal for residents, of what was built and may leave today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.project import open_project
from zt_audio.app.roles import EXPORT_ROLE, require_act
from zt_audio.errors import BuildError, ContentError
from zt_audio.formats.mp3 import mp3_file
from zt_audio.model import Lang, Problem
from zt_audio.pages.sheet import ResidentsPage, residents_page
from zt_audio.published.manifest_reader import is_wav, read_manifest
from zt_audio.sticks.source import stick_source
from zt_audio.store.manifest import Manifest, TrackEntry
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts
from zt_audio.trust.journal import Deed


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
