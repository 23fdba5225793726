"""Test how the reading sheet puts greetings together that differ in a few words alone."""

from __future__ import annotations

import re

from zt_audio.pages.html import Wording
from zt_audio.pages.sheet import SHEET_WORDS, SheetText, grouped, sheet_page

GREETING = "Уважаемые жители и гости {}! К вам обращается полиция Актобе."


def text(number: int, said: str, kind: str = "intro") -> SheetText:
    return SheetText(number, "ru", kind, (f"место {number}",), tuple(re.findall(r"[^.!]+[.!]", said)), "missing")


def greetings(*places: str) -> list[SheetText]:
    return [text(number, GREETING.format(place)) for number, place in enumerate(places, start=1)]


def test_greetings_that_differ_in_the_name_share_a_frame() -> None:
    [group] = grouped(greetings("села Ясный", "41-го разъезда", "Алги"))
    assert (group.before, group.after) == ("Уважаемые жители и гости", "К вам обращается полиция Актобе.")
    assert group.words == ("села Ясный!", "41-го разъезда!", "Алги!")


def test_every_text_can_be_put_together_again() -> None:
    texts = [*greetings("парка", "рынка", "села Ясный", "Алги"), *greetings("парка Победы")]
    for group in grouped(texts):
        for each, words in zip(group.texts, group.words, strict=True):
            assert " ".join(filter(None, (group.before, words, group.after))) == " ".join(
                " ".join(each.sentences).split()
            )


def test_two_greetings_need_no_frame_and_appeals_never_get_one() -> None:
    assert [group.words for group in grouped(greetings("парка", "рынка"))] == [(), ()]
    alike = [text(n, f"Звоните по номеру {n} в любое время суток.", "appeal") for n in range(1, 5)]
    assert [len(group.texts) for group in grouped(alike)] == [1, 1, 1, 1]


def test_other_greetings_stand_by_themselves_and_the_order_is_kept() -> None:
    other = text(9, "Добрый день, дорогие школьники и учителя.")
    closing = [text(n, f"Берегите {place}. Полиция Актобе.", "outro") for n, place in ((10, "парк"), (11, "рынок"))]
    groups = grouped([*greetings("парка", "рынка", "вокзала"), other, *closing])
    assert [[each.number for each in group.texts] for group in groups] == [[1, 2, 3], [9], [10], [11]]


def test_a_text_that_is_the_beginning_of_another_keeps_words_of_its_own() -> None:
    [group] = grouped([text(n, said) for n, said in enumerate(("Все сюда.", "Все сюда. Все сюда.", "Все сюда."), 1)])
    assert all(group.words)


def test_the_page_shows_the_frame_once_and_a_number_and_file_for_each() -> None:
    html = sheet_page(greetings("парка", "рынка", "вокзала"), Wording("en", SHEET_WORDS))
    assert html.count("К вам обращается полиция Актобе.") == 1
    assert re.findall(r"<b>(\d+)</b>", html) == ["001", "002", "003"]
    assert re.findall(r"<code>(\d+)\.wav</code>", html) == ["001", "002", "003"]
