"""`zt-audio recordings list`: how the recording of each text stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.errors import ZtError
from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.render import as_json
from zt_audio.model import LANGS, Lang, Problem

if TYPE_CHECKING:
    from zt_audio.app.recordings import RecordingStatus, TextStatus

_STATES = {"fresh": N_("recorded"), "stale": N_("stale"), "unproved": N_("unproved"), "missing": N_("missing")}


@click.command(
    "list",
    short_help=N_("Show what is recorded and what is not."),
    help=N_("Show whether each text is recorded, and what has changed since."),
)
@click.option("--lang", type=click.Choice(LANGS), help=N_("Only the texts in this language."))
@click.option("--json", "as_document", is_flag=True, help=N_("Print one JSON document."))
@click.pass_obj
def command(project: Path, lang: Lang | None, as_document: bool) -> int:
    from zt_audio.app.recordings import list_recordings

    try:
        found = list_recordings(project, lang)
    except ZtError as error:
        if not as_document:
            raise
        click.echo(json.dumps({"ok": False, "problems": _told(error.problems)}, ensure_ascii=False))
        return error.exit_code
    if as_document:
        sums = {name: _sums(states) for name, states in found.totals.items()}
        rows = list(map(_row, found.texts))
        document = {"ok": True, "takes": rows, "totals": sums, "problems": _told(found.warnings)}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return 0
    for each in found.texts:
        _show(each)
    for name, states in found.totals.items():
        click.echo(_total(name, states))
    console.show_problems([problem for problem in found.warnings if problem.slug != "recording-stale"])
    return 0


def _told(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [as_json(problem) for problem in console.in_order(problems)]


def _row(each: TextStatus) -> dict[str, object]:
    text, recording = each.text, each.recording
    return {
        "part": str(text.part),
        "lang": text.lang,
        "state": recording.status.value,
        "where": f"{text.where.file}:{text.where.line}",
        "file": recording.file,
        "read": list(recording.read),
        "due": list(text.sentences),
    }


def _show(each: TextStatus) -> None:
    from zt_audio.app.recordings import RecordingStatus, difference

    text, recording = each.text, each.recording
    place = f"{text.where.file}:{text.where.line}"
    click.echo("\t".join((_(_STATES[recording.status.value]), str(text.part), place, recording.file or "-")))
    if recording.status is RecordingStatus.STALE:
        old, new = difference(recording.read, recording.due)
        click.echo(f"  − {old}\n  + {new}")


def _sums(states: Mapping[RecordingStatus, int]) -> dict[str, int]:
    return {"texts": sum(states.values()), **{state.value: count for state, count in states.items()}}


def _total(lang: str, states: Mapping[RecordingStatus, int]) -> str:
    """Return `kk: 12 of 40 recorded, 2 stale`."""
    sums = _sums(states)
    first = _("{lang}: {n} of {texts} recorded").format(lang=lang, n=sums["fresh"], texts=sums["texts"])
    rest = [f"{sums[name]} {_(_STATES[name])}" for name in ("stale", "unproved", "missing") if sums[name]]
    return ", ".join((first, *rest))
