"""Say what a build would make and remove, and why, before it is begun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zt_audio.app.making.build import BuildReport
from zt_audio.i18n import gettext as _, ngettext
from zt_audio.messages.acts import STEP_REASONS

_MOST = 12  # of one reason; the count tells of the others


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """What is made for one reason, or removed: the heading, the first names, and how many there are in all."""

    heading: str
    names: tuple[str, ...]
    count: int


def plan_sentence(report: BuildReport) -> str:
    """Return in one sentence what a build would make."""
    files = [step.name for step in report.steps if step.kind == "write" and step.reason != "fresh"]
    files += _beside(report)
    if not files and not _gone(report):
        return _("Nothing to do: the sound is as the texts are.")
    spoken = sum(step.kind == "speak" and step.reason != "fresh" for step in report.steps)
    playlists = len({file.split("/")[1] for file in files})
    return _("Will be made: {sentences}, {files} {playlists}.").format(
        sentences=ngettext("{n} sentence", "{n} sentences", spoken).format(n=spoken),
        files=ngettext("{n} file", "{n} files", len(files)).format(n=len(files)),
        playlists=ngettext("in {n} playlist", "in {n} playlists", playlists).format(n=playlists),
    )


def plan_groups(report: BuildReport) -> tuple[PlannedGroup, ...]:
    """Return sentences and files by the reason why they are made, and what goes."""
    found: dict[str, list[str]] = {}
    for step in report.steps:
        if step.kind != "encode" and step.reason != "fresh":
            name = step.name.partition(" ")[2] if step.kind == "speak" else step.name  # without the place in a file
            found.setdefault(step.reason, []).append(name)
    groups = [_group(_("Because: {reason}").format(reason=_(STEP_REASONS[why])), found[why]) for why in found]
    groups.append(_group(_("Because its tracks, texts or times changed, or the file itself"), _beside(report)))
    groups.append(_group(_("Will be removed"), _gone(report)))
    return tuple(group for group in groups if group.count)


def _group(heading: str, names: Iterable[str]) -> PlannedGroup:
    distinct = [*dict.fromkeys(names)]
    return PlannedGroup(heading, tuple(distinct[:_MOST]), len(distinct))


def _beside(report: BuildReport) -> Sequence[str]:
    return [f"output/{name}" for name in report.forecast.beside] if report.forecast else []


def _gone(report: BuildReport) -> Sequence[str]:
    names = (*report.forecast.removed, *report.forecast.gone) if report.forecast else ()
    return [f"output/{name}" for name in names]
