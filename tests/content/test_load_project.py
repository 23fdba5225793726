"""A good project folder becomes the values that the other rooms work on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.content_project import CITY, FILES, PLACES, SETTINGS, places_of, write_project
from tests.support.systems import not_under_wine
from zt_audio.content.assemble import stop_ids
from zt_audio.content.files import content_files
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError
from zt_audio.model import (
    DEFAULT_CHAINS,
    LexiconEntry,
    Located,
    OwnPreset,
    Pauses,
    Project,
    Prosody,
    Settings,
    VoiceProsody,
    Where,
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Snapshot(write_project(tmp_path)).project()[0]


def test_a_good_project_has_no_warnings(tmp_path: Path) -> None:
    assert Snapshot(write_project(tmp_path)).project()[1] == ()


def test_appeals_have_both_languages(project: Project) -> None:
    littering = project.appeals["littering"]
    assert littering.title["ru"].value == "Не мусорите"
    assert littering.text["kk"].value == (
        "Құрметті тұрғындар! Қоқысты тек жәшікке салыңыз.\n\nТазалық – бәрімізге ортақ."
    )
    assert project.appeals["smoking"].text["ru"].value == "Здесь курить нельзя. Телефон 102."


def test_places_have_kind_name_and_forms(project: Project) -> None:
    market = project.places["altai-market"]
    assert (market.kind, market.name["kk"].value) == ("market", "«Алтай» базары")
    assert {case: form.value for case, form in market.forms["ru"].items()} == {
        "gen": "рынка «Алтай»",
        "prep": "рынке «Алтай»",
    }
    assert market.where == Where("appeals/places.yaml", 2, 1)


def test_the_most_specific_intro_wins(project: Project) -> None:
    market, village = project.places["altai-market"], project.places["yasny"]
    picked = [project.intros.pick(place, "ru") for place in (market, village)]
    assert [text and text.value for text in picked] == [
        "Уважаемые продавцы {place:gen}!",
        "Уважаемые жители {place:gen}!",
    ]
    assert project.outros.pick(market, "ru") is None


def test_a_playlist_has_times_in_minutes_and_its_stops_own_appeals(project: Project) -> None:
    city = project.playlists["city"]
    assert (city.days, city.languages, city.profile) == (("mon", "tue"), ("kk", "ru"), "usb")
    assert [(s.id, s.place, s.arrive_min, s.stay_min, s.appeals) for s in city.stops] == [
        ("altai-market", "altai-market", 600, 15, ("littering",)),
        ("yasny", "yasny", 690, None, ("littering", "smoking")),
        ("altai-market-2", "altai-market", 720, None, ("littering", "smoking")),
    ]
    assert city.stops[1].where == Where("appeals/playlists/city.yaml", 10, 5)


@pytest.mark.parametrize(
    ("stops", "ids"),
    [
        ([(None, "a"), (None, "a"), (None, "a")], ["a", "a-2", "a-3"]),
        ([(None, "a"), ("a", "a")], ["a-2", "a"]),
        ([(None, "a"), ("a-2", "b"), (None, "a")], ["a", "a-2", "a-3"]),
        ([(None, "a-2"), (None, "a"), (None, "a")], ["a-2", "a", "a-3"]),
    ],
)
def test_stop_ids_are_unique(stops: list[tuple[str | None, str]], ids: list[str]) -> None:
    assert list(stop_ids(stops)) == ids


def test_settings_fill_up_with_defaults(project: Project) -> None:
    settings = project.settings
    assert settings.voices.prosody == {"kk": Prosody(3.5, 40), "ru": Prosody()}
    assert settings.pauses == Pauses(sentence_ms=300)
    assert settings.voices.names("kk") == ("espeak",)
    assert (settings.sound.preset, settings.sound.chime.value) == ("street", "two-tone")


def test_settings_say_who_speaks_and_where_each_voice_stands(tmp_path: Path) -> None:
    text = """\
voices:
  kk: [recordings, "piper:kk_KZ-issai-high", espeak]
voice_prosody:
  "piper:kk_KZ-issai-high": {rate_syl_per_s: 3.2, paragraph_ms: 0}
  espeak: {pitch: 40, sentence_ms: 500}
online: ask
quality_floor: broadcast
stale_takes: stop
"""
    settings = Snapshot(write_project(tmp_path, {"settings.yaml": text})).project()[0].settings.voices
    places = [Where("appeals/settings.yaml", 2, column) for column in (8, 21, 46)]
    kazakh = map(Located, ("recordings", "piper:kk_KZ-issai-high", "espeak"), places)
    assert settings.chains == {"kk": tuple(kazakh), "ru": tuple(map(Located, DEFAULT_CHAINS["ru"]))}
    assert settings.own_prosody == {
        "piper:kk_KZ-issai-high": VoiceProsody(rate_syl_per_s=3.2, paragraph_ms=0),
        "espeak": VoiceProsody(pitch=40, sentence_ms=500),
    }
    assert (settings.online, settings.quality_floor, settings.stale_takes) == ("ask", "broadcast", "stop")


def test_settings_may_hold_presets_and_a_chime_of_ones_own(tmp_path: Path) -> None:
    far = "{base: street, target_lufs: -12, band: {low_hz: 250}, compression: {ratio: 2}}"
    text = f"preset: far\npresets: {{far: {far}, as-is: {{base: off}}}}\nchime: chimes/own.WAV\n"
    settings = Snapshot(write_project(tmp_path, {"settings.yaml": text})).project()[0].settings.sound
    assert settings.preset == "far"
    assert settings.own_presets == {
        "far": OwnPreset("street", -12, {"low_hz": 250}, {"ratio": 2}),
        "as-is": OwnPreset("off"),
    }
    assert settings.chime == Located("chimes/own.WAV", Where("appeals/settings.yaml", 3, 8))


def test_the_lexicon_keeps_its_order_and_places(project: Project) -> None:
    file = "appeals/lexicon/ru.yaml"
    assert project.lexicon == {
        "kk": (),
        "ru": (
            LexiconEntry("102", "сто два", {}, None, Where(file, 2, 4)),
            LexiconEntry("22-х", "двадцати двух", {"gen": "двадцати двух"}, None, Where(file, 3, 4)),
            LexiconEntry("№ 5", "номер пять", {}, "yasny", Where(file, 6, 6)),
        ),
    }


def test_dates_and_profile_of_a_playlist(tmp_path: Path) -> None:
    city = CITY.replace("days: [mon, tue]", "dates: [2026-12-16]\nprofile: unlimited")
    playlist = Snapshot(write_project(tmp_path, {"playlists/city.yaml": city})).project()[0].playlists["city"]
    assert (playlist.days, playlist.profile) == (("2026-12-16",), "unlimited")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"settings.yaml": None, "lexicon/ru.yaml": None}, id="optional files left out"),
        pytest.param({"settings.yaml": "# nothing yet\n", "lexicon/ru.yaml": ""}, id="optional files empty"),
        pytest.param({"settings.yaml": SETTINGS.replace(": two-tone", ":")}, id="key with nothing after it"),
        pytest.param({"places.yaml": b"\xef\xbb\xbf" + PLACES.encode()}, id="byte order mark"),
        pytest.param({"places.yaml": PLACES.replace("\n", "\r\n")}, id="Windows line ends"),
        pytest.param({"playlists/city.yaml": CITY.replace("days: [mon, tue]\n", "")}, id="every day"),
    ],
)
def test_accepted(tmp_path: Path, changes: dict[str, str | bytes | None]) -> None:
    assert places_of(write_project(tmp_path, changes)) == []


@not_under_wine("it shows a link as what the link leads to")
def test_links_are_followed(tmp_path: Path) -> None:
    write_project(tmp_path / "real")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "appeals").symlink_to(tmp_path / "real" / "appeals")
    assert Snapshot(tmp_path / "linked").project()[0] == Snapshot(tmp_path / "real").project()[0]


def test_a_chime_of_ones_own_is_content(tmp_path: Path) -> None:
    chime = write_project(tmp_path) / "appeals" / "chimes" / "own.WAV"
    chime.parent.mkdir()
    chime.write_bytes(b"RIFF")
    assert chime in content_files(tmp_path)


def test_content_files_are_what_is_read(tmp_path: Path) -> None:
    write_project(tmp_path, {"texts/.hidden.yaml": "x", "texts/notes.txt": "x", "texts/old.yml": "x"})
    assert content_files(tmp_path) == tuple(sorted(tmp_path / "appeals" / name for name in FILES))
    assert content_files(tmp_path / "nowhere") == ()


def test_every_problem_of_every_file_comes_at_once(tmp_path: Path) -> None:
    changes = {
        "places.yaml": PLACES.replace("kind: market", "kid: market"),
        "texts/smoking.yaml": "title: a: b\n",
        "playlists/city.yaml": CITY.replace("place: yasny", "place: yasni").replace("stay_min: 15", "stay_min: 0"),
    }
    assert places_of(write_project(tmp_path, changes)) == [
        ("places.yaml", 3, 3, "unknown-key"),
        ("playlists/city.yaml", 8, 15, "out-of-range"),
        ("playlists/city.yaml", 10, 12, "unknown-place"),
        ("texts/smoking.yaml", 1, 8, "yaml-two-keys"),
    ]


@pytest.mark.parametrize("places", [None, "a: b: c", "- list\n", ""])
def test_what_follows_from_a_file_that_failed_is_not_told(tmp_path: Path, places: str | None) -> None:
    found = places_of(write_project(tmp_path, {"places.yaml": places}))
    assert [file for file, *_ in found] == ["places.yaml"]


def test_warnings_stop_nothing(tmp_path: Path) -> None:
    intros = FILES["intros.yaml"].replace("market:", "markets:")
    _, warnings = Snapshot(
        write_project(tmp_path, {"intros.yaml": intros, "texts/old.yml": "x", "intro.yaml": "x"})
    ).project()
    assert [(w.slug, w.severity, w.facts.get("nearest")) for w in warnings] == [
        ("unread-file", "warning", "intros.yaml"),
        ("unknown-kind", "warning", "market"),
        ("kind-without-greeting", "warning", "markets"),
        ("unread-file", "warning", "texts/old.yaml"),
    ]


def test_limits_of_a_kind_that_no_place_has_are_told(tmp_path: Path) -> None:
    settings = FILES["settings.yaml"] + "dose: {kinds: {markets: {an_hour: 1}, market: {an_hour: 2}}}\n"
    _, warnings = Snapshot(write_project(tmp_path, {"settings.yaml": settings})).project()
    assert [(w.slug, w.facts["id"], w.facts["nearest"]) for w in warnings] == [("unknown-kind", "markets", "market")]


def test_a_long_quotation_is_cut(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        Snapshot(write_project(tmp_path, {"settings.yaml": "x" * 1000 + ": y"})).project()
    assert caught.value.problems[0].facts["key"] == "x" * 100 + "…"


def test_a_lexicon_loads_without_the_rest_of_the_project(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"places.yaml": "a: b: c"})
    assert "102" in Snapshot(root).lexicon("ru").written
    assert "№ 5" not in Snapshot(root).lexicon("ru").written
    assert "102" not in Snapshot(root).lexicon("kk").written
    assert "102" not in Snapshot(tmp_path / "nowhere").lexicon("ru").written


def test_settings_and_lexicon_load_without_the_rest_of_the_project(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"places.yaml": "a: b: c"})
    manner = Snapshot(root).manner
    assert manner.settings.pauses.sentence_ms == 300
    assert [entry.written for entry in manner.lexicon["ru"]] == ["102", "22-х", "№ 5"]
    assert Snapshot(tmp_path / "nowhere").manner.settings == Settings()


def test_a_wrong_lexicon_says_so(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"lexicon/ru.yaml": "generel: {}"})
    with pytest.raises(ContentError) as caught:
        Snapshot(root).lexicon("ru")
    assert [problem.slug for problem in caught.value.problems] == ["unknown-key"]
