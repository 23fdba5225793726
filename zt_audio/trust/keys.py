"""Keep the secret keys of people, each behind a PIN, in the user's data folder and never in a project.

A file is one that minisign can use. Its first line, which is a comment there, names the public key: that one is needed
before the PIN is typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import minisign

from zt_audio.store.disk import write_atomic
from zt_audio.store.state_file import read_regular
from zt_audio.trust.seal import OpenKey, key_id_of

PIN_CHARS_AT_LEAST = 6
_FOLDER = "keys"
_SUFFIX = ".key"
_BYTES_AT_MOST = 4096
_OWNER_ONLY = 0o600
_PERSON = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COMMENT = re.compile(r"zt-audio key of (?P<person>[a-z0-9-]+), public (?P<public>\S+)")


class WrongPinError(Exception):
    """The PIN does not open the key."""


class NoKeyError(Exception):
    """There is no such key here, or its file is damaged."""


@dataclass(frozen=True, slots=True)
class PinCost:
    """How much work one try of a PIN is: scrypt with N = 2^17, r = 8, p = 1 takes 128 MB and half a second."""

    operations: int = 2**22
    memory_bytes: int = 2**27


PIN_COST = PinCost()


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A secret key that lies on this computer."""

    person: str
    public: str

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)


def make_key(folder: Path, person: str, pin: str, cost: PinCost = PIN_COST) -> KeptKey:
    """Make a key for `person` behind `pin` and keep it in `folder`, the user's data; an older one is replaced.

    Raises OSError.
    """
    pair = minisign.KeyPair.generate()
    public = pair.public_key.to_base64().decode()
    with pair.secret_key as secret:
        _write(folder, person, public, secret, pin, cost)
    return KeptKey(person, public)


def kept_keys(folder: Path) -> tuple[KeptKey, ...]:
    """Return the keys in `folder`; a file that is none is left out."""
    found = (_read(path) for path in sorted((folder / _FOLDER).glob(f"*{_SUFFIX}")))
    return tuple(kept for kept, _secret in filter(None, found))


def open_key(folder: Path, person: str, pin: str) -> OpenKey:
    """Return the key of `person`. Raises WrongPinError, NoKeyError."""
    found = _read(_file(folder, person)) if _PERSON.fullmatch(person) else None
    if found is None:
        raise NoKeyError(person)
    kept, secret = found
    try:
        secret.decrypt(pin)
    except ValueError as error:
        raise WrongPinError(person) from error
    if secret.get_public_key().to_base64().decode() != kept.public:
        raise NoKeyError(person)
    return OpenKey(person, kept.public, secret)


def change_pin(folder: Path, person: str, old: str, new: str, cost: PinCost = PIN_COST) -> None:
    """Let `new` open the key of `person`. Raises WrongPinError, NoKeyError, OSError."""
    key = open_key(folder, person, old)
    with key.secret as secret:
        _write(folder, person, key.public, secret, new, cost)


def _file(folder: Path, person: str) -> Path:
    return folder / _FOLDER / f"{person}{_SUFFIX}"


def _write(folder: Path, person: str, public: str, secret: minisign.SecretKey, pin: str, cost: PinCost) -> None:
    secret.encrypt(pin, opslimit=cost.operations, memlimit=cost.memory_bytes)
    secret.untrusted_comment = f"zt-audio key of {person}, public {public}"
    path = _file(folder, person)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomic(path, bytes(secret) + b"\n", mode=_OWNER_ONLY)


def _read(path: Path) -> tuple[KeptKey, minisign.SecretKey] | None:
    try:
        secret = minisign.SecretKey.from_bytes(read_regular(path, _BYTES_AT_MOST))
        said = _COMMENT.fullmatch(secret.untrusted_comment or "")
    except (OSError, ValueError):
        return None
    if said is None or said["person"] != path.stem or not secret.is_encrypted():
        return None
    return KeptKey(said["person"], said["public"]), secret
