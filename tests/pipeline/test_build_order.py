"""The order of what a stop says: the same segments in another order, and nothing is made again for it."""

from __future__ import annotations

import json
from itertools import groupby

import pytest

from tests.support.fakes import record
from tests.support.tiny import TEXT_A, Tiny
from zt_audio.published.evidence import built_parts, evidence_of
from zt_audio.published.verify import first_cycle, frame_runs

CALL = """\
default:
  kk: |
    Рақмет!

    Полиция телефоны – 102.
  ru: |
    Спасибо!

    Телефон полиции – 102.
"""
BY_APPEAL = [
    *("chime", "intro/market/kk/1", "intro/market/ru/1"),
    *("appeal/a/kk/1", "appeal/a/kk/2", "appeal/a/ru/1", "appeal/a/ru/2"),
    *("appeal/b/kk/1", "appeal/b/kk/2", "appeal/b/ru/1", "appeal/b/ru/2"),
    *("outro/market/kk/2", "outro/market/ru/2"),
    *("appeal/c/kk/1", "appeal/c/kk/2", "appeal/c/ru/1", "appeal/c/ru/2"),
    *("outro/market/kk/1", "outro/market/kk/2", "outro/market/ru/1", "outro/market/ru/2"),
]


@pytest.fixture
def ordered(fresh: Tiny) -> Tiny:
    """Give a project, built by language: three appeals at its first stop, closing words that say where to call."""
    fresh.write("outros.yaml", CALL)
    fresh.write("texts/c.yaml", TEXT_A.replace("Көшені", "Ауланы").replace("улицы", "дворы"))
    fresh.edit("playlists/city.yaml", 'arrive: "10:00"}', 'arrive: "10:00", appeals: [a, b, c]}')
    assert fresh.build().slugs == {}
    return fresh


def said(tiny: Tiny) -> list[str]:
    """Return what the first track says, without pauses."""
    track = tiny.manifest().playlists["city"].tracks[0]
    return [part.part for part in track.cycle if part.part != "pause"]


def runs(tiny: Tiny) -> dict[str, bytes]:
    """Return the MP3 frames of each segment in the first track, as they lie in its file."""
    manifest = tiny.manifest()
    entry = manifest.playlists["city"]
    track = entry.tracks[0]
    frames = [manifest.segments[part.segment].frames for part in track.cycle]
    coded = first_cycle(tiny.output / "city" / track.file, track, entry)
    found = frame_runs(coded, track.file, frames)
    return dict(sorted(zip([part.segment for part in track.cycle], found, strict=True)))


def test_the_order_of_the_settings_and_of_one_playlist(ordered: Tiny) -> None:
    by_language = said(ordered)
    assert [lang for lang, _ in groupby(part.split("/")[2] for part in by_language[1:])] == ["kk", "ru"]
    ordered.edit("settings.yaml", "voices:", "order: by_appeal\nvoices:")
    ordered.build()
    assert said(ordered) == BY_APPEAL
    ordered.edit("playlists/city.yaml", "days:", "order: by_paragraph\ndays:")
    ordered.build()
    assert said(ordered)[3:7] == ["appeal/a/kk/1", "appeal/a/ru/1", "appeal/a/kk/2", "appeal/a/ru/2"]
    ordered.edit("playlists/city.yaml", "by_paragraph", "by_language")
    ordered.build()
    assert said(ordered) == by_language


@pytest.mark.parametrize("order", ["by_appeal", "by_paragraph"])
def test_another_order_makes_no_sound_again(ordered: Tiny, order: str) -> None:
    before = {name: entry.speech for name, entry in ordered.manifest().segments.items()}
    number, frames = ordered.manifest().playlists["city"].number, runs(ordered)
    ordered.edit("settings.yaml", "voices:", f"order: {order}\nvoices:")
    ran = ordered.build()
    assert ran.spoken == []
    assert ran.encoded == []
    assert ran.tracks == ["city/001_MARKET.MP3", "city/002_PARK.MP3"]  # the other playlist has one language
    after = ordered.manifest()
    assert {name: entry.speech for name, entry in after.segments.items()} == before
    assert after.playlists["city"].number != number
    assert runs(ordered) == frames


def test_no_approval_lapses(ordered: Tiny) -> None:
    """What an approval has a digest of is the same in every order."""
    found = []
    for order in ("by_language", "by_appeal", "by_paragraph"):
        settings = ordered.root / "appeals/settings.yaml"
        lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("order")]
        settings.write_text("\n".join([*lines, f"order: {order}", ""]), encoding="utf-8")
        ordered.build()
        manifest = ordered.manifest()
        units = evidence_of(built_parts(manifest.playlists["city"], manifest.segments))
        found.append({name: (unit.said, unit.heard) for name, unit in units.items()})
    assert found[0].keys() == {"appeal/a", "appeal/b", "appeal/c", "greeting/market", "greeting/park"}
    assert found[0] == found[1] == found[2]


def test_unlike_paragraphs_are_said_by_appeal_and_named(ordered: Tiny) -> None:
    ordered.edit("settings.yaml", "voices:", "order: by_paragraph\nvoices:")
    ordered.edit("texts/b.yaml", "\n\n    Звоните", " Звоните")
    city = (ordered.root / "appeals/playlists/city.yaml").read_text("utf-8")
    ordered.write("playlists/town.yaml", city)  # the text is named once, not once a playlist
    problems = json.loads(ordered.run("check", "--json").stdout)["problems"]
    told = {problem["slug"]: problem for problem in problems}
    assert [problem["slug"] for problem in problems].count("paragraphs-unpaired") == 1
    assert told["paragraphs-unpaired"]["file"] == "appeals/playlists/city.yaml"
    assert "“b”" in told["paragraphs-unpaired"]["message"]
    assert "2 : 1" in told["paragraphs-unpaired"]["message"]
    ordered.build()
    assert said(ordered)[7:10] == ["appeal/b/kk/1", "appeal/b/kk/2", "appeal/b/ru/1"]


def test_a_person_in_one_go_beside_a_voice(ordered: Tiny) -> None:
    """An appeal that someone read in one go stays whole, in its one voice, and as loud as asked for."""
    ordered.edit("settings.yaml", "ru: [tone]", "ru: [recordings, tone]")
    ordered.edit("settings.yaml", "voices:", "order: by_paragraph\nvoices:")
    record(ordered, "appeal/a/ru", "Берегите улицы.", "Бросайте мусор в урны.", "Чистота нужна всем.")
    assert ordered.build().slugs == {}
    assert said(ordered)[3:8] == [
        *(f"appeal/a/kk/{row}" for row in (1, 2)),
        "appeal/a/ru",
        "appeal/b/kk/1",
        "appeal/b/ru/1",
    ]
    voices: dict[str, set[str | None]] = {}
    manifest = ordered.manifest()
    for part in manifest.playlists["city"].tracks[0].cycle:
        if part.part.startswith("appeal/"):
            voices.setdefault("/".join(part.part.split("/")[:3]), set()).add(manifest.segments[part.segment].engine)
    assert voices.pop("appeal/a/ru") == {"recordings"}
    assert all(engines == {"tone"} for engines in voices.values())
