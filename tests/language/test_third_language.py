"""A third language needs a folder of `language/` and its code in the model: a copy of the program reads Tatar."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.tiny import tiny_project

ROOT = Path(__file__).parents[2]
MODEL_LINE = 'Lang = Literal["kk", "ru"]'
ROWS = [
    ("read('Бу җир, 3 өй.', 'tt', Lexicon()).spoken", "Бу җир, өч өй."),
    ("[problem.slug for problem in read('4 өй', 'tt', Lexicon()).problems]", ["unreadable-token"]),
    ("language_of('tt').inflect('Казан', 'gen')", "Казанның"),
    ("language_of('tt').syllables('безнең җир')", 3),
    ("'җ' in foreign_letters('ru') and 'ң' not in foreign_letters('kk')", True),
    ("[problem.slug for problem in text_warnings('Тиз тиз җир!', 'tt', is_label=False)]", []),
    ("[problem.slug for problem in text_warnings('Җир җир бар!', 'tt', is_label=False)]", ["doubled-word"]),
]
ASK = f"""
import json, sys
from zt_audio.checks.texts import text_warnings
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.language.registry import foreign_letters, language_of
rows = {[row for row, _ in ROWS]!r}
json.dump({{row: eval(row) for row in rows}}, sys.stdout)
"""
FILES = {
    "texts/b.yaml": "title: {kk: Су, ru: Вода, tt: Су}\ntext: {kk: Су ішіңіз., ru: Пейте воду., tt: Су эчегез.}\n",
    "places.yaml": "school: {kind: school, name: {kk: Мектеп, ru: школа, tt: Мәктәп}}\n",
    "intros.yaml": "default: {kk: Құрметті жұрт!, ru: Уважаемые жители!, tt: Безнең җир!}\n",
    "playlists/yard.yaml": """\
title: {kk: Аула, ru: Двор, tt: Ишегалды}
days: [tue]
languages: [kk, ru, tt]
appeals: [b]
stops: [{place: school, arrive: "12:00"}]
""",
    "settings.yaml": "voices: {kk: [tone], ru: [tone], tt: [tone]}\nchime: none\n",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a copy of the program that has the toy language `tt` too."""
    folder = tmp_path_factory.mktemp("third")
    package = folder / "zt_audio"
    shutil.copytree(ROOT / "zt_audio", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests/support/tatar", package / "language/tt")
    model = package / "model/__init__.py"
    text = model.read_text("utf-8")
    assert MODEL_LINE in text
    model.write_text(text.replace(MODEL_LINE, 'Lang = Literal["kk", "ru", "tt"]'), "utf-8")
    return folder


def python(copy: Path, *arguments: str) -> str:
    """Run Python where `import zt_audio` finds the copy."""
    command = [sys.executable, "-X", "utf8", *arguments]
    environment = {**os.environ, "ZT_AUDIO_LANG": "en", "PYTHONPATH": str(copy)}
    done = subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def answers(copy: Path) -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads(python(copy, "-c", ASK))
    return found


@pytest.mark.parametrize(("question", "answer"), ROWS)
def test_tatar_is_read_by_its_own_rules(question: str, answer: object, answers: Mapping[str, object]) -> None:
    assert answers[question] == answer


def test_a_playlist_in_three_languages_is_planned(copy: Path, tmp_path: Path) -> None:
    tiny = tiny_project(tmp_path / "project")
    for name in ("places.yaml", "texts/a.yaml", "playlists/city.yaml", "playlists/yard.yaml", "settings.yaml"):
        (tiny.root / "appeals" / name).unlink()
    for name, text in FILES.items():
        tiny.write(name, text)
    plan = python(copy, "-m", "zt_audio", "--project", str(tiny.root), "build", "--dry-run", "--explain")
    spoken = [line.split(" ", 2)[2] for line in plan.splitlines() if line.startswith("speak")]
    assert spoken[4:] == [f"{said}: there was no such sound before" for said in ("Безнең җир!", "Су эчегез.")]
