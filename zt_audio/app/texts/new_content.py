"""Begin a new appeal, place or playlist: find its id, and write what its file says at first.

Paragraphs may come out of a Word file, cleaned, each with the language that it seems to be in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from zt_audio.app.edit import FileEdit, NewFile
from zt_audio.app.texts.workbench import BilingualTexts
from zt_audio.content.yaml.changes import Put, SetText
from zt_audio.content.yaml.edit import changed
from zt_audio.content.yaml.tree import Value
from zt_audio.content.yaml.writer import written_block
from zt_audio.errors import ContentError
from zt_audio.language.cleaner import CleanText, FixKind, clean_text
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.registry import own_letters
from zt_audio.language.stretches import MAX_TOKEN_CHARS
from zt_audio.model import LANGS, Fact, Lang, Problem
from zt_audio.processes.door import open_foreign
from zt_audio.store.disk import device_errors

# Letters as road signs and passports write them; where those differ, the plainer one: an id is a name of a file.
_LATIN = {
    **dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziiklmnoprstufhye", strict=True)),
    "ё": "e",
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
    "ә": "a",
    "ғ": "g",
    "қ": "q",
    "ң": "n",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "і": "i",
}
_MAX_CHARS = 36  # leaves room for a number


__all__ = ["CleanText", "FixKind", "WordParagraph", "pasted_lines", "pasted_text", "read_word_file"]

_LETTERS = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")
_SHOWN_CHARS = 40


def free_id(title: str, taken: Collection[str], numbers: MutableMapping[str, Iterator[int]] | None = None) -> str:
    """Return an id made of `title` that is not among `taken`: Latin letters, digits and hyphens.

    `numbers` keeps where the search for each stem stopped, for callers who only add to `taken`: a table may name
    100 000 places alike.
    """
    latin = "".join(_LATIN.get(char, char) for char in title.lower())
    stem = "-".join(re.findall(r"[a-z0-9]+", latin))[:_MAX_CHARS].strip("-") or "new"
    if stem not in taken:
        return stem
    tried = ({} if numbers is None else numbers).setdefault(stem, count(2))
    return next(name for name in (f"{stem}-{number}" for number in tried) if name not in taken)


def new_appeal(appeal: str, title: Mapping[Lang, str], text: Mapping[Lang, str]) -> NewFile:
    content: Value = {"title": _in_order(title), "text": _in_order(text)}
    return NewFile(f"appeals/texts/{appeal}.yaml", file_text(content))


def new_place(file: str, place: str, kind: str, name: Mapping[Lang, str]) -> FileEdit:
    """Return the edit that adds a place to those of `file`."""
    return FileEdit(file, (Put((place,), {"kind": kind, "name": _in_order(name)}),))


def new_kind(kind: str, words: Mapping[Lang, str]) -> FileEdit:
    """Return the edit that gives a kind of places its words."""
    return FileEdit("appeals/intros.yaml", (Put(("kind_names", kind), _in_order(words)),))


def new_playlist(playlist: str, title: Mapping[Lang, str], place: str, appeals: Collection[str]) -> NewFile:
    """Return the file of a new playlist with one stop; a day and times are given on its page."""
    content: Value = {"title": _in_order(title), "appeals": list(appeals), "stops": [{"place": place}]}
    return NewFile(f"appeals/playlists/{playlist}.yaml", file_text(content))


def copied_playlist(root: Path, file: str, playlist: str, old: BilingualTexts, title: BilingualTexts) -> NewFile:
    """Return the file of a new playlist that says all that `file` says, comments too, but its title. Raises OSError."""
    data = changed(
        (root / file).read_bytes(), file, [SetText(("title", lang), old[lang], title[lang]) for lang in LANGS]
    )
    return NewFile(f"appeals/playlists/{playlist}.yaml", data.decode("utf-8-sig").replace("\r\n", "\n"))


def file_text(content: Value) -> str:
    """Return `content` as the text of a new file."""
    return "\n".join(written_block(content, 2, quoted=False)) + "\n"


def _in_order(texts: Mapping[Lang, str]) -> dict[str, Value]:
    return {lang: texts[lang] for lang in LANGS}


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph; `column` counts from 1 in a table and is 0 outside; `lang` is None where it cannot be told."""

    clean: CleanText
    lang: Lang | None
    column: int


def read_word_file(data: bytes, file: str = "Word") -> tuple[WordParagraph, ...]:
    """Return the paragraphs of the `.docx` file that people know as `file`, in order, without empty ones.

    Raises ContentError: word-file-large, word-file-broken, word-file-empty, token-too-long, and as `open_foreign` does.
    """
    with device_errors(Path(file)):
        found = json.loads(open_foreign("word", data, file).body)
    _require_words(text for text, _column in found)
    return tuple(_in_its_language(text, column) for text, column in found)


def pasted_text(text: str, lang: Lang) -> CleanText:
    """Return `text` as a person would have typed it. Raises ContentError `token-too-long`."""
    _require_words([text])
    return clean_text(text, lang)


def pasted_lines(text: str) -> tuple[WordParagraph, ...]:
    """Return the lines of a message as paragraphs; one that begins with a small letter goes on with that before it."""
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if found and line[0].islower():
            found[-1] += f" {line}"
        else:
            found.append(line)
    return tuple(_in_its_language(line, 0) for line in found)


def _require_words(texts: Iterable[str]) -> None:
    """Refuse what goes on for so long without an end that no rule is made for it."""
    for word in chain.from_iterable(map(_LETTERS.finditer, texts)):
        if (n := word.end() - word.start()) > MAX_TOKEN_CHARS:
            facts: dict[str, Fact] = {"token": f"{word.group()[:_SHOWN_CHARS]}…", "n": n}
            raise ContentError(Problem("token-too-long", None, facts))


def _in_its_language(text: str, column: int) -> WordParagraph:
    lang = _language_of(text)
    clean = clean_text(text, lang or LANGS[-1])  # one with Kazakh letters is Kazakh
    return WordParagraph(clean, lang, column)


def _language_of(text: str) -> Lang | None:
    """Return the language that letters or words of `text` show; None where they show none."""
    for lang in LANGS:
        if own_letters(lang, LANGS).intersection(text):
            return lang
    shown = [word.lang for lang in LANGS if (word := foreign_word(text, lang))]
    return shown[0] if len(shown) == 1 else None
