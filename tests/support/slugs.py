"""Find the slugs of the problems that the package raises, with their facts, in its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "zt_audio"
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|busy")
RAISERS = ("Problem", "Unread", "refusal")
# Encodings and layouts, of modules where slugs stand in tables.
NOT_SLUGS = {"utf-8", "utf-8-sig", "utf-16", "one-file", "folder-per-stop", "m3u-per-folder"}


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """Return name and syntax tree of every module but the message tables."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "messages")
    return tuple((path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths)


def words() -> set[str]:
    """Return every string that could be a slug, wherever it stands."""
    return {text for _name, tree in modules() for text, _node in constants(tree)}


def raised() -> dict[str, str]:
    """Return each slug that is raised, and one place where.

    A slug is what stands first in Problem(), Unread() and refusal(), or for a parameter called `slug`. Where a
    module hands a variable to Problem(), its slugs stand in tables: then all its words count that look like one.
    """
    found: dict[str, str] = {}
    takers = slug_parameters()
    for name, tree in modules():
        dynamic = False
        for call in calls(tree):
            position = 0 if called(call) in RAISERS else takers.get(called(call))
            if position is None or position >= len(call.args):
                continue
            first = call.args[position]
            found |= {text: f"{name}:{node.lineno}" for text, node in constants(first)}
            dynamic |= called(call) == "Problem" and isinstance(first, ast.Name | ast.Subscript)
        if dynamic:
            rules = {id(node) for call in calls(tree) if called(call) == "Rule" for node in ast.walk(call)}
            found |= {
                text: f"{name}:{node.lineno}"
                for text, node in constants(tree)
                if id(node) not in rules and text not in NOT_SLUGS
            }
    return found


def facts_given() -> Iterator[tuple[str, set[str], str]]:
    """Yield slug, names of its facts, and place, where slug and facts stand in the call itself."""
    for name, tree in modules():
        for call in calls(tree):
            if called(call) in ("Problem", "refusal") and call.args and isinstance(call.args[0], ast.Constant):
                facts = facts_of(call)
                if facts is not None:
                    yield str(call.args[0].value), facts, f"{name}:{call.lineno}"


def facts_of(call: ast.Call) -> set[str] | None:
    """Return the names of the facts in a call of Problem(slug, where, facts) or refusal(slug, **facts); else None."""
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if called(call) == "refusal":
        return None if None in keywords else {str(name) for name in keywords}
    given = keywords.get("facts", call.args[2] if len(call.args) > 2 else None)
    if given is None:
        return set()
    if not isinstance(given, ast.Dict) or not all(isinstance(key, ast.Constant) for key in given.keys):
        return None
    return {str(key.value) for key in given.keys if isinstance(key, ast.Constant)}


def slug_parameters() -> dict[str, int]:
    """Return the functions of the package that take a slug by position, and which position that is."""
    found: dict[str, int] = {}
    for _name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [arg.arg for arg in node.args.args if arg.arg != "self"]
                if "slug" in names:
                    found[node.name] = names.index("slug")
    return found


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """Return the last name of what is called: `self._refusal` is `_refusal`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def constants(tree: ast.AST) -> Iterator[tuple[str, ast.Constant]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SLUG.fullmatch(node.value):
            yield node.value, node
