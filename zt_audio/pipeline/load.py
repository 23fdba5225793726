"""Read a project and check that all of it can be read aloud: what every build and check begins with."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from zt_audio.checks.parity import unpaired_paragraphs
from zt_audio.checks.project import (
    appeal_warnings,
    fact_warnings,
    long_stays,
    project_warnings,
    reading_warnings,
    strange_engines,
    validity_warnings,
)
from zt_audio.checks.texts import written_texts, written_texts_of
from zt_audio.content.presets import CHIMES
from zt_audio.content.profiles import profile_contradictions, profile_of
from zt_audio.content.project import ReadFiles, Snapshot, read_appeal
from zt_audio.content.yaml.tree import Node
from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingCache, Readings
from zt_audio.model import URGENT, WEEKDAYS, PartId, Playlist, Problem, Project, SoundSettings
from zt_audio.pipeline.script import PlaylistScript, passages_of, playlist_scripts
from zt_audio.published.inputs import Contents, contents_of
from zt_audio.speech.recordings import Recording, read_recordings, unheard_recordings
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import Workspace
from zt_audio.tracks import misfits, names_of, track_files

MOST_CHIME_BYTES = 8_000_000  # five seconds of 24-bit stereo at 192 kHz


@dataclass(frozen=True, slots=True)
class Content:
    """A project that was read, checked and turned into scripts, with everything that is worth a warning in it.

    `broken` says why other playlists cannot be made; a build leaves them as they are. `errors` are all mistakes.
    """

    project: Project
    scripts: tuple[PlaylistScript, ...]
    warnings: tuple[Problem, ...]
    own_chime: bytes = b""
    recordings: Mapping[PartId, Recording] = field(default_factory=dict)
    readings: ReadingCache | None = None  # of its texts, where an export asks for facts in what was built
    sources: Contents | None = None  # digests of the files that it was read from, as they were before
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    errors: tuple[Problem, ...] = ()
    snapshot: Snapshot | None = None

    @property
    def unused_errors(self) -> ContentError | None:
        """Return the mistakes in what no playlist reads; None without any."""
        reported = [problem for found in self.broken.values() for problem in found]
        left = [problem for problem in self.errors if problem not in reported]
        return ContentError(left) if left else None

    @property
    def playlists(self) -> tuple[str, ...]:
        """Return the names of all playlists, in their order."""
        return tuple(sorted({*self.project.playlists, *self.broken}))


@dataclass(frozen=True, slots=True)
class Inspection:
    """What could be read of a project, and everything that is wrong with it.

    With errors the `project` has what is without them, `scripts` has the playlists that read nothing else, and `broken`
    says of each other playlist why not. There is no project where settings or a lexicon have errors.
    """

    read: ReadFiles
    project: Project | None
    scripts: tuple[PlaylistScript, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    own_chime: bytes = b""
    recordings: Mapping[PartId, Recording] = field(default_factory=dict)
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @property
    def content(self) -> Content | None:
        """Return what a build can take of it; None where there is no project."""
        if self.project is None:
            return None
        about = self.scripts, self.warnings, self.own_chime, self.recordings
        return Content(self.project, *about, broken=self.broken, errors=self.errors)


def load_content(
    workspace: Workspace,
    code: str,
    today: date | None = None,
    snapshot: Snapshot | None = None,
    *,
    in_part: bool = False,
) -> Content:
    """Read everything and check it; `today` asks for warnings of what is out of date.

    Raises ContentError with every problem, `in_part` only where no playlist can be made; OSError.
    """
    sources = contents_of(workspace)
    cache = ReadingCache(workspace.readings, code)
    snapshot = snapshot or Snapshot(workspace.root)
    found = read_content(workspace, cache, today, snapshot)
    content = found.content
    if content is None or (found.errors and not (in_part and found.scripts)):
        raise ContentError(found.errors)
    asked = cache if content.project.settings.facts == "stop" else None  # 22 MB for 12 000 places
    return replace(content, readings=asked, sources=sources, snapshot=snapshot)


def read_content(
    workspace: Workspace, cache: ReadingCache, today: date | None, snapshot: Snapshot | None = None
) -> Inspection:
    """Read everything and check it; keep what was read aloud for later runs, whatever else is wrong. Raises OSError."""
    found = inspect_content(workspace, cache, today, snapshot, keeps_trees=False)
    cache.save(keeps_unused=bool(found.errors))  # with errors not all is read
    return found


def inspect_content(
    workspace: Workspace,
    cache: Readings,
    today: date | None = None,
    snapshot: Snapshot | None = None,
    *,
    keeps_trees: bool = True,
    advises: bool = True,
) -> Inspection:
    """Read everything and check it, and go on where something is wrong. Raises OSError.

    `snapshot` is what was read of the files already; `cache` remembers readings. Without `keeps_trees` the trees of the
    files are let go once the project is there: those of 12 000 places take 40 MB. Without `advises` the warnings of
    texts are those of guessed readings and of facts alone: to look for the others takes 2 s for 12 000 places.
    """
    read = (snapshot or Snapshot(workspace.root)).files()
    warnings = tuple(problem for problem in read.problems if problem.severity == "warning")
    if (usable := read.usable()) is None:
        return Inspection(read, None, (), read.errors, warnings)
    project = usable.project
    trees = read.trees if keeps_trees or read.errors else {}
    read = replace(read, trees=trees, shapes={})  # the project holds what they held
    reader = Reader(project.lexicon, cache)
    engines = tuple(strange_engines(project.settings))
    of_all = [problem for problem in engines if problem.severity == "error"]
    own_chime = b""
    try:
        own_chime = own_chime_of(workspace.appeals, project.settings.sound)
    except ContentError as error:
        of_all += error.problems
    of_all += _contradictions(project)
    played = with_urgent(project, today)
    written, unreadable, problems = playlist_scripts(played, reader)
    broken = {**usable.broken, **unreadable}
    misfits_by_playlist = {} if of_all else {each.id: _misfits(project, each) for each in played.playlists.values()}
    for name in project.playlists:
        if wrong := (*of_all, *broken.get(name, ()), *misfits_by_playlist.get(name, ())):
            broken[name] = wrong
    scripts = tuple(script for script in written if script.playlist.id not in broken)
    misfitting = (problem for found in misfits_by_playlist.values() for problem in found)
    errors = (*read.errors, *of_all, *problems, *misfitting)
    recordings, in_folder = read_recordings(workspace.recordings)
    if errors:
        return Inspection(read, project, scripts, errors, warnings, own_chime, recordings, broken)
    passages = passages_of(scripts)
    known = (
        project_warnings(project, passages, reader, cache) if advises else reading_warnings(project, passages, reader)
    )
    warnings = (*warnings, *engines, *known)
    warnings = (*warnings, *fact_warnings(project, written_texts(project), cache, today))
    if today is not None:
        warnings = (*warnings, *validity_warnings(project, today))
    warnings = (*warnings, *long_stays(project), *unpaired_paragraphs(project, passages))
    unheard = unheard_recordings(project.settings.voices, (recording.lang for recording in recordings.values()))
    return Inspection(read, project, scripts, (), (*warnings, *in_folder, *unheard), own_chime, recordings)


def inspect_appeal(
    around: Inspection, name: str, data: bytes, cache: Readings, today: date
) -> tuple[Node | None, tuple[Problem, ...]]:
    """Return the tree that `data` has as the appeal in the file `name`, and what is wrong in that file.

    It is what `inspect_content` says of the file. `around` is what that says where some readable appeal stands for it:
    nothing of the other files depends on the words of one appeal but advice about the lexicon.
    """
    tree, appeal, problems = read_appeal(name, data, around.read)
    if appeal is None or around.project is None:
        return tree, problems
    project = replace(around.project, appeals={**around.project.appeals, appeal.id: appeal})
    reader = Reader(project.lexicon, cache)
    refused: list[Problem] = []  # each problem of the texts that cannot be read aloud, once
    for lang, text in appeal.text.items():
        try:
            reader.passages(text, lang)
        except ContentError as error:
            refused += (problem for problem in error.problems if problem not in refused)
    if refused or any(problem.where is None or problem.where.file != name for problem in around.errors):
        return tree, (*problems, *refused)
    advice = [
        *appeal_warnings(project, appeal, reader),
        *fact_warnings(project, written_texts_of(appeal), cache, today),
    ]
    advice += validity_warnings(project, today)
    return tree, (*problems, *(problem for problem in advice if problem.where and problem.where.file == name))


def with_urgent(project: Project, today: date | None) -> Project:
    """Return `project` with what is urgent `today` first in each playlist that is played then, on its dates alone.

    Without a day it stays as it is written.
    """
    urgent = project.playlists.get(URGENT)
    if today is None or urgent is None or today.isoformat() not in urgent.days:
        return project
    played = {today.isoformat(), WEEKDAYS[today.weekday()]}
    playlists = {
        name: replace(each, stops=(*urgent.stops, *each.stops))
        if each is not urgent and played & {*each.days}
        else each
        for name, each in project.playlists.items()
    }
    return replace(project, playlists=playlists)


def _contradictions(project: Project) -> Iterator[Problem]:
    for name, own in project.own_profiles.items():
        for one, other in profile_contradictions(profile := profile_of(name, project.own_profiles)):
            facts = {"one": f"{one}: {getattr(profile, one)}", "other": f"{other}: {getattr(profile, other)}"}
            yield Problem("profile-contradiction", own.where, {"id": name, **facts})


def _misfits(project: Project, playlist: Playlist) -> tuple[Problem, ...]:
    profile = profile_of(playlist.profile, project.own_profiles)
    places = [project.places[stop.place] for stop in playlist.stops]
    return misfits(playlist, profile, track_files(profile, *names_of(playlist, places)))


def own_chime_of(appeals: Path, sound: SoundSettings) -> bytes:
    """Return the WAV file that `chime:` names, b"" for a built-in one. Raises ContentError where it is named."""
    name, where = sound.chime.value, sound.chime.where
    if name in CHIMES:
        return b""
    from zt_audio.sound.segment import own_chime_samples  # noqa: PLC0415 - heavy, and few projects have one

    path = appeals / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(appeals)):  # a link that leads out
        raise ContentError(Problem("chime-outside", where, {"value": name}))
    try:
        wav = read_regular(path, MOST_CHIME_BYTES + 1)
    except OSError as error:
        facts = {"value": name, "reason": error.strerror or type(error).__name__}
        raise ContentError(Problem("chime-missing", where, facts)) from error
    if len(wav) > MOST_CHIME_BYTES:
        raise ContentError(Problem("chime-too-large", where, {"limit_mb": MOST_CHIME_BYTES // 1_000_000}))
    own_chime_samples(wav, where)
    return wav
