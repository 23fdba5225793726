"""Keys of two people, made once, and minisign as a judge of what they seal."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import minisign

from zt_audio.trust.keys import KnownKey, OpenKey, PinCost

QUICK = PinCost(2**15, 2**20)  # as little work as scrypt can be asked for: a test of the cost itself is enough
PIN = "қыс 2026"
BEGAN = date(2026, 1, 1)


_MADE: dict[str, OpenKey] = {}  # no cache: those are emptied between files of tests


def open_key(person: str) -> OpenKey:
    if person not in _MADE:
        pair = minisign.KeyPair.generate()
        _MADE[person] = OpenKey(person, pair.public_key.to_base64().decode(), pair.secret_key)
    return _MADE[person]


def known(person: str, since: date = BEGAN, until: date | None = None) -> KnownKey:
    """Return the key of `open_key(person)` as a project knows it."""
    return KnownKey(person, open_key(person).public, since, until)


def minisign_accepts(program: str, file: Path, seal: Path, public: str) -> bool:
    command = [program, "-V", "-q", "-m", str(file), "-x", str(seal), "-P", public]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
