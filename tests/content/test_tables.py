"""Tables are read whatever program wrote them, and nothing else is taken for one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.workbook import workbook
from zt_audio.content.place_table import TableRow, place_table, read_table
from zt_audio.errors import ContentError
from zt_audio.formats.documents import table_rows as rows_of_table
from zt_audio.formats.refusal import RefusedFileError
from zt_audio.model import LANGS

ROWS = ("id;kk;ru", "a;Ақтөбе қ.;г.Актобе", "", "b;Ұзын  «Ә»; с.Узын")
READ = [(1, ("id", "kk", "ru")), (2, ("a", "Ақтөбе қ.", "г.Актобе")), (4, ("b", "Ұзын «Ә»", "с.Узын"))]


def read(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_table(data, "t.csv")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_csv_is_read_in_any_encoding_with_any_separator(encoding: str, end: str, mark: str) -> None:
    text = end.join(ROWS).replace(";", mark) + end
    assert read(text.encode(encoding)) == READ


def test_quoted_cells_keep_separators_and_lines() -> None:
    assert read('kk,ru\n"а, б","в\n""г"""\n'.encode()) == [(1, ("kk", "ru")), (2, ("а, б", 'в "г"'))]


def test_a_workbook_is_read_by_its_cells() -> None:
    rows: list[list[str | float]] = [
        ["id", "kk", "ru"],
        [103233100.0, "Ақтөбе қ.", "г.Актобе"],
        [],
        ["b", "Ұ", "с.Узын & Ко"],
    ]
    assert [row[1] for row in read(workbook(rows))][1:] == [
        ("103233100", "Ақтөбе қ.", "г.Актобе"),
        ("b", "Ұ", "с.Узын & Ко"),
    ]
    assert read(workbook(rows))[-1][0] == 4


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (lambda: b"PK\x03\x04 no archive", "table-unreadable"),
        (lambda: b"\xd0\xcf\x11\xe0 no compound file", "table-unreadable"),
        (lambda: b"a;b\n" + b"x" * 20_000_001, "file-too-large"),
        (lambda: b"x\n" * 100_002, "table-too-long"),
    ],
)
def test_what_is_no_table_is_refused(data: Callable[[], bytes], slug: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_table(data(), "t.xlsx")
    assert [problem.slug for problem in raised.value.problems] == [slug]


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", b"0" * 1_000_001)
    with pytest.raises(RefusedFileError, match="file-too-large"):
        rows_of_table(data.getvalue(), most_unpacked_bytes=1_000_000)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_problem(data: bytes) -> None:
    with suppress(ContentError, RefusedFileError):
        rows = [TableRow(number, tuple(cells)) for number, cells in rows_of_table(data)]
        assert all(any(row.cells) for row in rows)
        place_table(rows, "t.csv")


def test_the_classifier_has_districts_and_other_units() -> None:
    lines = (
        "kato,level,name_ru,name_kk",
        "103200000,district,Абайский район,Абай ауданы",
        "103230000,sub_district,Карааульский с.о.,Қараауыл а.о.",
        "103230100,settlement,с.Карааул,Қараауыл а.",
    )
    table = place_table([TableRow(n, tuple(line.split(","))) for n, line in enumerate(lines, start=1)], "k.csv")
    (place,) = table.places
    assert (place.row, dict(place.names)) == (4, {"kk": "Қараауыл а.", "ru": "с.Карааул"})
    assert [(table.where(place, what).line, table.where(place, what).column) for what in LANGS] == [(4, 4), (4, 3)]
    assert place.district is not None
    assert (place.district.code, place.district.names["kk"]) == ("1032", "Абай ауданы")
    assert table.other_units == 2


@pytest.mark.parametrize("head", ["Түрі;Атауы;Название;Район", "kind;kk;ru;district", "ВИД;Қазақша;по-русски;аудан"])
def test_columns_are_found_by_their_headings(head: str) -> None:
    (place,) = place_table(read_table(f"{head}\nmarket;А базары;рынок А;Абай\n".encode(), "t.csv"), "t.csv").places
    assert (place.kind, place.names["kk"], place.names["ru"]) == ("market", "А базары", "рынок А")
    assert place.district is not None
    assert place.district.code == "Абай"


def test_a_table_without_names_is_refused_with_its_columns() -> None:
    with pytest.raises(ContentError) as raised:
        place_table(read_table("id;kk;name\na;б;в\n".encode(), "t.csv"), "t.csv")
    (problem,) = raised.value.problems
    assert (problem.slug, problem.facts["lang"], problem.facts["columns"]) == ("table-no-names", "ru", "id, kk, name")
