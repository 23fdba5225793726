"""Take places from a table into a project: say what would come and what is wrong, then write all or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from zt_audio.app.edit import save_edits
from zt_audio.app.edits import Edit, FileEdit, NewFile, ReplaceText, Saved
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.new_content import free_id
from zt_audio.app.place_playlists import PlaylistPlaces, PlaylistRule, ruled_playlists
from zt_audio.app.project import workspace_at
from zt_audio.checks.place_names import NameJudge
from zt_audio.content.changes import SetText
from zt_audio.content.files import MAX_PLACES_BYTES, content_file, id_problem
from zt_audio.content.place_names import SpeltName, right_letters, spelt_name
from zt_audio.content.place_table import ListedDistrict, ListedPlace, PlaceTable, place_table
from zt_audio.content.project import load_project
from zt_audio.content.source import file_bytes, source_of
from zt_audio.content.tables import MAX_TABLE_BYTES, table_rows
from zt_audio.content.tree import parse_yaml, plain
from zt_audio.content.yaml_writer import Value, written_block
from zt_audio.errors import ContentError
from zt_audio.model import LANGS, Lang, Place, Problem, Project, Where
from zt_audio.suggestions import near_facts
from zt_audio.trust.history import digest_of

__all__ = [
    "ImportedPlace",
    "PlaceImport",
    "PlaceImportRequest",
    "PlaylistRule",
    "plan_place_import",
    "table_bytes",
    "take_places",
]

_USUAL_KIND = "village"  # of a place whose type the table does not say
_MAX_NAME_CHARS = 200


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
class ImportedPlace:
    """A place as it will stand in `file`."""

    file: str
    id: str
    kind: str
    name: Mapping[Lang, str]
    row: int
    district: ListedDistrict | None = None


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


def plan_place_import(root: Path, data: bytes, file: str, request: PlaceImportRequest) -> PlaceImport:
    """Return what an import of `data`, a table that people know as `file`, would do. Nothing is written.

    Raises ContentError where the project has errors, or where the table as a whole cannot be used.
    """
    workspace = workspace_at(root)
    project = load_project(workspace.root)[0]
    table = place_table(table_rows(data, file), file)
    if request.into and (wrong := id_problem(request.into)):
        raise ContentError(Problem(wrong[0], None, wrong[1]))
    gathered = _Gathered(project, table, request)
    for listed in _wanted(table, request.district):
        gathered.take(listed)
    done = gathered.result()
    playlists, there = ruled_playlists(project, _by_file(done), request.rule) if request.rule else ((), ())
    edits = (*_edits(workspace.root, project, done, request), *playlists)
    return replace(done, problems=(*done.problems, *there), playlists=playlists, edits=edits)


def table_bytes(path: Path) -> bytes:
    """Return the bytes of a table that a person names. Raises ContentError where it is too large, or no file."""
    return file_bytes(path, path.name, MAX_TABLE_BYTES)


def take_places(root: Path, plan: PlaceImport, by: str = NOT_NAMED) -> Saved:
    """Write what `plan` says, all or nothing. Raises EditConflict where a file has been changed since, DeviceError."""
    return save_edits(root, plan.edits, by, "places.imported")


def _wanted(table: PlaceTable, district: str) -> Sequence[ListedPlace]:
    """Return the places of `district`, all where it is "". Raises ContentError where no place has it."""
    if not district:
        return table.places
    asked = " ".join(district.split()).casefold()
    found = [place for place in table.places if place.district and asked in _names_of(place.district)]
    if not found:
        known = dict.fromkeys(p.district.names["ru"] for p in table.places if p.district)
        facts = {"district": district, "known": ", ".join([*known][:10]) or "-"}
        raise ContentError(Problem("table-no-district", Where(table.file), facts))
    return found


def _names_of(district: ListedDistrict) -> set[str]:
    return {district.code, *(name.casefold() for name in district.names.values())}


class _Gathered:
    """Goes through the rows in order; what an earlier row took, a later one cannot have."""

    def __init__(self, project: Project, table: PlaceTable, request: PlaceImportRequest) -> None:
        self._project, self._table, self._request = project, table, request
        self._judge = NameJudge(project)
        self._taken = set(project.places)
        self._file_ids = _file_ids(table)
        self._rows_of_ids: dict[str, int] = {}
        self._there = _by_names(project)
        self._kinds = project.intros.kinds.keys()
        self._new: list[ImportedPlace] = []
        self._known: list[ImportedPlace] = []
        self._changed: list[ImportedPlace] = []
        self._problems: list[Problem] = []
        self._out = 0

    def take(self, listed: ListedPlace) -> None:
        """Find out what becomes of a row."""
        spelt: dict[Lang, SpeltName] = {}
        found: list[Problem] = []
        for lang in LANGS:
            name, wrong = self._name(listed, lang)
            spelt[lang] = spelt_name(name, lang)
            found += wrong
        kind = self._kind(listed, spelt)
        found += self._id_problems(listed, kind)
        if not found:
            for lang in LANGS:
                where = self._table.where(listed, lang)
                found += self._judge.problems(spelt[lang].text, lang, kind, where)
        if found:
            self._problems += found
            self._out += 1
        else:
            self._place(listed, spelt, kind)

    def result(self) -> PlaceImport:
        other = self._table.other_units
        problems = tuple(self._problems)
        return PlaceImport(tuple(self._new), tuple(self._known), tuple(self._changed), problems, self._out, other)

    def _name(self, listed: ListedPlace, lang: Lang) -> tuple[str, list[Problem]]:
        """Return the name of `listed` as it is to be spelt out, and what is wrong with it as it stands there."""
        name = listed.names[lang]
        where = self._table.where(listed, lang)
        if not name:
            return "", [Problem("table-no-name", where, {"lang": lang})]
        if len(name) > _MAX_NAME_CHARS:
            return "", [Problem("text-too-long", where, {"key": lang, "n": len(name), "limit": _MAX_NAME_CHARS})]
        right = right_letters(name, lang)
        if right == name or self._request.corrected:
            return right, []
        return right, [Problem("table-letters", where, {"lang": lang, "token": name, "right": right})]

    def _kind(self, listed: ListedPlace, spelt: Mapping[Lang, SpeltName]) -> str:
        """Return the kind that the table says, or that the type of the place has; one that the greetings know."""
        types = (spelt[lang].type for lang in ("ru", "kk"))
        of_type = next((type_.kind for type_ in types if type_), _USUAL_KIND)
        return listed.kind or (of_type if of_type in self._kinds or not self._kinds else _USUAL_KIND)

    def _id_problems(self, listed: ListedPlace, kind: str) -> Iterator[Problem]:
        for what, given in (("id", listed.id), ("kind", kind)):
            if given and (wrong := id_problem(given)):
                yield Problem(wrong[0], self._table.where(listed, what), wrong[1])
        first = self._rows_of_ids.setdefault(listed.id, listed.row)
        if listed.id and first != listed.row:
            where = self._table.where(listed, "id")
            yield Problem("repeated-place", where, {"id": listed.id, "file": self._table.file, "line": first})

    def _place(self, listed: ListedPlace, spelt: Mapping[Lang, SpeltName], kind: str) -> None:
        name = {lang: spelt[lang].text for lang in LANGS}
        file = self._file(listed)
        there = self._project.places.get(listed.id)
        if there is None and not listed.id:
            same = self._there[file, name["kk"], name["ru"]]
            there = self._project.places[same.pop(0)] if same else None
        if there is not None:
            old = {lang: there.name[lang].value for lang in LANGS}
            if not listed.kind:  # staff may have given it another one
                kind = there.kind
            rows = self._known if (old, there.kind) == (name, kind) else self._changed
            rows.append(ImportedPlace(there.where.file, there.id, kind, name, listed.row, listed.district))
            return
        id_ = listed.id or self._free_id(spelt["ru"])
        self._taken.add(id_)
        self._new.append(ImportedPlace(file, id_, kind, name, listed.row, listed.district))

    def _free_id(self, spelt: SpeltName) -> str:
        has_letters = any(char.isalpha() for char in spelt.proper)
        return free_id(spelt.proper if has_letters else spelt.text, self._taken)

    def _file(self, listed: ListedPlace) -> str:
        key = listed.district.code if listed.district else ""
        return f"appeals/places/{self._request.into or self._file_ids[key]}.yaml"


def _file_ids(table: PlaceTable) -> dict[str, str]:
    """Return the stem of the file of each district by its code; the code distinguishes those of one name.

    It depends on the whole table, so that a district goes to the same file whether it is imported alone or not.
    """
    districts = {place.district.code: place.district for place in table.places if place.district}
    stems = {code: free_id(district.names["ru"], ()) for code, district in districts.items()}
    counts = Counter(stems.values())
    found = {code: stem if counts[stem] == 1 else free_id(f"{stem} {code}", ()) for code, stem in stems.items()}
    return {**found, "": free_id(Path(table.file).stem, set(found.values()))}


def _by_names(project: Project) -> defaultdict[tuple[str, str, str], list[str]]:
    """Return the ids of the places by file and names: villages of one name are many."""
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for place in project.places.values():
        found[place.where.file, place.name["kk"].value, place.name["ru"].value].append(place.id)
    return found


def _by_file(plan: PlaceImport) -> Iterator[PlaylistPlaces]:
    """Yield the places of the table, those that are there already too, as a rule takes them."""
    found: defaultdict[str, list[ImportedPlace]] = defaultdict(list)
    for place in sorted((*plan.known, *plan.changed, *plan.new), key=lambda place: place.row):
        found[place.file].append(place)
    for file, places in found.items():
        district = places[0].district
        yield PlaylistPlaces(Path(file).stem, district.names if district else None, [place.id for place in places])


# --- edits of the files ---------------------------------------------------------------------------------------------


def _edits(root: Path, project: Project, plan: PlaceImport, request: PlaceImportRequest) -> Iterator[Edit]:
    by_file: defaultdict[str, list[ImportedPlace]] = defaultdict(list)
    for place in plan.new:
        by_file[place.file].append(place)
    for file, places in by_file.items():
        yield _with_more(root, file, places)
    for place in plan.changed if request.replaces else ():
        yield FileEdit(place.file, tuple(_changes(project.places[place.id], place)))


def _with_more(root: Path, file: str, places: Collection[ImportedPlace]) -> Edit:
    """Return the edit that adds `places` behind those of `file`. Raises ContentError where that cannot be done."""
    blocks = (written_block({place.id: _entry(place)}, 2, quoted=False) for place in places)
    more = "\n".join(line for block in blocks for line in (*block, ""))
    content = content_file(root, file)
    if content is None:
        raise ContentError(Problem("no-content-file", None, {"file": file, **near_facts(file, ())}))
    if not content.path.exists():
        _require_room(file, more)
        return NewFile(file, more)
    data = file_bytes(content.path, file, content.most_bytes)
    old = source_of(data, file).text.replace("\r\n", "\n")
    text = f"{old.rstrip()}\n\n{more}" if old.strip() else more
    _require_room(file, text)
    _require_both(file, old, text, places)
    return ReplaceText(file, text, digest_of(data))


def _require_room(file: str, text: str) -> None:
    if len(text.encode()) > MAX_PLACES_BYTES:
        raise ContentError(Problem("file-too-large", Where(file), {"limit_kb": MAX_PLACES_BYTES // 1000}))


def _require_both(file: str, old: str, text: str, places: Collection[ImportedPlace]) -> None:
    """Raise ContentError unless `text` holds what `old` held and `places`: a file may end in brackets."""
    before, after = (parse_yaml(source_of(part.encode(), file))[0] for part in (old, text))
    held = plain(before) if before is not None else {}
    wanted = {place.id: _entry(place) for place in places}
    if after is None or not isinstance(held, dict) or plain(after) != {**held, **wanted}:
        raise ContentError(Problem("edit-impossible", Where(file), {"path": next(iter(wanted))}))


def _entry(place: ImportedPlace) -> dict[str, Value]:
    return {"kind": place.kind, "name": {lang: place.name[lang] for lang in LANGS}}


def _changes(old: Place, new: ImportedPlace) -> Iterator[SetText]:
    if old.kind != new.kind:
        yield SetText((new.id, "kind"), old.kind, new.kind)
    for lang in LANGS:
        if old.name[lang].value != new.name[lang]:
            yield SetText((new.id, "name", lang), old.name[lang].value, new.name[lang])
