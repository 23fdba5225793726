"""One build notices and repairs what a bad disk, a power cut or a sync program did to cache and output/."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.tiny import SENTENCES, Tiny, flipped, touched
from zt_audio.app.making.build import build
from zt_audio.errors import BuildError
from zt_audio.events import Event, SegmentMade
from zt_audio.pipeline.request import BuildRequest
from zt_audio.published.inputs import load_build_state
from zt_audio.published.verify import verify
from zt_audio.store.journal import JOURNAL, NOT_READY, STAGING
from zt_audio.store.records import Records

Damage = Callable[[bytes], bytes]
DAMAGES: dict[str, Damage] = {
    "flipped": lambda data: flipped(data, len(data) // 3),
    "truncated": lambda data: data[: len(data) // 2],
    "empty": lambda _data: b"",
}


def files_of(records: Records) -> list[Path]:
    return [records.path(key) for key in sorted(records.keys())]


def lose_the_tracks(tiny: Tiny) -> dict[str, bytes]:
    """Delete every track; return what they were."""
    before = tiny.tree()
    for name in before:
        (tiny.output / name).unlink()
    return before


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("share", [1, 3])
def test_damaged_segments_are_made_again(share: int, damage: Damage, built: Tiny) -> None:
    before = lose_the_tracks(built)
    harmed = files_of(built.workspace.segments)[::share]
    for path in harmed:
        path.write_bytes(damage(path.read_bytes()))
    ran = built.build()
    assert ran.slugs == {}
    assert ran.spoken == []
    assert len(ran.encoded) == len(harmed)
    assert built.tree() == before


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged_speech_is_spoken_again(damage: Damage, built: Tiny) -> None:
    before = lose_the_tracks(built)
    for path in files_of(built.workspace.segments):
        path.unlink()
    for path in files_of(built.workspace.speech):
        path.write_bytes(damage(path.read_bytes()))
    ran = built.build()
    assert ran.slugs == {}
    assert len(set(ran.spoken)) == SENTENCES
    assert built.tree() == before


def test_all_of_the_cache_damaged_at_once(built: Tiny) -> None:
    before = lose_the_tracks(built)
    for path in built.workspace.cache.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\0" * 17)
    assert built.build().slugs == {}
    assert built.tree() == before


def test_a_disk_that_harms_what_it_is_given_is_reported(built: Tiny) -> None:
    before = built.tree()
    whole = set(built.workspace.segments.keys())
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")

    def harm(event: Event) -> None:
        if isinstance(event, SegmentMade):
            for key in set(built.workspace.segments.keys()) - whole:
                built.workspace.segments.path(key).write_bytes(b"")

    report = build(built.workspace, BuildRequest(), harm)
    assert {name: [problem.slug for problem in error.problems] for name, error in report.failed.items()} == {
        "city": ["record-damaged", "record-damaged"]  # in both tracks
    }
    assert built.tree() == before


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_manifest_is_reported_and_made_again(damage: Damage, built: Tiny) -> None:
    before = built.tree()
    touched(built.output / "manifest.json", damage(before["manifest.json"]))
    with pytest.raises(BuildError) as error:
        verify(built.workspace)
    assert [problem.slug for problem in error.value.problems] == ["manifest-damaged"]
    assert built.build().slugs == {}
    assert built.tree() == before
    verify(built.workspace)


def test_a_damaged_manifest_does_not_make_strangers_of_our_files(built: Tiny) -> None:
    touched(built.output / "manifest.json", b"{")
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    built.edit("playlists/city.yaml", '  - {place: park, arrive: "11:00", appeals: [a]}\n', "")
    (built.root / "appeals/playlists/yard.yaml").unlink()
    (built.output / "city/THEIRS.MP3").write_bytes(b"theirs")
    assert built.build().slugs == {}
    ours = ["city/001_MARKET.MP3", "city/PLAY.M3U", "city/PLAYER.HTML"]
    assert sorted(built.tree()) == [*ours, "city/THEIRS.MP3", "manifest.json"]
    (built.output / "city/THEIRS.MP3").unlink()
    verify(built.workspace)


def test_a_damaged_manifest_costs_no_playlist_that_cannot_be_made(built: Tiny) -> None:
    before = built.tree()
    touched(built.output / "manifest.json", b"{")
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    assert list(built.build().slugs) == ["city"]
    assert built.tree("city") == {name: data for name, data in before.items() if name.startswith("city/")}
    built.edit("settings.yaml", "kk: ['tone:x']", "kk: [tone]")
    assert built.build().slugs == {}
    assert built.tree() == before


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"files": 3}', '{"inputs": 1, "warnings": "x", "files": {"a": [1]}}']
)
def test_a_damaged_state_is_none(text: str, built: Tiny) -> None:
    built.workspace.state.write_text(text, encoding="utf-8")
    assert load_build_state(built.workspace.state).files == {}
    assert built.build().written == 0
    assert load_build_state(built.workspace.state).files


@pytest.mark.parametrize("text", ["", "[]", '{"readings": [], "code": ""}', "{" * 50])
def test_damaged_readings_are_read_again(text: str, built: Tiny) -> None:
    before = built.tree()
    built.workspace.readings.write_text(text, encoding="utf-8")
    built.workspace.state.unlink()
    assert built.build().written == 0
    assert built.tree() == before
    assert json.loads(built.workspace.readings.read_bytes().partition(b"\n")[2])


def test_a_damaged_journal_and_a_mark_that_stays(built: Tiny) -> None:
    before = built.tree()
    (built.output / JOURNAL).write_bytes(b"{}")
    (built.output / STAGING / "city").mkdir(parents=True)
    (built.output / STAGING / "city/001_MARKET.MP3").write_bytes(b"half")
    (built.output / "city" / NOT_READY).write_bytes(b"not ready")
    assert built.build().written == 0
    assert built.tree() == before
    assert not (built.output / STAGING).exists()
