"""Kill approvals in copies of a project, as edit_kill_child does with saves: two are given, one is taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.support.deadly import run_kills
from tests.support.edit_kill_child import CALLS
from zt_audio.store.workspace import Workspace
from zt_audio.trust.vouching import (
    AppealPairs,
    Approval,
    ConfirmedPair,
    approval_file,
    pairs_file,
    record_bytes,
    save_records,
)

AT = datetime(2026, 11, 25, 10, 12, 40, tzinfo=UTC)
GIVEN, AGAIN, TAKEN = "appeal/littering", "appeal/smoking", "greeting/yasny"
FILES = (approval_file(GIVEN), approval_file(AGAIN), approval_file(TAKEN), pairs_file("littering"))


def approval(unit: str, note: str = "") -> bytes:
    return record_bytes(
        Approval(unit, {"ru": "a" * 64}, {"ru": "b" * 64}, {"ru": "tone"}, "dana", AT.isoformat(), note)
    )


def prepare(root: Path) -> None:
    """Give the project two approvals, before anything is killed."""
    save_records(Workspace(root), {FILES[1]: approval(AGAIN), FILES[2]: approval(TAKEN)}, "dana", "approval.given", AT)


def give(root: Path) -> None:
    """Approve one text, approve another again, take a third back, and confirm a pair."""
    pair = record_bytes(AppealPairs("littering", (ConfirmedPair({"kk": "А", "ru": "Б"}, "dana", AT.isoformat()),)))
    records = {FILES[0]: approval(GIVEN), FILES[1]: approval(AGAIN, "снова"), FILES[2]: None, FILES[3]: pair}
    save_records(Workspace(root), records, "dana", "approval.given", AT)


if __name__ == "__main__":
    run_kills(give, CALLS, lambda *_: None)
