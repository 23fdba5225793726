"""Text is UTF-8 on every computer: Windows would take its code page where no encoding is named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENCODING_AT = {"read_text": 0, "write_text": 1, "open": 3}  # its place among the arguments
NO_FILE = ("formatter.write_text",)  # click's, which writes to a terminal


def code_pages(source: str) -> list[int]:
    """Return the lines on which text is read or written, and no encoding is named."""
    return [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and takes_code_page(node)]


def takes_code_page(call: ast.Call) -> bool:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    if "encoding" in named or ast.unparse(call.func) in NO_FILE:
        return False
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if name in {"read_text", "write_text"} and isinstance(call.func, ast.Attribute):
        return len(call.args) <= ENCODING_AT[name]
    if name in {"run", "Popen", "check_output"}:
        return any(isinstance(named.get(key), ast.Constant) for key in ("text", "universal_newlines"))
    given = (*call.args, *named.values())
    return ast.unparse(call.func) == "open" and len(call.args) <= ENCODING_AT["open"] and not any(map(is_binary, given))


def is_binary(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "b" in argument.value


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("path.read_text()", [1]),
        ("path.read_text('utf-8')", []),
        ("path.write_text(words)", [1]),
        ("path.write_text(words, encoding='utf-8')", []),
        ("open(name)", [1]),
        ("open(name, 'rb')", []),
        ("run(command, text=True)", [1]),
        ("run(command, encoding='utf-8')", []),
    ],
)
def test_what_names_no_encoding_is_found(source: str, found: list[int]) -> None:
    assert code_pages(source) == found


@pytest.mark.parametrize("folder", ["zt_audio", "tests", "scripts", "benchmarks"])
def test_every_file_is_read_and_written_with_an_encoding(folder: str) -> None:
    files = sorted((ROOT / folder).rglob("*.py"))
    found = [f"{file.relative_to(ROOT)}:{line}" for file in files for line in code_pages(file.read_text("utf-8"))]
    assert found == []
