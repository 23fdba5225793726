"""Find the programs that judge our files: decoders, checkers, a browser, none of them ours. Standard library only.

This is their one list. Tests ask for a judge by `judge`; `.ci/run` runs this file, which prints what to install.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

JUDGES = {  # program -> packages of Debian and Ubuntu that bring it
    "bash": "bash",
    "cc": "gcc libc6-dev",  # compiles the library that stands in for RHVoice
    "chromium": "chromium fonts-dejavu-core",  # with Kazakh letters
    "cuebreakpoints": "cuetools",
    "cueprint": "cuetools",
    "ffmpeg": "ffmpeg",
    "ffprobe": "ffmpeg",
    "firefox": "firefox-esr",
    "fsck.vfat": "dosfstools",
    "madplay": "madplay",
    "mcopy": "mtools",
    "mdel": "mtools",
    "mdir": "mtools",
    "minisign": "minisign",
    "mkfs.vfat": "dosfstools",
    "mmd": "mtools",
    "mp3val": "mp3val",
    "mpg123": "mpg123",
    "mtype": "mtools",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "unzip": "unzip",
    "zipinfo": "unzip",
}
ALL_NEEDED = "ZT_ALL_JUDGES"  # set in the environment: a judge that is not there fails its tests
NO_JUDGE = "without a judge"  # what such tests are counted as
_MISSING = "its judge is not installed: "


def find_judge(name: str) -> str | None:
    """Return the path of a judge. Checkers of disks are in the sbin beside a bin; a user's PATH lacks it."""
    assert name in JUDGES, f"{name} is not in the list of judges"
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    beside = [folder[:-3] + "sbin" for folder in folders if folder.endswith("bin")]
    return shutil.which(name, path=os.pathsep.join((*folders, *beside)))


def judge(name: str) -> str:
    """Return the path of a judge. Skip the test where it is not installed, or fail it where all are needed."""
    path = find_judge(name)
    if path is None:
        import pytest  # noqa: PLC0415 - the list is read before pytest is installed

        (pytest.fail if os.environ.get(ALL_NEEDED) else pytest.skip)(_MISSING + name)
    return path


def lacked_judge(report: pytest.CollectReport | pytest.TestReport) -> str:
    """Return the judge for want of which a test was skipped, or nothing."""
    reason = report.longrepr[2] if report.skipped and isinstance(report.longrepr, tuple) else ""
    return str(reason).partition(_MISSING)[2]


def missing_packages() -> list[str]:
    """Return the packages that bring the judges that are not installed, each once."""
    missing = (name for name in JUDGES if find_judge(name) is None)
    return sorted({package for name in missing for package in JUDGES[name].split()})


def missing_report(lacked: Mapping[str, int]) -> str:
    """Return what a person reads at the end; `lacked` counts the skipped tests of each missing judge."""
    counts = ", ".join(f"{name} ({count})" for name, count in sorted(lacked.items()))
    return f"""\
Tests skipped: {sum(lacked.values())}. The programs that judge their results are not installed: {counts}.
On Debian and Ubuntu this installs all that is missing:
  sudo apt-get install --no-install-recommends {" ".join(missing_packages())}
On other systems install these programs with the package manager of the system; they must be on the PATH."""


if __name__ == "__main__":
    print(*missing_packages())
