"""Export a built playlist to a stick or a zip, verify one, and list the sticks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app import clock
from zt_audio.app.journal import NOT_NAMED, write_down
from zt_audio.app.project import snapshot_at, workspace_at
from zt_audio.app.roles import EXPORT_ROLE, require_act
from zt_audio.errors import ZtError
from zt_audio.events import StickEmit, ignore_event, logged
from zt_audio.logs import logger_of
from zt_audio.model import Problem
from zt_audio.sticks.export import Accept, Exported, ExportRequest, Others, export
from zt_audio.sticks.verify import CheckedStick, SealPolicy, StickSigner, verify_stick
from zt_audio.sticks.volume import Drive, removable_drives, stick_at, target_kind, target_path
from zt_audio.store.disk import device_errors
from zt_audio.store.workspace import Workspace
from zt_audio.trust.journal import find_head
from zt_audio.trust.keys import KnownKey, OpenKey

if TYPE_CHECKING:
    from zt_audio.app.vouching.keys import TrustedPeople
    from zt_audio.content.project import Snapshot
    from zt_audio.published.trust_rules import ExportCandidate

__all__ = [
    "CheckedStick",
    "Drive",
    "ExportRequest",
    "Exported",
    "Others",
    "export_playlist",
    "list_drives",
    "verify_target",
]

_log = logger_of(__name__)


def export_playlist(
    root: Path,
    request: ExportRequest,
    accept: Accept = lambda _others: False,
    emit: StickEmit = ignore_event,
    *,
    key: OpenKey | None = None,
    by: str = NOT_NAMED,
) -> Exported:
    """Write a playlist and prove it; `key` seals it. Raises BuildError, ContentError, DeviceError.

    `accept` is asked before a target is touched that holds other files. That an export began and that it was proved
    stands in the journal. Raises ZtError `person-not-allowed` where `by` is no approver, `key-does-not-count` where a
    seal by `key` would be refused.
    """
    request = replace(request, target=target_path(str(request.target)))
    _log.info("exporting %s to %s", request.playlist, request.target)
    workspace = workspace_at(root)
    require_act(root, key.person if key else by, EXPORT_ROLE)
    doubts: tuple[Problem, ...] = ()
    snapshot = snapshot_at(root)
    if key:
        from zt_audio.app.vouching.keys import trusted_keys

        trusted = trusted_keys(snapshot, request.today)
        _require_counting(key, trusted, request.today)
        doubts = trusted.problems
    if _needs_seal(snapshot):
        rules = request.rules if key else (*request.rules, _refuse_without_key)
        request = replace(request, rules=rules, only_sealed=True)
    signer = StickSigner(key.person if key else by, request.today, key, lambda deed: write_down(workspace, deed).digest)
    done = export(workspace, replace(request, signer=signer), accept, logged(emit))
    _log.info("exported build %s: %d files, %d written, %d removed", done.build, done.files, done.written, done.removed)
    return replace(done, warnings=(*(each for each in doubts if each not in done.warnings), *done.warnings))


def _needs_seal(snapshot: Snapshot) -> bool:
    from zt_audio.app.vouching.approvals import needs_seal

    return needs_seal(snapshot)


def _refuse_without_key(_candidate: ExportCandidate) -> Iterator[Problem]:
    """Refuse any playlist where the settings ask for a seal and no key was opened."""
    yield Problem("export-no-key")


def _require_counting(key: OpenKey, trusted: TrustedPeople, today: date) -> None:
    """Raise ZtError with what is wrong with the list of people, or that `key` does not count in it today."""
    if trusted.errors:
        raise ZtError(trusted.errors)
    if not any(
        each.key == key.public and each.since <= today and (each.until is None or today <= each.until)
        for each in _approvers_keys(trusted)
    ):
        raise ZtError(Problem("key-does-not-count", None, {"person": key.person}))


def verify_target(
    path: Path, emit: StickEmit = ignore_event, output: Path | None = None, root: Path | None = None
) -> CheckedStick:
    """Read all of a stick or zip and compare it with its own list, and with the folder `output` if it is given.

    The seal is judged by the people of the project at `root`; where there is none, no key is known. Raises DeviceError,
    BuildError, ContentError.
    """
    path = target_path(str(path))
    workspace = Workspace(root.resolve()) if root else None
    if workspace is None or not workspace.appeals.is_dir():
        return _on_its_day(verify_stick(path, logged(emit), output=output))
    from zt_audio.app.vouching.keys import trusted_keys

    snapshot = snapshot_at(workspace.root)
    trusted = trusted_keys(snapshot)
    policy = SealPolicy(_approvers_keys(trusted), _needs_seal(snapshot))
    checked = verify_stick(path, logged(emit), output=output, policy=policy)
    return _on_its_day(_with_project(checked, workspace, trusted))


def _on_its_day(checked: CheckedStick) -> CheckedStick:
    """Add that what is on the stick is over, where it is."""
    stick, day = checked.proof.manifest, clock.today().isoformat()
    if stick is None or not stick.until or day <= stick.until:
        return checked
    over = Problem("stick-over", None, {"date": stick.until})
    return replace(checked, proof=replace(checked.proof, problems=(*checked.proof.problems, over)))


def _approvers_keys(trusted: TrustedPeople) -> tuple[KnownKey, ...]:
    """Return the keys that may seal a stick: who exports is an approver."""
    return tuple(key for key in trusted.keys if "approver" in trusted.people[key.person].roles)


def _with_project(checked: CheckedStick, workspace: Workspace, trusted: TrustedPeople) -> CheckedStick:
    """Add what the project says of the seal: is its list of people a keeper's, does its journal hold this export."""
    if checked.seal is None or checked.seal.state == "none":
        return checked  # its own problems say whether a seal is needed
    from zt_audio.content.sealed_people import AHEAD

    problems = [*checked.proof.problems, *trusted.problems]
    head, on = checked.seal.verdict.head, checked.seal.verdict.on
    if on and on - clock.today() > AHEAD:
        facts = {"person": checked.seal.verdict.person, "date": on.isoformat()}
        problems.append(Problem("stick-seal-ahead", None, facts))
    with device_errors(workspace.root):
        if head and find_head(workspace.root, head) is None:
            problems.append(Problem("stick-log-unknown", None, {"head": head}, "warning"))
    return replace(checked, proof=replace(checked.proof, problems=tuple(problems)))


def stick_for(playlist: str, folders: Iterable[Path] = ()) -> Path | None:
    """Return where `playlist` belongs without a question.

    On a stick that has it, or on the only one, without any; else in the first of `folders` that has it already.
    """
    held = {drive.path: stick_at(Path(drive.path)) for drive in list_drives()}
    own = [path for path, stick in held.items() if stick and stick.playlist == playlist]
    free = [path for path, stick in held.items() if stick is None] if len(held) == 1 else []
    chosen = own or free
    if len(chosen) == 1:
        return Path(chosen[0])
    return next((path for path in folders if (stick := stick_at(path)) and stick.playlist == playlist), None)


def list_drives() -> tuple[Drive, ...]:
    """Return the sticks that are plugged in and can be written to."""
    return removable_drives()


def known_target(path: Path) -> Path:
    """Return `path` where a playlist can be written to it. Raises DeviceError."""
    target_kind(path)
    return path


# What OneDrive and Linux call them on a computer in Russian or Kazakh; Windows itself keeps the English names.
_USUAL = {"Desktop": ("Рабочий стол", "Жұмыс үстелі"), "Documents": ("Документы", "Құжаттар")}


def usual_folders() -> tuple[tuple[str, Path], ...]:
    """Return the folders of this person that are there, with their English names."""
    homes = (Path.home(), Path.home() / "OneDrive")  # where Windows may keep both
    found = ((name, home / each) for name, others in _USUAL.items() for each in (name, *others) for home in homes)
    return tuple((name, path) for name, path in found if path.is_dir())
