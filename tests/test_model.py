"""Part ids are values and have one way to be written; rows are grouped in order."""

from __future__ import annotations

import pytest

from zt_audio.model import PartId, rows_by_key

ROWS = [
    ("chime", PartId("chime"), PartId("chime")),
    ("pause", PartId("pause"), PartId("pause")),
    ("appeal/littering/kk", PartId("appeal", "littering", "kk"), PartId("appeal", "littering", "kk")),
    ("appeal/littering/kk/12", PartId("appeal", "littering", "kk", 12), PartId("appeal", "littering", "kk")),
    ("intro/41-razezd/ru/1", PartId("intro", "41-razezd", "ru", 1), PartId("intro", "41-razezd", "ru")),
    ("outro/yasny/ru", PartId("outro", "yasny", "ru"), PartId("outro", "yasny", "ru")),
    ("text/-/kk/2", PartId("text", "-", "kk", 2), PartId("text", "-", "kk")),
]


@pytest.mark.parametrize(("text", "part", "block"), ROWS, ids=[row[0] for row in ROWS])
def test_a_part_id_is_read_as_it_is_written(text: str, part: PartId, block: PartId) -> None:
    assert PartId.parse(text) == part
    assert str(part) == text
    assert part.block == block
    assert part.paragraph is None or part.block.at(part.paragraph) == part


@pytest.mark.parametrize(
    "text",
    [
        "",
        "siren",
        "chime/kk",
        "appeal",
        "appeal/a",
        "appeal//kk",
        "appeal/a/de",
        "appeal/a/kk/",
        "appeal/a/kk/0",
        "appeal/a/kk/01",
        "appeal/a/kk/x",
        "appeal/a/kk/²",
        "appeal/a/kk/1/2",
        "street/a/kk/1",
    ],
)
def test_other_texts_are_no_part_id(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PartId.parse(text)


def test_rows_are_grouped_by_their_keys_in_order() -> None:
    assert list(rows_by_key([("b", 2), ("a", 1), ("b", 1)]).items()) == [("b", [2, 1]), ("a", [1])]
