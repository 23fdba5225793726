"""Make previews and judge recordings one after another, with engines and content kept open between them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from zt_audio.app.project import workspace_at
from zt_audio.app.speaking.doubted_takes import doubted_takes
from zt_audio.app.speaking.playback import Playback, PlayedPiece
from zt_audio.app.speaking.preview import (
    given_block,
    make_sample,
    named_block,
    require_language,
    sound_of,
    text_given_in,
    voices_for,
    without_recordings,
)
from zt_audio.app.speaking.recordings import keep_heard
from zt_audio.app.speaking.stop_sound import BuiltStop, StopSound, appeal_text, played, played_take
from zt_audio.app.speaking.voices import VoiceList, list_voices
from zt_audio.app.texts.draft_reading import VoicePace, features, keep_paces, read_paces, settings_digest, usual_pace
from zt_audio.app.texts.lexicon import taught_lexicon
from zt_audio.content.fields import fill_slots, slot_problems
from zt_audio.content.project import Snapshots
from zt_audio.ear.listener import open_ear
from zt_audio.errors import ContentError, ZtError
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.language.reader import PlacedText, Reader, ReadingMemory
from zt_audio.language.registry import language_of
from zt_audio.model import (
    LANGS,
    Lang,
    Manner,
    MicrophoneVerdict,
    PartId,
    Problem,
    Project,
    Settings,
    Text,
    Utterance,
    Verdict,
)
from zt_audio.pipeline.request import OnlineAccess, policy_of
from zt_audio.pipeline.script import Part, block_parts
from zt_audio.pipeline.steps import Speaker, speech_key, stored_speech
from zt_audio.published.inputs import voices_digest
from zt_audio.recordings.judge import HearingMemory, judge_trial, judge_wav, text_to_hear
from zt_audio.recordings.status import RecordingText, appeal_paragraphs, joined_text
from zt_audio.sound.pcm import from_speech
from zt_audio.speech.recordings import read_recordings
from zt_audio.speech.registry import LoadEngine, find_voice, open_engines, speak_with
from zt_audio.store.disk import device_errors
from zt_audio.store.rejects import read_rejects
from zt_audio.store.workspace import Workspace
from zt_audio.suggestions import near_facts

# Measure how long the voice of a language takes for the sentences of a project, a few at a time.

_MOST_KEPT = 3_000  # sentences of a language: the file stays below a megabyte
_FROM_SLOW = 12  # sentences are spoken to learn the pace of a voice that takes its time; others are measured when heard
_FEWEST = 6  # sentences from which a pace is learnt
_BUDGET_S = 0.4  # of one call: Play waits so long at most
_HELD = 0.5  # how much a pace that was learnt from few sentences is held to the usual one


def measure_paces(
    workspace: Workspace, manner: Manner, said: Iterable[Utterance], reader: Reader, load: LoadEngine
) -> bool:
    """Measure sentences of `said` that were not measured yet, and keep that; return whether no more can be.

    Voices on the internet are not asked. Raises OSError.
    """
    settings, ends_s = manner.settings, time.monotonic() + _BUDGET_S
    before = read_paces(workspace, settings)
    paces, is_done = dict(before), True
    by_lang: dict[Lang, dict[str, Utterance]] = {lang: {} for lang in LANGS}
    for each in said:
        by_lang[each.lang][each.text] = each
    for lang, sentences in by_lang.items():
        speaker = _usual_speaker(workspace, manner, lang, reader, load)
        if speaker is None or speaker.online:
            continue
        pace, voice = before[lang], f"{speaker.fingerprint} {speaker.voice}"
        if pace.voice != voice:
            pace = usual_pace(lang, settings)
        new = [each for text, each in sentences.items() if text not in pace.said_s]
        found = _measured(workspace, new, speaker, load, ends_s, len(pace.said_s))
        is_done &= len(found) == len(new) or not (found and time.monotonic() > ends_s)
        known = {**pace.said_s, **found}
        weights = _learnt({each.text: each for each in sentences.values()}, known, usual_pace(lang, settings).weights)
        kept = dict(islice(reversed(known.items()), _MOST_KEPT))
        paces[lang] = VoicePace(
            weights,
            speaker.sentence_ms,
            speaker.paragraph_ms,
            settings_digest(lang, settings),
            voice,
            dict(reversed(kept.items())),
        )
    if paces != before:
        keep_paces(workspace, {lang: pace for lang, pace in paces.items() if pace.made_for})
    return is_done


def _usual_speaker(
    workspace: Workspace, manner: Manner, lang: Lang, reader: Reader, load: LoadEngine
) -> Speaker | None:
    """Return who speaks a text in `lang` of which there is no recording; None where none can."""
    sample = given_block(reader, text_given_in(language_of(lang).samples.pace, ""), lang)
    with suppress(ZtError):
        settings = without_recordings(manner).settings
        choices, _known = voices_for([sample], settings, workspace, OnlineAccess("online-off"), load)
        return next(iter(choices[sample.id].speakers.values()))
    return None


def _measured(
    workspace: Workspace, new: Sequence[Utterance], speaker: Speaker, load: LoadEngine, ends_s: float, known: int
) -> Mapping[str, float]:
    """Return the seconds of sentences of `new`: those that were spoken before, and as many others as time allows."""
    engine = load(speaker.engine)
    voice = find_voice(engine.name, engine.voices(new[0].lang), speaker.voice) if new else None
    is_quick = engine.quick and engine.deterministic
    kept, found = workspace.speech.keys(), dict[str, float]()
    for each in new:
        if time.monotonic() > ends_s and found:
            break
        with suppress(ZtError):  # it cannot be spoken; Play says why
            if is_quick and voice:
                speech = speak_with(engine, voice, each, speaker.prosody)
            elif (key := speech_key(each, speaker)) in kept:
                speech = stored_speech(workspace.speech, key).speech
            elif voice and known + len(found) < _FROM_SLOW:
                speech = speak_with(engine, voice, each, speaker.prosody)
            else:
                continue
            found[each.text] = round(len(from_speech(speech)) / SAMPLE_RATE, 3)
    return found


def _learnt(said: Mapping[str, Utterance], known: Mapping[str, float], usual: Sequence[float]) -> tuple[float, ...]:
    """Return the weights of `features` that fit the sentences of `said` that are `known`; few change the usual little.

    Long sentences count as much as short ones: what is held small is the error as a share of the length.
    """
    pairs = [(features(text, each.syllables), known[text]) for text, each in said.items() if known.get(text)]
    if len(pairs) < _FEWEST:
        return tuple(usual)
    rows, lengths = np.array([row for row, _s in pairs]), np.array([s for _row, s in pairs])
    share = lengths.sum() / (rows @ np.array(usual)).sum()  # a voice that is slower is slower in all
    held = np.array(usual) * share
    scale = rows.mean(axis=0)  # of each feature, so that all are held alike
    system = np.vstack([rows / lengths[:, None], np.diag(_HELD * scale / lengths.mean())])
    wanted = np.concatenate([np.ones(len(pairs)), _HELD * scale * held / lengths.mean()])
    return tuple(np.linalg.lstsq(system, wanted, rcond=None)[0].round(5).tolist())


_MOST_SAID = 200
_NO_FILE = ""  # a problem of a text that is in no file has a line and a column alone


class SoundDesk:
    """The previews and verdicts of one project, for one thread. What changed on disk is read again.

    Texts go to voices on the internet only where the settings say `online: yes`: here is no one to ask.
    """

    def __init__(self, root: Path) -> None:
        self._workspace = Workspace(root.resolve())
        self._readings = ReadingMemory()
        self._snapshots = Snapshots(self._workspace.root)
        self._engines: tuple[str, LoadEngine] | None = None  # and the voices that they were opened for
        self._opened = ExitStack()
        self._said: list[Utterance] = []  # to be measured
        self._ear = open_ear()
        self._hear = HearingMemory(self._ear.warnings)

    def say(
        self, lang: Lang, text: str, place: str | None = None, taught: tuple[str, str] | None = None
    ) -> PlayedPiece:
        """Return the sound of `text`; with a place its slots are filled and the lexicon of the place counts.

        `taught` is a word and how it is to be said, which the lexicon does not have yet.
        Raises ContentError, VoiceError, BuildError, DeviceError.
        """
        with self._reading(self._workspace.root):
            manner = without_recordings(self._snapshots.now().manner)
            if taught:
                manner = replace(manner, lexicon=taught_lexicon(manner.lexicon, lang, *taught))
            reader, given = Reader(manner.lexicon, self._readings), text_given_in(text, _NO_FILE)
            require_language(given, lang, manner.lexicon)
            said = self._filled(given, place, lang, reader) if place else given
            block = given_block(reader, said, lang, place)
            policy = policy_of(manner.settings, None)
            made = sound_of(block, manner.settings, self._workspace, policy, self._load_engine(manner.settings))
            return self._played(block.id, made.runs, None if place else given)

    def say_part(self, part: PartId) -> PlayedPiece:
        """Return the sound of an appeal, a greeting or one paragraph of it as the project says it now.

        Raises ContentError, VoiceError, BuildError, DeviceError.
        """
        with self._reading(self._workspace.root):
            project, errors = self._content()
            settings = project.settings
            block = named_block(project, Reader(project.lexicon, self._readings), part, errors)
            policy = policy_of(settings, None)
            load = self._load_engine(settings)
            made = sound_of(block, settings, self._workspace, policy, load, part.paragraph)
            return self._played(part, made.runs, appeal_text(project, part))

    def say_voice(self, lang: Lang, voice: str, said: str | None = None) -> PlayedPiece:
        """Return how `voice`, named as in the settings, says a sample or `said`. Raises as `say` does."""
        return played(PartId("text", "-", lang), make_sample(self._workspace.root, lang, voice, said=said).runs, None)

    def stop(self, playlist: str, position: int, number: int | None = None) -> Playback:
        """Return what stop `position` of a playlist (from 0) plays in one cycle, as the project says it now.

        With the `number` of a piece this one comes alone and with its sound. Raises as `say_part`.
        """
        with self._reading(self._workspace.root):
            project, errors = self._content()
            if errors and playlist not in project.playlists:
                raise ContentError(errors)
            reader, load = Reader(project.lexicon, self._readings), self._load_engine(project.settings)
            stop = StopSound(self._workspace, project, reader, load, playlist, position)
            return stop.outlook() if number is None else Playback((stop.piece(number),))

    def track(self, playlist: str, track: int, number: int | None = None) -> Playback:
        """Return what a track in output/ plays in one cycle; `number` as in `stop`. Raises as `say_part`."""
        with self._reading(self._workspace.output):
            built = BuiltStop(self._workspace, playlist, track)
            return built.outlook() if number is None else Playback((built.piece(number),))

    def take(self, digest: str) -> Playback:
        """Return a doubted or rejected take, with its sound; nothing where it is vouched for, or its file is gone."""
        found = [(each.part, each.file) for each in doubted_takes(self._workspace.root) if each.digest == digest]
        rejects = [each for each in read_rejects(self._workspace.rejects) if each.file.stem == digest]
        found += ((PartId("text", "-", each.lang), each.file) for each in rejects)
        return Playback(tuple(played_take(part, file) for part, file in found if file.is_file()))

    def measure(self) -> bool:
        """Measure for a moment how long the voices take for sentences of the project; return whether all is done."""
        with self._reading(self._workspace.cache):
            project, _errors = self._content()
            reader = Reader(project.lexicon, self._readings)
            said = [each for text in appeal_paragraphs(project, reader) for each in text.utterances]
            load = self._load_engine(project.settings)
            return measure_paces(self._workspace, project.manner, [*self._said, *said], reader, load)

    def judge(self, part: PartId, wav: Path, paces: Sequence[float] = (), clock_s: float | None = None) -> Verdict:
        """Judge a recording of `part` that was just made, as `judge_wav` says. Raises ContentError, DeviceError."""
        with self._reading(wav):
            project, errors = self._content()
            block = named_block(project, Reader(project.lexicon, self._readings), part, errors)
            parts = block.parts if part.paragraph is None else block.parts[part.paragraph - 1 : part.paragraph]
            text = joined_text(part, [each.passage for each in parts if each.passage])
            recordings, _problems = read_recordings(self._workspace.recordings)
            to_hear = text_to_hear(self._texts(project, part), text, recordings)
            return judge_wav(wav, to_hear, paces, clock_s, self._hear)

    def keep(
        self, part: PartId, sentences: tuple[str, ...], file: Path, *, replace: bool, has_listened: bool, by: str
    ) -> None:
        """Keep a recording as `keep_heard` does; what was said of it when it was judged counts."""
        root, hear = self._workspace.root, self._hear
        keep_heard(root, file, part, sentences, replace=replace, has_listened=has_listened, by=by, hear=hear)

    def try_microphone(
        self, wav: Path, quiet_s: float, clock_s: float | None, *, is_processed: bool
    ) -> MicrophoneVerdict:
        """Judge the trial of a microphone, as `judge_trial` says. Raises ContentError, DeviceError."""
        with self._reading(wav):
            return judge_trial(wav, quiet_s, clock_s, is_processed=is_processed)

    def voices(self) -> VoiceList:
        """Return what can speak here, and who speaks how much of the project."""
        return list_voices(self._workspace.root, self._snapshots.now())

    def close(self) -> None:
        """Close the engines and the ear."""
        self._opened.close()
        self._ear.close()

    def _played(self, part: PartId, runs: Sequence[tuple[Part, bytes]], text: Text | None) -> PlayedPiece:
        """Return `runs` as the bar plays them; their sentences are measured soon."""
        said = [utterance for each, _frames in runs if each.passage for utterance in each.passage.utterances]
        self._said = [*self._said, *said][-_MOST_SAID:]
        return played(part, runs, text)

    @contextmanager
    def _reading(self, path: Path) -> Iterator[None]:
        workspace_at(self._workspace.root).require_own_folders()
        with device_errors(path):
            yield

    def _content(self) -> tuple[Project, tuple[Problem, ...]]:
        """Return what can be used of the project, and what is wrong with the rest. Raises ContentError."""
        return self._snapshots.now().usable

    def _texts(self, project: Project, part: PartId) -> Sequence[RecordingText]:
        """Return the paragraphs of appeals, and a greeting `part` in both languages where it has words in both."""
        reader = Reader(project.lexicon, self._readings)
        found = [*appeal_paragraphs(project, reader)]
        if part.kind != "appeal":
            for lang in LANGS:
                twin = PartId(part.kind, part.subject, lang)
                if passages := [each.passage for each in block_parts(project, reader, twin) if each.passage]:
                    found.append(joined_text(twin, passages))
        return found

    def _load_engine(self, settings: Settings) -> LoadEngine:
        """Return the loader of engines; they are opened again where voices were added or removed, or a server."""
        voices = f"{voices_digest(self._workspace.root)} {settings.voices.server}"
        if self._engines is None or self._engines[0] != voices:
            self._opened.close()
            self._engines = voices, self._opened.enter_context(open_engines(self._workspace.root))
        return self._engines[1]

    def _filled(self, template: Text, place: str, lang: Lang, reader: Reader) -> PlacedText:
        """Return `template` with the forms of `place`. Raises ContentError."""
        places = self._content()[0].places
        if place not in places:
            raise ContentError(Problem("unknown-place", None, {"id": place, **near_facts(place, places)}))
        if problems := tuple(slot_problems(template, lang)):
            raise ContentError(problems)
        return fill_slots(template, places[place], lang, reader.form)
