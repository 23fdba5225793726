"""The people of a project: their names, roles and keys, and each mistake at its place."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pytest

from tests.support.content_project import places_of, write_project
from zt_audio.content.project import Snapshot
from zt_audio.model import PersonKey

PEOPLE = "people.yaml"
KEY, OTHER_KEY = (b64encode(b"Ed" + bytes([n]) * 40).decode() for n in (1, 2))
AIGERIM = "aigerim:\n  name: {kk: Айгерім С., ru: Айгерим С.}\n  roles: [editor, approver]\n"
KEYED = f"{AIGERIM}  keys: [{{key: {KEY}, since: 2026-11-25}}]\n"


def test_they_have_names_roles_and_keys(tmp_path: Path) -> None:
    text = f"{AIGERIM}  keys:\n  - {{key: {KEY}, since: 2026-11-25, until: 2026-12-01}}\n"
    text += f"  - {{key: {OTHER_KEY}, since: 2026-12-02}}\n"
    root = write_project(tmp_path, {PEOPLE: text})
    person = Snapshot(root).people["aigerim"]
    assert {lang: name.value for lang, name in person.name.items()} == {"kk": "Айгерім С.", "ru": "Айгерим С."}
    assert person.roles == ("editor", "approver")
    assert person.keys == (PersonKey(KEY, "2026-11-25", "2026-12-01"), PersonKey(OTHER_KEY, "2026-12-02"))
    assert Snapshot(root).project()[0].people == {"aigerim": person}


def test_a_project_without_the_file_has_none(tmp_path: Path) -> None:
    root = write_project(tmp_path, {})
    assert Snapshot(root).people == {}
    assert Snapshot(root).project()[0].people == {}


@pytest.mark.parametrize(
    ("text", "line", "column", "slug"),
    [
        ("Айгерім:\n  name: {kk: А, ru: А}\n  roles: [editor]\n", 1, 1, "bad-id"),
        ("a:\n  name: {kk: А}\n  roles: [editor]\n", 2, 3, "missing-language"),
        ("a:\n  name: {kk: А, ru: А}\n", 1, 1, "missing-key"),
        ("a:\n  name: {kk: А, ru: А}\n  roles: []\n", 3, 10, "empty-list"),
        ("a:\n  name: {kk: А, ru: А}\n  roles: [chief]\n", 3, 11, "unknown-value"),
        ("a:\n  name: {kk: А, ru: А}\n  roles: [editor, editor]\n", 3, 19, "repeated-item"),
        (f"{AIGERIM}  keys: [{{key: RWQ, since: 2026-11-25}}]\n", 4, 16, "bad-public-key"),
        (f"{AIGERIM}  keys: [{{key: {'RWQ' * 20}, since: 2026-11-25}}]\n", 4, 16, "bad-public-key"),
        (f"{AIGERIM}  keys: [{{key: {KEY}}}]\n", 4, 10, "missing-key"),
        (f"{AIGERIM}  keys:\n  - {{since: 2026-11-25, until: 2026-11-24, key: {KEY}}}\n", 5, 32, "key-backwards"),
        (f"{AIGERIM}  keys: [{{key: {KEY}, since: 2026-02-30}}]\n", 4, 81, "bad-date"),
        (f"{KEYED}{KEYED.replace('aigerim', 'b')}", 8, 16, "repeated-key-of-person"),
    ],
)
def test_each_mistake(tmp_path: Path, text: str, line: int, column: int, slug: str) -> None:
    assert places_of(write_project(tmp_path, {PEOPLE: text})) == [(PEOPLE, line, column, slug)]


def test_the_seal_of_the_file_is_no_unread_file(tmp_path: Path) -> None:
    root = write_project(tmp_path, {PEOPLE: AIGERIM})
    (root / "appeals" / "people.sig").write_text("untrusted comment\n", encoding="utf-8")
    assert Snapshot(root).project()[1] == ()
