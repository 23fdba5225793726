"""What to know before output/ is used: other files in a playlist's folder, and texts that are newer than the sound."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from tests.support.tiny import YARD, Tiny
from zt_audio.app.making.output import built_playlists, make_cards
from zt_audio.app.today.status import project_status
from zt_audio.app.vouching.approvals import approval_rows
from zt_audio.content.project import Snapshot
from zt_audio.errors import BuildError
from zt_audio.events import Warned
from zt_audio.pipeline.staleness import output_warnings
from zt_audio.sticks.source import stick_source
from zt_audio.store.journal import NOT_READY

MONDAY = date(2026, 11, 23)
RUBBISH = ["MUSIC.MP3", "Thumbs.db", "desktop.ini", ".DS_Store", "._001_MARKET.MP3", "001_market.mp3.bak"]


def slugs(tiny: Tiny, *wanted: str) -> list[tuple[str, str]]:
    """Return slug and place of each notice; every one is a warning."""
    found = list(output_warnings(tiny.workspace, wanted))
    assert {problem.severity for problem in found} <= {"warning"}
    return [(p.slug, str(p.facts.get("file", p.facts.get("folder"))).removeprefix("output/")) for p in found]


def warned(tiny: Tiny, *playlists: str, dry_run: bool = False) -> list[tuple[str, object]]:
    problems = [event.problem for event in tiny.build(*playlists, dry_run=dry_run).of(Warned)]
    return [(problem.slug, problem.facts["file"]) for problem in problems]


# --- files of others --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RUBBISH)
def test_a_file_of_others_is_told_by_every_build_and_by_verify(name: str, built: Tiny) -> None:
    (built.output / "city" / name).write_bytes(b"theirs")
    told = [("foreign-file", f"output/city/{name}")]
    assert warned(built) == told  # where there is nothing to do, too
    assert warned(built, dry_run=True) == told
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    assert warned(built, dry_run=True) == told
    assert warned(built) == told
    assert slugs(built) == [("foreign-file", f"city/{name}")]
    assert slugs(built, "yard") == []
    done = built.run("verify")
    assert (done.returncode, done.stderr.count(f"warning: output/city/{name} is not from this program.")) == (0, 1)


def test_a_folder_is_told_as_a_folder(built: Tiny) -> None:
    (built.output / "yard" / "002_EXTRA.MP3").mkdir()
    assert warned(built) == slugs_of_output(slugs(built)) == [("foreign-folder", "output/yard/002_EXTRA.MP3")]


def slugs_of_output(found: list[tuple[str, str]]) -> list[tuple[str, object]]:
    return [(slug, f"output/{name}") for slug, name in found]


def test_what_lies_beside_the_playlists_is_no_matter(built: Tiny) -> None:
    (built.output / "README.md").write_bytes(b"theirs")
    (built.output / "other").mkdir()
    (built.output / "other" / "MUSIC.MP3").write_bytes(b"theirs")
    (built.output / "city" / NOT_READY).write_bytes(b"")  # told as such
    assert slugs(built) == []


def test_what_stays_of_a_removed_playlist_is_told(built: Tiny) -> None:
    (built.output / "yard" / "MUSIC.MP3").write_bytes(b"theirs")
    (built.root / "appeals/playlists/yard.yaml").unlink()
    assert warned(built) == [("foreign-file", "output/yard/MUSIC.MP3")]


# --- texts that are newer ---------------------------------------------------------------------------------


def test_right_after_a_build_nothing_is_newer(built: Tiny) -> None:
    assert slugs(built) == []
    built.build()
    assert slugs(built) == []


DEPOT = "depot: {kind: market, name: {kk: Депо, ru: депо}, forms: {kk: {gen: деполы}, ru: {gen: депо}}}\n"
RU_LEXICON = "lexicon/ru.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "stale"),
    [
        ("texts/a.yaml", "title:", "# a note\ntitle:", ""),
        ("texts/a.yaml", "Берегите улицы.", "Берегите парки.", "city"),
        ("texts/a.yaml", "Көшені таза", "Ауланы таза", "city"),
        ("texts/a.yaml", "ru: Чистота", "ru: Чистый город", "city"),
        ("texts/a.yaml", "title:", "valid_until: 2027-01-31\ntitle:", "city"),
        ("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.", "city yard"),
        ("texts/b.yaml", "Полицияға хабарласыңыз.", "Полицияны шақырыңыз.", "city"),  # the yard is in Russian alone
        ("texts/new.yaml", "", "title: {kk: Жаңа, ru: Новое}\ntext: {kk: Сәлем., ru: Привет.}\n", ""),
        ("places.yaml", "market:", "# a note\nmarket:", ""),
        ("places.yaml", "ru: {gen: рынка}", "ru: {gen: базара}", "city"),
        ("places.yaml", "ru: школа", "ru: гимназия", "yard"),
        ("places.yaml", "market:", f"{DEPOT}market:", ""),
        ("intros.yaml", "Уважаемые гости", "Дорогие гости", "city yard"),
        ("intros.yaml", "default:", 'kinds: {park: {kk: "Сәлем, {place}!", ru: "Привет, {place}!"}}\ndefault:', "city"),
        (RU_LEXICON, "", 'general: {"улицы": "у́лицы"}\n', "city"),
        (RU_LEXICON, "", 'general: {"БДД": "безопасность дорожного движения"}\n', ""),
        ("settings.yaml", "voices:", "# a note\nvoices:", ""),
        ("settings.yaml", "language_ms: 500", "language_ms: 700", "city"),
        ("settings.yaml", "cycle_ms: 600", "cycle_ms: 900", "city yard"),
        ("settings.yaml", "voices:", 'duty_phone: "102"\nvoices:', "city yard"),
        ("settings.yaml", "kk: {rate_syl_per_s: 6}", "kk: {rate_syl_per_s: 5}", "city"),
        ("playlists/yard.yaml", "days: [tue]", "days: [wed]", "yard"),
        ("playlists/yard.yaml", '"12:00"', '"12:30"', "yard"),
        ("playlists/yard.yaml", "title:", "# a note\ntitle:", ""),
        ("playlists/city.yaml", "appeals: [a, b]", "appeals: [b, a]", "city"),
        ("playlists/more.yaml", "", YARD, ""),
        ("people.yaml", "", "dana:\n  name: {kk: Дана, ru: Дана}\n  roles: [editor]\n", ""),
    ],
)
def test_stale_is_what_a_build_would_change(file: str, old: str, new: str, stale: str, built: Tiny) -> None:
    path = built.root / "appeals" / file
    built.write(file, path.read_text("utf-8").replace(old, new, 1) if old else new)
    wanted = stale.split()
    for cache in ("kept", "deleted"):
        if cache == "deleted":
            shutil.rmtree(built.workspace.cache)
        assert slugs(built) == [("texts-newer", name) for name in wanted]
        assert [each.name for each in built_playlists(Snapshot(built.root), MONDAY) if each.older] == wanted
        assert [row.id for row in project_status(built.root, MONDAY).playlists if row.sound == "older"] == wanted
        _made, warnings = make_cards(built.root, MONDAY)
        assert [each.facts["folder"] for each in warnings if each.slug == "texts-newer"] == wanted
        assert refused_by_export(built) == wanted
    before = built.manifest().playlists
    built.build()
    after = built.manifest().playlists
    assert [name for name in before if after[name] != before[name]] == wanted
    assert slugs(built) == []


def refused_by_export(tiny: Tiny) -> list[str]:
    """Return the playlists that an export refuses because other things are written now."""
    found = []
    for name in tiny.manifest().playlists:
        try:
            stick_source(tiny.workspace, name, MONDAY)
        except BuildError as error:
            found += [name for problem in error.problems if problem.slug == "texts-newer"]
    return found


def test_the_reasons_are_told_in_words(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    built.edit("playlists/yard.yaml", "days: [tue]", "days: [wed]")
    for command in ("verify", "report"):
        done = built.run(command)
        assert done.returncode == 0
        assert "output/city is not as it is written now: its text changed. " in done.stderr
        assert "output/yard is not as it is written now: days, times, names or " in done.stderr


def test_a_mistake_elsewhere_makes_nothing_older(built: Tiny) -> None:
    built.edit("texts/a.yaml", "Берегите улицы.", "Вызовите XQZ.")
    assert slugs(built) == [("texts-newer", "city")]
    assert "cannot be read" in built.run("verify").stderr


def test_a_playlist_that_is_gone_makes_the_age_of_no_other_unknown(built: Tiny) -> None:
    (built.root / "appeals/playlists/city.yaml").unlink()
    built.edit("playlists/yard.yaml", "days: [tue]", "days: [wed]")
    assert ("texts-newer", "yard") in slugs(built)


def test_a_text_is_approved_while_another_of_its_playlist_is_older(built: Tiny) -> None:
    built.edit("settings.yaml", "voices:", "approval: {needed: named, of: all}\nvoices:")
    built.build()
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    current = {row.unit: row.is_current for row in approval_rows(Snapshot(built.root))}
    assert [unit for unit, is_current in current.items() if not is_current] == ["a"]


def test_another_voice_on_this_computer_makes_nothing_older(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zt_audio.speech.tone.Tone.fingerprint", lambda _self, _voice: "another")
    monkeypatch.setenv("ZT_AUDIO_AZURE_KEY", "x")  # other voices can speak now
    assert slugs(built) == []
    rows = project_status(built.root, MONDAY).playlists
    assert [(row.sound, row.may_leave) for row in rows] == [("otherwise", True), ("otherwise", True)]
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите парки.")
    assert slugs(built) == [("texts-newer", "city")]


def test_a_build_of_one_playlist_says_it_of_the_others_that_are_stale(built: Tiny) -> None:
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    built.build("yard")
    assert slugs(built) == [("texts-newer", "city")]
    built.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")  # no text of the yard
    assert built.build("city").report.stale == ()
    assert slugs(built) == []


def test_a_playlist_that_has_no_voice_is_not_ready(built: Tiny) -> None:
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    assert built.build("yard").report.stale == ("city",)
    assert slugs(built) == [("texts-newer", "city")]


def test_a_playlist_that_failed_stays_old(built: Tiny) -> None:
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    assert list(built.build().slugs) == ["city"]
    assert slugs(built) == [("texts-newer", "city")]


def test_without_its_state_the_age_is_unknown(built: Tiny) -> None:
    shutil.rmtree(built.workspace.cache)
    assert slugs(built) == []  # the texts are as they were built
    built.edit("texts/a.yaml", "Берегите улицы.", "Вызовите XQZ.")  # no text of the yard
    assert slugs(built) == [("age-unknown", "city")]


def test_a_new_file_that_nothing_reads_is_told_by_the_next_build(built: Tiny) -> None:
    built.build()
    built.write("playlists/new.yaml.txt", "title: x")
    assert built.run("build").stderr.count("[unread-file]") == 1
    assert built.build().report.warnings == 1
    assert slugs(built) == []  # no sound changes by it
