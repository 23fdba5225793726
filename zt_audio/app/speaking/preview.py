"""Let a user hear one text or one voice: the same chain of voices, sound and pauses as in a track."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from zt_audio.app.project import open_project
from zt_audio.content.fields import without_slots
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError
from zt_audio.formats.mp3 import INFO_AT, INFO_NAMES, SYNC, mp3_file
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.reader import PlacedText, Reader, ReadingCache
from zt_audio.language.registry import language_of
from zt_audio.messages.message import message_of
from zt_audio.model import (
    LANGS,
    RECORDINGS,
    Fact,
    Lang,
    LexiconEntry,
    Located,
    Manner,
    PartId,
    Problem,
    Project,
    Settings,
    Text,
    Where,
)
from zt_audio.pipeline.execute import AudioContext, execute
from zt_audio.pipeline.plan import failure_of, plan_parts, recipe_of, to_send, voiced_parts, warnings_of
from zt_audio.pipeline.request import Ask, OnlineAccess, OnlinePolicy, policy_of
from zt_audio.pipeline.script import Part, block_parts, parts_of, paused
from zt_audio.pipeline.steps import Known, Recipe, SegmentStep, Speakers
from zt_audio.pipeline.tasks import start_threads
from zt_audio.pipeline.voice_selection import Block, SelectionInputs, VoiceChoices, choose_voices, speakers_of
from zt_audio.published.inputs import code_digest
from zt_audio.speech.recordings import read_recordings
from zt_audio.speech.registry import LoadEngine, open_engines
from zt_audio.store.manifest import Manifest
from zt_audio.store.workspace import SegmentCache, Workspace
from zt_audio.suggestions import near_facts


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """The appeal to hear, or a text of the user's own: one of both. `ask` asks whether a service may get it."""

    lang: Lang
    appeal: str | None = None
    text: str | None = None
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """An MP3, the frames of each part and pause in it, and warnings of voices that were passed over."""

    audio: bytes
    runs: Sequence[tuple[Part, bytes]]
    warnings: tuple[Problem, ...]


def make_preview(root: Path, request: PreviewRequest) -> Preview:
    """Return an MP3 of an appeal of the project at `root`, or of a text with its settings.

    Raises ContentError where the text cannot be read, VoiceError, BuildError, DeviceError.
    """
    with open_project(root) as project:
        if request.text is not None:
            manner = without_recordings(project.snapshot.manner)
            text = text_given_in(request.text, "--text")
            require_language(text, request.lang, manner.lexicon)
            block = given_block(project.reader(manner.lexicon), text, request.lang)
        else:
            content, errors = project.snapshot.usable
            manner = content.manner
            part = PartId("appeal", request.appeal or "", request.lang)
            block = named_block(content, project.reader(manner.lexicon), part, errors)
        policy = policy_of(manner.settings, request.ask)
        return sound_of(block, manner.settings, project.workspace, policy, project.load_engine)


def make_sample(
    root: Path, lang: Lang, voice: str | None = None, ask: Ask | None = None, said: str | None = None
) -> Preview:
    """Return an MP3 of how `voice` says a sample, or `said`, with the settings of `root` where it is a project.

    Without `voice` the first of the settings speaks that can. Raises ContentError, VoiceError, BuildError.
    """
    manner = without_recordings(Snapshot(root).manner)
    if voice:
        chosen = manner.settings.voices
        chosen = replace(chosen, chains={**chosen.chains, lang: (Located(voice),)})
        manner = replace(manner, settings=replace(manner.settings, voices=chosen))
    text = text_given_in(said or language_of(lang).samples.sentences, "-")
    with TemporaryDirectory() as folder:  # outside a project nothing is left behind
        is_project = Workspace(root).appeals.is_dir()
        workspace = Workspace((root if is_project else Path(folder)).resolve())
        workspace.require_own_folders()
        block = given_block(Reader(manner.lexicon, ReadingCache(workspace.readings, code_digest())), text, lang)
        with open_engines(root) as load:
            return sound_of(block, manner.settings, workspace, policy_of(manner.settings, ask), load)


def is_preview(first_bytes: bytes) -> bool:
    """Tell whether a file begins as previews do: with the Info frame and no tag, unlike tracks and music."""
    return first_bytes.startswith(SYNC) and first_bytes[INFO_AT : INFO_AT + 4] in INFO_NAMES


def sound_of(
    block: Block,
    settings: Settings,
    workspace: Workspace,
    policy: OnlinePolicy,
    load: LoadEngine,
    paragraph: int | None = None,
) -> Preview:
    """Make the sound of `block` as one MP3; see `block_frames`."""
    runs, warnings = block_frames(block, settings, workspace, policy, load, paragraph)
    return Preview(mp3_file(frames for _part, frames in runs), runs, warnings)


def block_frames(
    block: Block,
    settings: Settings,
    workspace: Workspace,
    policy: OnlinePolicy,
    load: LoadEngine,
    paragraph: int | None = None,
) -> tuple[list[tuple[Part, bytes]], tuple[Problem, ...]]:
    """Return the MP3 frames of each part of `block` and of its pauses; see `frames_of`.

    `paragraph` asks for that one alone; of a block that a person read in one go all is played.
    """
    if not block.parts:
        raise ContentError(Problem("nothing-to-say", None, {"token": ""}))

    def asked_for(speakers: Speakers) -> Sequence[Part]:
        parts = voiced_parts(paused(block.parts, 0), speakers)
        return [part for part in parts if paragraph is None or part.id in (block.id, block.id.at(paragraph))]

    return frames_of([block], asked_for, settings, recipe_of(settings), workspace, policy, load)


def frames_of(
    blocks: Sequence[Block],
    arrange: Callable[[Speakers], Sequence[Part]],
    settings: Settings,
    recipe: Recipe,
    workspace: Workspace,
    policy: OnlinePolicy,
    load: LoadEngine,
) -> tuple[list[tuple[Part, bytes]], tuple[Problem, ...]]:
    """Choose voices for `blocks` and make the sound of the parts that `arrange` returns for them.

    It is done again where a voice is lost or refused on the way. Return the MP3 frames of each part and pause, and
    warnings. Raises ContentError, VoiceError, BuildError, OSError.
    """
    while True:
        access = policy.access()
        choices, known = voices_for(blocks, settings, workspace, access, load)
        speakers = speakers_of(choices)
        steps = plan_parts(arrange(speakers), speakers, recipe, known)
        if not policy.may_send(to_send(steps)):
            continue
        with start_threads(load, os.cpu_count() or 1) as executor:
            failures = execute(steps, AudioContext(workspace, recipe, policy), executor, load)
        if policy.access() == access:
            break
    for error in failures.values():
        raise error
    cache = SegmentCache(workspace.segments)
    runs = [(step.part, cache.get(step.key).frames) for step in steps if isinstance(step, SegmentStep)]
    recorded, _reported_elsewhere = read_recordings(workspace.recordings)
    warnings = warnings_of(choices.values())
    return runs, tuple(each for each in warnings if recorded or not message_of(each).for_recorders)


def voices_for(
    blocks: Iterable[Block], settings: Settings, workspace: Workspace, access: OnlineAccess, load: LoadEngine
) -> tuple[VoiceChoices, Known]:
    """Return who speaks each of `blocks`, and what is there already. Raises VoiceError, BuildError."""
    recordings, _reported_elsewhere = read_recordings(workspace.recordings)
    speech = workspace.speech.keys() | workspace.fetched.keys()
    choices = choose_voices(blocks, SelectionInputs(settings, load, recordings, workspace.recordings, speech, access))
    if error := failure_of([*choices.values()], settings):
        raise error
    return choices, Known(speech, workspace.segments.keys(), Manifest(), frozenset())


def text_given_in(text: str, file: str) -> Text:
    """Return a text of the user's own; problems in it stand in `file`."""
    value = unicodedata.normalize("NFC", text)
    return Text(value, tuple(Where(file, row) for row in range(1, value.count("\n") + 2)))


def require_language(text: Text, lang: Lang, lexicon: Mapping[Lang, Sequence[LexiconEntry]]) -> None:
    """Raise ContentError `wrong-language` where `text`, outside its slots, is in another language than `lang`."""
    if word := foreign_word(without_slots(text.value), lang, {entry.written for entry in lexicon[lang]}):
        facts = {"lang": lang, "other": word.lang, "token": word.token}
        raise ContentError(Problem("wrong-language", text.at(word.offset), facts))


def given_block(reader: Reader, text: PlacedText, lang: Lang, place: str | None = None) -> Block:
    """Return the block of a text of the user's own. Raises ContentError where it cannot be read."""
    block = PartId("text", "-", lang)
    return Block(block, lang, parts_of(block, reader.passages(text, lang, place)))


def named_block(project: Project, reader: Reader, part: PartId, errors: Sequence[Problem] = ()) -> Block:
    """Return the block of `project` that `part` belongs to; `errors` are those of the files that it lacks.

    Raises ContentError where it cannot be read: those of its own files, appeal-unknown, unknown-place,
    place-not-greeted, paragraph-unknown.
    """
    block, name = part.block, part.subject
    if block.kind == "appeal":
        files = (f"appeals/texts/{name}.yaml",)
    else:
        files = (f"appeals/{block.kind}s.yaml", *(("appeals/places",) if name not in project.places else ()))
    if own := [problem for problem in errors if problem.where and problem.where.file.startswith(files)]:
        raise ContentError(own)
    if block.kind == "appeal" and name not in project.appeals:
        raise ContentError(Problem("appeal-unknown", None, {"name": name, **near_facts(name, project.appeals)}))
    if block.kind != "appeal" and name not in project.places:
        raise ContentError(Problem("unknown-place", None, {"id": name, **near_facts(name, project.places)}))
    if not (parts := block_parts(project, reader, block)):
        raise ContentError(Problem("place-not-greeted", None, {"name": name, **near_facts(name, ())}))
    if part.paragraph is not None and part.paragraph > len(parts):
        facts: dict[str, Fact] = {"name": name, "row": part.paragraph, "rows": len(parts)}
        raise ContentError(Problem("paragraph-unknown", None, facts))
    return Block(block, block.lang or LANGS[0], parts)


def without_recordings(manner: Manner) -> Manner:
    """Return `manner` for a text that no recording can be of: none is looked for, or reported as missing."""
    voices = manner.settings.voices
    chains = {
        lang: tuple(voice for voice in chain if voice.value != RECORDINGS) for lang, chain in voices.chains.items()
    }
    return replace(manner, settings=replace(manner.settings, voices=replace(voices, chains=chains)))
