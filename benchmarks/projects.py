"""Make the projects to measure on: the shipped content as it is, or with many places in one playlist."""

from __future__ import annotations

import itertools
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from scripts.environment import ROOT

APPEALS = ("littering", "petty-hooliganism")
PLAYLIST = "many"
SYLLABLES = ("ба", "да", "жа", "ма", "ра", "са", "та", "ша")  # no three of them make a Russian word
TIMES = ("первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой", "девятый")


def shipped(root: Path) -> Path:
    """Make a project of the shipped content at `root`."""
    shutil.copytree(ROOT / "appeals", root / "appeals")
    return root


def many(root: Path, places: int, stay_min: int | None = None) -> Path:
    """Make a project at `root` whose one playlist stops at `places` places, with two of the shipped appeals."""
    shipped(root)
    shutil.rmtree(root / "appeals" / "playlists")
    words = ["".join(parts).capitalize() for parts in itertools.product(SYLLABLES, repeat=3)][:places]
    rows = [_place(number, word) for number, word in enumerate(words)]
    with (root / "appeals" / "places.yaml").open("a", encoding="utf-8") as file:
        file.writelines(["\n", *rows])
    set_stay(root, places, stay_min)
    return root


def _place(number: int, word: str) -> str:
    return (
        f"place-{number}:\n"
        "  kind: market\n"
        f"  name: {{kk: «{word}» базары, ru: рынок «{word}»}}\n"
        f"  forms: {{kk: {{gen: «{word}» базарының}}, ru: {{gen: рынка «{word}»}}}}\n"
    )


def set_stay(root: Path, places: int, stay_min: int | None) -> None:
    """Write the playlist of `many`: each stop lasts `stay_min`, or one cycle."""
    stay = "" if stay_min is None else f"\n    stay_min: {stay_min}"
    stops = "".join(f"  - place: place-{number}{stay}\n" for number in range(places))
    head = f"title: {{kk: Айналым, ru: Объезд}}\nprofile: unlimited\nappeals: [{', '.join(APPEALS)}]\nstops:\n"
    folder = root / "appeals" / "playlists"
    folder.mkdir(exist_ok=True)
    (folder / f"{PLAYLIST}.yaml").write_text(head + stops, encoding="utf-8")


def edit(root: Path, number: int) -> None:
    """Replace the first Russian sentence of an appeal that every stop says; by another one for each `number`."""
    path = root / "appeals" / "texts" / f"{APPEALS[0]}.yaml"
    sentence = f"Сегодня мы просим вас об этом в {TIMES[number]} раз."
    text, count = re.subn(r"(?<=  ru: \|\n    )[^.!?]*[.!?]", sentence, path.read_text(encoding="utf-8"))
    if count != 1:
        raise RuntimeError(f"{path.name}: no Russian text where it was looked for")
    path.write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Stamp:
    size_bytes: int
    modified_ns: int
    changed_ns: int
    inode: int


def stamps(root: Path) -> dict[str, Stamp]:
    """Return what the file system says of everything below `root`; whatever writes to a file changes it."""
    found = {}
    for folder, _, names in os.walk(root):
        for path in (Path(folder), *(Path(folder, name) for name in names)):
            facts = path.stat()
            found[str(path)] = Stamp(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
    return found
