"""Replace words in all texts at once: list what would change, then write what a person has chosen of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zt_audio.app.editing.edit import save_edits
from zt_audio.app.editing.edits import FileEdit, Saved, SetText
from zt_audio.app.editing.history import ValuePath, text_leaves
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.texts.workbench import Workbench
from zt_audio.content.yaml.edit import changed
from zt_audio.errors import ZtError
from zt_audio.model import LANGS, Lang, Problem

_KINDS = ("text", "intros", "outros")
_GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # no blank line, which ends a paragraph
_SLOT = r"\{[^{}]*\}"  # {place:gen} is no word


@dataclass(frozen=True, slots=True)
class ReplacedText:
    """A text with other words; `problems` are those that it would have and has not now."""

    file: str
    path: ValuePath
    old: str
    new: str
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """Return what names this change alone: another one where the text has changed meanwhile."""
        return hashlib.sha256(repr((self.file, self.path, self.old, self.new)).encode()).hexdigest()[:16]

    @property
    def paragraphs(self) -> tuple[tuple[str, str], ...]:
        """Return the paragraphs that change, as they are and as they would be."""
        pairs = zip(re.split(r"\n\s*\n", self.old), re.split(r"\n\s*\n", self.new), strict=False)
        return tuple((old, new) for old, new in pairs if old != new)


def replaced_words(text: str, wanted: str, instead: str, *, whole: bool = True) -> str:
    """Return `text` with `instead` for each `wanted`, which may also begin with a capital; slots stay as they are.

    A line may break between two words of `wanted`. Where it is `whole`, a longer word that holds it stays.
    """
    words = wanted.split()
    if not words:
        return text
    first = f"(?:{re.escape(words[0])}|{re.escape(_capital(words[0]))})"
    pattern = _GAP.join([first, *map(re.escape, words[1:])])
    sides = (r"(?<![\w-])", r"(?![\w-])") if whole else ("", "")

    def put(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        return _capital(instead) if not found[1].startswith(words[0]) else instead

    return re.sub(f"{_SLOT}|{sides[0]}({pattern}){sides[1]}", put, text)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def replaced_texts(
    bench: Workbench, today: date, wanted: str, instead: str, langs: Collection[Lang] = LANGS, *, whole: bool = True
) -> tuple[ReplacedText, ...]:
    """Return each title, text and greeting in `langs` that has `wanted`, as it would be; nothing is written.

    Raises ContentError, OSError.
    """
    view = bench.view(today)
    found = []
    for file in view.files.values():
        tree = view.trees.get(file.name)
        if file.kind not in _KINDS or tree is None:
            continue
        own = [
            ReplacedText(file.name, path, old, new)
            for path, old in text_leaves(tree, ())
            if path[-1] in langs and (new := replaced_words(old, wanted, instead, whole=whole)) != old
        ]
        wrong = tuple(_new_problems(bench, today, own)) if own and file.kind == "text" else ()
        found += [replace(each, problems=wrong if each is own[-1] else ()) for each in own]
    return tuple(found)


def _new_problems(bench: Workbench, today: date, own: Sequence[ReplacedText]) -> Iterator[Problem]:
    """Yield what would be wrong with an appeal that is not wrong now."""
    file = own[0].file
    try:
        [edit] = _edits(own)
        data = changed((bench.root / file).read_bytes(), file, edit.changes)
    except ZtError as error:
        yield from error.problems
        return
    before = Counter((each.slug, repr(each.facts)) for each in bench.view(today).problems_of(file))
    for problem in bench.draft(today, file, data).problems:
        kind = (problem.slug, repr(problem.facts))
        if before[kind]:
            before[kind] -= 1
        else:
            yield problem


def _edits(texts: Sequence[ReplacedText]) -> tuple[FileEdit, ...]:
    files = dict.fromkeys(each.file for each in texts)
    return tuple(
        FileEdit(file, tuple(SetText(each.path, each.old, each.new) for each in texts if each.file == file))
        for file in files
    )


def save_replaced(bench: Workbench, texts: Sequence[ReplacedText], by: str = NOT_NAMED) -> Saved:
    """Write all of `texts`, or none where one of them has changed meanwhile. Raises as `save_edits`."""
    return save_edits(bench.root, _edits(texts), by)
