"""A seal says who sealed what: minisign agrees, and no bit of it or of what was sealed can change."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tests.support.sealing import known, minisign_accepts, open_key
from zt_audio.trust.keys import SealVerdict, key_id_of, seal, sealed_by

DATA = b'{"unit": "appeal/littering", "by": "aigerim"}\n'
WHAT = "appeal/littering"
ON = date(2026, 11, 25)
Judge = Callable[[str], str]


def sealed(person: str = "aigerim", on: date = ON, head: str = "9f8e7d6c") -> str:
    return seal(DATA, open_key(person), WHAT, on, head)


def test_a_seal_names_the_person_the_day_and_the_end_of_the_journal() -> None:
    key = open_key("aigerim")
    verdict = sealed_by(DATA, sealed(), [known("bolat"), known("aigerim")], WHAT)
    assert verdict == SealVerdict("known", key_id_of(key.public), "aigerim", ON, "9f8e7d6c")
    assert sealed().splitlines()[2] == "trusted comment: appeal/littering 2026-11-25 log 9f8e7d6c"
    assert sealed_by(DATA, sealed(head=""), [known("aigerim")]).head == ""


@pytest.mark.parametrize(
    ("since", "until", "state"),
    [
        ((2026, 11, 25), None, "known"),
        ((2026, 11, 26), None, "early"),
        ((2026, 1, 1), (2026, 11, 25), "known"),
        ((2026, 1, 1), (2026, 11, 24), "ended"),
    ],
)
def test_a_key_counts_from_its_first_day_to_its_last(
    since: tuple[int, int, int], until: tuple[int, int, int] | None, state: str
) -> None:
    key = known("aigerim", date(*since), date(*until) if until else None)
    assert sealed_by(DATA, sealed(), [key]).state == state


def test_a_key_that_counted_twice_counts_in_both_times() -> None:
    twice = [known("aigerim", until=date(2026, 2, 1)), known("aigerim", since=date(2026, 11, 1))]
    assert sealed_by(DATA, sealed(), twice).state == "known"


def test_a_key_that_nobody_knows_here_is_told_by_its_number() -> None:
    verdict = sealed_by(DATA, sealed("stranger"), [known("aigerim")])
    assert verdict == SealVerdict("unknown", key_id_of(open_key("stranger").public))


def test_a_key_that_steals_the_number_of_another_one_is_found_out() -> None:
    stolen = open_key("thief").secret.sign(DATA, trusted_comment=f"{WHAT} {ON}")
    stolen._key_id = sealed_number("aigerim")
    assert sealed_by(DATA, bytes(stolen).decode() + "\n", [known("aigerim")]).state == "altered"


def sealed_number(person: str) -> bytes:
    return bytes.fromhex(key_id_of(open_key(person).public))[::-1]


def test_a_seal_of_something_else_is_no_seal() -> None:
    assert sealed_by(DATA, sealed(), [known("aigerim")], "appeal/smoking").state == "altered"
    assert sealed_by(DATA + b" ", sealed(), [known("aigerim")], WHAT).state == "altered"


@given(st.data())
def test_no_bit_of_a_seal_or_of_what_was_sealed_can_change(data: st.DataObject) -> None:
    seal_bytes = sealed().encode()
    at = data.draw(st.integers(0, 8 * (len(seal_bytes) + len(DATA)) - 1))
    both = bytearray(DATA + seal_bytes)
    both[at // 8] ^= 1 << at % 8
    written = bytes(both[len(DATA) :]).decode("latin-1")
    assert sealed_by(bytes(both[: len(DATA)]), written, [known("aigerim")], WHAT).state in ("altered", "unknown")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text + "\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("signature from", "signed by"),
        lambda text: text.replace("2026-11-25", "2026-11-24"),
        lambda text: "\ud800" + text,
        lambda text: text.replace("==\n", "\n"),
    ],
)
def test_a_seal_is_written_in_one_way(change: Callable[[str], str]) -> None:
    assert sealed_by(DATA, change(sealed()), [known("aigerim")]).state == "altered"


@pytest.mark.parametrize("comment", ["", "soon", "appeal/littering 2026-13-01", "timestamp:99999999999", f" {ON}"])
def test_a_seal_without_a_day_does_not_count(comment: str) -> None:
    made = open_key("aigerim").secret.sign(DATA, trusted_comment=comment)
    assert sealed_by(DATA, bytes(made).decode() + "\n", [known("aigerim")]).state == "altered"


def test_what_is_no_key_has_no_number() -> None:
    assert [key_id_of(key) for key in ("", "RWQ", "ключ", open_key("bolat").public[:-4])] == [""] * 4


def test_minisign_accepts_our_seal_and_refuses_another_byte(tmp_path: Path, judge: Judge) -> None:
    file, written = tmp_path / "DATA", tmp_path / "DATA.SIG"
    file.write_bytes(DATA)
    written.write_text(sealed(), "ascii", newline="")
    program, public = judge("minisign"), open_key("aigerim").public
    assert minisign_accepts(program, file, written, public)
    assert not minisign_accepts(program, file, written, open_key("bolat").public)
    file.write_bytes(DATA + b" ")
    assert not minisign_accepts(program, file, written, public)


@pytest.mark.parametrize("said", [["-t", f"{WHAT} 2026-11-25 log 9f8e7d6c"], []])
def test_what_minisign_sealed_is_accepted(tmp_path: Path, judge: Judge, said: list[str]) -> None:
    secret, file = tmp_path / "her.key", tmp_path / "DATA"
    secret.write_bytes(bytes(open_key("aigerim").secret) + b"\n")
    file.write_bytes(DATA)
    written = tmp_path / "DATA.SIG"
    command = [judge("minisign"), "-S", "-s", str(secret), "-m", str(file), "-x", str(written), *said]
    subprocess.run(command, check=True, capture_output=True)
    verdict = sealed_by(DATA, written.read_text("ascii"), [known("aigerim")], WHAT)
    assert (verdict.state, verdict.person) == ("known", "aigerim")
    assert sealed_by(DATA + b" ", written.read_text("ascii"), [known("aigerim")], WHAT).state == "altered"
