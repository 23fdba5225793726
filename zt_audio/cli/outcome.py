"""A build's report in, what people and machines read of it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _
from typing import TYPE_CHECKING

from zt_audio.cli.messages import as_json
from zt_audio.cli.messages.mark import N_

if TYPE_CHECKING:
    from zt_audio.build.plan import Step
    from zt_audio.build.update import Order, Report
    from zt_audio.errors import ZtError
    from zt_audio.model import Problem
    from zt_audio.store.manifest import Manifest

KINDS = {"speak": N_("speak"), "encode": N_("encode"), "write": N_("write")}
REASONS = {
    "new": N_("new"),
    "text": N_("its text changed"),
    "voice": N_("another voice"),
    "engine": N_("another version of the engine"),
    "settings": N_("settings, order or names changed"),
    "missing": N_("its file is missing or was changed"),
    "fresh": N_("up to date"),
}


def lines(report: Report | None, order: Order) -> Iterator[str]:
    """Yield what to tell people of a build that came to an end."""
    if report is None:
        return
    if order.explain or order.dry_run:
        yield from (_explained(step) for step in report.steps if step.reason != "fresh")
    if order.dry_run:
        stale = sum(step.reason != "fresh" for step in report.steps)
        yield _("{n} steps would be done, {fresh} are up to date.").format(n=stale, fresh=len(report.steps) - stale)
    elif report.outcome is None:
        yield _("Nothing to do: output is up to date.")
    else:
        yield from _done(report)
    if report.warnings:
        yield _("Warnings: {n}. To read them: zt-audio check").format(n=report.warnings)


def _done(report: Report) -> Iterator[str]:
    outcome = report.outcome
    if outcome is None:
        return
    made, failed = outcome.manifest.playlists, outcome.failed
    if outcome.written or outcome.removed:
        yield _("Written: {n} files, removed: {removed}. Build {build}.").format(
            n=outcome.written, removed=outcome.removed, build=outcome.manifest.build
        )
    elif not failed:
        yield _("Nothing to do: output is up to date.")
    ready = [name for name in made if name not in failed]
    if ready:
        yield _("Ready to copy: {folders}").format(folders=", ".join(f"output/{name}" for name in ready))
    for name in failed:
        kept = _("its last good version is kept") if name in made else _("nothing of it was published")
        yield _("Not built: {playlist} ({kept}).").format(playlist=name, kept=kept)
    if any(made[name].draft for name in ready):
        yield _("The voices are of draft quality: have a native speaker listen before it goes on the street.")


def _explained(step: Step) -> str:
    return f"{_(KINDS[step.kind])} {step.name}: {_(REASONS[step.reason])}"


def document(
    report: Report | None, order: Order, errors: Sequence[ZtError], warnings: Sequence[Problem]
) -> dict[str, object]:
    """Return the one JSON document of a build."""
    outcome = report.outcome if report else None
    return {
        "ok": not errors,
        "dry_run": order.dry_run,
        "nothing_to_do": not errors and not order.dry_run and outcome is None,
        "written": outcome.written if outcome else 0,
        "removed": outcome.removed if outcome else 0,
        "playlists": _playlists(outcome.manifest) if outcome else {},
        "failed": sorted(outcome.failed) if outcome else [],
        "steps": [_step_as_json(step) for step in report.steps] if report else [],
        "problems": [as_json(problem) for problem in (*warnings, *(p for error in errors for p in error.problems))],
    }


def _playlists(manifest: Manifest) -> dict[str, object]:
    return {
        name: {"folder": f"output/{name}", "draft": entry.draft, "tracks": [track.file for track in entry.tracks]}
        for name, entry in manifest.playlists.items()
    }


def _step_as_json(step: Step) -> dict[str, str]:
    return {"kind": step.kind, "name": step.name, "key": step.key, "reason": step.reason}
