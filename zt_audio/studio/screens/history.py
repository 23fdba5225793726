"""History: who changed what and when, and the way back to former words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from zt_audio.app.edit import bring_back
from zt_audio.app.history import ChangedValue, PastAct, changed_sentences, later_changes, past_acts
from zt_audio.app.journal import verify_journal
from zt_audio.app.places.places import PlaceRow, places_called
from zt_audio.app.texts.workbench import View
from zt_audio.app.today.week import monday_of
from zt_audio.app.vouching.facts import SaidVisit, said_at
from zt_audio.app.vouching.pairs import word_changes
from zt_audio.i18n import current_language, gettext as _
from zt_audio.messages.acts import what_was_done
from zt_audio.model import LANGS
from zt_audio.studio.names import offered_places
from zt_audio.studio.visit import HTTPException, Response, Visit, get, post

_MOST_OTHERS = 50  # places of one name in the list to choose from
_MOST_CHANGES = 20  # later changes that the question before they are lost shows


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was said at `place`; `others` are the places to choose from where several may be meant."""

    visits: tuple[SaidVisit, ...] = ()
    place: PlaceRow | None = None
    others: tuple[PlaceRow, ...] = ()


@get("/history")
def _history(visit: Visit) -> Response:
    file = visit.query.get("file") or None
    place, day = visit.query.get("place", ""), visit.query.get("day", "")
    monday, when = monday_of(visit.today), visit.query.get("when", "")
    spans = {"today": (visit.today, date.max), "week": (monday, date.max), "last": (monday - timedelta(7), monday)}
    shown = past_acts(visit.root, file, spans.get(when))
    visit.teller.former.update(_former_names(past_acts(visit.root) if file or when else shown))
    return visit.page(
        "history.html",
        acts=shown,
        file=file,
        now={file.name: file.digest for file in visit.view.files.values()},
        when=when,
        last_monday=monday - timedelta(7),
        chain=verify_journal(visit.root),
        what_was_done=what_was_done,
        word_changes=word_changes,
        sounds_of=partial(_sounds_of, visit.view),
        place=place,
        day=day,
        answer=_answer(visit.root, visit.view, place, _day(day)) if place and day else None,
        offered=offered_places(visit.view, asked=place),
    )


def _former_names(past: Iterable[PastAct]) -> Mapping[str, str]:
    """Return the last name of each place that was renamed or removed, in the language of the page if it had one."""
    names: dict[str, dict[str, str]] = {}
    for change in (change for each in past for change in each.changes if change.path[1:2] == ("name",) and change.old):
        names.setdefault(str(change.path[0]), {}).setdefault(str(change.path[-1]), change.old)
    lang = current_language()
    return {place: each.get(lang) or each.get("ru") or next(iter(each.values())) for place, each in names.items()}


def _answer(root: Path, view: View, place: str, day: date) -> _Answer:
    """Return what was said on `day` at what people call `place`."""
    found = places_called(view, place)
    if len(found) > 1:
        return _Answer(others=found[:_MOST_OTHERS])
    if not found:
        return _Answer(said_at(root, place, day))  # a place that was removed since is known by its id
    return _Answer(said_at(root, found[0].id, day), found[0])


def _sounds_of(view: View, file: str, change: ChangedValue) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """Return what plays the sentences that went, and those that came; () where nothing of it is spoken.

    A greeting is played for the place it was written for, or for one of them.
    """
    lang, state = change.path[-1] if change.path else "", view.files.get(file)
    kind = state.kind if state else ""
    if lang not in LANGS or kind not in ("text", "intros", "outros") or (kind == "text" and change.path[0] != "text"):
        return ()
    spoken = zip((_("Hear it as it was"), _("Hear it as it became")), changed_sentences(change), strict=True)
    about = {"lang": str(lang)}
    if kind != "text":
        places = view.project.places.values() if view.project else ()
        meant = (each for each in places if each.id in change.path or each.kind in change.path)
        place = next(meant, None) or next(iter(places), None)
        if place is None:
            return ()
        about["place"] = place.id
    return tuple((label, {**about, "text": text}) for label, text in spoken if text)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise HTTPException(400, _("This is not a day: {day}. Choose one.").format(day=written)) from error


@post("/history")
def _bring_back(visit: Visit) -> Response:
    file, version = visit.form.get("file", ""), visit.form.get("version", "")
    if not file or not version:
        raise HTTPException(400)
    seen = visit.form.get("seen")
    if seen is None:
        later = later_changes(visit.view.snapshot, file, version, visit.form.get("after") or None)
        if later.changes or later.wrong:
            return visit.page(
                "bring_back.html",
                section="/history",
                later=later,
                file=file,
                version=version,
                word_changes=word_changes,
                most=_MOST_CHANGES,
            )
        seen = later.seen
    return visit.lead_to("/history", bring_back(visit.root, file, version, visit.person, seen))
