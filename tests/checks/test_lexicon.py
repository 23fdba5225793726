"""What an entry of the lexicon does in a text."""

from __future__ import annotations

import pytest

from zt_audio.checks.lexicon import EntryVerdict, entry_effect
from zt_audio.language.lexicon import Lexicon
from zt_audio.model import Lang, LexiconEntry, Where


def entry(written: str, spoken: str, place: str | None = None) -> LexiconEntry:
    return LexiconEntry(written, spoken, {}, place, Where("lexicon"))


@pytest.mark.parametrize(
    ("lang", "written", "spoken", "text", "verdict"),
    [
        ("ru", "102", "сто два", "Звоните 102.", "same"),
        ("ru", "102", "один ноль два", "Звоните 102.", "other"),
        ("ru", "103", "сто три", "Звоните 102.", "unused"),
        ("ru", "2", "два", "Звоните 102.", "unused"),
        ("ru", "Zoo", "зоопарк", "У Zoo чисто.", "needed"),
        ("ru", "полиция", "поли́ция", "Вас слышит полиция.", "needed"),
        ("ru", "А. Абаев", "Арман Абаев", "Слово А. Абаеву.", "needed"),
        ("kk", "А. Абаев", "Арман Абаев", "Сөз А. Абаевқа берілді.", "needed"),
        ("ru", "полиция", "полиция", "Вас слышит полиция.", "same"),
        ("kk", "102", "жүз екі", "102-ге хабарласыңыз.", "same"),
        ("kk", "102", "бір нөл екі", "102-ге хабарласыңыз.", "other"),
        ("kk", "Zoo", "хайуанаттар бағы", "Zoo таза.", "needed"),
    ],
)
def test_what_an_entry_does(lang: Lang, written: str, spoken: str, text: str, verdict: EntryVerdict) -> None:
    taught = entry(written, spoken)
    assert entry_effect(taught, text, lang, Lexicon([taught]), Lexicon()).verdict == verdict


def test_the_rule_and_what_it_says_are_told() -> None:
    taught = entry("102", "один ноль два")
    effect = entry_effect(taught, "Звоните 102.", "ru", Lexicon([taught]), Lexicon())
    assert effect.spoken == "сто два"
    assert effect.rule not in ("", "word", "mark", "space")


def test_an_entry_for_one_place_may_read_otherwise_than_the_rules() -> None:
    taught = entry("102", "один ноль два", "market")
    effect = entry_effect(taught, "Звоните 102.", "ru", Lexicon([taught], "market"), Lexicon([], "market"))
    assert effect.verdict == "needed"


def test_a_general_entry_is_unused_where_a_place_has_its_own() -> None:
    general, own = entry("Zoo", "зоопарк"), entry("Zoo", "зверинец", "market")
    effect = entry_effect(general, "У Zoo чисто.", "ru", Lexicon([general, own], "market"), Lexicon([own], "market"))
    assert effect.verdict == "unused"


def test_an_entry_over_a_shorter_entry_is_needed() -> None:
    long, short = entry("Zoo 2", "второй зоопарк"), entry("Zoo", "зоопарк")
    effect = entry_effect(long, "У Zoo 2 чисто.", "ru", Lexicon([long, short]), Lexicon([short]))
    assert effect.verdict == "needed"
