"""A build's report in, sentences of what it does or would do out: what goes, what is written, and why."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _
from typing import TYPE_CHECKING

from zt_audio.i18n import N_

if TYPE_CHECKING:
    from zt_audio.pipeline.request import BuildReport
    from zt_audio.pipeline.steps import Step

KINDS = {"speak": N_("speak"), "encode": N_("encode"), "write": N_("write")}
REASONS = {
    "new": N_("new"),
    "text": N_("its text changed"),
    "voice": N_("another voice"),
    "engine": N_("another version of the engine"),
    "settings": N_("settings, order or names changed"),
    "take": N_("another recording"),
    "missing": N_("its file is missing or was changed"),
    "fresh": N_("up to date"),
}


def is_idle(report: BuildReport) -> bool:
    """Tell whether there is nothing to do."""
    return not (removals(report) or _beside(report) or any(step.reason != "fresh" for step in report.steps))


def would_be_done(report: BuildReport) -> Iterator[str]:
    """Yield what a dry run tells: each file that would be written or removed, and how much work that is."""
    stale = [step for step in report.steps if step.reason != "fresh"]
    written = [*(step.name for step in stale if step.kind == "write"), *_beside(report)]
    for file in written:
        yield _("would be written: {file}").format(file=file)
    for file in _removed(report):
        yield _("would be removed: {file}").format(file=file)
    for name in _gone(report):
        yield _("would be removed: output/{playlist} (its file appeals/playlists/{playlist}.yaml is gone)").format(
            playlist=name
        )
    yield _(
        "Nothing was done. To do: sentences to speak: {speak}, files to write: {write}, to remove: {remove}; "
        "tracks up to date: {fresh}. The reasons: zt-audio build --explain --dry-run"
    ).format(
        speak=sum(step.kind == "speak" for step in stale),
        write=len(written),
        remove=len(_removed(report)) + len(_gone(report)),
        fresh=sum(step.kind == "write" and step.reason == "fresh" for step in report.steps),
    )


def reasons(report: BuildReport) -> Iterator[str]:
    """Yield for each thing that is made again or removed why."""
    made = {step.key: step.name for step in report.steps if step.kind == "encode" and step.reason != "fresh"}
    for step in report.steps:
        if step.reason != "fresh":
            yield f"{_(KINDS[step.kind])} {step.name}: {_(REASONS[step.reason])}{_parts(step, made)}"
    for file in _beside(report):
        yield _("write {file}: its tracks, texts or times changed, or the file itself").format(file=file)
    for file in _removed(report):
        yield _("remove {file}: no stop needs it").format(file=file)
    for name in _gone(report):
        yield _("remove output/{playlist}: its file appeals/playlists/{playlist}.yaml is gone").format(playlist=name)


def _parts(step: Step, made: dict[str, str]) -> str:
    """Return what in a track is made again, where the track is not new."""
    if step.kind != "write" or step.reason == "new":
        return ""
    parts = dict.fromkeys(made[key] for key in getattr(step, "cycle", ()) if key in made)
    return f" ({', '.join(parts)})" if parts else ""


def removed_rounds(report: BuildReport) -> Iterator[str]:
    """Yield a line for each round that was taken away."""
    for name in _gone(report):
        yield _("Removed: {playlist} (its file appeals/playlists/{playlist}.yaml is gone)").format(playlist=name)


def removals(report: BuildReport) -> list[str]:
    """Return the files and folders that go, relative to the project."""
    return [*_removed(report), *(f"output/{name}" for name in _gone(report))]


def _gone(report: BuildReport) -> tuple[str, ...]:
    return report.forecast.gone if report.forecast else ()


def _removed(report: BuildReport) -> list[str]:
    return [f"output/{name}" for name in report.forecast.removed] if report.forecast else []


def _beside(report: BuildReport) -> list[str]:
    return [f"output/{name}" for name in report.forecast.beside] if report.forecast else []
