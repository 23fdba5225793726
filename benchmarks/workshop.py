"""Keep the temporary folder and the projects that several figures share, each built once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks import projects, runs
from benchmarks.figure import say


@dataclass(frozen=True)  # no slots: cached_property keeps its value in the instance
class Workshop:
    folder: Path
    quick: bool
    classifier: Path | None = None  # the table of the country's places
    counts: Path | None = None  # of what the ear said of the takes of each text
    drawing: int = 0  # of takes

    @property
    def places(self) -> int:
        return 50 if self.quick else 500

    @property
    def minutes(self) -> int:
        return 20 if self.quick else 60

    @property
    def repeats(self) -> int:
        return 3 if self.quick else 7

    @cached_property
    def shipped(self) -> Path:
        """The shipped content, built."""
        say("building the shipped content")
        project = projects.shipped(self.folder / "shipped")
        runs.build(project)
        return project

    @cached_property
    def many(self) -> Path:
        """Many places in one playlist, one cycle each, built."""
        say(f"building {self.places} places")
        project = projects.many(self.folder / "many", self.places)
        runs.build(project)
        return project

    def emptied(self, name: str) -> Path:
        """Return a folder of that name with nothing in it."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder
