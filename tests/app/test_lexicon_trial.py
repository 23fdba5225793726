"""What will sound otherwise is known before a word is taught, and is what sounds otherwise afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.texts.lexicon import AppealText, teach_word, try_word
from zt_audio.app.texts.workbench import Workbench
from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingMemory
from zt_audio.model import Lang

TODAY = date(2026, 11, 27)


def said(tiny: Tiny, text: str) -> str:
    project = Workbench(tiny.root).view(TODAY).project
    assert project
    return " ".join(each.text for each in Reader(project.lexicon, ReadingMemory()).sentences(text, "ru"))


@pytest.mark.parametrize(
    ("written", "spoken", "found"),
    [
        ("мусор", "м+усор", [("Чистота", None, "Бросайте мусор в урны.")]),
        ("рынка", "р+ынка", [("рынок", "market", "Уважаемые гости рынка!")]),
        ("нет-такого", "нет", []),
        ("мусор", "мусор", []),  # as it is read now
    ],
)
def test_the_sentences_that_change_are_named(
    fresh: Tiny, written: str, spoken: str, found: list[tuple[str, str | None, str]]
) -> None:
    trial = try_word(Workbench(fresh.root), TODAY, "ru", written, spoken)
    assert [(each.title, each.place, each.written) for each in trial.changes] == found
    assert trial.count == len(found)
    assert not (fresh.root / "appeals/lexicon").exists()


def test_what_was_foreseen_is_what_is_said_then(fresh: Tiny) -> None:
    bench = Workbench(fresh.root)
    trial = try_word(bench, TODAY, "ru", "мусор", "м+усор")
    assert trial.changes[0].before == said(fresh, trial.changes[0].written)
    teach_word(fresh.root, bench.view(TODAY), "ru", "мусор", "м+усор", None, "-")
    assert trial.changes[0].after == said(fresh, trial.changes[0].written)
    again = try_word(bench, TODAY, "ru", "мусор", None)
    assert (again.entry, again.now) == ("м+усор", "му\u0301сор")


def test_a_draft_counts_and_what_could_not_be_read_can_be(fresh: Tiny) -> None:
    draft = AppealText("a", "Тихо.\n\nВызовите ИДП.")
    trial = try_word(Workbench(fresh.root), TODAY, "ru", "ИДП", "инспектора", draft)
    assert [(each.paragraph, each.before, each.after) for each in trial.changes] == [(2, "", "Вызовите инспектора.")]


def test_an_entry_with_forms_keeps_them(fresh: Tiny) -> None:
    fresh.write("lexicon/ru.yaml", "general:\n  ИДП: {spoken: инспектор, forms: {gen: инспектора}}\n")
    bench = Workbench(fresh.root)
    teach_word(fresh.root, bench.view(TODAY), "ru", "ИДП", "патруль", "инспектор", "-")
    kept = (fresh.root / "appeals/lexicon/ru.yaml").read_text("utf-8")
    assert kept == "general:\n  ИДП: {spoken: патруль, forms: {gen: инспектора}}\n"


@pytest.mark.parametrize("spoken", ["102", "patrol", "🙂", "–"])
def test_what_no_voice_can_say_is_not_taught(fresh: Tiny, spoken: str) -> None:
    bench = Workbench(fresh.root)
    assert try_word(bench, TODAY, "ru", "ИДП", spoken).problems
    with pytest.raises(ContentError):
        teach_word(fresh.root, bench.view(TODAY), "ru", "ИДП", spoken, None, "-")
    assert not (fresh.root / "appeals/lexicon/ru.yaml").exists()


@pytest.mark.parametrize("word", ["ДЖКХ", "ПЖКХ"])
def test_a_word_is_tried_beside_another_that_is_unknown(fresh: Tiny, word: str) -> None:
    draft = AppealText("a", "Звоните в ДЖКХ или ПЖКХ. Спасибо.")
    trial = try_word(Workbench(fresh.root), TODAY, "ru", word, "домоуправление", draft)
    assert (trial.count, trial.said, trial.problems) == (0, "домоуправление", ())
    assert [*trial.unknown, word] in (["ПЖКХ", "ДЖКХ"], ["ДЖКХ", "ПЖКХ"])


def test_an_unknown_word_elsewhere_is_not_named(fresh: Tiny) -> None:
    draft = AppealText("a", "Звоните в ДЖКХ.\n\nИли в ПЖКХ.\n\nИли в ДЖКХП.")
    trial = try_word(Workbench(fresh.root), TODAY, "ru", "ДЖКХ", "домоуправление", draft)
    assert ([each.after for each in trial.changes], trial.unknown) == (["Звоните в домоуправление."], ())


def test_a_kazakh_abbreviation_is_taught_without_its_suffix(fresh: Tiny) -> None:
    bench, draft = Workbench(fresh.root), AppealText("a", "УАБП-ға барыңыз. УАБП-ның қызметкері.")
    trial = try_word(bench, TODAY, "kk", "УАБП-ға", "басқарма", draft)
    assert (trial.asked, trial.written, trial.said) == ("УАБП-ға", "УАБП", "басқармаға")
    assert [each.after for each in trial.changes] == ["басқармаға барыңыз. басқарманың қызметкері."]
    teach_word(fresh.root, bench.view(TODAY), "kk", "УАБП-ға", "басқарма", None, "-")
    assert (fresh.root / "appeals/lexicon/kk.yaml").read_text("utf-8") == "general:\n  УАБП: басқарма\n"
    again = try_word(bench, TODAY, "kk", "УАБП-ның", None)
    assert (again.written, again.entry) == ("УАБП", "басқарма")


def test_a_word_that_was_taught_with_its_suffix_is_changed_as_it_is(fresh: Tiny) -> None:
    fresh.write("lexicon/kk.yaml", "general:\n  УАБП-ға: басқармаға\n")
    trial = try_word(Workbench(fresh.root), TODAY, "kk", "УАБП-ға", None)
    assert (trial.written, trial.entry) == ("УАБП-ға", "басқармаға")


@pytest.mark.parametrize(
    ("lang", "written", "word"),
    [
        ("kk", "Wi-Fi-ға", "Wi-Fi"),
        ("kk", "СМС–тің", "СМС"),
        ("kk", "м-гі", "м-гі"),  # contracted
        ("kk", "обл-да", "обл-да"),
        ("kk", "СМС-код", "СМС-код"),
        ("kk", "УАБП-ҒА", "УАБП-ҒА"),
        ("kk", "Нұр-Сұлтан", "Нұр-Сұлтан"),
        ("ru", "ИДП-ой", "ИДП-ой"),  # an entry of Russian takes no suffix
    ],
)
def test_an_entry_holds_no_suffix_that_the_reader_puts_on(fresh: Tiny, lang: Lang, written: str, word: str) -> None:
    assert try_word(Workbench(fresh.root), TODAY, lang, written, None).written == word
