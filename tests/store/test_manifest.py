"""The manifest: value to JSON and back, and how damage shows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from zt_audio.store.journal import MANIFEST_FILE
from zt_audio.store.manifest import (
    PLAYER_FILE,
    AppealEntry,
    CycleEntry,
    FileEntry,
    Manifest,
    PlaylistEntry,
    SegmentEntry,
    TrackEntry,
    from_bytes,
    load_manifest,
    load_part,
    to_bytes,
)
from zt_audio.store.records import key_of

words = st.text(max_size=8)
names = st.from_regex(r"[A-Z0-9_]{1,8}(\.MP3)?", fullmatch=True)
parts = st.sampled_from(["chime", "pause", "appeal/a/kk/1", "intro/park/ru"])
days = st.sampled_from(["mon", "sun", "2026-12-16"])
counts = st.integers(0, 2**40)
levels = st.floats(-100, 10)
titles = st.dictionaries(st.sampled_from(["kk", "ru"]), words, max_size=2)
cycles = st.lists(st.builds(CycleEntry, st.sampled_from(["c", "p"]), counts, parts), max_size=3).map(tuple)
segments = st.builds(
    SegmentEntry,
    part=parts,
    lang=st.none() | words,
    text=st.lists(words, max_size=2).map(tuple),
    source=st.none() | words,
    engine=st.none() | words,
    engine_fingerprint=st.none() | words,
    voice=st.none() | words,
    draft=st.booleans(),
    frames=counts,
    loudness_lufs=st.none() | levels,
    true_peak_dbtp=st.none() | levels,
)
tracks = st.builds(
    TrackEntry,
    key=words,
    number=counts,
    file=names,
    stop=words,
    place=words,
    title=titles,
    arrive=st.none() | words,
    stay_min=st.none() | counts,
    sha256=words,
    bytes=counts,
    frames=counts,
    duration_ms=counts,
    repeats=st.integers(1, 99),
    loudness_lufs=levels,
    true_peak_dbtp=levels,
    cycle=cycles,
)
playlists = st.builds(
    PlaylistEntry,
    title=titles,
    languages=st.lists(words, max_size=2).map(tuple),
    days=st.lists(days, min_size=1, max_size=2).map(tuple),
    profile=words,
    draft=st.booleans(),
    tracks=st.lists(tracks, max_size=2).map(tuple),
    files=st.lists(st.builds(FileEntry, names, words, counts), max_size=1).map(tuple),
)
manifests = st.builds(
    Manifest, st.dictionaries(names, playlists, max_size=2), st.fixed_dictionaries({"c": segments, "p": segments})
)

CHIME = SegmentEntry(
    "chime", None, (), None, None, None, None, draft=False, frames=9, loudness_lufs=-14.5, true_peak_dbtp=-3
)
TRACK = TrackEntry(
    key="k",
    number=1,
    file="001_A.MP3",
    stop="a",
    place="a",
    title={"kk": "Базар", "ru": "рынок"},
    arrive="10:00",
    stay_min=5,
    sha256="00",
    bytes=417,
    frames=1,
    duration_ms=26,
    repeats=1,
    loudness_lufs=-13.1,
    true_peak_dbtp=-2.5,
    cycle=(CycleEntry("c", 0),),
)
CITY = PlaylistEntry(
    {"kk": "Қала", "ru": "Город"},
    ("kk", "ru"),
    ("mon",),
    "usb",
    draft=True,
    tracks=(TRACK,),
    files=(FileEntry("PLAY.M3U", "11", 11),),
)
ONE = Manifest({"city": CITY}, {"c": CHIME})


@given(manifests)
@settings(deadline=None, max_examples=100)
def test_what_is_written_is_read(value: Manifest) -> None:
    assert from_bytes(to_bytes(value)) == value


@given(value=manifests, data=st.data())
@settings(deadline=None, max_examples=100)
def test_a_part_is_what_the_whole_says_of_it(
    value: Manifest, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    written = to_bytes(value)
    (folder / MANIFEST_FILE).write_bytes(written)
    sha256 = hashlib.sha256(written).hexdigest()
    wanted = data.draw(st.sets(st.sampled_from([*value.playlists, "NONE"])))
    part = load_part(folder, wanted, sha256)
    if "NONE" in wanted and "NONE" not in value.playlists:
        assert part is None
        return
    entries = {name: value.playlists[name] for name in wanted}
    heard = {each.segment for entry in entries.values() for track in entry.tracks for each in track.cycle}
    assert part == Manifest(entries, {key: value.segments[key] for key in heard})
    assert load_part(folder, wanted, "0" * 64) is None
    played = {each.segment for entry in value.playlists.values() for track in entry.tracks for each in track.cycle}
    whole = Manifest(value.playlists, {key: value.segments[key] for key in played})
    assert load_part(folder, None, sha256) == (whole if value.playlists else None)
    assert load_manifest(folder, sha256) == (whole if value.playlists else value)


def test_a_part_of_bytes_that_are_not_those_of_the_build_is_none(tmp_path: Path) -> None:
    written = to_bytes(ONE)
    (tmp_path / MANIFEST_FILE).write_bytes(written.replace(b'"bytes": 417', b'"bytes": 418'))
    assert load_part(tmp_path, ["city"], hashlib.sha256(written).hexdigest()) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"file": "001_A.MP3"', b'"file": "../../A.MP3"'),
        (b'"file": "001_A.MP3"', b'"file": 7'),
        (b'  "c": {', b'  "d": {'),
        (b'  "c": {', b'  "c": ['),
        (b'"days": [', b'"days": {'),
    ],
)
def test_a_part_that_a_stranger_wrote_and_proved_is_none(old: bytes, new: bytes, tmp_path: Path) -> None:
    data = to_bytes(ONE)
    assert old in data
    forged = data.replace(old, new)
    (tmp_path / MANIFEST_FILE).write_bytes(forged)
    assert load_part(tmp_path, ["city"], hashlib.sha256(forged).hexdigest()) is None


def test_a_track_and_a_segment_have_a_line_each() -> None:
    lines = to_bytes(ONE).decode().splitlines()
    track, chime = (json.dumps(asdict(each), ensure_ascii=False, sort_keys=True) for each in (TRACK, CHIME))
    assert f"    {track}" in lines
    assert f'  "c": {chime}' in lines


@given(manifests)
@settings(deadline=None, max_examples=50)
def test_numbers_are_made_from_all_that_the_entries_hold(value: Manifest) -> None:
    assert value.build == (key_of(asdict(value))[:8] if value.playlists else "")
    for entry in value.playlists.values():
        facts = asdict(replace(entry, tracks=(), holidays=()))
        facts["files"] = [file for file in facts["files"] if file["file"] != PLAYER_FILE]
        del facts["guesses"], facts["consents"], facts["build"]
        assert entry.number == key_of(facts, [key_of(asdict(track)) for track in entry.tracks])[:8]


@given(manifests, manifests)
@settings(deadline=None, max_examples=100)
def test_equal_values_are_equal_bytes_and_others_are_not(one: Manifest, other: Manifest) -> None:
    assert (to_bytes(one) == to_bytes(other)) == (one == other)


def test_the_order_in_which_things_were_built_does_not_show() -> None:
    other = replace(CITY, profile="unlimited")
    one, reverse = Manifest({"a": CITY, "b": other}), Manifest({"b": other, "a": CITY})
    assert to_bytes(one) == to_bytes(reverse)
    assert one.build == reverse.build


@pytest.mark.parametrize(
    "changed",
    [
        replace(TRACK, sha256="01"),
        replace(TRACK, arrive="10:01"),
        replace(TRACK, duration_ms=27),
        replace(TRACK, title={"kk": "Базар", "ru": "базар"}),
        replace(TRACK, cycle=(CycleEntry("c", 1),)),
    ],
)
def test_the_build_number_is_that_of_what_was_built(changed: TrackEntry) -> None:
    again = Manifest({"city": replace(CITY)}, {"c": replace(CHIME)})
    other = Manifest({"city": replace(CITY, tracks=(changed,))}, {"c": CHIME})
    assert ONE.build == again.build != other.build
    assert len(ONE.build) == 8
    assert Manifest().build == ""


@pytest.mark.parametrize(
    ("entry", "is_same"),
    [
        (replace(CITY, files=(*CITY.files, FileEntry("PLAYER.HTML", "22", 22))), True),  # it shows the number
        (replace(CITY, holidays=("2026-12-16",)), True),  # makes no stick and no card wrong
        (replace(CITY, guesses=("замок → замок",)), True),  # what is signed off sounds as before
        (replace(CITY, files=(FileEntry("PLAY.M3U", "12", 11),)), False),
        (replace(CITY, tracks=(replace(TRACK, sha256="01"),)), False),
        (replace(CITY, title={"kk": "Қала", "ru": "Центр"}), False),
        (replace(CITY, quiet_hours={"weekday": "09:00-21:00"}), False),
    ],
)
def test_the_number_of_what_an_older_program_built_is_that_of_its_bytes(entry: PlaylistEntry, is_same: object) -> None:
    assert (entry.number == CITY.number) is is_same
    assert len(entry.number) == 8


def test_texts_below_the_floor_are_counted_whole() -> None:
    parts = ("appeal/littering/kk/1", "appeal/littering/kk/2", "intro/market/kk/1")
    assert replace(CITY, below_floor=parts).texts_below_floor == ("appeal/littering/kk", "intro/market/kk")


def test_owned_names_every_file_with_its_folder() -> None:
    assert ONE.owned() == {"city/001_A.MP3": ("00", 417), "city/PLAY.M3U": ("11", 11)}


def test_every_flipped_bit_is_noticed() -> None:
    data = to_bytes(ONE)
    for at in range(len(data)):
        damaged = data[:at] + bytes([data[at] ^ 1 << at % 7]) + data[at + 1 :]
        assert from_bytes(damaged) in (None, ONE), (at, damaged[max(0, at - 20) : at + 20])


@pytest.mark.parametrize("cut", [0, 1, 100, -2])
def test_a_truncated_manifest_is_no_manifest(cut: int) -> None:
    assert from_bytes(to_bytes(ONE)[:cut]) is None


@pytest.mark.parametrize("data", [b"[]", b"7", b"null", b'"x"', b"{}", b'{"format": 1}', b"\xff\xfe", b"\0" * 300])
def test_other_json_is_no_manifest(data: bytes) -> None:
    assert from_bytes(data) is None


@pytest.mark.parametrize(
    ("playlist", "entry"),
    [
        ("../city", CITY),
        ("/etc", CITY),
        ("city/inner", CITY),
        (".staging", CITY),
        ("city", replace(CITY, files=(FileEntry("../../x", "11", 11),))),
        ("city", replace(CITY, files=(FileEntry("/etc/x", "11", 11),))),
        ("city", replace(CITY, files=(FileEntry("C:x", "11", 11),))),
        ("city", replace(CITY, files=(FileEntry("..\\x", "11", 11),))),
        ("city", replace(CITY, tracks=(replace(TRACK, file="../x.mp3"),))),
        ("city", replace(CITY, tracks=(replace(TRACK, repeats=0),))),
        ("city", replace(CITY, tracks=(replace(TRACK, cycle=(CycleEntry("lost", 0),)),))),
        ("city", replace(CITY, tracks=(replace(TRACK, cycle=(CycleEntry("c", 0, "no/part"),)),))),
        ("city", replace(CITY, days=("someday",))),
        ("city", replace(CITY, days=())),
        ("city", replace(CITY, quiet_hours={"weekend": "10:00-22:00"})),
        ("city", replace(CITY, below_floor=("x",))),
        ("city", replace(CITY, appeals={"a": AppealEntry({}, valid_until="soon")})),
        ("city", replace(CITY, title={"kk": 7})),  # type: ignore[dict-item] # what a forger may write
        ("city", replace(CITY, tracks=(replace(TRACK, frames=10**30),))),
    ],
)
def test_a_manifest_that_no_build_writes_is_none_although_its_number_is_right(
    playlist: str, entry: PlaylistEntry
) -> None:
    assert from_bytes(to_bytes(Manifest({playlist: entry}, {"c": CHIME}))) is None


def test_another_format_is_not_read() -> None:
    tree = json.loads(to_bytes(ONE))
    assert from_bytes(json.dumps(tree).encode()) == ONE
    assert from_bytes(json.dumps(tree | {"format": 2}).encode()) is None


def test_a_folder_without_a_manifest_has_an_empty_one(tmp_path: Path) -> None:
    assert load_manifest(tmp_path) == Manifest()
    (tmp_path / MANIFEST_FILE).write_bytes(to_bytes(ONE))
    assert load_manifest(tmp_path) == ONE
    changed = to_bytes(ONE).replace(b'"bytes": 417', b'"bytes": 418')
    (tmp_path / MANIFEST_FILE).write_bytes(changed)
    assert load_manifest(tmp_path, hashlib.sha256(to_bytes(ONE)).hexdigest()) is None
    assert load_manifest(tmp_path, hashlib.sha256(changed).hexdigest()) is not None  # the digest proves it instead
    (tmp_path / MANIFEST_FILE).write_bytes(b"")
    assert load_manifest(tmp_path) is None
