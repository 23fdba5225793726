"""Walks by chance through projects with mistakes in them, and every kind of button of every page pressed once.

Never a 5xx, an error in the console, a dead button, a lost word, a refusal without its cause and a way on; a page that
says that all is saved shows what the files hold. By hand: ZT_WALKS=60 walks from the seed ZT_WALK_SEED;
those from 7100, 7200, 7300, 7400 and 7500 found nothing. On a busy machine they need --timeout 1200.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.studio.test_in_browser import LAPTOP, PHONE
from tests.studio.test_refusals import MISTAKES, spoil
from tests.support.chrome import chrome
from tests.support.studio import NO_PAGE, PAGES, RunningStudio
from tests.support.walker import Walker

WALKS = int(os.environ.get("ZT_WALKS", "10"))
FIRST_SEED = int(os.environ.get("ZT_WALK_SEED", "2400"))
STEPS = 50
PLACES_TO_BEGIN = (
    "/",
    "/appeals/a",
    "/places/market",
    "/playlists/city",
    "/greetings",
    "/settings",
    "/facts",
    "/words",
)


def make_rich(root: Path) -> None:
    """Write what a tiny project lacks, so that each page has something to show."""
    home = root / "appeals"
    (home / "facts.yaml").write_text(
        'duty: {value: "102", means: {kk: полиция, ru: полиция}, source: Приказ 1, valid_until: "2030-01-01"}\n',
        "utf-8",
    )
    (home / "lexicon").mkdir(exist_ok=True)
    (home / "lexicon/ru.yaml").write_text("general:\n  МВД: эм вэ дэ\n", "utf-8")
    (home / "outros.yaml").write_text("default: {kk: Сау болыңыз!, ru: До свидания!}\n", "utf-8")


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + WALKS))
def test_a_walk_by_chance_breaks_nothing(studio: RunningStudio, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a walk is no secret
    make_rich(studio.studio.root)
    mistake = chance.choice([*MISTAKES, ""])
    if mistake:
        spoil(studio, *MISTAKES[mistake])
    with chrome(*chance.choice((LAPTOP, PHONE))) as page:
        walker = Walker(page, studio, chance, chance.choice(("kk", "ru", "en")))
        walker.begin()
        walker.steps.append(f"seed {seed}, {mistake or 'no mistake'}")
        walker.visit(chance.choice(PLACES_TO_BEGIN))
        for _step in range(STEPS):
            walker.step()
    assert len(walker.steps) > STEPS  # each was a press or a word, and was judged


@pytest.mark.parametrize("path", [*PAGES, NO_PAGE])
def test_every_kind_of_button_of_a_page_does_something(studio: RunningStudio, path: str) -> None:
    make_rich(studio.studio.root)
    with chrome(*LAPTOP) as page:
        walker = Walker(page, studio, random.Random(0), "ru")  # noqa: S311 - as above
        walker.begin()
        pressed: set[str] = set()
        while True:
            walker.visit(path)
            page.run("document.querySelectorAll('details').forEach((each) => (each.open = true))")
            left = [(n, each) for n, each in enumerate(walker.controls()) if each["tag"] == "button"]
            new = next(((n, each) for n, each in left if each["group"] not in pressed), None)
            if new is None:
                break
            pressed.add(new[1]["group"])
            walker.act(*new)
    assert pressed
