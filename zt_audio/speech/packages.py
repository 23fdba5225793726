"""Install the packages of an extra by pip, from where the pip of this computer fetches everything."""

from __future__ import annotations

import re
import sys
from importlib import invalidate_caches, metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from zt_audio.errors import VoiceError
from zt_audio.events import StickEmit, ignore_event
from zt_audio.model import Problem
from zt_audio.processes.child import EndableProcess
from zt_audio.speech.download import fetch_steps

# pip ends where we do: its input ends then. Its errors come with its output.
_PIP = """
import os, runpy, threading
os.dup2(1, 2)
threading.Thread(target=lambda: (os.read(0, 1), os._exit(1)), daemon=True).start()
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
_OPTIONS = ("--only-binary=:all:", "--retries=1", "--no-input", "--disable-pip-version-check", "--no-color")
_TELLS_BYTES_SINCE = (24, 1)
_OFFLINE = re.compile("connection broken by|Connection ?(Error|Refused)|timed out", re.IGNORECASE)


def extra_packages(extra: str) -> list[str]:
    """Return what `extra` of pyproject.toml asks for, as pip takes it."""
    asked = re.compile(rf"(.+?) *; *extra == ['\"]{extra}['\"]")
    return [found[1] for line in metadata.requires("zt_audio") or () if (found := asked.fullmatch(line))]


def install_extra(extra: str, emit: StickEmit = ignore_event, *, pip: str = _PIP) -> None:
    """Install what `extra` asks for, by the Python of `pip`; what is here already stays in the version that it has.

    Raises VoiceError: extra-offline, extra-failed; extra-no-pip in a folder that was made without pip.
    """
    try:
        version = metadata.version("pip")
    except metadata.PackageNotFoundError:
        raise VoiceError(Problem("extra-no-pip", facts={"name": extra})) from None
    options = [*_OPTIONS]
    if tuple(map(int, version.split(".")[:2])) >= _TELLS_BYTES_SINCE:
        options.append("--progress-bar=raw")
    with TemporaryDirectory() as folder:
        kept = Path(folder, "kept.txt")
        here = {each.name: each.version for each in metadata.distributions()}
        kept.write_text("".join(f"{name}=={version}\n" for name, version in here.items()), encoding="utf-8")
        command = [sys.executable, "-c", pip, "install", *options, f"--constraint={kept}", *extra_packages(extra)]
        installing = EndableProcess(command)
        try:
            said = _listen(installing, emit)
            code = installing.process.wait()
        finally:
            installing.close()
    if code:
        slug = "extra-offline" if _OFFLINE.search("\n".join(said)) else "extra-failed"
        reason = next((line for line in reversed(said) if line.startswith("ERROR")), f"pip: exit {code}")
        raise VoiceError(Problem(slug, facts={"name": extra, "reason": reason.removeprefix("ERROR: ")}))
    invalidate_caches()


def _listen(pip: EndableProcess, emit: StickEmit) -> list[str]:
    """Report how far each file is, and return the other lines."""
    said: list[str] = []
    size, on_bytes = 0, fetch_steps(0, ignore_event)
    for line in pip.process.stdout or ():
        text = line.decode(errors="replace").strip()
        if step := re.fullmatch(r"Progress (\d+) of (\d+)", text):
            if int(step[2]) != size:
                size = int(step[2])
                on_bytes = fetch_steps(size, emit)
            on_bytes(int(step[1]))
        else:
            said.append(text)
    return said
