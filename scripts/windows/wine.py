"""Keep computers of Wine with a real CPython for Windows, and run programs on them. Linux only.

Each is a prefix in a cache folder; the first use of one costs a minute, and pip keeps its downloads there.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PureWindowsPath
from typing import IO

from environment import ready_python
from windows import ucrt
from windows.cpython import PYTHONS, CannotBeMade, fetch_cpython

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zt_audio-windows"
PACKAGES = {
    "wine": "wine",
    "wineserver": "wine64",
    ucrt.COMPILER: "gcc-mingw-w64-x86-64-win32",
    "localedef": "libc-bin",
}
LOCALES = Path("/usr/share/i18n/locales/ru_RU")  # of the package `locales`
RUSSIAN = "ru_RU.UTF-8"  # Windows then has the code pages 1251 and 866
_PIP_OPTIONS = ("index-url", "extra-index-url", "proxy", "trusted-host", "default-timeout", "cert")
_OVERRIDES = "ucrtbase=n,b;winedbg.exe=d;mscoree=d;mshtml=d"


class Unexpected(Exception):  # noqa: N818 - as above
    """The program does on Windows what it should not."""


@dataclass(frozen=True)
class Computer:
    """A Windows computer with one Python, which belongs to `user`."""

    python: str
    user: str

    @property
    def prefix(self) -> Path:
        return CACHE / self.python

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    def path(self, there: str) -> Path:
        r"""Return where a path such as `C:\zt` lies on Linux."""
        parts = PureWindowsPath(there)
        return (self.prefix / "dosdevices" / parts.drive.lower()).joinpath(*parts.parts[1:])

    @cached_property
    def environment(self) -> dict[str, str]:
        """Nothing of this computer's Python and language; its way to packages, its certificates."""
        kept = {
            name: text for name, text in os.environ.items() if not name.startswith(("PYTHON", "LC_", "PIP_", "ZT_"))
        }
        for name in ("DISPLAY", "VIRTUAL_ENV", "LANGUAGE", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            kept.pop(name, None)
        return kept | {
            **_pip_settings(),
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            "WINEPATH": f"C:\\Python{self.python.replace('.', '')}",
            "LOCPATH": str(CACHE / "locales"),
            "LC_ALL": RUSSIAN,
            "LANG": RUSSIAN,
            "XDG_RUNTIME_DIR": str(CACHE),
            "USER": self.user,
            "LOGNAME": self.user,
        }

    def start(
        self,
        *command: str,
        folder: str = "C:\\",
        memory_bytes: int | None = None,
        output: int | IO[bytes] = subprocess.PIPE,
        errors: int = subprocess.STDOUT,
    ) -> subprocess.Popen[str]:
        """Start a program in `folder`; its input is a pipe."""
        limited = ["prlimit", f"--data={memory_bytes}"] if memory_bytes else []
        return subprocess.Popen(
            [*limited, "wine", *command],
            cwd=self.path(folder),
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
        )

    def run(
        self,
        *command: str,
        folder: str = "C:\\",
        fails: bool | None = False,
        memory_bytes: int | None = None,
        errors: int = subprocess.STDOUT,
        typed: str = "",
    ) -> str:
        """Return what a program printed that was given `typed`.

        Raises Unexpected where it fails, or does not though it should.
        """
        with tempfile.TemporaryFile() as output:  # Wine's explorer.exe, which may start with it, keeps a pipe open
            started = self.start(*command, folder=folder, memory_bytes=memory_bytes, output=output, errors=errors)
            if started.stdin:
                with suppress(BrokenPipeError):
                    started.stdin.write(typed)
                    started.stdin.close()
            code = started.wait()
            output.seek(0)
            printed = output.read().decode("utf-8", "replace").replace("\r\n", "\n")
        if fails is not None and fails != bool(code):
            raise Unexpected(f"{' '.join(command)} ended with {code}:\n{printed[-3000:]}")
        return printed

    def running(self) -> dict[int, str]:
        """Return the Windows programs that run here, without those of Wine itself: numbers and command lines."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                environment = (process / "environ").read_bytes()
                line = (process / "cmdline").read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            ours = f"WINEPREFIX={self.prefix}\0".encode() in environment
            if ours and "\\" in line and "\\windows\\system32" not in line.lower():
                found[int(process.name)] = line
        return found

    @contextmanager
    def until_shut(self) -> Iterator[None]:
        """Keep Windows running during the body, and end everything that runs here after it."""
        for step in ("-k", "-w", "-p"):  # what an earlier run may have left is ended
            subprocess.run(["wineserver", step], env=self.environment, check=step == "-p", stderr=subprocess.DEVNULL)
        _wait(["wine", "cmd", "/c", "exit"], self)  # else its services would keep the pipes of the first program open
        try:
            yield
        finally:
            subprocess.run(["wineserver", "-k"], env=self.environment, check=False)


def ready_computer(python: str, user: str) -> Computer:
    """Return a computer that has `python`, or none where no such one is known; make it if it is not there."""
    _install_wine()
    computer = Computer(python, user)
    stamp = computer.prefix / "made.stamp"
    version = subprocess.run(["wine", "--version"], capture_output=True, check=True).stdout
    made_from = (version, user.encode(), repr(PYTHONS.get(python)).encode(), Path(ucrt.__file__).read_bytes())
    digest = hashlib.sha256(b"\0".join(made_from)).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != digest:
        shutil.rmtree(computer.prefix, ignore_errors=True)
        _make(computer)
        stamp.write_text(digest, encoding="ascii")
    return computer


def _install_wine() -> None:
    missing = {package for program, package in PACKAGES.items() if not shutil.which(program)}
    if not LOCALES.exists():
        missing.add("locales")
    if missing and (os.geteuid() != 0 or not shutil.which("apt-get")):
        raise CannotBeMade(f"not installed: {' '.join(sorted(missing))}")
    if missing:
        install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *sorted(missing)]
        for command in (["apt-get", "update", "-q"], install):
            if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
                raise CannotBeMade(f"`{' '.join(command)}` failed")
    locales = CACHE / "locales" / RUSSIAN
    if not locales.exists():
        locales.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["localedef", "-i", "ru_RU", "-f", "UTF-8", locales], check=True)


def _make(computer: Computer) -> None:
    computer.prefix.mkdir(parents=True)
    for command in (["wineboot", "-i"], ["wineserver", "-w"]):
        _wait(command, computer)
    if computer.python in PYTHONS:
        fetch_cpython(computer.python, computer.drive / f"Python{computer.python.replace('.', '')}")
    ucrt.make_ucrtbase(computer.drive / "windows" / "system32")


def _wait(command: Sequence[str], computer: Computer) -> None:
    subprocess.run(command, env=computer.environment, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@cache
def _pip_settings() -> dict[str, str]:
    """Return how pip reaches packages from here, as variables that pip for Windows reads."""
    listed = subprocess.run([ready_python("runtime"), "-m", "pip", "config", "list"], capture_output=True, check=True)
    settings = [line.partition("=") for line in listed.stdout.decode().splitlines()]
    found = {}
    for section in ("global", "user", "site", ":env:"):  # what comes later counts more
        for name, _equals, value in settings:
            option = name.removeprefix(f"{section}.")
            if option in _PIP_OPTIONS and option != name:
                text = str(ast.literal_eval(value))
                found[f"PIP_{option.upper().replace('-', '_')}"] = f"Z:{text}" if text.startswith("/") else text
    return found
