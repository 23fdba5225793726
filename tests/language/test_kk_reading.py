"""Kazakh text is read as the table says; what cannot be read is a problem, never a guess."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.rows import each_row
from zt_audio.language.kk.suffixes import attach, parse_suffix
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.model import LexiconEntry, Where

DATA = Path(__file__).parent / "data"


def spoken(text: str) -> str:
    reading = read(text, "kk", Lexicon())
    assert reading.problems == ()
    return reading.spoken


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text.lower()).split())


def rows() -> list[tuple[str, list[str]]]:
    lines = (DATA / "kk_spoken.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(row[0], [row[1], *(row[3].split("|") if len(row) > 3 else [])]) for row in cells]


@each_row(rows())
def test_reading(written: str, accepted: list[str]) -> None:
    assert plain(spoken(written)) in [plain(one) for one in accepted]


def printed(said: str) -> str:
    """Begin each sentence with a capital letter: a full stop before a small one is taken for an abbreviation's."""
    return re.sub(r"(?<=\. )\w", lambda match: match.group().upper(), said)


@each_row([written for written, _accepted in rows()])
def test_what_is_said_is_said_the_same_again(written: str) -> None:
    said = printed(spoken(written))
    assert spoken(said) == said


@each_row([line for line in (DATA / "kk_refused.tsv").read_text("utf-8").splitlines() if line[0] != "#"])
def test_what_is_not_surely_read_is_refused(written: str) -> None:
    assert read(written, "kk", Lexicon()).problems


@pytest.mark.parametrize(
    ("written", "slug", "token"),
    [
        ("Х. Досмұхамедов көшесі", "initials-unknown", "Х. Досмұхамедов"),
        ("М. Ж. Оспанов", "initials-unknown", "М. Ж. Оспанов"),
        ("Дж. Лондон", "initials-unknown", "Дж. Лондон"),
        ("А. деген", "initials-unknown", "А."),
        ("КГБ келді", "abbreviation-unknown", "КГБ"),
        ("бұл б емес па", "abbreviation-unknown", "б"),
        ("ӨРТ", "abbreviation-unknown", "ӨРТ"),
        ("8-ӘҚБтК", "unreadable-token", "8-ӘҚБтК"),
        ("102-гe", "unreadable-token", "102-гe"),
        ("12-еу", "unreadable-token", "12-еу"),  # collectives end at ten
        ("01.09.2026 жылқы", "unreadable-token", "01.09.2026"),
        ("ІІМабв", "abbreviation-unknown", "ІІМабв"),
        ("9999999999999999999/2", "unreadable-token", "9999999999999999999/2"),
        ("9999999999999999999 км", "unreadable-token", "9999999999999999999"),
        ("9999999999999999999–5 км", "unreadable-token", "9999999999999999999–5 км"),
        ("5–9999999999999999999-бап", "unreadable-token", "5–9999999999999999999-бап"),
        ("Батыс-9999999999999999999", "unreadable-token", "Батыс-9999999999999999999"),
        ("9999999999999999999-5 аралығында", "unreadable-token", "9999999999999999999-5"),
        ("12:65", "no-such-time", "12:65"),
        ("сағат 25:70-те", "no-such-time", "25:70-те"),
        ("31.02.2026 ж.", "no-such-date", "31.02.2026 ж."),
        ("32.01.2026-ға дейін", "no-such-date", "32.01.2026-ға"),
        ("29.02.2026 күні", "no-such-date", "29.02.2026"),
        ("2026-02-30", "no-such-date", "2026-02-30"),
        ("31.02.26", "no-such-date", "31.02.26"),
        ("45 наурызда", "no-such-date", "45 наурызда"),
        ("31 маусым", "no-such-date", "31 маусым"),
        ("«Алға». деді", "stop-before-small", "."),
        ("спец. жасақ", "abbreviation-unknown", "спец."),
        ("123456789012345678", "unreadable-token", "123456789012345678"),
        ("а = б", "unreadable-token", "="),
        ("info@mail.kz", "unreadable-token", "info@mail.kz"),
    ],
)
def test_what_cannot_be_read_is_a_problem(written: str, slug: str, token: str) -> None:
    problems = read(written, "kk", Lexicon()).problems
    assert (problems[0].slug, problems[0].facts["token"]) == (slug, token)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ДСҰ-ға", "Дүниежүзілік денсаулық сақтау ұйымына"),
        ("ДСҰ-ның", "Дүниежүзілік денсаулық сақтау ұйымының"),
        ("ДСҰ", "Дүниежүзілік денсаулық сақтау ұйымы"),
        ("ДСҰ-да", "ұйымның өзінде"),
        ("ДСҰ-2", "Дүниежүзілік денсаулық сақтау ұйымы екі"),
    ],
)
def test_a_suffix_after_a_lexicon_entry_goes_on_what_is_said(written: str, said: str) -> None:
    entry = LexiconEntry(
        "ДСҰ", "Дүниежүзілік денсаулық сақтау ұйымы", {"loc": "ұйымның өзінде"}, None, Where("lexicon.yaml")
    )
    assert read(written, "kk", Lexicon([entry])).spoken == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("А. Смит көшесі", "Адам Смит көшесі"),
        ("А. Смиттің көшесі", "Адам Смиттің көшесі"),
        ("А.Смитке", "Адам Смитке"),
        ("Смит А. келді", "Адам Смит келді"),
    ],
)
def test_initials_are_taught_once_for_all_cases(written: str, said: str) -> None:
    entry = LexiconEntry("А. Смит", "Адам Смит", {}, None, Where("lexicon.yaml"))
    assert read(written, "kk", Lexicon([entry])).spoken == said


@pytest.mark.parametrize(("written", "said"), [("қал+алық", f"қала{STRESS}лық"), (f"ба{STRESS}ла", f"ба{STRESS}ла")])
def test_stress_is_kept_after_its_vowel(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("word", "suffix", "form"),
    [
        ("жүз екі", "ге", "жүз екіге"),
        ("жиырма", "ге", "жиырмаға"),  # mistyped: the spoken word decides
        ("он", "нан", "оннан"),
        ("жүз", "дей", "жүздей"),
        ("қырық", "тай", "қырықтай"),
        ("пайыз", "дық", "пайыздық"),
        ("сегіз", "ші", "сегізінші"),
        ("сегіз", "шісіне", "сегізіншісіне"),
        ("екі", "еуі", "екеуі"),
        ("он бес", "інде", "он бесінде"),
        ("республика", "дағы", "республикадағы"),
        ("пайыз", "сыз", "пайызсыз"),
        ("теңге", "сіз", "теңгесіз"),
        ("жүз", "лер", "жүздер"),
    ],
)
def test_attach(word: str, suffix: str, form: str) -> None:
    meaning = parse_suffix(suffix)
    assert meaning is not None
    assert attach(word, meaning) == form


@pytest.mark.parametrize("written", ["мектеп", "бап", "шағын", "үй", "учаскелік", "разъезд", "пәтер", ""])
def test_a_word_is_no_suffix(written: str) -> None:
    assert parse_suffix(written) is None


numbers = st.integers(0, 10**9).map(lambda number: f"{number:,}".replace(",", "\u00a0")) | st.integers(0, 3000).map(str)
TAILS = """-ге|-тен|-шы|-ші|-бап|-үй| %| %-ға| теңге| АЕК-ке| км/сағ| жылы| қаңтар|–20|-5|:30|:00-ден|,5|/2| ш/а|
 және 5-баптар| млн ₸|а|+|"""
tails = st.sampled_from(TAILS.split("|"))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(["", "сағат ", "№ ", "ҚР ", "-"]), numbers, tails), min_size=1, max_size=3))
def test_no_digit_survives_and_every_letter_is_kazakh(parts: list[tuple[str, str, str]]) -> None:
    reading = read(" ".join("".join(part) for part in parts), "kk", Lexicon())
    assert set(reading.spoken) <= language_of("kk").letters | set(f" .,!?;:-{STRESS}")
    for problem in reading.problems:
        assert problem.facts["token"]


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.text(st.sampled_from("0123456789-–+:.,/()%№§«» IXVІХАҚРкмбга°₸\u00a0"), max_size=30))
def test_any_text_is_read_or_refused_and_nothing_falls_between(text: str) -> None:
    reading = read(text, "kk", Lexicon())
    assert "".join(text[piece.start : piece.end] for piece in reading.pieces) == text
    assert set(reading.spoken) <= language_of("kk").letters | set(f" .,!?;:-{STRESS}")
    assert not reading.problems or all(problem.facts["token"] for problem in reading.problems)


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("0123456789-–+:.,/()%№§«» IXVІХАҚРкмбга°₸\u00a0"), max_size=30))
def test_what_is_read_whole_is_read_the_same_again(text: str) -> None:
    reading = read(text, "kk", Lexicon())
    if not reading.problems and reading.confidence == "sure":  # a guess reads a word as it stands, or completes it
        said = re.sub(r"(?<=\bа)\.", "", printed(reading.spoken))  # «5А.» is a letter; «бес а.» may be a short word
        said = re.sub(r"\.\s?,", ".", said)  # a dash behind a full stop is said as a comma, which none would type there
        assert spoken(said) == said


def test_kazakh_alone_loads_no_russian_morphology() -> None:
    code = "import sys, zt_audio.language.kk.rules; print(any(name.startswith('pymorphy') for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"
