"""List the voices that can speak here, those that a project uses, and what keeps the others from speaking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zt_audio.errors import VoiceError, ZtError
from zt_audio.model import LANGS, RECORDINGS, Lang, Online, Problem, Voice
from zt_audio.pipeline.build_plan import what_is_known
from zt_audio.pipeline.load import Content, load_content
from zt_audio.pipeline.online_policy import OnlineAccess, closed_by
from zt_audio.pipeline.voice_problems import failure_of, warnings_of
from zt_audio.pipeline.voice_selection import Block, SelectionInputs, VoiceChoice, blocks_of, choose_voices
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import LoadEngine, engine_names, open_engines
from zt_audio.store.workspace import Workspace

_OPTIONAL = ("-not-installed", "-no-model", "-no-key")  # optional: reported, but no failure


@dataclass(frozen=True, slots=True)
class VoiceList:
    """The voices of every engine, and which of them a project uses: nothing in `shares` outside a project."""

    voices: tuple[tuple[str, Voice], ...]  # each with the name of its engine
    shares: tuple[VoiceShare, ...]
    problems: tuple[Problem, ...]
    exit_code: int


def list_voices(root: Path) -> VoiceList:
    """Return what can speak here, and what the settings of the project at `root` use, if it is one."""
    voices: list[tuple[str, Voice]] = []
    problems: list[Problem] = []
    with open_engines(root) as load:
        for name in engine_names():
            found, missing = _voices_of(name, load)
            voices += ((name, each) for each in found)
            problems += map(milder, missing)
        shared, wrong, code = _shares_at(Workspace(root.resolve()), load)
    failed = code or (VoiceError.exit_code if any(each.severity == "error" for each in problems) else 0)
    problems += [problem for problem in wrong if problem not in problems]
    return VoiceList(tuple(voices), shared, tuple(problems), failed)


def milder(problem: Problem) -> Problem:
    """Return `problem` as a warning where it is about something optional."""
    return replace(problem, severity="warning") if problem.slug.endswith(_OPTIONAL) else problem


def _voices_of(name: str, load: LoadEngine) -> tuple[Sequence[Voice], Sequence[Problem]]:
    """Return the voices of an engine, and why it has none in a language."""
    voices: list[Voice] = []
    problems: list[Problem] = []
    for lang in LANGS:
        try:
            voices += load(name).voices(lang)
            found = load(name).damaged(lang, "")
        except VoiceError as error:
            found = error.problems
        problems += [problem for problem in found if problem not in problems]
    return voices, problems


def _shares_at(workspace: Workspace, load: LoadEngine) -> tuple[tuple[VoiceShare, ...], tuple[Problem, ...], int]:
    """Return the shares of a project, what is wrong with its voices, and the exit code of that."""
    if not workspace.appeals.is_dir():
        return (), (), 0
    try:
        found = shares_of(workspace, load_content(workspace, code_digest()), load)
    except ZtError as error:
        return (), error.problems, error.exit_code
    wrong = found.error.problems if found.error else ()
    return found.shares, (*found.skipped, *wrong), found.error.exit_code if found.error else 0


@dataclass(frozen=True, slots=True)
class VoiceShare:
    """How many `texts` (an appeal or a greeting in one language) a voice speaks; of recordings, `voice` is empty."""

    lang: Lang
    engine: str
    voice: str
    texts: int


@dataclass(frozen=True, slots=True)
class VoiceShares:
    """`skipped` warns of voices that are passed over; `error` says why some text has no voice."""

    shares: tuple[VoiceShare, ...]
    skipped: tuple[Problem, ...]
    error: ZtError | None


def shares_of(workspace: Workspace, content: Content, load: LoadEngine) -> VoiceShares:
    """Return who would speak `content` if a person agreed to everything that the settings ask about.

    Nothing is spoken for it, and no network is asked.
    """
    settings, kept = content.project.settings, what_is_known(workspace).speech
    access = OnlineAccess(closed_by(settings.voices.online, offline=False, can_ask=True))
    inputs = SelectionInputs(settings, load, content.recordings, workspace.recordings, kept, access)
    blocks = blocks_of(content.scripts).values()
    choices = choose_voices(blocks, inputs)
    counts = Counter(_speaker(block, choices[block.id]) for block in blocks if choices[block.id].speakers)
    found = tuple(VoiceShare(*speaker, texts) for speaker, texts in counts.items())
    made = list(choices.values())
    return VoiceShares(found, warnings_of(made), failure_of(made, settings))


def _speaker(block: Block, choice: VoiceChoice) -> tuple[Lang, str, str]:
    speaker = next(iter(choice.speakers.values()))
    return block.lang, speaker.engine, "" if speaker.engine == RECORDINGS else speaker.voice


def lacks(
    choice: str, lang: Lang, online: Online, problems: Sequence[Problem], load: LoadEngine
) -> tuple[Problem, ...]:
    """Return `problems` of the voice `choice` and everything else that it lacks, so that all is reported at once."""
    name, _, wanted = choice.partition(":")
    try:
        engine = load(name)
    except VoiceError:  # it is among `problems`
        return tuple(problems)
    closed = Problem("online-closed", None, {"voice": choice})
    found = engine.missing(lang, wanted) or tuple(problem for problem in problems if problem != closed)
    return (closed, *found) if engine.online and online == "never" else found
