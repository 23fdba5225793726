"""People and keys: who edits, approves and keeps, their keys, and the seal of the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from zt_audio.app.roles import ROLE_WORDS, project_people, require_act
from zt_audio.app.vouching.keys import end_keys, list_keys, new_key, require_key_maker, seal_people
from zt_audio.app.vouching.people import PersonForm, remove_person, require_same_pins, save_person
from zt_audio.model import LANGS, Role
from zt_audio.studio.guard import browser_of
from zt_audio.studio.visit import form_line, form_texts, name_of, page, person_of, remember_person


def _people(request: Request) -> Response:
    studio = request.app.state.studio
    keys = list_keys(studio.root)
    return page(
        request,
        "people.html",
        role="keeper",
        people=keys.trusted.people,
        rows=keys.rows,
        problems=keys.trusted.problems,
        is_sealed=keys.trusted.is_sealed,
        roles=ROLE_WORDS,
        person=person_of(request),
        name_of=name_of,
    )


async def _choose(request: Request) -> Response:
    """Remember in this browser who sits here; it is a name on paper, no proof."""
    form = await form_texts(request)
    answer = RedirectResponse("/people", 303)
    if form.get("person") in await run_in_threadpool(project_people, request.app.state.studio.root):
        remember_person(answer, form["person"])
    return answer


async def _save(request: Request) -> Response:
    form = await form_texts(request)
    roles = [role for role in get_args(Role) if form.get(f"role-{role}")]
    person = PersonForm(form_line(form, "id"), {lang: form_line(form, f"name-{lang}") for lang in LANGS}, roles)
    await run_in_threadpool(save_person, request.app.state.studio.root, person, person_of(request))
    return RedirectResponse("/people", 303)


async def _act(request: Request) -> Response:
    """Take out a person, make or end a key, seal the list."""
    form = await form_texts(request)
    studio = request.app.state.studio
    await run_in_threadpool(_do, studio.root, form.get("do", ""), dict(form), person_of(request), studio.today())
    return RedirectResponse("/people", 303)


def _do(root: Path, what: str, form: dict[str, str], by: str, today: date) -> None:
    person, pin = form.get("person", ""), form.get("pin", "")
    if what == "remove":
        remove_person(root, person, by)
    elif what == "key":
        require_key_maker(root, person, by)
        require_same_pins(pin, form.get("again", ""))
        new_key(root, person, pin, today)
    elif what == "end":
        require_act(root, by, "keeper")
        end_keys(root, person, today)
    else:
        raise HTTPException(400)


async def _seal(request: Request) -> Response:
    form = await form_texts(request)
    studio = request.app.state.studio
    person, pin = form_line(form, "person"), form.get("pin", "")
    key = await run_in_threadpool(studio.keys.opened, person, pin, browser_of(request))
    await run_in_threadpool(seal_people, studio.root, key, studio.today())
    return RedirectResponse("/people", 303)


ROUTES = (
    Route("/people", _people),
    Route("/people", _save, methods=["POST"]),
    Route("/people/act", _act, methods=["POST"]),
    Route("/people/seal", _seal, methods=["POST"]),
    Route("/people/me", _choose, methods=["POST"]),
)
