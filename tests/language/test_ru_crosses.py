"""Numbers are said in the case of their place: every preposition and verb of a table before every noun of another."""

from __future__ import annotations

import random

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.ru.words.numbers import Case, cardinal, plural_kind
from zt_audio.language.ru.words.phrases import counted, declined, gender_of
from zt_audio.language.tables import word_list

LEFT: dict[str, Case] = {
    **dict.fromkeys(("до", "без", "для", "у", "из", "после", "среди", "не менее", "в отношении", "за счёт"), "gen"),
    **dict.fromkeys(("по данным", "силами", "жители", "владельцы", "в результате", "благодаря помощи"), "gen"),
    **dict.fromkeys(("к", "по", "благодаря", "помогли"), "dat"),
    **dict.fromkeys(("через", "задержали", "проверили", "обнаружили", "включая"), "acc"),
    **dict.fromkeys(("перед", "между", "над"), "ins"),
    **dict.fromkeys(("при", "в", "на", "сообщили об"), "prep"),
    **dict.fromkeys(("выдано", "осталось", "участвуют", "оштрафованы", "Сегодня"), "nom"),
}
THINGS = word_list(
    "автомобиль квартира улица село посёлок магазин объект нарушение протокол заявление случай авария дерево здание "
    "предприятие организация остановка перекрёсток дорога предмет документ экипаж"
)
PEOPLE = word_list("водитель женщина житель пешеход пассажир подросток нарушитель гражданин студент")
NUMBERS = (1, 2, 3, 4, 5, 7, 11, 12, 21, 22, 34, 40, 45, 90, 101, 120, 543, 1200)


def phrase(number: int, noun: str, case: Case) -> tuple[str, str]:
    """Return `number` with `noun` as they are written and as they are said in `case`."""
    living = noun in PEOPLE and case == "acc"
    if living and plural_kind(number) == "few" and number < 1000:
        form = declined(f"*{noun}", "gen", plural=True)
    else:
        form = counted(f"*{noun}", number, case)
    return f"{number} {form}", f"{cardinal(number, case, gender_of(f'*{noun}'), animate=living)} {form}"


def sentence(dice: random.Random) -> tuple[str, str]:
    left = dice.choice([*LEFT])
    pairs = [phrase(dice.choice(NUMBERS), dice.choice(THINGS + PEOPLE), LEFT[left]) for _ in range(dice.randint(1, 3))]
    joined = [f"{', '.join(some[:-1])}{' и ' if some[1:] else ''}{some[-1]}" for some in zip(*pairs, strict=True)]
    return f"{left} {joined[0]}", f"{left} {joined[1]}"


@pytest.mark.parametrize("seed", range(12))
def test_numbers_stand_in_the_case_of_their_place(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same sentences each time
    wrong = []
    for _ in range(120):
        written, said = sentence(dice)
        spoken = read(written, "ru", Lexicon()).spoken
        if spoken not in (said, said.replace("сообщили об", "сообщили о")):
            wrong.append((written, spoken))
    assert wrong == []
