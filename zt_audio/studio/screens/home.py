"""Home: what must be done now, in the order in which it must be done, and how each playlist stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from zt_audio.app.approvals import approval_faults
from zt_audio.app.clock import clock_doubts
from zt_audio.app.status import PlaylistStatus, ToDo, project_status
from zt_audio.i18n import N_, ngettext
from zt_audio.i18n import gettext as _
from zt_audio.messages.steps import BESIDE, CHANGES
from zt_audio.model import LANGS
from zt_audio.studio.addresses import screen_of
from zt_audio.studio.told import Teller, teller_of
from zt_audio.studio.visit import page

_MOST_NAMED = 6  # playlists in one line
_SIGNS = {
    "correct": "✗",
    "sign": "▲",
    "compare": "▲",
    "facts": "▲",
    "voice": "✗",
    "build": "■",
    "approve": "●",
    "settle": "✗",
    "record": "●",
    "export": "▣",
}
_BUTTONS = {
    "correct": N_("Open"),
    "sign": N_("Open"),
    "compare": N_("Compare"),
    "facts": N_("Open"),
    "approve": N_("Hear, approve"),
    "voice": N_("Voices"),
    "build": N_("Update the sound"),
    "settle": N_("Open"),
    "record": N_("Open"),
    "export": N_("Write a stick"),
}
_LINES = {
    "voice": N_("{subject}: no voice can speak all of it"),
    "build": N_("The sound is to be made again: {subject}. Why: {reasons}"),
    "approve": N_("Waiting for approval: {n} ({subject})"),
    "settle": N_("{subject} may not go on a stick today"),
    "export": N_("The stick {subject} holds an older build"),
}
_ADDRESSES = {
    "compare": "/pairs",
    "voice": "/recordings/voices",
    "build": "/sound",
    "approve": "/approvals",
    "settle": "/sound",
    "record": "/recordings",
    "export": "/sticks",
}
SOUND_STATES = {
    "fresh": N_("up to date"),
    "older": N_("older than the texts"),
    "otherwise": N_("as the texts; here it would be made otherwise"),
    "missing": N_("not made yet"),
}


def _home(request: Request) -> Response:
    studio = request.app.state.studio
    status = project_status(studio.root, studio.today(), workbench=studio.workbench)
    teller = teller_of(request)
    old = [each for each in status.to_do if each.kind == "build"]
    reasons = dict.fromkeys(reason for each in old for reason in each.reasons or [BESIDE])
    to_do = [each for each in status.to_do if each not in old[1:]]  # one button makes all sound
    tasks = [
        (
            _SIGNS[each.kind],
            _line(each, _names(old if each in old else [each], teller), reasons),
            _ADDRESSES.get(each.kind) or screen_of(str(each.subject)),
            _BUTTONS[each.kind],
            each,
        )
        for each in to_do
    ]
    doubts = (*clock_doubts(studio.root, studio.today()), *approval_faults(studio.root))
    return page(
        request, "home.html", doubts=doubts, tasks=tasks, playlists=status.playlists, sounds=SOUND_STATES, when=_when
    )


def _line(task: ToDo, subject: str, reasons: Iterable[str]) -> str:
    """Return what is to be done, in words."""
    n = task.count
    match task.kind:
        case "correct":
            told = ngettext("{subject}: {n} mistake", "{subject}: {n} mistakes", n)
        case "sign":
            told = ngettext("{subject}: {n} reading is a guess", "{subject}: {n} readings are guesses", n)
        case "compare":
            told = ngettext(
                "{n} paragraph may not say the same in both languages",
                "{n} paragraphs may not say the same in both languages",
                n,
            )
        case "facts":
            told = ngettext("{n} fact is over or soon will be", "{n} facts are over or soon will be", n)
        case "record":
            told = ngettext(
                "{n} text has no good recording: {subject}", "{n} texts have no good recording: {subject}", n
            )
        case _:
            told = _(_LINES[task.kind])
    return told.format(subject=subject, n=n, reasons=", ".join(_(CHANGES[reason]) for reason in reasons))


def _names(tasks: Sequence[ToDo], teller: Teller) -> str:
    """Return what the subjects of `tasks` are called; of many, how many there are beside the first ones."""
    names = ", ".join(_name(one.subject, teller) for one in tasks[:_MOST_NAMED])
    return f"{names}, … ({len(tasks)})" if len(tasks) > _MOST_NAMED else names


def _name(subject: str | tuple[str, ...], teller: Teller) -> str:
    """Return what people call a file, a playlist or units that wait for approval, a language, a stick."""
    if isinstance(subject, tuple):
        return ", ".join(map(teller.file_name, subject))
    if subject in LANGS:
        return {"kk": "қазақша", "ru": "по-русски"}[subject]
    return teller.file_name(subject) or _("The project")


def _when(row: PlaylistStatus) -> str:
    play = row.next_play
    if play is None:
        return ""
    hours = "–".join(time for time in (play.begin, play.end) if time)
    return f"{play.day.isoformat()} {hours}".strip()


ROUTES = (Route("/", _home),)
