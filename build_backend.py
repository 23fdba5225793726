"""Make the wheel of the package, and the one by which pip links a checkout; both compile the message catalogues.

A backend (PEP 517, PEP 660) of the standard library: hatchling is six packages that staff would install for this alone.
Tests hold the wheel against hatchling's. `.mo` files are made, never kept in git.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import re
import struct
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT = Path(__file__).resolve().parent
_WHEEL = "Wheel-Version: 1.0\nGenerator: zt_audio\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_DATE = (2020, 2, 2, 0, 0, 0)  # the same files make the same bytes
_PART = re.compile(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"[^\n]*"\n)+)', re.MULTILINE)
_MAGIC, _HEAD_BYTES, _ROW_BYTES = 0x950412DE, 28, 8


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


def build_wheel(wheel_directory: str, _settings: object = None, _metadata_directory: object = None) -> str:
    """Write the package with its catalogues and manuals into a wheel; return its name."""
    compile_catalogues(ROOT)
    sources = [path for path in (ROOT / "zt_audio").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(sources)}
    pages = {f"zt_audio/manuals/{page.relative_to(ROOT).as_posix()}": page.read_bytes() for page in manuals(ROOT)}
    return _write_wheel(Path(wheel_directory), files | pages)


def build_editable(wheel_directory: str, _settings: object = None, _metadata_directory: object = None) -> str:
    """Write a wheel that leads to this folder; return its name."""
    compile_catalogues(ROOT)
    return _write_wheel(Path(wheel_directory), {"zt_audio.pth": path_line(ROOT)})


def path_line(folder: Path) -> bytes:
    """Return the line by which Python finds `folder`.

    It is ASCII: Python 3.11 on Windows reads it in the code page, which may lack the letters of a folder.
    """
    return f"import sys; sys.path.append({str(folder)!a})\n".encode()


def _write_wheel(folder: Path, files: Mapping[str, bytes]) -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = re.search(
        r'^__version__ = "(.+)"$', (ROOT / "zt_audio/__init__.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    if version is None:
        raise LookupError("__version__")
    name = f"{project['name'].replace('-', '_')}-{version[1]}"
    told = {
        "METADATA": "\n".join(_metadata(project, version[1])),
        "WHEEL": _WHEEL,
        "entry_points.txt": "\n".join(_entry_points(project)),
    }
    told |= {f"licenses/{file}": (ROOT / file).read_text(encoding="utf-8") for file in project["license-files"]}
    whole = {**files, **{f"{name}.dist-info/{file}": text.encode() for file, text in told.items()}}
    record = f"{name}.dist-info/RECORD"
    whole[record] = "".join([*map(_record, whole, whole.values()), f"{record},,\n"]).encode()
    with ZipFile(folder / f"{name}-py3-none-any.whl", "w", ZIP_DEFLATED) as archive:
        for file, content in whole.items():
            info = ZipInfo(file, _DATE)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, ZIP_DEFLATED)
    return f"{name}-py3-none-any.whl"


def _record(file: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    return f"{file},sha256={digest},{len(content)}\n"


def _metadata(project: Mapping[str, Any], version: str) -> Iterator[str]:
    yield from ("Metadata-Version: 2.4", f"Name: {project['name']}", f"Version: {version}")
    yield f"Summary: {project['description']}"
    yield f"License-Expression: {project['license']}"
    yield from (f"License-File: {file}" for file in project["license-files"])
    yield f"Requires-Python: {project['requires-python']}"
    yield from (f"Requires-Dist: {needed}" for needed in project["dependencies"])
    for extra, dependencies in project["optional-dependencies"].items():
        yield f"Provides-Extra: {extra}"
        yield from (f"Requires-Dist: {needed}; extra == '{extra}'" for needed in dependencies)
    yield from ("Description-Content-Type: text/markdown", "", (ROOT / project["readme"]).read_text(encoding="utf-8"))


def _entry_points(project: Mapping[str, Any]) -> Iterator[str]:
    for group, names in {"console_scripts": project["scripts"], **project["entry-points"]}.items():
        yield from (f"[{group}]", *(f"{name} = {target}" for name, target in names.items()), "")
