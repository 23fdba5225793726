"""Take places from a table into a project: say what would come and what is wrong, then write all or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from zt_audio.app.edit import Edit, FileEdit, NewFile, ReplaceText, Saved, save_edits
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.places.places import kind_name, kind_said, kinds_by_words, project_kinds
from zt_audio.app.project import workspace_at
from zt_audio.app.texts.new_content import file_text, free_id
from zt_audio.checks.place_names import NameJudge, Seen
from zt_audio.content.files import MAX_PLACES_BYTES, content_file, id_problem
from zt_audio.content.place_table import (
    ListedDistrict,
    ListedPlace,
    PlaceTable,
    SpeltName,
    place_table,
    read_table,
    right_letters,
    spelt_name,
)
from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.changes import SetText
from zt_audio.content.yaml.source import content_bytes, file_bytes, source_of
from zt_audio.content.yaml.tree import Value, parse_yaml, plain
from zt_audio.content.yaml.writer import written_block
from zt_audio.errors import ContentError
from zt_audio.formats.documents import MAX_TABLE_BYTES
from zt_audio.language.foreign_words import foreign_word
from zt_audio.model import LANGS, Lang, Place, Problem, Project, Where
from zt_audio.suggestions import joined_names, near_facts
from zt_audio.trust.history import digest_of

__all__ = [
    "ImportedPlace",
    "PlaceImport",
    "PlaceImportRequest",
    "PlaylistRule",
    "RowsOut",
    "plan_place_import",
    "table_bytes",
    "take_places",
]


# Find out what becomes of each row of a table of places, and put the new ones behind those that are there.

_USUAL_KIND = "village"  # of a place whose type the table does not say
_MAX_NAME_CHARS = 200
_ENTRY_BYTES = 45  # of a place beside its names: «a:», its kind, their keys
_MAX_DISTRICTS = 1_000  # each gets a file; the country has 200


@dataclass(frozen=True, slots=True)
class ImportedPlace:
    """A place as it will stand in `file`."""

    file: str
    id: str
    kind: str
    name: Mapping[Lang, str]
    row: int
    district: ListedDistrict | None = None


class PlaceRows:
    """Goes through the rows in order; what an earlier row took, a later one cannot have."""

    def __init__(self, project: Project, table: PlaceTable, into: str = "", *, corrected: bool = False) -> None:
        """`into` is the one file that takes all; `corrected` takes names with wrong letters with the right ones."""
        self._project, self._table, self._into, self._corrected = project, table, into, corrected
        self._judge = NameJudge(project)
        self._taken = set(project.places)
        self._numbers: dict[str, Iterator[int]] = {}  # that ids end in
        self._file_ids = _file_ids(table)
        self._rows_of_ids: dict[str, int] = {}
        # The ids of the places by file and names: villages of one name are many.
        found: defaultdict[tuple[str, ...], deque[str]] = defaultdict(deque)
        for place in project.places.values():
            found[place.where.file, *(place.name[lang].value for lang in LANGS)].append(place.id)
        self._there = found
        self._kinds = project.intros.kinds.keys()
        self._known_kinds = project_kinds(project)
        self._kind_words = kinds_by_words(self._known_kinds)
        self.new: list[ImportedPlace] = []
        self.known: list[ImportedPlace] = []
        self.changed: list[ImportedPlace] = []
        self.problems: list[Problem] = []
        self.out = 0  # rows with problems

    def require_room(self, places: Sequence[ListedPlace]) -> None:
        """Raise ContentError where `places` are more than their files can hold; nothing was looked at yet."""
        districts = {listed.district.code for listed in places if listed.district and not self._into}
        if len(districts) > _MAX_DISTRICTS:
            facts = {"n": len(districts), "limit": _MAX_DISTRICTS}
            raise ContentError(Problem("table-districts-many", Where(self._table.file), facts))
        needed: Counter[str] = Counter()
        for listed in places:
            needed[self._file(listed)] += _ENTRY_BYTES + sum(len(name.encode()) for name in listed.names.values())
        for file, size in needed.items():
            _require_size(file, size)

    def take(self, places: Sequence[ListedPlace], seen: Seen) -> None:
        """Find out what becomes of each row."""
        read = [(listed, *self._read(listed)) for listed in places]
        names = ((each[lang].text, lang, kind) for _, each, kind, wrong in read if not wrong for lang in LANGS)
        self._judge.judge([*dict.fromkeys(names)], seen)
        for listed, spelt, kind, wrong in read:
            found = [*wrong]
            if not wrong:
                for lang in LANGS:
                    where = self._table.where(listed, lang)
                    found += self._judge.problems(spelt[lang].text, lang, kind, where)
            if found:
                self.problems += found
                self.out += 1
            else:
                self._place(listed, spelt, kind)

    def _read(self, listed: ListedPlace) -> tuple[Mapping[Lang, SpeltName], str, list[Problem]]:
        """Return the names of a row, its kind, and what is wrong with it before its names are judged."""
        spelt: dict[Lang, SpeltName] = {}
        found: list[Problem] = []
        for lang in LANGS:
            name, wrong = self._name(listed, lang)
            spelt[lang] = spelt_name(name, lang)
            found += wrong
        kind = self._kind(listed, spelt)
        found += self._id_problems(listed, kind)
        return spelt, kind, found

    def _name(self, listed: ListedPlace, lang: Lang) -> tuple[str, list[Problem]]:
        """Return the name of `listed` as it is to be spelt out, and what is wrong with it as it stands there."""
        name = listed.names[lang]
        right = right_letters(name, lang)
        if 0 < len(name) <= _MAX_NAME_CHARS and (right == name or self._corrected):
            return right, []
        where = self._table.where(listed, lang)
        if not name:
            return "", [Problem("table-no-name", where, {"lang": lang})]
        if len(name) > _MAX_NAME_CHARS:
            return "", [Problem("text-too-long", where, {"key": lang, "n": len(name), "limit": _MAX_NAME_CHARS})]
        return right, [Problem("table-letters", where, {"lang": lang, "token": name, "right": right})]

    def _kind(self, listed: ListedPlace, spelt: Mapping[Lang, SpeltName]) -> str:
        """Return the kind that the table says, or that the type of the place has; one that the greetings know."""
        types = (spelt[lang].type for lang in reversed(LANGS))
        said = kind_said(self._kind_words, *(spelt[lang].text for lang in LANGS))
        of_type = next((type_.kind for type_ in types if type_), said or _USUAL_KIND)
        # The column of kinds may hold the kind in words, or nothing.
        return self._kind_words.get(listed.kind.casefold(), listed.kind) or (
            of_type if of_type in self._kinds or not self._kinds else _USUAL_KIND
        )

    def _id_problems(self, listed: ListedPlace, kind: str) -> Iterator[Problem]:
        if listed.id and (wrong := id_problem(listed.id)):
            yield Problem(wrong[0], self._table.where(listed, "id"), wrong[1])
        if id_problem(kind):
            known = ", ".join(f"{each} ({kind_name(each)})" for each in self._known_kinds)
            facts = {"kind": kind, "known": known, "names": "; ".join(map(kind_name, self._known_kinds))}
            yield Problem("table-kind-unknown", self._table.where(listed, "kind"), facts)
        first = self._rows_of_ids.setdefault(listed.id, listed.row)
        if listed.id and first != listed.row:
            where = self._table.where(listed, "id")
            yield Problem("repeated-place", where, {"id": listed.id, "file": self._table.file, "line": first})

    def _place(self, listed: ListedPlace, spelt: Mapping[Lang, SpeltName], kind: str) -> None:
        name = {lang: spelt[lang].text for lang in LANGS}
        file = self._file(listed)
        if (there := self._project.places.get(listed.id)) is None and not listed.id:
            same = self._there[file, *name.values()]
            there = self._project.places[same.popleft()] if same else None
        if there is not None:
            old = {lang: there.name[lang].value for lang in LANGS}
            if not listed.kind:  # staff may have given it another one
                kind = there.kind
            rows = self.known if (old, there.kind) == (name, kind) else self.changed
            rows.append(ImportedPlace(there.where.file, there.id, kind, name, listed.row, listed.district))
            return
        has_letters = any(char.isalpha() for char in spelt["ru"].proper)
        id_ = listed.id or free_id(spelt["ru"].proper if has_letters else spelt["ru"].text, self._taken, self._numbers)
        self._taken.add(id_)
        self.new.append(ImportedPlace(file, id_, kind, name, listed.row, listed.district))

    def _file(self, listed: ListedPlace) -> str:
        key = listed.district.code if listed.district else ""
        return f"appeals/places/{self._into or self._file_ids[key]}.yaml"


def _file_ids(table: PlaceTable) -> dict[str, str]:
    """Return the stem of the file of each district by its code; the code distinguishes those of one name.

    It depends on the whole table, so that a district goes to the same file whether it is imported alone or not.
    """
    stems = {code: free_id(district.names["ru"], ()) for code, district in table.districts.items()}
    counts = Counter(stems.values())
    found = {code: stem if counts[stem] == 1 else free_id(f"{stem} {code}", ()) for code, stem in stems.items()}
    return {**found, "": free_id(Path(table.file).stem, set(found.values()))}


def edits_for_new(root: Path, places: Collection[ImportedPlace]) -> Iterator[Edit]:
    """Yield the edit of each file that gets new `places`. Raises ContentError where that cannot be done."""
    by_file: defaultdict[str, list[ImportedPlace]] = defaultdict(list)
    for place in places:
        by_file[place.file].append(place)
    yield from (_with_more(root, file, added) for file, added in by_file.items())


def _with_more(root: Path, file: str, places: Collection[ImportedPlace]) -> Edit:
    """Return the edit that adds `places` behind those of `file`."""
    blocks = (written_block({place.id: _entry(place)}, 2, quoted=False) for place in places)
    more = "\n".join(line for block in blocks for line in (*block, ""))
    if (content := content_file(root, file)) is None:
        raise ContentError(Problem("no-content-file", None, {"file": file, **near_facts(file, ())}))
    if not content.path.exists():
        _require_size(file, len(more.encode()))
        return NewFile(file, more, is_written_by_block=True)
    data = content_bytes(content)
    old = source_of(data, file).text.replace("\r\n", "\n")
    text = f"{old.rstrip()}\n\n{more}" if old.strip() else more
    _require_size(file, len(text.encode()))
    # Raise ContentError unless `text` holds what `old` held and `places`: a file may end in brackets.
    before, after = (parse_yaml(source_of(part.encode(), file))[0] for part in (old, text))
    held = plain(before) if before is not None else {}
    wanted = {place.id: _entry(place) for place in places}
    if after is None or not isinstance(held, dict) or plain(after) != {**held, **wanted}:
        raise ContentError(Problem("edit-impossible", Where(file), {"path": next(iter(wanted))}))
    return ReplaceText(file, text, digest_of(data))


def _require_size(file: str, size: int) -> None:
    if size > MAX_PLACES_BYTES:
        raise ContentError(Problem("file-too-large", Where(file), {"limit_kb": MAX_PLACES_BYTES // 1000}))


def _entry(place: ImportedPlace) -> dict[str, Value]:
    return {"kind": place.kind, "name": {lang: place.name[lang] for lang in LANGS}}


def _changes(old: Place, new: ImportedPlace) -> Iterator[SetText]:
    if old.kind != new.kind:
        yield SetText((new.id, "kind"), old.kind, new.kind)
    for lang in LANGS:
        if old.name[lang].value != new.name[lang]:
            yield SetText((new.id, "name", lang), old.name[lang].value, new.name[lang])


_WITHOUT_DISTRICT: Mapping[Lang, str] = {"kk": "Орындар", "ru": "Места"}


@dataclass(frozen=True, slots=True)
class PlaylistRule:
    """At most `most_stops` stops in a playlist, each with these `appeals`. Staff write the times."""

    most_stops: int
    appeals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaylistPlaces:
    """The ids of the places of one district in the order of the table; `titles` name it, if the table does."""

    stem: str
    titles: Mapping[Lang, str] | None
    places: Sequence[str]


def ruled_playlists(
    project: Project, groups: Iterable[PlaylistPlaces], rule: PlaylistRule
) -> tuple[tuple[NewFile, ...], tuple[Problem, ...]]:
    """Return the playlists that `rule` makes of `groups`, and a warning for each that is there and stays as it is.

    Raises ContentError where the project has no such appeal.
    """
    if unknown := [name for name in rule.appeals if name not in project.appeals]:
        facts = ({"id": name, **near_facts(name, project.appeals)} for name in unknown)
        raise ContentError(Problem("unknown-appeal", None, fact) for fact in facts)
    made: list[NewFile] = []
    problems: list[Problem] = []
    for group in groups:
        # `group.places` in portions of nearly the same length, none longer than `rule.most_stops`.
        places, titles = group.places, _titles(group)
        count = -(-len(places) // rule.most_stops)
        bounds = [number * len(places) // count for number in range(count + 1)] if count else []
        for number, stops in enumerate([places[first:last] for first, last in pairwise(bounds)], start=1):
            many = len(group.places) > rule.most_stops
            name = free_id(f"{group.stem} {number}" if many else group.stem, ())
            file = f"appeals/playlists/{name}.yaml"
            if name in project.playlists:
                problems.append(Problem("playlist-exists", Where(file), {"n": len(stops)}, "warning"))
            else:
                content: Value = {
                    "title": {lang: f"{name} – {number}" if many else name for lang, name in titles.items()},
                    "appeals": list(rule.appeals),
                    "stops": [{"place": place} for place in stops],
                }
                made.append(NewFile(file, file_text(content), is_written_by_block=True))
    return tuple(made), tuple(problems)


def _titles(group: PlaylistPlaces) -> Mapping[Lang, str]:
    """Return the name of the district in each language; a plain word where the table has none in that language."""
    named = {lang: right_letters(name, lang) for lang, name in (group.titles or {}).items()}
    return {
        lang: name if (name := named.get(lang, "")) and not foreign_word(name, lang) else _WITHOUT_DISTRICT[lang]
        for lang in LANGS
    }


_MOST_DISTRICTS = 10  # in a sentence


@dataclass(frozen=True, slots=True)
class PlaceImportRequest:
    """`into` names the one file that takes all places; without it each district has its own.

    `district` is a name or a code: other districts are left alone. `corrected` takes names whose letters are wrong with
    the right ones; `replaces` gives places that are there already the names of the table.
    """

    into: str = ""
    district: str = ""
    corrected: bool = False
    replaces: bool = False
    rule: PlaylistRule | None = None


@dataclass(frozen=True, slots=True)
class RowsOut:
    """Why some rows stay out: a problem of each such row, in their order."""

    slug: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PlaceImport:
    """What an import would do. `known` places are there already, `changed` ones with other names.

    `problems` name each row that stays out with its reason; `other_units` rows are no places.
    """

    new: tuple[ImportedPlace, ...] = ()
    known: tuple[ImportedPlace, ...] = ()
    changed: tuple[ImportedPlace, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows_out: int = 0
    other_units: int = 0
    playlists: tuple[NewFile, ...] = ()
    edits: tuple[Edit, ...] = field(default=(), repr=False)

    @property
    def files(self) -> Mapping[str, int]:
        """Return how many new places each file gets."""
        return Counter(place.file for place in self.new)

    @property
    def causes(self) -> tuple[RowsOut, ...]:
        """Return each cause for which rows stay out, the most frequent first; a row may have several."""
        found: defaultdict[str, dict[object, Problem]] = defaultdict(dict)
        for problem in self.problems:
            row = (problem.where.file, problem.where.line) if problem.where else None
            found[problem.slug].setdefault(row, problem)
        causes = (RowsOut(slug, tuple(rows.values())) for slug, rows in found.items())
        return tuple(sorted(causes, key=lambda cause: -len(cause.problems)))


def plan_place_import(
    root: Path, data: bytes, file: str, request: PlaceImportRequest, seen: Seen = lambda _rows, _of: None
) -> PlaceImport:
    """Return what an import of `data`, a table that people know as `file`, would do. Nothing is written.

    `seen` hears how many names were looked at, of how many.

    Raises ContentError where the project has errors, or where the table as a whole cannot be used; DeviceError.
    """
    workspace = workspace_at(root)
    project = Snapshot(workspace.root).project()[0]
    table = place_table(read_table(data, file), file)
    if request.into and (wrong := id_problem(request.into)):
        raise ContentError(Problem(wrong[0], None, wrong[1]))
    rows = PlaceRows(project, table, request.into, corrected=request.corrected)
    wanted = _wanted(table, request.district)
    rows.require_room(wanted)
    rows.take(wanted, seen)
    places = _by_file([*rows.known, *rows.changed, *rows.new])
    playlists, there = ruled_playlists(project, places, request.rule) if request.rule else ((), ())
    changed = (
        FileEdit(place.file, tuple(_changes(project.places[place.id], place)))
        for place in (rows.changed if request.replaces else ())
    )
    return PlaceImport(
        new=tuple(rows.new),
        known=tuple(rows.known),
        changed=tuple(rows.changed),
        problems=(*rows.problems, *there),
        rows_out=rows.out,
        other_units=table.other_units,
        playlists=playlists,
        edits=(*edits_for_new(workspace.root, rows.new), *changed, *playlists),
    )


def table_bytes(path: Path) -> bytes:
    """Return the bytes of a table that a person names. Raises ContentError where it is too large, or no file."""
    return file_bytes(path, path.name, MAX_TABLE_BYTES)


def take_places(root: Path, plan: PlaceImport, by: str = NOT_NAMED) -> Saved:
    """Write what `plan` says, all or nothing. Raises EditConflict where a file has been changed since, DeviceError."""
    return save_edits(root, plan.edits, by, "places.imported")


def _wanted(table: PlaceTable, district: str) -> Sequence[ListedPlace]:
    """Return the places of `district`, all where it is "". Raises ContentError where not one district is called so."""
    if not district:
        return table.places
    asked = " ".join(district.split()).casefold()
    districts = table.districts
    named = [each for each in districts.values() if asked in _folded(each.names) or _is_code(asked, each.code)]
    if len(named) == 1:
        return [place for place in table.places if place.district == named[0]]
    inside = [each for each in districts.values() if asked in _folded(each.region)]
    slug = "table-district-twice" if named else "table-region" if inside else "table-no-district"
    known = joined_names([_with_code(each) for each in named or inside or districts.values()], _MOST_DISTRICTS)
    raise ContentError(Problem(slug, Where(table.file), {"district": district, "known": known}))


def _is_code(asked: str, code: str) -> bool:
    """Tell whether `asked` is `code`, with or without the zeros at the end that the classifier writes."""
    return asked.startswith(code.casefold()) and not asked[len(code) :].strip("0")


def _folded(names: Mapping[Lang, str]) -> set[str]:
    return {name.casefold() for name in names.values()}


def _with_code(district: ListedDistrict) -> str:
    """Return the name of `district` with what tells it from others: its code and its region."""
    about = ", ".join(filter(None, (district.code, district.region.get("ru", ""))))
    name = district.names["ru"]
    return name if about == name else f"{name} ({about})"


def _by_file(table: Collection[ImportedPlace]) -> Iterator[PlaylistPlaces]:
    """Yield the places of a table, those that are there already too, as a rule takes them."""
    found: defaultdict[str, list[ImportedPlace]] = defaultdict(list)
    for place in sorted(table, key=lambda place: place.row):
        found[place.file].append(place)
    for file, places in found.items():
        district = places[0].district
        yield PlaylistPlaces(Path(file).stem, district.names if district else None, [place.id for place in places])
