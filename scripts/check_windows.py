"""Try the program on Windows: real CPython and wheels of Windows under Wine. docs/development.md says what it proves.

`--all` adds kills and the folders of tests that are quick there. Where Wine cannot be had, it says so.
"""

from __future__ import annotations

import argparse
import base64
import html
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from environment import ROOT, ready_python

if TYPE_CHECKING:
    from scripts.windows.cpython import CannotBeMade
    from scripts.windows.wine import Computer, Unexpected, ready_computer
else:
    from windows.cpython import CannotBeMade
    from windows.wine import Computer, Unexpected, ready_computer

LATIN, KAZAKH = "C:\\zt", "C:\\users\\Қызметкер\\Desktop\\Үндеулер zt"
_TEXT = "appeals/texts/littering.yaml"
_PATIENCE_S = 180  # for what ends within seconds where nothing else runs
_STICK = "C:\\Базарлар үшін"
NEAR_LU = 0.1  # how far the loudness of a part may be from that on Linux
_QUICK_PLAYLISTS = ("markets", "districts-east")  # what is built without --all, as it takes minutes
_PORTABLE_MB = 230  # at most, without voices
_OF_A_KIND = 3  # pages that are tried
_KILLS = 10
_TEST_FOLDERS = ("store", "formats", "scripts", "sticks", "content")  # what is quick there
STRAY = "!" * 100


@dataclass(frozen=True)
class Project:
    """A copy of this project on a Windows computer."""

    computer: Computer
    folder: str

    @property
    def path(self) -> Path:
        return self.computer.path(self.folder)

    def python(self, *arguments: str, fails: bool | None = False) -> str:
        """Run the computer's own Python in the folder of the project."""
        return self.computer.run("python.exe", *arguments, folder=self.folder, fails=fails)

    @property
    def program(self) -> str:
        return f"{self.folder}\\.venv\\Scripts\\zt-audio.exe"

    def zt(self, *arguments: str, fails: bool | None = False, errors: int = subprocess.STDOUT) -> str:
        """Return what `zt-audio` printed; raise Unexpected where it fails, or does not though it should."""
        return self.computer.run(self.program, *arguments, folder=self.folder, fails=fails, errors=errors)


@dataclass
class Report:
    """What held and what did not."""

    failed: list[str] = field(default_factory=list)

    @contextmanager
    def point(self, name: str, minutes: int) -> Iterator[None]:
        """Try the body; where it raises, or takes longer than `minutes`, the point fails and the next one is tried."""
        begun = time.monotonic()

        def too_late(*_signal: object) -> None:
            raise Unexpected(f"not done after {minutes} minutes")

        signal.signal(signal.SIGALRM, too_late)
        signal.alarm(minutes * 60)
        try:
            yield
        except (Unexpected, OSError, subprocess.SubprocessError, LookupError, ValueError) as error:
            self.failed.append(name)
            say(f"FAILED {time.monotonic() - begun:4.0f} s  {name}: {type(error).__name__}: {error}")
        else:
            say(f"holds  {time.monotonic() - begun:4.0f} s  {name}")
        finally:
            signal.alarm(0)


def main() -> int:
    """Try it all; the exit code is 1 where a point fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="kills and the folders of tests, too")
    everything = parser.parse_args().all
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(128 + signal.SIGTERM))  # no program of Wine stays behind
    begun = time.monotonic()
    report = Report()
    try:
        project = Project(ready_computer("3.13", "staff"), LATIN)
        staff = Project(ready_computer("3.11", "Қызметкер"), KAZAKH)
        say(f"two computers of Wine with CPython 3.13 and 3.11: {time.monotonic() - begun:.0f} s")
        with tempfile.TemporaryDirectory() as temporary, project.computer.until_shut(), staff.computer.until_shut():
            try_everything(project, staff, Path(temporary), report, everything=everything)
    except CannotBeMade as reason:
        say(f"\n{STRAY}\nWINDOWS WAS NOT TRIED: {reason}\n{STRAY}")
        return 0
    minutes = (time.monotonic() - begun) / 60
    say(f"Windows: {f'{len(report.failed)} points FAILED' if report.failed else 'all holds'}, {minutes:.1f} minutes")
    return 1 if report.failed else 0


def try_everything(project: Project, staff: Project, linux: Path, report: Report, *, everything: bool) -> None:
    """Try each point in turn; `linux` is an empty folder for a build on this computer."""
    playlists = () if everything else _QUICK_PLAYLISTS
    with ThreadPoolExecutor(1) as beside:
        staff_ready = beside.submit(set_up, staff, "districts-east")
        with report.point("a fresh copy is set up and built by scripts\\regenerate.py on 3.13", 20):
            set_up(project, *playlists)
    if report.failed:
        return
    with report.point("tracks, names, lists, Kazakh frames and loudness are those of Linux", 15):
        put_copy(linux)
        build_here(linux, *playlists)
        compare(project.path / "output", linux / "output")
    with report.point(f"3.11 in {KAZAKH}: it is set up, both languages speak", 20):
        staff_ready.result()
        try_staff(staff)
    with report.point("a second build has nothing to do", 15):
        before = (project.path / "output/manifest.json").stat().st_mtime_ns
        project.zt("build", *playlists)
        require((project.path / "output/manifest.json").stat().st_mtime_ns == before, "a second build writes")
    if everything:
        try_portable(linux, report)
    for name, minutes, attempt in (*_POINTS, *(_MORE_POINTS if everything else ())):
        with report.point(name, minutes):
            attempt(project)


def try_portable(temporary: Path, report: Report) -> None:
    """Make the folder for Windows twice, and try it on a computer that has neither Python nor a network."""
    script = Path(__file__).with_name("portable.py")
    zips: list[Path] = []
    with report.point("the folder for Windows is made by scripts/portable.py, twice the same", 20):
        for number in range(2):
            command = [sys.executable, str(script), str(temporary / f"portable-{number}")]
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=True)
            zips += (temporary / f"portable-{number}").glob("*.zip")
        require(len({zipped.read_bytes() for zipped in zips}) == 1, "the second zip is another one")
        mb = zips[0].stat().st_size / 1e6
        say(f"       {mb:.1f} MB")
        require(mb <= _PORTABLE_MB, f"it is larger than {_PORTABLE_MB} MB")
    if zips:
        check = [sys.executable, str(script.with_name("check_portable.py")), str(zips[0])]
        if subprocess.run(check, check=False).returncode:
            report.failed.append("the folder for Windows")


def say(line: str) -> None:
    print(line, flush=True)


def require(holds: object, otherwise: str) -> None:
    """Raise Unexpected where something does not hold."""
    if not holds:
        raise Unexpected(otherwise)


def put_copy(folder: Path) -> None:
    """Put the files of this project, as they are now, into `folder`; an environment that is there may serve again."""
    if folder.exists():
        for each in folder.iterdir():
            if each.name != ".venv":
                shutil.rmtree(each) if each.is_dir() else each.unlink()
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")[:-1]:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def set_up(project: Project, *playlists: str) -> None:
    """Do what a stranger does. Raises CannotBeMade where pip reaches no packages from there."""
    put_copy(project.path)
    try:
        project.python("scripts\\regenerate.py", *playlists)
    except Unexpected:
        try:
            project.python("-m", "pip", "download", "-q", "--no-deps", "--no-cache-dir", "-d", "C:\\tried", "click")
        except Unexpected:
            raise CannotBeMade("pip for Windows reaches no packages") from None
        raise


def build_here(folder: Path, *playlists: str) -> None:
    """Build the project in `folder` on this computer, with the voices that come along."""
    command = [str(ready_python("runtime")), "-m", "zt_audio", "--project", str(folder), "build", *playlists]
    no_voices = {**os.environ, "ZT_AUDIO_VOICES": str(folder / "no-voices")}
    subprocess.run(command, env=no_voices, capture_output=True, check=True)


def compare(windows: Path, linux: Path) -> None:
    """Hold what was built on Windows against what was built here. In Russian it may be another voice."""
    names = [sorted(str(file.relative_to(output)) for file in output.rglob("*")) for output in (windows, linux)]
    require(names[0] == names[1], f"other files: {set(names[0]) ^ set(names[1])}")
    for list_file in linux.rglob("*.M3U"):
        same = (windows / list_file.relative_to(linux)).read_bytes() == list_file.read_bytes()
        require(same, f"{list_file.relative_to(linux)} differs")
    there, here = (json.loads((output / "manifest.json").read_bytes()) for output in (windows, linux))
    require(heard(there) == heard(here), "the manifest names other tracks, parts or words")
    parts, wanted = kazakh(there), kazakh(here)
    require(parts.keys() == wanted.keys() and wanted, f"other parts: {parts.keys() ^ wanted.keys()}")
    for part, (frames, lufs) in wanted.items():
        require(parts[part][0] == frames, f"{part}: {parts[part][0]} frames and not {frames}")
        require(abs(parts[part][1] - lufs) <= NEAR_LU, f"{part}: {parts[part][1]} LUFS and not {lufs}")


def heard(manifest: dict[str, Any]) -> list[tuple[object, ...]]:
    """Return what each track is called and says."""
    segments = manifest["segments"]
    return [
        (track["file"], [(step["part"], segments.get(step["segment"], {}).get("text")) for step in track["cycle"]])
        for playlist in manifest["playlists"].values()
        for track in playlist["tracks"]
    ]


def kazakh(manifest: dict[str, Any]) -> dict[str, tuple[int, float]]:
    """Return frames and loudness (LUFS) of each Kazakh part."""
    found = manifest["segments"].values()
    return {each["part"]: (each["frames"], each["loudness_lufs"]) for each in found if each.get("lang") == "kk"}


def try_commands(project: Project) -> None:
    """Ask what staff ask every day."""
    for command in ("check", "status", "verify", "doctor"):
        project.zt(command)
    listed = project.zt("voices", "--json", errors=subprocess.DEVNULL)
    engines = {voice["engine"] for voice in json.loads(listed)["voices"]}
    require({"espeak", "rhvoice"} <= engines, f"voices lists only {engines}")
    project.zt("card", "markets")
    cards = list((project.path / "cards").glob("*.html"))
    require(cards and all(b"</html>" in card.read_bytes() for card in cards), f"cards: {cards}")


def try_exports(project: Project) -> None:
    """Write a playlist and read it back."""
    shutil.rmtree(project.computer.path(_STICK), ignore_errors=True)
    project.computer.path(_STICK).mkdir()
    for target in (_STICK, "C:\\базар.zip"):
        project.zt("export", "markets", target, "--yes")
        project.zt("verify-stick", target, "--against", f"{project.folder}\\output")
    wanted = {file.name for file in (project.path / "output/markets").iterdir()}
    written = {file.name for file in project.computer.path(_STICK).iterdir()}
    require(wanted <= written, f"the folder holds only {written}")


@contextmanager
def open_studio(computer: Computer, folder: str) -> Iterator[Browser]:
    """Open the studio of `folder` as a double click does, and close it by its button; then no process is left."""
    started = computer.start("cmd", "/c", f"{folder}\\STUDIO.cmd", "--no-browser")
    try:
        printed = ""
        for line in started.stdout or ():
            printed += line
            if address := re.search(r"http://\S+", line):
                break
        else:
            raise Unexpected(f"the studio shows no address: {printed}")
        browser = Browser(address[0])
        yield browser
        browser.send("/leave", {})
        require(started.wait(_PATIENCE_S) == 0, "STUDIO.cmd does not end well")
    finally:
        started.kill()
    until = time.monotonic() + _PATIENCE_S
    while (left := [*computer.running().values()]) and time.monotonic() < until:
        time.sleep(1)
    require(not left, f"still running: {left}")


def try_studio(project: Project) -> None:
    """Use the studio from here as a browser does."""
    with open_studio(project.computer, project.folder) as browser:
        pages = browser.every_page()
        say(f"       {len(pages)} pages answer")
        file, title = _TEXT, "Не мусорите"
        before = (project.path / file).read_bytes()
        for old, new in ((title, f"{title}!"), (f"{title}!", title)):
            browser.send("/save", {"file": file, "edits": [{"path": ["title", "ru"], "old": old, "new": new}]})
            wanted = before.replace(title.encode(), new.encode(), 1)
            require((project.path / file).read_bytes() == wanted, "a save changes other bytes")
        browser.hear_both()


def try_sticks(project: Project) -> None:
    """Write to the drive E: as it is found in offices: empty, full, write-protected."""
    with tempfile.TemporaryDirectory() as empty, drive(project.computer, "e", Path(empty)):
        told(project, "stick-no-list", "verify-stick", "E")
        project.zt("export", "markets", "E", "--yes")
        project.zt("verify-stick", "E")
    with tempfile.TemporaryDirectory() as small, drive(project.computer, "e", Path(small)):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", small], check=False).returncode:
            say("       not tried, for nothing can be mounted here: a full and a write-protected stick")
            return
        try:
            told(project, "stick-full", "export", "markets", "E:", "--yes")
            subprocess.run(["mount", "-o", "remount,ro,size=300m", small], check=True)
            told(project, "stick-read-only", "export", "districts-east", "E:\\", "--yes")
        finally:
            subprocess.run(["umount", small], check=True)


@contextmanager
def drive(computer: Computer, letter: str, folder: Path) -> Iterator[None]:
    """Let `folder` be the drive `letter`."""
    link = computer.prefix / "dosdevices" / f"{letter}:"
    link.unlink(missing_ok=True)
    link.symlink_to(folder)
    try:
        yield
    finally:
        link.unlink()


def told(project: Project, slug: str, *command: str, word: str = "") -> None:
    """Run a command that must be refused by the problem `slug`, in a sentence that has `word`."""
    printed = project.zt(*command, fails=True)
    require(f"[{slug}]" in printed and word in printed, f"{' '.join(command)} does not tell {slug}:\n{printed[-1000:]}")


def try_held_file(project: Project) -> None:
    """Hold a track on the stick as a player does, while it is to be written again."""
    track = min(project.computer.path(_STICK).glob("*.MP3"))
    track.write_bytes(track.read_bytes()[:-1])
    with held(project.computer, f"{_STICK}\\{track.name}"):
        told(project, "file-in-use", "export", "markets", _STICK, "--yes")
    project.zt("export", "markets", _STICK, "--yes")
    project.zt("verify-stick", _STICK)


@contextmanager
def held(computer: Computer, file: str) -> Iterator[None]:
    """Keep `file` open as players do: others may read it."""
    script = (
        "import ctypes, sys; k = ctypes.windll.kernel32; k.CreateFileW.restype = ctypes.c_void_p; "
        "h = k.CreateFileW(sys.argv[1], 0x80000000, 1, None, 3, 0, None); "
        "print('held' if h != 2**64 - 1 else 'not held', flush=True); sys.stdin.read()"
    )
    player = computer.start("python.exe", "-c", script, file)
    try:
        require("held\n" in (player.stdout or ()), f"{file} cannot be held")
        yield
    finally:
        if player.stdin:
            player.stdin.close()
        player.wait()


def try_notepad(project: Project) -> None:
    """Save a text as Notepad does in each of its encodings."""
    file = project.path / _TEXT
    before = file.read_bytes()
    text = before.decode().replace("\n", "\r\n")
    try:
        for fine in ("utf-8", "utf-8-sig"):
            file.write_bytes(text.encode(fine))
            project.zt("check")
        for other, bytes_ in (("UTF-16", text.encode("utf-16")), ("Windows-1251", text.encode("kz1048"))):
            file.write_bytes(bytes_)
            told(project, "not-utf8", "check", word=other)
    finally:
        file.write_bytes(before)


def try_memory(project: Project) -> None:
    """Open a file whose reader takes all memory. Wine keeps no limit of a job, so Linux refuses the memory here."""
    folder = project.computer.path("C:\\greedy")
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("__init__.py", "processes", "formats/refusal.py", "formats/__init__.py"):
        copy = shutil.copytree if (ROOT / "zt_audio" / name).is_dir() else shutil.copy
        (folder / "zt_audio" / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / "zt_audio" / name, folder / "zt_audio" / name)
    greedy = "def table_rows(data):\n  kept = []\n  while True: kept.append(bytes(1_000_000))\n"
    (folder / "zt_audio/formats/documents.py").write_text(greedy, encoding="ascii")
    script = (
        "import sys; from zt_audio.processes.door import open_foreign; from zt_audio.errors import ZtError\n"
        "sys.path.insert(0, 'C:\\\\greedy')\n"
        "try: open_foreign('table', b'x', 't.csv')\n"
        "except ZtError as error: print(error.problems[0].slug)"
    )
    python = f"{project.folder}\\.venv\\Scripts\\python.exe"
    printed = project.computer.run(python, "-c", script, folder=project.folder, memory_bytes=1_000_000_000)
    require("foreign-file-memory" in printed, f"told otherwise: {printed}")


def try_staff(staff: Project) -> None:
    """Speak where many staff do: the user's name and the folder have letters that no code page holds."""
    staff.zt("--version")
    segments = json.loads((staff.path / "output/manifest.json").read_bytes())["segments"].values()
    spoken = {(each["lang"], each["engine"]) for each in segments if each["lang"]}
    require(spoken == {("kk", "espeak"), ("ru", "rhvoice")}, f"the voices are {spoken}")
    staff.zt("verify")


def try_two_computers(project: Project) -> None:
    """Change one text from two computers at once: each change is kept, and the journal stays whole."""
    file, path = _TEXT, "title/ru"
    kept = (project.path / file).read_bytes()
    lines = len(journal(project))
    with ThreadPoolExecutor(2) as computers:
        for done in [
            computers.submit(save_thrice, project, file, *change) for change in (("title/kk", "Қоқыс"), (path, "Мусор"))
        ]:
            done.result()
    require(len(journal(project)) == lines + 6, f"{len(journal(project)) - lines} of 6 changes are in the journal")
    titles = (project.path / file).read_text("utf-8").splitlines()[1:3]
    require("Қоқыс 2" in titles[0] and "Мусор 2" in titles[1], f"a change is lost: {titles}")
    told(project, "edit-conflict", "edit", file, path, "Сор", "--old", "Мусор 1")
    project.zt("log")
    project.zt("edit", file, "title/kk", "Қоқыс тастамаңыздар")
    project.zt("edit", file, path, "Не мусорите")
    require((project.path / file).read_bytes() == kept, "the text is not as it was")


def save_thrice(project: Project, file: str, key: str, words: str) -> None:
    """Change a text; where another save takes more than ten seconds, this one says so and is made again."""
    for number in range(3):
        while "[busy]" in project.zt("edit", file, key, f"{words} {number}", fails=None):
            pass


def journal(project: Project) -> list[str]:
    """Return the lines of all journals of the project."""
    return [
        line for file in (project.path / "journal").glob("*.jsonl") for line in file.read_text("utf-8").splitlines()
    ]


def try_killed_saves(project: Project) -> None:
    """Kill a save at moments that are spread over its time: the text is one that was saved, none is half."""
    file, title = project.path / _TEXT, "Не мусорите"
    before = file.read_text("utf-8")
    begun = time.monotonic()
    project.zt("edit", _TEXT, "title/ru", "Мусор 0")
    whole_s = time.monotonic() - begun
    for number in range(1, _KILLS + 1):
        kill_after(project, whole_s * number / (_KILLS + 1), "edit", _TEXT, "title/ru", f"Мусор {number}")
        whole = [before.replace(f"ru: {title}\n", f"ru: Мусор {saved}\n", 1) for saved in range(number + 1)]
        require(file.read_text("utf-8") in whole, "a kill leaves half a text")
    project.zt("edit", _TEXT, "title/ru", title)
    require(file.read_text("utf-8") == before, "the text is not as it was")
    project.zt("log")


def try_killed_builds(project: Project) -> None:
    """Kill a build at moments that are spread over its time: what was built stays whole, the next build ends well."""
    file = project.path / "appeals/outros.yaml"
    before = file.read_text("utf-8")
    whole_s = 0.0
    try:
        for number in range(_KILLS + 1):
            file.write_text(before.replace("приятных покупок!", f"приятных покупок! Звоните 10{number}."), "utf-8")
            begun = time.monotonic()
            if number:
                kill_after(project, whole_s * number / (_KILLS + 1), "build", "markets")
            else:
                project.zt("build", "markets")
                whole_s = time.monotonic() - begun
            project.zt("verify")
        # the last build may have ended before it was killed
        file.write_text(before.replace("приятных покупок!", "приятных покупок! Звоните 102."), "utf-8")
        track = min((project.path / "output/markets").glob("*.MP3"))
        with held(project.computer, f"{project.folder}\\output\\markets\\{track.name}"):
            told(project, "file-in-use", "build", "markets")
    finally:
        file.write_text(before, "utf-8")
    project.zt("build", "markets")
    project.zt("verify")


def kill_after(project: Project, seconds: float, *command: str) -> None:
    """Start a command and kill all its processes after some time."""
    started = project.computer.start(project.program, *command, folder=project.folder, output=subprocess.DEVNULL)
    time.sleep(seconds)
    for process in project.computer.running():
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    started.wait()


def try_tests(project: Project, folder: str) -> None:
    """Run the tests of one room that are not slow."""
    printed = project.python(
        "scripts\\run_tests.py", "--all", "-q", "-m", "not slow", "-o", "timeout=1200", f"tests/{folder}", fails=None
    )
    last = printed.strip().rpartition("\n")[2]
    say(f"       {last}")
    failed = re.findall("^(?:FAILED|ERROR) .*", printed, re.MULTILINE)
    require(" passed" in last and not failed, "\n".join(failed) or printed[-2000:])


class Browser:
    """What a browser does with the studio, without showing it."""

    def __init__(self, address: str) -> None:
        """Open a session."""
        self.base = urljoin(address, "/")
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        secret = re.search(r'data-secret="([\w-]+)"', self.get(address))
        require(secret, "the studio opens no session")
        self._headers = {"Origin": self.base[:-1], "zt-secret": secret[1] if secret else ""}

    def get(self, path: str) -> str:
        return self._ask(Request(urljoin(self.base, path))).decode("utf-8", "replace")  # noqa: S310 - its own address

    def send(self, path: str, value: object) -> bytes:
        headers = {**self._headers, "content-type": "application/json"}
        return self._ask(Request(urljoin(self.base, path), json.dumps(value).encode(), headers))  # noqa: S310 - as above

    def hear_both(self) -> None:
        """Let the first voice of each language say a sentence; raise Unexpected where that is no MP3."""
        for lang, text in (("kk", "Сәлеметсіздер ме!"), ("ru", "Звоните 102.")):
            said = json.loads(self.send("/say", {"lang": lang, "text": text}))
            kind, sound = said["pieces"][0]["audio"]
            sound = base64.b64decode(sound)
            require(kind == "audio/mpeg" and (sound[:3] == b"ID3" or sound[:1] == b"\xff"), "what is heard is no MP3")

    def _ask(self, request: Request) -> bytes:
        with self._opener.open(request, timeout=300) as answer:  # raises for all but 200
            return bytes(answer.read())

    def every_page(self) -> set[str]:
        """Open each page to which a page leads, from Home on; of pages of one kind, the first few."""
        seen, waiting, kinds = {"/"}, ["/"], Counter[str]()
        while waiting:
            page = self.get(waiting.pop(0))
            for link in map(html.unescape, re.findall(r'href="(/[^"#]*)', page)):
                address = urlsplit(link)  # of a page with a query, such as one of a week, there is no last one
                kind = address.path if address.query else address.path.rpartition("/")[0]
                is_known = link in seen or (kind and kinds[kind] == _OF_A_KIND)
                if not is_known and not link.startswith("/static/"):
                    seen.add(link)
                    waiting.append(link)
                    kinds[kind] += 1
        return seen


_POINTS: tuple[tuple[str, int, Callable[[Project], None]], ...] = (
    ("check, status, doctor, voices, card and verify answer", 15, try_commands),
    ("export to a folder with Kazakh letters and to a zip, verify-stick", 15, try_exports),
    ("STUDIO.cmd: each page, a save, a sentence heard, closed by its button, no process left", 20, try_studio),
    ("an empty stick is written, a full and a write-protected one are told", 15, try_sticks),
    ("a file that a player holds open is told", 15, try_held_file),
    ("files of Notepad are read, or told with their encoding", 15, try_notepad),
    ("a foreign file that takes too much memory ends its child alone", 15, try_memory),
)
_MORE_POINTS: tuple[tuple[str, int, Callable[[Project], None]], ...] = (  # with --all
    ("two computers on one folder: no save is lost, one is shown the other's words", 20, try_two_computers),
    ("ten kills of a save leave the old text or the new one", 20, try_killed_saves),
    ("ten kills of a build leave what can be finished, and so does a player that holds a track", 30, try_killed_builds),
    *((f"tests/{folder}", 40, partial(try_tests, folder=folder)) for folder in _TEST_FOLDERS),
)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
