"""Compile the message catalogues while the package is built or set up, and put the manuals into a wheel.

`.mo` files are made, never kept in git.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write `zt_audio.mo` beside each `zt_audio.po` below `root`/zt_audio/locale; return what was written."""
    written = []
    for po in sorted((root / "zt_audio" / "locale").glob("*/LC_MESSAGES/zt_audio.po")):
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        catalogue.creation_date = datetime.fromtimestamp(0, UTC)  # same source, same bytes
        mo = po.with_suffix(".mo")
        with mo.open("wb") as target:
            write_mo(target, catalogue)
        written.append(mo)
    return written


def manuals(root: Path) -> list[Path]:
    """Return the pages and pictures that Help of the studio shows."""
    patterns = ("*.md", "docs/*.md", "docs/*/*.md", "docs/images/*.png")
    return sorted(path for pattern in patterns for path in root.glob(pattern))


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling calls this for wheels and for editable installations."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for mo in compile_catalogues(Path(self.root)):
            build_data["artifacts"].append(mo.relative_to(self.root).as_posix())
        if version == "standard":  # an editable installation reads them where they are
            for page in manuals(Path(self.root)):
                name = page.relative_to(self.root).as_posix()
                build_data["force_include"][str(page)] = f"zt_audio/manuals/{name}"
