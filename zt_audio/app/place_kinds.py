"""Name kinds of places in words, and know a kind by its words in any language."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zt_audio.content.place_names import place_types
from zt_audio.i18n import MESSAGE_LANGUAGES, N_, speaking
from zt_audio.i18n import gettext as _
from zt_audio.model import URGENT, Project

KINDS = {  # as the starter and the shipped project name them; staff may add others
    "airport": N_("airport"),
    "crossing": N_("railway settlement"),
    "district": N_("district"),
    "hospital": N_("hospital"),
    "market": N_("market"),
    "microdistrict": N_("microdistrict"),
    "park": N_("park"),
    "school": N_("school"),
    "shop": N_("shop"),
    "shore": N_("shore"),
    "square": N_("square"),
    "station": N_("station"),
    "street": N_("street"),
    "university": N_("university"),
    "urgent": N_("urgent message"),
    "village": N_("village"),
}


def kind_name(kind: str) -> str:
    """Return the words for a kind of place; a kind that staff have named is its own name."""
    return _(KINDS[kind]) if kind in KINDS else kind


def project_kinds(project: Project) -> tuple[str, ...]:
    """Return the kinds that places of `project` have or greetings are written for; those of the starter without any."""
    greeted = (*project.intros.kinds, *project.outros.kinds)
    known = {*greeted, *(place.kind for place in project.places.values())} - {URGENT}  # the studio writes that place
    return tuple(sorted(known or KINDS.keys() - {URGENT}))


def kinds_by_words(known: Collection[str]) -> Mapping[str, str]:
    """Return the kind that each word means in small letters: what pages call a kind, and types of places (село).

    `known` are the kinds of the project. A type whose kind is none of them means nothing here.
    """
    found: dict[str, str] = {}
    for type_ in place_types().values():
        if type_.kind in known:
            for word in (type_.ru, *type_.ru_short, type_.kk, type_.kk_bare):
                found.setdefault(word.casefold(), type_.kind)
    for language in MESSAGE_LANGUAGES:
        with speaking(language):
            found |= {kind_name(kind).casefold(): kind for kind in known}
    return found
