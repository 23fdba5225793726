"""Say where in the studio each key of the files and each command of the terminal is: nothing staff need is elsewhere.

`tests/studio/test_screen_table.py` fails while a key of a schema has no field on the page that is named here, or a
command is missing. docs/{kk,ru,en}/studio.md show the same table (scripts/docs.py writes it).
"""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.app.files.file_form import FileKind, field_words
from zt_audio.i18n import gettext as _
from zt_audio.model import LANGS

FILE_SCREENS: Mapping[str, str] = {  # kind of file → the page that has its fields
    "text": "/appeals/{id}",
    "places": "/places/{name}",
    "intros": "/greetings",
    "outros": "/greetings",
    "playlist": "/playlists/{id}",
    "settings": "/settings",
    "lexicon": "/words",
    "pronunciations": "/readings",
    "profiles": "/players",
    "facts": "/facts",
}

ELSEWHERE: Mapping[str, str] = {  # kind of file → why it has no fields of this kind
    "people": "people, roles and keys are given by acts that are sealed and recorded, not by fields",
}

_NAMED = ("settings", "lexicon", "facts", "profiles")  # kinds of files whose entries are known by the names in them


def field_label(kind: FileKind, path: tuple[str | int, ...]) -> str:
    """Return the label of the field at `path` itself, or of its languages; "" where it has none."""
    keys = [key.split(".") for key in field_words(kind)]
    fields = (path, (*path, LANGS[0]))
    return next((label_at(kind, at) for at in fields for key in keys if len(key) == len(at) and _is_at(key, at)), "")


def label_at(kind: FileKind, path: tuple[str | int, ...]) -> str:
    """Return the label of the field at `path` of a file of `kind`, or of what it stands in; "" where there is none."""
    found = [key for key in field_words(kind) if key and _is_at(key.split("."), path)]
    if not found:
        return ""
    key = max(found, key=lambda each: each.count("."))
    names = [str(step) for part, step in zip(key.split("."), path, strict=False) if part == "*" and kind in _NAMED]
    return " · ".join([*names, _(field_words(kind)[key].label)])


def _is_at(key: list[str], path: tuple[str | int, ...]) -> bool:
    if len(key) > len(path):
        return False
    return all(part in ("*", step) or (part == "LANG" and step in LANGS) for part, step in zip(key, path, strict=False))
