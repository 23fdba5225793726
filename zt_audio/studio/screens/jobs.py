"""A job: what it does now, its questions, and what came of it; of a plan what would be made, and why.

Any tab can follow a job from its first event.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from zt_audio.app.making.build import BuildReport, BuildRequest
from zt_audio.app.making.export import CheckedStick, Exported, stick_for, usual_folders
from zt_audio.app.making.output import VerifyReport
from zt_audio.app.roles import EXPORT_ROLE
from zt_audio.app.speaking.doubted_takes import Listening
from zt_audio.app.vouching.keys import OpenKey
from zt_audio.errors import ZtError
from zt_audio.events import (
    Moved,
    Phase,
    Planned,
    PlaylistFailed,
    Recovered,
    SegmentMade,
    TakeHeard,
    ToListen,
    TrackWritten,
    UtteranceSpoken,
    Waiting,
    Warned,
)
from zt_audio.i18n import N_, gettext as _, ngettext
from zt_audio.messages.acts import STEP_REASONS
from zt_audio.messages.sticks import seal_line
from zt_audio.model import Problem
from zt_audio.studio.guard import cookie_value
from zt_audio.studio.job_worker import EAR, BuildJob, ExportJob, FilesQuestion, JobRequest, ServicesQuestion, VoiceJob
from zt_audio.studio.jobs import Job, JobEnded, JobEvent
from zt_audio.studio.problem_words import Teller
from zt_audio.studio.visit import HTTPException, Response, StreamingResponse, Visit, get, or_404, post

JOB_TITLES = {
    "build": N_("The sound is being made"),
    "plan": N_("What would be made is being looked up"),
    "export": N_("A stick is being written"),
    "ready": N_("The sound is being made, then the stick is written"),
    "verify-stick": N_("A stick is being checked"),
    "verify": N_("The sound is being checked"),
    "voice": N_("A voice is being fetched"),
    "ear": N_("What hears words and numbers is being fetched"),
    "proof": N_("The page is being made"),
    "listen": N_("What the voices said is being listened to"),
}
_DOING = {
    "look": N_("Looking at what is there"),
    "write": N_("Writing"),
    "read": N_("Reading back"),
    "check": N_("Each file is decoded and measured …"),
    "fetch": N_("Fetching"),
}
_MOST_OF_REASON = 12  # files of a plan; the count tells of the others
_MOST_STICKS = 6  # that a page offers to write, one by one
_LONGEST_NAME = 60  # letters of a file's name: 120 bytes and more in Cyrillic
_BEAT_S = 15.0  # a line that keeps the connection open


def job_of(visit: Visit) -> Job:
    """Return the job that the address names."""
    return or_404(visit.studio.jobs.find(visit.named["number"]))


def sound_order(visit: Visit, *playlists: str) -> BuildRequest:
    """Return the order to make the sound of `playlists`, or of all, with every processor."""
    return BuildRequest(playlists, os.cpu_count() or 1, today=visit.today, by=visit.person)


def show_job(visit: Visit, order: JobRequest, key: OpenKey | None = None, *, joins: bool = False) -> Response:
    """Start a job and lead to its page; where it `joins`, one that runs already is shown instead.

    Raises BuildError `job-running` where it does not.
    """
    jobs = visit.studio.jobs
    job = (jobs.running if joins else None) or jobs.start(order, key)
    return visit.lead_to(f"/jobs/{job.number}")


@get("/jobs/{number:int}")
def _job(visit: Visit) -> Response:
    job = job_of(visit)
    # What was warned of on the way still holds at the end, when the lines of the way are gone.
    warned = [] if job.is_running else [event.problem for _n, event in job.events() if isinstance(event, Warned)]
    problems = job_problems(job)
    built = [*job.result.playlists] if isinstance(job.result, BuildReport) and job.result.outcome else []
    others = visit.others_who_may(EXPORT_ROLE)
    return visit.page(
        "job.html",
        job=job,
        seen=len(job.events()),  # counted before the question is looked for
        title=JOB_TITLES[job.request.kind],
        question=_question(job),
        problems=(*problems, *(problem for problem in warned if problem not in problems)),
        lines=_result_lines(job, visit.teller, visit.studio.downloads),
        card=_card(job),
        build=_build(job),
        built={name: None if others else known_stick(visit, name) for name in built[:_MOST_STICKS]},
        is_many=len(built) > _MOST_STICKS,
        is_download=isinstance(job.request, ExportJob) and job.request.target.parent == visit.studio.downloads,
        plan=plan_groups(job.result, visit.teller)
        if isinstance(job.result, BuildReport) and not job.result.outcome
        else (),
    )


FOLDERS_COOKIE = "folders"


def recent_folders(visit: Visit) -> list[str]:
    """Return what this browser wrote to last; other programs on this computer may have set the cookie."""
    with suppress(ValueError, RecursionError):
        known = json.loads(unquote(cookie_value(visit.request.headers.get("cookie", ""), FOLDERS_COOKIE)))
        return [path for path in known if isinstance(path, str)] if isinstance(known, list) else []
    return []


def known_stick(visit: Visit, playlist: str) -> Path | None:
    """Return where `playlist` goes without a question: its stick, the only empty one, or where it was written last."""
    usual = (path / f"zt_audio {playlist}" for _name, path in usual_folders())
    return stick_for(playlist, [*map(Path, recent_folders(visit)), *usual])


def zip_name(job: Job, teller: Teller) -> str:
    """Return what people call the zip that `job` has written: the title of its playlist, as any system takes a name."""
    name = job.request.playlist if isinstance(job.request, ExportJob) else ""
    return (" ".join(re.findall(r"[\w-]+", teller.title(name)))[:_LONGEST_NAME].strip() or name) + ".zip"


def _build(job: Job) -> str:
    """Return the number that the card has, too, of what was written or checked."""
    if isinstance(job.result, CheckedStick) and (manifest := job.result.proof.manifest):
        return manifest.build
    return job.result.build if isinstance(job.result, Exported) else ""


def _card(job: Job) -> str:
    """Return the playlist whose card is to be printed: it was exported, or it alone was built."""
    match job.request, job.result:
        case ExportJob(playlist=playlist), Exported():
            return playlist
        case BuildJob(BuildRequest(playlists=(playlist,))), BuildReport(failed=failed) if not failed:
            return playlist
    return ""


@get("/jobs/{number:int}/events")
def _events(visit: Visit) -> Response:
    job = job_of(visit)
    after = visit.request.headers.get("last-event-id", visit.query.get("after", "0"))
    seen = int(after) if after.isdecimal() and len(after) < 10 else 0  # noqa: PLR2004 - digits
    teller = visit.teller

    async def stream() -> AsyncIterator[str]:
        nonlocal seen
        while True:
            news = await job.news(seen, _BEAT_S)
            for number, event in news:
                seen = number
                yield f"id: {number}\ndata: {json.dumps(_told(event, teller), ensure_ascii=False)}\n\n"
                if isinstance(event, JobEnded):
                    return
            if not news:
                if not job.is_running and not job.events(seen):
                    return
                yield ": still here\n\n"

    return StreamingResponse(stream(), media_type="text/event-stream")


@post("/jobs/{number:int}/answer")
def _answer(visit: Visit) -> Response:
    job = job_of(visit)
    number = visit.number("question")
    if number is None:
        raise HTTPException(400)
    job.answer(number, agrees=visit.form.get("agrees") == "yes")
    return visit.lead_to(f"/jobs/{job.number}")


@post("/jobs/{number:int}/cancel")
def _cancel(visit: Visit) -> Response:
    job = job_of(visit)
    if job.is_running:
        job.cancel()
    return visit.lead_to(f"/jobs/{job.number}")


def _told(event: JobEvent, teller: Teller) -> Mapping[str, object]:
    """Return what a page needs of `event`: a line to show, and how far the work is."""
    if isinstance(event, PlaylistFailed):
        return {"line": "✗ " + teller.tell_all(event.problems)}
    if isinstance(event, Warned):
        return {"line": f"▲ {teller.tell(event.problem)}"}
    if isinstance(event, TrackWritten):
        return {"done": 1, "line": teller.file_name(f"output/{event.playlist}/{event.file}")}
    tell = _TELL.get(type(event))
    return tell(event) if tell else {}


_TELL: Mapping[type, Callable[[Any], Mapping[str, object]]] = {
    Planned: lambda event: {"total": event.to_speak + event.to_encode + event.to_write},
    UtteranceSpoken: lambda event: {"done": 1, "line": event.text},
    SegmentMade: lambda _event: {"done": 1},
    ToListen: lambda event: {"total": event.takes},
    TakeHeard: lambda _event: {"done": 1},
    Waiting: lambda _event: {"line": _("Another program works on this project; this one waits.")},
    Recovered: lambda _event: {"line": _("A change that was interrupted before has been finished.")},
    Phase: lambda event: {"total": event.total_bytes, "begin": True, "line": _(_DOING[event.doing])},
    Moved: lambda event: {"done": event.bytes},
    ServicesQuestion: lambda _event: {"asks": True},
    FilesQuestion: lambda _event: {"asks": True},
    JobEnded: lambda _event: {"ended": True},
}


def _question(job: Job) -> dict[str, object] | None:
    number = job.question
    if number is None:
        return None
    found = dict(job.events())[number]
    if isinstance(found, ServicesQuestion):
        services = "; ".join(
            ngettext("{service}: {n} sentence", "{service}: {n} sentences", n).format(service=service, n=n)
            for service, n in found.sentences.items()
        )
        return {
            "number": number,
            "text": _("May these texts be sent to services on the internet?"),
            "items": [services],
        }
    if isinstance(found, FilesQuestion):
        names = [*found.others.foreign, *found.others.altered]
        return {"number": number, "text": _("There are other files. They stay. Write beside them?"), "items": names}
    return None


def job_problems(job: Job) -> tuple[Problem, ...]:
    result = job.result
    if isinstance(result, ZtError):
        return result.problems
    if isinstance(result, BuildReport):
        found = (problem for error in result.errors for problem in error.problems)
        return tuple({repr(problem): problem for problem in found}.values())  # several playlists may lack the same
    if isinstance(result, CheckedStick):
        return result.proof.problems
    if isinstance(result, VerifyReport):
        return result.problems
    if isinstance(result, Listening):
        return (*result.told, *(problem for take in result.doubted for problem in take.problems))
    return result if isinstance(result, tuple) else ()


def _result_lines(job: Job, teller: Teller, downloads: Path | None) -> list[str]:
    """Return what a person wants to know at the end; what lies in `downloads` is known by its name alone."""
    result = job.result
    if isinstance(job.request, VoiceJob) and isinstance(result, tuple):
        of_ear, of_voice = N_("What hears words and numbers is here."), N_("The voice {name} is here.")
        return [_(of_ear if job.request.voice == EAR else of_voice).format(name=job.request.voice)]
    if isinstance(result, Listening):
        return _listening_lines(result, teller)
    if isinstance(result, BuildReport | VerifyReport):
        return _sound_lines(result)
    if isinstance(result, Exported) and isinstance(job.request, ExportJob):
        downloaded = result.target.parent == downloads
        written = _("“{playlist}” is ready: download the file {folder}.")
        if not downloaded:
            written = _("“{playlist}” is in {folder}; every file is as made.")
        folder = zip_name(job, teller) if downloaded else result.target
        lines = [written.format(playlist=teller.title(job.request.playlist), folder=folder)]
        if result.sealed_by:
            lines.append(_("Sealed by {person}.").format(person=result.sealed_by))
        if downloaded:
            bare = _("No stick of this playlist and no empty one was found, so nothing is on a stick yet.")
            lines += [bare] * bool(job.request.sound)
            unpack = _("Unpack the file onto an empty stick: its contents lie on the stick itself, not in a folder.")
            lines += [unpack, _("Then press “Check a stick”: every file on it is compared.")]
        return [*lines, _("Take the stick out by “Safely remove”.")] if result.is_stick else lines
    if isinstance(result, CheckedStick) and result.proof.is_whole and result.proof.manifest:
        stick = result.proof.manifest
        told = _("All {n} files are as the stick's own list says. Playlist “{playlist}”.")
        sealed = seal_line(result.seal.state, result.seal.verdict) if result.seal else ""
        return [
            told.format(n=len(stick.files), playlist=teller.title(stick.playlist)),
            *filter(None, [sealed]),
        ]
    return []


def _listening_lines(found: Listening, teller: Teller) -> list[str]:
    """Return how much was listened to, and what was not there."""
    n = found.takes
    told = ngettext("{n} text was listened to.", "{n} texts were listened to.", n)
    lines = [told.format(n=n)]
    if names := ", ".join(map(teller.title, found.unbuilt)):
        lines.append(_("No sound was made yet: {items}. Update the sound.").format(items=names))
    return lines


def _sound_lines(result: BuildReport | VerifyReport) -> list[str]:
    if isinstance(result, VerifyReport):
        n = result.proved.files if result.proved else 0
        told = ngettext("{n} file is as it was made.", "All {n} files are as they were made.", n).format(n=n)
        return [told] if result.proved else []
    if result.outcome is None:
        return [plan_sentence(result)]
    n = result.outcome.written
    return [ngettext("{n} file was written.", "{n} files were written.", n).format(n=n)]


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """What is made for one reason, or removed: the heading, the first names, and how many there are in all."""

    heading: str
    names: tuple[str, ...]
    count: int


def plan_sentence(report: BuildReport) -> str:
    """Return in one sentence what a build would make."""
    files = [step.name for step in report.steps if step.kind == "write" and step.reason != "fresh"]
    files += report.forecast.beside
    if not files and not report.forecast.goes:
        return _("Nothing to do: the sound is as the texts are.")
    spoken = sum(step.kind == "speak" and step.reason != "fresh" for step in report.steps)
    playlists = len({file.split("/")[1] for file in files})
    return _("Will be made: {sentences}, {files} {playlists}.").format(
        sentences=ngettext("{n} sentence", "{n} sentences", spoken).format(n=spoken),
        files=ngettext("{n} file", "{n} files", len(files)).format(n=len(files)),
        playlists=ngettext("in {n} playlist", "in {n} playlists", playlists).format(n=playlists),
    )


def plan_groups(report: BuildReport, teller: Teller) -> tuple[PlannedGroup, ...]:
    """Return sentences and files by the reason why they are made, and what goes."""
    found: dict[str, list[str]] = {}
    for step in report.steps:
        if step.kind != "encode" and step.reason != "fresh":  # of a sentence, without its place in a file
            name = step.name.partition(" ")[2] if step.kind == "speak" else teller.file_name(step.name)
            found.setdefault(step.reason, []).append(name)
    groups = [_group(_("Because: {reason}").format(reason=_(STEP_REASONS[why])), found[why]) for why in found]
    beside, goes = (map(teller.file_name, files) for files in (report.forecast.beside, report.forecast.goes))
    groups.append(_group(_("Because its tracks, texts or times changed, or the file itself"), beside))
    groups.append(_group(_("Sound that no playlist has any more: it goes"), goes))
    return tuple(group for group in groups if group.count)


def _group(heading: str, names: Iterable[str]) -> PlannedGroup:
    distinct = [*dict.fromkeys(names)]
    return PlannedGroup(heading, tuple(distinct[:_MOST_OF_REASON]), len(distinct))
