"""Decline proper nouns that no dictionary has by their endings: towns, streets, names, surnames.

Source: Русская грамматика (1980), vol. 1, on the declension of nouns. Names in -о, -е, -и, -у, -ю, -ы, -э keep one
form; the gender of names in -ь is unknown, so only those in the table of towns have forms.
"""

from __future__ import annotations

from typing import Literal

from zt_audio.language.ru.numbers import CASES, Case

NameKind = Literal["place", "person"]

# ending of the nominative -> endings of CASES; a living being's accusative is its genitive
_DECLENSIONS: tuple[tuple[str, str], ...] = (
    ("посёлок", "посёлок посёлка посёлку посёлок посёлком посёлке"),
    ("городок", "городок городка городку городок городком городке"),
    ("ия", "ия ии ии ию ией ии"),
    ("я", "я и е ю ей е"),
    ("ка", "ка ки ке ку кой ке"),
    ("га", "га ги ге гу гой ге"),
    ("ха", "ха хи хе ху хой хе"),
    ("ша", "ша ши ше шу шей ше"),
    ("жа", "жа жи же жу жей же"),
    ("ча", "ча чи че чу чей че"),
    ("ца", "ца цы це цу цей це"),
    ("а", "а ы е у ой е"),
    ("й", "й я ю й ем е"),
    ("ш", "ш ша шу ш шем ше"),
    ("ж", "ж жа жу ж жем же"),
    ("ч", "ч ча чу ч чем че"),
    ("щ", "щ ща щу щ щем ще"),
    ("ц", "ц ца цу ц цем це"),
)
_SURNAMES: tuple[tuple[str, str], ...] = tuple(
    pair
    for stem in ("ов", "ев", "ёв", "ин", "ын")
    for pair in (
        (stem, f"{stem} {stem}а {stem}у {stem}а {stem}ым {stem}е"),
        (f"{stem}а", f"{stem}а {stem}ой {stem}ой {stem}у {stem}ой {stem}ой"),
    )
)
_CONSONANTS = "бвгдзклмнпрстфх"


def by_ending(name: str, case: Case, kind: NameKind = "place", *, surname: bool = False) -> str | None:
    """Return `name` in `case`; None where its ending does not tell how it declines."""
    for ending, cases in (*(_SURNAMES if surname else ()), *_DECLENSIONS):
        if name.endswith(ending):
            return name[: -len(ending)] + _pick(cases, case, kind)
    if name[-1:] in "оеиуюыэё":
        return name
    return name + _pick("∅ а у ∅ ом е", case, kind).replace("∅", "") if name[-1:] in _CONSONANTS else None


def _pick(cases: str, case: Case, kind: NameKind) -> str:
    forms = cases.split()
    masculine = forms[1].endswith(("а", "я")) and not forms[0].endswith(("а", "я"))
    if case == "acc" and kind == "person" and masculine:
        case = "gen"
    return forms[CASES.index(case)]
