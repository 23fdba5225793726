"""Keep what people vouch for: approvals of what was built, paragraphs that say the same in both languages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal, TypeVar

from zt_audio.errors import ContentError
from zt_audio.logs import logger_of
from zt_audio.model import LANGS, Lang, Problem, Where
from zt_audio.store.disk import device_errors, is_inside, is_reached_directly
from zt_audio.store.state_file import DamageError, Moment, from_json, moment_of, read_regular
from zt_audio.store.workspace import APPEALS, Workspace, edit_lock, user_data
from zt_audio.trust.history import FileVersions, carry_out, finish_edit, keep_bytes
from zt_audio.trust.journal import Act, Deed, machine_id
from zt_audio.trust.memory import remember_journal

# Write what people stand for (approvals, confirmed pairs) as files that prove themselves, with a line in the journal.
#
# A record is canonical JSON, so it compares well from version to version, and holds the sha256 of its own content. A
# file that is not exactly what the program would write counts as damaged, never as the word of a person.

_FORMAT = 1
_MOST_BYTES = 2**22
_UNPROVED = ("digest", "seal")  # what the digest cannot be of
_T = TypeVar("_T")
_log = logger_of(__name__)


def record_bytes(record: Any) -> bytes:  # noqa: ANN401 - a dataclass
    """Return the file of `record`, a frozen dataclass of texts and mappings."""
    tree = {"format": _FORMAT, **asdict(record)}
    return _canonical({**tree, "digest": _digest(tree)})


def proved_bytes(record: Any) -> bytes:  # noqa: ANN401 - a dataclass
    """Return the bytes that a seal of `record` signs: the file without the seal."""
    tree = {"format": _FORMAT, **asdict(record)}
    return _canonical({**{name: value for name, value in tree.items() if name != "seal"}, "digest": _digest(tree)})


def read_record(root: Path, name: str, kind: type[_T]) -> _T | None:
    """Return the record in the file `name` of the project at `root`.

    None where there is no file; where it is damaged, was edited by hand, or is reached by a link, it counts as none.
    """
    try:
        return _read(root, name, kind)
    except FileNotFoundError:
        return None
    except (OSError, DamageError) as error:
        _log.warning("%s:%d: damaged, and counts as missing: %s", name, getattr(error, "line", 1), error)
        return None


def record_problem(root: Path, name: str, kind: type[Any]) -> Problem | None:
    """Return a warning where there is a file `name` that does not count as a record."""
    try:
        _read(root, name, kind)
    except FileNotFoundError:
        return None
    except (OSError, DamageError) as error:
        return Problem("record-altered", Where(name, getattr(error, "line", 1)), {"file": name}, "warning")
    return None


def _read(root: Path, name: str, kind: type[_T]) -> _T:
    if not is_reached_directly(root, root / name):
        raise DamageError("reached by a link")
    return proved_record(read_regular(root / name, _MOST_BYTES), kind)


def parse_record(data: bytes, kind: type[_T]) -> _T | None:
    """Return the record whose file holds `data`; None where these are not exactly the bytes that the program writes."""
    try:
        return proved_record(data, kind)
    except DamageError:
        return None


def proved_record(data: bytes, kind: type[_T]) -> _T:
    """Return the record whose file holds `data`. Raises DamageError with the first line that is another."""
    record = from_json(data, kind, beside=("format", "digest"))
    if (written := record_bytes(record)) != data:
        pairs = enumerate(zip_longest(written.split(b"\n"), data.split(b"\n")), start=1)
        raise DamageError("not as it is written", next(n for n, (one, other) in pairs if one != other))
    return record


def _canonical(tree: Mapping[str, object]) -> bytes:
    return f"{json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _digest(tree: Mapping[str, object]) -> str:
    return hashlib.sha256(
        _canonical({name: value for name, value in tree.items() if name not in _UNPROVED})
    ).hexdigest()


def save_records(
    workspace: Workspace, records: Mapping[str, bytes | None], by: str, did: str | Mapping[str, str], at: datetime
) -> None:
    """Write each file of `records` (None: delete it) and its line in the journal, all or none; `did` may be one a file.

    Raises BuildError `busy`, ContentError `edit-file-conflict` where another program was quicker, DeviceError.
    """
    root = workspace.root
    workspace.require_own_folders()
    with device_errors(root), edit_lock(workspace.cache):
        machine = machine_id(user_data())
        finish_edit(workspace, machine, at)
        changes = []
        for name, data in records.items():
            before = read_regular(root / name) if (root / name).exists() else None
            if data != before:
                old, new = (None if each is None else keep_bytes(root, each) for each in (before, data))
                what = did if isinstance(did, str) else did[name]
                changes.append((Deed(by, what, name, old, new), FileVersions(name, old, new)))
        lost = carry_out(workspace, machine, changes, at) if changes else ()
        with suppress(OSError):  # it is done; the next change is remembered with it
            remember_journal(user_data(), root, machine)
    if lost:
        raise ContentError(Problem("edit-file-conflict", Where(name)) for name in lost)


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


PAIRS_FOLDER = f"{APPEALS}/pairs"
_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class ConfirmedPair:
    """One paragraph in every language, and who called it the same, and when."""

    texts: Mapping[str, str]
    by: str
    at: Moment


@dataclass(frozen=True, slots=True)
class AppealPairs:
    """The record of an appeal: every pair that was ever confirmed there, the oldest first."""

    appeal: str
    pairs: tuple[ConfirmedPair, ...]


class PairState(StrEnum):
    CONFIRMED = "confirmed"
    CHANGED = "changed"  # one side after the pair was confirmed
    NEW = "new"  # in no pair
    MISSING = "missing"  # one language has no such paragraph


@dataclass(frozen=True, slots=True)
class PairRow:
    """A paragraph, from 1, as it stands now. CHANGED: `changed` is the side, `before` what it said in its last pair."""

    number: int
    state: PairState
    texts: Mapping[Lang, str]
    changed: Lang | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class WordChange:
    kind: Literal["same", "gone", "new"]
    words: str


def pairs_file(appeal: str) -> str:
    """Return the name of the record of `appeal`, relative to the project."""
    return f"{PAIRS_FOLDER}/{appeal}{_SUFFIX}"


def read_pairs(root: Path, appeal: str) -> tuple[ConfirmedPair, ...]:
    """Return the pairs of `appeal`, the oldest first; none where its file is not as the program wrote it."""
    name = pairs_file(appeal)
    found = read_record(root, name, AppealPairs) if is_inside(name) else None
    if found is None or found.appeal != appeal or any(pair.texts.keys() != set(LANGS) for pair in found.pairs):
        return ()
    return found.pairs


def read_all_pairs(root: Path) -> tuple[ConfirmedPair, ...]:
    """Return the pairs of all appeals, also of those that are gone: people may write such a paragraph again."""
    names = sorted(path.stem for path in (root / PAIRS_FOLDER).glob(f"*{_SUFFIX}"))
    return tuple(pair for name in names for pair in read_pairs(root, name))


def paired_text(text: str) -> str:
    """Return a paragraph as pairs hold it: how its lines are broken does not count."""
    return " ".join(text.split())


def compare_paragraphs(paragraphs: Mapping[Lang, Sequence[str]], known: Sequence[ConfirmedPair]) -> tuple[PairRow, ...]:
    """Return how each paragraph stands, given those of every language in order and the pairs that are `known`."""
    count = max((len(texts) for texts in paragraphs.values()), default=0)
    sides = {lang: [*(paired_text(text) for text in paragraphs.get(lang, ())), *[""] * count][:count] for lang in LANGS}
    return tuple(
        _row(number, {lang: sides[lang][number - 1] for lang in LANGS}, known) for number in range(1, count + 1)
    )


def _row(number: int, texts: Mapping[Lang, str], known: Sequence[ConfirmedPair]) -> PairRow:
    if not all(texts.values()):
        return PairRow(number, PairState.MISSING, texts)
    for pair in reversed(known):
        if all(pair.texts[lang] == texts[lang] for lang in LANGS):
            return PairRow(number, PairState.CONFIRMED, texts)
    for pair in reversed(known):
        for lang, other in (LANGS, LANGS[::-1]):
            if pair.texts[lang] == texts[lang]:
                return PairRow(number, PairState.CHANGED, texts, other, pair.texts[other])
    return PairRow(number, PairState.NEW, texts)


def other_half(text: str, lang: Lang, known: Iterable[ConfirmedPair]) -> str | None:
    """Return what the newest pair says in the other language for `text`; None where no pair has it."""
    other = next(each for each in LANGS if each != lang)
    wanted = paired_text(text)
    return next((pair.texts[other] for pair in reversed([*known]) if pair.texts[lang] == wanted), None)


def word_changes(before: str, after: str) -> tuple[WordChange, ...]:
    """Return in which words two texts differ, in order."""
    old, new = before.split(), after.split()
    found: list[WordChange] = []
    for _tag, begin, end, new_begin, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[begin:end] == new[new_begin:new_end]:
            found.append(WordChange("same", " ".join(old[begin:end])))
            continue
        found += [WordChange("gone", " ".join(old[begin:end]))] if begin < end else []
        found += [WordChange("new", " ".join(new[new_begin:new_end]))] if new_begin < new_end else []
    return tuple(found)


def damaged_records(root: Path) -> Iterator[Problem]:
    """Yield a warning for each record of the project at `root` that is not as the program wrote it."""
    for folder, kind in ((APPROVALS_FOLDER, Approval), (PAIRS_FOLDER, AppealPairs)):
        for path in sorted((root / folder).rglob("*.json")):
            if problem := record_problem(root, path.relative_to(root).as_posix(), kind):
                yield problem
