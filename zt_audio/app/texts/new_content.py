"""Begin a new appeal, place or playlist: find its id, and write what its file says at first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from itertools import count
from pathlib import Path

from zt_audio.app.editing.edits import FileEdit, NewFile
from zt_audio.app.texts.workbench import BilingualTexts
from zt_audio.content.yaml.changes import Put, SetText
from zt_audio.content.yaml.edit import changed
from zt_audio.content.yaml.writer import Value, written_block
from zt_audio.model import LANGS, Lang

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


def free_id(title: str, taken: Collection[str], numbers: MutableMapping[str, Iterator[int]] | None = None) -> str:
    """Return an id made of `title` that is not among `taken`: Latin letters, digits and hyphens.

    `numbers` keeps where the search for each stem stopped, for callers who only add to `taken`: a table may name
    100 000 places alike.
    """
    latin = "".join(_LATIN.get(char, char) for char in title.lower())
    words = re.findall(r"[a-z0-9]+", latin)
    stem = "-".join(words)[:_MAX_CHARS].strip("-") or "new"
    if stem not in taken:
        return stem
    tried = ({} if numbers is None else numbers).setdefault(stem, count(2))
    return next(name for name in (f"{stem}-{number}" for number in tried) if name not in taken)


def new_appeal(appeal: str, title: Mapping[Lang, str], text: Mapping[Lang, str]) -> NewFile:
    content: Value = {"title": _in_order(title), "text": _in_order(text)}
    return NewFile(f"appeals/texts/{appeal}.yaml", _document(content))


def new_place(file: str, place: str, kind: str, name: Mapping[Lang, str]) -> FileEdit:
    """Return the edit that adds a place to those of `file`."""
    return FileEdit(file, (Put((place,), {"kind": kind, "name": _in_order(name)}),))


def new_kind(kind: str, words: Mapping[Lang, str]) -> FileEdit:
    """Return the edit that gives a kind of places its words."""
    return FileEdit("appeals/intros.yaml", (Put(("kind_names", kind), _in_order(words)),))


def new_playlist(playlist: str, title: Mapping[Lang, str], place: str, appeals: Collection[str]) -> NewFile:
    """Return the file of a new playlist with one stop; a day and times are given on its page."""
    content: Value = {"title": _in_order(title), "appeals": list(appeals), "stops": [{"place": place}]}
    return NewFile(f"appeals/playlists/{playlist}.yaml", _document(content))


def copied_playlist(root: Path, file: str, playlist: str, old: BilingualTexts, title: BilingualTexts) -> NewFile:
    """Return the file of a new playlist that says all that `file` says, comments too, but its title. Raises OSError."""
    data = changed(
        (root / file).read_bytes(), file, [SetText(("title", lang), old[lang], title[lang]) for lang in LANGS]
    )
    return NewFile(f"appeals/playlists/{playlist}.yaml", data.decode("utf-8-sig").replace("\r\n", "\n"))


def _document(content: Value) -> str:
    return "\n".join(written_block(content, 2, quoted=False)) + "\n"


def _in_order(texts: Mapping[Lang, str]) -> dict[str, Value]:
    return {lang: texts[lang] for lang in LANGS}
