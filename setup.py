"""Compile the message catalogues wherever the package is built or linked, and put the manuals into its wheel.

All else is told in pyproject.toml. `.mo` files are made, never kept in git.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
_PART = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"[^\n]*"\n)+)', re.MULTILINE)
_MAGIC, _HEAD_BYTES, _ROW_BYTES = 0x950412DE, 28, 8
_DATE = "1580601600"  # 2020-02-02: the same files make the same bytes


def compile_catalogues(root: Path) -> list[Path]:
    """Write `zt_audio.mo` beside each `zt_audio.po` below `root`/zt_audio/locale; return what was written.

    Babel does the same, but weighs 31 MB, and set-up needs nothing else of it.
    """
    written = []
    for po in sorted((root / "zt_audio" / "locale").glob("*/LC_MESSAGES/zt_audio.po")):
        mo = po.with_suffix(".mo")
        mo.write_bytes(_mo(_catalogue(po.read_text(encoding="utf-8"))))
        written.append(mo)
    return written


def _catalogue(po: str) -> Mapping[str, str]:
    """Return the translation of each message; the forms of a plural have NUL between them."""
    found: dict[str, str] = {}
    key = ""
    for name, quoted in _PART.findall(po):
        text = "".join(map(ast.literal_eval, quoted.splitlines()))
        if name == "msgid":
            key = text
        elif name == "msgid_plural":
            key += f"\0{text}"
        else:
            found[key] = f"{found[key]}\0{text}" if key in found else text
    return {message: translation for message, translation in found.items() if translation.strip("\0")}


def _mo(catalogue: Mapping[str, str]) -> bytes:
    """Return the file that gettext reads: messages in the order of their bytes, then their translations."""
    rows = sorted((message.encode(), translation.encode()) for message, translation in catalogue.items())
    texts = [row[column] for column in (0, 1) for row in rows]
    start, table, body = _HEAD_BYTES + _ROW_BYTES * len(texts), bytearray(), bytearray()
    for text in texts:
        table += struct.pack("<2I", len(text), start + len(body))
        body += text + b"\0"
    seconds = _HEAD_BYTES + _ROW_BYTES * len(rows)
    return struct.pack("<7I", _MAGIC, 0, len(rows), _HEAD_BYTES, seconds, 0, start) + table + body


def manuals(root: Path) -> list[Path]:
    """Return the pages and pictures that Help of the studio shows."""
    patterns = ("*.md", "docs/*.md", "docs/*/*.md", "docs/images/*.png")
    return sorted(path for pattern in patterns for path in root.glob(pattern))


class _BuildPackage(build_py):  # type: ignore[misc] # setuptools tells no types
    def run(self) -> None:
        compile_catalogues(ROOT)
        super().run()
        if not self.editable_mode:  # a checkout has the pages beside it
            for page in manuals(ROOT):
                copy = Path(self.build_lib, "zt_audio/manuals", page.relative_to(ROOT))
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(page, copy)


if __name__ == "__main__":
    os.environ.setdefault("SOURCE_DATE_EPOCH", _DATE)
    with tempfile.TemporaryDirectory() as folder:  # nothing stays in the checkout, and nothing old comes along
        setup(
            cmdclass={"build_py": _BuildPackage},
            options={"build": {"build_base": folder}, "egg_info": {"egg_base": folder}},
        )
