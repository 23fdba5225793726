"""Find the places in a table of CSV or Excel: the country's classifier, or the columns id, kind, kk, ru."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from zt_audio.errors import ContentError
from zt_audio.model import LANGS, Lang, Problem, Where
from zt_audio.processes.door import open_foreign
from zt_audio.store.disk import device_errors


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its number as a spreadsheet counts."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return what stands in `column`, counted from 0; "" where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


def read_table(data: bytes, file: str) -> tuple[TableRow, ...]:
    """Return the rows of `file` that hold anything. Raises ContentError where it is no table, DeviceError."""
    with device_errors(Path(file)):
        rows = json.loads(open_foreign("table", data, file).body)
    return tuple(TableRow(number, tuple(cells)) for number, cells in rows)


# How tables head their columns, in small letters.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "kind": ("kind", "түрі", "вид", "тип"),
    "kk": ("kk", "name_kk", "kaz_name", "қазақша", "атауы", "қазақша атауы", "на казахском"),
    "ru": ("ru", "name_ru", "rus_name", "орысша", "название", "наименование", "на русском", "по-русски"),
    "district": ("district", "аудан", "район"),
    "code": ("kato", "code", "код"),
    "level": ("level",),
}
_PLACES = "settlement"  # of the levels of the classifier
_DISTRICT = "district"
_DISTRICT_DIGITS, _REGION_DIGITS = 4, 2  # of a code


@dataclass(frozen=True, slots=True)
class ListedDistrict:
    """A district, and its names as the table has them; both the same where it has one alone.

    `region` holds those of its region, which only the country's classifier tells.
    """

    code: str
    names: Mapping[Lang, str]
    region: Mapping[Lang, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """A row of the table that is a place; `id` and `kind` are "" where the table has none."""

    row: int
    names: Mapping[Lang, str]
    id: str = ""
    kind: str = ""
    district: ListedDistrict | None = None


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """The places of a table, how many rows are units of other levels, and which column, from 0, holds what."""

    file: str
    places: tuple[ListedPlace, ...]
    other_units: int
    columns: Mapping[str, int]

    @property
    def districts(self) -> Mapping[str, ListedDistrict]:
        """Return the districts of its places, by code."""
        return {place.district.code: place.district for place in self.places if place.district}

    def where(self, place: ListedPlace, what: str) -> Where:
        """Return the cell that holds `what` of `place`: its row and its column as a spreadsheet counts them."""
        return Where(self.file, place.row, self.columns.get(what, 0) + 1)


def place_table(rows: Sequence[TableRow], file: str) -> PlaceTable:
    """Return the places in `rows`. Raises ContentError where it is not seen which columns hold the names."""
    columns = _columns(rows[0]) if rows else {}
    if lacking := [lang for lang in LANGS if lang not in columns]:
        heads = ", ".join(rows[0].cells) if rows else "-"
        raise ContentError(Problem("table-no-names", Where(file), {"lang": lacking[0], "columns": heads}))
    body = rows[1:]
    places = tuple(_places(body, columns))
    return PlaceTable(file, places, len(body) - len(places), columns)


def _columns(head: TableRow) -> dict[str, int]:
    """Return which column, counted from 0, holds what; the first one where several might."""
    names = [cell.casefold() for cell in head.cells]
    found = {what: [names.index(name) for name in known if name in names] for what, known in _HEADINGS.items()}
    return {what: columns[0] for what, columns in found.items() if columns}


def _places(rows: Sequence[TableRow], columns: Mapping[str, int]) -> Iterator[ListedPlace]:
    def cell(row: TableRow, what: str) -> str:
        return row.cell(columns[what]) if what in columns else ""

    districts: dict[str, ListedDistrict] = {}
    regions: dict[str, Mapping[Lang, str]] = {}
    for row in rows:
        names = {lang: cell(row, lang) for lang in LANGS}
        level, code = cell(row, "level"), cell(row, "code")
        key = code[:_DISTRICT_DIGITS]
        if level and not code[_REGION_DIGITS:].strip("0"):
            regions[code[:_REGION_DIGITS]] = names
        if level == _DISTRICT:
            districts[key] = ListedDistrict(key, names, regions.get(key[:_REGION_DIGITS], {}))
        if level in (_PLACES, ""):
            district = districts.get(key)
            if given := cell(row, "district"):
                district = districts.setdefault(given, ListedDistrict(given, dict.fromkeys(LANGS, given)))
            yield ListedPlace(row.number, names, cell(row, "id"), cell(row, "kind"), district)
