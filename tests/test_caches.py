"""Test that nothing which a text can hold is remembered without a bound: a studio runs for weeks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "zt_audio"
ENDLESS = {"str", "int", "float", "bytes", "Path"}  # types of which there is always one more
FEW = {  # arguments of such a type that take few values all the same
    "_catalogue": "languages of messages",
    "_ring_filters": "sample rates that are judged",
    "_rising": "presets",
    "_rendered": "pages of the manuals",
    "data_fingerprint": "voices of espeak-ng",
    "engine_here": "engines that are installed",
    "home_fingerprint": "voices of RHVoice",
    "language_of": "languages",
    "pace_sentence": "languages",
    "reachable": "folders of espeak-ng",
}


def unbounded(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield the functions whose answers are all kept."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            decorators = {ast.unparse(each) for each in node.decorator_list}
            if decorators & {"cache", "functools.cache", "lru_cache(maxsize=None)"}:
                yield node


def is_endless(function: ast.FunctionDef) -> bool:
    """Tell whether an argument of `function` may be any text, number or file."""
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, [given.vararg, given.kwarg])]
    named = {node.id for each in arguments if each.annotation for node in ast.walk(each.annotation)
             if isinstance(node, ast.Name)}  # fmt: skip
    return bool(named & ENDLESS)


def test_what_a_text_can_hold_is_remembered_within_bounds() -> None:
    trees = (ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py")))
    found = {each.name for tree in trees for each in unbounded(tree) if is_endless(each)}
    assert found == FEW.keys()
