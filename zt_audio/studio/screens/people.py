"""People and keys: who edits, approves and keeps, their keys, and the seal of the list."""

from __future__ import annotations

from typing import get_args

from zt_audio.app.roles import ROLE_WORDS, name_of, require_act
from zt_audio.app.texts.new_content import free_id
from zt_audio.app.vouching.keys import (
    PersonForm,
    end_keys,
    list_keys,
    new_key,
    remove_person,
    require_key_maker,
    require_same_pins,
    save_person,
    seal_people,
)
from zt_audio.model import LANGS, Role
from zt_audio.studio.visit import HTTPException, Response, Visit, get, post, remember_person


@get("/people")
def _people(visit: Visit) -> Response:
    keys = list_keys(visit.snapshot)
    return visit.page(
        "people.html",
        role="keeper",
        people=keys.trusted.people,
        rows=keys.rows,
        problems=keys.trusted.problems,
        is_sealed=keys.trusted.is_sealed,
        roles=ROLE_WORDS,
        person=visit.person,
        name_of=name_of,
    )


@post("/people/me")
def _choose(visit: Visit) -> Response:
    """Remember in this browser who sits here; it is a name on paper, no proof."""
    answer = visit.lead_to("/people")
    if visit.form.get("person") in visit.snapshot.people:
        remember_person(answer, visit.form["person"])
    return answer


@post("/people")
def _save(visit: Visit) -> Response:
    roles = [role for role in get_args(Role) if visit.form.get(f"role-{role}")]
    names = {lang: visit.line(f"name-{lang}") for lang in LANGS}
    id_ = visit.form.get("id", "").strip() or free_id(names["ru"] or names["kk"], visit.snapshot.people)
    save_person(visit.root, PersonForm(id_, names, roles), visit.person)
    return visit.lead_to("/people")


@post("/people/act")
def _act(visit: Visit) -> Response:
    """Take out a person, make or end a key, seal the list."""
    person, pin = visit.form.get("person", ""), visit.form.get("pin", "")
    match visit.form.get("do"):
        case "remove":
            remove_person(visit.root, person, visit.person)
        case "key":
            require_key_maker(visit.root, person, visit.person)
            require_same_pins(pin, visit.form.get("again", ""))
            new_key(visit.root, person, pin, visit.today)
        case "end":
            require_act(visit.root, visit.person, "keeper")
            end_keys(visit.root, person, visit.today)
        case _:
            raise HTTPException(400)
    return visit.lead_to("/people")


@post("/people/seal")
def _seal(visit: Visit) -> Response:
    key = visit.studio.keys.opened(visit.line("person"), visit.form.get("pin", ""), visit.browser)
    seal_people(visit.root, key, visit.today)
    return visit.lead_to("/people")
