"""Tell whose keys count in a project: those in people.yaml, as a keeper sealed it whom this computer has seen before.

The first seal is trusted, as ssh trusts a host that it has never seen; from then on only the keepers of the list that
was seen last may seal the next one. So a keeper hands over by sealing a list in which the next keeper stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zt_audio.content.files import PEOPLE_FILE, PEOPLE_SEAL
from zt_audio.content.project import load_people
from zt_audio.model import Person, Problem, Where
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import APPEALS
from zt_audio.trust.memory import ProjectMemory
from zt_audio.trust.seal import SEAL_BYTES_AT_MOST, KnownKey, SealVerdict, sealed_by

PEOPLE_NAME = f"{APPEALS}/{PEOPLE_FILE}"
PEOPLE_SEAL_NAME = f"{APPEALS}/{PEOPLE_SEAL}"
SEALED_AS = "people"  # in the seal's comment
_AT = Where(PEOPLE_SEAL_NAME)


@dataclass(frozen=True, slots=True)
class TrustedPeople:
    """The people of a project and the keys that count; none count where `problems` holds an error.

    `seal` is that of people.yaml, None where there is none. `memory` is what to remember of this sight.
    """

    people: Mapping[str, Person]
    keys: tuple[KnownKey, ...]
    seal: SealVerdict | None
    problems: tuple[Problem, ...]
    memory: ProjectMemory

    @property
    def is_sealed(self) -> bool:
        return self.seal is not None and not self.problems


def trusted_people(root: Path, seen: ProjectMemory) -> TrustedPeople:
    """Return whose keys count in the project at `root`, of which `seen` is remembered. Raises ContentError, OSError."""
    people = load_people(root)
    written = people_seal(root)
    keys = known_keys(people.values())
    keepers = tuple(key for key in keys if "keeper" in people[key.person].roles)
    if written is None:
        if seen.keepers:
            return TrustedPeople(people, (), None, (Problem("people-seal-gone", _AT),), seen)
        problems = (Problem("people-not-sealed", Where(PEOPLE_NAME), severity="warning"),) if keys else ()
        return TrustedPeople(people, keys, None, problems, seen)
    data = read_regular(root / PEOPLE_NAME)
    verdict = sealed_by(data, written, _pinned(seen, keepers) or keepers, SEALED_AS)
    if verdict.state != "known" or verdict.on is None:
        return TrustedPeople(people, (), verdict, (_refusal(data, written, keepers, verdict),), seen)
    if verdict.on.isoformat() < seen.people_sealed_on:
        facts = {"date": verdict.on.isoformat(), "seen": seen.people_sealed_on}
        return TrustedPeople(people, (), verdict, (Problem("people-older", _AT, facts),), seen)
    return TrustedPeople(people, keys, verdict, (), _remembered(seen, keepers, verdict.on))


def memory_of_keepers(root: Path, seen: ProjectMemory) -> ProjectMemory | None:
    """Return what to remember where a person decides to trust the keepers of people.yaml as it is.

    None where no keeper in it has sealed it. Raises ContentError, OSError.
    """
    return trusted_people(root, replace(seen, keepers=(), people_sealed_on="")).memory if people_seal(root) else None


def people_seal(root: Path) -> str | None:
    """Return the seal of people.yaml as it is written; None where there is none. Raises OSError."""
    try:
        return read_regular(root / PEOPLE_SEAL_NAME, SEAL_BYTES_AT_MOST).decode("latin-1")
    except FileNotFoundError:
        return None


def known_keys(people: Iterable[Person]) -> tuple[KnownKey, ...]:
    """Return every key of `people` with the days on which it counts."""
    return tuple(
        KnownKey(
            person.id, key.public, date.fromisoformat(key.since), date.fromisoformat(key.until) if key.until else None
        )
        for person in people
        for key in person.keys
    )


def _pinned(seen: ProjectMemory, keepers: Iterable[KnownKey]) -> tuple[KnownKey, ...]:
    """Return the remembered keys; a list cannot itself extend or shorten the days of those who seal it."""
    names = {key.key: key.person for key in keepers}
    return tuple(KnownKey(names.get(key, ""), key, date.min) for key in seen.keepers)


def _refusal(data: bytes, written: str, keepers: Iterable[KnownKey], verdict: SealVerdict) -> Problem:
    """Tell a seal of another keeper from one that does not fit."""
    other = sealed_by(data, written, keepers, SEALED_AS)
    if verdict.state == "unknown" and other.state == "known":
        return Problem("people-other-keeper", _AT, {"person": other.person, "key": other.key_id})
    return Problem("people-changed", _AT)


def _remembered(seen: ProjectMemory, keepers: Iterable[KnownKey], on: date) -> ProjectMemory:
    counting = tuple(key.key for key in keepers if key.until is None or key.until >= on)
    return replace(seen, keepers=counting or seen.keepers, people_sealed_on=on.isoformat())
