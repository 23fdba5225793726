"""Add the command `zt-audio status`: it says what must be done now, and how each playlist stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.app import clock
from zt_audio.cli import console
from zt_audio.cli.click_words import json_option
from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.acts import BESIDE, CHANGES, STEP_REASONS
from zt_audio.messages.render import as_json, render, with_languages, with_program_name

if TYPE_CHECKING:
    from zt_audio.app.today.status import PlaylistStatus, Status, ToDo

TO_DO_LINES = {
    "correct": N_("Correct {subject}. Problems: {n}"),
    "sign": N_("Sign the guessed readings off in {subject}: {n}"),
    "compare": N_("Compare paragraphs that may not say the same: {n}. zt-audio pairs"),
    "facts": N_("Look up facts that are over or soon will be: {n}. zt-audio check"),
    "approve": N_("Hear and approve: {n} ({subject})"),
    "voice": N_("Find a voice for {subject}: no voice can speak all of it."),
    "build": N_("Build {subject}: zt-audio build {subject}"),
    "settle": N_("Settle why {subject} may not be exported. Reasons: {n}"),
    "record": N_("Record the texts {lang_in} that lack a good recording: {n}"),
    "export": N_("Write the stick {subject} again: it holds an older build."),
}
_SOUND = {
    "fresh": N_("sound up to date"),
    "older": N_("sound older than the texts"),
    "otherwise": N_("sound as the texts, but this computer would make it otherwise"),
    "missing": N_("no sound yet"),
}


@click.command("status", help=N_("Nothing is made or changed. The sticks that are plugged in are looked at, too."))
@json_option
@click.pass_obj
def command(project: Path, as_document: bool) -> int:
    from zt_audio.app.project import snapshot_at
    from zt_audio.app.today.status import project_status
    from zt_audio.app.vouching.approvals import approval_faults

    status = project_status(project, clock.today())
    console.show_problems(approval_faults(snapshot_at(project)))
    if as_document:
        to_do = [
            {**asdict(each), "subject": _subject(each), "problems": list(map(as_json, each.problems))}
            for each in status.to_do
        ]
        console.document(
            {"to_do": to_do, "playlists": [_playlist_document(each) for each in status.playlists]}, indent=1
        )
        return 0
    for line in _lines(status):
        console.result(with_program_name(line))
    return 0


def _playlist_document(row: PlaylistStatus) -> dict[str, object]:
    play = row.next_play
    return {**asdict(row), "next_play": {**asdict(play), "day": play.day.isoformat()} if play else None}


def _lines(status: Status) -> Iterator[str]:
    yield _("What must be done now:") if status.to_do else _("Nothing to do: all is as it is written here.")
    for number, each in enumerate(status.to_do, start=1):
        yield f"{number}. {_to_do_line(each)}"
        yield from (f"  {render(problem)}" for problem in console.by_place(each.problems))
    yield from map(_playlist_line, status.playlists)


def _subject(each: ToDo) -> str:
    return ", ".join(each.subject) if isinstance(each.subject, tuple) else each.subject


def _to_do_line(each: ToDo) -> str:
    subject = _subject(each) or _("the project")
    facts = with_languages({"lang": subject})
    line = _(TO_DO_LINES[each.kind]).format_map({**facts, "subject": subject, "n": each.count})
    if not each.reasons:
        return line if each.kind != "build" else f"{line} · {_(CHANGES[BESIDE])}"
    reasons = ", ".join(f"{_(STEP_REASONS[reason])} – {n}" for reason, n in each.reasons.items())
    return _("{line} · tracks to make: {reasons}").format(line=line, reasons=reasons)


def _playlist_line(row: PlaylistStatus) -> str:
    texts = _("mistakes in texts: {n}").format(n=row.errors) if row.errors else _("texts can be read aloud")
    parts = [texts, _(_SOUND[row.sound])]
    if row.build:
        parts.append(_("build {number}").format(number=row.build))
        parts.append(_("may be exported") if row.may_leave else _("may not be exported"))
    if row.next_play:
        hours = "–".join(time for time in (row.next_play.begin, row.next_play.end) if time)
        parts.append(_("next: {when}").format(when=f"{row.next_play.day.isoformat()} {hours}".strip()))
    return f"{row.id}: {' · '.join(parts)}"
