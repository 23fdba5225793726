"""Tell whose keys count in a project: those in people.yaml, as a keeper sealed it whom this computer has seen before.

The first seal is trusted, as ssh trusts a host that it has never seen, and it is said until a person has compared the
keys; from then on only the keepers of the list that was seen last may seal the next one. So a keeper hands over by
sealing a list in which the next keeper stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from zt_audio.content.files import PEOPLE_FILE, PEOPLE_SEAL
from zt_audio.content.project import Snapshot
from zt_audio.model import Fact, Person, Problem, Where
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import APPEALS
from zt_audio.trust.keys import SEAL_BYTES_AT_MOST, KeptKey, KnownKey, SealVerdict, kept_keys, sealed_by
from zt_audio.trust.memory import ProjectMemory, known_of

PEOPLE_NAME = f"{APPEALS}/{PEOPLE_FILE}"
PEOPLE_SEAL_NAME = f"{APPEALS}/{PEOPLE_SEAL}"
SEALED_AS = "people"  # in the seal's comment
_AT = Where(PEOPLE_SEAL_NAME)
# How far the clock of a keeper may be ahead. It shuts no later list out, because at most today is remembered.
AHEAD = timedelta(days=7)


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
        return self.seal is not None and not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


def trusted_people(snapshot: Snapshot, data: Path, today: date | None) -> TrustedPeople:
    """Return whose keys count in a project; `data` is the user's data, which is not changed.

    Without `today` no seal is of a day to come. Raises ContentError, OSError.
    """
    return _judged(snapshot, known_of(data, snapshot.root), kept_keys(data), today)


def newly_trusted(snapshot: Snapshot, data: Path, today: date) -> TrustedPeople:
    """Return whose keys count where a person decides to trust the keepers of people.yaml as it is. Raises likewise."""
    seen = replace(known_of(data, snapshot.root), keepers=(), people_sealed_on="")
    found = _judged(snapshot, seen, kept_keys(data), today)
    return replace(found, memory=replace(found.memory, is_compared=True))


def _judged(snapshot: Snapshot, seen: ProjectMemory, here: Sequence[KeptKey], today: date | None) -> TrustedPeople:
    root, people = snapshot.root, snapshot.people
    written = people_seal(root)
    keys = tuple(
        KnownKey(
            person.id, key.public, date.fromisoformat(key.since), date.fromisoformat(key.until) if key.until else None
        )
        for person in people.values()
        for key in person.keys
    )
    keepers = tuple(key for key in keys if "keeper" in people[key.person].roles)
    replaced = tuple(_replaced(people, here))
    if written is None:
        if seen.keepers:
            return TrustedPeople(people, (), None, (Problem("people-seal-gone", _AT),), seen)
        if replaced:
            return TrustedPeople(people, (), None, replaced, seen)
        problems = (Problem("people-not-sealed", Where(PEOPLE_NAME), severity="warning"),) if keys else ()
        return TrustedPeople(people, keys, None, problems, seen)
    list_file = root / PEOPLE_NAME
    data = read_regular(list_file) if list_file.exists() else b""  # a seal of a list that is gone
    by_list = sealed_by(data, written, keepers, SEALED_AS)
    verdict = sealed_by(data, written, _pinned(seen, keepers), SEALED_AS) if seen.keepers else by_list
    errors = (*_against(verdict, by_list, keepers, seen, today), *replaced)
    if errors or verdict.on is None:
        return TrustedPeople(people, (), verdict, errors, seen)
    own = [KnownKey(kept.person, kept.public, date.min) for kept in here]
    is_own = sealed_by(data, written, own, SEALED_AS).state == "known"
    counting = tuple(key.key for key in keepers if key.until is None or key.until >= verdict.on)
    sealed_on = min(verdict.on, today or verdict.on).isoformat()
    memory = replace(
        seen,
        keepers=counting or seen.keepers,
        people_sealed_on=sealed_on if is_own else max(sealed_on, seen.people_sealed_on),
        is_compared=is_own or (bool(seen.keepers) and seen.is_compared),
    )
    facts = {"person": verdict.person, "key": verdict.key_id}
    first = () if memory.is_compared else (Problem("people-first-seen", _AT, facts, "warning"),)
    return TrustedPeople(people, keys, verdict, first, memory)


def _against(
    verdict: SealVerdict, by_list: SealVerdict, keepers: Iterable[KnownKey], seen: ProjectMemory, today: date | None
) -> Iterator[Problem]:
    """Yield what speaks against a seal of which the remembered keepers say `verdict`, and those of the list `by_list`.

    A list in which the sealing key does not count yet comes of a wrong clock, here or there.
    """
    facts: dict[str, Fact] = {"person": by_list.person, "key": by_list.key_id}
    if by_list.state == "early" and by_list.on and verdict.state in ("known", "early"):
        since = max(key.since for key in keepers if key.person == by_list.person).isoformat()
        yield Problem("people-seal-early", _AT, {**facts, "date": by_list.on.isoformat(), "since": since})
    elif verdict.state != "known" or verdict.on is None:
        is_others = verdict.state == "unknown" and by_list.state == "known"
        yield Problem("people-other-keeper", _AT, facts) if is_others else Problem("people-changed", _AT)
    elif today and verdict.on - today > AHEAD:
        yield Problem("people-sealed-ahead", _AT, {"date": verdict.on.isoformat(), "today": today.isoformat()})
    # Where the seal that was seen last is still to come, a clock was wrong: it says nothing.
    elif verdict.on.isoformat() < seen.people_sealed_on and not (today and seen.people_sealed_on > today.isoformat()):
        yield Problem("people-older", _AT, {"date": verdict.on.isoformat(), "seen": seen.people_sealed_on})


def _replaced(people: Mapping[str, Person], here: Iterable[KeptKey]) -> Iterator[Problem]:
    """Yield an error for each key on this computer whose person has another one in the list, and this one not at all.

    A key that was ended stays in the list.
    """
    for kept in here:
        named = people[kept.person].keys if kept.person in people else ()
        if any(key.until is None for key in named) and kept.public not in {key.public for key in named}:
            yield Problem("people-key-replaced", Where(PEOPLE_NAME), {"person": kept.person, "key": kept.key_id})


def people_seal(root: Path) -> str | None:
    """Return the seal of people.yaml as it is written; None where there is none. Raises OSError."""
    try:
        return read_regular(root / PEOPLE_SEAL_NAME, SEAL_BYTES_AT_MOST).decode("latin-1")
    except FileNotFoundError:
        return None


def _pinned(seen: ProjectMemory, keepers: Iterable[KnownKey]) -> tuple[KnownKey, ...]:
    """Return the remembered keys; a list cannot itself extend or shorten the days of those who seal it."""
    names = {key.key: key.person for key in keepers}
    return tuple(KnownKey(names.get(key, ""), key, date.min) for key in seen.keepers)
