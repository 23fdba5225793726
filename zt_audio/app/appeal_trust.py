"""Tell in one look how an appeal stands with people: are its paragraphs compared, is its sound approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.approvals import ApprovalState, approval_rows
from zt_audio.app.pairs import PairState, pair_rows
from zt_audio.errors import ZtError

__all__ = ["AppealTrust", "appeal_trust"]


@dataclass(frozen=True, slots=True)
class AppealTrust:
    """How many paragraphs are compared and changed since; the approval of what was built.

    The approval is None where nothing was built, or where none is asked for and none was given.
    """

    compared: int
    paragraphs: int
    changed: int
    approval: ApprovalState | None


def appeal_trust(root: Path, appeal: str | None = None) -> Mapping[str, AppealTrust]:
    """Return it for each appeal, or for `appeal` alone; nothing where the texts or output/ cannot be read."""
    try:
        paired = [each for each in pair_rows(root) if appeal in (None, each.appeal)]
        rows = approval_rows(root)
        approvals = {row.unit: row.state for row in rows if row.fault or row.approval}
    except ZtError:  # the lists and the editor say what is wrong
        return {}
    return {
        each.appeal: AppealTrust(
            len(each.in_state(PairState.CONFIRMED)),
            len(each.rows),
            len(each.in_state(PairState.CHANGED)),
            approvals.get(each.appeal),
        )
        for each in paired
    }
