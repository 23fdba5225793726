"""Build, status, card, export and studio give one judgement of a playlist, by its own steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.support.tiny import SETTINGS, Tiny
from zt_audio.app import clock
from zt_audio.app.making.build import BuildRequest, build
from zt_audio.app.making.output import built_playlists, make_cards
from zt_audio.app.today.status import SoundState, project_status
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError
from zt_audio.sticks.source import stick_source
from zt_audio.store.journal import NOT_READY

MONDAY = date(2026, 11, 23)


def unapproved(tiny: Tiny) -> None:
    tiny.write("settings.yaml", SETTINGS + "approval: {needed: named, of: all}\n")
    tiny.write("people.yaml", "dana:\n  name: {kk: Дана, ru: Дана}\n  roles: [approver]\n")


def over(tiny: Tiny) -> None:
    tiny.write("texts/b.yaml", "valid_until: 2026-11-20\n" + (tiny.root / "appeals/texts/b.yaml").read_text("utf-8"))
    tiny.build()


def torn(tiny: Tiny) -> None:
    (tiny.output / "city" / NOT_READY).touch()


def pairs(tiny: Tiny) -> None:
    tiny.write("settings.yaml", SETTINGS + "pairs: stop\n")


def other_place(tiny: Tiny) -> None:
    tiny.edit("places.yaml", "ru: школа}", "ru: гимназия}")
    tiny.edit("places.yaml", "gen: школы}", "gen: гимназии}")


STATES: dict[Callable[[Tiny], None], dict[str, set[str]]] = {
    lambda _tiny: None: {"city": set(), "yard": set()},
    unapproved: {"city": {"approval-missing"}, "yard": {"approval-missing"}},
    over: {"city": {"appeal-expired"}, "yard": {"appeal-expired"}},
    torn: {"city": {"not-ready"}, "yard": set()},
    pairs: {"city": {"pairs-open"}, "yard": set()},
    lambda tiny: tiny.edit("texts/a.yaml", "Берегите", "Любите"): {"city": {"texts-newer"}, "yard": set()},
    other_place: {"city": set(), "yard": {"texts-newer"}},  # places.yaml is read for both
    lambda tiny: tiny.edit("playlists/yard.yaml", "12:00", "13:00"): {"city": set(), "yard": {"texts-newer"}},
}


@pytest.mark.parametrize("change", STATES, ids=range(len(STATES)))
def test_all_give_one_judgement(change: Callable[[Tiny], None], built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    change(built)
    for name, wanted in STATES[change].items():
        refused = set()
        try:
            stick_source(built.workspace, name, MONDAY)
        except BuildError as error:
            refused = {problem.slug for problem in error.problems}
        assert refused == wanted
        studio = next(each for each in built_playlists(Snapshot(built.root), MONDAY) if each.name == name)
        told = {
            each.slug for each in (*studio.refusals, *studio.older) if each.severity == "error" or each in studio.older
        }
        assert (told, studio.may_leave) == (wanted, not wanted)
        status = next(each for each in project_status(built.root, MONDAY).playlists if each.id == name)
        assert (status.may_leave, status.sound is SoundState.OLDER) == (not wanted, "texts-newer" in wanted)
        try:
            carded = {problem.slug for problem in make_cards(built.root, MONDAY, [name])[1]}
        except BuildError as error:
            carded = {problem.slug for problem in error.problems}
        assert wanted <= carded
    standing = build(
        built.workspace, BuildRequest(jobs=2, today=MONDAY)
    ).playlists  # what is older or torn is mended by it
    lasting = {name: bool(wanted - {"texts-newer", "not-ready"}) for name, wanted in STATES[change].items()}
    assert {name: each.forbidden for name, each in standing.items()} == lasting
