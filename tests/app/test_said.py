"""What was said at a place on a day, from the journal to the texts, the voices and the approval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.journal import write_down
from zt_audio.app.vouching.approvals import Approving, approve
from zt_audio.app.vouching.facts import said_at
from zt_audio.store.manifest import Manifest, to_bytes
from zt_audio.trust.history import HISTORY, keep_bytes
from zt_audio.trust.journal import Deed, read_acts


def built_and_told(tiny: Tiny) -> str:
    """Build, and write the build of the city down; return its number."""
    tiny.build()
    found = tiny.manifest()
    entry = found.playlists["city"]
    number = entry.number
    kept = keep_bytes(tiny.root, to_bytes(replace(Manifest(), playlists={"city": entry}, segments=found.segments)))
    write_down(tiny.workspace, Deed("-", "build.made", f"output/city#{number}", None, kept))
    return number


def next_monday(today: date) -> date:
    return today + timedelta(7 - today.weekday())


def test_it_leads_to_texts_voices_and_the_approval(built: Tiny) -> None:
    monday = next_monday(datetime.now().astimezone().date())
    first = built_and_told(built)
    approve(built.root, ["a"], Approving(), lambda _evidence: True)
    write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{first} E: 1A2B-3C4D"))
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите дворы.")
    second = built_and_told(built)
    [visit] = said_at(built.root, "park", monday)  # the stick in the vehicle has the first build
    assert (visit.build, visit.arrive, visit.stick and visit.stick.deed.by) == (first, "11:00", "dana")
    said = {(text.name, text.lang): text for text in visit.texts}
    assert list(said) == [("greeting/park", "kk"), ("a", "kk"), ("greeting/park", "ru"), ("a", "ru")]
    assert said["a", "ru"].paragraphs == ("Берегите улицы. Бросайте мусор в урны.", "Чистота нужна всем.")
    assert (said["a", "ru"].voice, said["greeting/park", "ru"].approval) == ("tone:ru", None)
    approval = said["a", "ru"].approval
    assert approval is not None
    assert approval.by == "-"
    write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{second}"))
    [visit] = said_at(built.root, "park", monday)
    assert (visit.build, [text.approval for text in visit.texts]) == (second, [None] * 4)
    assert said_at(built.root, "park", monday + timedelta(1)) == ()  # it is played on Mondays
    assert said_at(built.root, "park", monday - timedelta(700)) == ()
    assert said_at(built.root, "school", monday) == ()
    for kept in (built.root / HISTORY).iterdir():
        kept.unlink()
    assert said_at(built.root, "park", monday) == ()


def test_damaged_history_is_no_answer(built: Tiny, tmp_path: Path) -> None:
    monday = next_monday(datetime.now().astimezone().date())
    built_and_told(built)
    for kept in (built.root / HISTORY).iterdir():
        kept.write_bytes(b"x")
    assert said_at(built.root, "park", monday) == ()
    assert not list(tmp_path.glob("*.tmp"))


@pytest.mark.parametrize(
    ("new_at", "said_at_11"), [("09:30", "new"), ("10:59", "new"), ("11:00", "new"), ("11:01", "old"), ("18:00", "old")]
)
def test_a_stick_says_nothing_before_it_is_written(
    built: Tiny, monkeypatch: pytest.MonkeyPatch, new_at: str, said_at_11: str
) -> None:
    monday = next_monday(datetime.now().astimezone().date())
    numbers = {"old": built_and_told(built)}
    write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{numbers['old']}"))
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите дворы.")
    numbers["new"] = built_and_told(built)
    write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{numbers['new']}"))
    hour, minute = map(int, new_at.split(":"))
    moment = datetime(monday.year, monday.month, monday.day, hour, minute).astimezone()
    newest, *others = read_acts(built.root)
    shifted = [replace(newest, at=moment.isoformat(timespec="seconds")), *others]
    monkeypatch.setattr("zt_audio.app.vouching.facts.read_acts", lambda _root: tuple(shifted))
    [visit] = said_at(built.root, "park", monday)
    assert (visit.arrive, visit.build) == ("11:00", numbers[said_at_11])
    assert visit.stick is not None
    built.edit("playlists/city.yaml", ', arrive: "11:00"', "")  # only builds of then count
    assert [each.build for each in said_at(built.root, "park", monday)] == [numbers[said_at_11]]


def test_a_stop_without_a_time_may_have_heard_each_stick_of_its_day(
    built: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = next_monday(datetime.now().astimezone().date())
    built.edit("playlists/city.yaml", ', arrive: "11:00"', "")
    numbers = []
    for word in ("дворы", "парки", "дома"):
        built.edit("texts/a.yaml", built_word(built), word)
        numbers.append(built_and_told(built))
        write_down(built.workspace, Deed("dana", "stick.written", f"output/city#{numbers[-1]}"))
    acts = list(read_acts(built.root))
    written = [n for n, act in enumerate(acts) if act.deed.did == "stick.written"]
    for n, hour in zip(written[:2], (15, 9), strict=True):
        moment = datetime(monday.year, monday.month, monday.day, hour).astimezone()
        acts[n] = replace(acts[n], at=moment.isoformat(timespec="seconds"))
    monkeypatch.setattr("zt_audio.app.vouching.facts.read_acts", lambda _root: tuple(acts))
    assert [each.build for each in said_at(built.root, "park", monday)] == numbers[::-1]
    assert [each.build for each in said_at(built.root, "market", monday)] == [numbers[1]]  # at ten


def built_word(tiny: Tiny) -> str:
    """Return what the Russian text asks people to keep clean."""
    text = (tiny.root / "appeals/texts/a.yaml").read_text("utf-8")
    return text.partition("Берегите ")[2].partition(".")[0]
