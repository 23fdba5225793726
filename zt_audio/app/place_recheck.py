"""Check a changed file of places alone, where it tells the rest of the project what it told before.

What a file of places tells the rest: which ids it has and of which kinds, what it makes of greetings and closing words,
which names the other texts mention, what entries of the lexicon do in its greetings, which guesses are made. If all of
that is as it was at the last check, only the problems that stand in the file itself can be other ones. In every other
case the whole project is checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from zt_audio.app.check_verdict import CheckInputs, CheckVerdict, in_order
from zt_audio.checks.guesses import guess_keys
from zt_audio.checks.lexicon import entry_effects
from zt_audio.checks.parity import place_mentions
from zt_audio.checks.project import place_warnings
from zt_audio.checks.texts import spoken_texts, written_texts
from zt_audio.content.profiles import profile_of
from zt_audio.content.project import load_around_places, read_places
from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingMemory
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, Lang, PartId, Passage, Place, Problem, Project
from zt_audio.pipeline.load import Content
from zt_audio.pipeline.script import block_parts
from zt_audio.store.records import remember, remembered
from zt_audio.store.workspace import Workspace

_MOST_BYTES = 300_000  # of the changed files: beyond it a check of everything is as quick


@dataclass(frozen=True, slots=True)
class CheckBasis:
    """What the last check of a project read and found; `stops` has the languages that are spoken at each place.

    `shows_names` tells whether names of places are in names of files, so that a player may not take another one.
    """

    places: Mapping[str, str]  # the text of each file of places
    stops: Mapping[str, str]
    shows_names: bool
    verdict: CheckVerdict


@dataclass(frozen=True, slots=True)
class _Look:
    """What a file of places has wrong in itself, and what it tells the rest of the project."""

    own: tuple[Problem, ...]
    told: tuple[object, ...]


def keep_basis(workspace: Workspace, inputs: CheckInputs, verdict: CheckVerdict, content: Content) -> None:
    """Keep what a check without errors read, where the voices do not depend on what is said."""
    settings, project = content.project.settings, content.project
    if verdict.error_code or workspace.recordings.exists() or settings.voices.online != "never":
        return
    profiles = {playlist.profile for playlist in project.playlists.values()}
    shows_names = any(profile_of(name, project.own_profiles).alphabet != "ascii" for name in profiles)
    stops: dict[str, dict[Lang, None]] = {}
    for playlist in project.playlists.values():
        for stop in playlist.stops:
            stops.setdefault(stop.place, {}).update(dict.fromkeys(playlist.languages))
    langs = {place: " ".join(lang for lang in LANGS if lang in found) for place, found in stops.items()}
    texts = {name: data.decode() for name, data in inputs.places.items()}
    remember(workspace.check_basis, inputs.rest, CheckBasis(texts, langs, shows_names, verdict))


def recheck(workspace: Workspace, inputs: CheckInputs) -> CheckVerdict | None:
    """Return what a check of everything would find now; None where everything must be checked."""
    basis = remembered(workspace.check_basis, inputs.rest, CheckBasis)
    if basis is None:
        return None
    with suppress(UnicodeDecodeError, ContentError):
        now = {name: data.decode() for name, data in inputs.places.items()}
        if now.keys() != basis.places.keys():
            return None
        changed = [name for name in now if now[name] != basis.places[name]]
        if sum(len(now[name]) for name in changed) > _MOST_BYTES:
            return None
        verdict = basis.verdict
        around = load_around_places(workspace.root)
        for name in changed:
            found = _changed_verdict(workspace.root, around, basis, name, now[name])
            if found is None:
                return None
            verdict = replace(verdict, problems=_with(verdict.problems, name, found))
        remember(workspace.check_basis, inputs.rest, replace(basis, places=now, verdict=verdict))
        return verdict
    return None


def _changed_verdict(
    root: Path, around: Project, basis: CheckBasis, name: str, text: str
) -> tuple[Problem, ...] | None:
    """Return what is wrong in the file `name` with its new `text`; None where that may concern the rest."""
    if any(message_of(p).is_of_several_files and p.where and p.where.file == name for p in basis.verdict.problems):
        return None  # a kind without greeting stands at the first place of its kind
    before, after = (_look(root, around, basis, name, each) for each in (basis.places[name], text))
    return after.own if before is not None and after is not None and before.told == after.told else None


def _look(root: Path, around: Project, basis: CheckBasis, name: str, text: str) -> _Look | None:
    """Return what the file `name` is with this `text`; None where it has errors. Raises ContentError likewise."""
    read = read_places(root, name, text)
    if read is None:
        return None
    places, problems = read
    project = replace(around, places=places)
    memory = ReadingMemory()
    reader = Reader(project.lexicon, memory)
    passages = _passages(project, reader, basis.stops)
    said = [each for each in spoken_texts(replace(project, appeals={}), reader) if each.place]
    found = (*problems, *place_warnings(replace(project, appeals={}), passages, reader))
    told = (
        [(place.id, place.kind) for place in places.values()],
        [problem for problem in found if problem.where is None or problem.where.file != name],
        place_mentions(project, written_texts(replace(project, places={}))),
        entry_effects(project.lexicon, said, memory),
        guess_keys(passages),
        [word for passage in passages for word in passage.repaired],
        [_names(place) for place in places.values()] if basis.shows_names else [],
    )
    return _Look(tuple(problem for problem in found if problem.where and problem.where.file == name), told)


def _names(place: Place) -> list[str]:
    return [text.value for text in place.name.values()]


def _passages(project: Project, reader: Reader, stops: Mapping[str, str]) -> tuple[Passage, ...]:
    """Return what is said at the places where playlists stop. Raises ContentError."""
    blocks = (
        PartId(kind, place, lang)
        for place in project.places
        for lang in LANGS
        if lang in stops.get(place, "").split()
        for kind in ("intro", "outro")
    )
    parts = (part for block in blocks for part in block_parts(project, reader, block))
    return tuple(part.passage for part in parts if part.passage)


def _with(problems: Sequence[Problem], name: str, own: Sequence[Problem]) -> tuple[Problem, ...]:
    return in_order([*(p for p in problems if p.where is None or p.where.file != name), *own])
