"""Choose one voice for each block from the chain in settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from zt_audio.errors import VoiceError
from zt_audio.messages.message import message_of
from zt_audio.model import RECORDINGS, Lang, Located, PartId, Problem, Prosody, Settings, VoiceProsody, Where
from zt_audio.pipeline.request import OnlineAccess
from zt_audio.pipeline.script import Part, PlaylistScript
from zt_audio.pipeline.steps import Speaker, Speakers, speech_key
from zt_audio.speech.recordings import FOLDER, Recording, is_proved, recording_for
from zt_audio.speech.registry import LoadEngine, all_lacking, is_closed, voice_of_choice, with_origin


@dataclass(frozen=True, slots=True)
class Block:
    """The paragraphs of an appeal, an intro or an outro in one language."""

    id: PartId
    lang: Lang
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class SelectionInputs:
    """What the choice depends on; `recordings` lie in `folder`, `kept` are keys of speech that is there."""

    settings: Settings
    load: LoadEngine
    recordings: Mapping[PartId, Recording]
    folder: Path
    kept: Collection[str]
    access: OnlineAccess


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a choice does not speak; `item` is what to count and to name, "" where the reason is the same for all.

    One that is `expected` is no news while another voice speaks.
    """

    problem: Problem
    item: str = ""
    expected: bool = False


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """Who speaks a block's parts (no one where `speakers` is empty), and why the choices before did not.

    `stopped` holds what forbids to look further down the chain.
    """

    lang: Lang
    speakers: Speakers = field(default_factory=dict)
    rejections: tuple[Rejection, ...] = ()
    stopped: tuple[Problem, ...] = ()


VoiceChoices = Mapping[PartId, VoiceChoice]  # by block


def blocks_of(scripts: Iterable[PlaylistScript]) -> Mapping[PartId, Block]:
    """Return every block of `scripts`, once, in the order in which they are heard."""
    found: dict[PartId, Block] = {}
    for stop in (stop for script in scripts for stop in script.stops):
        for name, group in groupby(stop.parts, lambda part: part.block):
            spoken = tuple(part for part in group if part.passage)
            if name and spoken and spoken[0].passage and name not in found:
                found[name] = Block(name, spoken[0].passage.lang, spoken)
    return found


def choose_voices(blocks: Iterable[Block], inputs: SelectionInputs) -> VoiceChoices:
    """Return who speaks each of `blocks`."""
    selector = _Selector(inputs)
    return {block.id: selector.choose(block) for block in blocks}


def speakers_of(choices: VoiceChoices) -> Speakers:
    return {part: speaker for choice in choices.values() for part, speaker in choice.speakers.items()}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A recording, whether it says another text than now, and whether its audio is the one that was added."""

    recording: Recording
    stale: bool
    proved: bool


class _Selector:
    """Goes down the chain for each block; looks at each engine once."""

    def __init__(self, inputs: SelectionInputs) -> None:
        self._inputs = inputs
        self._engines: dict[tuple[Lang, str], Speaker | tuple[Problem, ...]] = {}
        self._absent: dict[tuple[Lang, str], tuple[Rejection, ...]] = {}  # the same for 50 000 greetings

    def choose(self, block: Block) -> VoiceChoice:
        skips: list[Rejection] = []
        for choice in self._inputs.settings.voices.chains[block.lang]:
            if absent := self._absence(choice, block.lang):
                skips += absent
                continue
            of_people = choice.value == RECORDINGS
            found = self._recorded(block, choice.where) if of_people else self._spoken(choice.value, block)
            if found.speakers or found.stopped:
                skips += (_placed(doubt, choice.where) for doubt in found.rejections)
                return replace(found, rejections=tuple(skips))
            skips += (_placed(skip, choice.where) for skip in found.rejections)
        return VoiceChoice(block.lang, rejections=tuple(skips))

    def _absence(self, choice: Located[str], lang: Lang) -> tuple[Rejection, ...]:
        """Return why a voice speaks nothing at all; () where it speaks, or where that differs from block to block."""
        asked = (lang, choice.value)
        if asked not in self._absent:
            found = () if choice.value == RECORDINGS else self._engine(choice.value, lang)
            missing = () if isinstance(found, Speaker) else found
            is_open = ":" not in choice.value  # the chains that come with the program are
            reasons = (Rejection(problem, expected=is_open and message_of(problem).is_absence) for problem in missing)
            self._absent[asked] = tuple(_placed(reason, choice.where) for reason in reasons)
        return self._absent[asked]

    def _recorded(self, block: Block, where: Where | None) -> VoiceChoice:
        """Use a recording of each paragraph, or one of the whole block, if its text is what is said now."""
        if not self._inputs.recordings:
            return self._unrecorded(block, (), where)
        due = frozenset(map(texts_of, block.parts))
        rows = [self._judged(part.id, texts_of(part), due) for part in block.parts]
        if recordings := _all_fresh(rows):
            said = {
                part.id: self._reader(block.lang, recording)
                for part, recording in zip(block.parts, recordings, strict=True)
            }
            return VoiceChoice(block.lang, said)
        whole = self._judged(block.id, tuple(text for part in block.parts for text in texts_of(part)), due)
        if recordings := _all_fresh([whole]):
            name = block.id if len(block.parts) > 1 else block.parts[0].id
            return VoiceChoice(block.lang, {name: self._reader(block.lang, recordings[0])})
        return self._unrecorded(block, [*rows, whole], where)

    def _judged(self, name: PartId, said: tuple[str, ...], due: Collection[tuple[str, ...]]) -> _Judged | None:
        recording = recording_for(self._inputs.recordings, name, said)
        stale = recording is not None and recording.sentences != said
        if recording is None or (stale and recording.sentences in due):  # of another paragraph, and fresh there
            return None
        return _Judged(recording, stale, stale or is_proved(self._inputs.folder, recording))

    def _unrecorded(self, block: Block, found: Iterable[_Judged | None], where: Where | None) -> VoiceChoice:
        judged = [each for each in found if each]
        stale = [each.recording for each in judged if each.stale]
        if stale and self._inputs.settings.voices.stale_takes == "stop":
            return VoiceChoice(block.lang, stopped=tuple(_stop(recording, block) for recording in stale))
        loose = [_file(each.recording) for each in judged if not each.proved]
        skips = [Rejection(Problem("recording-unproved", Where(file), {"file": file})) for file in loose]
        skips += (Rejection(_reason("recordings-stale", lang=block.lang), _file(recording)) for recording in stale)
        missing = _reason("recordings-missing", where, lang=block.lang)
        return VoiceChoice(block.lang, rejections=tuple(skips) or (Rejection(missing, str(block.id)),))

    def _spoken(self, choice: str, block: Block) -> VoiceChoice:
        found = self._engine(choice, block.lang)
        if not isinstance(found, Speaker):  # it would say so of every block
            return VoiceChoice(block.lang)
        if found.online and (skips := self._out_of_reach(choice, found, block)):
            return VoiceChoice(block.lang, rejections=skips)
        return VoiceChoice(block.lang, {part.id: found for part in block.parts}, self._doubts(found))

    def _doubts(self, speaker: Speaker) -> tuple[Rejection, ...]:
        """Return that no one says whose voice speaks, where that keeps a playlist from the stick."""
        if speaker.origin_known or self._inputs.settings.voices.quality_floor != "broadcast":
            return ()
        name = f"{speaker.engine}:{speaker.voice}"
        return (Rejection(Problem("voice-origin-unsaid", None, {"voice": name})),)

    def _out_of_reach(self, choice: str, speaker: Speaker, block: Block) -> tuple[Rejection, ...]:
        """Return why a network voice cannot say all of `block`; what was fetched before is there in any case."""
        access = self._inputs.access
        said = [utterance for part in block.parts if part.passage for utterance in part.passage.utterances]
        missing = [key for utterance in said if (key := speech_key(utterance, speaker)) not in self._inputs.kept]
        if not missing:
            return ()
        facts = {"voice": choice, "lang": block.lang}
        if access.closed or speaker.engine in access.refused:
            return (Rejection(_reason(access.closed or "online-refused", **facts), str(block.id)),)
        how = access.down.get(speaker.engine) or next((access.unsaid[k] for k in missing if k in access.unsaid), ())
        return (
            (*(Rejection(problem) for problem in how), Rejection(_reason("voice-lost", **facts), str(block.id)))
            if how
            else ()
        )

    def _engine(self, choice: str, lang: Lang) -> Speaker | tuple[Problem, ...]:
        if (lang, choice) not in self._engines:
            try:
                self._engines[lang, choice] = self._loaded(choice, lang)
            except VoiceError as error:
                inputs = self._inputs
                found = all_lacking(choice, lang, inputs.settings.voices.online, error.problems, inputs.load)
                self._engines[lang, choice] = found if is_closed(found) else error.problems
        return self._engines[lang, choice]

    def _loaded(self, choice: str, lang: Lang) -> Speaker:
        engine, voice = voice_of_choice(choice, lang, self._inputs.load)
        voice = with_origin(engine, voice, self._inputs.settings.voices.origins)
        loaded = self._inputs.load(engine)
        prosody, sentence_ms, paragraph_ms = _manner(self._inputs.settings, lang, f"{engine}:{voice.id}", engine)
        manner = loaded.own_prosody or prosody, sentence_ms, paragraph_ms  # what cannot reach an engine changes nothing
        return Speaker(
            engine,
            loaded.fingerprint(voice.id),
            voice.id,
            voice.draft,
            *manner,
            identity=loaded.identity(voice.id),
            online=voice.online,
            consent_until=voice.consent.until if voice.consent else None,
            origin_known=voice.origin_known,
            keeps=voice.online or not (loaded.quick and loaded.deterministic),
        )

    def _reader(self, lang: Lang, recording: Recording) -> Speaker:
        manner = _manner(self._inputs.settings, lang, RECORDINGS)
        return Speaker(RECORDINGS, recording.sha256, recording.file, False, *manner, recording=recording)  # noqa: FBT003


def _manner(settings: Settings, lang: Lang, *names: str) -> tuple[Prosody, int, int]:
    """Return prosody and pauses of the voice that settings know under one of `names`; the first name wins.

    An engine's entry goes for all its voices, except for a voice with an entry of its own, which uses nothing of it.
    """
    voices = settings.voices
    own = next((voices.own_prosody[name] for name in names if name in voices.own_prosody), VoiceProsody())
    usual, pauses = voices.prosody[lang], settings.pauses
    prosody = Prosody(
        usual.rate_syl_per_s if own.rate_syl_per_s is None else own.rate_syl_per_s,
        usual.pitch if own.pitch is None else own.pitch,
    )
    sentence_ms = pauses.sentence_ms if own.sentence_ms is None else own.sentence_ms
    return prosody, sentence_ms, pauses.paragraph_ms if own.paragraph_ms is None else own.paragraph_ms


def texts_of(part: Part) -> tuple[str, ...]:
    return tuple(utterance.text for utterance in part.passage.utterances) if part.passage else ()


def _all_fresh(found: Iterable[_Judged | None]) -> list[Recording]:
    """Return the recordings where each is there, says its text and is what was added; else none."""
    rows = list(found)
    fresh = [each.recording for each in rows if each and not each.stale and each.proved]
    return fresh if len(fresh) == len(rows) else []


def _stop(recording: Recording, block: Block) -> Problem:
    passage = next((part.passage for part in block.parts if part.id == recording.part), block.parts[0].passage)
    return Problem("recording-stops", passage.where if passage else None, {"file": _file(recording)})


def _file(recording: Recording) -> str:
    return f"{FOLDER}/{recording.file}"


def _placed(skip: Rejection, where: Where | None) -> Rejection:
    """Let a reason that stands nowhere else stand where settings.yaml names the voice, if it does."""
    return skip if skip.problem.where or where is None else replace(skip, problem=replace(skip.problem, where=where))


def _reason(slug: str, where: Where | None = None, /, **facts: str) -> Problem:
    return Problem(slug, where, facts)
