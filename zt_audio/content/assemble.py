"""Build the frozen Project from typed file contents. Nothing can be wrong any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from zt_audio.content.facts import assemble_facts, assemble_people
from zt_audio.content.files import ContentFile, FileKind
from zt_audio.content.profiles import OwnProfileEntry
from zt_audio.content.schema import (
    Address,
    Forms,
    LexiconFile,
    Lines,
    OutrosFile,
    PlaceEntry,
    PlaylistFile,
    PronunciationsFile,
    Speeches,
    StopEntry,
    TextFile,
    WordEntry,
)
from zt_audio.content.settings import SettingsFile, build_settings
from zt_audio.content.yaml.tree import Map, Node, items, located, mapping
from zt_audio.model import (
    LANGS,
    SHORT_FORM,
    WEEKDAYS,
    Appeal,
    Lang,
    LexiconEntry,
    Manner,
    Moving,
    OwnProfile,
    Place,
    Playlist,
    Project,
    Settings,
    Stop,
    Templates,
    Where,
)

_Shapes = Mapping[ContentFile, Any]
_Trees = Mapping[ContentFile, Node]
_SHORT_TITLES: Mapping[Lang, str] = {"kk": "{} (қысқаша)", "ru": "{} (коротко)"}
_DRIVE_MIN = 10  # of a moving vehicle whose file does not say how long


def assemble_project(shapes: _Shapes, trees: _Trees) -> Project:
    """Put the project together."""
    one = {file.kind: (shapes[file], trees[file]) for file in shapes}
    how = assemble_manner(shapes, trees)
    return Project(
        appeals={each.id: each for f in _of("text", shapes) for each in assemble_appeals(f, shapes[f], trees[f])},
        places={id_: place for file in _of("places", shapes) for id_, place in shapes[file].items()},
        intros=_templates(one["intros"][0] if "intros" in one else OutrosFile()),  # it may be the file with a mistake
        outros=_templates(one["outros"][0] if "outros" in one else OutrosFile()),
        playlists={f.id: _playlist(f, shapes[f], trees[f], how.settings) for f in _of("playlist", shapes)},
        settings=how.settings,
        lexicon=how.lexicon,
        own_profiles=_own_profiles(*one["profiles"]) if "profiles" in one else {},
        signed=_signed(*one["pronunciations"]) if "pronunciations" in one else {},
        facts=assemble_facts(*one["facts"]) if "facts" in one else {},
        people=assemble_people(*one["people"]) if "people" in one else {},
    )


def assemble_manner(shapes: _Shapes, trees: _Trees) -> Manner:
    """Put together how the project reads and speaks; the defaults where it has no settings."""
    found = next(((shapes[file], trees[file]) for file in shapes if file.kind == "settings"), (SettingsFile(), None))
    return Manner(build_settings(*found), {lang: assemble_lexicon(lang, shapes, trees) for lang in LANGS})


def _of(kind: FileKind, shapes: _Shapes) -> list[ContentFile]:
    return sorted((file for file in shapes if file.kind == kind), key=lambda file: (file.is_named_by_staff, file.id))


def _by_lang(texts: Lines | Speeches | Forms | Address) -> dict[Lang, Any]:
    return {lang: getattr(texts, lang) for lang in LANGS}


def assemble_appeal(file: ContentFile, shape: TextFile, tree: Node) -> Appeal:
    top = Where(file.name)
    nodes = mapping(tree)
    valid_from = located(shape.valid_from, nodes.get("valid_from")) if shape.valid_from else None
    valid_until = located(shape.valid_until, nodes.get("valid_until")) if shape.valid_until else None
    return Appeal(file.id, _by_lang(shape.title), _by_lang(shape.text), top, valid_from, valid_until)


def assemble_appeals(file: ContentFile, shape: TextFile, tree: Node) -> Iterator[Appeal]:
    """Yield the appeal of a file of texts, and its short form as an appeal of its own."""
    appeal = assemble_appeal(file, shape, tree)
    yield appeal
    if shape.short:
        title = {
            lang: replace(text, value=_SHORT_TITLES[lang].format(text.value)) for lang, text in appeal.title.items()
        }
        yield replace(appeal, id=f"{appeal.id}{SHORT_FORM}", title=title, text=_by_lang(shape.short))


def assemble_places(shape: Mapping[str, PlaceEntry], tree: Node) -> dict[str, Place]:
    """Return the places of one file by their ids."""
    where = tree.key_where if isinstance(tree, Map) else {}
    return {
        name: Place(
            name,
            place.kind,
            _by_lang(place.name),
            _by_lang(place.forms),
            where[name],
            {lang: text for lang, text in _by_lang(place.address).items() if text},
        )
        for name, place in shape.items()
    }


def _templates(shape: OutrosFile) -> Templates:
    return Templates(
        _by_lang(shape.default) if shape.default else {},
        {kind: _by_lang(pair) for kind, pair in shape.kinds.items()},
        {place: _by_lang(pair) for place, pair in shape.places.items()},
    )


def _playlist(file: ContentFile, shape: PlaylistFile, tree: Node, settings: Settings) -> Playlist:
    nodes = items(mapping(tree).get("stops"))
    ids = stop_ids((stop.id, stop.place) for stop in shape.stops)
    return Playlist(
        id=file.id,
        title=_by_lang(shape.title),
        days=shape.days or shape.dates or WEEKDAYS,
        languages=shape.languages,
        stops=tuple(
            _stop(name, stop, shape, node.where) for name, stop, node in zip(ids, shape.stops, nodes, strict=True)
        ),
        profile=shape.profile or settings.profile,
        where=Where(file.name),
        order=shape.order or settings.order,
        outside_hours_reason=shape.outside_hours_reason.value if shape.outside_hours_reason else None,
    )


def _stop(name: str, stop: StopEntry, playlist: PlaylistFile, where: Where) -> Stop:
    appeals = playlist.appeals if stop.appeals is None else stop.appeals
    if stop.moving is None:
        return Stop(name, stop.place, stop.arrive, stop.stay_min, appeals, where)
    moving = Moving(stop.moving.km_h, stop.moving.range_m)
    short = tuple(f"{appeal}{SHORT_FORM}" for appeal in appeals)
    return Stop(name, stop.place, stop.arrive, stop.stay_min or _DRIVE_MIN, short, where, moving)


def stop_ids(stops: Iterable[tuple[str | None, str]]) -> Iterator[str]:
    """Yield an id for each (explicit id or None, place): the explicit one, else the place's, made unique by -2, -3."""
    pairs = list(stops)
    taken = {explicit for explicit, _ in pairs if explicit}
    for explicit, place in pairs:
        name, number = explicit or place, 1
        while not explicit and name in taken:
            number += 1
            name = f"{place}-{number}"
        taken.add(name)
        yield name


def _own_profiles(shape: Mapping[str, OwnProfileEntry], tree: Node) -> dict[str, OwnProfile]:
    where = tree.key_where if isinstance(tree, Map) else {}
    columns = {name: entry.model_dump(exclude_unset=True, exclude={"base"}) for name, entry in shape.items()}
    return {name: OwnProfile(entry.base, columns[name], where[name]) for name, entry in shape.items()}


def _signed(shape: PronunciationsFile, tree: Node) -> dict[Lang, tuple[LexiconEntry, ...]]:
    found: dict[Lang, tuple[LexiconEntry, ...]] = {}
    for lang in LANGS:
        node = mapping(tree).get(lang)
        where = node.key_where if isinstance(node, Map) else {}
        said = getattr(shape, lang).items()
        found[lang] = tuple(LexiconEntry(written, text.value, {}, None, where[written]) for written, text in said)
    return found


def assemble_lexicon(lang: Lang, shapes: _Shapes, trees: _Trees) -> tuple[LexiconEntry, ...]:
    """Return the entries of `lang` in the order of its file."""
    files = [file for file in _of("lexicon", shapes) if file.id == lang]
    return tuple(entry for file in files for entry in _entries(shapes[file], trees[file]))


def _entries(shape: LexiconFile, tree: Node) -> Iterator[LexiconEntry]:
    top = mapping(tree)
    yield from _words(shape.general, top.get("general"), None)
    for place, words in shape.places.items():
        yield from _words(words, mapping(top.get("places")).get(place), place)


def _words(words: Mapping[str, WordEntry], node: Node | None, place: str | None) -> Iterator[LexiconEntry]:
    where = node.key_where if isinstance(node, Map) else {}
    for written, word in words.items():
        forms = {case: form.value for case, form in word.forms.items()}
        yield LexiconEntry(written, word.spoken.value, forms, place, where[written])
