"""Write down what people did, prove the journals, and find the line whose digest stands on a card or in a seal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from zt_audio.app.project import workspace_at
from zt_audio.errors import ContentError
from zt_audio.model import Problem, Where
from zt_audio.store.disk import device_errors
from zt_audio.store.journal import MANIFEST_FILE
from zt_audio.store.manifest import Manifest, to_bytes
from zt_audio.store.state_file import read_regular
from zt_audio.store.workspace import Workspace, edit_lock, user_data
from zt_audio.trust.history import FileVersions, carry_out, finish_edit, keep_bytes, kept_bytes
from zt_audio.trust.journal import (
    NOT_NAMED,
    Act,
    Deed,
    JournalHead,
    Misfit,
    append_lines,
    find_head,
    journal_file,
    journal_head,
    journal_heads,
    journal_problems,
    machine_id,
    next_lines,
    read_acts,
    verify_journals,
)
from zt_audio.trust.memory import known_of, remember_journal, remember_journals

__all__ = [
    "NOT_NAMED",
    "Act",
    "JournalHead",
    "JournalReport",
    "Misfit",
    "accept_journals",
    "act_of_head",
    "acts",
    "save_file_with_deed",
    "verify_journal",
    "write_builds_down",
    "write_down",
]

OF_TEXTS = ("text.", "place.removed", "playlist.removed")  # acts that the history takes back


@dataclass(frozen=True, slots=True)
class JournalReport:
    """The end of each computer's chain, the first line that does not fit, and acts whose earlier text is not here.

    `problems` say what does not fit, and warn of chains that this computer has not seen before.
    """

    heads: Mapping[str, JournalHead]
    misfit: Misfit | None
    without_text: int
    problems: tuple[Problem, ...] = ()

    @property
    def acts(self) -> int:
        return sum(head.n for head in self.heads.values())


def write_down(workspace: Workspace, *deeds: Deed) -> JournalHead:
    """Add lines to the journal of this computer and return its end. Raises DeviceError, BuildError `busy`."""
    workspace.require_own_folders()
    with device_errors(workspace.root), edit_lock(workspace.cache):
        machine, now = machine_id(user_data()), datetime.now().astimezone()
        finish_edit(workspace, machine, now)
        path = journal_file(workspace.root, machine)
        append_lines(path, next_lines(journal_head(path), deeds, now))
        return remember_journal(user_data(), workspace.root, machine)


def write_builds_down(
    workspace: Workspace, manifest: Manifest, numbers: Mapping[str, str], by: str = NOT_NAMED
) -> None:
    """Write down which builds are in output/, where the journal does not say so yet; nothing where it does.

    `numbers` are those of the playlists of `manifest`, which take long to find out.

    The history keeps what each was made of. A build that was killed before its line is written down by the next one.
    Raises DeviceError, BuildError `busy`.
    """
    told = _builds_told(workspace)
    deeds = [
        Deed(by, "build.made", _build_name(name, number), None, _kept_build(workspace, manifest, name))
        for name, number in numbers.items()
        if told.get(name) != number
    ]
    gone = [(name, number) for name, number in told.items() if number and name not in numbers]
    deeds += [Deed(by, "build.removed", _build_name(name, number)) for name, number in gone]
    if deeds:
        write_down(workspace, *deeds)


def _builds_told(workspace: Workspace) -> dict[str, str]:
    """Return the number of each playlist in output/ as the journal of this computer says; "" where it was removed."""
    machine = machine_id(user_data())
    told: dict[str, str] = {}
    for act in reversed(read_acts(workspace.root)):
        if act.machine == machine and act.deed.did in ("build.made", "build.removed"):
            name, _mark, number = act.deed.what.removeprefix(f"{workspace.output.name}/").partition("#")
            told[name] = number if act.deed.did == "build.made" else ""
    return told


def _build_name(name: str, number: str) -> str:
    return f"output/{name}#{number}"


def _kept_build(workspace: Workspace, manifest: Manifest, name: str) -> str:
    """Keep the manifest of one playlist in the history: it says which text was heard where, in which voice."""
    entry = manifest.playlists[name]
    used = {part.segment for track in entry.tracks for part in track.cycle}
    one = Manifest({name: entry}, {key: found for key, found in manifest.segments.items() if key in used})
    with device_errors(workspace.root):
        # As it was just written; to write it once more takes 0.06 s for 500 places.
        whole = workspace.output / MANIFEST_FILE
        return keep_bytes(workspace.root, whole.read_bytes() if one == manifest else to_bytes(one))


def save_file_with_deed(workspace: Workspace, file: str, data: bytes, deed: Deed) -> None:
    """Write `file` of appeals/ and the line of the journal as one; the digests of the deed are filled in.

    Raises ContentError where another program writes the file in this moment, DeviceError, BuildError `busy`.
    """
    workspace.require_own_folders()
    path = workspace.root / file
    with device_errors(workspace.root), edit_lock(workspace.cache):
        machine, now = machine_id(user_data()), datetime.now().astimezone()
        finish_edit(workspace, machine, now)
        old = keep_bytes(workspace.root, read_regular(path)) if path.exists() else None
        new = keep_bytes(workspace.root, data)
        change = (replace(deed, old=old, new=new), FileVersions(file, old, new))
        if old != new and carry_out(workspace, machine, [change], now):
            raise ContentError(Problem("edit-file-conflict", Where(file)))
        remember_journal(user_data(), workspace.root, machine)


def acts(
    root: Path, file: str | None = None, days: tuple[date, date] | None = None, limit: int = 200
) -> tuple[Act, ...]:
    """Return what people did to the texts, or to `file`, the newest first, at most `limit`.

    With `days` it was done on the first of them or later, and before the second. Raises ContentError.
    """
    begin, end = days or (date.min, date.max)
    found = (act for act in read_acts(workspace_at(root).root) if begin <= act.moment.date() < end)
    return tuple(act for act in found if file is None or act.file == file)[:limit]


def act_of_head(root: Path, beginning: str) -> Act:
    """Return the last act that the journal held when its end began with `beginning`.

    Raises ContentError `journal-no-head` where no journal of the project ever ended so.
    """
    if (act := find_head(workspace_at(root).root, beginning)) is None:
        raise ContentError(Problem("journal-no-head", None, {"head": beginning}))
    return act


def verify_journal(root: Path) -> JournalReport:
    """Tell whether every line of the journals fits the one before it, and none is gone that this computer has seen.

    A chain that was not seen before stays so until a person accepts it. Raises ContentError, DeviceError.
    """
    workspace = workspace_at(root)
    with device_errors(workspace.root):
        seen = known_of(user_data(), workspace.root).heads
        misfit, problems = verify_journals(workspace.root, seen), tuple(journal_problems(workspace.root, seen))
        heads = journal_heads(workspace.root)
        if misfit is None:
            remember_journals(user_data(), workspace.root, seen)
    found = read_acts(workspace.root)
    versions = {act.deed.old for act in found if act.deed.did.startswith(OF_TEXTS)} - {None}
    gone = {version for version in versions if version and kept_bytes(workspace.root, version) is None}
    return JournalReport(heads, misfit, sum(act.deed.old in gone for act in found), problems)


def accept_journals(root: Path) -> None:
    """Take the journals as they are now: a backup was brought back, or one is of another computer that is known.

    That is written down, too.

    Raises ContentError, DeviceError, BuildError `busy`.
    """
    workspace = workspace_at(root)
    with device_errors(workspace.root):
        remember_journals(user_data(), workspace.root)
    write_down(workspace, Deed(NOT_NAMED, "journal.accepted", "journal"))
