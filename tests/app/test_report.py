"""Test what the report gathers: each segment is decoded once, peaks are right, a broken output gives no page."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
import soundfile

from tests.support.tiny import Tiny, flipped
from zt_audio.app.making import report as room
from zt_audio.app.making.report import report, url_to
from zt_audio.errors import BuildError, ContentError
from zt_audio.formats.mp3 import FRAME_SAMPLES
from zt_audio.pages.html import Wording
from zt_audio.pages.report import REPORT_WORDS
from zt_audio.published.verify import decoded_samples

ENGLISH = Wording("en", REPORT_WORDS)


def made(tiny: Tiny, *wanted: str, target: str = "report.html") -> str:
    return report(tiny.workspace, wanted, tiny.root / target, ENGLISH)


def slugs(error: BuildError | ContentError) -> list[tuple[str, object]]:
    return [(problem.slug, problem.facts.get("file")) for problem in error.problems]


def test_it_shows_every_track(built: Tiny) -> None:
    html = made(built)
    assert re.findall(r'<audio [^>]*src="([^"]*)"', html) == [
        "output/city/001_MARKET.MP3",
        "output/city/002_PARK.MP3",
        "output/yard/001_SCHOOL.MP3",
    ]
    for entry in built.manifest().playlists.values():
        assert entry.number in html  # the one that cards and PLAYER.HTML show


def test_it_shows_the_playlists_asked_for(built: Tiny) -> None:
    html = made(built, "yard")
    assert re.findall(r'<audio [^>]*src="([^"]*)"', html) == ["output/yard/001_SCHOOL.MP3"]


def test_it_needs_no_cache_and_changes_nothing(built: Tiny) -> None:
    with_cache, before = made(built), built.stamps()
    (built.root / ".zt-cache").rename(built.root / "gone")
    assert made(built) == with_cache
    assert built.stamps() == before


def test_each_segment_is_decoded_once(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[bytes] = []

    def counting(coded: bytes, file: str) -> object:
        decoded.append(coded)
        return decoded_samples(coded, file)

    monkeypatch.setattr("zt_audio.app.making.report.decoded_samples", counting)
    made(built)
    segments = built.manifest().segments.values()
    assert len(decoded) == len(set(decoded)) == sum(entry.loudness_lufs is not None for entry in segments)


def test_peaks_are_those_of_the_whole_file(built: Tiny) -> None:
    found = built.manifest()
    track = found.playlists["city"].tracks[0]
    path = built.output / "city" / track.file
    whole = soundfile.read(path, dtype="float32")[0]
    envelopes = room._envelopes(built.workspace, "city", track, found, {})
    delay = 1105  # samples of encoder and decoder that soundfile takes off where an Info frame tells of them
    first = 0
    for part in track.cycle:
        entry = found.segments[part.segment]
        if part.segment in envelopes:
            start = first * FRAME_SAMPLES
            heard = whole[max(0, start - delay) : start + entry.frames * FRAME_SAMPLES]
            assert max(envelopes[part.segment].highs) == pytest.approx(np.max(heard), abs=0.002), entry.part
            assert len(envelopes[part.segment].lows) == entry.frames
        first += entry.frames


@pytest.mark.parametrize(
    ("harm", "slug"),
    [
        (lambda path: path.unlink(), "file-missing"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1]), "file-changed"),
        (lambda path: path.write_bytes(flipped(path.read_bytes(), len(path.read_bytes()) - 417)), "track-undecodable"),
        (lambda path: path.write_bytes(bytes(len(path.read_bytes()))), "track-undecodable"),
    ],
)
def test_what_is_not_as_it_was_built_is_told_at_once(built: Tiny, harm: Callable[[Path], object], slug: str) -> None:
    for name in ("city/001_MARKET.MP3", "yard/001_SCHOOL.MP3"):
        harm(built.output / name)
    with pytest.raises(BuildError) as raised:
        made(built)
    assert slugs(raised.value) == [(slug, "output/city/001_MARKET.MP3"), (slug, "output/yard/001_SCHOOL.MP3")]


def test_a_folder_between_two_states_is_not_shown(built: Tiny) -> None:
    (built.output / "city" / "NOT_READY.TXT").write_bytes(b"")
    with pytest.raises(BuildError) as raised:
        made(built)
    assert [problem.slug for problem in raised.value.problems] == ["not-ready"]


def test_nothing_built(fresh: Tiny) -> None:
    with pytest.raises(BuildError) as raised:
        made(fresh)
    assert slugs(raised.value) == [("nothing-built", "output/manifest.json")]


def test_a_damaged_manifest(built: Tiny) -> None:
    path = built.output / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 9'))
    with pytest.raises(BuildError) as raised:
        made(built)
    assert slugs(raised.value) == [("manifest-damaged", "output/manifest.json")]


def test_an_unknown_playlist_is_told_the_nearest(built: Tiny) -> None:
    with pytest.raises(ContentError) as raised:
        made(built, "citi", "yard")
    assert [(each.slug, dict(each.facts)) for each in raised.value.problems] == [
        ("playlist-unknown", {"name": "citi", "nearest": "city", "known": ("city", "yard")})
    ]


def test_content_that_is_being_edited_takes_the_target_away_and_no_more(built: Tiny) -> None:
    assert "band −13.5 to −12.5" in made(built)
    built.edit("texts/a.yaml", "title:", "titel:")
    html = made(built)
    assert "band" not in re.sub(r"<style>.*?</style>|<footer>.*?</footer>", "", html, flags=re.DOTALL).replace(
        "bands", ""
    )
    assert html.count("<audio") == 3


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("report.html", "output"),
        ("output/report.html", "."),
        ("for the chief/report.html", "../output"),
    ],
)
def test_players_find_the_sound_from_where_the_page_lies(built: Tiny, target: str, url: str) -> None:
    assert f'src="{url}/city/001_MARKET.MP3"' in made(built, target=target)


def test_a_folder_with_an_odd_name_is_quoted(tmp_path: Path) -> None:
    assert url_to(tmp_path / "дыбыс #1" / "output", tmp_path) == "%D0%B4%D1%8B%D0%B1%D1%8B%D1%81%20%231/output"


def test_another_drive_is_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, start: Path) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(sys.modules["os"].path, "relpath", refuse)
    assert url_to(tmp_path, tmp_path).startswith("file://")


@pytest.mark.parametrize("profile", ["wav", "continuous", "phone", "headunit"])
def test_whatever_the_player_the_page_shows_and_finds_the_same(built: Tiny, profile: str) -> None:
    waves = re.compile(r'<path d="[^"]*"')
    usual = waves.findall(made(built, "city"))
    built.edit("settings.yaml", "pauses:", f"profile: {profile}\npauses:")
    built.build()
    html = made(built, "city")
    assert len(waves.findall(html)) == len(usual)
    if profile != "wav":  # its samples are rounded to sixteen bits: here and there a peak is drawn a row off
        assert waves.findall(html) == usual
    first, second = re.findall(r'<audio [^>]*src="([^"]*)"', html)
    market, park = built.manifest().playlists["city"].tracks
    begin_s, end_s = park.start_ms / 1000, (park.start_ms + park.duration_ms) / 1000
    expected = {
        "wav": ("001_MARKET.WAV", "002_PARK.WAV"),
        "continuous": (f"CITY.MP3#t=0.0,{market.duration_ms / 1000}", f"CITY.MP3#t={begin_s},{end_s}"),
        "phone": (f"{quote('001 Базар.mp3')}", f"{quote('002 Саябақ.mp3')}"),
        "headunit": ("001_MARKET/001_MARKET.MP3", "002_PARK/002_PARK.MP3"),
    }
    assert (first, second) == tuple(f"output/city/{name}" for name in expected[profile])
    assert re.findall(r'data-start="([^"]*)"', html) == (["0.0", str(begin_s)] if profile == "continuous" else [])
