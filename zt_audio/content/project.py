"""Load a project folder: return a Project, or report every problem of every file at once."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from zt_audio.content.assemble import (
    assemble_appeal,
    assemble_appeals,
    assemble_lexicon,
    assemble_manner,
    assemble_places,
    assemble_project,
)
from zt_audio.content.check import KnownIds, file_problems, kinds_without_greeting, known_ids, repeated_places
from zt_audio.content.facts import assemble_facts, assemble_people
from zt_audio.content.files import ContentFile, content_files, find_files, id_problem, trace_misnamed_files, usable_name
from zt_audio.content.schema import validated
from zt_audio.content.yaml.source import content_bytes, source_of
from zt_audio.content.yaml.tree import YAML_LOADER, Map, Node, YamlLoader, mapping, parse_yaml
from zt_audio.errors import ContentError
from zt_audio.language.lexicon import Lexicon
from zt_audio.messages.message import message_of
from zt_audio.model import Appeal, Lang, Manner, Person, Place, Problem, Project, StatedFact, Text, Where
from zt_audio.store.workspace import APPEALS
from zt_audio.suggestions import cut

_QUOTED = 100  # characters


Stamps = tuple[tuple[str, int, int, int], ...]  # of files: path, bytes, nanoseconds, inode
_OF_SOME = ("text", "places", "playlist")  # a mistake in a file of another kind concerns every playlist
_MANNER = ("settings", "lexicon")  # without them nothing can be read aloud


@dataclass(frozen=True, slots=True)
class UsableProject:
    """The appeals, places and playlists without a mistake; `broken` says of each other playlist what is wrong."""

    project: Project
    broken: Mapping[str, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """The files of a project, each read as far as it can be: its tree, its typed contents, and all that is wrong."""

    files: tuple[ContentFile, ...]
    trees: Mapping[ContentFile, Node]
    shapes: Mapping[ContentFile, Any]
    known: KnownIds
    problems: tuple[Problem, ...]  # in the order of the files

    def project(self) -> tuple[Project, tuple[Problem, ...]]:
        """Return the project and its warnings. Raises ContentError with all problems of all files."""
        _require_no_errors(self.problems)
        return assemble_project(self.shapes, self.trees), self.problems

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def usable(self) -> UsableProject | None:
        """Return what can be used whatever is wrong with some of it; None where settings or a lexicon are wrong."""
        of_all = tuple(problem for problem in self.errors if self._kind(problem) not in _OF_SOME)
        if any(self._kind(problem) in _MANNER for problem in of_all):
            return None
        wrong = {problem.where.file for problem in self.errors if problem.where}
        shapes = {file: shape for file, shape in self.shapes.items() if file.name not in wrong}
        trees = dict(self.trees)
        repeated = {problem.facts["id"] for problem in self.errors if message_of(problem).is_of_several_files}
        for file, tree in self.trees.items():
            if file.kind == "places" and (file.name in wrong or repeated & mapping(tree).keys()):
                trees[file], shapes[file] = self.sound_places(file, tree, repeated)
        whole = assemble_project(shapes, trees)
        broken = {
            file.id: found
            for file in self.files
            if file.kind == "playlist" and (found := (*of_all, *self._against(file, whole)))
        }
        playlists = {name: each for name, each in whole.playlists.items() if name not in broken}
        return UsableProject(replace(whole, playlists=playlists), broken)

    def _kind(self, problem: Problem) -> str:
        return next((file.kind for file in self.files if problem.where and problem.where.file == file.name), "")

    def sound_places(
        self, file: ContentFile, tree: Node, repeated: Collection[object]
    ) -> tuple[Node, Mapping[str, Any]]:
        """Return the places of `file` that have no mistake; none where a mistake is of no place."""
        sound, explained = Map(tree.where), set[tuple[str, Where | None]]()
        shapes: dict[str, Any] = {}
        if not isinstance(tree, Map):
            return sound, shapes
        for name, place in tree.items():
            alone = Map(tree.where)
            alone[name], alone.key_where[name] = place, tree.key_where[name]
            shape, found = _checked(file, alone, (), self.known)
            explained |= {(problem.slug, problem.where) for problem in found}
            if not _has_errors(found) and name not in repeated:
                sound[name], sound.key_where[name] = place, tree.key_where[name]
                shapes |= shape
        for problem in self.errors:
            is_here = problem.where is not None and problem.where.file == file.name
            is_unexplained = (problem.slug, problem.where) not in explained
            if is_here and is_unexplained and not message_of(problem).is_of_several_files:
                return Map(tree.where), {}
        return sound, shapes

    def _against(self, file: ContentFile, whole: Project) -> Iterator[Problem]:
        """Yield what keeps the playlist in `file` from being played: its own mistakes, and those of what it names."""
        playlist = whole.playlists.get(file.id)
        stops = playlist.stops if playlist else ()
        texts = {f"{APPEALS}/texts/{name}.yaml" for stop in stops for name in stop.appeals if name not in whole.appeals}
        lacks_places = any(stop.place not in whole.places for stop in stops)
        for problem in self.errors:
            name = problem.where.file if problem.where else ""
            is_text = name in texts or problem.facts.get("right") in texts
            if name == file.name or is_text or (lacks_places and self._kind(problem) == "places"):
                yield problem


@dataclass(frozen=True, slots=True)
class _ReadFile:
    tree: Node | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReadPlaces:
    """The places of one file that have no mistake, the id and kind of every place in it, and what is wrong in it."""

    sound: Mapping[str, Place]
    kinds: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


class Snapshot:
    """The files of a project at one moment: each is read when it is first asked for, and once. Safe for threads.

    What was read does not change with the disk. Trees of places are let go unless it `keeps_all`: those of 12 000
    places take 40 MB. `stamps` have path, size, time and inode of each file as they were before any was read.
    """

    def __init__(
        self,
        root: Path,
        stamps: Stamps = (),
        read: Mapping[str, _ReadFile] | None = None,
        *,
        loader: YamlLoader = YAML_LOADER,
        keeps_all: bool = False,
    ) -> None:
        self.root = root
        self.stamps = stamps
        self._loader, self._keeps_all = loader, keeps_all
        self._read = {**(read or {})}

    def with_file(self, name: str, data: bytes) -> Snapshot:
        """Return the project with `data` in the file `name`, as a page would write it."""
        file = ContentFile("text", self.root / name, name)  # whatever its kind, it is read alike
        read = {**self._read, name: _read(file, self._loader, data)}
        return Snapshot(self.root, self.stamps, read, loader=self._loader, keeps_all=self._keeps_all)

    def later(self, stamps: Stamps) -> Snapshot:
        """Return the project with `stamps`; what is as it was is not read again, except where it could not be read."""
        same = {name for name, *_facts in {*stamps} & {*self.stamps}}
        read = {name: each for name, each in self._read.items() if each.tree and str(self.root / name) in same}
        return Snapshot(self.root, stamps, read, loader=self._loader, keeps_all=self._keeps_all)

    @cached_property
    def manner(self) -> Manner:
        """Return how it reads and speaks: its settings and lexicon alone. Raises ContentError."""
        return assemble_manner(*self._part("settings lexicon"))

    @cached_property
    def appeals(self) -> Mapping[str, Appeal]:
        """Return its appeals, whatever the other files hold. Raises ContentError."""
        shapes, trees = self._part("text lexicon")
        files = [file for file in shapes if file.kind == "text"]
        return {each.id: each for file in files for each in assemble_appeals(file, shapes[file], trees[file])}

    @cached_property
    def facts(self) -> Mapping[str, StatedFact]:
        """Return the facts that it states; none where it has no facts.yaml. Raises ContentError."""
        shapes, trees = self._part("facts")
        return next((assemble_facts(shapes[file], trees[file]) for file in shapes), {})

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """Return who works with it; no one where it has no people.yaml. Raises ContentError."""
        shapes, trees = self._part("people")
        return next((assemble_people(shapes[file], trees[file]) for file in shapes), {})

    @cached_property
    def usable(self) -> tuple[Project, tuple[Problem, ...]]:
        """Return what can be used of it, and all errors. Raises ContentError where nothing can."""
        read = self.files()
        if (usable := read.usable()) is None:
            raise ContentError(read.errors)
        return usable.project, read.errors

    def lexicon(self, lang: Lang) -> Lexicon:
        """Return what staff taught the reader of `lang`; nothing outside a project. Raises ContentError."""
        return Lexicon(assemble_lexicon(lang, *self._part("lexicon", lang)))

    def project(self) -> tuple[Project, tuple[Problem, ...]]:
        """Return the project and its warnings. Raises ContentError with all problems of all files."""
        return self.files().project()

    def files(self) -> ReadFiles:
        """Return each file, read as far as it can be."""
        files, problems = self._found
        shapes, trees, known, found = self._loaded(files)
        return ReadFiles(files, trees, shapes, known, _in_order(trace_misnamed_files([*problems, *found], files)))

    def around_places(self, wrong: Collection[str]) -> Project:
        """Return the project without its places and playlists, and without the files that are `wrong` by name."""
        files = (file for file in self._found[0] if file.kind not in ("places", "playlist") and file.name not in wrong)
        trees = {file: tree for file in files if (tree := self._file(file).tree) is not None}
        # What is wrong in them was found before: to look for it again takes 0.1 s.
        return assemble_project({file: validated(file.kind, tree)[0] for file, tree in trees.items()}, trees)

    def places(self, name: str, text: str) -> ReadPlaces | None:
        """Return what `text` would be as the file `name` of places; None where it is no map of places."""
        file = ContentFile("places", self.root / name, name)
        files = [each for each in self._found[0] if each.kind == "lexicon"]
        trees = {each: tree for each in files if (tree := self._file(each).tree) is not None}
        read = _read(file, self._loader, text.encode())
        if not isinstance(tree := read.tree, Map):
            return None
        trees[file] = tree
        known = known_ids((*files, file), trees)
        shape, found = _checked(file, tree, read.problems, known)
        problems = _in_order(found)
        kinds = {id_: mapping(place).get("kind") for id_, place in tree.items()}
        if _has_errors(problems):
            tree, shape = ReadFiles((file,), trees, {}, known, problems).sound_places(file, tree, ())
        told = tuple((id_, kind.value if isinstance(kind, Text) else "") for id_, kind in kinds.items())
        return ReadPlaces(shape, told, problems)

    @cached_property
    def _found(self) -> tuple[tuple[ContentFile, ...], tuple[Problem, ...]]:
        return find_files(self.root)

    def _file(self, file: ContentFile) -> _ReadFile:
        if (read := self._read.get(file.name)) is None:
            read = _read(file, self._loader)
            if self._keeps_all or file.kind != "places":
                self._read[file.name] = read
        return read

    def _part(self, kinds: str, id_: str = "") -> tuple[dict[ContentFile, Any], dict[ContentFile, Node]]:
        """Return the typed contents and the trees of the files of `kinds` alone. Raises ContentError."""
        files = [file for file in self._found[0] if file.kind in kinds.split() and id_ in ("", file.id)]
        shapes, trees, _known, found = self._loaded(files)
        _require_no_errors(_in_order(found))
        return shapes, trees

    def _loaded(
        self, files: Collection[ContentFile]
    ) -> tuple[dict[ContentFile, Any], dict[ContentFile, Node], KnownIds, list[Problem]]:
        """Return contents and tree of each file, as far as it has them, all ids, and all that is wrong."""
        shapes: dict[ContentFile, Any] = {}
        trees: dict[ContentFile, Node] = {}
        found: list[Problem] = []
        about: dict[ContentFile, tuple[Problem, ...]] = {}
        for file in files:
            read = self._file(file)
            if read.tree is not None:
                trees[file] = read.tree
                about[file] = read.problems
            else:
                found += read.problems
        known = known_ids(files, trees)
        found += [*repeated_places(trees), *kinds_without_greeting(trees, known.greeted)]
        for file, tree in trees.items():
            shapes[file], wrong = _checked(file, tree, about[file], known)
            found += wrong
        return shapes, trees, known, found


class Snapshots:
    """Gives one snapshot of a project for as long as its files stay as they are. Safe for threads."""

    def __init__(self, root: Path, *, keeps_all: bool = False) -> None:
        self._lock = threading.Lock()
        self._last = Snapshot(root, keeps_all=keeps_all)

    def now(self) -> Snapshot:
        """Return the project as the disk holds it; what did not change is not read again."""
        stamps = file_stamps(content_files(self._last.root))
        with self._lock:
            if stamps != self._last.stamps:
                self._last = self._last.later(stamps)
            return self._last


def file_stamps(paths: Iterable[Path]) -> Stamps:
    """Return path, size, time and inode of each file of `paths` that is there, sorted."""
    found = []
    for path in paths:
        with suppress(OSError):  # a broken link, or gone just now
            facts = path.stat()
            found.append((str(path), facts.st_size, facts.st_mtime_ns, facts.st_ino))
    return tuple(sorted(found))


def read_appeal(name: str, data: bytes, around: ReadFiles) -> tuple[Node | None, Appeal | None, tuple[Problem, ...]]:
    """Read the appeal that `data` would be as the file `name` among the other files `around` it.

    Return its tree, the appeal where nothing is wrong with it, and what is wrong: as a reading of all files says.
    """
    file = next((file for file in around.files if file.name == name), ContentFile("text", Path(name), name))  # new
    read = _read(file, YAML_LOADER, data)
    if read.tree is None:
        return None, None, _in_order(read.problems)
    shape, found = _checked(file, read.tree, read.problems, around.known)
    problems = _in_order(found)
    return read.tree, None if _has_errors(problems) else assemble_appeal(file, shape, read.tree), problems


def _checked(
    file: ContentFile, tree: Node, about: Sequence[Problem], known: KnownIds
) -> tuple[Any, tuple[Problem, ...]]:
    """Return the typed contents of `tree`, and all that is wrong with it; `about` is what its form has wrong."""
    shape, wrong = validated(file.kind, tree)
    if file.kind == "places" and shape is not None:
        shape = assemble_places(shape, tree)  # at once: pydantic's models of 90 000 places take 110 MB
    return shape, tuple(_without_consequences([*about, *wrong, *file_problems(file, tree, known)]))


def _without_consequences(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Leave out what is wrong in a file only because a key stands in a wrong place."""
    if not any(message_of(problem).hides_keys for problem in problems):
        return problems
    return [problem for problem in problems if not message_of(problem).may_come_of_hidden_keys]


def _in_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(map(_short, found), key=lambda problem: (problem.where or Where(""), problem.slug)))


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _require_no_errors(problems: Sequence[Problem]) -> None:
    if _has_errors(problems):
        raise ContentError(problems)


def _short(problem: Problem) -> Problem:
    """Cut what a message quotes from a file: a key may be as long as the file."""
    facts = {k: cut(v, _QUOTED) if isinstance(v, str) else v for k, v in problem.facts.items()}
    return replace(problem, facts=facts)


def _read(file: ContentFile, loader: YamlLoader, data: bytes | None = None) -> _ReadFile:
    """Read `file`, or `data` in its place."""
    wrong = id_problem(file.id) if file.is_named_by_staff else None
    about_name = (Problem("bad-file-name", Where(file.name), {"right": usable_name(file.name)}),) if wrong else ()
    try:
        tree, problems = parse_yaml(source_of(content_bytes(file) if data is None else data, file.name), loader)
    except ContentError as error:
        return _ReadFile(None, (*about_name, *error.problems))
    return _ReadFile(tree, (*about_name, *problems))
