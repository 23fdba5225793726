"""The wheel that set-up makes: the one of hatchling, with the manuals."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.metadata import Metadata

from setup import manuals

ROOT = Path(__file__).parents[2]
FOR_HATCHLING = """
[tool.hatch.version]
path = "zt_audio/__init__.py"
[tool.hatch.build.targets.wheel]
artifacts = ["*.mo"]
"""


def built(folder: Path) -> Path:
    """Return the wheel of this project, made by pip in `folder`."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)], check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("wheel"))


def content(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_is_the_wheel_of_hatchling(wheel: Path, tmp_path: Path) -> None:
    for name in ("README.md", "LICENSE", ".gitignore", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "zt_audio", tmp_path / "zt_audio", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(FOR_HATCHLING)
    (other,) = WheelBuilder(str(tmp_path)).build(directory=str(tmp_path / "dist"), versions=["standard"])
    ours, theirs = content(wheel), content(Path(other))
    assert wheel.name == Path(other).name
    assert len([name for name in ours if name.endswith(".mo")]) == 2
    differing = {name for name in ours if not name.startswith("zt_audio/manuals/") and ours[name] != theirs.get(name)}
    info = wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info"
    assert differing <= {
        f"{info}/{name}" for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "top_level.txt")
    }
    assert theirs.keys() <= ours.keys()
    told = [Metadata.from_email(found[f"{info}/METADATA"]) for found in (ours, theirs)]
    for field in (
        "name",
        "version",
        "summary",
        "license_expression",
        "license_files",
        "requires_python",
        "description",
    ):
        ours_told, theirs_told = (getattr(each, field) for each in told)
        if field == "description":  # setuptools writes the lines of its system
            ours_told, theirs_told = ours_told.splitlines(), theirs_told.splitlines()
        assert ours_told == theirs_told
    assert told[0].provides_extra == told[1].provides_extra
    assert {*map(str, told[0].requires_dist or ())} == {*map(str, told[1].requires_dist or ())}
    lines = [found[f"{info}/entry_points.txt"].decode().split() for found in (ours, theirs)]
    assert lines[0] == lines[1]


def test_it_brings_each_page_of_help(wheel: Path) -> None:
    pages = {page.relative_to(ROOT).as_posix() for page in manuals(ROOT)}
    assert {"docs/kk/index.md", "docs/ru/studio.md", "docs/trust.md", "docs/images/card.png", "README.md"} <= pages
    assert {f"zt_audio/manuals/{page}" for page in pages} <= content(wheel).keys()


def test_pip_installs_it_and_runs_its_command(wheel: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-deps"]
    subprocess.run([*pip, "--target", str(tmp_path), str(wheel)], check=True)
    (told,) = tmp_path.glob("*.dist-info")
    names = {line.split(",")[0] for line in (told / "RECORD").read_text(encoding="utf-8").splitlines()}
    assert f"{told.name}/METADATA" in names
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import zt_audio; print(zt_audio.__file__)"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)


def test_the_same_files_make_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert built(tmp_path).read_bytes() == wheel.read_bytes()


def test_nothing_of_it_stays_in_the_checkout(wheel: Path) -> None:
    assert wheel.is_file()
    assert not [*ROOT.glob("*.egg-info"), *(path for path in [ROOT / "build", ROOT / "dist"] if path.exists())]
