"""List the places of a project with the forms of their names and their greetings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from zt_audio.app.texts.appeals import playlists_by_place
from zt_audio.app.texts.lexicon import name_form
from zt_audio.app.texts.workbench import BilingualTexts, View
from zt_audio.content.fields import fill_slots, slot_problems
from zt_audio.content.place_table import bare_name, place_types, spelt_name
from zt_audio.content.yaml.tree import mapping, text_value
from zt_audio.errors import ContentError
from zt_audio.i18n import MESSAGE_LANGUAGES, N_, current_language, gettext as _, speaking
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, URGENT, Lang, Place, Problem, Project, Text, Where

PLACES_FILE = "appeals/places.yaml"  # where a place goes that has no file yet
_FEW_LETTERS = 3  # «Qw» is no name: something was left out
FormSource = Literal["rule", "own", "unknown"]  # the program's, what staff wrote, or none at all


@dataclass(frozen=True, slots=True)
class PlaceRow:
    id: str
    file: str
    kind: str
    name: BilingualTexts
    playlists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """A form of a name: `own` is what staff wrote, "" where the rule serves; `ruled` is what the rule makes."""

    case: str
    source: FormSource
    own: str
    ruled: str


@dataclass(frozen=True, slots=True)
class PlaceGreeting:
    """What a vehicle says at a place, and for what it was written: its "places", "kinds" or "default"."""

    said: BilingualTexts  # "" where there is none, or a form is unknown
    written_for: str


@dataclass(frozen=True, slots=True)
class PlaceDetails:
    """A place with every form of its names, what is written for it alone, by "intro" and "outro", and what is said."""

    row: PlaceRow
    forms: Mapping[Lang, tuple[PlaceForm, ...]]
    own: Mapping[str, BilingualTexts]
    said: TypedGreetings


def place_rows(view: View) -> tuple[PlaceRow, ...]:
    """Return a row for each place, in the order of the files."""
    used = playlists_by_place(view)
    return tuple(
        PlaceRow(
            place, file, text_value(mapping(entry).get("kind")), view.texts(file, place, "name"), used.get(place, ())
        )
        for file in place_files(view)
        for place, entry in mapping(view.trees.get(file)).items()
    )


def places_called(view: View, written: str) -> tuple[PlaceRow, ...]:
    """Return the places that people mean by `written`: an id or a name in either language, whole or a part of it.

    Capitals, marks, the type of the place and how it is shortened («с. Ясный») do not matter. Where `written` is the
    whole name of a place, those that only have its words are left out.
    """
    asked = _spelt(written)
    return places_named(view, written) or tuple(
        row
        for row in place_rows(view)
        if any({*words} <= {*_words(name)} for words in asked for name in row.name.values())
    )


def places_named(view: View, written: str) -> tuple[PlaceRow, ...]:
    """Return the places whose whole name, or id, is `written`."""
    asked, folded = _spelt(written), written.strip().casefold()
    return tuple(
        row for row in place_rows(view) if row.id == folded or any(_words(name) in asked for name in row.name.values())
    )


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Places that a new one may be: `same` have its name, `near` one that differs by the word for what the place is."""

    same: tuple[PlaceRow, ...]
    near: tuple[PlaceRow, ...]


def namesakes(view: View, name: BilingualTexts, kind: str = "", but: str = "") -> Namesakes:
    """Return the places beside the one with the id `but` that have the name of a place of `kind`, or nearly."""
    rows = [row for row in place_rows(view) if row.id != but]
    same = {found.id for text in name.values() if text.strip() for found in places_named(view, text)}
    bare = {lang: bare_name(text, lang) for lang, text in name.items()}
    near = (row for row in rows if any(_is_near(*bare[lang], kind, row, lang) for lang in bare))
    return Namesakes(
        tuple(row for row in rows if row.id in same),
        tuple(row for row in near if row.id not in same),
    )


def _is_near(words: Sequence[str], said: str, kind: str, row: PlaceRow, lang: Lang) -> bool:
    """Tell whether a name is that of `row` except for a word such as село; a street may be called as a village is."""
    if not any(map(str.isalpha, "".join(words))):  # № 5 names nothing alone
        return False
    folded = row.name[lang].casefold().replace("ё", "е")
    if not all(word in folded for word in words):  # nearly every place
        return False
    theirs, said_there = bare_name(row.name[lang], lang)
    if tuple(words) != theirs:
        return False
    if said and said_there:
        return said == said_there
    kinds, others = {said, kind} - {""}, {said_there, row.kind} - {""}
    return not kinds or not kinds.isdisjoint(others)


def _spelt(written: str) -> list[list[str]]:
    return [words for lang in LANGS if (words := _words(spelt_name(written.strip().casefold(), lang).text))]


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold().replace("ё", "е"))


def place_files(view: View) -> tuple[str, ...]:
    """Return the files of places, the first of which takes new ones."""
    found = [file.name for file in view.files.values() if file.kind == "places"]
    return tuple(sorted(found, key=lambda name: (name != PLACES_FILE, name))) or (PLACES_FILE,)


def place_problems(view: View) -> tuple[Problem, ...]:
    """Return everything that is wrong in the files of places."""
    return tuple(problem for file in place_files(view) for problem in view.problems_of(file))


def place_details(view: View, place: str) -> PlaceDetails | None:
    """Return everything about `place`; None where there is none of this name."""
    if (row := next((row for row in place_rows(view) if row.id == place), None)) is None:
        return None
    written = mapping(mapping(mapping(view.trees.get(row.file)).get(place)).get("forms"))
    forms = {
        lang: tuple(
            _form(row.name[lang], lang, case, text_value(mapping(written.get(lang)).get(case)))
            for case in language_of(lang).slot_cases
        )
        for lang in LANGS
    }
    own = {part: view.texts(f"appeals/{part}s.yaml", "places", place) for part in ("intro", "outro")}
    typed = {lang: {form.case: form.own for form in forms[lang]} for lang in LANGS}
    return PlaceDetails(row, forms, own, typed_greetings(view, TypedPlace(place, row.kind, row.name, typed, own)))


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """A place as a person types it; `own` are greetings and closing words for it alone, by "intro" and "outro"."""

    id: str
    kind: str
    name: BilingualTexts
    forms: Mapping[Lang, Mapping[str, str]]
    own: Mapping[str, BilingualTexts]


@dataclass(frozen=True, slots=True)
class TypedGreetings:
    """What a vehicle would say at a place that is typed, and other places that may be the same.

    `unknown` are languages whose greeting needs a form that no rule knows; `brief` those whose name has few letters.
    `half`: what is for this place alone is there in one language.
    """

    greetings: Mapping[str, PlaceGreeting]
    others: Namesakes
    unknown: tuple[Lang, ...]
    brief: tuple[Lang, ...]
    half: bool


def typed_greetings(view: View, typed: TypedPlace) -> TypedGreetings:
    """Return what would be said at a place before it is saved, and what may be wrong with its names."""
    greetings = _greetings(view, typed)
    letters = {lang: sum(map(str.isalnum, name)) for lang, name in typed.name.items()}
    return TypedGreetings(
        greetings,
        namesakes(view, typed.name, typed.kind, typed.id),
        tuple(lang for lang in LANGS if typed.name[lang].strip() and any(not g.said[lang] for g in greetings.values())),
        tuple(lang for lang in LANGS if 0 < letters[lang] < _FEW_LETTERS),
        any(len({bool(words.strip()) for words in own.values()}) > 1 for own in typed.own.values()),
    )


@dataclass(frozen=True, slots=True)
class SampleGreeting:
    """What a vehicle would say at `place`: the pieces of the words, each with whether it is the name of the place.

    There are no pieces where `problems` tell what is wrong with the slots, or no rule knows a form of the name.
    """

    place: Place
    pieces: tuple[tuple[str, bool], ...] = ()
    problems: tuple[Problem, ...] = ()


def sample_greeting(view: View, at: Sequence[str], words: str, lang: Lang) -> SampleGreeting | None:
    """Return a greeting as its first place hears it; `at` is where its words stand: its default, a kind or a place.

    None where there are no words, or no such place.
    """
    template = _text(words)
    group, name = (*at, "", "")[:2]
    known = view.project.places.values() if view.project else ()
    places = {"places": (each for each in known if each.id == name), "kinds": (e for e in known if e.kind == name)}
    if (place := next(iter(places.get(group, known)), None)) is None or not words.strip():
        return None
    if problems := tuple(slot_problems(template, lang)):
        return SampleGreeting(place, problems=problems)
    try:
        filled = fill_slots(template, place, lang, name_form)
    except ContentError:
        return SampleGreeting(place)
    ends = [start for start, _source, _at in filled.stretches[1:]] + [len(filled.value)]
    pieces = (
        (filled.value[start:end], source is not template)
        for (start, source, _at), end in zip(filled.stretches, ends, strict=True)
    )
    return SampleGreeting(place, tuple(pieces))


def _form(name: str, lang: Lang, case: str, own: str) -> PlaceForm:
    try:
        ruled = language_of(lang).inflect(name, case) if name else ""
    except ContentError:  # no rule knows it
        ruled = ""
    source: FormSource = "own" if own else "rule" if ruled else "unknown"
    return PlaceForm(case, source, own, ruled)


def _greetings(view: View, typed: TypedPlace) -> Mapping[str, PlaceGreeting]:
    """Return what is said at the place that is typed, by "intro" and "outro"."""
    if view.project is None:
        return {}
    names = {lang: _text(typed.name[lang].strip()) for lang in LANGS}
    forms = {lang: {case: _text(form) for case, form in typed.forms[lang].items() if form} for lang in LANGS}
    place = Place(typed.id, typed.kind, names, forms, Where(""))
    greetings: dict[str, PlaceGreeting] = {}
    for part, written in (("intro", view.project.intros), ("outro", view.project.outros)):
        own = {lang: _text(words) for lang, words in typed.own[part].items() if words.strip()}
        template = replace(written, places={place.id: own} if own else {})
        for_kinds = mapping(mapping(view.trees.get(f"appeals/{part}s.yaml")).get("kinds"))
        said = {lang: _filled(template.pick(place, lang), place, lang) for lang in LANGS}
        if any(template.pick(place, lang) for lang in LANGS):
            greetings[part] = PlaceGreeting(
                said, "places" if own else "kinds" if place.kind in for_kinds else "default"
            )
    return greetings


def _text(value: str) -> Text:
    return Text(value, (Where(""),))


def _filled(template: Text | None, place: Place, lang: Lang) -> str:
    try:
        return fill_slots(template, place, lang, name_form).value if template else ""
    except ContentError:  # an unknown form: the forms say so
        return ""


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
    greeted = [
        kind
        for part in ("intros", "outros")
        for kind in mapping(mapping(view.trees.get(f"appeals/{part}.yaml")).get("kinds"))
    ]
    used = Counter(row.kind for row in place_rows(view))
    ours = mapping(mapping(view.trees.get(_GREETINGS)).get("kind_names"))
    known = {*greeted, *used, *_KINDS, *ours} - {URGENT, ""}
    words: dict[str, list[str]] = {kind: [] for kind in known}
    for lang in (current_language(), *(lang for lang in LANGS if lang != current_language())):
        if lang in LANGS:
            with speaking(lang):
                for kind, told in words.items():
                    told.append(kind_name(kind, view))
    named = ((kind, " · ".join(dict.fromkeys(told))) for kind, told in words.items())
    return dict(sorted(named, key=lambda each: (-used[each[0]], each[1])))


def kind_called(view: View, words: Collection[str]) -> str | None:
    """Return the kind that one of `words` already means: «село» is a village in any language."""
    meant = {word: kind for kind, told in kinds_in_both(view).items() for word in re.split(" · |, ", told.casefold())}
    meant.update(kinds_by_words({*meant.values()}))
    return next((meant[word.casefold()] for word in words if word.casefold() in meant), None)


def kind_in_names(view: View, kk: str, ru: str) -> str:
    """Return the kind that names say: Жаңаталап ауылы, село Жанаталап, Новый рынок; "" where they say none."""
    return kind_said(kinds_by_words(kinds_in_both(view)), kk, ru)


def kind_said(kinds: Mapping[str, str], kk: str, ru: str) -> str:
    """Return which of `kinds`, by their words, names say; "" where they say none."""
    words = (*kk.casefold().split()[-1:], *ru.casefold().split()[:1], *ru.casefold().split()[-1:])
    return next((kinds[word] for word in words if word in kinds), "")


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
