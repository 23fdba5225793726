"""Load a project folder: return a Project, or report every problem of every file at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from zt_audio.content.facts import assemble_facts
from zt_audio.content.files import ContentFile, find_files, id_problem, trace_misnamed_files, usable_name
from zt_audio.content.people import assemble_people
from zt_audio.content.validate import validated
from zt_audio.content.yaml.source import content_bytes, source_of
from zt_audio.content.yaml.tree import YAML_LOADER, Map, Node, YamlLoader, mapping, parse_yaml
from zt_audio.errors import ContentError
from zt_audio.language.lexicon import Lexicon
from zt_audio.messages.message import message_of
from zt_audio.model import Appeal, Lang, Manner, Person, Place, Problem, Project, StatedFact, Text, Where
from zt_audio.store.workspace import APPEALS
from zt_audio.suggestions import cut

_QUOTED = 100  # characters


Drafts = Mapping[str, bytes]  # what a page would write, by the name of the file that people see
_OF_SOME = ("text", "places", "playlist")  # a mistake in a file of another kind concerns every playlist
_MANNER = ("settings", "lexicon")  # without them nothing can be read aloud
_SAVED: Drafts = {}  # nothing but what the disk holds


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
class ReadPlaces:
    """The places of one file that have no mistake, the id and kind of every place in it, and what is wrong in it."""

    sound: Mapping[str, Place]
    kinds: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def usable_project(root: Path) -> tuple[Project, tuple[Problem, ...]]:
    """Return what can be used of the project at `root`, and all errors. Raises ContentError where nothing can."""
    read = read_files(root)
    if (usable := read.usable()) is None:
        raise ContentError(read.errors)
    return usable.project, read.errors


def load_project(root: Path, loader: YamlLoader = YAML_LOADER) -> tuple[Project, tuple[Problem, ...]]:
    """Return the project at `root` and its warnings. Raises ContentError with all problems of all files."""
    return read_files(root, loader).project()


def read_files(root: Path, loader: YamlLoader = YAML_LOADER, drafts: Drafts = _SAVED) -> ReadFiles:
    """Read each file of the project at `root`; `drafts` stand for the files of these names."""
    files, problems = find_files(root)
    shapes, trees, known, found = _load(files, loader, drafts)
    return ReadFiles(files, trees, shapes, known, _in_order(trace_misnamed_files([*problems, *found], files)))


def read_appeal(name: str, data: bytes, around: ReadFiles) -> tuple[Node | None, Appeal | None, tuple[Problem, ...]]:
    """Read the appeal that `data` would be as the file `name` among the other files `around` it.

    Return its tree, the appeal where nothing is wrong with it, and what is wrong: as a reading of all files says.
    """
    file = next((file for file in around.files if file.name == name), ContentFile("text", Path(name), name))  # new
    tree, wrong = _tree(file, YAML_LOADER, {name: data})
    if tree is None:
        return None, None, _in_order(wrong)
    shape, found = _checked(file, tree, wrong, around.known)
    problems = _in_order(found)
    return tree, None if _has_errors(problems) else assemble_appeal(file, shape, tree), problems


def load_around_places(root: Path, wrong: Collection[str]) -> Project:
    """Return the project at `root` without its places and playlists, and without the files that are `wrong` by name."""
    files = [file for file in find_files(root)[0] if file.kind not in ("places", "playlist") and file.name not in wrong]
    read = {file: _tree(file, YAML_LOADER, _SAVED)[0] for file in files}
    trees = {file: tree for file, tree in read.items() if tree is not None}
    # What is wrong in them was found before: to look for it again takes 0.1 s.
    return assemble_project({file: validated(file.kind, tree)[0] for file, tree in trees.items()}, trees)


def read_places(root: Path, name: str, text: str) -> ReadPlaces | None:
    """Return what `text` would be as the file `name` of places; None where it is no map of places."""
    file = ContentFile("places", root / name, name)
    files = [each for each in find_files(root)[0] if each.kind == "lexicon"]
    trees = {each: tree for each in files if (tree := _tree(each, YAML_LOADER, _SAVED)[0]) is not None}
    tree, wrong = _tree(file, YAML_LOADER, {name: text.encode()})
    if not isinstance(tree, Map):
        return None
    trees[file] = tree
    known = known_ids((*files, file), trees)
    shape, found = _checked(file, tree, wrong, known)
    problems = _in_order(found)
    kinds = {id_: mapping(place).get("kind") for id_, place in tree.items()}
    if _has_errors(problems):
        tree, shape = ReadFiles((file,), trees, {}, known, problems).sound_places(file, tree, ())
    told = tuple((id_, kind.value if isinstance(kind, Text) else "") for id_, kind in kinds.items())
    return ReadPlaces(shape, told, problems)


def load_lexicon(root: Path, lang: Lang) -> Lexicon:
    """Return what staff taught the reader of `lang`; nothing outside a project. Raises ContentError."""
    return Lexicon(assemble_lexicon(lang, *_part(root, "lexicon", lang)))


def load_manner(root: Path) -> Manner:
    """Return how the project at `root` reads and speaks: its settings and lexicon alone. Raises ContentError."""
    return assemble_manner(*_part(root, "settings lexicon"))


def load_appeals(root: Path) -> Mapping[str, Appeal]:
    """Return the appeals of the project at `root`, whatever the other files hold. Raises ContentError."""
    shapes, trees = _part(root, "text lexicon")
    files = [file for file in shapes if file.kind == "text"]
    return {each.id: each for file in files for each in assemble_appeals(file, shapes[file], trees[file])}


def load_facts(root: Path) -> Mapping[str, StatedFact]:
    """Return the facts that the project at `root` states; none where it has no facts.yaml. Raises ContentError."""
    shapes, trees = _part(root, "facts")
    return next((assemble_facts(shapes[file], trees[file]) for file in shapes), {})


def load_people(root: Path) -> Mapping[str, Person]:
    """Return who works with the project at `root`; no one where it has no people.yaml. Raises ContentError."""
    shapes, trees = _part(root, "people")
    return next((assemble_people(shapes[file], trees[file]) for file in shapes), {})


def _part(root: Path, kinds: str, id_: str = "") -> tuple[dict[ContentFile, Any], dict[ContentFile, Node]]:
    """Return the typed contents and the trees of the files of `kinds` alone. Raises ContentError."""
    files = [file for file in find_files(root)[0] if file.kind in kinds.split() and id_ in ("", file.id)]
    shapes, trees, _known, found = _load(files)
    _require_no_errors(_in_order(found))
    return shapes, trees


def _load(
    files: Collection[ContentFile], loader: YamlLoader = YAML_LOADER, drafts: Drafts = _SAVED
) -> tuple[dict[ContentFile, Any], dict[ContentFile, Node], KnownIds, list[Problem]]:
    """Return the typed contents and the tree of each file, as far as it has them, all ids, and all that is wrong."""
    shapes: dict[ContentFile, Any] = {}
    trees: dict[ContentFile, Node] = {}
    found: list[Problem] = []
    about: dict[ContentFile, tuple[Problem, ...]] = {}
    for file in files:
        tree, wrong = _tree(file, loader, drafts)
        if tree is not None:
            trees[file] = tree
            about[file] = wrong
        else:
            found += wrong
    known = known_ids(files, trees)
    found += [*repeated_places(trees), *kinds_without_greeting(trees, known.greeted)]
    for file, tree in trees.items():
        shapes[file], wrong = _checked(file, tree, about[file], known)
        found += wrong
    return shapes, trees, known, found


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


def _tree(file: ContentFile, loader: YamlLoader, drafts: Drafts) -> tuple[Node | None, tuple[Problem, ...]]:
    wrong = id_problem(file.id) if file.is_named_by_staff else None
    about_name = (Problem("bad-file-name", Where(file.name), {"right": usable_name(file.name)}),) if wrong else ()
    try:
        data = drafts.get(file.name)
        tree, problems = parse_yaml(source_of(content_bytes(file) if data is None else data, file.name), loader)
    except ContentError as error:
        return None, (*about_name, *error.problems)
    return tree, (*about_name, *problems)
