"""The orders of a cycle, as rows of a table, and that none of them adds, loses or cuts anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given, strategies as st

from zt_audio.content.passer_by import Gaps, TimedPart, cycle_in_order
from zt_audio.model import CycleOrder, PartId

ORDERS: tuple[CycleOrder, ...] = get_args(CycleOrder)
PARAGRAPH, APPEAL, LANGUAGE = (TimedPart(PartId("pause"), length) for length in (0.8, 1.2, 1.5))
GAPS = Gaps((APPEAL,), (LANGUAGE,))
SHORT = {
    "i": "intro/p",
    "o": "outro/p",
    "A": "appeal/a",
    "B": "appeal/b",
    "C": "appeal/c",
    "D": "appeal/d",
    "T": "appeal/call",
}
MARKS = {"-": PARAGRAPH, ",": APPEAL, "|": LANGUAGE}


def cycle_of(short: str) -> list[TimedPart]:
    """Read `ik1,Ak1-Ak2|ir1`: a letter for what is said, k or r, the paragraph (0: all in one go), and the pauses."""
    found, at = [], 0
    while at < len(short):
        if short[at] in MARKS:
            found.append(MARKS[short[at]])
            at += 1
            continue
        what, lang, row = list(short[at : at + 3])
        name = f"{SHORT[what]}/{'kk' if lang == 'k' else 'ru'}" + ("" if row == "0" else f"/{row}")
        found.append(TimedPart(PartId.parse(name), 5))
        at += 3
    return found


def short_of(cycle: Sequence[TimedPart]) -> str:
    names = {name: letter for letter, name in SHORT.items()}
    marks = {pause.length_s: mark for mark, pause in MARKS.items()}
    return "".join(
        f"{names[f'{p.id.kind}/{p.id.subject}']}{str(p.id.lang)[0]}{p.id.paragraph or 0}"
        if p.id.lang
        else marks[p.length_s]
        for p in cycle
    )


@pytest.mark.parametrize(
    ("called", "by_language", "by_appeal", "by_paragraph"),
    [
        ("", "ik1,Ak1-Ak2,ok1|ir1,Ar1-Ar2,or1", "ik1|ir1,Ak1-Ak2|Ar1-Ar2,ok1|or1", "ik1|ir1,Ak1-Ar1-Ak2-Ar2,ok1|or1"),
        ("", "Ak1", "Ak1", "Ak1"),  # one language
        ("", "Ak1-Ak2,Bk1|Ar1,Br1", "Ak1-Ak2|Ar1,Bk1|Br1", "Ak1-Ak2|Ar1,Bk1|Br1"),  # unlike paragraphs: by appeal
        ("", "Ak0,Bk1|Ar1-Ar2,Br1", "Ak0|Ar1-Ar2,Bk1|Br1", "Ak0|Ar1-Ar2,Bk1|Br1"),  # a person read A in one go
        ("", "Ak1|ir1,Ar1", "ir1,Ak1|Ar1", "ir1,Ak1|Ar1"),  # a greeting in one language alone
        # where to call, after every second appeal: the paragraph of the closing words that says it
        (
            "o2",
            "Ak1,Bk1,Ck1,ok1-ok2|Ar1,Br1,Cr1,or1-or2",
            "Ak1|Ar1,Bk1|Br1,ok2|or2,Ck1|Cr1,ok1-ok2|or1-or2",
            "Ak1|Ar1,Bk1|Br1,ok2|or2,Ck1|Cr1,ok1-or1-ok2-or2",
        ),
        ("o1", "Ak1,Bk1,ok1|Ar1,Br1,or1", "Ak1|Ar1,Bk1|Br1,ok1|or1", "Ak1|Ar1,Bk1|Br1,ok1|or1"),  # it follows anyway
        # an appeal says it: not beside that appeal
        (
            "T1",
            "Ak1,Bk1,Ck1,Tk1-Tk2|Ar1,Br1,Cr1,Tr1-Tr2",
            "Ak1|Ar1,Bk1|Br1,Tk1|Tr1,Ck1|Cr1,Tk1-Tk2|Tr1-Tr2",
            "Ak1|Ar1,Bk1|Br1,Tk1|Tr1,Ck1|Cr1,Tk1-Tr1-Tk2-Tr2",
        ),
        (
            "T2",
            "Tk1-Tk2,Ak1,Bk1,Ck1,Dk1|Tr1-Tr2,Ar1,Br1,Cr1,Dr1",
            "Tk1-Tk2|Tr1-Tr2,Ak1|Ar1,Tk2|Tr2,Bk1|Br1,Ck1|Cr1,Tk2|Tr2,Dk1|Dr1",
            "Tk1-Tr1-Tk2-Tr2,Ak1|Ar1,Tk2|Tr2,Bk1|Br1,Ck1|Cr1,Tk2|Tr2,Dk1|Dr1",
        ),
        ("T1", "Ak1,Bk1,Tk1|Ar1,Br1,Tr1", "Ak1|Ar1,Bk1|Br1,Tk1|Tr1", "Ak1|Ar1,Bk1|Br1,Tk1|Tr1"),
        ("T0", "Ak1,Bk1,Ck1,Tk0|Ar1,Br1,Cr1,Tr0", *["Ak1|Ar1,Bk1|Br1,Ck1|Cr1,Tk0|Tr0"] * 2),  # in one go: too long
        ("o0", "Ak1,Bk1,Ck1,ok0|Ar1,Br1,Cr1,or0", *["Ak1|Ar1,Bk1|Br1,ok0|or0,Ck1|Cr1,ok0|or0"] * 2),
    ],
)
def test_orders(called: str, by_language: str, by_appeal: str, by_paragraph: str) -> None:
    calls = {part.id for lang in "kr" if called for part in cycle_of(called[0] + lang + called[1])}
    head, tail = TimedPart(PartId("chime"), 2), TimedPart(PartId("pause"), 3)
    for start in (by_language, by_appeal, by_paragraph):  # whichever order it is in
        cycle = [head, *cycle_of(start), tail]
        for order, wanted in zip(ORDERS, (by_language, by_appeal, by_paragraph), strict=True):
            if "ir1,Ak1" in start and order == "by_language":
                continue  # nothing shows which language is the first
            first, *found, last = cycle_in_order(cycle, order, GAPS, calls)
            assert (short_of(found), first, last) == (wanted, head, tail), (start, order)


def test_a_call_in_one_language_alone_is_not_said_again() -> None:
    cycle = cycle_of("Ak1,Bk1,Ck1,ok1|Ar1,Br1,Cr1,or1")
    assert (
        short_of(cycle_in_order(cycle, "by_appeal", GAPS, {PartId.parse("outro/p/kk/1")}))
        == "Ak1|Ar1,Bk1|Br1,Ck1|Cr1,ok1|or1"
    )


BLOCKS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=6)


@given(BLOCKS, st.sampled_from(["", "outro"]), st.sampled_from(ORDERS), st.sampled_from(ORDERS))
def test_an_order_says_the_same_and_keeps_paragraphs_in_turn(
    appeals: list[tuple[int, int]], closing: str, one: CycleOrder, other: CycleOrder
) -> None:
    rows = [
        [f"appeal/a{n}/{lang}/{row}" for n, counts in enumerate(appeals) for row in range(1, counts[at] + 1)]
        for at, lang in enumerate(("kk", "ru"))
    ]
    cycle = [TimedPart(PartId.parse(name), 5) for name in (*rows[0], "outro/p/kk/1", *rows[1], "outro/p/ru/1")]
    called = {part.id for part in cycle if part.id.kind == closing}
    first = cycle_in_order(cycle, one, GAPS, called)
    second = cycle_in_order(first, other, GAPS, called)
    assert {part.id for part in first} - {PartId("pause")} == {part.id for part in cycle}
    assert [p.id for p in second] == [p.id for p in cycle_in_order(cycle, other, GAPS, called)]
    often = Counter(part.id for part in second if part.id.kind == "appeal")
    assert set(often.values()) == {1}
    for lang in ("kk", "ru"):
        said = [p.id for p in second if p.id.lang == lang and p.id.kind == "appeal"]
        assert said == [p.id for p in cycle if p.id.lang == lang and p.id.kind == "appeal"]
    firsts = [p.id for p in second if p.id.kind == "appeal" and p.id.paragraph == 1]
    if other != "by_language":
        assert [name.lang for name in firsts] == ["kk", "ru"] * len(appeals)
