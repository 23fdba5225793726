"""A language in, the Hunspell dictionary that this computer or the project has for it out."""

from __future__ import annotations

import gc
import os
import warnings
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from zt_audio.checks.misspelt import Dictionary
from zt_audio.errors import ContentError
from zt_audio.language.registry import language_of
from zt_audio.model import Lang, Problem

PACKAGE = "spylls"
_SYSTEM = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/usr/local/share/hunspell",
    "~/.local/share/hunspell",
    "~/Library/Spelling",
    "/Library/Spelling",
)
# Where LibreOffice keeps its dictionaries, each in a folder below.
_OFFICE = (
    "/usr/lib/libreoffice/share/extensions",
    "/opt/libreoffice*/share/extensions",
    "/Applications/LibreOffice.app/Contents/Resources/extensions",
    "%PROGRAMFILES%/LibreOffice/share/extensions",
    "%PROGRAMFILES(X86)%/LibreOffice/share/extensions",
    "%APPDATA%/LibreOffice/4/user/uno_packages/cache/uno_packages",
    "~/.config/libreoffice/4/user/uno_packages/cache/uno_packages",
)


def has_speller() -> bool:
    """Tell whether the package that reads dictionaries is installed."""
    return find_spec(PACKAGE) is not None


def find_dictionary(lang: Lang, folders: Iterator[Path]) -> Path | None:
    """Return the path of the first whole dictionary of `lang` in `folders`, without its ending; None where none is."""
    for folder in folders:
        for name in language_of(lang).check_facts().dictionaries:
            if (folder / f"{name}.aff").is_file() and (folder / f"{name}.dic").is_file():
                return folder / name
    return None


def dictionary_folders(project: Path) -> Iterator[Path]:
    """Yield where dictionaries may lie: the project's own first, then the system's, then LibreOffice's."""
    yield project
    yield from (Path(folder).expanduser() for folder in _SYSTEM)
    for pattern in _OFFICE:
        root = Path(os.path.expandvars(pattern)).expanduser()
        anchor = Path(root.anchor)
        for extensions in anchor.glob(str(root.relative_to(anchor))) if root.is_absolute() else ():
            yield from sorted(folder for folder in extensions.glob("**/") if len(folder.parts) > len(extensions.parts))


def load_dictionary(path: Path, lang: Lang) -> Dictionary:
    """Return the dictionary at `path`. Raises ContentError `bad-dictionary`."""
    hunspell = import_module(f"{PACKAGE}.hunspell")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls 0.1.7 leaves its files to the garbage collector
        try:
            found: Dictionary = hunspell.Dictionary.from_files(str(path))
        except Exception as error:  # noqa: BLE001 - a damaged file fails anywhere in spylls, with any of them
            reason = f"{type(error).__name__}: {error}"
        else:
            return found
        gc.collect()  # now, while nobody hears of those files
    raise ContentError(Problem("bad-dictionary", None, {"lang": lang, "path": str(path), "reason": reason}, "warning"))
