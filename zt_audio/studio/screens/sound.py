"""Sound: what was built, the buttons that make and verify it, what was rejected, and what the ear doubts."""

from __future__ import annotations

from zt_audio.app.making.build import BuildRequest
from zt_audio.app.making.output import BuiltPlaylist
from zt_audio.app.speaking.doubted_takes import DoubtedTake, doubted_takes, rejected_takes, vouch
from zt_audio.app.texts.appeals import unused_appeals
from zt_audio.errors import BuildError
from zt_audio.model import Problem
from zt_audio.studio.job_kinds import BuildJob, ListenJob, PlanJob, VerifyJob
from zt_audio.studio.names import place_names, title_of
from zt_audio.studio.screens.jobs import show_job, sound_order
from zt_audio.studio.visit import Response, Visit, get, or_404, post


@get("/sound")
def _sound(visit: Visit) -> Response:
    built: tuple[BuiltPlaylist, ...] = ()
    damage: tuple[Problem, ...] = ()
    try:
        built = visit.built
    except BuildError as error:  # a damaged manifest: the button that makes it again is on this page
        damage = error.problems
    names = visit.view.project.playlists if visit.view.project else {}
    missing = [playlist for name, playlist in names.items() if name not in {each.name for each in built}]
    return visit.page(
        "sound.html",
        built=built,
        missing=missing,
        errors=visit.view.errors,
        is_barred=bool(visit.view.errors) and not visit.view.scripts,
        damage=damage,
        job=visit.studio.jobs.running,
        unused=unused_appeals(visit.view),
        rejected=rejected_takes(visit.root),
    )


@post("/sound")
def _update(visit: Visit) -> Response:
    return show_job(visit, BuildJob(sound_order(visit)), joins=True)


@post("/sound/plan")
def _plan(visit: Visit) -> Response:
    return show_job(visit, PlanJob(BuildRequest(dry_run=True, today=visit.today)), joins=True)


@post("/sound/verify")
def _verify(visit: Visit) -> Response:
    return show_job(visit, VerifyJob(), joins=True)


_DOUBTS = "/sound/voices"


@get(_DOUBTS)
def _listening(visit: Visit) -> Response:
    takes = [
        (take, _title(visit, take), next(iter(visit.studio.desk.take(take.digest).pieces), None))
        for take in doubted_takes(visit.root)
    ]
    return visit.page("listening.html", role="editor", takes=takes)


def _title(visit: Visit, take: DoubtedTake) -> str:
    """Return the title of the appeal, or the name of the place."""
    subject = take.part.subject
    if take.part.kind == "appeal":
        return title_of(visit.view, f"appeals/texts/{subject}.yaml", "title") or subject
    return place_names(visit.view).get(subject, subject)


@post(_DOUBTS)
def _listen(visit: Visit) -> Response:
    return show_job(visit, ListenJob(), joins=True)


@post(f"{_DOUBTS}/heard")
def _heard(visit: Visit) -> Response:
    digest = visit.line("digest")
    takes = or_404([take for take in doubted_takes(visit.root) if take.digest == digest])
    vouch(visit.root, takes[:1], visit.person)
    return visit.lead_to(_DOUBTS)
