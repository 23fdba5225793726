"""A changed file of places is checked alone only where a check of everything finds the same."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.content_project import write_project
from zt_audio.app.today.check import CheckRequest, check_project
from zt_audio.app.today.check_verdict import check_inputs
from zt_audio.app.today.place_recheck import recheck
from zt_audio.language import reader, reading
from zt_audio.language.lexicon import Lexicon
from zt_audio.model import Lang, Reading
from zt_audio.published.inputs import code_digest
from zt_audio.store.workspace import Workspace

REQUEST = CheckRequest(date(2026, 11, 26))
EDITS = int(os.environ.get("ZT_CHECK_EDITS", "12"))  # by hand: 300
EAST = """\
east-market:
  kind: market
  name: {kk: «Шығыс» базары, ru: рынок «Восток»}
akkol:
  kind: village
  name: {kk: Ақкөл ауылы, ru: село Акколь}
orda:
  kind: village
  name: {kk: Орда ауылы, ru: село Орда}
"""
WEST = EAST.replace("east", "west").replace("akkol", "akkol-2").replace("orda", "orda-2")
EASTERN = """\
title: {kk: Шығыс, ru: Восток}
profile: unlimited
appeals: [littering]
stops:
  - place: east-market
  - place: akkol
"""
WESTERN = EASTERN.replace("east-market", "west-market").replace("akkol", "akkol-2")
# What stands in the east's file for what stands there: a name, a form, a mistake, or what other files speak of.
EDITS_OF_PEOPLE = (
    ("Акколь", "Аккуль"),
    ("Акколь", "Акколь 2"),
    ("Акколь", "Акколь Акколь"),
    ("село Акколь", "Чистота"),
    ("село Акколь", "КЩФ Акколь"),
    ("Ақкөл", "Тазалық"),
    ("село Акколь", "село село Акколь"),
    ("Ақкөл", "Акколь"),
    ("Орда ауылы", "Орда  ауылы"),
    ("Орда ауылы", "5 шағын ауданда"),
    ("село Орда", "КЩФ Орда"),
    ("  kind: village", "\n  kind: village"),
    ("kind: village", "kind: park"),
    ("orda:", "orda-3:"),
    ("name: {kk: Орда", "forms: {ru: {gen: села Орды}}\n  name: {kk: Орда"),
    ("рынок «Восток»", "рынок «Bocток»"),
    ("рынок «Восток»", "рынок 102"),
    ("east-market", "yasny"),
    ("село Орда", "село Западное"),
    ("kk: Орда ауылы", "kk: ''"),
    ("kind: market", "kind: маркет"),
    ("kind: market", "kid: market"),
)
# What may be wrong elsewhere: where it is, what stands there, and the mistake.
MISTAKES = (
    ("places/west.yaml", "село Акколь", "КЩФ Акколь"),
    ("places/west.yaml", "село Акколь", "село Aкколь"),
    ("places/west.yaml", "kind: village", "kid: village"),
    ("playlists/east.yaml", "place: akkol", "place: Село Западное"),
    ("playlists/east.yaml", "profile: unlimited", "profile: unlimitd"),
    ("texts/littering.yaml", "ru: |", "ru: |\n    КЩФ.\n"),
    ("texts/littering.yaml", "title:", "titel:"),
    ("intros.yaml", "default:", "defalt:"),
    ("settings.yaml", "chime: two-tone", "chime: missing.wav"),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    changes = {"places/east.yaml": EAST, "places/west.yaml": WEST, "playlists/east.yaml": EASTERN}
    changes |= {"playlists/west.yaml": WESTERN}
    return write_project(tmp_path / "project", changes)


def rechecked(root: Path) -> bool:
    """Tell whether the present files need no check of everything."""
    return recheck(Workspace(root), check_inputs(Workspace(root), code_digest(), REQUEST.today)) is not None


def edited(root: Path, old: str, new: str, name: str = "places/east.yaml") -> None:
    path = root / "appeals" / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def as_without_memory(root: Path) -> object:
    bare = root.with_name("bare")
    shutil.copytree(root / "appeals", bare / "appeals")
    report = check_project(bare, REQUEST)
    shutil.rmtree(bare)
    return report


def test_another_name_is_checked_alone(root: Path) -> None:
    before = check_project(root, REQUEST)
    edited(root, "Акколь", "Аккуль")
    assert rechecked(root)
    report = check_project(root, REQUEST)
    assert report == as_without_memory(root) == replace(before)
    edited(root, "село Аккуль", "село село Аккуль")
    assert rechecked(root)
    assert "doubled-word" in {problem.slug for problem in check_project(root, REQUEST).problems}
    assert check_project(root, REQUEST) == as_without_memory(root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: village", "kind: park"),
        ("orda:", "orda-3:"),
        ("село Акколь", "Чистота наше"),
    ],
)
def test_what_may_concern_other_files_is_checked_with_them(root: Path, old: str, new: str) -> None:
    check_project(root, REQUEST)
    edited(root, old, new)
    assert not rechecked(root)


@pytest.mark.parametrize(
    "change",
    [
        {"settings.yaml": "voices: {kk: [espeak], ru: [espeak]}\nvoice_online: yes\n"},
        {"places/new.yaml": EAST.replace("east", "n").replace("akkol", "n1").replace("orda", "n2")},
        {"intros.yaml": None},
    ],
)
def test_another_file_that_changed_needs_a_check_of_everything(root: Path, change: dict[str, str | None]) -> None:
    check_project(root, REQUEST)
    for name, text in change.items():
        path = root / "appeals" / name
        path.write_text(text or path.read_text("utf-8") + "\n", "utf-8")
    edited(root, "Акколь", "Аккуль")
    assert not rechecked(root)


def test_a_basis_that_does_not_prove_itself_is_not_used(root: Path) -> None:
    check_project(root, REQUEST)
    path = Workspace(root).check_basis
    path.write_text(path.read_text("utf-8").replace("Акколь", "Акkоль"), "utf-8")
    edited(root, "Орда", "Урда")
    assert not rechecked(root)


@pytest.mark.parametrize("mistake", [("село Акколь", "КЩФ Акколь"), ("kk: Орда ауылы", "kk: ''")])
def test_a_mistake_is_found_and_mended_alone(root: Path, mistake: tuple[str, str]) -> None:
    sound = check_project(root, REQUEST)
    edited(root, *mistake)
    assert rechecked(root)
    assert check_project(root, REQUEST) == as_without_memory(root) != sound
    edited(root, *reversed(mistake))
    edited(root, "Акколь", "Аккуль")
    assert rechecked(root)
    assert check_project(root, REQUEST) == as_without_memory(root) == sound


@pytest.mark.parametrize("mistake", MISTAKES)
def test_another_name_is_checked_alone_whatever_is_wrong_elsewhere(root: Path, mistake: tuple[str, str, str]) -> None:
    name, old, new = mistake
    edited(root, old, new, name)
    assert check_project(root, REQUEST).errors
    edited(root, "Акколь", "Аккуль")
    assert rechecked(root)
    assert check_project(root, REQUEST) == as_without_memory(root)


@pytest.fixture
def read_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that fills with each text that the reader reads, not with what it remembers."""
    texts: list[str] = []

    def read(text: str, lang: Lang, lexicon: Lexicon) -> Reading:
        texts.append(text)
        return reading.read(text, lang, lexicon)

    monkeypatch.setattr(reader, "read", read)
    return texts


def test_what_is_read_aloud_is_kept_whatever_is_wrong_elsewhere(root: Path, read_texts: list[str]) -> None:
    edited(root, *MISTAKES[0][1:], MISTAKES[0][0])
    check_project(root, REQUEST)
    read_texts.clear()
    edited(root, "profile", "# another\nprofile", "playlists/east.yaml")
    check_project(root, REQUEST)
    assert [text for text in read_texts if "КЩФ" not in text] == []


def test_of_a_changed_file_only_what_names_the_changed_place_is_read(root: Path, read_texts: list[str]) -> None:
    closing = "default: {kk: Телефон 102., ru: Телефон 102.}\n"
    (root / "appeals" / "outros.yaml").write_text(closing, "utf-8")
    check_project(root, REQUEST)
    read_texts.clear()
    edited(root, "Акколь", "Аккуль")
    check_project(root, REQUEST)
    assert read_texts
    assert all("Акк" in text or "Ақкөл" in text for text in read_texts)


def test_a_mistake_of_a_greeting_is_compared_only_at_the_place_that_shows_it(root: Path) -> None:
    long = "default: {kk: Рақмет., ru: '{place} " + "далеко и " * 26 + "далеко.'}\n"
    (root / "appeals" / "outros.yaml").write_text(long, "utf-8")
    assert "long-sentence" in {problem.slug for problem in check_project(root, REQUEST).problems}
    edited(root, "Акколь", "Аккуль")  # the market is the first place that has it
    assert rechecked(root)
    assert check_project(root, REQUEST) == as_without_memory(root)


def test_after_any_edits_of_places_a_check_says_what_a_check_without_a_memory_says(root: Path) -> None:
    dice = random.Random(5)  # noqa: S311 - no secret
    sound = shutil.copytree(root / "appeals", root.with_name("sound"))
    for number in range(EDITS):
        if number % 6 == 0:
            shutil.copytree(sound, root / "appeals", dirs_exist_ok=True)
            if number % 12:
                name, old, new = dice.choice((*MISTAKES, ("places/west.yaml", "orda-2", "orda")))
                edited(root, old, new, name)
        file = dice.choice(("places/east.yaml", "places/east.yaml", "places/west.yaml"))
        edited(root, *dice.choice(EDITS_OF_PEOPLE), file)
        assert check_project(root, REQUEST) == as_without_memory(root), number
