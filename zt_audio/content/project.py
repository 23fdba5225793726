"""The project folder in, a Project out: or every problem of every file at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from zt_audio.content import assemble
from zt_audio.content.check import check, known_ids
from zt_audio.content.fields import id_problem
from zt_audio.content.files import ContentFile, find_files
from zt_audio.content.read import read_source
from zt_audio.content.shape import shaped
from zt_audio.content.tree import Node, parse
from zt_audio.errors import ContentError
from zt_audio.model import Problem, Project, Where

_QUOTED = 100  # characters


def load_project(root: Path) -> tuple[Project, tuple[Problem, ...]]:
    """Return the project at `root` and its warnings. Raises ContentError with all problems of all files."""
    files, problems = find_files(root)
    found = list(problems)
    trees: dict[ContentFile, Node] = {}
    for file in files:
        tree, wrong = _tree(file)
        found += wrong
        if tree is not None:
            trees[file] = tree
    shapes: dict[ContentFile, Any] = {}
    known = known_ids(files, trees)
    for file, tree in trees.items():
        shapes[file], wrong = shaped(file.kind, tree)
        found += (*wrong, *check(file, tree, known))
    found = [_short(problem) for problem in found]
    found.sort(key=lambda problem: (problem.where or Where(""), problem.slug))
    if any(problem.severity == "error" for problem in found):
        raise ContentError(found)
    return assemble.project(shapes, trees), tuple(found)


def _short(problem: Problem) -> Problem:
    """Cut what a message quotes from a file: a key may be as long as the file."""
    facts = {k: v[:_QUOTED] + "…" if isinstance(v, str) and len(v) > _QUOTED else v for k, v in problem.facts.items()}
    return replace(problem, facts=facts)


def _tree(file: ContentFile) -> tuple[Node | None, tuple[Problem, ...]]:
    wrong = id_problem(file.id) if file.kind in ("text", "playlist") else None
    about_name = (Problem(wrong[0], Where(file.name), wrong[1]),) if wrong else ()
    try:
        tree, problems = parse(read_source(file.path, file.name))
    except ContentError as error:
        return None, (*about_name, *error.problems)
    return tree, (*about_name, *problems)
