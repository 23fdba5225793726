"""Change the list of people and seal it; make, list and end their keys, and tell whose keys count here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from zt_audio.app import clock
from zt_audio.app.edit import FileEdit, Saved, save_edits
from zt_audio.app.journal import save_file_with_deed, write_down
from zt_audio.app.project import snapshot_at, workspace_at
from zt_audio.app.roles import people_with, project_people, require_act, require_role
from zt_audio.content.files import id_problem
from zt_audio.content.project import Snapshot
from zt_audio.content.sealed_people import (
    PEOPLE_NAME,
    PEOPLE_SEAL_NAME,
    SEALED_AS,
    TrustedPeople,
    newly_trusted,
    trusted_people,
)
from zt_audio.content.yaml.changes import Change, Insert, Put, Remove
from zt_audio.content.yaml.tree import Value
from zt_audio.errors import ContentError, ZtError
from zt_audio.model import LANGS, Lang, Person, Problem, Where
from zt_audio.store.disk import device_errors
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import user_data
from zt_audio.trust.journal import Deed
from zt_audio.trust.keys import (
    PIN_CHARS_AT_LEAST,
    PIN_COST,
    NoKeyError,
    OpenKey,
    PinCost,
    WrongPinError,
    change_pin,
    kept_keys,
    key_id_of,
    make_key,
    open_key,
    seal,
)
from zt_audio.trust.memory import remember_project

__all__ = [
    "KeyList",
    "KeyRow",
    "OpenKey",
    "TrustedPeople",
    "end_keys",
    "keys_here",
    "list_keys",
    "new_key",
    "new_pin",
    "require_key_maker",
    "seal_people",
    "trust_keepers",
    "trusted_keys",
    "unlock",
]


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key of a person. `is_here`: its secret half is on this computer; without `since` people.yaml lacks the key."""

    person: str
    public: str
    since: str
    until: str | None
    is_here: bool

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)


@dataclass(frozen=True, slots=True)
class KeyList:
    rows: tuple[KeyRow, ...]
    trusted: TrustedPeople


def trusted_keys(snapshot: Snapshot, today: date | None = None) -> TrustedPeople:
    """Return whose keys count in the project on the day `today`, and remember its keepers.

    Raises ContentError, DeviceError.
    """
    with device_errors(snapshot.root):
        found = trusted_people(snapshot, user_data(), today or clock.today())
        if found.memory.keepers:
            remember_project(user_data(), found.memory)
    return found


def list_keys(snapshot: Snapshot) -> KeyList:
    """Return every key that people.yaml names or that lies on this computer. Raises ContentError, DeviceError."""
    trusted = trusted_keys(snapshot)
    here = {(kept.person, kept.public) for kept in kept_keys(user_data())}
    rows = [
        KeyRow(person.id, key.public, key.since, key.until, (person.id, key.public) in here)
        for person in trusted.people.values()
        for key in person.keys
    ]
    named = {(row.person, row.public) for row in rows}
    rows += [KeyRow(person, public, "", None, is_here=True) for person, public in sorted(here - named)]
    return KeyList(tuple(rows), trusted)


def keys_here(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the people who can seal on this computer: their key is here, and people.yaml has not ended it."""
    rows = list_keys(snapshot).rows
    return tuple(row.person for row in rows if row.is_here and row.since and row.until is None)


def unlock(person: str, pin: str) -> OpenKey:
    """Return the key of `person`, which must be on this computer. Raises ZtError `key-wrong-pin`, `key-not-here`."""
    try:
        return open_key(user_data(), person, pin)
    except WrongPinError:
        raise ZtError(Problem("key-wrong-pin", None, {"person": person})) from None
    except NoKeyError:
        raise ZtError(Problem("key-not-here", None, {"person": person})) from None


def require_key_maker(root: Path, person: str, by: str) -> None:
    """Raise ContentError where `by` may not make a key of `person`: one of another person is made by keepers alone.

    So is any while the list of people is sealed: it loses its seal, and until a keeper seals it no key counts.
    """
    keepers = people_with(project_people(root), "keeper")
    if by not in keepers and trusted_keys(snapshot_at(root)).is_sealed:
        raise ContentError(Problem("key-unseals", Where(PEOPLE_NAME), {"known": tuple(keepers)}))
    if by != person:
        require_act(root, by, "keeper")


def new_key(root: Path, person: str, pin: str, today: date, cost: PinCost = PIN_COST) -> KeyRow:
    """Make a key for `person` and name it in people.yaml; one that was made and not named yet is named.

    Raises ContentError `no-such-person`, ZtError `key-exists`, `pin-too-short`, EditConflict, DeviceError.
    """
    entry = _require_person(snapshot_at(root).people, person)
    kept = next((each for each in kept_keys(user_data()) if each.person == person), None)
    named = {key.public: key for key in entry.keys}
    if kept and kept.public in named and named[kept.public].until is None:
        raise ZtError(Problem("key-exists", None, {"person": person, "key": kept.key_id}))
    if kept is None or kept.public in named:
        _require_pin(pin)
        with device_errors(user_data()):
            kept = make_key(user_data(), person, pin, cost)
    row: Value = {"key": kept.public, "since": today.isoformat()}
    keys = (person, "keys")
    change: Change = Insert(keys, len(entry.keys), row) if entry.keys else Put(keys, [row])
    save_edits(root, [FileEdit(PEOPLE_NAME, (change,))], person, "key.made")
    return KeyRow(person, kept.public, today.isoformat(), None, is_here=True)


def end_keys(root: Path, person: str, today: date, last_day: date | None = None) -> tuple[KeyRow, ...]:
    """End every key of `person` that has no end yet; `last_day` still counts, without it yesterday does.

    What was sealed until then stays sealed. Raises ContentError `no-such-person`, EditConflict, DeviceError.
    """
    entry = _require_person(snapshot_at(root).people, person)
    changes: list[Change] = []
    ended = []
    for position, key in enumerate(entry.keys):
        if key.until is None:
            until = max(key.since, (last_day or today - timedelta(days=1)).isoformat())
            changes.append(Put((person, "keys", position), {"key": key.public, "since": key.since, "until": until}))
            ended.append(KeyRow(person, key.public, key.since, until, is_here=False))
    if changes:
        save_edits(root, [FileEdit(PEOPLE_NAME, tuple(changes))], person, "key.ended")
    return tuple(ended)


def new_pin(person: str, old: str, new: str, cost: PinCost = PIN_COST) -> None:
    """Let `new` open the key of `person`. Raises ZtError as `unlock` does, `pin-too-short`, DeviceError."""
    unlock(person, old).close()
    _require_pin(new)
    with device_errors(user_data()):
        change_pin(user_data(), person, old, new, cost)


def seal_people(root: Path, key: OpenKey, today: date) -> TrustedPeople:
    """Seal people.yaml as it is, and return whose keys count then: another keeper may have to be trusted first.

    Raises ContentError `not-a-keeper`, DeviceError, BuildError `busy`.
    """
    workspace = workspace_at(root)
    entry = _require_person(Snapshot(workspace.root).people, key.person)
    counts = any(each.public == key.public and each.until is None for each in entry.keys)
    if "keeper" not in entry.roles or not counts:
        raise ContentError(Problem("not-a-keeper", Where(PEOPLE_NAME), {"person": key.person}))
    with device_errors(workspace.root):
        data = read_regular(workspace.root / PEOPLE_NAME)
    written = seal(data, key, SEALED_AS, today)
    save_file_with_deed(workspace, PEOPLE_SEAL_NAME, written.encode(), Deed(key.person, "people.sealed", PEOPLE_NAME))
    return trusted_keys(Snapshot(workspace.root), today)


def trust_keepers(root: Path) -> tuple[str, ...]:
    """Trust the keepers of people.yaml as a keeper in it has sealed it; return the numbers of their keys.

    A person decides so who has compared them by telephone. Raises ContentError where the list cannot be trusted,
    DeviceError.
    """
    workspace = workspace_at(root)
    with device_errors(workspace.root):
        found = newly_trusted(Snapshot(workspace.root), user_data(), clock.today())
        if found.errors or found.seal is None:
            raise ContentError(found.errors or [Problem("people-changed", Where(PEOPLE_SEAL_NAME))])
        remember_project(user_data(), found.memory)
    numbers = tuple(map(key_id_of, found.memory.keepers))
    write_down(workspace, Deed("-", "people.trusted", f"{PEOPLE_NAME}#{', '.join(numbers)}"))
    return numbers


def _require_person(people: Mapping[str, Person], person: str) -> Person:
    if person not in people:
        raise ContentError(Problem("no-such-person", Where(PEOPLE_NAME), {"person": person}))
    return people[person]


def _require_pin(pin: str) -> None:
    if len(pin) < PIN_CHARS_AT_LEAST:
        raise ZtError(Problem("pin-too-short", None, {"n": PIN_CHARS_AT_LEAST}))


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
    entry = _require_person(known, person)
    if entry.keys:
        raise ContentError(Problem("person-has-keys", Where(PEOPLE_NAME), {"person": person}))
    _require_keeper_left({each.id: each.roles for each in known.values() if each.id != person}, known)
    old: Value = {"name": {lang: entry.name[lang].value for lang in LANGS}, "roles": list(entry.roles)}
    return save_edits(root, [FileEdit(PEOPLE_NAME, (Remove((person,), old),))], by, "people.changed")


def _require_keeper_left(after: Mapping[str, Sequence[str]], known: Mapping[str, Person]) -> None:
    had = any("keeper" in person.roles for person in known.values())
    if had and not any("keeper" in roles for roles in after.values()):
        raise ContentError(Problem("last-keeper", Where(PEOPLE_NAME)))
