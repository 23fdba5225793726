"""Define what appeals/people.yaml may say: who edits, who approves, who keeps people and keys, and the public keys."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Annotated, get_args

from pydantic import Field

from zt_audio.content.fields import FieldCheck, IsoDate, LineText, Strict, choice, refusal
from zt_audio.content.yaml.tree import Map, Node, items, mapping, repeated, texts
from zt_audio.model import LANGS, Person, PersonKey, Problem, Role, Text

_KEY_BYTES = 42  # two of the algorithm, eight of the key's number, 32 of the key
_KEY_PATTERN = "[A-Za-z0-9+/]{56}"
_ALGORITHM = b"Ed"


def _public_key(value: object) -> str:
    written = value.value if isinstance(value, Text) else ""
    try:
        key = b64decode(written, validate=True)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES or not key.startswith(_ALGORITHM):
        raise refusal("bad-public-key")
    return written


_PublicKey = Annotated[str, FieldCheck(_public_key, {"type": "string", "pattern": f"^{_KEY_PATTERN}$"})]
_Role = Annotated[Role, choice(*get_args(Role))]


class PersonNames(Strict):
    """The name of a person in every language."""

    __annotations__ = dict.fromkeys(LANGS, LineText)


class PersonKeyEntry(Strict):
    """A key counts from the day `since` to the day `until`, both included."""

    key: _PublicKey
    since: IsoDate
    until: IsoDate | None = None


class PersonEntry(Strict):
    name: PersonNames
    roles: Annotated[tuple[_Role, ...], Field(min_length=1)]
    keys: tuple[PersonKeyEntry, ...] = ()


def people_problems(tree: Node) -> Iterator[Problem]:
    """Yield what no shape can express: a role or a key that stands twice, a key that ends before it begins."""
    keys: list[Text] = []
    for person in mapping(tree).values():
        yield from repeated(texts(mapping(person).get("roles")), "repeated-item")
        for entry in items(mapping(person).get("keys")):
            facts = mapping(entry)
            if isinstance(key := facts.get("key"), Text):
                keys.append(key)
            since, until = facts.get("since"), facts.get("until")
            if isinstance(since, Text) and isinstance(until, Text) and until.value and until.value < since.value:
                yield Problem("key-backwards", until.where, {"from": since.value, "until": until.value})
    yield from repeated(keys, "repeated-key-of-person")


def assemble_people(shape: Mapping[str, PersonEntry], tree: Node) -> dict[str, Person]:
    """Return the people of a file by their ids, in its order."""
    where = tree.key_where if isinstance(tree, Map) else {}
    return {
        name: Person(
            name,
            {lang: getattr(entry.name, lang) for lang in LANGS},
            entry.roles,
            tuple(PersonKey(key.key, key.since, key.until) for key in entry.keys),
            where[name],
        )
        for name, entry in shape.items()
    }
