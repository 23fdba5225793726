"""Seal the list of a stick, write down which build goes onto which drive, and tell who sealed a stick.

`ZT_STICK.SIG` is minisign's signature of `ZT_STICK.JSN`, which holds the digest of every other file. Anyone can check
it without this program: `minisign -Vm ZT_STICK.JSN -x ZT_STICK.SIG -P KEY`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zt_audio.model import Problem
from zt_audio.sticks.manifest import StickManifest, stick_manifest_bytes
from zt_audio.trust.journal import Deed
from zt_audio.trust.keys import KnownKey, OpenKey, SealState, SealVerdict, seal, sealed_by

StickSealState = SealState | Literal["none"]
HEAD_DIGITS = 8  # of a journal's end, as on the card


def _not_written_down(_deed: Deed) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class StickSigner:
    """Who exports on which day, with a key if they seal; `write_down` returns the journal's end."""

    by: str = "-"
    today: date = date.min
    key: OpenKey | None = None
    write_down: Callable[[Deed], str] = _not_written_down

    def begin(self, stick: StickManifest, drive: str) -> bytes:
        """Write down that `stick` is being written to `drive`; return its seal, or nothing where there is no key.

        The seal names the line that was written, so the journal cannot lose this export unseen.
        """
        head = self.write_down(Deed(self.by, "stick.begun", _what(stick, drive)))[:HEAD_DIGITS]
        if self.key is None:
            return b""
        return seal(stick_manifest_bytes(stick), self.key, _subject(stick), self.today, head).encode()

    def end(self, stick: StickManifest, drive: str) -> None:
        """Write down that every byte of `stick` was read back from `drive`."""
        self.write_down(Deed(self.by, "stick.written", _what(stick, drive)))

    def has_sealed(self, stick: StickManifest, written: str | None) -> bool:
        """Tell whether there is nothing to seal: no key, or `written` is a seal of `stick` by this key."""
        if self.key is None:
            return True
        own = KnownKey(self.key.person, self.key.public, date.min)
        return written is not None and judge_seal(stick_manifest_bytes(stick), written, [own], stick).state == "known"


UNSIGNED = StickSigner()


@dataclass(frozen=True, slots=True)
class StickSeal:
    """The seal of a stick; `none`: it has no seal."""

    state: StickSealState
    verdict: SealVerdict


def judge_seal(data: bytes, written: str | None, known: Sequence[KnownKey], stick: StickManifest) -> StickSeal:
    """Tell whose seal `written` is on `data`, the bytes of the list of `stick`."""
    if written is None:
        return StickSeal("none", SealVerdict("unknown"))
    verdict = sealed_by(data, written, known, _subject(stick))
    return StickSeal(verdict.state, verdict)


def seal_problems(found: StickSeal, *, keys_are_known: bool, is_needed: bool) -> Sequence[Problem]:
    """Return what speaks against a stick with the seal `found`: an unknown key only where any key is known."""
    verdict = found.verdict
    facts = {"key": verdict.key_id, "person": verdict.person, "date": verdict.on.isoformat() if verdict.on else ""}
    if found.state == "none":
        return [Problem("stick-not-sealed")] if is_needed else []
    if found.state == "altered":
        return [Problem("stick-seal-altered")]
    if found.state == "unknown":
        return [Problem("stick-seal-unknown", None, facts)] if keys_are_known or is_needed else []
    if found.state in ("early", "ended"):
        return [Problem("stick-seal-ended", None, facts)]
    return []


def _subject(stick: StickManifest) -> str:
    return f"{stick.playlist} {stick.build}"


def _what(stick: StickManifest, drive: str) -> str:
    return f"output/{stick.playlist}#{stick.build} {drive}".rstrip()
