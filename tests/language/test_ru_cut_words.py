"""A word that is cut short is never read as if it were whole, wherever its full stop stands."""

from __future__ import annotations

import random
import re

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.ru.words.known_words import frequent_words, is_unknown

_VOWELS = frozenset("аеёиоуыэюя")
_LEAST_USED = 18  # tenths of a decimal logarithm
_CUT_AT = re.compile(r"[бвгджзклмнпрстфхцчшщ](?=[аеёиоуыэюя])")
# What stands before a cut word and behind its full stop
_PLACES = (
    ("завтра ", "., приходите"),
    ("завтра ", ". в 9 утра"),
    ("завтра ", ".: 5 мест"),
    ("завтра ", ". – 5 мест"),
    ("завтра не ", "."),
    ("Магазин на 8км не ", "."),
    ("по городу ", ". 5 мест"),
)


def _cuts() -> list[tuple[str, str]]:
    chosen = random.Random(26)  # noqa: S311 - the same cuts each time
    found = []
    for each in frequent_words():
        ends = [match.end() for match in _CUT_AT.finditer(each.plain) if 3 <= match.end() <= len(each.plain) - 2]
        if each.level >= _LEAST_USED and ends:
            found.append((each.plain[: chosen.choice(ends)], each.plain))
    return [(cut, word) for cut, word in chosen.sample(found, 60) if is_unknown(cut)]


@pytest.mark.parametrize(("left", "right"), _PLACES)
def test_a_cut_word_is_never_surely_read_as_it_stands(left: str, right: str) -> None:
    for cut, _word in _cuts():
        reading = read(f"{left}{cut}{right}", "ru", Lexicon())
        told = reading.problems or reading.confidence == "guess"
        assert told or not re.search(rf"(?<!\w){cut}(?!\w)", reading.spoken), f"{left}{cut}{right}"


@pytest.mark.parametrize(
    "written",
    [
        "доставка газ. балл. 50л",
        "АЗС на 8км не раб.",
        "стоимость состав. 3 балла",
        "ремонт из 4 опорных пункт.",
        "Не хватает 2 врач.",
        "Обращаем вниман.: 8 марта приёма нет",
        "Для 8 и 11 класс. – праздник",
        "дорогу расчищают 5 грейдер.",
        "отключены инж. сети",  # an adjective
        "продам сист. блок",
        "абон. плата растёт",
    ],
)
def test_what_does_not_fit_before_its_full_stop_is_doubted(written: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert reading.problems or reading.confidence == "guess"


@pytest.mark.parametrize(
    "written",
    [
        "такие случаи происходили 15 раз.",
        "21 военнослужащий награждён.",
        "Приходите в клуб.",
        "Его доставили на пост.",
        "Построен новый мост.",
        "Открыли 5 дорог.",
        "Билетов больше нет.",
        "Это касается всех нас.",
    ],
)
def test_a_whole_word_before_its_full_stop_is_sure(written: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert not reading.problems
    assert reading.confidence == "sure"


@pytest.mark.parametrize(
    "written",
    [
        "Глубина карьера дост. 3 метра",
        "Вклад банка прод. 2 года",
        "Дети из лагерей опл. проезд",
        "Движение по трассе огран. для фур",
        "В районе прож. 41 тыс. человек",
    ],
)
def test_a_clip_that_may_be_a_verb_is_no_sure_noun(written: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert reading.problems or reading.confidence == "guess"


# What is said where the preposition asks for another case of the noun, and what is licensed beside it
_UNGOVERNED = {
    "Вход со двор, звоните": "со двора",
    "Живём без обед и выходных": "без обеда",
    "Звонить после ужин.": "после ужина",
    "Проход через касс.": "кассу",
    "Принесите справку с раб.": "работы",
}
_GOVERNED = (
    "Раньше автобус ходил до ночи.",
    "Водитель врезался о столб.",
    "Выпал град с кулак.",
    "Ушёл с час назад.",
    "Ветер с гор.",
    "Что за врач принимает?",
    "Ночью в степь не выезжайте.",
    "Мост через овраг закрыт.",
)


@pytest.mark.parametrize(("written", "meant"), _UNGOVERNED.items())
def test_a_noun_that_its_preposition_does_not_govern_is_offered_in_its_case(written: str, meant: str) -> None:
    (problem,) = read(written, "ru", Lexicon()).problems
    assert meant in [offer.spoken for offer in problem.offers]


@pytest.mark.parametrize("written", _GOVERNED)
def test_a_noun_in_a_case_of_its_preposition_is_sure(written: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert (reading.problems, reading.confidence) == ((), "sure")
