"""A workspace in, all that a build needs to know before it makes anything out: project, scripts, voices, plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from importlib import import_module  # decoding a chime needs heavy libraries, which few projects do
from importlib.metadata import version

from zt_audio.build import state
from zt_audio.build.advice import advice
from zt_audio.build.aloud import Aloud, Memory
from zt_audio.build.named import names_of
from zt_audio.build.plan import Known, Recipe, Speaker, Step, plan
from zt_audio.build.script import Round, rounds
from zt_audio.build.validity_advice import validity_advice
from zt_audio.build.workspace import Workspace
from zt_audio.content.project import load_project
from zt_audio.delivery.misfits import misfits
from zt_audio.delivery.names import track_files
from zt_audio.delivery.profiles import contradictions, profile_of
from zt_audio.errors import ContentError, VoiceError
from zt_audio.model import Lang, Playlist, Problem, Project, Settings
from zt_audio.sound.presets import CHIMES, RECIPE, preset_of
from zt_audio.speech.engine import LoadEngine
from zt_audio.speech.voices import choose_voice
from zt_audio.store import manifest

# Another version of one of these may make other samples or frames of the same speech.
SOUND_PACKAGES = ("lameenc", "numpy", "pedalboard", "pydub", "scipy", "soundfile", "soxr")


@dataclass(frozen=True, slots=True)
class Content:
    """A project that was read, checked and turned into scripts."""

    project: Project
    rounds: tuple[Round, ...]
    warnings: tuple[Problem, ...]
    own_chime: bytes = b""


@dataclass(frozen=True, slots=True)
class Prepared:
    content: Content
    speakers: Mapping[Lang, Speaker]
    voiceless: Mapping[str, VoiceError]  # playlist -> why a language of it has no voice
    recipe: Recipe
    known: Known
    steps: tuple[Step, ...]


def read_content(workspace: Workspace, code: str, today: date | None = None) -> Content:
    """Read everything and check that it can be read aloud; `today` asks for warnings of what holds no more.

    Raises ContentError with every problem; OSError.
    """
    project, warnings = load_project(workspace.root)
    memory = Memory(workspace.readings, code)
    problems: list[Problem] = []
    scripts: tuple[Round, ...] = ()
    aloud = Aloud(project.lexicon, memory)
    try:
        scripts = rounds(project, aloud)
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
    warnings = (*warnings, *advice(project, scripts, aloud, memory))
    if today is not None:
        warnings = (*warnings, *validity_advice(project, today))
    with suppress(OSError):  # a check of a write-protected project is worth its time
        memory.save()
    return Content(project, scripts, warnings, own_chime)


def _own_chime(workspace: Workspace, settings: Settings) -> bytes:
    """Return the WAV file of a chime that is not built in. Raises ContentError."""
    if settings.chime in CHIMES:
        return b""
    wav: bytes = import_module("zt_audio.build.own_chime").read_own_chime(workspace.appeals, settings)
    return wav


def _contradictions(project: Project) -> Iterator[Problem]:
    for name, own in project.own_profiles.items():
        for one, other in contradictions(profile := profile_of(name, project.own_profiles)):
            facts = {"one": f"{one}: {getattr(profile, one)}", "other": f"{other}: {getattr(profile, other)}"}
            yield Problem("profile-contradiction", own.where, {"id": name, **facts})


def _misfits(project: Project, playlist: Playlist) -> tuple[Problem, ...]:
    profile = profile_of(playlist.profile, project.own_profiles)
    places = [project.places[stop.place] for stop in playlist.stops]
    return misfits(playlist, profile, track_files(profile, *names_of(playlist, places)))


def prepare(workspace: Workspace, content: Content, load: LoadEngine, wanted: Sequence[str] = ()) -> Prepared:
    """Settle the voices and plan the build of the playlists `wanted` (all where none is named).

    Raises ContentError `playlist-unknown`.
    """
    chosen = _wanted(content, wanted)
    speakers, silent = _speakers(content.project.settings, chosen, load)
    voiceless = {
        round_.playlist.id: VoiceError(problem for lang in lost for problem in silent[lang].problems)
        for round_ in chosen
        if (lost := [lang for lang in round_.playlist.languages if lang in silent])
    }
    recipe = _recipe(content.project.settings, content.own_chime)
    known = what_is_known(workspace)
    speaking = [round_ for round_ in chosen if round_.playlist.id not in voiceless]
    return Prepared(content, speakers, voiceless, recipe, known, plan(speaking, speakers, recipe, known))


def what_is_known(workspace: Workspace) -> Known:
    """Return what the store and output/ hold. A damaged manifest counts as none: its files are then made anew."""
    found = manifest.load(workspace.output)
    last = state.load(workspace.state)
    built = found or manifest.Manifest()
    intact = state.intact(workspace.output, built, last)
    ours = state.as_left(workspace.output, last) if found is None else frozenset()
    return Known(workspace.speech.keys(), workspace.segments.keys(), built, intact, ours)


def _wanted(content: Content, wanted: Sequence[str]) -> tuple[Round, ...]:
    by_id = {round_.playlist.id: round_ for round_ in content.rounds}
    problems = []
    for name in wanted:
        if name not in by_id:
            nearest = get_close_matches(name, by_id, n=1, cutoff=0)
            facts = {"name": name, "nearest": nearest[0] if nearest else ""}
            problems.append(Problem("playlist-unknown", None, facts))
    if problems:
        raise ContentError(problems)
    return tuple(by_id[name] for name in dict.fromkeys(wanted)) or content.rounds


def _speakers(
    settings: Settings, chosen: Sequence[Round], load: LoadEngine
) -> tuple[dict[Lang, Speaker], dict[Lang, VoiceError]]:
    """Return who speaks each language of `chosen`, and why a language has nobody."""
    speakers: dict[Lang, Speaker] = {}
    silent: dict[Lang, VoiceError] = {}
    for lang in dict.fromkeys(lang for round_ in chosen for lang in round_.playlist.languages):
        try:
            speakers[lang] = speaker_of(settings, lang, load)
        except VoiceError as error:
            silent[lang] = error
    return speakers, silent


def speaker_of(settings: Settings, lang: Lang, load: LoadEngine) -> Speaker:
    """Return who speaks `lang`. Raises VoiceError with the reason for each voice of the chain."""
    choice = choose_voice(settings.voices[lang], lang, load)
    fingerprint = load(choice.engine).fingerprint(choice.voice.id)
    return Speaker(choice.engine, fingerprint, choice.voice.id, choice.voice.draft, settings.prosody[lang])


def _recipe(settings: Settings, own_chime: bytes) -> Recipe:
    numbers = preset_of(settings.preset, settings.own_presets)
    sound = [RECIPE, asdict(numbers), *(version(name) for name in SOUND_PACKAGES)]
    return Recipe(settings.pauses.sentence_ms, settings.preset, settings.chime, sound, numbers, own_chime)
