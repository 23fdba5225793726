"""The driver's card shows the address and the picture of a place where a project has them."""

from __future__ import annotations

from datetime import date

from tests.support.tiny import Tiny
from zt_audio.app.making.output import make_cards

PRINTED = date(2026, 11, 29)


def test_the_card_has_the_address_and_the_picture_of_a_place(built: Tiny) -> None:
    built.edit("places.yaml", "market:\n", 'market:\n  address: {ru: "ул. Маресьева, 4"}\n')
    photos = built.root / "appeals/photos"
    photos.mkdir()
    (photos / "market.JPG").write_bytes(b"\xff\xd8too large" + bytes(1_000_001))
    (photos / "park.png").write_bytes(b"\x89PNG small")
    page = next(iter(make_cards(built.root, PRINTED, ["city"])[0].values())).decode()
    assert "ул. Маресьева, 4" in page
    assert page.count('<img src="data:image/png;base64,') >= 1
    assert "data:image/jpeg" not in page


def test_a_card_is_made_although_a_text_is_wrong(built: Tiny) -> None:
    built.edit("places.yaml", "market:\n", "market:\n  address: [1]\n")
    made, _problems = make_cards(built.root, PRINTED, ["city"])
    assert made
