"""Russian text is read as the table says; what cannot be read is a problem, never a guess."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from tests.support.rows import each_row
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of, release_dictionaries
from zt_audio.language.ru.words import morphology
from zt_audio.language.tables import word_set
from zt_audio.model import LexiconEntry, Where

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "ru_spoken.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]

# language, written, spoken, `?` where natives may differ, other readings, class; REFUSE: nothing may be read
BLIND = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "ru_blind.tsv").read_text(encoding="utf-8").splitlines()
]
REFUSED = "REFUSE"
NEVER_READ = [
    line
    for line in (Path(__file__).parent / "data" / "ru_refused.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s\u0301]|_", " ", text.lower()).split())


def spoken(text: str, lexicon: Lexicon | None = None) -> str:
    reading = read(text, "ru", lexicon or Lexicon())
    assert reading.problems == ()
    return reading.spoken


def slugs(text: str) -> dict[str, str]:
    return {str(problem.facts["token"]): problem.slug for problem in read(text, "ru", Lexicon()).problems}


def entry(written: str, said: str, **forms: str) -> LexiconEntry:
    return LexiconEntry(written, said, forms, None, Where("lexicon/ru.yaml"))


@each_row(ROWS)
def test_readings(written: str, said: str) -> None:
    assert spoken(written) == said


@each_row(ROWS)
def test_what_is_said_is_said_again(written: str, said: str) -> None:
    assert spoken(said) == said


@each_row(BLIND)
def test_sentences_written_before_the_rules(row: list[str]) -> None:
    _, written, expected, _, others, _ = row
    accepted = {bare(one) for one in (expected, *others.split("|")) if one not in ("", REFUSED)}
    reading = read(written, "ru", Lexicon())
    if reading.problems:
        assert REFUSED in (expected, *others.split("|"))
    else:
        assert bare(reading.spoken) in accepted


@each_row(NEVER_READ)
def test_what_may_be_meant_in_two_ways_is_never_sure(written: str) -> None:
    reading = read(written, "ru", Lexicon())
    assert reading.problems or reading.confidence == "guess"


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_spaces_that_do_not_break_group_digits_too(space: str) -> None:
    assert spoken(f"до 86{space}500{space}тенге") == "до восьмидесяти шести тысяч пятисот тенге"
    assert spoken(f"60 кв.{space}м") == "шестьдесят квадратных метров"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("И. Петров", {"И. Петров": "initials-unknown"}),
        ("сотрудники ЛПУ", {"ЛПУ": "abbreviation-unknown"}),
        ("много кг", {"кг": "abbreviation-unknown"}),
        ("обл. 5", {"обл.": "abbreviation-unknown"}),
        ("инсп. 5", {"инсп.": "abbreviation-unknown"}),
        ("пишите в Threads", {"Threads": "unreadable-token"}),
        ("уч. место", {"уч.": "abbreviation-unknown"}),
        ("эл. колбаса", {"эл.": "abbreviation-unknown"}),
        ("пр-во области", {"пр-во": "abbreviation-unknown"}),
        ("мин. 5", {"мин.": "abbreviation-unknown"}),
        ("Это обман. приходите", {"обман.": "abbreviation-unknown"}),
        ("рынок «Алтай». приходите", {".": "stop-before-small"}),
        ("МЧС-учения", {"МЧС-учения": "abbreviation-unknown"}),
        ("вызов ТОК", {"ТОК": "abbreviation-unknown"}),
        ("с ИП Иванов", {"ИП": "abbreviation-unknown"}),
        ("в ИП Сериков", {"ИП": "abbreviation-unknown"}),
        ("101 стр. дома", {"стр.": "abbreviation-unknown"}),
        ("инсп., 5", {"инсп.": "abbreviation-unknown"}),
        ("Звоните в ПЖКХ. 5 мая выходной.", {"ПЖКХ": "abbreviation-unknown"}),  # there the sentence ends
        ("Звоните в ПЖКХ.", {"ПЖКХ": "abbreviation-unknown"}),
        ("до 31.02.2026", {"31.02.2026": "no-such-date"}),
        ("32.01.2026 г.", {"32.01.2026 г.": "no-such-date"}),
        ("29.02.2026", {"29.02.2026": "no-such-date"}),
        ("с 31.04 по 05.05", {"31.04": "no-such-date"}),
        ("31 апреля", {"31 апреля": "no-such-date"}),
        ("12.31.2026", {"12.31.2026": "no-such-date"}),
        ("в 25:70", {"25:70": "no-such-time"}),
        ("10:75", {"10:75": "no-such-time"}),
        ("22 суток", {"22": "unreadable-token"}),
        ("Kaspi.kz", {"Kaspi.kz": "unreadable-token"}),
        ("1 МРП = 5", {"=": "unreadable-token"}),
        ("қала", {"қала": "unreadable-token"}),
    ],
)
def test_what_was_not_taught_is_a_problem(text: str, problems: dict[str, str]) -> None:
    assert slugs(text) == problems


def test_words_in_capitals_are_words() -> None:
    assert spoken("СТОП! ГАИ, ЗАГС.") == "СТОП! ГАИ, ЗАГС."


def test_staff_teach_full_names_that_decline() -> None:
    lexicon = Lexicon([entry("И. Петров", "Иван Петров"), entry("А. Ким", "Анна Ким", gen="Анны Ким")])
    assert spoken("улица И. Петрова", lexicon) == "улица Ивана Петрова"
    assert spoken("И. Петров", lexicon) == "Иван Петров"
    assert spoken("школа имени А. Ким", lexicon) == "школа имени Анны Ким"


def test_an_entry_stands_in_the_case_of_its_sentence() -> None:
    lexicon = Lexicon([entry("ЛПУ", "больница", gen="больницы", prep="больнице")])
    assert spoken("сотрудники ЛПУ", lexicon) == "сотрудники больницы"
    assert spoken("в ЛПУ", lexicon) == "в больнице"
    assert spoken("ЛПУ закрыта", lexicon) == "больница закрыта"


def test_an_abbreviation_ends_its_sentence_only_where_a_capital_follows() -> None:
    assert spoken("Принято в 2026 г. Полиция работает.") == (
        "Принято в две тысячи двадцать шестом году. Полиция работает."
    )
    assert spoken("в 2026 г. принято") == "в две тысячи двадцать шестом году принято"


def test_kazakh_loads_no_russian_dictionary() -> None:
    code = (
        "import sys; from zt_audio.language.reading import read; from zt_audio.language.lexicon import Lexicon;"
        "read('Қоқыс тастамаңыз, 102!', 'kk', Lexicon()); sys.exit('pymorphy3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_released_dictionary_is_loaded_again() -> None:
    assert spoken("на ж/д путях") == "на железнодорожных путях"
    assert morphology.forms.cache_info().currsize > 0
    release_dictionaries()
    assert morphology.forms.cache_info().currsize == 0
    assert spoken("на ж/д путях") == "на железнодорожных путях"


# Pieces of real text in any order and with or without spaces: what rules meet at each other's edges.
PIECES = word_set(
    "в на с до к по от за около более 1 2 5 12 21 102 434 2026 22:00 18.30 1,5 -5 – - / № % ст. п. ч. г. ул. д. кв. "
    "мкр. КоАП РК МРП ДП ТОО «Алтай» XX III век года г. гг. января марта часов тенге тыс. млн км/ч °C чел. лет "
    "жалобы жалоб этаже Абая и или , . ; : ( ) ! ? 8-й 5-ти 90-е 10-летний и т.д. см. з+амок номер тел. ж/д "
    "пр. обл. р-н ё часть статьи + ₸ 007 1/2 3:1 Батыс-2 12а"
)
TEXTS = st.lists(st.tuples(st.sampled_from(sorted(PIECES)), st.sampled_from(["", " ", " "])), max_size=8).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)
SAYABLE = frozenset(language_of("ru").letters) | set(f"{STRESS} .,!?;:-")


@given(st.one_of(TEXTS, st.text(max_size=30), st.text(alphabet="0123456789.,-–/:%№ гчсткмйхяе", max_size=15)))
@settings(deadline=None, max_examples=400)
def test_any_text_is_said_or_refused(text: str) -> None:
    reading = read(text, "ru", Lexicon())
    assert set(reading.spoken) <= SAYABLE
    assert [piece.start for piece in reading.pieces] == [0, *(piece.end for piece in reading.pieces[:-1])][
        : len(reading.pieces)
    ]
    assert not reading.pieces or reading.pieces[-1].end == len(text)
    assert all(piece.spoken.strip() for piece in reading.pieces if piece.rule not in ("space", "mark", "unreadable"))


@given(TEXTS)
@settings(deadline=None, max_examples=300)
@example("к№007")
@example("в тыс.")
@example("к 1,5 обл.")
@example("статьи-з+амок")  # «за» with the mark of stress behind it is no preposition
def test_saying_again_changes_nothing(text: str) -> None:
    said, again = said_twice(text)
    assert again == said


def said_twice(text: str) -> tuple[str, str]:
    """Return what is said for `text`, and what is said for that; twice nothing where `text` is refused."""
    text = re.sub(r"\s+(?=\.)", "", text)  # «жалоб .!» is whole, and is said «жалоб.!», which may be cut short
    reading = read(text, "ru", Lexicon())
    if reading.problems:
        return "", ""
    # As people write: where a number begins a sentence, its words begin with a capital letter.
    said = re.sub(r"(?<=\. )\w", lambda first: first.group().upper(), reading.spoken)
    again = read(said, "ru", Lexicon())
    return said, again.spoken + "".join(problem.slug for problem in again.problems)


@pytest.mark.parametrize("text", ["лет007", "лет тысяча назад", "лет ноль"])
def test_years_stand_before_a_number_that_is_a_noun(text: str) -> None:
    said, again = said_twice(text)
    assert said
    assert again == said


def test_a_sign_of_money_inside_a_word_is_not_read() -> None:
    assert [read(text, "ru", Lexicon()).problems != () for text in ("цена₸500", "цена: ₸500")] == [True, False]


@given(
    st.integers(0, 10**12), st.sampled_from(["{}", "до {} тенге", "в {} домах", "{} %", "{}-й", "№ {}", "по ст. {}"])
)
@settings(deadline=None, max_examples=200)
def test_no_digit_survives(value: int, frame: str) -> None:
    assert not re.search(r"\d", read(frame.format(value), "ru", Lexicon()).spoken)
