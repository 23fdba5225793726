"""Add, change and take out the people of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.editing.edit import save_edits
from zt_audio.app.editing.edits import FileEdit, Saved
from zt_audio.app.roles import project_people, require_role
from zt_audio.content.files import id_problem
from zt_audio.content.sealed_people import PEOPLE_NAME
from zt_audio.content.yaml.changes import Change, Put, Remove
from zt_audio.content.yaml.writer import Value
from zt_audio.errors import ContentError, ZtError
from zt_audio.model import LANGS, Lang, Person, Problem, Where


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person as they are to stand in people.yaml; their keys are made and ended by acts of their own."""

    id: str
    name: Mapping[Lang, str]
    roles: Sequence[str]


def require_same_pins(pin: str, again: str) -> None:
    """Raise ZtError `pins-differ` where a new PIN was not typed twice in the same way."""
    if pin != again:
        raise ZtError(Problem("pins-differ"))


def save_person(root: Path, form: PersonForm, by: str) -> Saved:
    """Add a person, or give one that is there the name and the roles of `form`.

    Raises ContentError where the id or the roles cannot be, or `by` is no keeper; EditConflict, DeviceError.
    """
    known = project_people(root)
    require_role(known, by, "keeper")
    if wrong := id_problem(form.id):
        raise ContentError(Problem(wrong[0], Where(PEOPLE_NAME), wrong[1]))
    if not form.roles:
        raise ContentError(Problem("empty-list", Where(PEOPLE_NAME), {"key": "roles"}))
    _require_keeper_left({**{each.id: each.roles for each in known.values()}, form.id: form.roles}, known)
    name: Value = {lang: form.name[lang] for lang in LANGS}
    roles: Value = list(form.roles)
    changes: tuple[Change, ...] = (Put((form.id,), {"name": name, "roles": roles}),)
    if form.id in known:
        changes = (Put((form.id, "name"), name), Put((form.id, "roles"), roles))
    return save_edits(root, [FileEdit(PEOPLE_NAME, changes)], by, "people.changed")


def remove_person(root: Path, person: str, by: str) -> Saved:
    """Take out a person who has no key; one with keys stays, for what they sealed, and loses the keys by their end.

    Raises ContentError `no-such-person`, `person-has-keys`, and as `save_person` does.
    """
    known = project_people(root)
    require_role(known, by, "keeper")
    if person not in known:
        raise ContentError(Problem("no-such-person", Where(PEOPLE_NAME), {"person": person}))
    entry = known[person]
    if entry.keys:
        raise ContentError(Problem("person-has-keys", Where(PEOPLE_NAME), {"person": person}))
    _require_keeper_left({each.id: each.roles for each in known.values() if each.id != person}, known)
    old: Value = {"name": {lang: entry.name[lang].value for lang in LANGS}, "roles": list(entry.roles)}
    return save_edits(root, [FileEdit(PEOPLE_NAME, (Remove((person,), old),))], by, "people.changed")


def _require_keeper_left(after: Mapping[str, Sequence[str]], known: Mapping[str, Person]) -> None:
    had = any("keeper" in person.roles for person in known.values())
    if had and not any("keeper" in roles for roles in after.values()):
        raise ContentError(Problem("last-keeper", Where(PEOPLE_NAME)))
