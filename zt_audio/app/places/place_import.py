"""Take places from a table into a project: say what would come and what is wrong, then write all or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from zt_audio.app.editing.edit import save_edits
from zt_audio.app.editing.edits import Edit, NewFile, Saved
from zt_audio.app.journal import NOT_NAMED
from zt_audio.app.places.place_rows import ImportedPlace, PlaceRows, edits_for_changed, edits_for_new
from zt_audio.app.project import workspace_at
from zt_audio.app.texts.new_content import file_text, free_id
from zt_audio.checks.place_names import Seen
from zt_audio.content.files import id_problem
from zt_audio.content.place_names import right_letters
from zt_audio.content.place_table import (
    ListedDistrict,
    ListedPlace,
    PlaceTable,
    place_table,
    read_table,
)
from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.source import file_bytes
from zt_audio.content.yaml.tree import Value
from zt_audio.errors import ContentError
from zt_audio.formats.table import MAX_TABLE_BYTES
from zt_audio.language.foreign_words import foreign_word
from zt_audio.model import LANGS, Lang, Problem, Project, Where
from zt_audio.suggestions import joined_names, near_facts

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
    changed = edits_for_changed(project, rows.changed) if request.replaces else ()
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
