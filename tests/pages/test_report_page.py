"""Test the report's page: everything of the manifest is there and escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.support.report_sample import CYCLE, SEGMENTS, built, track
from zt_audio.content.passer_by import PlaceDose
from zt_audio.content.timetable import playing_time
from zt_audio.pages.html import Wording
from zt_audio.pages.report import REPORT_WORDS, PlaceDoseRow, ratio, report_page

ENGLISH = Wording("en", REPORT_WORDS)
HOSTILE = (
    "</title></script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "<!-- & ]]> -->",
    "{title} {0} %s",
    "javascript:alert(1)",
)


class Read(HTMLParser):
    """What a browser would see: tags with attributes, and text with the language that it is marked with."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


# --- the page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_stay_text(hostile: str) -> None:
    tame = built(track(1))
    name = track(1, title={"kk": hostile, "ru": hostile})
    text = {key: replace(entry, text=(hostile,), source=hostile, voice=hostile) for key, entry in SEGMENTS.items()}
    wild = replace(built(name), segments=text)
    playlist = replace(wild.playlists["city"], title={"kk": hostile, "ru": hostile}, days=(hostile,))
    read = Read(report_page(replace(wild, playlists={"city": playlist}), ENGLISH))
    shape = [(tag, sorted(attributes)) for tag, attributes in Read(report_page(tame, ENGLISH)).tags]
    seen = [(tag, sorted(attributes)) for tag, attributes in read.tags]
    assert {tag for tag, _ in seen} <= {tag for tag, _ in shape}
    assert [each for each in seen if each[0] in ("script", "img", "audio", "link", "meta")] == [
        each for each in shape if each[0] in ("script", "img", "audio", "link", "meta")
    ]
    assert not {key for _, keys in seen for key in keys if key.startswith("on")}
    assert "".join(read.texts).count(hostile) > 10


def test_an_odd_folder_or_file_name_is_quoted_in_urls() -> None:
    odd = replace(track(1), file="001 #1?&%.MP3")
    [player] = Read(report_page(built(odd, name="город & co"), ENGLISH)).all("audio")
    assert player["src"] == "output/%D0%B3%D0%BE%D1%80%D0%BE%D0%B4%20%26%20co/001%20%231%3F%26%25.MP3"


def test_every_track_has_its_player_and_every_passage_its_start() -> None:
    read = Read(report_page(built(track(1), track(2, repeats=3)), ENGLISH))
    assert [player["src"] for player in read.all("audio")] == ["output/city/001_PARK.MP3", "output/city/002_PARK.MP3"]
    assert all(player["preload"] == "none" and player["aria-label"] for player in read.all("audio"))
    starts = [float(button["data-at"] or "") for button in read.all("button")]
    assert starts == [part.start_ms / 1000 for part in track(1).cycle if part.segment != "pause"] * 2


def test_texts_are_marked_with_their_language() -> None:
    html = report_page(built(track(1)), ENGLISH)
    assert '<p lang="kk">Қоқыс тастамаңыз. Қала бәрімізге ортақ.</p>' in html
    assert '<p lang="ru">Не мусорите.</p>' in html
    assert Read(html).all("html") == [{"lang": "en"}]


def test_what_was_written_stands_beside_what_is_said_where_they_differ() -> None:
    said = {
        "kk2": replace(SEGMENTS["kk2"], text=("Жүз екіге хабарласыңыз.",), written="102-ге хабарласыңыз."),
        "ru1": replace(SEGMENTS["ru1"], text=("Не мусори\u0301те.",), written="«Не мусори́те»."),
    }
    html = report_page(replace(built(track(1)), segments={**SEGMENTS, **said}), ENGLISH)
    assert re.findall(r'<p class="written" lang="kk">(.*?)</p>', html) == ["102-ге хабарласыңыз."]
    assert '<small lang="en">Said as:</small> Жүз екіге хабарласыңыз.</p>' in html
    assert 'class="written" lang="ru"' not in html  # the same words


def test_figures_are_folded_away() -> None:
    html = report_page(built(track(1)), ENGLISH)
    shown = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    assert "LUFS" in html
    assert "LUFS" not in shown.partition("<footer>")[0]
    assert "dBTP" not in shown.partition("<footer>")[0]


def test_a_take_of_draft_quality_is_marked_where_others_are_not() -> None:
    html = report_page(built(track(1)), ENGLISH)
    passages = dict(re.findall(r'<li>.*?<p lang="..">(.*?)</p>(.*?)</li>', html, re.DOTALL))
    drafts = {text: "draft" in rest for text, rest in passages.items()}
    assert drafts == {
        "Құрметті тұрғындар!": True,
        "Қоқыс тастамаңыз. Қала бәрімізге ортақ.": False,
        "Рақмет.": True,
        "Не мусорите.": False,
        "Берегите город.": False,
    }
    assert "Draft quality: tone:kk." in html
    assert "Not to be exported" not in html
    assert 'class="draft"' not in report_page(built(track(1, ("ru1", "pause"))), ENGLISH)


def test_voices_are_named_where_there_are_several_and_a_playlist_below_the_floor_is_marked() -> None:
    said = {
        **SEGMENTS,
        "kk3": replace(SEGMENTS["kk3"], part="appeal/b/kk", engine="recordings", voice="kk/b.flac"),
    }
    made = replace(built(track(1)), segments=said)
    city = replace(made.playlists["city"], below_floor=("intro/park/kk/1",))
    html = report_page(replace(made, playlists={"city": city}), ENGLISH)
    subjects = re.findall(r'<p class="subject">(.*?)</p>', html, re.DOTALL)
    assert [re.findall("<small>(.*?)</small>", subject) for subject in subjects] == [
        *(["tone:kk"], ["tone:kk"], ["recordings"]),
        *([], []),  # Russian has one voice
    ]
    assert "Not to be exported: a voice of draft quality speaks intro/park/kk." in html


@pytest.mark.parametrize(
    ("lufs", "dbtp", "holds", "fails"),
    [(-13.5, -1.0, 2, 0), (-12.5, -1.4, 2, 0), (-13.51, -1.0, 1, 1), (-12.4, -0.9, 0, 2)],
)
def test_loudness_and_peak_are_held_against_what_is_asked_for(lufs: float, dbtp: float, holds: int, fails: int) -> None:
    html = report_page(built(track(1, lufs=lufs, dbtp=dbtp)), ENGLISH)
    assert (html.count('<small class="holds">'), html.count('<small class="fails">')) == (holds, fails)


def test_without_a_target_there_is_no_verdict_on_loudness() -> None:
    html = report_page(built(track(1), target_lufs=None), ENGLISH)
    assert html.count('<small class="holds">') == 1
    assert '<svg class="gauge"' not in html


def test_every_word_is_used_and_none_is_missing() -> None:
    class Asked(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            used.add(key)
            return super().__getitem__(key)

    used: set[str] = set()
    made = built(track(1, repeats=2), track(2, lufs=-9))
    city = replace(made.playlists["city"], below_floor=("intro/park/kk/1",))
    said = {**SEGMENTS, "kk2": replace(SEGMENTS["kk2"], written="№ 1")}
    heard = {"city": ("Who stays one minute: 61 of 100.",)}
    week = PlaceDoseRow({"ru": "Парк"}, PlaceDose(15, {}, 300, 3, ()), [({"ru": "Чистота"}, 3)], ["…"])
    made = replace(made, playlists={"city": city}, segments=said, hearing=heard, places=[week])
    report_page(made, Wording("ru", Asked(REPORT_WORDS)))
    assert used == set(REPORT_WORDS)


def test_the_same_gives_the_same_page() -> None:
    assert report_page(built(track(1)), ENGLISH) == report_page(built(track(1)), ENGLISH)


def test_no_address_leads_to_a_network() -> None:
    html = report_page(built(track(1)), ENGLISH)
    assert re.findall(r"(?:https?:)?//[a-z0-9]", re.sub(r"\s// .*|base64,[\w+/=]+", "", html)) == []
    read = Read(html)
    assert [(each["href"] or "").partition(",")[0] for each in read.all("link")] == ["data:image/svg+xml;base64"]
    assert {(each["href"] or "")[0] for each in read.all("a")} == {"#"}


def test_links_lead_somewhere() -> None:
    read = Read(report_page(built(track(1), track(2)), ENGLISH))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {each["href"] for each in read.all("a")} == {f"#{name}" for name in ids}


# --- numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duration_ms", "told"),
    [(0, "0:00"), (499, "0:00"), (59_600, "1:00"), (356_000, "5:56"), (3_599_600, "1:00:00"), (3_956_000, "1:05:56")],
)
def test_playing_time(duration_ms: int, told: str) -> None:
    assert playing_time(duration_ms) == told


@pytest.mark.parametrize(("lang", "told"), [("en", "−13.0"), ("ru", "−13,0"), ("kk", "−13,0")])
def test_numbers_are_written_as_the_language_does(lang: str, told: str) -> None:
    assert Wording(lang, {}).number(-13) == told


def test_ratio() -> None:
    assert ratio({"kk": 360, "ru": 300}, ENGLISH) == "54.5 : 45.5"
    assert ratio({}, ENGLISH) == ""


def test_the_sample_speaks_as_long_as_it_says() -> None:
    html = report_page(built(track(1, repeats=2)), ENGLISH)
    frames = {lang: sum(SEGMENTS[key].frames for key in CYCLE if SEGMENTS[key].lang == lang) for lang in ("kk", "ru")}
    assert frames == {"kk": 360, "ru": 300}
    seconds = [round(2 * count * 1152 / 44100) for count in frames.values()]
    assert seconds == [19, 16]
    assert html.count(" 0:19 <small>54.5%</small>") == 2  # of the playlist and of the track
    assert html.count(" 0:16 <small>45.5%</small>") == 2
