"""Start the newest program of a portable folder on the project beside it; write that project where there is none yet.

The folder holds `app-<version>` of one version or several, and `project`, which no program brings along: it is written
once, from the starter, and belongs to its people. Standard library only.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LIST = "files.sha256"  # the last file that is unzipped
_IN_ANOTHER = """\
Мына қалтада жоба бар: {folder}
  Онымен жұмысты жалғастыру үшін {app} қалтасын, STUDIO.cmd мен zt-audio.cmd файлдарын сонда көшіріңіз.
Проект уже есть в папке {folder}
  Чтобы продолжить его, скопируйте туда папку {app} и файлы STUDIO.cmd и zt-audio.cmd.
There is a project in the folder {folder}
  To go on with it, copy the folder {app} and the files STUDIO.cmd and zt-audio.cmd into it.

Мұнда жаңа жоба бастау керек пе? Начать здесь новый проект? Begin a new project here? [yes/no] """
_YES = ("y", "yes", "д", "да", "и", "иә", "ия")


def main(arguments: Sequence[str]) -> int:
    """Run the command `arguments` and return its exit code."""
    app = Path(__file__).resolve().parent
    newest = newest_app(app.parent) or app
    if newest != app:
        command = [str(newest / "python" / "python.exe"), str(newest / Path(__file__).name), *arguments]
        return subprocess.run(command, check=False).returncode
    project = app.parent / "project"
    if not (project / "appeals").is_dir() and (code := _begin(project, app.name)):
        return code
    sys.argv[1:] = ["--project", str(project), *arguments]
    runpy.run_module("zt_audio", run_name="__main__", alter_sys=True)
    return 0


def newest_app(folder: Path) -> Path | None:
    """Return the `app-<version>` in `folder` with the highest version, of those that were wholly unzipped."""
    whole = [app for app in folder.glob("app-*") if (app / LIST).is_file() and _version(app)]
    return max(whole, key=_version, default=None)


def _version(app: Path) -> tuple[int, ...]:
    numbers = app.name.removeprefix("app-").split(".")
    return tuple(map(int, numbers)) if all(number.isdecimal() for number in numbers) else ()


def _begin(project: Path, app: str) -> int:
    """Write the starter into `project`. Who unzips a program beside an older one must not find an empty project."""
    here = project.parent
    others = [found.parents[1] for found in sorted(here.parent.glob("*/project/appeals")) if found.parents[1] != here]
    for other in others[-1:]:
        for stream in (sys.stdin, sys.stdout):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        print(_IN_ANOTHER.format(folder=other, app=app), end="", flush=True)
        if sys.stdin.readline().strip().lower() not in _YES:
            return 1
    init = [sys.executable, "-m", "zt_audio", "init", str(project)]
    # A pipe is no terminal, so nothing is asked; NUL is one.
    made = subprocess.run(init, input=b"", capture_output=True, check=False)
    if made.returncode == 0:
        (project / "voices").mkdir(exist_ok=True)  # new voices go there, and so move with the folder
    else:
        sys.stderr.buffer.write(made.stderr)
    return made.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
