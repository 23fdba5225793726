"""Find the places in a table of CSV or Excel: the country's classifier, or the columns id, kind, kk, ru."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter

from zt_audio.content.fields import Name, Strict
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.errors import ContentError
from zt_audio.model import LANGS, Lang, Problem, Where
from zt_audio.processes.door import open_foreign
from zt_audio.store.disk import device_errors

# Spell out the names of places that a table shortens: «с.Караул» is село Караул, «Қараауыл а.» Қараауыл ауылы.
#
# The types are the rows of place_types.yaml. In Russian a type stands before the name, in Kazakh behind it; tables put
# some Kazakh types first («рзд.Дүйсекен», «ферма 3»), and they go where the language has them.

_TABLE = "place_types.yaml"
_NUMBER = re.compile(r"№? ?(\d+)")
_NAMED_AFTER = re.compile(r"^(?:им\.|имени )\s*")  # село имени Абая
_NAMED_AFTER_KK = re.compile(r" +(?:атын|ат)\. *")
_IN_HONOUR = " атындағы"

# Kazakh letters as Russian writes them in names; for Kazakh, letters of other alphabets that look alike.
_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_KAZAKH = str.maketrans("ќѓњўїЌЃЊЎЇ", "қғңұіҚҒҢҰІ")


class PlaceType(Strict):
    """A row of the table."""

    kind: Name
    ru: Name
    ru_short: tuple[Name, ...]
    kk: Name
    kk_bare: Name
    kk_short: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class SpeltName:
    """A name with nothing shortened, the name alone, and its type, if the table wrote one that is known."""

    text: str
    proper: str
    type: PlaceType | None


@cache
def place_types() -> Mapping[str, PlaceType]:
    """Return the rows of the table that comes with the program."""
    text = files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    return TypeAdapter(dict[str, PlaceType]).validate_python(parse_yaml(SourceText(_TABLE, text))[0])


def spelt_name(written: str, lang: Lang) -> SpeltName:
    """Return `written`, the name of a place in a table, with its type in full."""
    name = " ".join(written.split())
    return _spelt_kk(name) if lang == "kk" else _spelt_ru(name)


def bare_name(name: str, lang: Lang) -> tuple[tuple[str, ...], str]:
    """Return the words of `name` without the one that says what the place is, and the kind that this means, or "".

    посёлок Ясный and «с. Ясный» are Ясный of the kind village; рынок is no name but what the place is.
    """
    spelt = spelt_name(name.casefold(), lang)
    words = re.findall(r"\w+", (spelt.proper if spelt.type else spelt.text).casefold().replace("ё", "е"))
    if spelt.type and words[-1:] == [spelt.type.kk_bare]:
        words.pop()
    known, kind = _kind_words(), spelt.type.kind if spelt.type else ""
    for at in (0, -1) if not kind and len(words) > 1 else ():
        if kind := known.get(words[at], ""):
            del words[at]
            break
    return tuple(words), kind


# Words of names in a town, and those that a table does not shorten.
_KINDS_OF_WORDS = {
    "village": "село поселок аул деревня ауыл ауылы кент кенті",
    "town": "город қала қаласы",
    "street": "улица ул проспект пр переулок көше көшесі даңғылы тұйығы",
    "microdistrict": "микрорайон мкр мкрн ықшамауданы ықшамаудан",
    "district": "район ауданы",
    "square": "площадь алаңы",
    "park": "парк сквер саябағы паркі",
    "school": "школа мектеп мектебі",
    "market": "рынок базар базары",
    "hospital": "больница аурухана ауруханасы",
    "station": "вокзал вокзалы",
    "shop": "магазин дүкен дүкені",
}


@cache
def _kind_words() -> Mapping[str, str]:
    return {word: kind for kind, words in _KINDS_OF_WORDS.items() for word in words.split()}


def right_letters(name: str, lang: Lang) -> str:
    """Return `name` with the letters of its language where letters of the other one stand, or such that look alike."""
    return name.translate(_KAZAKH if lang == "kk" else _RUSSIAN)


def _spelt_ru(name: str) -> SpeltName:
    type_, proper = _without_type(name, "ru")
    if type_ is None:
        return SpeltName(name, name, None)
    if after := _NAMED_AFTER.match(proper):
        proper = f"имени {proper[after.end() :]}"
    if number := _NUMBER.fullmatch(proper):
        proper = f"№ {number[1]}"
    return SpeltName(f"{type_.ru} {proper}".strip(), proper or type_.ru, type_)


def _spelt_kk(name: str) -> SpeltName:
    name = _NAMED_AFTER_KK.sub(f"{_IN_HONOUR} ", name)
    type_, proper = _without_type(name, "kk")
    if type_ is None or name.endswith(f" {type_.kk_bare}"):  # «Шалғай ферма» is no ferma of Shalghai
        return SpeltName(name, name, type_)
    if proper.endswith(_IN_HONOUR):
        return SpeltName(f"{proper} {type_.kk_bare}", proper.removesuffix(_IN_HONOUR), type_)
    if number := _NUMBER.fullmatch(proper):
        return SpeltName(f"{number[1]}-{type_.kk_bare}", proper, type_)
    return SpeltName(f"{proper} {type_.kk}" if proper else type_.kk_bare, proper or type_.kk_bare, type_)


def _without_type(name: str, lang: Lang) -> tuple[PlaceType | None, str]:
    """Return the type that `name` begins or ends with and the rest; None and all of `name` where there is none."""
    if " " not in name and "." not in name and name not in _alone(lang):
        return None, name
    for word, pattern, type_ in _patterns(lang):
        if word in name and (found := pattern.fullmatch(name)):
            return type_, (found["name"] or "").strip()
    return None, name


@cache
def _patterns(lang: Lang) -> tuple[tuple[str, re.Pattern[str], PlaceType], ...]:
    """Return the words that stand for a type in a language, with what finds them in a name.

    The longest words come first, so that «кр.хоз» is no «к.».
    """
    words = sorted(_words(lang), key=lambda each: -len(each[0]))
    found = []
    if lang == "kk":
        found = [(word, re.compile(rf"(?P<name>.+?) +{re.escape(word)}\.?"), type_) for word, _full, type_ in words]
    for word, is_full, type_ in words:
        between = " +" if is_full else r"(?:\. *| +)"
        found.append((word, re.compile(rf"{re.escape(word)}(?:{between}(?P<name>.+)|)"), type_))
    return tuple(found)


@cache
def _alone(lang: Lang) -> frozenset[str]:
    return frozenset(word for word, _pattern, _type in _patterns(lang))


def _words(lang: Lang) -> Iterator[tuple[str, bool, PlaceType]]:
    """Yield each way of writing a type, whether it is the whole word, and the type."""
    for type_ in place_types().values():
        full = (type_.ru,) if lang == "ru" else (type_.kk, type_.kk_bare)
        short = type_.ru_short if lang == "ru" else type_.kk_short
        yield from ((word, word in full, type_) for word in dict.fromkeys((*full, *short)))


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
