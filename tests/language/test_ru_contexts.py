"""Each place of a table asks for one case: what is counted there, and a body that shows no case, are said in it.

The places are those of notices; the nouns show their case, so that only the number has to be found.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.rows import each_row
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.words.numbers import CASES, Case, cardinal, plural_kind
from zt_audio.language.ru.words.phrases import counted, declined, gender_of, plural_after_number

PLACES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "ru_contexts.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
NOUNS = {"thing": ("*дом", "новая *машина"), "person": ("*водитель", "*женщина")}
NUMBERS = (1, 2, 5, 21, 40)
_PREPOSITION = re.compile(r"\b(в|с|к|о)(?:о|бо?)\b")


def bare(text: str) -> str:
    """Return `text` without marks, and without the vowels that prepositions take."""
    return _PREPOSITION.sub(r"\1", " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split()))


def phrase(number: int, noun: str, case: Case, *, living: bool) -> tuple[str, str]:
    """Return `number` with `noun` as they are written and as they are said in `case`."""
    kind = plural_kind(number)
    if living and case == "acc" and kind == "few":
        form, said = plural_after_number(noun, "gen"), cardinal(number, case, gender_of(noun), animate=True)
    else:
        form = counted(noun, number, case)
        said = cardinal(number, case, gender_of(noun), animate=living and kind == "one")
    return f"{number} {form}", f"{said} {form}"


@each_row([row for row in PLACES if row[0] != "body"])
def test_a_number_stands_in_the_case_of_its_place(row: list[str]) -> None:
    kind, asked, place = row
    case = next(case for case in CASES if case == asked)
    wrong = []
    for noun in NOUNS[kind]:
        for number in NUMBERS:
            written, said = phrase(number, noun, case, living=kind == "person")
            spoken = read(place.replace("{}", written), "ru", Lexicon()).spoken
            if bare(spoken) != bare(place.replace("{}", said)):
                wrong.append(spoken)
    assert wrong == []


@each_row([row for row in PLACES if row[0] == "body"])
def test_a_body_stands_in_the_case_of_its_place(row: list[str]) -> None:
    _, asked, place = row
    case = next(case for case in CASES if case == asked)
    spoken = read(place.replace("{}", "ДЧС"), "ru", Lexicon()).spoken
    assert bare(spoken) == bare(place.replace("{}", declined(ORGANISATION_PHRASES["ДЧС"], case)))
