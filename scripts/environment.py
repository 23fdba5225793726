"""Keep a virtual environment that holds this project and exactly its locked requirements. Standard library only.

Its messages are in three languages at once: before the project is set up there is no catalogue to take one from.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COVERS = {  # lock file in requirements/ -> the lock files that an installation of it satisfies
    "runtime": ("runtime",),
    "dev": ("dev", "runtime"),
}
FETCHED_MB = {"runtime": 148, "dev": 292}  # measured on Linux with Python 3.13; less where pip has kept some of it
DOT_EVERY_S = 3
GRACE_S = 30  # for what runs to end after Ctrl-C
OLDEST, FIRST_TOO_NEW = (3, 11), (3, 15)


def require_python() -> None:
    """Leave with a sentence where this Python is not one that the project runs on."""
    if not OLDEST <= sys.version_info[:2] < FIRST_TOO_NEW:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(
            f"Python 3.11, 3.12, 3.13 or 3.14 is needed; this is {found}.\n"
            f"Нужен Python 3.11, 3.12, 3.13 или 3.14; а это {found}.\n"
            f"Python 3.11, 3.12, 3.13 немесе 3.14 керек; мынау – {found}."
        )


def ready_python(lock: str) -> Path:
    """Return the interpreter of an environment that has `lock` ("runtime" or "dev") installed; set it up if needed."""
    require_python()
    folder = environment_folder(ROOT)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / f"{lock}.stamp"
    if not (python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == _digest(lock)):
        if not python.exists() or _torn(folder):
            shutil.rmtree(folder, ignore_errors=True)
            _create(folder)
        _install(python, lock, folder)
        for name in COVERS[lock]:
            (folder / f"{name}.stamp").write_text(_digest(name), encoding="utf-8")
        write_path_file(folder)
        if lock == "runtime":
            print(voice_offer(python, is_debian=Path("/etc/debian_version").exists()), file=sys.stderr)
    return python


def write_path_file(folder: Path) -> None:
    """Let the environment in `folder` find the project beside it by a line that loads nothing.

    The finder that setuptools writes takes 20 ms of every command. The line is ASCII: Python 3.11 on Windows reads it
    in the code page, which may lack the letters of a folder.
    """
    for file in folder.rglob("site-packages/__editable__.zt_audio-*.pth"):
        file.write_text("import os, sys; sys.path.append(os.path.dirname(sys.prefix))\n", encoding="ascii")


def voice_offer(python: Path, *, is_debian: bool) -> str:
    """Return what brings better voices than those that come along; it is said once, when everything was set up."""
    shown = python.relative_to(ROOT) if python.is_relative_to(ROOT) else python
    lines = [
        "Жақсырақ қазақ даусы (128 МБ, алдымен лицензиясы көрсетіледі):",
        "Казахский голос получше (128 МБ, сначала показывается лицензия):",
        "A better Kazakh voice (128 MB; its licence is shown first):",
        f"  {shown} -m zt_audio voices install kk_KZ-issai-high",
    ]
    if is_debian:
        lines += [
            "Жақсырақ орыс даусы / Русский голос получше / A better Russian voice:",
            "  apt install librhvoice5 rhvoice-russian",
        ]
    return "\n".join(lines)


def environment_folder(root: Path) -> Path:
    """`.venv` belongs to the Python that made it. Another one, and that of another computer, has its own beside it."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    config = root / ".venv" / "pyvenv.cfg"
    made_by = (
        dict(re.findall(r"^(\w+) = (.*)$", config.read_text(encoding="utf-8"), re.MULTILINE)) if config.exists() else {}
    )
    if not Path(made_by.get("home", root)).exists():  # a folder that two computers share
        return root / f".venv-{version}-{platform.node()}"
    taken = made_by and not made_by.get("version", "").startswith(f"{version}.")
    return root / (f".venv-{version}" if taken else ".venv")


def _digest(lock: str) -> str:
    """Of what an environment is made from, and where it stands: a moved folder needs a new one."""
    parts = [str(ROOT).encode(), sys.version.encode()]
    catalogues = sorted((ROOT / "zt_audio" / "locale").rglob("*.po"))  # compiled when the project is set up
    sources = [ROOT / name for name in (f"requirements/{lock}.txt", "pyproject.toml", "setup.py")]
    parts += [path.read_bytes() for path in (*sources, *catalogues)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _torn(folder: Path) -> bool:
    """Tell whether an installation was begun and never ended, or the folder came from elsewhere."""
    return not any(folder.glob("*.stamp"))


def _create(folder: Path) -> None:
    print(f"Setting up {folder.name} ... / Готовим {folder.name} ... / Дайындалып жатыр ...", file=sys.stderr)
    try:
        venv.create(folder, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit(
            "This Python has no venv or pip. On Debian and Ubuntu: apt install python3-venv python3-pip\n"
            "У этого Python нет venv или pip. В Debian и Ubuntu: apt install python3-venv python3-pip\n"
            "Бұл Python-да venv немесе pip жоқ. Debian мен Ubuntu жүйелерінде: apt install python3-venv python3-pip"
        )


def _install(python: Path, lock: str, folder: Path) -> None:
    for stamp in folder.glob("*.stamp"):
        stamp.unlink()
    fetched = FETCHED_MB[lock]
    print(
        f"Installing what the project needs (once): about {fetched} MB are fetched ...\n"
        f"Устанавливаем нужное (один раз): скачивается около {fetched} МБ ...\n"
        f"Керегі орнатылып жатыр (бір рет): шамамен {fetched} МБ жүктеледі ...",
        file=sys.stderr,
    )
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    for arguments in (
        ["--require-hashes", "-r", f"requirements/{lock}.txt"],
        ["--no-deps", "--no-build-isolation", "-e", "."],
    ):
        if run_with_dots([*pip, *arguments]):
            sys.exit(
                "The installation failed; see above. Close the studio, check the network and run the command again.\n"
                "Установить не удалось, смотрите выше. Закройте студию, проверьте интернет и запустите команду снова.\n"
                "Орнату болмады, жоғарыны қараңыз. Студияны жауып, интернетті тексеріп, пәрменді қайта беріңіз."
            )


def run_with_dots(command: Sequence[str], every_s: float = DOT_EVERY_S) -> int:
    """Run `command` quietly and return its exit code; a dot every few seconds shows that it is at work."""
    with subprocess.Popen(command, cwd=ROOT) as process:
        while True:
            try:
                code = process.wait(every_s)
            except subprocess.TimeoutExpired:
                print(".", end="", file=sys.stderr, flush=True)
            else:
                print(file=sys.stderr)
                return code


def run(command: Sequence[str], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> int:
    """Run `command` to its end and return its exit code.

    Ctrl-C reaches it as well as us: it gets the time to end in its own way.
    """
    with subprocess.Popen(command, cwd=cwd, env=env) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            try:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(GRACE_S)
            finally:
                process.kill()
            raise
