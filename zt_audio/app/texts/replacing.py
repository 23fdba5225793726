"""Find words in all that a project says and names, and replace them: list what would change, write what is chosen."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zt_audio.app.edit import FileEdit, Saved, SetText, save_edits
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.texts.workbench import View, Workbench
from zt_audio.content.yaml.edit import changed
from zt_audio.content.yaml.tree import YamlPath, leaves
from zt_audio.errors import ZtError
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Problem

_KINDS = ("text", "intros", "outros")
_GAP = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # no blank line, which ends a paragraph
_SLOT = r"\{[^{}]*\}"  # {place:gen} is no word


_AROUND = 80  # characters that are shown before and after what was found
_TITLES = ("title", "name")
_KEYED_BY_WORDS = ("lexicon", "pronunciations")


@dataclass(frozen=True, slots=True)
class ReplacedText:
    """A text with other words; `problems` are those that it would have and has not now."""

    file: str
    path: YamlPath
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


def replaced_words(text: str, wanted: str, instead: str, lang: Lang | None = None) -> str:
    """Return `text` with `instead` for each `wanted`, which may also begin with a capital; slots stay as they are.

    A line may break between two words of `wanted`. With `lang` its other forms are replaced, too, where the grammar of
    that language knows the same form of `instead`.
    """
    if not (words := wanted.split()):
        return text

    def put(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        spoken = " ".join(found[1].split())
        is_capital = not spoken.startswith(words[0][:1])
        spoken = words[0][:1] + spoken[1:]
        new = instead if spoken == " ".join(words) else _other_form(spoken, wanted, instead, lang)
        return found[0] if new is None else _capital(new) if is_capital else new

    ending = r"[\w-]*" if lang else ""
    return re.sub(rf"{_SLOT}|(?<![\w-])({_pattern(words, is_cut=lang is not None)}{ending})(?![\w-])", put, text)


def longer_words(text: str, wanted: str, instead: str, lang: Lang, *, whole: bool) -> Iterator[str]:
    """Yield the words of `text` that hold `wanted` or are a form of it, and that stay as they are."""
    words = wanted.split()
    for found in re.finditer(rf"{_SLOT}|([\w-]*{_pattern(words, is_cut=True)}[\w-]*)", text):
        word = " ".join((found[1] or "").split())
        plain = words[0][:1] + word[1:] if word[:1] == _capital(words[0])[:1] else word
        is_one = wanted in plain or _other_form(plain, wanted, wanted, lang) == plain
        if (
            plain
            and plain != wanted
            and is_one
            and replaced_words(word, wanted, instead, None if whole else lang) == word
        ):
            yield word


def _pattern(words: Sequence[str], *, is_cut: bool) -> str:
    """Return a pattern for `words`; `is_cut` leaves out the last two letters, which other forms may change (окурок)."""
    first, *others = [*words[:-1], (words[-1][:-2] or words[-1]) if is_cut else words[-1]]
    return _GAP.join([f"(?:{re.escape(first)}|{re.escape(_capital(first))})", *map(re.escape, others)])


def _other_form(word: str, wanted: str, instead: str, lang: Lang | None) -> str | None:
    return language_of(lang).same_form(word, wanted, instead) if lang and instead else None


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def replaced_texts(
    bench: Workbench, today: date, wanted: str, instead: str, langs: Collection[Lang] = LANGS, *, whole: bool = True
) -> tuple[tuple[ReplacedText, ...], tuple[str, ...]]:
    """Return each title, text and greeting in `langs` that has `wanted`, as it would be, and longer words that stay.

    Nothing is written. Raises ContentError, OSError.
    """
    view = bench.view(today)
    found, left = [], dict[str, None]()
    for file in view.files.values():
        tree = view.trees.get(file.name)
        if file.kind not in _KINDS or tree is None:
            continue
        own = []
        for path, text in leaves(tree):
            if (lang := next((each for each in langs if path and each == path[-1]), None)) is None:
                continue
            new = replaced_words(text.value, wanted, instead, None if whole else lang)
            own += [ReplacedText(file.name, path, text.value, new)] if new != text.value else []
            left |= dict.fromkeys(longer_words(text.value, wanted, instead, lang, whole=whole) if wanted else ())
        wrong = tuple(_new_problems(bench, today, own)) if own and file.kind == "text" else ()
        found += [replace(each, problems=wrong if each is own[-1] else ()) for each in own]
    return tuple(found), tuple(left)


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


@dataclass(frozen=True, slots=True)
class Found:
    """The value at `path` of `file` has the words; `match` is the first of them, between what stands around it."""

    file: str
    kind: str
    path: YamlPath
    lang: Lang | None
    before: str
    match: str
    after: str

    @property
    def is_title(self) -> bool:
        return any(step in _TITLES for step in self.path)


def find_words(view: View, asked: str) -> tuple[Found, ...]:
    """Return each value of the project that has all words of `asked`, or parts of words, titles and names first."""
    if not (words := asked.casefold().split()):
        return ()
    found = []
    for name, file in view.files.items():
        for path, text in leaves(view.trees.get(name)):
            # before what explains a word stands that word
            value = f"{path[-1]} → {text.value}" if path and file.kind in _KEYED_BY_WORDS else text.value
            if path and all(word in value.casefold() for word in words):  # a file without any key is no content
                found.append(_found(name, file.kind, path, value, words))
    return tuple(sorted(found, key=lambda each: not each.is_title))


def _found(file: str, kind: str, path: YamlPath, value: str, words: list[str]) -> Found:
    match = re.search("|".join(map(re.escape, words)), value, re.IGNORECASE)
    at, end = match.span() if match else (0, 0)  # a letter that becomes two in lower case
    first, last = max(0, at - _AROUND), end + _AROUND
    before = ("…" if first else "") + value[first:at]
    after = value[end:last] + ("…" if last < len(value) else "")
    lang = next((lang for lang in LANGS if lang in path), None)
    return Found(file, kind, path, lang, before, value[at:end], after)
