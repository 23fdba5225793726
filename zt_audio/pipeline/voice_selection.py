"""Blocks, the chains of voices and what is there in, who speaks each block out: one voice a block, never two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from zt_audio.errors import VoiceError
from zt_audio.model import RECORDINGS, Lang, PartId, Problem, Prosody, Settings, VoiceProsody, Where
from zt_audio.pipeline.online_policy import Reach
from zt_audio.pipeline.plan import speech_key
from zt_audio.pipeline.script import Part, PlaylistScript
from zt_audio.pipeline.steps import Speaker, Speakers
from zt_audio.speech.recordings import FOLDER, Recording, is_proved, recording_for
from zt_audio.speech.registry import LoadEngine
from zt_audio.speech.voices import voice_of


@dataclass(frozen=True, slots=True)
class Block:
    """The paragraphs of an appeal, an intro or an outro in one language."""

    id: PartId
    lang: Lang
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the choice depends on; `takes` lie in the folder `recordings`, `kept` are keys of speech that is there."""

    settings: Settings
    load: LoadEngine
    takes: Mapping[PartId, Recording]
    recordings: Path
    kept: Collection[str]
    reach: Reach


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a choice does not speak; `item` is what to count and to name, "" where the reason is the same for all."""

    problem: Problem
    item: str = ""


@dataclass(frozen=True, slots=True)
class Casting:
    """Who speaks a block's parts (nobody where `speakers` is empty), and why the choices before did not.

    `stopped` holds what forbids to look further down the chain.
    """

    lang: Lang
    speakers: Speakers = field(default_factory=dict)
    skips: tuple[Skip, ...] = ()
    stopped: tuple[Problem, ...] = ()


Cast = Mapping[PartId, Casting]  # by block


def blocks_of(rounds: Iterable[PlaylistScript]) -> Mapping[PartId, Block]:
    """Return every block of `rounds`, once, in the order in which they are heard."""
    found: dict[PartId, Block] = {}
    for script in (script for round_ in rounds for script in round_.stops):
        for name, group in groupby(script.parts, lambda part: part.block):
            spoken = tuple(part for part in group if part.passage)
            if name and spoken and spoken[0].passage and name not in found:
                found[name] = Block(name, spoken[0].passage.lang, spoken)
    return found


def cast(blocks: Iterable[Block], desk: Desk) -> Cast:
    """Return who speaks each of `blocks`."""
    director = _Director(desk)
    return {block.id: director.choose(block) for block in blocks}


def speakers_of(casts: Cast) -> Speakers:
    return {part: speaker for casting in casts.values() for part, speaker in casting.speakers.items()}


@dataclass(frozen=True, slots=True)
class _Judged:
    """A take, whether it says another text than now, and whether its audio is the one that was added."""

    take: Recording
    stale: bool
    proved: bool


class _Director:
    """Goes down the chain for each block; looks at each engine once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._engines: dict[tuple[Lang, str], Speaker | tuple[Problem, ...]] = {}

    def choose(self, block: Block) -> Casting:
        skips: list[Skip] = []
        for choice in self._desk.settings.voices.chains[block.lang]:
            found = self._recorded(block) if choice.value == RECORDINGS else self._spoken(choice.value, block)
            if found.speakers or found.stopped:
                return replace(found, skips=tuple(skips))
            skips += (_placed(skip, choice.where) for skip in found.skips)
        return Casting(block.lang, skips=tuple(skips))

    def _recorded(self, block: Block) -> Casting:
        """Take a recording of each paragraph, or one of the whole block, if its text is what is said now."""
        due = frozenset(map(texts_of, block.parts))
        rows = [self._judged(part.id, texts_of(part), due) for part in block.parts]
        if takes := _all_fresh(rows):
            said = {part.id: self._reader(block.lang, take) for part, take in zip(block.parts, takes, strict=True)}
            return Casting(block.lang, said)
        whole = self._judged(block.id, tuple(text for part in block.parts for text in texts_of(part)), due)
        if takes := _all_fresh([whole]):
            name = block.id if len(block.parts) > 1 else block.parts[0].id
            return Casting(block.lang, {name: self._reader(block.lang, takes[0])})
        return self._unrecorded(block, [*rows, whole])

    def _judged(self, name: PartId, said: tuple[str, ...], due: Collection[tuple[str, ...]]) -> _Judged | None:
        take = recording_for(self._desk.takes, name, said)
        stale = take is not None and take.sentences != said
        if take is None or (stale and take.sentences in due):  # of another paragraph, and fresh there
            return None
        return _Judged(take, stale, stale or is_proved(self._desk.recordings, take))

    def _unrecorded(self, block: Block, found: Iterable[_Judged | None]) -> Casting:
        judged = [each for each in found if each]
        stale = [each.take for each in judged if each.stale]
        if stale and self._desk.settings.voices.stale_takes == "stop":
            return Casting(block.lang, stopped=tuple(_stop(take, block) for take in stale))
        loose = [_file(each.take) for each in judged if not each.proved]
        skips = [Skip(Problem("recording-unproved", Where(file), {"file": file})) for file in loose]
        skips += (Skip(_reason("recordings-stale", lang=block.lang), _file(take)) for take in stale)
        missing = Skip(_reason("recordings-missing", lang=block.lang), str(block.id))
        return Casting(block.lang, skips=tuple(skips) or (missing,))

    def _spoken(self, choice: str, block: Block) -> Casting:
        found = self._engine(choice, block.lang)
        if not isinstance(found, Speaker):
            return Casting(block.lang, skips=tuple(Skip(problem) for problem in found))
        if found.online and (skips := self._out_of_reach(choice, found, block)):
            return Casting(block.lang, skips=skips)
        return Casting(block.lang, {part.id: found for part in block.parts})

    def _out_of_reach(self, choice: str, speaker: Speaker, block: Block) -> tuple[Skip, ...]:
        """Return why a network voice cannot say all of `block`; what was fetched before is there in any case."""
        reach = self._desk.reach
        said = [utterance for part in block.parts if part.passage for utterance in part.passage.utterances]
        missing = [key for utterance in said if (key := speech_key(utterance, speaker)) not in self._desk.kept]
        if not missing:
            return ()
        facts = {"voice": choice, "lang": block.lang}
        if reach.closed or speaker.engine in reach.refused:
            return (Skip(_reason(reach.closed or "online-refused", **facts), str(block.id)),)
        how = reach.down.get(speaker.engine) or next((reach.unsaid[k] for k in missing if k in reach.unsaid), ())
        return (*(Skip(problem) for problem in how), Skip(_reason("voice-lost", **facts), str(block.id))) if how else ()

    def _engine(self, choice: str, lang: Lang) -> Speaker | tuple[Problem, ...]:
        if (lang, choice) not in self._engines:
            try:
                self._engines[lang, choice] = self._loaded(choice, lang)
            except VoiceError as error:
                self._engines[lang, choice] = error.problems
        return self._engines[lang, choice]

    def _loaded(self, choice: str, lang: Lang) -> Speaker:
        engine, voice = voice_of(choice, lang, self._desk.load)
        loaded = self._desk.load(engine)
        prosody, sentence_ms, paragraph_ms = _manner(self._desk.settings, lang, f"{engine}:{voice.id}", engine)
        manner = loaded.own_prosody or prosody, sentence_ms, paragraph_ms  # what cannot reach an engine changes nothing
        return Speaker(engine, loaded.fingerprint(voice.id), voice.id, voice.draft, *manner, online=voice.online)

    def _reader(self, lang: Lang, take: Recording) -> Speaker:
        manner = _manner(self._desk.settings, lang, RECORDINGS)
        return Speaker(RECORDINGS, take.sha256, take.file, False, *manner, take=take)  # noqa: FBT003 - a person: no draft


def _manner(settings: Settings, lang: Lang, *names: str) -> tuple[Prosody, int, int]:
    """Return prosody and pauses of the voice that settings know under one of `names`; the first name wins.

    An engine's entry goes for all its voices, but for one that has an entry of its own: that one takes nothing of it.
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
    """Return the takes where each is there, says its text and is what was added; else none."""
    rows = list(found)
    fresh = [each.take for each in rows if each and not each.stale and each.proved]
    return fresh if len(fresh) == len(rows) else []


def _stop(take: Recording, block: Block) -> Problem:
    passage = next((part.passage for part in block.parts if part.id == take.part), block.parts[0].passage)
    return Problem("recording-stops", passage.where if passage else None, {"file": _file(take)})


def _file(take: Recording) -> str:
    return f"{FOLDER}/{take.file}"


def _placed(skip: Skip, where: Where | None) -> Skip:
    """Let a reason that stands nowhere else stand where settings.yaml names the voice, if it does."""
    return replace(skip, problem=replace(skip.problem, where=skip.problem.where or where))


def _reason(slug: str, **facts: str) -> Problem:
    return Problem(slug, None, facts)
