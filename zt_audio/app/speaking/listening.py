"""Have the ear listen to what neural voices said.

A voice that speaks by rule says what it gets. A neural one may leave words out or say them twice, and the checks of
each take do not see all of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.project import open_project
from zt_audio.app.speaking.doubted_takes import (
    DoubtedTake,
    HeardTake,
    Listening,
    ListeningMemory,
    as_doubted,
    doubted_file,
    heard_take,
)
from zt_audio.ear.comparison import Fault, length_ratios
from zt_audio.ear.listener import Ear, open_ear
from zt_audio.errors import BuildError, VoiceError
from zt_audio.events import Emit, TakeHeard, ToListen, ignore_event
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.formats.wav import wav_file
from zt_audio.messages.message import is_doubted, message_of
from zt_audio.model import Fact, Problem, Speech, rows_by_key
from zt_audio.pipeline.plan import BuildPlan, plan_build
from zt_audio.pipeline.request import OnlineAccess
from zt_audio.pipeline.script import passages_of
from zt_audio.pipeline.steps import Speaker, speech_digest, speech_key, speech_records, stored_speech
from zt_audio.published.evidence import DOUBTED, heard_speech, open_doubts, voice_name
from zt_audio.published.inputs import judge_again
from zt_audio.recordings.judge import text_to_hear
from zt_audio.recordings.status import RecordingText, joined_text
from zt_audio.sound.pcm import from_speech, with_samples
from zt_audio.sound.segment import joined
from zt_audio.speech.registry import LoadEngine
from zt_audio.store.disk import write_atomic
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import Deed


@dataclass(frozen=True, slots=True)
class _Take:
    """A passage as a neural voice speaks it."""

    text: RecordingText
    speaker: Speaker
    digest: str
    playlist: str  # the first one that says it

    @property
    def voice(self) -> str:
        return voice_name(self.speaker.engine, self.speaker.voice)


def listen(root: Path, playlists: Sequence[str] = (), emit: Emit = ignore_event) -> Listening:
    """Listen to every passage of `playlists` (all where none is named) that a neural voice speaks.

    What was listened to before is not listened to again. New doubts are written down. Raises ContentError, BuildError,
    DeviceError.
    """
    with open_project(root, emit) as project:
        workspace = project.workspace
        plan = plan_build(workspace, project.content(), project.load_engine, playlists, OnlineAccess("online-off"))
        takes = _takes(plan, project.load_engine)
        emit(ToListen(len(takes)))
        with closing(open_ear()) as ear, ListeningMemory(workspace, ear.name) as memory:
            # Every passage, by any voice: a take may read any of them, or the same in the other language.
            texts = [joined_text(part, [passage]) for part, passage in passages_of(plan.scripts).items()]
            heard = list(_heard_takes(workspace, takes, texts, ear, memory, emit))
            found = _settled(workspace, takes, list(_with_lengths(workspace, heard)), memory)
            found = replace(found, unbuilt=tuple(dict.fromkeys((*plan.voiceless, *found.unbuilt))))
            if not playlists:
                memory.forget_others({take.digest for take in takes})
        # Write down what is doubted and was not before.
        known = open_doubts(workspace.root)
        if new := [take for take in found.doubted if take.digest not in known]:
            write_down(workspace, *(Deed(NOT_NAMED, DOUBTED, str(take.part), None, take.digest) for take in new))
            judge_again(workspace)
    return found


def _takes(plan: BuildPlan, load: LoadEngine) -> list[_Take]:
    """Return what neural voices speak in the scripts of `plan`, the same speech once."""
    found: dict[str, _Take] = {}
    for script in plan.scripts:
        for part in (part for stop in script.stops for part in stop.parts):
            speaker = plan.speakers.get(part.id)
            if part.passage and speaker and not speaker.recording and not load(speaker.engine).by_rule:
                digest = speech_digest(part.passage, speaker)
                text = joined_text(part.id, [part.passage])
                found.setdefault(digest, _Take(text, speaker, digest, script.playlist.id))
    return list(found.values())


def _heard_takes(
    workspace: Workspace,
    takes: Sequence[_Take],
    texts: Sequence[RecordingText],
    ear: Ear,
    memory: ListeningMemory,
    emit: Emit,
) -> Iterator[tuple[_Take, HeardTake]]:
    """Yield what the ear says, now or before, of each of `takes` that is there."""
    for take in takes:
        with suppress(BuildError):  # it was never built, or is damaged: the next build speaks it
            if (found := memory.get(take.digest)) is None:
                problems, lengths = _problems(workspace, take, texts, ear), _lengths(workspace, take, ear)
                found = heard_take(str(take.text.part), take.voice, problems, lengths)
                _remember(memory, take, found)  # a kill loses little
            yield take, found
        emit(TakeHeard(str(take.text.part)))


def _with_lengths(workspace: Workspace, found: Sequence[tuple[_Take, HeardTake]]) -> Iterator[tuple[_Take, HeardTake]]:
    """Yield `found`, each with its sentences that take the voice longer or shorter than its others."""
    for rows in rows_by_key((take.voice, (take, heard)) for take, heard in found).values():
        ratios = iter(length_ratios([length for _take, heard in rows for length in heard.lengths]))
        for take, heard in rows:
            odd = [(at, ratio) for at, ratio in enumerate(islice(ratios, len(heard.lengths))) if ratio != 1]
            yield take, heard.with_odd([_odd_length(workspace, take, heard, at, ratio) for at, ratio in odd])


def _odd_length(workspace: Workspace, take: _Take, heard: HeardTake, at: int, ratio: float) -> Problem:
    """Say that sentence `at` of `take` is spoken `ratio` times as long as this voice needs."""
    pause_s = take.speaker.sentence_ms / 1000
    begins_s = sum(spoken_s + pause_s for spoken_s, _usual_s in heard.lengths[:at])
    sentence = take.text.utterances[at]
    facts: dict[str, Fact] = {
        "file": _name(workspace, take),
        "sentence": at + 1,
        "text": sentence.text,
        "percent": round(100 * ratio),
        "from_s": round(max(0.0, begins_s - 1), 1),
        "to_s": round(begins_s + heard.lengths[at][0] + 1, 1),
    }
    return Problem((Fault.LONGER if ratio > 1 else Fault.SHORTER).value, sentence.where, facts, "warning")


def _settled(
    workspace: Workspace, takes: Sequence[_Take], found: Sequence[tuple[_Take, HeardTake]], memory: ListeningMemory
) -> Listening:
    """Keep aside what is doubted and no person has vouched for; remember everything."""
    vouched = heard_speech(workspace.root)
    doubted: list[DoubtedTake] = []
    told: list[Problem] = []
    for take, heard in found:
        _remember(memory, take, heard)
        if not is_doubted(heard.problems):
            told += heard.problems
        elif take.digest not in vouched:
            doubted.append(as_doubted(workspace, take.digest, heard))
            speech = _speech(workspace, take)  # to listen to
            write_atomic(doubted[-1].file, wav_file(speech.pcm, speech.sample_rate))
    there = {take.digest for take, _heard in found}
    unbuilt = dict.fromkeys(take.playlist for take in takes if take.digest not in there)
    return Listening(len(found), tuple(doubted), tuple(told), tuple(unbuilt))


def _remember(memory: ListeningMemory, take: _Take, heard: HeardTake) -> None:
    if not any(message_of(problem).is_unheard for problem in heard.problems):
        memory.put(take.digest, heard)


def _problems(workspace: Workspace, take: _Take, texts: Sequence[RecordingText], ear: Ear) -> tuple[Problem, ...]:
    """Listen to `take`. Raises BuildError where it is not in the store."""
    near = [text for text in texts if text.kind == "appeal" or text.subject == take.text.subject]
    about = text_to_hear(near, take.text, {})  # greetings of other places differ in their names alone
    found = ear.warnings(_speech(workspace, take), about, _name(workspace, take))
    return tuple(replace(problem, where=take.text.where) for problem in found)


def _name(workspace: Workspace, take: _Take) -> str:
    return doubted_file(workspace, take.text.part, take.digest).relative_to(workspace.root).as_posix()


def _lengths(workspace: Workspace, take: _Take, ear: Ear) -> tuple[tuple[float, float], ...]:
    """Return the seconds of each sentence, by the voice and by espeak-ng; () where that cannot speak it."""
    spoken_s = [len(from_speech(speech)) / SAMPLE_RATE for speech in _sentences(workspace, take)]
    try:
        return tuple(zip(spoken_s, map(ear.usual_s, take.text.utterances), strict=True))
    except VoiceError:
        return ()


def _speech(workspace: Workspace, take: _Take) -> Speech:
    """Return the sentences of `take` as its track has them. Raises BuildError `record-damaged`."""
    samples = joined(_sentences(workspace, take), take.speaker.sentence_ms)
    return with_samples(Speech(b"", SAMPLE_RATE), samples)


def _sentences(workspace: Workspace, take: _Take) -> list[Speech]:
    """Return what was said of each sentence. Raises BuildError `record-damaged`."""
    records, speaker = speech_records(workspace, take.speaker), take.speaker
    return [stored_speech(records, speech_key(each, speaker)).speech for each in take.text.utterances]
