"""Count people behind a verb: «задержаны 2 мужчин» are two men, collectively; «2 женщин» is counted in no such way."""

from __future__ import annotations

from zt_audio.language.ru.government import GENITIVE_VERBS
from zt_audio.language.ru.morphology import Form, forms
from zt_audio.language.ru.number_manner import NumberManner
from zt_audio.language.ru.numbers import plural_kind
from zt_audio.language.ru.right_context import SUBSTANTIVE

CHILD = "ребёнок"


def counted_subject(number: int, head: tuple[Form, ...], word: str) -> NumberManner | None:
    """Count what stands in the genitive plural behind the verb `word` and can only be its subject.

    «задержаны 2 мужчин» are two men, collectively; women and things are counted in no such way.
    """
    form, kinds = head[0], forms(word) if word else ()
    acts = bool(kinds) and (kinds[0].kind == "PRTS" or (kinds[0].kind == "VERB" and "intr" in kinds[0].traits))
    counted_so = form.lemma in ("человек", CHILD) or {SUBSTANTIVE, "Pltm"} & form.traits
    if not acts or kinds[0].lemma in GENITIVE_VERBS or plural_kind(number) != "few" or counted_so:
        return None
    if not form.plural or form.case not in ("gen", "acc") or any(one.case == "gen" and not one.plural for one in head):
        return None
    return NumberManner("nom", "pl", without_singular=True, unsayable=not form.animate or form.gender != "m")
