"""Write what each stop of each playlist plays: chimes, pauses and spoken passages in order."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from zt_audio.content.facts import fact_finders, where_to_call
from zt_audio.content.fields import Filled, fill_slots
from zt_audio.content.profiles import Profile, profile_of
from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingMemory
from zt_audio.model import (
    CALL,
    LANGS,
    Lang,
    PartId,
    Passage,
    Pauses,
    Place,
    Playlist,
    Problem,
    Project,
    Stop,
    Templates,
    Text,
)
from zt_audio.processes.child import answers_beside, processors

_MANY_STOPS = 2_000  # fewer are read before another process has begun

_Greeting = Literal["intro", "outro"]


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of a cycle: `id` names what it is; a pause has `pause_ms`, a spoken part its `passage`.

    What is spoken by one voice in one go (an appeal, an intro or an outro in one language) has one `block`, the
    pauses between its paragraphs too.
    """

    id: PartId
    passage: Passage | None = None
    pause_ms: int = 0
    block: PartId | None = None

    @property
    def is_pause(self) -> bool:
        return self.id.kind == "pause"


CHIME = Part(PartId("chime"))
_PAUSE = PartId("pause")


@dataclass(frozen=True, slots=True)
class StopScript:
    stop: Stop
    place: Place
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PlaylistScript:
    """A playlist with everything that its stops say, and what its player can take.

    The stops say all of one language, then all of the next; `plan.py` puts that into the playlist's order.
    `called` are the paragraphs that say where to call; none are looked for where the order is by language.
    """

    playlist: Playlist
    stops: tuple[StopScript, ...]
    profile: Profile
    pauses: Pauses
    called: frozenset[PartId] = frozenset()


def passages_of(scripts: Iterable[PlaylistScript]) -> dict[PartId, Passage]:
    """Return each passage that `scripts` play, once, by the id of its part."""
    parts = (part for script in scripts for stop in script.stops for part in stop.parts)
    return {part.id: part.passage for part in parts if part.passage}


def playlist_scripts(
    project: Project, reader: Reader
) -> tuple[tuple[PlaylistScript, ...], Mapping[str, tuple[Problem, ...]], tuple[Problem, ...]]:
    """Return the script of every playlist that can be read aloud, why each other one cannot, and all such problems."""
    writer = _Writer(project, reader)
    scripts, broken = [], {}
    for playlist in _with_readings(project, reader):
        writer.asked.clear()
        script = writer.script(playlist)
        if wrong := writer.problems_of(writer.asked):
            broken[playlist.id] = wrong
        else:
            scripts.append(script)
    for appeal in project.appeals:  # what no playlist uses yet must be readable too
        for lang in project.appeals[appeal].text:
            writer.appeal(appeal, lang)
    return tuple(scripts), broken, writer.problems_of(writer.wrong)


def _with_readings(project: Project, reader: Reader) -> Iterator[Playlist]:
    """Yield the playlists; of very many stops that are new, other processes read the later ones meanwhile.

    What cannot be read is named where it is asked for; if a process was ended, its share is read here.
    """
    first, *others = _shares(project, reader)
    with answers_beside(_read_here, ((_with_playlists(project, playlists),) for playlists in others)) as answers:
        yield from first
        for playlists, readings in zip(others, answers, strict=True):
            for key, reading in (readings or {}).items():
                reader.cache.keep(key, reading)
            yield from playlists


def _shares(project: Project, reader: Reader) -> list[list[Playlist]]:
    """Divide the playlists by their stops among all processors, where so many stops are worth it."""
    playlists = [*project.playlists.values()]
    stops = [*accumulate(len(playlist.stops) for playlist in playlists)]
    processes = processors() if stops and stops[-1] >= max(_MANY_STOPS, len(reader.cache)) else 1
    shares: list[list[Playlist]] = [[] for _ in range(processes)]
    for playlist, stop in zip(playlists, stops, strict=True):
        shares[(stop - 1) * processes // max(stops[-1], 1)].append(playlist)
    return shares


def _with_playlists(project: Project, playlists: Sequence[Playlist]) -> Project:
    """Return `project` with `playlists` alone and the places where these stop."""
    places = {stop.place: project.places[stop.place] for playlist in playlists for stop in playlist.stops}
    return replace(project, playlists={playlist.id: playlist for playlist in playlists}, places=places)


def _read_here(project: Project) -> dict[str, object]:
    """Return the readings and word forms of what the stops of `project` say, by their keys."""
    readings = ReadingMemory(most=sys.maxsize)
    writer = _Writer(project, Reader(project.lexicon, readings))
    for playlist in project.playlists.values():
        for stop in playlist.stops:
            writer.stop(playlist, stop)
    return readings.known


def stop_script(project: Project, reader: Reader, playlist: Playlist, position: int) -> PlaylistScript:
    """Return the script of one stop of `playlist` alone. Raises ContentError where it cannot be read."""
    writer = _Writer(project, reader)
    script = writer.script(replace(playlist, stops=(playlist.stops[position],)))
    if writer.wrong:
        raise ContentError(writer.problems_of(writer.wrong))
    return script


def block_parts(project: Project, reader: Reader, block: PartId) -> tuple[Part, ...]:
    """Return the parts of an appeal or a greeting of `project`; none where there are no words for such a place.

    Raises ContentError where it cannot be read; KeyError where the project has no such appeal or place.
    """
    writer = _Writer(project, reader)
    lang = block.lang or LANGS[0]
    if block.kind == "appeal":
        parts = writer.appeal(block.subject, lang)
    elif block.kind == "intro":
        parts = writer.greeting("intro", project.intros, project.places[block.subject], lang)
    else:
        parts = writer.greeting("outro", project.outros, project.places[block.subject], lang)
    if writer.wrong:
        raise ContentError(writer.problems_of(writer.wrong))
    return parts


def with_seam(parts: tuple[Part, ...], profile: Profile) -> tuple[Part, ...]:
    """Return a cycle with as much silence at its ends as its player may swallow where it begins again."""
    begin = (pause_part(profile.silence_begin_ms),) if profile.silence_begin_ms else ()
    last = parts[-1] if parts else CHIME
    if last.pause_ms >= profile.silence_end_ms:
        return (*begin, *parts)
    return (*begin, *(parts[:-1] if last.pause_ms else parts), pause_part(profile.silence_end_ms))


class _Writer:
    """Writes scripts; remembers what it has written, and what could not be read, by its block.

    `asked` are the blocks that were asked for since a caller emptied it.
    """

    def __init__(self, project: Project, reader: Reader) -> None:
        self._project, self._reader = project, reader
        self._appeals: dict[tuple[str, Lang], tuple[Part, ...]] = {}
        self._greetings: dict[tuple[_Greeting, str, Lang], tuple[Part, ...]] = {}
        self._without_name: dict[tuple[Text, Lang], tuple[Passage, ...]] = {}
        self.finders = fact_finders(project.facts.values(), project.lexicon, reader.cache)
        self.asked: set[PartId] = set()
        self.wrong: dict[PartId, tuple[Problem, ...]] = {}

    def problems_of(self, blocks: Collection[PartId]) -> tuple[Problem, ...]:
        """Return what is wrong in `blocks`, each problem once."""
        found: list[Problem] = []
        for block, problems in self.wrong.items():
            if block in blocks:
                found += (problem for problem in problems if problem not in found)
        return tuple(found)

    def script(self, playlist: Playlist) -> PlaylistScript:
        profile = profile_of(playlist.profile, self._project.own_profiles)
        stops = [self.stop(playlist, stop) for stop in playlist.stops]
        said = ((part.id, part.passage.written) for stop in stops for part in stop.parts if part.passage)
        called = where_to_call(said, self.finders) if playlist.order != "by_language" else frozenset[PartId]()
        stops = [replace(stop, parts=with_seam(stop.parts, profile)) for stop in stops]
        return PlaylistScript(playlist, tuple(stops), profile, self._project.settings.pauses, called)

    def stop(self, playlist: Playlist, stop: Stop) -> StopScript:
        pauses = self._project.settings.pauses
        place = self._project.places[stop.place]
        parts: list[Part] = [CHIME] if self._project.settings.sound.chime.value != "none" else []
        say = self._passing if stop.moving else self._language
        for number, lang in enumerate(playlist.languages):
            if number:
                parts.append(pause_part(pauses.language_ms))
            parts += say(place, stop, lang)
        parts.append(pause_part(pauses.cycle_ms))
        return StopScript(stop, place, tuple(parts))

    def _language(self, place: Place, stop: Stop, lang: Lang) -> Iterator[Part]:
        blocks = [self.greeting("intro", self._project.intros, place, lang)]
        blocks += [self.appeal(appeal, lang) for appeal in stop.appeals]
        blocks.append(self.greeting("outro", self._project.outros, place, lang))
        yield from self._in_turn(blocks)

    def _passing(self, place: Place, stop: Stop, lang: Lang) -> Iterator[Part]:
        """Yield what a vehicle says that drives past: the short forms, and where to call."""
        closing = self.greeting("outro", self._project.outros, place, lang)
        found = (part.passage for part in closing if part.passage)
        call = next((each for each in found if self.finders[lang].says_where_to_call(each.written)), None)
        said = parts_of(PartId("outro", f"{place.id}{CALL}", lang), (call,) if call else ())
        yield from self._in_turn([*(self.appeal(appeal, lang) for appeal in stop.appeals), said])

    def _in_turn(self, blocks: Iterable[tuple[Part, ...]]) -> Iterator[Part]:
        pauses = self._project.settings.pauses
        for number, block in enumerate(block for block in blocks if block):
            if number:
                yield pause_part(pauses.appeal_ms)
            yield from paused(block, pauses.paragraph_ms)

    def appeal(self, appeal_id: str, lang: Lang) -> tuple[Part, ...]:
        block = PartId("appeal", appeal_id, lang)
        self.asked.add(block)
        if (appeal_id, lang) not in self._appeals:
            text = self._project.appeals[appeal_id].text[lang]
            passages = self._passages(block, Filled(text.value, ((0, text, 0),)), lang, None)
            self._appeals[appeal_id, lang] = parts_of(block, passages)
        return self._appeals[appeal_id, lang]

    def greeting(self, what: _Greeting, templates: Templates, place: Place, lang: Lang) -> tuple[Part, ...]:
        if (template := templates.pick(place, lang)) is None:
            return ()
        block = PartId(what, place.id, lang)
        self.asked.add(block)
        if (what, place.id, lang) not in self._greetings:
            try:
                passages = self._greeted(block, fill_slots(template, place, lang, self._reader.form), lang)
            except ContentError as error:  # an unknown form
                where = place.name[lang].where
                self.wrong[block] = tuple(
                    Problem(p.slug, where, {**p.facts, "place": place.id}) for p in error.problems
                )
                passages = ()
            self._greetings[what, place.id, lang] = parts_of(block, passages)
        return self._greetings[what, place.id, lang]

    def _greeted(self, block: PartId, text: Filled, lang: Lang) -> tuple[Passage, ...]:
        """Return the passages of a greeting; one that names no place is the same value at all places."""
        if len(text.stretches) > 1 or self._reader.has_own_words(lang, block.subject):
            return self._passages(block, text, lang, block.subject)
        same = (text.stretches[0][1], lang)
        if not self._without_name.get(same):
            self._without_name[same] = self._passages(block, text, lang, None)
        return self._without_name[same]

    def _passages(self, block: PartId, text: Filled, lang: Lang, place: str | None) -> tuple[Passage, ...]:
        try:
            return self._reader.passages(text, lang, place)
        except ContentError as error:
            self.wrong[block] = error.problems
            return ()


def parts_of(block: PartId, passages: tuple[Passage, ...]) -> tuple[Part, ...]:
    numbered = enumerate(passages, start=1)
    return tuple(Part(block.at(number), passage, block=block) for number, passage in numbered)


def paused(block: tuple[Part, ...], paragraph_ms: int) -> Iterator[Part]:
    """Yield the paragraphs of a block with pauses between them."""
    for row, part in enumerate(block):
        if row:
            yield pause_part(paragraph_ms, part.block)
        yield part


@lru_cache(maxsize=1024)  # every stop has a dozen, and few of them differ
def pause_part(pause_ms: int, block: PartId | None = None) -> Part:
    """Return a pause of a cycle, or one between the paragraphs of `block`."""
    return Part(_PAUSE, pause_ms=pause_ms, block=block)
