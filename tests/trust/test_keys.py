"""A secret key lies in the user's data, behind a PIN; minisign can use it."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.sealing import PIN, QUICK, minisign_accepts
from zt_audio.trust.keys import (
    PIN_COST,
    NoKeyError,
    WrongPinError,
    change_pin,
    kept_keys,
    make_key,
    open_key,
)

FILE = Path("keys") / "aigerim.key"


def test_a_key_is_kept_for_its_owner_alone_and_opened_by_its_pin(tmp_path: Path) -> None:
    kept = make_key(tmp_path, "aigerim", PIN, QUICK)
    assert kept_keys(tmp_path) == (kept,)
    assert len(kept.key_id) == 16
    with open_key(tmp_path, "aigerim", PIN).secret as secret:
        assert secret.get_public_key().to_base64().decode() == kept.public
    if os.name == "posix":
        modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in (FILE, FILE.parent)]
        assert modes == [0o600, 0o700]


@pytest.mark.parametrize("pin", ["", PIN[:-1], f"{PIN} ", PIN.upper()])
def test_another_pin_does_not_open_it(tmp_path: Path, pin: str) -> None:
    make_key(tmp_path, "aigerim", PIN, QUICK)
    with pytest.raises(WrongPinError):
        open_key(tmp_path, "aigerim", pin)


def test_a_try_of_a_pin_is_work(tmp_path: Path) -> None:
    make_key(tmp_path, "aigerim", PIN)
    with open_key(tmp_path, "aigerim", PIN).secret as secret:
        assert (secret._kdf_opslimit, secret._kdf_memlimit) == (PIN_COST.operations, PIN_COST.memory_bytes)


def test_a_pin_is_changed_and_the_key_stays(tmp_path: Path) -> None:
    kept = make_key(tmp_path, "aigerim", PIN, QUICK)
    with pytest.raises(WrongPinError):
        change_pin(tmp_path, "aigerim", "other", "new pin", QUICK)
    change_pin(tmp_path, "aigerim", PIN, "new pin", QUICK)
    assert open_key(tmp_path, "aigerim", "new pin").public == kept.public
    with pytest.raises(WrongPinError):
        open_key(tmp_path, "aigerim", PIN)


@pytest.mark.parametrize("person", ["bolat", "../keys/aigerim", "", "AIGERIM"])
def test_a_key_that_is_not_here_is_told(tmp_path: Path, person: str) -> None:
    make_key(tmp_path, "aigerim", PIN, QUICK)
    with pytest.raises(NoKeyError):
        open_key(tmp_path, person, PIN)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: data[:-3],
        lambda data: data.replace(b"aigerim", b"bolat"),
        lambda data: b"\xff" + data,
        lambda data: data.replace(b"untrusted comment: zt-audio", b"untrusted comment:"),
        lambda data: data.splitlines()[0] + b"\nAAAA\n",
    ],
)
def test_a_damaged_file_is_no_key(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    make_key(tmp_path, "aigerim", PIN, QUICK)
    (tmp_path / FILE).write_bytes(change((tmp_path / FILE).read_bytes()))
    assert kept_keys(tmp_path) == ()
    with pytest.raises(NoKeyError):
        open_key(tmp_path, "aigerim", PIN)


def test_a_file_that_names_another_public_key_is_not_used(tmp_path: Path) -> None:
    hers, his = (make_key(tmp_path, person, PIN, QUICK) for person in ("aigerim", "bolat"))
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(hers.public.encode(), his.public.encode()))
    with pytest.raises(NoKeyError):
        open_key(tmp_path, "aigerim", PIN)


def test_minisign_seals_with_the_file_and_the_pin(tmp_path: Path, judge: Callable[[str], str]) -> None:
    kept = make_key(tmp_path, "aigerim", PIN, QUICK)
    file, written = tmp_path / "DATA", tmp_path / "DATA.SIG"
    file.write_bytes(b"list")
    command = [judge("minisign"), "-S", "-s", str(tmp_path / FILE), "-m", str(file), "-x", str(written)]
    subprocess.run(command, input=PIN.encode() + b"\n", check=True, capture_output=True)
    assert minisign_accepts(judge("minisign"), file, written, kept.public)
