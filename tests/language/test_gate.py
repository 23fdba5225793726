"""No token reaches speech unless a rule or an entry has claimed it: generated notices, in any order of classes."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.rows import each_row
from zt_audio.language.lexicon import STRESS, Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import language_of
from zt_audio.language.tables import word_list
from zt_audio.language.typography import uniform
from zt_audio.model import Lang, Reading

NOTICES = int(os.environ.get("ZT_NOTICES", "3000"))  # the same ones in CI each time; by hand: 10000

WORDS = st.sampled_from(
    word_list(
        "Внимание жители полиция дом тургындар құрметті тұрғындар көше на в и с мен бойынша Абая үй год аудан нельзя"
    )
)
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.from_regex(r"\A[0-9]{1,4}[.,:/–-][0-9]{1,4}\Z"),
    st.sampled_from(["5 %", "10 км", "1,5 млн ₸", "22:00", "№ 5", "8-го", "102-ге", "8 (7132) 21-45-67", "01.02.2026"]),
)
SHORT = st.sampled_from(
    word_list(
        "г. ул. мкр. кв.м т.д. т.б. қ. көш. полк. мед. пр-т р-н кол-во СМС ТВ-канал ЖКХ-услуги ҚР ІІМ-ге УИК ИП пКМ XX"
    )
)
LATIN = st.text("abcdefghijklmnopqrstuvwxyzABCXTHOPE", min_size=1, max_size=6)
SYMBOLS = st.sampled_from(list("@#$%^&*_=+/\\|<>{}~`§©®°±×÷€₴₿…–—-№’'\"«»()[]·•☎✓→½²³①"))
INVISIBLE = st.sampled_from(["\u200b", "\u00ad", "\u2066", "\u202e", "\ufeff", "\ue000", "\ufffd", "\x00", "\u0300"])
EMOJI = st.sampled_from(["😀", "🚨", "❤️", "👮‍♂️", "本", "ع", "ў", "Ќ"])
MIXED = st.sampled_from(["Уважаeмые", "Құрметтi", "cтоп", "XоХ", "А1а", "5G", "H2O", "1a", "М-32"])
TOKEN = st.one_of(WORDS, NUMBERS, SHORT, LATIN, SYMBOLS, INVISIBLE, EMOJI, MIXED, st.text(max_size=5))
GLUE = st.sampled_from([" ", " ", " ", "", ", ", ". ", "! ", "-", "\n", "\u00a0"])
NOTICE = st.lists(st.tuples(TOKEN, GLUE), max_size=8).map(
    lambda parts: unicodedata.normalize("NFC", "".join(token + glue for token, glue in parts))
)
SILENT = re.compile(r"[\s.,!?;:…«„»“”\"'‘’()\[\]–—‑−-]*|\s*/\s*")  # «Абая/Алтынсарина»: a pause


def bare(text: str) -> str:
    """Return `text` without case and punctuation."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())


def assert_claimed(reading: Reading, written: str, lang: Lang) -> None:
    """Check that the pieces cover `written`, and that what no piece says is a mark or a space."""
    ends = [0, *(piece.end for piece in reading.pieces)]
    assert [piece.start for piece in reading.pieces] == ends[:-1]
    assert ends[-1] == len(written)
    letters = language_of(lang).letters
    assert set(reading.spoken) <= letters | set(f" .,!?;:-{STRESS}")
    if reading.problems:
        return
    for piece in reading.pieces:
        token = written[piece.start : piece.end]
        said = any(char in letters for char in piece.spoken)
        if piece.rule == "word":
            heard, typed = piece.spoken.replace(STRESS, ""), re.sub(rf"[+{STRESS}]", "", uniform(token)[0])
            assert heard.casefold() == typed.casefold()  # a sentence may be given its capital letter
        elif not said or piece.rule in ("space", "mark"):
            assert SILENT.fullmatch(token), (token, piece.rule)
        assert piece.rule not in ("", "unreadable")


BLIND = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "gate_blind.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@each_row(BLIND)
def test_what_was_written_before_the_rules_is_read_or_refused(lang: Lang, written: str, accepted: str) -> None:
    reading = read(written, lang, Lexicon())
    said = "REFUSE" if reading.problems else bare(reading.spoken)
    assert said in {one if one == "REFUSE" else bare(one) for one in accepted.split("|")}


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_rule_has_the_name_of_a_class_that_the_reader_reads_itself(lang: Lang) -> None:
    rules = language_of(lang).grammar().rules
    assert {rule.name for rule in rules}.isdisjoint({"space", "mark", "word", "unreadable"})


def test_words_around_a_closing_quote_are_two() -> None:
    assert read("Рынок «Алтай»закрыт", "ru", Lexicon()).spoken == "Рынок Алтай закрыт"


def test_a_word_that_nobody_typed_is_not_called_one_of_the_text() -> None:
    written = "назар қала назар 01.02.2026 қала"
    reading = read(written, "kk", Lexicon())
    assert "жылғы бірінші ақпан" in reading.spoken
    assert_claimed(reading, written, "kk")


def test_what_an_offer_reaches_back_to_is_named_once() -> None:
    written = "00–0\nг. "
    assert_claimed(read(written, "ru", Lexicon()), written, "ru")


@settings(max_examples=400, deadline=None)
@given(NOTICE, st.sampled_from(["kk", "ru"]))
def test_every_token_is_claimed_or_the_text_is_refused(written: str, lang: Lang) -> None:
    assert_claimed(read(written, lang, Lexicon()), written, lang)


@pytest.mark.slow  # thousands of notices
@settings(max_examples=NOTICES, deadline=None)
@given(NOTICE, st.sampled_from(["kk", "ru"]))
def test_every_token_of_many_notices_is_claimed(written: str, lang: Lang) -> None:
    assert_claimed(read(written, lang, Lexicon()), written, lang)
