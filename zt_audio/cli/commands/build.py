"""Bring output/ up to date, and print what a build made, plans or would change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.click_words import json_option, old_option
from zt_audio.cli.console import asking, playlists_argument
from zt_audio.cli.progress import Listener
from zt_audio.errors import ZtError, exit_code_of
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.acts import STEP_REASONS
from zt_audio.messages.render import as_json, with_program_name
from zt_audio.suggestions import joined_names

if TYPE_CHECKING:
    from zt_audio.app.making.build import BuildReport, BuildRequest, Outcome
    from zt_audio.model import Problem


@click.command("build")
@playlists_argument
@click.option("--dry-run", is_flag=True, help=N_("List the files that would be written or removed; do nothing."))
@click.option("--explain", is_flag=True, help=N_("Build, and say why each sentence and file is made again."))
@json_option
@click.option("--offline", is_flag=True, help=N_("Send nothing to voices on the internet."))
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 2, help=N_("How much to do at once."))
@click.option(
    "--cluster", metavar="ADDRESS", help=N_("Build on a Dask cluster, as tls://HOST:8786; “here”: not on one.")
)
@old_option("--by", N_("No role is needed to build."), is_flag=False)
@click.pass_obj
def command(
    project: Path,
    playlists: tuple[str, ...],
    dry_run: bool,
    explain: bool,
    as_document: bool,
    offline: bool,
    jobs: int,
    cluster: str | None,
) -> int:
    from zt_audio.app.making.build import BuildRequest, build_project

    order = BuildRequest(
        playlists,
        jobs,
        dry_run=dry_run,
        explain=explain,
        offline=offline,
        today=clock.today(),
        cluster=cluster,
    )
    report, errors = None, []
    with closing(Listener(quiet=as_document)) as listener:
        try:
            report = build_project(project, order, listener, asking(listener.close))
            errors = report.errors
        except ZtError as error:
            errors = [error]
    if as_document:
        console.document(build_document(report, order, errors, listener.warnings), indent=1)
    else:
        console.show_problems([*listener.warnings, *(problem for error in errors for problem in error.problems)])
        for line in build_lines(report, order, project):
            console.result(with_program_name(line)) if order.explain or order.dry_run else console.say(line)
    return exit_code_of(errors)


_LISTED = 3  # files in a sentence
STEP_KINDS = {"speak": N_("speak"), "encode": N_("encode"), "write": N_("write")}


def build_lines(report: BuildReport | None, order: BuildRequest, project: Path) -> Iterator[str]:
    """Yield what people read when a build of the project in the folder `project` has ended."""
    if report is None:
        return
    if order.explain:
        yield from _reasons(report)
    if report.outcome is not None:
        yield from _done(report, report.outcome, project)
    elif order.dry_run and not order.explain and not _is_idle(report):
        yield from _would_be_done(report)
    elif not report.errors and (not order.dry_run or _is_idle(report)):
        yield _("Nothing to do: output is up to date.")
        if not order.dry_run:
            yield from _next_steps(report, list(report.playlists), project)
    if report.warnings and report.untouched:  # a build that read the content has shown them
        yield _("Warnings: {n}. To read them: zt-audio check").format(n=report.warnings)


def _done(report: BuildReport, outcome: Outcome, project: Path) -> Iterator[str]:
    made, failed = outcome.manifest.playlists, outcome.failed
    if outcome.written:
        yield _("Files written: {n}.").format(n=outcome.written)
    elif not outcome.removed and not report.errors and not report.stale:
        yield _("Nothing to do: output is up to date.")
    if outcome.removed and (gone := report.forecast.removed):
        yield _("Files removed, because no stop needs them: {n} ({files})").format(
            n=len(gone), files=joined_names(gone, _LISTED)
        )
    for name in report.forecast.gone:
        yield _("Removed: {playlist} (its file appeals/playlists/{playlist}.yaml is gone)").format(playlist=name)
    if report.stale:
        yield _("Not up to date: {folders}. To make them: zt-audio build {names}").format(
            folders=_folders(report.stale), names=" ".join(report.stale)
        )
    for name in failed:
        kept = _("its last good version is kept") if name in made else _("nothing of it was published")
        yield _("Not built: {playlist} ({kept}).").format(playlist=name, kept=kept)
    yield from _next_steps(report, [name for name in made if name not in {*failed, *report.stale}], project)


def _next_steps(report: BuildReport, built: Sequence[str], project: Path) -> Iterator[str]:
    """Yield where each playlist lies and the command that writes it to a stick; and what may not be played."""
    made = report.playlists
    usable = [name for name in built if not made[name].below_floor]
    forbidden = [name for name in usable if made[name].forbidden]
    ready = [name for name in usable if not made[name].forbidden]
    changed = report.outcome.changed if report.outcome else ()
    if forbidden:
        yield _("Built, but not to be played now; the warnings say why: {folders}").format(folders=_folders(forbidden))
    for name in ready:
        line = _("{folder} (build {number}, changed): {command}")
        if name not in changed:
            line = _("{folder} (build {number}, as before): {command}")
        folder = (project / "output" / name).resolve()
        where = "" if project.resolve() == Path.cwd().resolve() else f'--project "{project}" '
        command = f"zt-audio {where}export {name} " + _("STICK")
        yield line.format(folder=folder, number=made[name].number, command=command)
    if ready:
        told = [_("{stick} is the letter or the folder of the stick; to see it: zt-audio export --list")]
        if any(made[name].draft for name in ready):
            told.append(_("The voices are of draft quality: let a native speaker listen first."))
        yield ". ".join(line.rstrip(".") for line in told).format(stick=_("STICK")) + "."


def _folders(names: Iterable[str]) -> str:
    return ", ".join(f"output/{name}" for name in names)


def _is_idle(report: BuildReport) -> bool:
    """Tell whether there is nothing to do."""
    return not (report.forecast.goes or report.forecast.beside or any(step.reason != "fresh" for step in report.steps))


def _would_be_done(report: BuildReport) -> Iterator[str]:
    """Yield each file that a dry run would write or remove, and how much work that is."""
    stale = [step for step in report.steps if step.reason != "fresh"]
    written = [*(step.name for step in stale if step.kind == "write"), *report.forecast.beside]
    yield from (_("would be written: {file}").format(file=file) for file in written)
    yield from (_("would be removed: {file}").format(file=file) for file in report.forecast.removed)
    for name in report.forecast.gone:
        yield _("would be removed: output/{playlist} (its file appeals/playlists/{playlist}.yaml is gone)").format(
            playlist=name
        )
    yield _(
        "Nothing was done. To do: sentences to speak: {speak}, files to write: {write}, to remove: {remove}; "
        "tracks up to date: {fresh}. The reasons: zt-audio build --explain --dry-run"
    ).format(
        speak=sum(step.kind == "speak" for step in stale),
        write=len(written),
        remove=len(report.forecast.removed) + len(report.forecast.gone),
        fresh=sum(step.kind == "write" and step.reason == "fresh" for step in report.steps),
    )


def _reasons(report: BuildReport) -> Iterator[str]:
    """Yield the reason for each thing that is made again or removed."""
    made = {step.key: step.name for step in report.steps if step.kind == "encode" and step.reason != "fresh"}
    for step in report.steps:
        if step.reason != "fresh":
            cycle = getattr(step, "cycle", ()) if step.kind == "write" and step.reason != "new" else ()
            yield f"{_(STEP_KINDS[step.kind])} {step.name}: {_(STEP_REASONS[step.reason])}{_parts(cycle, made)}"
    for file in report.forecast.beside:
        yield _("write {file}: its tracks, texts or times changed, or the file itself").format(file=file)
    yield from (_("remove {file}: no stop needs it").format(file=file) for file in report.forecast.removed)
    for name in report.forecast.gone:
        yield _("remove output/{playlist}: its file appeals/playlists/{playlist}.yaml is gone").format(playlist=name)


def _parts(cycle: Sequence[str], made: dict[str, str]) -> str:
    """Return which parts of an old track, whose `cycle` names them by key, are made again."""
    parts = dict.fromkeys(made[key] for key in cycle if key in made)
    return f" ({', '.join(parts)})" if parts else ""


def build_document(
    report: BuildReport | None, order: BuildRequest, errors: Sequence[ZtError], warnings: Sequence[Problem]
) -> dict[str, object]:
    outcome = report.outcome if report else None
    return {
        "ok": not errors,
        "dry_run": order.dry_run,
        "nothing_to_do": not errors and not order.dry_run and outcome is None,
        "written": outcome.written if outcome else 0,
        "removed": outcome.removed if outcome else 0,
        "playlists": _playlists(report) if report else {},
        "changed": list(outcome.changed) if outcome else [],
        "not_up_to_date": list(report.stale) if report else [],
        "failed": sorted(report.failed) if report else [],
        "steps": [{field: getattr(step, field) for field in ("kind", "name", "key", "reason")} for step in report.steps]
        if report
        else [],
        "removals": report.forecast.goes if report else [],
        "problems": [as_json(problem) for problem in (*warnings, *(p for error in errors for p in error.problems))],
    }


def _playlists(report: BuildReport) -> dict[str, object]:
    return {
        name: {
            "folder": f"output/{name}",
            "build": report.playlists[name].number,
            "draft": entry.draft,
            "below_floor": list(entry.below_floor),
            "tracks": [track.file for track in entry.tracks],
        }
        for name, entry in (report.outcome.manifest.playlists.items() if report.outcome else ())
    }
