"""Add the command `zt-audio recordings`: people see what to read aloud, list what is recorded, and add recordings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zt_audio.cli import console
from zt_audio.cli.click_words import HelpfulGroup, by_option, json_option
from zt_audio.cli.console import can_answer, complete_appeal, confirmed, has_listened, project_folders, require_target
from zt_audio.errors import BuildError, ZtError
from zt_audio.events import Event, RecordingKept, Warned
from zt_audio.i18n import N_, gettext as _, ngettext
from zt_audio.messages.render import as_json, printable
from zt_audio.model import LANGS, Lang, Problem

if TYPE_CHECKING:
    from zt_audio.app.speaking.recordings import JudgedRecordings, RecordingList, RecordingStatus, TextStatus

SHEET_FILE = "reading-sheet{lang}.html"
_STATES = {"fresh": N_("recorded"), "stale": N_("stale"), "unproved": N_("unproved"), "missing": N_("missing")}


@click.group(
    "recordings",
    cls=HelpfulGroup,
    help=N_("People read the appeals aloud: see what is to be read and what is recorded, and add recordings."),
)
def command() -> None:
    pass


# --- the sheet ------------------------------------------------------------------------------------------------------


@command.command(
    "script",
    short_help=N_("Write the sheet that people read from."),
    help=N_("Write a page to print: every text that is still to be read out, with the name to give to each file."),
)
@click.option("--lang", type=click.Choice(LANGS), help=N_("Only the texts in this language."))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help=N_("The HTML file; without it reading-sheet.html in the project's folder."),
)
@click.pass_obj
def _script(project: Path, lang: Lang | None, output: Path | None) -> int:
    from zt_audio.app.project import place_in_project
    from zt_audio.app.speaking.recording_session import write_sheet
    from zt_audio.app.speaking.recordings import is_our_page

    sheet = SHEET_FILE.format(lang=f"-{lang}" if lang else "")
    target = Path(os.path.realpath(output)) if output else place_in_project(project, sheet)
    require_target(target, project_folders(project), ".html", is_our_page, makes_folder=True)
    if write_sheet(project, target, lang):
        console.say(_("Written: {file}").format(file=target))
    else:
        console.say(_("Everything is recorded: there is nothing to read."))
    return 0


# --- what is recorded -----------------------------------------------------------------------------------------------


@command.command(
    "list",
    short_help=N_("Show what is recorded and what is not."),
    help=N_("Show whether each text is recorded, and what has changed since."),
)
@click.option("--lang", type=click.Choice(LANGS), help=N_("Only the texts in this language."))
@json_option
@click.pass_obj
def _list(project: Path, lang: Lang | None, as_document: bool) -> int:
    from zt_audio.app.speaking.recordings import list_recordings

    try:
        found = list_recordings(project, lang)
    except ZtError as error:
        if not as_document:
            raise
        console.document({"ok": False, "problems": _told(error.problems)})
        return error.exit_code
    if as_document:
        sums = {name: _sums(states) for name, states in found.totals.items()}
        rows = [_row(each, _number(found, each)) for each in found.texts]
        document = {"ok": True, "takes": rows, "totals": sums, "problems": _told(found.warnings)}
        console.document(document, indent=1)
        return 0
    for each in found.texts:
        _show_text(each, _number(found, each))
    for name, states in found.totals.items():
        console.result(_total(name, states))
    console.show_problems([problem for problem in found.warnings if problem.slug != "recording-stale"])
    return 0


def _told(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [as_json(problem) for problem in console.by_place(problems)]


def _number(found: RecordingList, each: TextStatus) -> int | None:
    """Return the number of a text on the sheet; None where it was never printed."""
    return found.numbers.get((each.text.lang, each.text.sentences))


def _row(each: TextStatus, number: int | None) -> dict[str, object]:
    text, recording = each.text, each.recording
    return {
        "number": number,
        "part": str(text.part),
        "lang": text.lang,
        "state": recording.status.value,
        "where": f"{text.where.file}:{text.where.line}",
        "file": recording.file,
        "read": list(recording.read),
        "due": list(text.sentences),
    }


def _show_text(each: TextStatus, number: int | None) -> None:
    from zt_audio.app.speaking.recordings import RecordingStatus, difference

    text, recording = each.text, each.recording
    place = f"{text.where.file}:{text.where.line}"
    shown = f"{number:03d}" if number else "-"
    console.result(shown, _(_STATES[recording.status.value]), str(text.part), place, recording.file or "-")
    if recording.status is RecordingStatus.STALE:
        old, new = difference(recording.read, recording.due)
        console.result(f"  − {old}")
        console.result(f"  + {new}")


def _sums(states: Mapping[RecordingStatus, int]) -> dict[str, int]:
    return {"texts": sum(states.values()), **{state.value: count for state, count in states.items()}}


def _total(lang: str, states: Mapping[RecordingStatus, int]) -> str:
    """Return `kk: 12 of 40 recorded, 2 stale`."""
    sums = _sums(states)
    first = _("{lang}: {n} of {texts} recorded").format(lang=lang, n=sums["fresh"], texts=sums["texts"])
    rest = [f"{sums[name]} {_(_STATES[name])}" for name in ("stale", "unproved", "missing") if sums[name]]
    return ", ".join((first, *rest))


# --- what was recorded ----------------------------------------------------------------------------------------------

_heard = click.option(
    "--heard", multiple=True, metavar="FILE", help=N_("Keep this file though it was doubted: you have listened to it.")
)


@command.command(
    "add",
    short_help=N_("Check a recording and keep it."),
    help=N_("Check a recording and keep it: WAV, FLAC, MP3, or M4A and others of phones."),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--appeal", shell_complete=complete_appeal, help=N_("The appeal that is read in it."))
@click.option("--paragraph", type=click.IntRange(1), help=N_("Only this paragraph of the appeal is read in it."))
@click.option("--place", help=N_("The place whose greeting is read in it."))
@click.option("--outro", is_flag=True, help=N_("With --place: its closing words and not its greeting."))
@click.option("--lang", type=click.Choice(LANGS), required=True, help=N_("The language that it is read in."))
@click.option("--replace", is_flag=True, help=N_("Replace a recording that is already there."))
@by_option
@_heard
@click.pass_obj
def _add(
    project: Path,
    file: Path,
    appeal: str | None,
    paragraph: int | None,
    place: str | None,
    outro: bool,
    lang: Lang,
    replace: bool,
    by: str | None,
    heard: tuple[str, ...],
) -> int:
    from zt_audio.app.speaking.recordings import RecordedText, judge_recording

    if (appeal is None) == (place is None):
        raise click.UsageError(_("Give either --appeal or --place."))
    if (paragraph and not appeal) or (outro and not place):
        raise click.UsageError(_("--paragraph goes with --appeal, and --outro with --place."))
    judged = judge_recording(project, file, RecordedText(lang, appeal, paragraph, place, outro))
    if problems := _keep_all(project, judged, replace=replace, heard=heard, by=by):
        raise BuildError(problems)
    return 0


@command.command(
    "import",
    short_help=N_("Check and keep a folder of recordings."),
    help=N_(
        "Check and keep every recording in FOLDER. The digits that a file's name begins with are its "
        "number on the sheet: 007.wav, 7.mp3, “007 second try.wav”. Keep one file for each number."
    ),
)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--lang", type=click.Choice(LANGS), help=N_("Refuse recordings in the other language."))
@click.option("--replace", is_flag=True, help=N_("Replace recordings that are already there."))
@_heard
@by_option
@click.pass_obj
def _import(
    project: Path, folder: Path, lang: Lang | None, replace: bool, heard: tuple[str, ...], by: str | None
) -> int:
    from zt_audio.app.speaking.recordings import judge_folder

    judged = judge_folder(project, folder, lang)
    console.show_problems(judged.problems)  # before the disk is asked for anything
    refused = _keep_all(project, judged, replace=replace, heard=heard, by=by)
    console.show_problems(refused)
    problems = (*judged.problems, *refused)
    good = len(judged.ready) - len(refused)
    named = ("file", "files")  # several files for one number are one
    bad = len({problem.facts[name] for problem in problems for name in named if name in problem.facts})
    told = ngettext("{n} recording is good.", "{n} recordings are good.", good).format(n=good)
    if bad:
        told += " " + ngettext("{n} file is not.", "{n} files are not.", bad).format(n=bad)
    console.say(told)
    if good:
        console.say(_("To hear them in the playlists: zt-audio build"))
    if bad:
        console.say(_("Record or rename the others as their messages say, and run the same command again."))
    return BuildError.exit_code if problems else 0


def _keep_all(
    project: Path, judged: JudgedRecordings, *, replace: bool, heard: Sequence[str], by: str | None
) -> tuple[Problem, ...]:
    """Keep the good recordings, and say where. Return a problem for each other one.

    `heard` are the files that were doubted and that a person has listened to.
    """
    from zt_audio.app.journal import NOT_NAMED
    from zt_audio.app.speaking.recordings import keep_judged

    console.show_problems([warning for ready in judged.ready for warning in ready.warnings])
    before, problems = keep_judged(
        project,
        judged,
        _show_kept,
        replace=replace,
        may_replace=_may_replace,
        has_listened=lambda ready: ready.file in heard or has_listened(ready.file),
        by=by or NOT_NAMED,
    )
    for file in before:
        console.say(_("{file} is there already.").format(file=file))
    return problems


def _show_kept(event: Event) -> None:
    if isinstance(event, RecordingKept):
        console.say(f"{event.file} → {event.kept_as}")
    elif isinstance(event, Warned):
        console.show_problems([event.problem])


def _may_replace(files: Sequence[str]) -> bool:
    """Ask whether recordings that are still good may go; without a terminal the answer is no."""
    question = _("There is a recording already for what these files read: {files}. Replace it?")
    return can_answer() and confirmed(printable(question.format(files=", ".join(files))))
