"""Entries are put into play order, no matter what the directory was used for before."""

from __future__ import annotations

import errno
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.fat_judges import ImageSlots, check, listed, new_image
from zt_audio.sticks.contents import StickEntry
from zt_audio.sticks.directory_order import FolderSlots, NoOrderError, arrange, filler_for, is_audio, stands_in_order
from zt_audio.sticks.manifest import FILLER, StickManifest
from zt_audio.sticks.verify import is_own_entry

TRACKS = ("001_ALTAI_MARKET.MP3", "002_DINA.MP3", "003_VERY_LONG_NAME_OF_A_PLACE.MP3", "004_PARK.MP3", "PLAY.M3U")


def slots_of(name: str) -> int:
    stem, _dot, suffix = name.rpartition(".")
    short = len(stem) <= 8 and len(suffix) <= 3 and name == name.upper()
    return 1 if short else 1 + -(-len(name) // 13)


class FatDirectory:
    """A directory as FAT keeps it: a new entry takes the first run of free slots that is long enough, or the end."""

    def __init__(self, dies_at: int = 10**9) -> None:
        self.slots: list[str | None] = []
        self.calls_left = dies_at

    def names(self) -> Sequence[str]:
        return list(dict.fromkeys(name for name in self.slots if name))

    def create(self, name: str) -> None:
        self._touch()
        assert name not in self.slots
        need = slots_of(name)
        self.slots += [None] * need
        start = next(at for at in range(len(self.slots)) if self.slots[at : at + need] == [None] * need)
        self.slots[start : start + need] = [name] * need
        while not self.slots[-1]:
            self.slots.pop()

    def remove(self, name: str) -> None:
        self._touch()
        assert name in self.slots
        self.slots = [None if there == name else there for there in self.slots]

    def _touch(self) -> None:
        self.calls_left -= 1
        if self.calls_left < 0:
            raise KeyboardInterrupt


def used(names: Sequence[str], gone: Sequence[bool]) -> FatDirectory:
    directory = FatDirectory()
    for name in names:
        directory.create(name)
    for name, is_gone in zip(names, gone, strict=False):
        if is_gone:
            directory.remove(name)
    return directory


FOREIGN = tuple(f"{'F' * length}{length}.TXT" for length in (2, 6, 7, 9, 12, 20, 25, 33, 40))
HISTORY = st.tuples(st.permutations((*FOREIGN, *TRACKS)), st.lists(st.booleans(), min_size=14, max_size=14))


@given(HISTORY)
@settings(max_examples=300, deadline=None)
def test_whatever_was_there_before(history: tuple[list[str], list[bool]]) -> None:
    directory = used(*history)
    before = set(directory.names())
    made = arrange(directory, TRACKS)
    there = directory.names()
    assert [name for name in there if name in TRACKS] == list(TRACKS)
    assert set(there) == before | set(TRACKS)  # nothing else came or went
    assert set(TRACKS) - before <= made
    assert arrange(directory, TRACKS) == frozenset()


@given(HISTORY, st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_cut_off_at_any_step_the_next_run_ends_it(history: tuple[list[str], list[bool]], steps: int) -> None:
    directory = used(*history)
    foreign = set(directory.names()) - set(TRACKS)
    directory.calls_left = steps
    try:
        arrange(directory, TRACKS)
    except KeyboardInterrupt:
        directory.calls_left = 10**9
        stick = StickManifest("writing", "", "", {}, ())
        for name in directory.names():
            if is_own_entry(StickEntry(name, 0, "file"), stick):  # what keeps a slot shut
                directory.remove(name)
        arrange(directory, TRACKS)
    there = directory.names()
    assert [name for name in there if name in TRACKS] == list(TRACKS)
    assert set(there) == foreign | set(TRACKS)


def test_only_what_must_be_is_made_again() -> None:
    directory = used([*TRACKS[:2], *TRACKS[3:]], [])
    assert arrange(directory, TRACKS) == set(TRACKS[2:])
    directory = used(["X" * 40 + ".TXT", *TRACKS], [True])
    assert arrange(directory, TRACKS) == frozenset()


def test_a_directory_that_puts_everything_first_is_given_up() -> None:
    class Backwards(FatDirectory):
        def create(self, name: str) -> None:
            self.slots.insert(0, name)

    directory = Backwards()
    with pytest.raises(NoOrderError):
        arrange(directory, TRACKS[:2], holes_at_most=20)
    assert not any(FILLER.fullmatch(name) for name in directory.names())


@pytest.mark.parametrize("name", [*TRACKS[:4], "001_A.MP3", f"001_{'A' * 24}.MP3", "1234567890_1.MP3"])
def test_what_keeps_a_slot_shut_is_as_long(name: str) -> None:
    for number in (0, 7, 4095):
        filler = filler_for(name, number)
        assert FILLER.fullmatch(filler)
        assert slots_of(filler) == slots_of(name)


@pytest.mark.parametrize(
    ("there", "wanted", "expected"),
    [
        ("abc", "abc", True),
        ("xaybzc", "abc", True),
        ("acb", "abc", False),
        ("ABC", "abc", True),
        ("ac", "abc", True),
        ("", "abc", True),
        ("cba", "abc", False),
    ],
)
def test_order(there: str, wanted: str, expected: object) -> None:
    assert stands_in_order(there, wanted) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.MP3", True), ("._001.mp3", True), ("x.Flac", True), ("PLAY.M3U", False), ("mp3", False), ("a.mp3.txt", False)],
)
def test_what_a_player_plays(name: str, expected: object) -> None:
    assert is_audio(name) is expected


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_on_a_real_fat_that_mtools_fills(tmp_path: Path, seed: int) -> None:
    slots = ImageSlots(new_image(tmp_path / "stick.img"), tmp_path / "empty")
    chance = random.Random(seed)  # noqa: S311 - any history will do
    names = [*FOREIGN, *TRACKS]
    chance.shuffle(names)
    for name in names:
        slots.create(name)
    for name in chance.sample(names, 6):
        slots.remove(name)
    foreign = [name for name in listed(slots.image) if name in FOREIGN]
    arrange(slots, TRACKS)
    assert [name for name in listed(slots.image) if name in TRACKS] == list(TRACKS)
    assert [name for name in listed(slots.image) if name not in TRACKS] == foreign
    check(slots.image)


def test_a_folder_goes_with_our_files_and_never_with_others(tmp_path: Path) -> None:
    slots = FolderSlots(tmp_path, {"01": ["001.MP3", "deep/er/X.MP3", "deep/gone/Y.MP3"]})
    slots.create("01")
    slots.create("002.MP3")
    assert sorted(slots.names()) == ["002.MP3", "01"]
    (tmp_path / "01/deep/er").mkdir(parents=True)
    for name in ("001.MP3", "deep/er/X.MP3"):
        (tmp_path / "01" / name).touch()
    slots.remove("01")
    slots.remove("002.MP3")
    assert slots.names() == []
    slots.create("01")
    (tmp_path / "01/theirs.txt").touch()
    with pytest.raises(OSError, match=r"01") as raised:
        slots.remove("01")
    assert raised.value.errno == errno.ENOTEMPTY
    assert (tmp_path / "01/theirs.txt").exists()
