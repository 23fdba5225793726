"""A job: what it does now, its questions, and what came of it, in the words of its kind.

Any tab can follow a job from its first event.
"""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from zt_audio.app.making.build import BuildRequest
from zt_audio.app.making.export import stick_for, usual_folders
from zt_audio.app.roles import EXPORT_ROLE
from zt_audio.app.vouching.keys import OpenKey
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
from zt_audio.studio.guard import cookie_value
from zt_audio.studio.job_kinds import ExportJob
from zt_audio.studio.jobs import AnyJob, FilesQuestion, Job, JobEnded, JobEvent, ServicesQuestion
from zt_audio.studio.problem_words import Teller
from zt_audio.studio.visit import HTTPException, Response, StreamingResponse, Visit, get, or_404, post

_DOING = {
    "look": N_("Looking at what is there"),
    "write": N_("Writing"),
    "read": N_("Reading back"),
    "check": N_("Each file is decoded and measured …"),
    "fetch": N_("Fetching"),
}
_MOST_STICKS = 6  # that a page offers to write, one by one
_BEAT_S = 15.0  # a line that keeps the connection open


def job_of(visit: Visit) -> Job:
    """Return the job that the address names."""
    return or_404(visit.studio.jobs.find(visit.named["number"]))


def sound_order(visit: Visit, *playlists: str) -> BuildRequest:
    """Return the order to make the sound of `playlists`, or of all, with every processor."""
    return BuildRequest(playlists, os.cpu_count() or 1, today=visit.today, by=visit.person)


def show_job(visit: Visit, order: AnyJob, key: OpenKey | None = None, *, joins: bool = False) -> Response:
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
    found = job.outcome(visit.teller, visit.studio.downloads)
    is_many = len(found.built) > _MOST_STICKS
    others = visit.others_who_may(EXPORT_ROLE)
    return visit.page(
        "job.html",
        job=job,
        kind=job.request,
        seen=len(job.events()),  # counted before the question is looked for
        question=_question(job),
        found=found,
        problems=(*found.problems, *(problem for problem in warned if problem not in found.problems)),
        sticks={} if is_many else {name: None if others else known_stick(visit, name) for name in found.built},
        is_download=isinstance(job.request, ExportJob) and job.request.target.parent == visit.studio.downloads,
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
