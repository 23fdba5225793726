"""Words that docs/glossary.md forbids stand nowhere."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)  # code has the names of its language
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
TERM_COLUMNS, EXCEPTION_COLUMNS = 5, 3


def rows(columns: int) -> Iterator[list[str]]:
    """Yield the cells of the glossary's rows with so many columns, headings excluded."""
    for line in GLOSSARY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == columns and cells[-1] not in ("not", "why") and set(line) - set("|-"):
            yield cells


def forbidden() -> dict[str, re.Pattern[str]]:
    """Return each word of the column *not* with the pattern that finds it."""
    words = [word.strip() for cells in rows(TERM_COLUMNS) for word in cells[-1].split(",") if word.strip()]
    return {word: re.compile(pattern_of(word), re.IGNORECASE) for word in words}


def pattern_of(word: str) -> str:
    return r"\b" + re.escape(word).replace(r"\*", r"\w*") + r"\b"


def exceptions() -> list[tuple[str, str]]:
    """Return the words that are allowed, each with the beginning of the paths where it is."""
    return [(cells[0], cells[1]) for cells in rows(EXCEPTION_COLUMNS)]


def defined_names(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module gives."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield ast.get_docstring(node) or ""


def comments(source: str) -> Iterator[str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return (token.string for token in tokens if token.type == tokenize.COMMENT)


def texts_of(path: Path) -> Iterator[str]:
    """Yield what a module says to its readers: names as words, docstrings, comments, the module's own name."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    yield from (CAMEL.sub(" ", name).replace("_", " ") for name in (path.stem, *defined_names(tree)))
    yield from docstrings(tree)
    yield from comments(source)


def texts() -> Iterator[tuple[str, str]]:
    """Yield everything that is held to the glossary, with where it stands."""
    for path in sorted((ROOT / "zt_audio").rglob("*.py")):
        yield from ((path.relative_to(ROOT).as_posix(), text) for text in texts_of(path))
    for path in [ROOT / name for name in PAGES] + sorted((ROOT / "docs").rglob("*.md")):
        if path.exists() and path != GLOSSARY and path.stem != "changelog":  # a changelog tells what was
            yield path.relative_to(ROOT).as_posix(), FENCED.sub("", path.read_text("utf-8"))
    for language in ("kk", "ru"):
        po = ROOT / "zt_audio" / "locale" / language / "LC_MESSAGES" / "zt_audio.po"
        for message in read_po(io.BytesIO(po.read_bytes()), locale=language):
            yield "en", " ".join((message.id,) if isinstance(message.id, str) else message.id)
            yield language, " ".join((message.string,) if isinstance(message.string, str) else message.string or ())


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    """Give the forbidden words that are somewhere, each with where."""
    patterns = forbidden()
    any_word = re.compile("|".join(pattern.pattern for pattern in patterns.values()), re.IGNORECASE)
    return {
        (word, place)
        for place, text in texts()
        if any_word.search(line := " ".join(text.split()))
        for word, pattern in patterns.items()
        if pattern.search(line)
    }


def test_forbidden_words_are_nowhere(found: set[tuple[str, str]]) -> None:
    allowed = exceptions()
    wrong = {
        (word, place)
        for word, place in found
        if not any(word == each and place.startswith(where) for each, where in allowed)
    }
    assert sorted(wrong) == []


def test_the_glossary_is_read_as_it_is_written() -> None:
    assert {"round", "плейлист*", "anew"} <= set(forbidden())
    assert forbidden()["пресет*"].search("Выберите пресеты")
    assert not forbidden()["round"].search("a rounded number")
    assert {word for word, _where in exceptions()} <= set(forbidden())


def test_names_are_read_as_words(tmp_path: Path) -> None:
    module = tmp_path / "first_round.py"
    module.write_text("class BigRound:\n    '''Doc.'''\n\n\ndef of(last_round): ...  # why\n", "utf-8")
    assert list(texts_of(module)) == ["first round", "Big Round", "of", "last round", "", "Doc.", "", "# why"]
