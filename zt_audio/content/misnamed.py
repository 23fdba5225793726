"""Trace what is missing to the file that has it under a wrong name: one cause, one message."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from zt_audio.content.files import YAML, ContentFile, id_problem
from zt_audio.messages.message import message_of
from zt_audio.model import Problem, Where
from zt_audio.store.workspace import APPEALS

_ENDINGS = re.compile(r"(\.(ya?ml|txt))+$", re.IGNORECASE)
_COPY = re.compile(r"(?:[ _-]*(?:\(\d+\)|copy|copie|копия|көшірме)(?: \d+)?)+$|^(?:копия|copy of) ", re.IGNORECASE)
_LETTERS = {  # for names of files
    **str.maketrans("аәбвгғдеёзийкқлмноөпрстуұүфхһыіэ", "aabvggdeeziykqlmnooprstuuufhhyie", "ъь"),
    **{ord(char): latin for char, latin in zip("жңцчшщюя", "zh ng ts ch sh sh yu ya".split(), strict=True)},  # noqa: SIM905
}


def trace_misnamed_files(problems: Sequence[Problem], files: Collection[ContentFile]) -> list[Problem]:
    """Return `problems`; where a misnamed file explains others, they are left out and the file is an error."""
    # a name that is like a known one is misspelt, and no file has it
    unlike = {name for problem in problems if problem.facts.get("nearest", "") == "" for name in _missing(problem)}
    strays = [problem for problem in problems if message_of(problem).is_stray_file and problem.where]
    missing = {name for problem in problems for name in _missing(problem)}
    found = {file.name for file in files}
    explained: dict[str, str] = {}  # the name that is missing, by that of the file which has it
    for stray in strays:
        likely = unlike if len(strays) == 1 else frozenset[str]()
        if name := _meant(stray, missing - set(explained.values()), likely):
            explained[_file(stray)] = name
    kept = [problem for problem in problems if not {*_missing(problem)} & set(explained.values())]
    return [_named(problem, explained, found) for problem in kept]


def usable_name(file: str) -> str:
    """Return the name like that of `file` under which it could be read."""
    path = PurePosixPath(file)
    stem = re.sub("[^a-z0-9]+", "-", _stem(path.name).lower().translate(_LETTERS)).strip("-")[:40].strip("-") or "text"
    return f"{path.parent}/{stem if id_problem(stem) is None else f'{stem}-1'}{YAML}"


def _stem(name: str) -> str:
    """Return the name of a file without its endings and without what systems add to the name of a copy."""
    return _COPY.sub("", _ENDINGS.sub("", name))


def _missing(problem: Problem) -> Iterator[str]:
    """Yield the file, or the folder of files, that `problem` misses."""
    if problem.slug == "unknown-appeal":
        yield f"{APPEALS}/texts/{problem.facts['id']}{YAML}"
    elif message_of(problem).lacks_file and problem.where:
        yield problem.where.file


def _file(problem: Problem) -> str:
    return problem.where.file if problem.where else ""


def _meant(stray: Problem, missing: Collection[str], likely: Collection[str]) -> str:
    """Return which of `missing` the file of `stray` is; "" where that cannot be told.

    Where its name says nothing, it is the only one of `likely` in its folder.
    """
    name = f"{APPEALS}/{stray.facts.get('nearest')}"
    if name not in missing:
        name = usable_name(_file(stray))
    if name in missing:
        return name
    folder = str(PurePosixPath(name).parent)
    if folder in missing:  # it has no file at all
        return folder
    others = [each for each in likely if each.startswith(f"{folder}/") and each.endswith(YAML)]
    return others[0] if len(others) == 1 else ""


def _named(problem: Problem, explained: dict[str, str], found: Collection[str]) -> Problem:
    """Return `problem` with the new name of its file, and as an error where that explains what is missing."""
    if not message_of(problem).is_stray_file:
        return problem
    file = _file(problem)
    meant = explained.get(file, "")
    right = meant if meant.endswith(YAML) else usable_name(file)
    if not meant and "right" not in problem.facts:
        return problem
    if right in found and right != file:  # a copy: the name is taken
        right = f"{right.removesuffix(YAML)}-2{YAML}"
    return replace(problem, slug="bad-file-name", where=Where(file), facts={"right": right}, severity="error")
