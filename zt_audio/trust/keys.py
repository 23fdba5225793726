"""Keep the secret keys of people, each behind a PIN; seal bytes with one, and tell who sealed them.

A file is one that minisign can use. Its first line, which is a comment there, names the public key: that one is needed
before the PIN is typed. The format of seals is that of minisign too, so that anyone can check them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import minisign

from zt_audio.store.disk import write_atomic
from zt_audio.store.state_file import read_regular

SEAL_BYTES_AT_MOST = 2**14
# The line that no signature covers. minisign writes this one; any other is refused, so that no bit can change unseen.
_OPEN_COMMENT = "signature from minisign secret key"
_OURS = re.compile(r"(?P<what>\S.*) (?P<on>\d{4}-\d{2}-\d{2})(?: log (?P<head>[0-9a-f]{8}))?")
_MINISIGN = re.compile(r"timestamp:(?P<seconds>\d{1,10})\b.*")  # what minisign itself writes there

SealState = Literal["known", "unknown", "early", "ended", "altered"]


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A person's public key. What it sealed counts from the day `since` to the day `until`, both included."""

    person: str
    key: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class OpenKey:
    """A secret key that can seal; it is in memory only."""

    person: str
    public: str
    secret: minisign.SecretKey = field(repr=False)

    def close(self) -> None:
        """Forget the key."""
        self.secret.wipe()


@dataclass(frozen=True, slots=True)
class SealVerdict:
    """Who sealed, and when: the day and the journal's `head` are what the seal says, so a thief can choose them.

    `early` and `ended`: the key did not count on that day. `altered`: not what was sealed, or no seal at all.
    """

    state: SealState
    key_id: str = ""
    person: str = ""
    on: date | None = None
    head: str = ""


def seal(data: bytes, key: OpenKey, what: str, on: date, head: str = "") -> str:
    """Return the seal of `data` as text; its signed comment says `what` it is, the day, the end of the journal."""
    log = f" log {head}" if head else ""
    comment = f"{what} {on.isoformat()}{log}"
    return _text(key.secret.sign(data, untrusted_comment=_OPEN_COMMENT, trusted_comment=comment))


def sealed_by(data: bytes, written: str, known: Iterable[KnownKey], what: str = "") -> SealVerdict:
    """Tell whose seal `written` is, and whether it is one of `data`; `what` must stand in its comment, if it is given.

    A seal that minisign made by itself says nothing but a time.
    """
    try:
        found = minisign.Signature.from_bytes(written.encode("ascii"))
    except ValueError:
        return SealVerdict("altered")
    if _text(found) != written:  # another open comment, spaces, other ways to write the same number
        return SealVerdict("altered")
    number = found._key_id  # noqa: SLF001 - the library has no other way to it
    key_id = _shown(number)
    if not (keys := [each for each in known if _number_of(each.key) == number]):
        return SealVerdict("unknown", key_id)
    fitting = [each for each in keys if _is_by(each, data, found)]
    said = _said(found.trusted_comment)
    if not fitting or said is None or (what and said.what not in ("", what)):
        return SealVerdict("altered", key_id)
    verdicts = [SealVerdict(_state(key, said.on), key_id, key.person, said.on, said.head) for key in fitting]
    return next((each for each in verdicts if each.state == "known"), verdicts[0])


def key_id_of(key: str) -> str:
    """Return the number by which people know the public key `key`, as minisign shows it; "" where it is no key."""
    return _shown(_number_of(key))


def _number_of(key: str) -> bytes:
    try:
        number: bytes = minisign.PublicKey.from_base64(key)._keynum_pk.key_id  # noqa: SLF001 - as above
    except ValueError:
        return b""
    return number


def _shown(number: bytes) -> str:
    return number[::-1].hex().upper()


def _text(signature: minisign.Signature) -> str:
    signature.untrusted_comment = _OPEN_COMMENT
    return bytes(signature).decode() + "\n"


def _is_by(known: KnownKey, data: bytes, found: minisign.Signature) -> bool:
    try:
        minisign.PublicKey.from_base64(known.key).verify(data, found)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Said:
    """What the signed comment of a seal says."""

    what: str
    on: date
    head: str = ""


def _said(comment: str) -> _Said | None:
    try:
        if ours := _OURS.fullmatch(comment):
            return _Said(ours["what"], date.fromisoformat(ours["on"]), ours["head"] or "")
        if other := _MINISIGN.fullmatch(comment):
            return _Said("", datetime.fromtimestamp(int(other["seconds"]), UTC).date())
    except ValueError:  # no such day
        pass
    return None


def _state(key: KnownKey, on: date) -> SealState:
    if on < key.since:
        return "early"
    return "ended" if key.until and on > key.until else "known"


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
