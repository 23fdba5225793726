"""Say who may do what: each file and each act asks for one role; alone on one computer anyone may do all.

Editors change texts, places, playlists, words, recordings and pairs; approvers approve, change facts and write sticks;
keepers change settings, players, people and keys. The name is a name on paper, no proof: docs/trust.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from zt_audio.app.project import workspace_at
from zt_audio.errors import ContentError
from zt_audio.i18n import N_, current_language
from zt_audio.model import Problem, Role
from zt_audio.suggestions import near_facts

if TYPE_CHECKING:  # a build that has nothing to do needs none of them
    from zt_audio.model import Person

ROLE_WORDS: Mapping[Role, str] = {
    "editor": N_("edits"),
    "approver": N_("approves"),
    "keeper": N_("keeps people and settings"),
}
EXPORT_ROLE: Role = "approver"
TAKE_ROLE: Role = "editor"
_PEOPLE_FILE = "appeals/people.yaml"
_ROLE_BY_FILE: Mapping[str, Role] = {  # how the name of a file begins; any other one is an editor's
    "appeals/settings.yaml": "keeper",
    "appeals/profiles.yaml": "keeper",
    "appeals/people": "keeper",
    "appeals/facts.yaml": "approver",
    "appeals/approvals/": "approver",
}


def project_people(root: Path) -> Mapping[str, Person]:
    """Return who works with the project at `root`, by id. Raises ContentError, DeviceError."""
    from zt_audio.content.project import Snapshot  # a project without people needs no parser

    root = workspace_at(root).root
    return Snapshot(root).people if (root / _PEOPLE_FILE).exists() else {}


def name_of(person: Person) -> str:
    """Return the name of `person` in the language of messages, or in another one."""
    names = {str(lang): name.value for lang, name in person.name.items()}
    return names.get(current_language()) or next(iter(names.values()), person.id)


def role_of_file(name: str) -> Role:
    """Return the role that may change the file `name`."""
    return next((role for begin, role in _ROLE_BY_FILE.items() if name.startswith(begin)), "editor")


def people_with(known: Mapping[str, Person], role: Role) -> tuple[str, ...]:
    """Return the ids of those who have `role`; where no one has it, anyone may do what it allows."""
    return tuple(person.id for person in known.values() if role in person.roles)


def require_person(known: Mapping[str, Person], by: str) -> None:
    """Raise ContentError `person-unknown` where the project names its people and `by` is none of them."""
    if known and by not in known:
        raise ContentError(Problem("person-unknown", None, {"name": by, **near_facts(by, sorted(known))}))


def require_role(known: Mapping[str, Person], by: str, role: Role) -> None:
    """Raise ContentError `person-not-allowed` where people have `role`, and `by` is none of them."""
    having = people_with(known, role)
    if having and by not in having:
        raise ContentError(Problem("person-not-allowed", None, {"name": by, "known": tuple(having)}))


def require_act(root: Path, by: str, role: Role) -> None:
    """Raise as `require_role` does, by the people of the project at `root`."""
    require_role(project_people(root), by, role)


def require_files(root: Path, files: Iterable[str], by: str) -> None:
    """Raise ContentError where `by` may not change one of `files`; a list of people that is broken can be mended."""
    names = set(files)
    try:
        known = project_people(root)
    except ContentError:
        if names <= {_PEOPLE_FILE}:
            return
        raise
    for role in sorted({role_of_file(name) for name in names}):
        require_role(known, by, role)
