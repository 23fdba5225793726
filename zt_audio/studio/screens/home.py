"""Home: what must be done now, in the order in which it must be done, and how each playlist stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from zt_audio.app.clock import clock_doubts
from zt_audio.app.places.timetables import PlaylistRow, next_trip, playlist_rows
from zt_audio.app.roles import EXPORT_ROLE
from zt_audio.app.speaking.voice_install import has_kazakh_voice
from zt_audio.app.texts.appeals import unused_appeals
from zt_audio.app.today.status import PlaylistStatus, ToDoKind, project_status
from zt_audio.app.vouching.approvals import approval_faults
from zt_audio.app.vouching.facts import WRITTEN, playlist_and_build
from zt_audio.i18n import N_, gettext as _, ngettext
from zt_audio.messages.acts import BESIDE, CHANGES
from zt_audio.messages.render import IN_LANGUAGE
from zt_audio.studio.addresses import screen_of
from zt_audio.studio.job_kinds import BuildJob, ReadyJob
from zt_audio.studio.names import appeal_titles, playlist_titles
from zt_audio.studio.problem_words import Teller
from zt_audio.studio.screens.jobs import show_job, sound_order
from zt_audio.studio.screens.sticks import usual_target
from zt_audio.studio.visit import Response, Visit, get, post

# For each kind of what must be done: its sign, the words for a count, the button, and its page; "" is that of the file.
_TASKS: Mapping[ToDoKind, tuple[str, Callable[[int], str], str, str]] = {
    ToDoKind.CORRECT: ("✗", lambda n: ngettext("{subject}: {n} mistake", "{subject}: {n} mistakes", n), N_("Open"), ""),
    ToDoKind.SIGN: (
        "▲",
        lambda n: ngettext(
            "{subject}: the program is not sure how {n} word is said",
            "{subject}: the program is not sure how {n} words are said",
            n,
        ),
        N_("Open"),
        "",
    ),
    ToDoKind.COMPARE: (
        "▲",
        lambda n: ngettext(
            "{n} paragraph may not say the same in both languages",
            "{n} paragraphs may not say the same in both languages",
            n,
        ),
        N_("Compare"),
        "/pairs",
    ),
    ToDoKind.FACTS: (
        "▲",
        lambda n: ngettext(
            "{n} number in the texts is out of date or soon will be",
            "{n} numbers in the texts are out of date or soon will be",
            n,
        ),
        N_("Open"),
        "",
    ),
    ToDoKind.VOICE: (
        "✗",
        lambda _n: _("{subject}: no voice can speak all of it"),
        N_("Voices"),
        "/recordings/voices",
    ),
    ToDoKind.BUILD: ("■", lambda _n: _("The sound is to be made again:"), N_("Update the sound"), "/sound"),
    ToDoKind.APPROVE: (
        "●",
        lambda _n: _("Waiting for approval: {n} ({subject})"),
        N_("Hear, approve"),
        "/approvals",
    ),
    ToDoKind.SETTLE: ("✗", lambda _n: _("{subject}: not ready for a stick"), N_("Open"), "/sound"),
    ToDoKind.RECORD: (
        "●",
        lambda n: ngettext(
            "{n} text has no good recording: {subject}", "{n} texts have no good recording: {subject}", n
        ),
        N_("Open"),
        "/recordings",
    ),
    ToDoKind.EXPORT: (
        "▣",
        lambda _n: _("The stick {subject} holds an older build"),
        N_("Write a stick"),
        "/sticks",
    ),
}
SOUND_STATES = {
    "fresh": N_("up to date"),
    "older": N_("the sound is older than the texts"),
    "otherwise": N_("as the texts; here it would be made otherwise"),
    "missing": N_("not made yet"),
}

_COLUMNS = (
    N_("Texts"),
    N_("Approved"),
    N_("Voice"),
    N_("Numbers in the texts"),
    N_("Sound"),
    N_("Stick"),
    N_("Next trip"),
)


@get("/")
def _home(visit: Visit) -> Response:
    status = project_status(visit.root, visit.today, workbench=visit.studio.workbench)
    old = [each for each in status.to_do if each.kind is ToDoKind.BUILD]
    why = [
        (visit.teller.title(name), f"/sound#{name}", ", ".join(_(CHANGES[why]) for why in each.reasons or [BESIDE]))
        for each in old
        for name in [str(each.subject)]
    ]
    tasks = [
        (sign, words(each.count).format(subject=_name(each.subject, visit.teller), n=each.count), address, button, each)
        for each in status.to_do
        if each not in old[1:]  # one button makes all sound
        for sign, words, button, page in [_TASKS[each.kind]]
        for address in [page or screen_of(str(each.subject))]
    ]
    running = visit.studio.jobs.running
    doubts = (*clock_doubts(visit.root, visit.today), *approval_faults(visit.snapshot))
    doubts = (*([running.in_the_way] if running else []), *doubts)
    titles = appeal_titles(visit.view)
    now = datetime.combine(visit.today, datetime.now().astimezone().time())
    plans = {each.id: each for each in playlist_rows(visit.view)}
    rows = [
        (row, plan.title if plan else row.title, [*_cells(row, plan, now)])
        for row in status.playlists
        for plan in [plans.get(row.id)]
    ]
    is_new = titles and not any(row.stick for row in status.playlists)
    speaks_draft = any(row.is_draft or not row.build for row in status.playlists)
    return visit.page(
        "home.html",
        doubts=doubts,
        tasks=tasks,
        why=why,
        playlists=rows,
        columns=_COLUMNS,
        unused=unused_appeals(visit.view),
        first_steps=dict(zip(("appeal", "title"), next(iter(titles.items())), strict=True)) if is_new else None,
        lacks_voice=speaks_draft and not has_kazakh_voice(visit.root),
    )


def _cells(row: PlaylistStatus, plan: PlaylistRow | None, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield for each column how it stands (good, warning, error or ""), the words, and where it is mended."""
    n = row.errors
    mistakes, own = ngettext("{n} mistake", "{n} mistakes", n).format(n=n), f"/playlists/{row.id}"
    wrong = screen_of(row.wrong_file) or own
    over = ngettext("{n} appeal is over", "{n} appeals are over", row.over).format(n=row.over)
    right = ("error", over, own) if row.over else ("good", _("no mistakes"), own)
    yield ("error", mistakes, wrong) if n else right
    sound = f"/sound#{row.id}" if row.build else "/sound"
    unmade = ("", _("known once there is sound"), sound)
    fresh, asked = row.approved or (0, 0)
    approved = ("good" if fresh == asked and row.sound in ("fresh", "otherwise") else "warning",)
    told = (*approved, _("{n} of {whole}").format(n=fresh, whole=asked), f"/approvals?playlist={row.id}")
    yield told if asked else ("", _("no one has to approve it"), "/settings") if row.build else unmade
    voice = ("warning", _("draft")) if row.is_draft else ("good", _("ready"))
    heard = (*voice, "/recordings/voices") if row.build else unmade
    yield ("error", _("none"), "/recordings/voices") if row.voiceless else heard
    n, bare = row.ending_facts, row.unsourced
    ending = ngettext("{n} is over or soon will be", "{n} are over or soon will be", n).format(n=n)
    doubts = [ending] * bool(n)
    if bare:
        doubts.append(ngettext("{n} has no source", "{n} have no source", bare).format(n=bare))
    numbers = ("warning", ", ".join(doubts), "/facts") if doubts else ("good", _("none is out of date"), "/facts")
    hidden = ("", _("not checked while there are mistakes"), wrong if row.errors else "/")
    yield hidden if bare is None else numbers
    yield "good" if row.sound == "fresh" else "warning", _(SOUND_STATES[row.sound]), sound
    yield *_stick(row), f"/sticks?playlist={row.id}"
    yield *trip_cell(plan, now), own


def _stick(row: PlaylistStatus) -> tuple[str, str]:
    if row.stick is None:
        return "warning", _("no stick of it is known")
    day = f"{row.stick.moment:%d.%m.%Y}"
    if row.stick.done != WRITTEN:
        return "", _("file to download of {day}").format(day=day)
    if playlist_and_build(row.stick)[1] != row.build or row.sound != "fresh":
        return "warning", _("{day}: out of date").format(day=day)
    return ("good", day) if row.may_leave else ("error", _("{day}: may not be played today").format(day=day))


def trip_cell(plan: PlaylistRow | None, now: datetime) -> tuple[str, str]:
    """Return how it stands with the next trip, and when it is; a day whose last stop is over is past."""
    day = next_trip(plan, now) if plan else None
    if plan is None or day is None:
        return "warning", _("all its days are over") if plan and plan.days else _("no day is given")
    days = (day - now.date()).days
    near = {0: _("today"), 1: _("tomorrow")}.get(days) or ngettext("in {n} day", "in {n} days", days).format(n=days)
    return "", f"{near}, {day:%d.%m} {plan.hours}".strip()


@post("/ready/{playlist:str}")
def _ready(visit: Visit) -> Response:
    """Make the sound of a playlist, then write it where it was written before, or into a zip, where the person may."""
    playlist, by = visit.named["playlist"], visit.person
    order = sound_order(visit, playlist)
    if visit.others_who_may(EXPORT_ROLE) or playlist not in playlist_titles(visit.view):
        return show_job(visit, BuildJob(order))
    export = ReadyJob(playlist, usual_target(visit, playlist), visit.today, by, order)
    return show_job(visit, export, visit.studio.keys.find(by, visit.browser))


def _name(subject: str | tuple[str, ...], teller: Teller) -> str:
    """Return what people call a file, a playlist or units that wait for approval, a language, a stick."""
    if isinstance(subject, tuple):
        named = [*map(teller.file_name, subject)]  # a name may hold commas and "and": each is seen to be one
        return ", ".join(_("“{name}”").format(name=name) for name in named) if len(named) > 1 else "".join(named)
    if subject in IN_LANGUAGE:
        return _(IN_LANGUAGE[subject])
    return teller.file_name(subject) or _("The project")
