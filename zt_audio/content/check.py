"""Check each file against the others and against the rules that no single shape can express.

The rules look at trees, not at typed values, and skip what has the wrong shape (schema.py reports that), so
that one mistake in a file never hides another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from zt_audio.content.facts import people_problems
from zt_audio.content.fields import (
    MAX_SPEECH_CHARS,
    SLOT_CASES,
    case_facts,
    needless_slots,
    slot_problems,
    without_slots,
)
from zt_audio.content.files import ContentFile, id_problem
from zt_audio.content.presets import PRESETS
from zt_audio.content.profiles import built_in_profiles
from zt_audio.content.timetable import (
    DAY_KINDS,
    TimedVisit,
    day_kinds,
    impossible,
    minutes_of_day,
    quiet_hour_problems,
    weekday_of,
)
from zt_audio.content.yaml.tree import (
    Map,
    Node,
    items,
    lexicon_words,
    mapping,
    repeated,
    text_value,
    texts,
    texts_of_file,
)
from zt_audio.language.foreign_words import foreign_word
from zt_audio.language.homoglyphs import latin_letters
from zt_audio.model import DEFAULT_CHAINS, LANGS, URGENT, WEEKDAYS, Fact, Lang, Problem, QuietHours, Text, Where
from zt_audio.store.state_file import is_day
from zt_audio.suggestions import near_facts, run_together

# Check the times in settings, texts and playlists, and report each problem at its place.

_MINUTES = re.compile("[0-9]{1,3}")
_USUAL = QuietHours()


def settings_times(settings: Node) -> Iterator[Problem]:
    """Yield hours that end before they begin, and holidays that are named twice."""
    hours = mapping(mapping(settings).get("quiet_hours"))
    for kind in DAY_KINDS:
        begin, end = (_times_given(hours.get(kind), key) for key in ("begin", "end"))
        if begin and end and _is_backwards(minutes_of_day(begin.value), minutes_of_day(end.value)):
            yield Problem("hours-backwards", end.where, {"begin": begin.value, "end": end.value})
    yield from repeated(texts(hours.get("holidays")), "repeated-item")


def validity_problems(text: Node) -> Iterator[Problem]:
    """Yield where an appeal is to end before it begins."""
    first, last = (_times_given(text, key) for key in ("valid_from", "valid_until"))
    if first and last and is_day(first.value) and is_day(last.value) and last.value < first.value:
        yield Problem("validity-backwards", last.where, {"from": first.value, "until": last.value})


def quiet_hours(settings: Node | None) -> QuietHours | None:
    """Return the hours of `settings`; None where they are wrong, which other checks report."""
    entry = mapping(mapping(settings).get("quiet_hours"))
    weekday, weekend = (_hours(entry.get(kind), getattr(_USUAL, kind)) for kind in DAY_KINDS)
    if weekday is None or weekend is None:
        return None
    return QuietHours(weekday, weekend, tuple(text.value for text in texts(entry.get("holidays"))))


def playlist_time_problems(tree: Node, hours: QuietHours | None) -> Iterator[Problem]:
    """Yield stops that cannot follow each other, stays in quiet hours, and a note of what could not be judged."""
    stops = [stop for stop in items(mapping(tree).get("stops")) if isinstance(stop, Map)]
    visits = [_visit(stop) for stop in stops]
    yield from impossible(visits)
    reason = _times_given(tree, "outside_hours_reason")
    if hours is not None:
        # The valid days of a playlist; one that names none is for every day.
        named = [text.value for key in ("days", "dates") for text in texts(mapping(tree).get(key))]
        days = [weekday_of(day) or day for day in named]
        kinds = day_kinds(
            [day for day in days if day in WEEKDAYS or is_day(day)] if named else list(WEEKDAYS), hours.holidays
        )
        yield from quiet_hour_problems(visits, kinds, hours, reason.value if reason else None)
    pairs = zip(stops, visits, strict=True)
    timeless = [visit for stop, visit in pairs if _times_given(stop, "arrive") is None and visit.place != URGENT]
    if timeless and not reason:
        facts: dict[str, Fact] = {"n": len(timeless), "stop": timeless[0].stop}
        yield Problem("quiet-hours-unchecked", timeless[0].where, facts, "warning")


def _visit(stop: Map) -> TimedVisit:
    place, own, arrive, stay = (_times_given(stop, key) for key in ("place", "id", "arrive", "stay_min"))
    stay_min = int(stay.value) if stay and _MINUTES.fullmatch(stay.value) else None
    place_id = place.value if place else ""
    where = arrive.where if arrive else stop.where
    return TimedVisit(
        own.value if own else place_id, place_id, minutes_of_day(arrive.value) if arrive else None, stay_min, where
    )


def _hours(entry: Node | None, usual: tuple[int, int]) -> tuple[int, int] | None:
    if not mapping(entry):
        return usual
    begin, end = (_times_given(entry, key) for key in ("begin", "end"))
    begin_min, end_min = (minutes_of_day(text.value) if text else None for text in (begin, end))
    if begin_min is None or end_min is None or _is_backwards(begin_min, end_min):
        return None
    return begin_min, end_min


def _times_given(node: Node | None, key: str) -> Text | None:
    text = mapping(node).get(key)
    return text if isinstance(text, Text) and text.value else None


def _is_backwards(begin_min: int | None, end_min: int | None) -> bool:
    return begin_min is not None and end_min is not None and end_min <= begin_min


_Trees = Mapping[ContentFile, Node]
_KEY_IN_TEXT = re.compile(r"^(kk|ru):(?=\s|$)", re.MULTILINE)
_SETS = ("days", "dates", "languages")  # lists in which nothing may come twice


@dataclass(frozen=True, slots=True)
class KnownIds:
    """The ids that files may name, in the order of the files; None where no readable file states any."""

    appeals: Collection[str] | None
    places: Collection[str] | None
    place_names: Mapping[str, str]  # of each place that a stop names, not by its id: its id by that, in small letters
    kinds: Collection[str] | None
    greeted: Collection[str]  # kinds with an intro of their own
    taught: Mapping[Lang, Collection[str]]  # what the lexicon reads
    quiet_hours: QuietHours | None
    profiles: Collection[str]
    short: Collection[str]  # appeals with a short form, or whose files cannot be read


def known_ids(files: Collection[ContentFile], trees: _Trees) -> KnownIds:
    """Return what the files state; a file that could not be read still has its id."""
    by_kind = {file.kind: trees.get(file) for file in files}
    settings = by_kind.get("settings")
    places = places_in(trees)
    all_read = all(file in trees for file in files if file.kind == "places")
    short = (f for f in files if f not in trees or mapping(mapping(trees[f]).get("short")))
    kinds = [mapping(place).get("kind") for place in places.values()]
    named = dict.fromkeys(kind.value for kind in kinds if isinstance(kind, Text)).keys()
    stops = [stop for file, tree in trees.items() if file.kind == "playlist" for stop in _stops(tree)]
    asked = {text.value.lower() for text in _given(stops, "place") if text.value not in places}
    return KnownIds(
        dict.fromkeys(file.id for file in files if file.kind == "text").keys() or None,
        dict.fromkeys(places).keys() if places and all_read else None,  # a view of `places` would keep the trees
        {
            name: id_
            for id_, place in (places.items() if asked else ())
            for text in mapping(mapping(place).get("name")).values()
            if isinstance(text, Text) and (name := text.value.lower()) in asked
        },
        named if all_read and all(isinstance(kind, Text) for kind in kinds) and named else None,
        mapping(mapping(by_kind.get("intros")).get("kinds")).keys(),
        {lang: _taught(lang, trees) for lang in LANGS},
        None if "settings" in by_kind and settings is None else quiet_hours(settings),
        (*built_in_profiles(), *mapping(by_kind.get("profiles"))),
        frozenset(file.id for file in short if file.kind == "text"),
    )


def places_in(trees: _Trees) -> dict[str, Node]:
    """Return every place of all files by its id; the first one where an id is repeated."""
    found: dict[str, Node] = {}
    for file, tree in trees.items():
        if file.kind == "places":
            for id_, place in mapping(tree).items():
                found.setdefault(id_, place)
    return found


def repeated_places(trees: _Trees) -> Iterator[Problem]:
    """Yield each place whose id another file has, too."""
    first: dict[str, Where] = {}
    for file, tree in trees.items():
        if file.kind == "places" and isinstance(tree, Map):
            for id_, where in tree.key_where.items():
                if (other := first.setdefault(id_, where)) is not where:
                    yield Problem("repeated-place", where, {"id": id_, "file": other.file, "line": other.line})


def _taught(lang: Lang, trees: _Trees) -> frozenset[str]:
    lexicons = (tree for file, tree in trees.items() if file.kind == "lexicon" and file.id == lang)
    return frozenset(word for tree in lexicons for entries in lexicon_words(tree) for word in entries)


def file_problems(file: ContentFile, tree: Node, known: KnownIds) -> Iterator[Problem]:
    """Yield everything that is wrong in the tree of `file` beyond its shape."""
    for lang, text in texts_of_file(file, tree):
        yield from _text_problems(file, text, lang, known)
    if file.kind == "places" and not mapping(tree) and isinstance(tree, Map) and known.places is None:
        yield Problem("no-places", tree.where)
    if file.kind in ("settings", "playlist"):
        yield from _unknown_name(tree, "profile", known.profiles)
    yield from _own_problems(file, tree, known)
    if file.kind in ("intros", "outros", "lexicon"):
        yield from _unknown_keys(tree, "places", known.places, "unknown-place")
    if file.kind == "lexicon":
        yield from _unknown_cases(file, tree)
    of_kinds = {"intros": tree, "outros": tree, "settings": mapping(tree).get("dose")}.get(file.kind)
    for problem in _unknown_keys(of_kinds, "kinds", known.kinds, "unknown-kind") if of_kinds else ():
        yield replace(problem, severity="warning")  # a kind may wait for its first place


def _own_problems(file: ContentFile, tree: Node, known: KnownIds) -> Iterator[Problem]:
    """Yield what only files of one kind can have wrong."""
    if file.kind == "settings":
        own = mapping(tree).get("presets")
        yield from _taken(own, PRESETS, "preset-taken")
        yield from _unknown_name(tree, "preset", (*PRESETS, *mapping(own)))
        yield from _voice_problems(mapping(tree))
        # A warning for each voice made from a person's of which the settings do not say who agreed, and how long.
        origins = mapping(tree).get("voice_origins")
        for voice, entry in mapping(origins).items():
            said = {key: node.value for key, node in mapping(entry).items() if isinstance(node, Text)}
            is_agreed = said.get("agreed") and said.get("until")
            if isinstance(origins, Map) and said.get("cloned") != "no" and not is_agreed:
                yield Problem("voice-unagreed", origins.key_where[voice], {"voice": voice}, "warning")
        yield from settings_times(tree)
    if file.kind == "text":
        yield from validity_problems(tree)
    if file.kind == "people":
        yield from people_problems(tree)
    if file.kind == "profiles":
        yield from _taken(tree, built_in_profiles(), "profile-taken")
    if file.kind == "playlist":
        yield from _playlist_problems(tree, known)
        yield from playlist_time_problems(tree, known.quiet_hours)


def _text_problems(file: ContentFile, text: Text, lang: Lang, known: KnownIds) -> Iterator[Problem]:
    if len(text.value) > MAX_SPEECH_CHARS:  # schema.py reports that
        return
    if key := _KEY_IN_TEXT.search(text.value):
        yield Problem("key-in-text", text.at(key.start(1)), {"key": key[1]})
        return
    template = file.kind in ("intros", "outros")
    if template:
        yield from slot_problems(text, lang)
    elif file.kind == "text":
        yield from needless_slots(text)
    value = without_slots(text.value) if template else text.value
    for offset, problem in odd_letters(value, lang, known.taught[lang]):
        yield replace(problem, where=text.at(offset))


def odd_letters(text: str, lang: Lang, taught: Collection[str]) -> Iterator[tuple[int, Problem]]:
    """Yield with its offset each Latin letter in a Cyrillic word, and the first word of another language."""
    for latin in latin_letters(text, lang, taught):
        slug = "mixed-alphabet" if latin.right else "latin-letter"
        yield latin.offset, Problem(slug, None, {"letter": latin.letter, "right": latin.right, "token": latin.token})
    if word := foreign_word(text, lang, taught):
        yield word.offset, Problem("wrong-language", None, {"lang": lang, "other": word.lang, "token": word.token})


def _playlist_problems(tree: Node, known: KnownIds) -> Iterator[Problem]:
    playlist = mapping(tree)
    if "days" in playlist and "dates" in playlist and isinstance(tree, Map):
        yield Problem("days-and-dates", tree.key_where["dates"])
    for key in _SETS:
        yield from repeated([_weekday(text) for text in texts(playlist.get(key))], "repeated-item")
    yield from _played_twice(playlist.get("appeals"))
    yield from _unknown(texts(playlist.get("appeals")), known.appeals, "unknown-appeal")
    stops = _stops(tree)
    for stop in stops:
        yield from _unknown(_given([stop], "place"), known.places, "unknown-place", known.place_names)
        yield from _unknown(texts(stop.get("appeals")), known.appeals, "unknown-appeal")
        yield from _played_twice(stop.get("appeals"))
        played = stop.get("appeals", playlist.get("appeals"))
        if mapping(stop.get("moving")):
            yield from _unshortened(texts(played), known, stop.where)
        if not items(played) and not text_value(played):  # a text in place of a list: schema.py reports that
            yield Problem("nothing-to-play", stop.where)
    yield from repeated(_given(stops, "id"), "repeated-stop-id")


def _stops(playlist: Node) -> list[Map]:
    return [stop for stop in items(mapping(playlist).get("stops")) if isinstance(stop, Map)]


def _unshortened(appeals: Iterable[Text], known: KnownIds, where: Where) -> Iterator[Problem]:
    """Yield each appeal that a vehicle cannot say while it drives past, for it has no short form."""
    for text in appeals:
        if known.appeals is not None and text.value in known.appeals and text.value not in known.short:
            yield Problem("short-missing", where, {"id": text.value})


def _weekday(text: Text) -> Text:
    """Return `text` with the name of a day as the program writes it: сб and sat are the same day."""
    return replace(text, value=weekday_of(text.value) or text.value)


def _played_twice(appeals: Node | None) -> Iterator[Problem]:
    """Yield a warning for each appeal that a list names again, which may be intended."""
    yield from (replace(problem, severity="warning") for problem in repeated(texts(appeals), "repeated-appeal"))


def _given(maps: list[Map], key: str) -> list[Text]:
    return [text for entry in maps if isinstance(text := entry.get(key), Text) and text.value]


def _unknown(
    named: list[Text], known: Collection[str] | None, slug: str, ids: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Problem]:
    """Yield each name that is not `known`; `ids` has the known one for what people may write instead."""
    for text in named:
        if known is None or not text.value or text.value in known:
            continue
        if together := run_together(text.value, known):
            yield Problem("missing-comma", text.where, {"value": text.value, "right": together})
            continue
        facts = near_facts(text.value, [name for name in known if id_problem(name) is None])
        if meant := ids.get(text.value.lower()):
            facts["nearest"] = meant
        yield Problem(slug, text.where, {"id": text.value, **facts})


def _taken(own: Node | None, built_in_profiles: Collection[str], slug: str) -> Iterator[Problem]:
    if isinstance(own, Map):
        yield from (Problem(slug, own.key_where[name], {"id": name}) for name in own if name in built_in_profiles)


def _unknown_name(tree: Node, key: str, known: Collection[str]) -> Iterator[Problem]:
    wanted = mapping(tree).get(key)
    if isinstance(wanted, Text) and wanted.value and wanted.value not in known:
        facts = {"key": key, "value": wanted.value, **near_facts(wanted.value, known)}
        yield Problem("unknown-value", wanted.where, facts)


def kinds_without_greeting(trees: _Trees, greeted: Collection[str]) -> Iterator[Problem]:
    """Yield each kind that has no greeting though others have: its places get the general one unnoticed."""
    seen: set[str] = set()
    for place in places_in(trees).values() if greeted else ():
        kind = mapping(place).get("kind")
        if isinstance(kind, Text) and kind.value and kind.value not in {*greeted, *seen, URGENT}:
            seen.add(kind.value)
            facts = {"id": kind.value, **near_facts(kind.value, greeted)}
            yield Problem("kind-without-greeting", kind.where, facts, "warning")


def _voice_problems(settings: Mapping[str, Node]) -> Iterator[Problem]:
    chains = {lang: texts(mapping(settings.get("voices")).get(lang)) for lang in LANGS}
    for chain in chains.values():
        yield from repeated(chain, "repeated-item")
    named = {text.value for chain in chains.values() for text in chain}
    named.update(voice for lang in LANGS if not chains[lang] for voice in DEFAULT_CHAINS[lang])
    prosody = settings.get("voice_prosody")
    if not isinstance(prosody, Map):
        return
    for voice in prosody:
        if voice not in named and voice.split(":")[0] not in named:  # an engine without a voice speaks with any of its
            facts = {"voice": voice, **near_facts(voice, sorted(named))}
            yield Problem("voice-not-in-chain", prosody.key_where[voice], facts)


def _unknown_keys(tree: Node, key: str, known: Collection[str] | None, slug: str) -> Iterator[Problem]:
    entries = mapping(tree).get(key)
    if isinstance(entries, Map) and known is not None:
        for name in entries:
            if name not in known:
                yield Problem(slug, entries.key_where[name], {"id": name, **near_facts(name, known)})


def _unknown_cases(file: ContentFile, lexicon: Node) -> Iterator[Problem]:
    lang = file.lang
    for entries in lexicon_words(lexicon):
        for entry in entries.values():
            forms = mapping(entry).get("forms")
            for case in mapping(forms):
                if case not in SLOT_CASES[lang] and isinstance(forms, Map):
                    yield Problem("unknown-case", forms.key_where[case], case_facts(case, lang))
