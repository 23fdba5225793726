"""A workspace in, all that a build needs to know before it makes anything out: project, scripts, voices, plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib import import_module  # decoding a chime needs heavy libraries, which few projects do
from importlib.metadata import version

from zt_audio.checks.project import project_warnings
from zt_audio.checks.references import strange_engines
from zt_audio.checks.validity import validity_warnings
from zt_audio.content.presets import CHIMES, GATE_RECIPE, SOUND_RECIPE, preset_of
from zt_audio.content.profiles import profile_contradictions, profile_of
from zt_audio.content.project import load_project
from zt_audio.errors import ContentError, ZtError
from zt_audio.language.reader import Reader, ReadingCache
from zt_audio.model import PartId, Playlist, Problem, Project, Settings
from zt_audio.pipeline.online_policy import OPEN, Reach
from zt_audio.pipeline.plan import plan
from zt_audio.pipeline.script import PlaylistScript, passages_of, playlist_scripts
from zt_audio.pipeline.steps import Known, Recipe, Speakers, Step
from zt_audio.pipeline.voice_problems import failure_of, warnings_of
from zt_audio.pipeline.voice_selection import Cast, Desk, blocks_of, cast, speakers_of
from zt_audio.pipeline.voiced import voiced
from zt_audio.published.build_state import as_left, intact_files, load_build_state
from zt_audio.speech.recordings import Recording, read_recordings
from zt_audio.speech.registry import LoadEngine
from zt_audio.store import manifest
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts
from zt_audio.tracks.file_names import track_files
from zt_audio.tracks.limits import misfits
from zt_audio.tracks.named import names_of

# Another version of one of these may make other samples or frames of the same speech.
SOUND_PACKAGES = ("lameenc", "numpy", "pedalboard", "pydub", "scipy", "soundfile", "soxr")


@dataclass(frozen=True, slots=True)
class Content:
    """A project that was read, checked and turned into scripts."""

    project: Project
    rounds: tuple[PlaylistScript, ...]
    warnings: tuple[Problem, ...]
    own_chime: bytes = b""
    takes: Mapping[PartId, Recording] = field(default_factory=dict)
    loose: tuple[Problem, ...] = ()  # warnings of what lies among the recordings and is none


@dataclass(frozen=True, slots=True)
class Prepared:
    """`rounds` are those that can be spoken, as their voices speak them; `skipped` warns of voices that do not."""

    content: Content
    rounds: tuple[PlaylistScript, ...]
    speakers: Speakers
    voiceless: Mapping[str, ZtError]  # playlist -> why something of it has no voice
    skipped: tuple[Problem, ...]
    reach: Reach
    recipe: Recipe
    known: Known
    steps: tuple[Step, ...]


def read_content(workspace: Workspace, code: str, today: date | None = None) -> Content:
    """Read everything and check that it can be read aloud; `today` asks for warnings of what holds no more.

    Raises ContentError with every problem; OSError.
    """
    project, warnings = load_project(workspace.root)
    cache = ReadingCache(workspace.readings, code)
    strange = tuple(strange_engines(project.settings))
    problems = [problem for problem in strange if problem.severity == "error"]
    scripts: tuple[PlaylistScript, ...] = ()
    reader = Reader(project.lexicon, cache)
    try:
        scripts = playlist_scripts(project, reader)
    except ContentError as error:
        problems += error.problems
    clashes = tuple(_contradictions(project))
    problems += clashes
    if not clashes:
        problems += (problem for playlist in project.playlists.values() for problem in _misfits(project, playlist))
    own_chime = b""
    try:
        own_chime = _own_chime(workspace, project.settings)
    except ContentError as error:
        problems += error.problems
    if problems:
        raise ContentError(problems)
    takes, loose = read_recordings(workspace.recordings)
    warnings = (*warnings, *strange, *project_warnings(project, passages_of(scripts), reader, cache))
    if today is not None:
        warnings = (*warnings, *validity_warnings(project, today))
    with suppress(OSError):  # a check of a write-protected project is worth its time
        cache.save()
    return Content(project, scripts, warnings, own_chime, takes, loose)


def _own_chime(workspace: Workspace, settings: Settings) -> bytes:
    """Return the WAV file of a chime that is not built in. Raises ContentError."""
    if settings.sound.chime.value in CHIMES:
        return b""
    wav: bytes = import_module("zt_audio.pipeline.own_chime").read_own_chime(workspace.appeals, settings)
    return wav


def _contradictions(project: Project) -> Iterator[Problem]:
    for name, own in project.own_profiles.items():
        for one, other in profile_contradictions(profile := profile_of(name, project.own_profiles)):
            facts = {"one": f"{one}: {getattr(profile, one)}", "other": f"{other}: {getattr(profile, other)}"}
            yield Problem("profile-contradiction", own.where, {"id": name, **facts})


def _misfits(project: Project, playlist: Playlist) -> tuple[Problem, ...]:
    profile = profile_of(playlist.profile, project.own_profiles)
    places = [project.places[stop.place] for stop in playlist.stops]
    return misfits(playlist, profile, track_files(profile, *names_of(playlist, places)))


def prepare(
    workspace: Workspace, content: Content, load: LoadEngine, wanted: Sequence[str] = (), reach: Reach = OPEN
) -> Prepared:
    """Settle the voices and plan the build of the playlists `wanted` (all where none is named).

    Raises ContentError `playlist-unknown`.
    """
    chosen = _wanted(content, wanted)
    settings, known = content.project.settings, what_is_known(workspace)
    desk = Desk(settings, load, content.takes, workspace.recordings, known.speech, reach)
    casts = cast(blocks_of(chosen).values(), desk)
    voiceless = {round_.playlist.id: error for round_ in chosen if (error := _why_voiceless(round_, casts, settings))}
    speakers = speakers_of(casts)
    speaking = tuple(voiced(round_, speakers) for round_ in chosen if round_.playlist.id not in voiceless)
    recipe = recipe_of(settings, content.own_chime)
    steps = plan(speaking, speakers, recipe, known)
    return Prepared(content, speaking, speakers, voiceless, warnings_of(casts.values()), reach, recipe, known, steps)


def _why_voiceless(round_: PlaylistScript, casts: Cast, settings: Settings) -> ZtError | None:
    return failure_of([casts[name] for name in blocks_of([round_])], settings)


def what_is_known(workspace: Workspace) -> Known:
    """Return what the store and output/ hold. A damaged manifest counts as none: its files are then made anew."""
    found = manifest.load(workspace.output)
    last = load_build_state(workspace.state)
    built = found or manifest.Manifest()
    intact = intact_files(workspace.output, built, last)
    ours = as_left(workspace.output, last) if found is None else frozenset()
    speech = workspace.speech.keys() | workspace.fetched.keys()
    return Known(speech, workspace.segments.keys(), built, intact, ours)


def _wanted(content: Content, wanted: Sequence[str]) -> tuple[PlaylistScript, ...]:
    by_id = {round_.playlist.id: round_ for round_ in content.rounds}
    unknown = [name for name in wanted if name not in by_id]
    if unknown:
        raise ContentError(Problem("playlist-unknown", None, {"name": n, **near_facts(n, by_id)}) for n in unknown)
    return tuple(by_id[name] for name in dict.fromkeys(wanted)) or content.rounds


def recipe_of(settings: Settings, own_chime: bytes = b"") -> Recipe:
    """Return what goes into every segment: the preset's numbers, and the versions of what makes sound of them."""
    made = settings.sound
    numbers = preset_of(made.preset, made.own_presets)
    sound = [SOUND_RECIPE, GATE_RECIPE, asdict(numbers), *(version(name) for name in SOUND_PACKAGES)]
    return Recipe(made.preset, made.chime.value, sound, numbers, own_chime)
