"""Keep who approved what: one record a unit, bound to digests of what is said and heard.

Fresh, stale and missing follow from comparing digests, never from a flag. A change that makes a text sound otherwise
makes its approval stale, and taking the change back makes it fresh again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from zt_audio.store.containment import is_inside
from zt_audio.store.state_file import Moment, moment_of
from zt_audio.store.workspace import APPEALS
from zt_audio.trust.journal import Act
from zt_audio.trust.record_files import read_record

APPROVALS_FOLDER = f"{APPEALS}/approvals"


@dataclass(frozen=True, slots=True)
class Approval:
    """Digests and voices by language; `by` is a person of people.yaml."""

    unit: str
    said: Mapping[str, str]
    heard: Mapping[str, str]
    voices: Mapping[str, str]
    by: str
    at: Moment
    note: str = ""
    seal: str | None = None


class ApprovalState(StrEnum):
    MISSING = "missing"
    STALE = "stale"  # it was given for other words or another voice
    FRESH = "fresh"


def approval_file(unit: str) -> str:
    """Return the name of the record of `unit`, relative to the project."""
    return f"{APPROVALS_FOLDER}/{unit}.json"


def read_approval(root: Path, unit: str) -> Approval | None:
    """Return the approval of `unit`; None where there is none, or where its file is not as the program wrote it."""
    name = approval_file(unit)
    found = read_record(root, name, Approval) if is_inside(name) else None
    return found if found and found.unit == unit else None


def approval_state(approval: Approval | None, said: Mapping[str, str], heard: Mapping[str, str]) -> ApprovalState:
    """Return how `approval` stands to what is said and heard; a playlist may lack a language that was approved."""
    if approval is None:
        return ApprovalState.MISSING
    covers = said.items() <= approval.said.items() and heard.items() <= approval.heard.items()
    return ApprovalState.FRESH if covers and said and said.keys() == heard.keys() else ApprovalState.STALE


def last_editors(acts: Iterable[Act], places: Iterable[str], until: Moment | None = None) -> frozenset[str | None]:
    """Return who changed each of `places` (`appeals/texts/littering.yaml#text/ru`) last, not after the moment `until`.

    A place without a path is the whole file. None is among them where no act of the journal tells. `acts` are the
    newest first.
    """
    end = moment_of(until) if until else None
    past = [act for act in acts if end is None or act.moment <= end]
    return frozenset(next((act.deed.by for act in past if _touches(act, place)), None) for place in places)


def _touches(act: Act, place: str) -> bool:
    """Tell whether `act` may have changed the value at `place`; an act without paths changed the whole file."""
    file, _hash, path = place.partition("#")
    written = act.deed.what.partition("#")[2]
    return act.file == file and (not written or any(_overlap(each, path) for each in written.split(", ")))


def _overlap(one: str, other: str) -> bool:
    return one in ("…", other) or not other or one.startswith(f"{other}/") or other.startswith(f"{one}/")
