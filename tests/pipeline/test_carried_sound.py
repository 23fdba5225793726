"""Test that the player page carries the sound of its playlist: the very frames of the tracks, and not too many."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.pipeline.test_build_profiles import choose
from tests.support.tiny import Tiny
from zt_audio.pages.player import player_data
from zt_audio.pipeline.stage import carried_sounds
from zt_audio.published.verify import first_cycle
from zt_audio.store.workspace import SegmentCache, StoredSegment


def carried(tiny: Tiny, name: str = "city") -> Mapping[int, bytes]:
    page = (tiny.root / "output" / name / "PLAYER.HTML").read_text("utf-8")
    found = re.findall(r'<script type="text/plain" id="sound-(\d+)">([^<]*)</script>', page)
    return {int(number): b64decode(coded, validate=True) for number, coded in found}


def require_every_cycle(tiny: Tiny) -> None:
    entry = tiny.manifest().playlists["city"]
    sounds = carried(tiny)
    for track, shown in zip(entry.tracks, player_data(entry, tiny.manifest().segments)["tracks"], strict=True):
        cycle = first_cycle(tiny.root / "output" / "city" / track.file, track, entry)
        assert b"".join(sounds[number] for _start_s, number in shown["cycle"]) == cycle


@pytest.mark.parametrize("profile", ["usb", "dfplayer", "headunit", "phone", "continuous", "unlimited"])
def test_the_page_carries_one_cycle_of_every_stop_to_the_byte(built: Tiny, profile: str) -> None:
    choose(built, profile)
    built.build()
    require_every_cycle(built)


def test_what_the_cache_has_lost_is_read_from_the_tracks(built: Tiny) -> None:
    shutil.rmtree(built.root / ".zt-cache")
    built.edit("playlists/city.yaml", "10:00", "10:05")
    assert built.build().spoken == []
    require_every_cycle(built)


def test_a_playlist_of_wav_files_carries_nothing(built: Tiny) -> None:
    choose(built, "wav")
    built.build()
    assert carried(built) == {}


class NeverRead(SegmentCache):
    def get(self, key: str) -> StoredSegment:
        raise AssertionError(key)


def test_sounds_that_no_page_carries_are_not_read(built: Tiny) -> None:
    entry, segments = built.manifest().playlists["city"], built.manifest().segments
    long = {name: replace(segment, frames=10**5) for name, segment in segments.items()}
    cache = NeverRead(built.workspace.segments)
    assert carried_sounds(built.output, [], entry, long, cache) == {}
    with pytest.raises(ValueError, match="longer"):  # fewer steps than tracks: these would be read
        carried_sounds(built.output, [], entry, segments, cache)
