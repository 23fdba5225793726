"""Let what people stand for (confirmed pairs, approvals) go along where an appeal or a place gets another id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from zt_audio.app.edits import RecordEdit
from zt_audio.errors import ContentError
from zt_audio.model import Problem, Where
from zt_audio.published.evidence import APPEAL, GREETING, short_name
from zt_audio.trust.approval import approval_file, read_approval
from zt_audio.trust.pairs import AppealPairs, pairs_file, read_pairs
from zt_audio.trust.record_files import record_bytes

__all__ = ["moved_appeal_records", "moved_greeting_records"]


def moved_appeal_records(root: Path, appeal: str, new: str) -> tuple[RecordEdit, ...]:
    """Return the edits that give the pairs and the approval of `appeal` the id `new`; a damaged record stays.

    Raises ContentError `approval-names-id` where a seal holds the old id.
    """
    return (*_moved_pairs(root, appeal, new), *_moved_approval(root, f"{APPEAL}/{appeal}", f"{APPEAL}/{new}"))


def moved_greeting_records(root: Path, place: str, new: str) -> tuple[RecordEdit, ...]:
    """Return the edits that give the approval of the greeting at `place` the id `new`. Raises as its neighbour."""
    return tuple(_moved_approval(root, f"{GREETING}/{place}", f"{GREETING}/{new}"))


def _moved_pairs(root: Path, appeal: str, new: str) -> Iterator[RecordEdit]:
    pairs = read_pairs(root, appeal)
    if pairs:  # an appeal that was removed may have left pairs under the new id
        merged = AppealPairs(new, (*read_pairs(root, new), *pairs))
        yield from _moved(root, pairs_file(appeal), pairs_file(new), record_bytes(merged))


def _moved_approval(root: Path, unit: str, new: str) -> Iterator[RecordEdit]:
    approval = read_approval(root, unit)
    if approval is None:
        return
    if approval.seal:
        raise ContentError(Problem("approval-names-id", Where(approval_file(unit)), {"unit": short_name(unit)}))
    yield from _moved(root, approval_file(unit), approval_file(new), record_bytes(replace(approval, unit=new)))


def _moved(root: Path, old_file: str, new_file: str, data: bytes) -> Iterator[RecordEdit]:
    yield RecordEdit.over(root, old_file, None)
    yield RecordEdit.over(root, new_file, data)
