"""Say what an answer of a native speaker changes."""

from __future__ import annotations

from collections.abc import Mapping

from zt_audio.i18n import N_, gettext as _

_LINES: Mapping[str, str] = {
    "signed": N_("Signed off: {written} → {said}"),
    "taught": N_("Taught: {written} → {said}"),
    "changed": N_("Changed: {written} → {said}"),
    "note": N_("To be looked at: {written} → {said}"),
}


def told_line(kind: str, written: str, said: str) -> str:
    """Return what an answer does to what is written."""
    return _(_LINES[kind]).format(written=written, said=said or "?")
