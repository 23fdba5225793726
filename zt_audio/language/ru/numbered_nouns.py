"""Tell which nouns numbers put in order («1 этаж» is the first), and which ones numbers name («дом 12»)."""

from __future__ import annotations

import re

from zt_audio.language.ru.left_text import SIGHT, last_word
from zt_audio.language.ru.morphology import Form
from zt_audio.language.tables import word_set

# Nouns that are numbered in order: «1 этаж» is the first floor, not one floor.
_ORDERED = word_set(
    "этаж класс микрорайон разъезд квартал подъезд курс разряд век число степень категория маршрут полугодие "
    "платформа перрон путь сорт созыв тур раунд тайм"
)
# ... and these are so before these: «1 группа инвалидности», «1 отдел полиции».
_ORDERED_BEFORE = {
    "группа": re.compile(r"\s+групп\w*\s+(?:инвалидн|крови|здоровь|риск|опасн)"),
    "отдел": re.compile(r"\s+отдел\w*\s+(?:полиц|внутренн|управлен|департам|ДП|УП|УВД)"),
    "отделение": re.compile(r"\s+отделени\w*\s+(?:полиц|связи|почт)"),
    "смена": re.compile(r"\s+смена(?!\w)|\s+смену\s+(?:уч|обуч|занима|ход)"),
}
# ... or beside the words that begin so: «инвалидам 2 группы».
_ORDERED_BESIDE = {"группа": ("инвалид",), "место": ("за ", "зан"), "половина": ("в",)}
_PUPILS = re.compile(r"(?<!\w)(?:уч[аи]т|учащ|учени|обуча|школьник|класс|дет[ией]|занят|занима)", re.IGNORECASE)
# Nouns that a list of numbers names, though one number may count them: «жители 5, 7 и 9 домов», «в 2 и 3 сменах».
DESIGNATED = word_set(
    "дом школа корпус секция группа отряд отдел участок смена вагон палата больница поликлиника автобус трасса лицей "
    "гимназия линия полоса ряд блок очередь пост место четверть зона бригада отделение аул округ сектор этап ступень "
    "автомаршрут троллейбус павильон бутик кабинет окно статья часть пункт глава раздел квартира садик ясли выход вход "
    "ворота лот тур стадия поток отсек контейнер общежитие мост перрон путь канал турникет километр размер"
)
# Beginnings of nouns after which a number is a name: it stays in the nominative and agrees with nothing.
_NAMED = word_set("стать пункт подпункт номер телефон глав раздел абзац приложени канал форм")
# After these it is a name too, unless a noun follows that it counts: «дом 12», but «в доме 12 квартир».
_NAMED_LOOSELY = word_set(
    "дом сад школ гимнази лице участок участк пост отдел улиц служб бригад групп поликлиник лини подъезд этаж квартал "
    "кабинет квартир корпус строени офис палат аудитори"
)  # fmt: skip
_LONGEST_ENDING = 3
# Settlements whose name goes on behind a number: «разъезд 82 Курылык»
PLACES_WITH_NUMBERS = word_set("разъезд кордон зимовка село посёлок аул станция точка")
PARTS = word_set("часть части частью частей частям частями частях")


def is_ordered(head: tuple[Form, ...], left: str) -> bool:
    """Tell whether the noun is numbered in order, by itself or beside the word that ends `left`."""
    if head[0].lemma == "смена" and _PUPILS.search(left[-SIGHT:]):
        return last_word(left) in ("в", "во")  # «дети учатся в 1 смену», but «цех работает в 1 смену»
    beside = _ORDERED_BESIDE.get(head[0].lemma, ())
    return head[0].lemma in _ORDERED or bool(beside and f"{last_word(left)} ".startswith(beside))


def is_named_before(left: str) -> bool:
    """Tell whether `left` ends with a noun that the numbers behind it name: «статьи 434 и 437»."""
    named = last_word(left)
    return (
        named in PARTS
        or begins_with(named, _NAMED)
        or begins_with(named, _NAMED_LOOSELY)
        or left.rstrip().endswith("№")
    )


def begins_with(word: str, stems: frozenset[str]) -> bool:
    return word in {"ст", "кв", "тел"} or any(
        word[:length] in stems for length in range(max(len(word) - _LONGEST_ENDING, 1), len(word) + 1)
    )


def is_named(word: str) -> bool:
    """Tell whether a number behind `word` is a name, whatever follows: «статья 434»."""
    return begins_with(word, _NAMED)


def orders_before(lemma: str, right: str) -> bool:
    """Tell whether a noun is numbered in order before what follows it: «1 отдел полиции»."""
    pattern = _ORDERED_BEFORE.get(lemma)
    return pattern is not None and pattern.match(right) is not None


def names_loosely(word: str) -> bool:
    """Tell whether a number behind `word` names it unless it counts another noun: «дом 12», «в доме 12 квартир»."""
    return begins_with(word, _NAMED_LOOSELY)
