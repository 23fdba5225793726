"""Check a changed file of places alone, where it tells the rest of the project what it told before.

What a file of places tells the rest: which ids it has and of which kinds, what it makes of greetings and closing words,
which names the other texts mention, what entries of the lexicon do in its greetings, which guesses are made. If all of
that is as it was at the last check, only the problems that stand in the file itself can be other ones. In every other
case the whole project is checked. A project with errors is reported without its warnings, so there only what errors
depend on must be as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from zt_audio.app.today.check_verdict import CheckInputs, CheckVerdict, sorted_by_place
from zt_audio.checks.lexicon import SaidByPlace, entry_effects, guess_keys, note_said
from zt_audio.checks.parity import place_mentions
from zt_audio.checks.project import place_warnings
from zt_audio.checks.texts import spoken_texts, written_texts
from zt_audio.content.fields import find_slot
from zt_audio.content.profiles import profile_of
from zt_audio.content.project import ReadPlaces, Snapshot
from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingMemory
from zt_audio.messages.message import message_of
from zt_audio.model import LANGS, PartId, Passage, Problem, Project, rows_by_key
from zt_audio.pipeline.load import Inspection, with_urgent
from zt_audio.pipeline.script import block_parts
from zt_audio.store.records import remember, remembered
from zt_audio.store.workspace import Workspace

_MOST_BYTES = 300_000  # of the changed files: beyond it a check of everything is as quick


@dataclass(frozen=True, slots=True)
class CheckBasis:
    """What the last check of a project read and found.

    `said` has the ids of places by the greetings and closing words that are said there, as “intro.kk outro.kk”. `wrong`
    are files that are left out of the project for what is wrong in them. `shows_names` tells whether names of places
    are in names of files, so that a player may not take another one.
    """

    places: Mapping[str, str]  # the text of each file of places
    said: Mapping[str, str]
    wrong: tuple[str, ...]
    shows_names: bool
    verdict: CheckVerdict

    @property
    def errors(self) -> tuple[Problem, ...]:
        return _errors(self.verdict.problems)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a file of places has wrong in itself, and what it tells the rest of the project.

    Warnings depend on `told_of_warnings` too; they are reported only where the project has no error.
    """

    is_read: bool  # False where some of its places are left out of the project
    own: tuple[Problem, ...]
    told: tuple[object, ...]
    told_of_warnings: tuple[object, ...]


def keep_basis(
    workspace: Workspace, inputs: CheckInputs, verdict: CheckVerdict, found: Inspection, today: date | None
) -> None:
    """Keep what a check read and `found`, where the voices do not depend on what is said."""
    if found.project is None:
        return
    project = with_urgent(found.project, today)
    asks_voices = workspace.recordings.exists() or project.settings.voices.online != "never"
    if not found.errors and (verdict.error_code or asks_voices):
        return
    profiles = {playlist.profile for playlist in project.playlists.values()}
    shows_names = any(profile_of(name, project.own_profiles).alphabet != "ascii" for name in profiles)
    blocks: dict[str, dict[str, None]] = {}
    for playlist in project.playlists.values():
        for stop in playlist.stops:
            kinds = ("outro",) if stop.moving else ("intro", "outro")
            said = (f"{kind}.{lang}" for lang in playlist.languages for kind in kinds)
            blocks.setdefault(stop.place, {}).update(dict.fromkeys(said))
    places = rows_by_key((" ".join(each), place) for place, each in blocks.items())
    wrong = tuple({problem.where.file: None for problem in found.read.errors if problem.where})
    by_said = {said: " ".join(ids) for said, ids in places.items()}
    with suppress(UnicodeDecodeError):  # a file in another encoding: everything is checked until it is mended
        texts = {name: data.decode() for name, data in inputs.places.items()}
        remember(workspace.check_basis, inputs.rest, CheckBasis(texts, by_said, wrong, shows_names, verdict))


def recheck(workspace: Workspace, inputs: CheckInputs) -> CheckVerdict | None:
    """Return what a check of everything would find now; None where everything must be checked."""
    if (basis := remembered(workspace.check_basis, inputs.rest, CheckBasis)) is None:
        return None
    with suppress(UnicodeDecodeError, ContentError):
        now = {name: data.decode() for name, data in inputs.places.items()}
        if now.keys() != basis.places.keys():
            return None
        changed = [name for name in now if now[name] != basis.places[name]]
        if sum(len(now[name]) for name in changed) > _MOST_BYTES:
            return None
        snapshot = Snapshot(workspace.root)
        around = snapshot.around_places(basis.wrong)
        reader = Reader(around.lexicon, ReadingMemory())  # most of a file is read alike before and after
        looks = {name: _changed(snapshot, around, reader, basis, (name, now[name])) for name in changed}
        verdict = _verdict(basis, looks)
        if verdict and bool(_errors(verdict.problems)) == bool(basis.errors):
            # A basis without errors is of use again once those that were made since are mended.
            remember(workspace.check_basis, inputs.rest, replace(basis, places=now, verdict=verdict))
        return verdict
    return None


def _errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if problem.severity == "error")


def _changed(
    snapshot: Snapshot, around: Project, reader: Reader, basis: CheckBasis, file: tuple[str, str]
) -> _Look | None:
    """Return what `file` is, by its name and new text; None where that may concern the rest of the errors."""
    name, text = file
    known = [problem for problem in basis.verdict.problems if problem.where and problem.where.file == name]
    for problem in basis.verdict.problems:
        files = problem.where.file if problem.where else "", problem.facts.get("file")
        if message_of(problem).is_of_several_files and name in files:
            return None  # a kind without greeting stands at the first place of its kind
    read = [snapshot.places(name, each) for each in (basis.places[name], text)]
    reads = [each for each in read if each]
    if len(reads) < len(read):
        return None
    # A place that is as it was, where it was, is read as before.
    same = {id_ for id_, place in reads[0].sound.items() if reads[1].sound.get(id_) == place}
    before, after = (_look(around, reader, basis, name, each, same) for each in reads)
    if before is None or after is None or not before.is_read or before.told != after.told:
        return None
    if any(problem not in known for problem in (_errors(before.own) if basis.errors else before.own)):
        return None
    if before.told_of_warnings != after.told_of_warnings and not basis.errors and not _errors(after.own):
        return None
    return replace(after, own=(*(problem for problem in known if problem not in before.own), *after.own))


def _verdict(basis: CheckBasis, looks: Mapping[str, _Look | None]) -> CheckVerdict | None:
    """Return what is wrong now that the files of `looks` are as these say; None where that may concern the rest."""
    found = [look for look in looks.values() if look]
    own = [problem for look in found for problem in look.own]
    rest = [problem for problem in basis.verdict.problems if problem.where is None or problem.where.file not in looks]
    errors = _errors([*rest, *own])
    is_read = all(look.is_read for look in found)
    if len(found) < len(looks) or (basis.errors and not (errors and is_read)):
        return None
    if not errors:
        return replace(basis.verdict, problems=sorted_by_place([*rest, *own]))
    if not is_read and len(found) > 1:
        return None  # a playlist that has lost a place is not read, and so no mistake in its other places is found
    return CheckVerdict(sorted_by_place(errors), (), (), has_content=False, error_code=ContentError.exit_code)


def _look(
    around: Project, reader: Reader, basis: CheckBasis, name: str, read: ReadPlaces, same: Collection[str]
) -> _Look | None:
    """Return what the file `name` is as it was `read`, except the places that are the `same` before and after.

    None where it cannot be told.
    """
    project = replace(around, places={id_: place for id_, place in read.sound.items() if id_ not in same})
    passages, refused = _passages(project, reader, basis.said)
    if (wrong := _errors(read.problems)) and refused:
        return None  # a place that is not read may hide what is refused
    found: tuple[Problem, ...] = (*wrong, *refused)
    told_of_warnings: tuple[object, ...] = ()
    if not found:
        said: SaidByPlace = {lang: {} for lang in LANGS}
        for text in spoken_texts(replace(project, appeals={}), reader):
            note_said(text, said)
        found = (*read.problems, *place_warnings(replace(project, appeals={}), passages, reader))
        elsewhere = [problem for problem in found if problem.where is None or problem.where.file != name]
        told_of_warnings = (
            # A mistake of a template is reported once, with the name of the first place that has it.
            [(each.slug, each.where, each if each in basis.verdict.problems else None) for each in elsewhere],
            place_mentions(project, written_texts(replace(project, places={}))),
            entry_effects(project.lexicon, said, reader.cache),
            guess_keys(passages),
            [word for passage in passages for word in passage.repaired],
        )
    names = [text.value for place in project.places.values() for text in place.name.values()]
    asked = {str(problem.facts.get("id", "")).lower() for problem in basis.errors}  # a place may be named by its name
    told = (
        read.kinds,
        [problem for problem in refused if problem.where is None or problem.where.file != name],
        names if basis.shows_names else [each for each in names if each.lower() in asked],
    )
    own = tuple(problem for problem in found if problem.where and problem.where.file == name)
    return _Look(not wrong, own, told, told_of_warnings)


def _passages(
    project: Project, reader: Reader, said: Mapping[str, str]
) -> tuple[tuple[Passage, ...], tuple[Problem, ...]]:
    """Return what is `said` with a name where playlists stop, and each problem of what cannot be read, once.

    Words without a name are the same whatever their place is called, and a telephone number asks for 400 patterns.
    """
    passages: list[Passage] = []
    problems: list[Problem] = []
    blocks = {id_: each.split() for each, ids in said.items() for id_ in ids.split() if id_ in project.places}
    for id_, place in project.places.items():
        for block in (PartId.parse(each.replace(".", f"/{id_}/")) for each in blocks.get(id_, ())):
            lang = block.lang or LANGS[0]
            template = (project.intros if block.kind == "intro" else project.outros).pick(place, lang)
            if template and not find_slot(template.value) and not reader.has_own_words(lang, id_):
                continue
            try:
                passages += (part.passage for part in block_parts(project, reader, block) if part.passage)
            except ContentError as error:
                problems += (problem for problem in error.problems if problem not in problems)
    return tuple(passages), tuple(problems)
