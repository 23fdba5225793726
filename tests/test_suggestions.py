"""The nearest of some names is suggested, and all of them where none is near."""

from __future__ import annotations

import pytest

from zt_audio.suggestions import cut, near_facts


@pytest.mark.parametrize(
    ("name", "known", "near", "shown"),
    [
        ("tuesday", ["mon", "tue"], "tue", ("mon", "tue")),
        ("Yasni", ["altai", "yasny"], "yasny", ("altai", "yasny")),
        ("zzz", ["mon", "tue"], "", ("mon", "tue")),
        ("zzz", [], "", "-"),
        ("zzz", list("abcdefghijklmnopqrstuvwxyz1234"), "", tuple("abcdefghijklmnopqrstuvwxyz1234")),
        ("!!!", list("abcdefghijklmnopqrstuvwxyz12345"), "", (*"abcdefghijklmnopqrstuvwxyz1234", "…")),
        ("mon" * 50, ["mon"], "", ("mon",)),
    ],
)
def test_only_what_is_near_is_the_nearest(name: str, known: list[str], near: str, shown: object) -> None:
    assert near_facts(name, known) == {"nearest": near, "known": shown}


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("voices, prosody", 15, "voices, prosody"),
        ("voices, prosody, preset", 20, "voices, prosody, …"),
        ("voices, prosody, preset", 16, "voices, prosody, …"),
        ("Уважаемые жители посёлка", 20, "Уважаемые жители…"),
        ("Уважаемые жители посёлка", 16, "Уважаемые жители…"),
        ("a" * 50, 10, f"{'a' * 10}…"),
        (f"a {'b' * 50}", 10, f"a {'b' * 8}…"),
        ("", 5, ""),
    ],
)
def test_what_is_long_is_cut_at_a_word_or_an_item(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown
