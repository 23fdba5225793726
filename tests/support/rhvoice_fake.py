"""A home of RHVoice for tests: a library that beeps, compiled here, and the descriptions of a few voices."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.judges import judge

VOICES = {"aleksandr": ("Aleksandr", "Russian"), "anna": ("Anna", "Russian"), "slt": ("SLT", "English")}
SOURCE = Path(__file__).with_name("fake_rhvoice.c")


def compile_library(path: Path, *options: str) -> Path:
    subprocess.run([judge("cc"), "-shared", "-fPIC", "-O1", *options, "-o", path, SOURCE, "-lm"], check=True)
    return path


def lay_data(data: Path) -> Path:
    for folder, (name, language) in VOICES.items():
        voice = data / "voices" / folder
        voice.mkdir(parents=True)
        (voice / "voice.info").write_text(f"name={name}\nlanguage={language}\ngender=female\nformat=4\n", "utf-8")
        (voice / "voice.data").write_text(name, "utf-8")
    (data / "languages" / "Russian").mkdir(parents=True)
    (data / "languages" / "Russian" / "g2p.fst").write_text("x", "utf-8")
    return data
