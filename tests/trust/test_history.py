"""Former bytes are kept under their digest, and read only as they were."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest

from zt_audio.trust.history import HISTORY, keep_bytes, kept_bytes

TEXT = "Туған жер – бәрімізге ортақ үй.\r\n".encode("utf-8-sig")


def test_what_is_kept_can_be_read_again(tmp_path: Path) -> None:
    digest = keep_bytes(tmp_path, TEXT)
    assert digest == hashlib.sha256(TEXT).hexdigest()
    assert kept_bytes(tmp_path, digest) == TEXT
    assert keep_bytes(tmp_path, TEXT) == digest
    assert [path.name for path in (tmp_path / HISTORY).iterdir()] == [digest]


def test_the_longest_build_is_read_again(tmp_path: Path) -> None:
    build = b"x" * 6_000_000  # of 999 stops
    assert kept_bytes(tmp_path, keep_bytes(tmp_path, build)) == build


@pytest.mark.parametrize("damaged", [b"", b"x", zlib.compress(b"other"), zlib.compress(TEXT)[:-9]])
def test_what_is_damaged_is_not_read_and_can_be_kept_again(tmp_path: Path, damaged: bytes) -> None:
    digest = keep_bytes(tmp_path, TEXT)
    (tmp_path / HISTORY / digest).write_bytes(damaged)
    assert kept_bytes(tmp_path, digest) is None
    keep_bytes(tmp_path, TEXT)
    assert kept_bytes(tmp_path, digest) == TEXT


@pytest.mark.parametrize("name", ["", "../appeals/places.yaml", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_only_a_digest_names_a_version(tmp_path: Path, name: str) -> None:
    assert kept_bytes(tmp_path, name) is None
