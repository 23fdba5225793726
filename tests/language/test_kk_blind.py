"""Kazakh rows written before the rules were seen: as written, as spoken or REFUSE, `?`, other readings or REFUSE."""

from __future__ import annotations

from pathlib import Path

from tests.language.test_independent_rows import bare
from tests.support.rows import each_row
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read

REFUSED = "refused"


def kazakh_rows() -> list[tuple[str, frozenset[str]]]:
    lines = (Path(__file__).parent / "data" / "kk_blind.tsv").read_text("utf-8").splitlines()
    found: list[tuple[str, frozenset[str]]] = []
    for line in (line for line in lines if not line.startswith("#")):
        written, expected, *more = line.split("\t")
        others = more[1].split("|") if len(more) > 1 else []
        accepted = (REFUSED if one == "REFUSE" else bare(one) for one in (expected, *others) if one)
        found.append((written, frozenset(accepted)))
    return found


@each_row(kazakh_rows())
def test_kazakh_blind_row(written: str, accepted: frozenset[str]) -> None:
    reading = read(written, "kk", Lexicon())
    assert (REFUSED if reading.problems else bare(reading.spoken)) in accepted
