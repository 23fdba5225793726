"""A mistake in one playlist, place or text keeps only what reads it from being built and from being heard."""

from __future__ import annotations

import pytest

from tests.support.tiny import Tiny
from zt_audio.app.speaking.preview import PreviewRequest, make_preview
from zt_audio.content.project import Snapshot
from zt_audio.errors import ContentError

CITY, PLACES, TEXT_A = "playlists/city.yaml", "places.yaml", "texts/a.yaml"
OF_CITY = {  # file, what stands there, the mistake: each in something that the playlist `city` alone reads
    "stops out of order": (CITY, 'arrive: "10:00"', 'arrive: "12:00"'),
    "no YAML": (CITY, "appeals: [a, b]", "appeals: [a, b"),
    "an unknown place": (CITY, "place: park", "place: prak"),
    "a word that no rule reads": (TEXT_A, "Чистота нужна всем", "Чистота ИДП нужна"),
    "a text without Russian": (TEXT_A, "  ru: |\n    Берегите", "  en: |\n    Берегите"),
    "a text that is no YAML": (TEXT_A, "title: {kk", "title: {kk: {"),
    "a place without a name": (PLACES, "name: {kk: Базар, ru: рынок}", "name: {kk: Базар}"),
    "a place with a Latin letter": (PLACES, "ru: рынок", "ru: pынок"),
    "a place without its form": (
        PLACES,
        "  forms: {kk: {gen: базардың}, ru: {gen: рынка}}",
        "  forms: {ru: {gen: Qw}}",
    ),
}


@pytest.mark.parametrize("mistake", OF_CITY)
def test_the_other_playlists_are_built_and_the_broken_one_keeps_its_last_good_version(
    built: Tiny, mistake: str
) -> None:
    file, right, wrong = OF_CITY[mistake]
    before = built.tree("city")
    yard = built.tree("yard")
    built.edit(file, right, wrong)
    built.edit(PLACES, "школа}", "гимназия}")
    built.edit(PLACES, "{gen: школы}", "{gen: гимназии}")
    ran = built.build()
    assert list(ran.report.failed) == ["city"]
    assert built.tree("city") == before
    assert built.tree("yard") != yard
    assert set(built.manifest().playlists) == {"city", "yard"}
    assert built.build("yard").report.failed == {}
    assert list(built.build("city").report.failed) == ["city"]
    assert built.tree("city") == before
    built.edit(file, wrong, right)
    assert built.build().report.failed == {}


@pytest.mark.parametrize("mistake", OF_CITY)
def test_a_text_that_is_right_is_heard_whatever_is_wrong_elsewhere(fresh: Tiny, mistake: str) -> None:
    file, right, wrong = OF_CITY[mistake]
    fresh.edit(file, right, wrong)
    assert make_preview(fresh.root, PreviewRequest("ru", "b")).audio
    if file == TEXT_A:
        with pytest.raises(ContentError) as error:
            make_preview(fresh.root, PreviewRequest("ru", "a"))
        assert {problem.where.file for problem in error.value.problems if problem.where} == {f"appeals/{TEXT_A}"}
    else:
        assert make_preview(fresh.root, PreviewRequest("ru", "a")).audio


def test_a_mistake_in_what_all_playlists_read_keeps_all(built: Tiny) -> None:
    built.edit("intros.yaml", "{place:gen} қонақтары", "{place:gn} қонақтары")
    before = built.tree()
    with pytest.raises(ContentError):
        built.build()
    assert built.tree() == before


def test_a_mistake_in_what_no_playlist_reads_is_told(built: Tiny) -> None:
    built.write("texts/unused.yaml", "title: {kk: Жаңа, ru: Новое}\ntext: {kk: Жаңа сөз., ru: По данным ИДП.}\n")
    report = built.build().report
    assert report.failed == {}
    assert [problem.slug for error in report.errors for problem in error.problems] == ["abbreviation-unknown"]
    assert built.run("build").returncode == 3


def test_only_the_places_with_a_mistake_are_left_out(fresh: Tiny) -> None:
    fresh.edit(PLACES, "name: {kk: Базар, ru: рынок}", "name: {kk: Базар}")
    usable = Snapshot(fresh.root).files().usable()
    assert usable
    assert set(usable.project.places) == {"park", "school"}
    fresh.write("places/more.yaml", "park: {kind: park, name: {kk: Бақ, ru: сад}, forms: {}}\n")  # which one?
    usable = Snapshot(fresh.root).files().usable()
    assert usable
    assert set(usable.project.places) == {"school"}
