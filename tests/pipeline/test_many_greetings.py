"""Where many places are new, other processes read the greetings of the later playlists, as one would alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.content_project import PLACES, write_project
from zt_audio.content.project import load_project
from zt_audio.language.reader import Reader, ReadingMemory
from zt_audio.pipeline import script
from zt_audio.pipeline.script import playlist_scripts
from zt_audio.processes.child import ChildProcess

_PLACE = "{id}:\n  kind: village\n  name: {{kk: {name} ауылы, ru: село {name}}}\n"
_NAMES = ("Алтай", "Надежда", "КЩФ", "Яик", "Коктем", "Ясное")
_PLACES = "\n".join(_PLACE.format(id=f"place-{number}", name=name) for number, name in enumerate(_NAMES))
_PLAYLIST = "title: {kk: Айналым, ru: Объезд}\nappeals: [littering]\nstops: [{place: place-%d}, {place: place-%d}]\n"
CHANGES = {
    "places.yaml": f"{PLACES}\n{_PLACES}",
    **{f"playlists/tour-{number}.yaml": _PLAYLIST % (number, number + 3) for number in range(3)},
}


class EndedAtOnce(ChildProcess):
    """A process that is ended before it has read anything."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.kill()


@pytest.mark.parametrize("process", [ChildProcess, EndedAtOnce])
def test_many_greetings_are_read_as_by_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, process: type[ChildProcess]
) -> None:
    monkeypatch.setattr(script, "ChildProcess", process)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    project = load_project(write_project(tmp_path, CHANGES))[0]
    alone, together = ReadingMemory(), ReadingMemory()
    written = playlist_scripts(project, Reader(project.lexicon, alone))
    assert playlist_scripts(project, Reader(project.lexicon, together), many=0) == written
    scripts, broken, _ = written
    assert scripts
    assert broken
    assert together.known == alone.known


def test_others_read_the_later_playlists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    project = load_project(write_project(tmp_path, CHANGES))[0]
    memory = ReadingMemory()
    counts = [memory.count for _ in script._read_in_turn(project, Reader(project.lexicon, memory), 0)]
    assert counts[0] == 0
    assert counts[-1] > 0
