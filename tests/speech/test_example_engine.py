"""The example in docs/engines.md is an engine that anyone could write: pip installs it, and a build plays it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zt_audio.store import manifest

EXAMPLE = Path(__file__).parent / "example_engine"
PAGE = (Path(__file__).parents[2] / "docs" / "engines.md").read_text("utf-8")
PROJECT = {
    "settings.yaml": "voices: {kk: [hum], ru: ['hum:hum-ru', espeak]}\nchime: none\n",
    "texts/a.yaml": "title: {kk: Тазалық, ru: Чистота}\ntext:\n  kk: Көшені таза ұстаңыз.\n  ru: Берегите улицы.\n",
    "places.yaml": "park:\n  kind: park\n  name: {kk: Саябақ, ru: парк}\n",
    "intros.yaml": "default: {kk: Құрметті тұрғындар!, ru: Уважаемые жители!}\n",
    "playlists/city.yaml": "title: {kk: Қала, ru: Город}\ndays: [mon]\nappeals: [a]\nstops: [{place: park}]\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the example, without a network."""
    top = tmp_path_factory.mktemp("example")
    source = Path(shutil.copytree(EXAMPLE, top / "source"))
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--target", str(top / "site"), str(source)], check=True, capture_output=True)
    return top / "site"


def zt_audio(project: Path, site: Path | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ZT_AUDIO_LANG": "en", "PYTHONPATH": str(site or "")}
    command = [sys.executable, "-m", "zt_audio", "--project", str(project), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_anyones_engine_speaks_in_a_build(site: Path, tmp_path: Path) -> None:
    for name, text in PROJECT.items():
        (tmp_path / "appeals" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "appeals" / name).write_text(text, "utf-8")
    assert (
        "hum:hum-kk\tkk\tdraft quality\toffline\tCC0-1.0\tspeaks here: 2"
        in zt_audio(tmp_path, site, "voices").stdout.splitlines()
    )
    built = zt_audio(tmp_path, site, "build")
    assert (built.returncode, built.stdout) == (0, ""), built.stderr
    found = manifest.load_manifest(tmp_path / "output")
    assert found is not None
    spoken = {(entry.engine, entry.voice) for entry in found.segments.values() if entry.lang}
    assert spoken == {("hum", "hum-kk"), ("hum", "hum-ru")}
    assert zt_audio(tmp_path, site, "verify").returncode == 0
    without = zt_audio(tmp_path, None, "check")  # where it is not installed
    assert (without.returncode, without.stdout) == (3, "")
    assert "appeals/settings.yaml:1:15: There is no speech engine “hum”." in without.stderr


def test_the_page_shows_it_as_it_is() -> None:
    source = (EXAMPLE / "zt_audio_hum.py").read_text("utf-8")
    assert f"```python\n{source}```" in PAGE
    assert 'hum = "zt_audio_hum:Hum"' in PAGE
