"""Name kinds of places in words, and know a kind by its words in any language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

from zt_audio.app.places.places import place_kinds, place_rows
from zt_audio.app.texts.workbench import View
from zt_audio.content.place_names import place_types
from zt_audio.content.yaml.tree import mapping
from zt_audio.i18n import MESSAGE_LANGUAGES, N_, current_language, gettext as _, speaking
from zt_audio.model import LANGS, URGENT, Project

_GREETINGS = "appeals/intros.yaml"

_KINDS = {  # as the starter and the shipped project name them; staff may add others
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
    "town": N_("town"),
    "university": N_("university"),
    "urgent": N_("urgent message"),
    "village": N_("village"),
}


def kind_name(kind: str, view: View | None = None) -> str:
    """Return the words for a kind of place in the language of the page: those that staff gave it, ours, or its id."""
    own = view.texts(_GREETINGS, "kind_names", kind) if view else {}
    ours = [words for lang, words in own.items() if lang == current_language()]
    return next(filter(None, (*ours, *own.values())), _(_KINDS[kind]) if kind in _KINDS else kind)


def kinds_in_both(view: View) -> Mapping[str, str]:
    """Return the words in both languages for each kind that a new place may have, those of most places first."""
    known = {*place_kinds(view), *_KINDS, *mapping(mapping(view.trees.get(_GREETINGS)).get("kind_names"))} - {URGENT}
    words: dict[str, list[str]] = {kind: [] for kind in known}
    for lang in (current_language(), *(lang for lang in LANGS if lang != current_language())):
        if lang in LANGS:
            with speaking(lang):
                for kind, told in words.items():
                    told.append(kind_name(kind, view))
    used = Counter(row.kind for row in place_rows(view))
    named = ((kind, " · ".join(dict.fromkeys(told))) for kind, told in words.items())
    return dict(sorted(named, key=lambda each: (-used[each[0]], each[1])))


def kind_called(view: View, words: Collection[str]) -> str | None:
    """Return the kind that one of `words` already means: «село» is a village in any language."""
    meant = {word: kind for kind, told in kinds_in_both(view).items() for word in re.split(" · |, ", told.casefold())}
    meant.update(kinds_by_words({*meant.values()}))
    return next((meant[word.casefold()] for word in words if word.casefold() in meant), None)


def project_kinds(project: Project) -> tuple[str, ...]:
    """Return the kinds that places of `project` have or greetings are written for; those of the starter without any."""
    greeted = (*project.intros.kinds, *project.outros.kinds)
    known = {*greeted, *(place.kind for place in project.places.values())} - {URGENT}  # the studio writes that place
    return tuple(sorted(known or _KINDS.keys() - {URGENT}))


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
            found |= {word: kind for kind in known for word in kind_name(kind).casefold().split(", ")}
    return found
