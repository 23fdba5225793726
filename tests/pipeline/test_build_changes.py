"""A build makes only what changed: each edit, and what is spoken, encoded, written and removed for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.tiny import CITY_FILES, SENTENCES, TEXT_B, YARD, Tiny, tiny_project, touched
from zt_audio.app.making import build as app_build
from zt_audio.events import Planned
from zt_audio.pages.player import player_data, player_page
from zt_audio.pipeline import stage
from zt_audio.store.manifest import PlaylistEntry
from zt_audio.tracks import duration_ms

ALL_TRACKS = ["city/001_MARKET.MP3", "city/002_PARK.MP3", "yard/001_SCHOOL.MP3"]
KAZAKH = [
    "Бейжай қалмаңыз.",
    "Көшені таза ұстаңыз.",
    "Полицияға хабарласыңыз.",
    "Тазалық бәрімізге керек.",
    "Тәртіп сақтаңыз.",
    "Қоқысты жәшікке салыңыз.",
    "Құрметті базардың қонақтары!",
    "Құрметті саябақтың қонақтары!",
]


def test_the_first_build_makes_everything_once(fresh: Tiny) -> None:
    ran = fresh.build()
    assert len(ran.spoken) == len(set(ran.spoken)) == SENTENCES
    assert len(ran.encoded) == 8 + 5 + 1 + 4  # paragraphs, intros, the chime, pauses
    assert ran.tracks == ALL_TRACKS
    assert ran.of(Planned) == [Planned(SENTENCES, 18, 3)]
    assert ran.written == 7
    assert sorted(fresh.tree()) == [
        *(f"city/{name}" for name in CITY_FILES),
        "manifest.json",
        "yard/001_SCHOOL.MP3",
        "yard/PLAY.M3U",
        "yard/PLAYER.HTML",
    ]


def test_a_paragraph_that_two_appeals_share_is_of_each(fresh: Tiny) -> None:
    fresh.edit("texts/b.yaml", "Звоните в полицию.", "Чистота нужна всем.")  # the last of a, too
    fresh.build()

    def said() -> dict[str, tuple[str, ...]]:
        found = fresh.manifest()
        tracks = [track for entry in found.playlists.values() for track in entry.tracks]
        return {track.stop: track.appeals(found.segments) for track in tracks}

    assert said() == {"market": ("a", "b"), "park": ("a",), "school": ("b",)}
    found = fresh.manifest()
    titles = {part["title"] for part in player_data(found.playlists["yard"], found.segments)["segments"]}
    assert titles == {None, "Порядок"}
    fresh.edit("playlists/yard.yaml", '"12:00"', '"12:30"')  # the track is carried over
    fresh.build()
    assert said()["school"] == ("b",)


def test_a_page_is_drawn_where_its_playlist_or_the_program_changed(
    fresh: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(entry: PlaylistEntry, *rest: object) -> Iterator[bytes]:
        drawn.append(entry.title["ru"])
        return player_page(entry, *rest)  # type: ignore[arg-type]

    def built(*playlists: str) -> set[str]:
        drawn.clear()
        fresh.build(*playlists)
        return set(drawn)

    fresh.build()
    monkeypatch.setattr(stage, "player_page", draw)
    city, yard = (fresh.manifest().playlists[name].title["ru"] for name in ("city", "yard"))
    fresh.edit("playlists/yard.yaml", '"12:00"', '"12:30"')
    assert built() == {yard}
    fresh.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    assert built() == {city}
    (fresh.output / "yard" / "PLAYER.HTML").unlink()
    assert built() == {yard}
    monkeypatch.setattr(app_build, "code_digest", lambda: "0" * 64)
    assert built("yard") == {yard}
    assert built() == {city}  # which the new program has not drawn
    assert built() == set()


@dataclass(frozen=True)
class Edit:
    name: str
    file: str
    old: str
    new: str
    spoken: Sequence[str] = ()
    encoded: Sequence[str] = ()
    tracks: Sequence[str] = ()


EDITS = [
    Edit(
        "a sentence",
        "texts/a.yaml",
        "Берегите улицы.",
        "Берегите наши улицы.",
        ["Берегите наши улицы."],
        ["appeal/a/ru/1"],
        ALL_TRACKS[:2],
    ),
    Edit(
        "two sentences of two languages",
        "texts/b.yaml",
        "\n    Полицияға хабарласыңыз.\n  ru: |\n    Соблюдайте порядок.",
        "\n    Бізге хабарласыңыз.\n  ru: |\n    Храните порядок.",
        ["Бізге хабарласыңыз.", "Храните порядок."],
        ["appeal/b/kk/2", "appeal/b/ru/1"],
        [ALL_TRACKS[0], ALL_TRACKS[2]],
    ),
    Edit(
        "a new paragraph",
        "texts/b.yaml",
        "    Звоните в полицию.",
        "    Звоните в полицию.\n\n    Спасибо.",
        ["Спасибо."],
        ["appeal/b/ru/3"],
        [ALL_TRACKS[0], ALL_TRACKS[2]],
    ),
    Edit("a paragraph less", "texts/a.yaml", "\n    Чистота нужна всем.\n", "", tracks=ALL_TRACKS[:2]),
    Edit("only white space", "texts/a.yaml", "Берегите улицы. ", "Берегите   улицы.\n    "),
    Edit(
        "sentence pause",
        "settings.yaml",
        "sentence_ms: 200",
        "sentence_ms: 250",
        encoded=["appeal/a/kk/1", "appeal/a/ru/1", "appeal/b/kk/1", "appeal/b/ru/1"],
        tracks=ALL_TRACKS,
    ),
    Edit("paragraph pause", "settings.yaml", "paragraph_ms: 300", "paragraph_ms: 350", (), ["pause"], ALL_TRACKS),
    Edit("language pause", "settings.yaml", "language_ms: 500", "language_ms: 550", (), ["pause"], ALL_TRACKS[:2]),
    Edit("cycle pause", "settings.yaml", "cycle_ms: 600", "cycle_ms: 700", (), ["pause"], ALL_TRACKS),
    Edit(
        "the least pause of a cycle",
        "settings.yaml",
        "cycle_ms: 600",
        "cycle_ms: 0",
        (),
        ["pause"],
        ALL_TRACKS,
    ),
    Edit(
        "preset",
        "settings.yaml",
        "pauses:",
        "preset: quiet\npauses:",
        encoded=[
            *(f"appeal/{name}/{lang}/{number}" for name in "ab" for lang in ("kk", "ru") for number in (1, 2)),
            "chime",
            *(f"intro/{place}/{lang}/1" for place in ("market", "park") for lang in ("kk", "ru")),
            "intro/school/ru/1",
            *["pause"] * 4,
        ],
        tracks=ALL_TRACKS,
    ),
    Edit("another chime", "settings.yaml", "pauses:", "chime: two-tone\npauses:", (), ["chime"], ALL_TRACKS),
    Edit("no chime", "settings.yaml", "pauses:", "chime: none\npauses:", (), (), ALL_TRACKS),
    Edit(
        "how Kazakh is spoken",
        "settings.yaml",
        "kk: {rate_syl_per_s: 6}",
        "kk: {rate_syl_per_s: 5}",
        KAZAKH,
        [
            *(f"appeal/{name}/kk/{number}" for name in "ab" for number in (1, 2)),
            "intro/market/kk/1",
            "intro/park/kk/1",
        ],
        ALL_TRACKS[:2],
    ),
    Edit(
        "the form of a name",
        "places.yaml",
        "гор: {gen: парка}".replace("гор", "ru"),
        "ru: {gen: нашего парка}",
        ["Уважаемые гости нашего парка!"],
        ["intro/park/ru/1"],
        ["city/002_PARK.MP3"],
    ),
    Edit("a name on the display", "places.yaml", "ru: парк}", "ru: наш парк}", (), (), ["city/002_PARK.MP3"]),
    Edit("a title on the display", "playlists/city.yaml", "ru: Город", "ru: Городок", (), (), ALL_TRACKS[:2]),
    Edit("when to come", "playlists/city.yaml", "10:00", "09:30"),
    Edit("on which days", "playlists/city.yaml", "[mon]", "[mon, sun]"),
    Edit("how long to stay", "playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 1', (), (), [ALL_TRACKS[2]]),
    Edit("which appeals", "playlists/city.yaml", "appeals: [a]}", "appeals: [b, a]}", (), (), ["city/002_PARK.MP3"]),
    Edit(
        "the order of languages",
        "playlists/city.yaml",
        "appeals: [a, b]",
        "languages: [ru, kk]\nappeals: [a, b]",
        (),
        (),
        ALL_TRACKS[:2],
    ),
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_costs_what_it_changed(edit: Edit, built: Tiny, tmp_path: Path) -> None:
    before = built.stamps()
    built.edit(edit.file, edit.old, edit.new)
    ran = built.build()
    assert ran.spoken == sorted(edit.spoken)
    assert ran.encoded == sorted(edit.encoded)
    assert ran.tracks == sorted(edit.tracks)
    after = built.stamps()
    untouched = {name for name in ALL_TRACKS if name not in edit.tracks}
    assert {name: before[name] for name in untouched} == {name: after[name] for name in untouched}
    again = tiny_project(tmp_path / "again")
    again.edit(edit.file, edit.old, edit.new)
    again.build()
    assert built.tree() == again.tree()  # what was kept and what was made is as if all were made now


MERGED = TEXT_B.replace("Звоните в полицию.", "Чистота нужна всем.")


def rename_an_appeal(tiny: Tiny) -> None:
    (tiny.root / "appeals/texts/b.yaml").rename(tiny.root / "appeals/texts/c.yaml")
    tiny.edit("playlists/city.yaml", "[a, b]", "[a, c]")
    tiny.edit("playlists/yard.yaml", "[b]", "[c]")


def rename_a_place(tiny: Tiny) -> None:
    tiny.edit("places.yaml", "park:", "green:")
    tiny.edit("playlists/city.yaml", "{place: park", "{place: green, id: park")


def say_the_same_twice(tiny: Tiny) -> None:
    tiny.write("texts/b.yaml", MERGED)


def name_in_the_other_language(tiny: Tiny) -> None:
    tiny.edit("places.yaml", "kk: Мектеп", "kk: Гимназия")


@pytest.mark.parametrize(
    "changes",
    [
        [rename_an_appeal],
        [rename_a_place],
        [say_the_same_twice],
        [say_the_same_twice, rename_an_appeal],
        [say_the_same_twice, lambda tiny: tiny.edit("playlists/city.yaml", "[a, b]", "[b, a]")],
        [name_in_the_other_language],
    ],
    ids=["appeal", "place", "twice", "twice and appeal", "twice and order", "other language"],
)
def test_the_manifest_is_that_of_a_build_from_nothing(
    changes: Sequence[Callable[[Tiny], None]], built: Tiny, tmp_path: Path
) -> None:
    again = tiny_project(tmp_path / "again")
    for change in changes:
        change(built)
        built.build()
        change(again)
    again.build()
    assert built.manifest() == again.manifest()
    assert built.tree() == again.tree()


def test_the_same_content_elsewhere_comes_out_the_same(built_once: Tiny, fresh: Tiny) -> None:
    (fresh.root / "appeals/texts/a.yaml").touch()
    fresh.build("yard")
    fresh.build()
    assert fresh.tree() == built_once.tree()


def test_the_build_number_changes_when_and_only_when_something_did(built: Tiny) -> None:
    numbers = [built.manifest().build]
    for old, new in (("Берегите улицы.", "Берегите наши улицы."), ("Берегите  ", "x"), ("наши улицы.", "улицы.")):
        if old in (built.root / "appeals/texts/a.yaml").read_text(encoding="utf-8"):
            built.edit("texts/a.yaml", old, new)
        built.build()
        numbers.append(built.manifest().build)
    first, edited, same, back = numbers
    assert first != edited == same != back == first


def test_a_stop_more_is_a_track_more(built: Tiny) -> None:
    before = built.tree()
    built.edit("playlists/yard.yaml", "stops:", "stops:\n  - {place: park, id: new}")
    built.edit("playlists/city.yaml", "appeals: [a]}", "appeals: [a]}\n  - {place: school}")
    ran = built.build("city")
    # every tag says "2/3" now
    assert ran.tracks == ["city/001_MARKET.MP3", "city/002_PARK.MP3", "city/003_SCHOOL.MP3"]
    assert ran.spoken == ["Құрметті мектептің қонақтары!"]
    assert built.tree()["city/PLAY.M3U"] == b"001_MARKET.MP3\r\n002_PARK.MP3\r\n003_SCHOOL.MP3\r\n"
    assert built.tree()["yard/001_SCHOOL.MP3"] == before["yard/001_SCHOOL.MP3"]


def test_a_stop_less_is_a_file_less(built: Tiny) -> None:
    built.edit("playlists/city.yaml", '  - {place: market, arrive: "10:00"}\n', "")
    ran = built.build()
    assert ran.spoken == ran.encoded == []
    assert sorted(built.tree("city")) == ["city/001_PARK.MP3", "city/PLAY.M3U", "city/PLAYER.HTML"]
    assert built.tree()["city/PLAY.M3U"] == b"001_PARK.MP3\r\n"
    assert ran.report.outcome is not None
    assert ran.report.outcome.removed == 2  # 002_PARK is 001_PARK now


def test_a_playlist_less_is_a_folder_less(built: Tiny) -> None:
    (built.root / "appeals/playlists/yard.yaml").unlink()
    built.build()
    assert not (built.output / "yard").exists()
    assert list(built.manifest().playlists) == ["city"]
    assert {entry.part for entry in built.manifest().segments.values()}.isdisjoint({"intro/school/ru/1"})


def test_a_folder_with_files_of_others_stays_with_them(built: Tiny) -> None:
    (built.root / "appeals/playlists/yard.yaml").unlink()
    (built.output / "yard/MUSIC.MP3").write_bytes(b"theirs")
    (built.output / "yard/more").mkdir()
    (built.output / "NOTES.TXT").write_bytes(b"theirs")
    built.build()
    assert built.tree("yard") == {"yard/MUSIC.MP3": b"theirs"}
    assert (built.output / "yard/more").is_dir()
    assert (built.output / "NOTES.TXT").read_bytes() == b"theirs"


def test_a_playlist_that_takes_a_removed_ones_place(built: Tiny) -> None:
    (built.root / "appeals/playlists/yard.yaml").unlink()
    built.build()
    built.write("playlists/yard.yaml", YARD)
    ran = built.build()
    assert ran.spoken == ran.encoded == []
    assert ran.tracks == ["yard/001_SCHOOL.MP3"]


def test_naming_a_playlist_builds_it_alone(built: Tiny) -> None:
    before = built.tree()
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    ran = built.build("yard")
    assert ran.tracks == ["yard/001_SCHOOL.MP3"]
    assert built.tree("city") == {name: data for name, data in before.items() if name.startswith("city/")}
    assert built.build().tracks == ["city/001_MARKET.MP3"]
    assert built.build().events == []


def test_a_stay_is_filled_by_the_same_cycle(built: Tiny) -> None:
    once = built.manifest().playlists["yard"].tracks[0]
    built.edit("playlists/yard.yaml", '"12:00"', '"12:00", stay_min: 2')
    built.build()
    track = built.manifest().playlists["yard"].tracks[0]
    assert track.repeats == -(-120_000 // once.duration_ms)
    assert (track.frames, track.duration_ms) == (once.frames * track.repeats, duration_ms(track.frames))
    assert track.cycle == once.cycle
    assert track.duration_ms >= 120_000 > track.duration_ms - once.duration_ms


def test_a_dry_run_changes_nothing(built: Tiny) -> None:
    before = built.stamps(), sorted((built.root / ".zt-cache").rglob("*"))
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    ran = built.build(dry_run=True)
    spoken = [step for step in ran.report.steps if step.kind == "speak"]
    assert [step.reason for step in spoken] == ["text", "fresh"]
    assert (built.stamps(), sorted((built.root / ".zt-cache").rglob("*"))) == before
    assert ran.of(Planned) == [Planned(1, 1, 2)]


def test_a_touched_file_with_the_same_bytes_is_left(built: Tiny) -> None:
    for name in built.tree():
        touched(built.output / name)
    touched_stamps = built.stamps()
    assert built.build().written == 0
    assert built.stamps() == touched_stamps
    assert built.build().events == []


def other(data: bytes) -> bytes:
    """Return as many other bytes."""
    return bytes(byte ^ 0x55 for byte in data)


@pytest.mark.parametrize("change", [other, lambda data: data[:-1], lambda _: b""], ids=["same size", "cut", "empty"])
@pytest.mark.parametrize("name", ["city/001_MARKET.MP3", "city/PLAY.M3U"])
def test_a_file_with_other_bytes_is_written_again(name: str, change: Callable[[bytes], bytes], built: Tiny) -> None:
    before = built.tree()
    touched(built.output / name, change(before[name]))
    ran = built.build()
    assert built.tree() == before
    assert ran.written == 1
    assert ran.spoken == ran.encoded == []


@pytest.mark.parametrize("name", ["city/001_MARKET.MP3", "city/PLAY.M3U", "manifest.json"])
def test_a_deleted_file_comes_back(name: str, built: Tiny) -> None:
    before = built.tree()
    (built.output / name).unlink()
    built.build()
    assert built.tree() == before


def test_a_deleted_output_comes_back_from_the_cache(built: Tiny) -> None:
    before = built.tree()
    for name in before:
        (built.output / name).unlink()
    (built.output / "city").rmdir()
    ran = built.build()
    assert built.tree() == before
    assert ran.spoken == ran.encoded == []


def test_without_its_state_nothing_is_written(built: Tiny) -> None:
    before = built.stamps()
    built.workspace.state.unlink()
    assert built.build().written == 0
    assert built.stamps() == before
    built.workspace.state.write_bytes(b"{")
    assert built.build().written == 0
    assert built.stamps() == before


def test_without_its_cache_nothing_is_made_until_something_changes(built: Tiny) -> None:
    before = built.stamps()
    for path in sorted(built.workspace.cache.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    ran = built.build()
    assert ran.spoken == ran.encoded == ran.tracks == []
    assert built.stamps() == before
    built.edit("playlists/city.yaml", "ru: Город", "ru: Городок")
    ran = built.build()
    assert "Звоните в полицию." in ran.spoken
    assert "Уважаемые гости школы!" not in ran.spoken  # no track of hers is written
    assert ran.tracks == ALL_TRACKS[:2]
