"""Approvals follow what is said and heard: nothing else makes them stale, and what is taken back makes them fresh."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.fakes import record
from tests.support.sealing import open_key
from tests.support.tiny import SETTINGS, Tiny
from zt_audio.app.edit import FileEdit, save_edits
from zt_audio.app.making.export import ExportRequest, export_playlist
from zt_audio.app.project import open_project
from zt_audio.app.vouching.approvals import Approving, approval_rows, approve, withdraw_approvals
from zt_audio.app.vouching.keys import seal_people
from zt_audio.cli.commands.approve import _was_heard
from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.changes import SetText
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.model import PartId, Passage, Prosody, Utterance, Where
from zt_audio.pipeline.plan import plan_build
from zt_audio.pipeline.staleness import planned_parts
from zt_audio.pipeline.steps import Speaker, speech_digest
from zt_audio.published.evidence import UnitEvidence, built_parts, evidence_of, short_name, unit_of
from zt_audio.speech.recordings import Recording
from zt_audio.trust.keys import OpenKey
from zt_audio.trust.vouching import ApprovalState, approval_file, approval_state, read_approval, record_bytes

TODAY = date(2026, 12, 7)
ROUNDS = int(os.environ.get("ZT_APPROVAL_CHANGES", "12"))
NEEDED = SETTINGS + "approval: {needed: named, of: all}\n"
PEOPLE = """\
aigerim:
  name: {kk: Айгерім С., ru: Айгерим С.}
  roles: [editor, approver]
dana:
  name: {kk: Дана, ru: Дана}
  roles: [approver]
marat:
  name: {kk: Марат, ru: Марат}
  roles: [editor]
"""
UNITS = ("a", "b", "greeting/market", "greeting/park", "greeting/school")


@pytest.fixture(scope="module")
def asked_once(built_once: Tiny, tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Give a built project that asks for approvals, which no test may change."""
    tiny = built_once.copy(tmp_path_factory.mktemp("asked") / "project")
    tiny.write("settings.yaml", NEEDED)
    tiny.write("people.yaml", PEOPLE)
    tiny.build()
    return tiny


@pytest.fixture
def asked(asked_once: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    """Give such a project of one's own, on a computer that remembers nothing of its copies in other tests."""
    for variable in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "user"))
    return asked_once.copy(tmp_path / "project")


def slugs_of(call: Callable[[], object]) -> list[str]:
    try:
        call()
    except ZtError as error:
        return [problem.slug for problem in error.problems]
    return []


def states(tiny: Tiny) -> dict[str, str]:
    return {row.unit: str(row.state) for row in approval_rows(Snapshot(tiny.root))}


def stale(tiny: Tiny) -> list[str]:
    return [unit for unit, state in states(tiny).items() if state != "fresh"]


def approve_all(tiny: Tiny, by: str = "aigerim") -> None:
    approve(tiny.root, UNITS, Approving(by), lambda _evidence: True)


def refusals(tiny: Tiny, folder: Path, playlist: str = "city", key: OpenKey | None = None) -> list[tuple[str, object]]:
    """Return why the playlist is not written to `folder` for an approver."""
    folder.mkdir(exist_ok=True)
    try:
        export_playlist(tiny.root, ExportRequest(playlist, folder, TODAY), key=key, by="dana")
    except BuildError as error:
        return [(problem.slug, problem.facts.get("items")) for problem in error.problems]
    return []


def test_an_export_without_approval_names_the_texts_and_the_command(asked: Tiny, tmp_path: Path) -> None:
    assert refusals(asked, tmp_path / "stick") == [("approval-missing", ("greeting/market", "a", "b", "greeting/park"))]
    assert list((tmp_path / "stick").iterdir()) == []
    told = asked.run("export", "city", str(tmp_path / "stick"), "--by", "dana")
    assert told.returncode == 1
    assert "Listen to it, then: zt-audio approve --playlist city [approval-missing]" in told.stderr
    approve_all(asked)
    assert refusals(asked, tmp_path / "stick") == []


def test_appeals_alone_are_asked_for_where_the_settings_say_so(asked: Tiny, tmp_path: Path) -> None:
    asked.edit("settings.yaml", "of: all", "of: appeals")
    asked.build()
    assert refusals(asked, tmp_path / "stick") == [("approval-missing", ("a", "b"))]
    assert list(states(asked)) == ["a", "b"]


def test_nothing_is_asked_for_where_the_settings_say_nothing(built: Tiny, tmp_path: Path) -> None:
    assert refusals(built, tmp_path / "stick") == []
    assert approve(built.root, ["a"], Approving(), lambda _evidence: True) == ("a",)


def test_the_command_names_what_is_to_be_heard_before_it_asks(
    built: Tiny, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    questions: list[str] = []

    def yes(question: str) -> bool:
        questions.append(question)
        return True

    monkeypatch.setattr("zt_audio.cli.console.can_answer", lambda: True)
    monkeypatch.setattr("zt_audio.cli.console.confirmed", yes)
    (row, *_others) = (row for row in approval_rows(Snapshot(built.root)) if row.unit == "a")
    assert _was_heard(row.evidence)
    told = capsys.readouterr().err
    assert told.index("appeal/a/kk/1: ") < told.index("appeal/a/kk/2: ") < told.index("appeal/a/ru/1: Берегите улицы.")
    assert [question.split()[-1] for question in questions] == ["Kazakh?", "Russian?"]


def planned(tiny: Tiny) -> dict[str, UnitEvidence]:
    """Return the evidence of what a build would make now."""
    with open_project(tiny.root) as project:
        plan = plan_build(tiny.workspace, project.content(), project.load_engine)
    return evidence_of(part for script in plan.scripts for part in planned_parts(script, plan.speakers))


def stale_when_built(tiny: Tiny) -> list[str]:
    """Return the units whose approval would be stale after a build."""
    found = planned(tiny)
    state = {unit: approval_state(read_approval(tiny.root, unit), e.said, e.heard) for unit, e in found.items()}
    return sorted(found[unit].name for unit in found if state[unit] is not ApprovalState.FRESH)


def test_what_is_planned_is_what_is_built(asked: Tiny) -> None:
    built = asked.manifest()
    parts = [part for entry in built.playlists.values() for part in built_parts(entry, built.segments)]
    assert planned(asked) == evidence_of(parts)


CHANGES = [
    ("texts/a.yaml", "Берегите улицы.", "Берегите дворы.", ["a"]),
    ("texts/a.yaml", "Көшені таза", "Ауланы таза", ["a"]),
    ("texts/a.yaml", "title: {kk: Тазалық", "title: {kk: Тазалық күні", []),
    ("texts/a.yaml", "Берегите улицы. Бросайте", "Берегите улицы.  Бросайте", []),
    ("texts/b.yaml", "порядок. Не", "порядок.\n\n    Не", ["b"]),
    ("intros.yaml", "Уважаемые", "Дорогие", ["greeting/market", "greeting/park", "greeting/school"]),
    ("places.yaml", "рынка}", "базара}", ["greeting/market"]),
    ("playlists/city.yaml", "10:00", "10:05", []),
    ("settings.yaml", "ru: {rate_syl_per_s: 6}", "ru: {rate_syl_per_s: 5}", sorted(UNITS)),
    ("settings.yaml", "voices: {kk: [tone]", "preset: recording\nvoices: {kk: [tone]", []),
    ("settings.yaml", "paragraph_ms: 300", "paragraph_ms: 700", []),
    ("settings.yaml", "voices: {kk: [tone], ru: [tone]}", "voices: {kk: [tone], ru: [tone:ru]}", []),
    ("lexicon/ru.yaml", "слова", "слова\n  урны: у+рны", ["a"]),
    ("lexicon/ru.yaml", "слова", "слова\nplaces: {park: {парка: па+рка}}", ["greeting/park"]),
]


def test_what_sounds_otherwise_is_stale_and_what_is_taken_back_is_fresh(asked: Tiny) -> None:
    asked.write("lexicon/ru.yaml", "general:\n  слово: слова\n")
    asked.build()
    approve_all(asked)
    for file, old, new, expected in CHANGES:
        asked.edit(file, old, new)
        assert stale_when_built(asked) == expected, new
        asked.edit(file, new, old)
        assert stale_when_built(asked) == [], old
    asked.edit("texts/a.yaml", "Берегите улицы.", "Берегите дворы.")
    asked.build()
    assert stale(asked) == ["a"]


def test_an_approval_is_of_what_was_built(asked: Tiny) -> None:
    asked.edit("texts/b.yaml", "Соблюдайте порядок.", "Соблюдайте тишину.")
    assert slugs_of(lambda: approve_all(asked)) == ["approval-not-built"]  # the other texts are as they were built
    asked.build("city")  # in the other playlist there is still what it was before
    assert slugs_of(lambda: approve(asked.root, ["b"], Approving("dana"), lambda _: True)) == ["approval-not-built"]
    asked.build()
    assert approve(asked.root, ["b"], Approving("dana"), lambda _: True) == ("b",)


def test_only_an_approver_of_the_file_approves_what_was_heard(asked: Tiny) -> None:
    assert slugs_of(lambda: approve_all(asked, "marat")) == ["person-no-approver"]
    assert slugs_of(lambda: approve_all(asked, "aigerin")) == ["person-unknown"]
    assert slugs_of(lambda: approve_all(asked, "-")) == ["person-unknown"]
    assert slugs_of(lambda: approve(asked.root, ["a", "x"], Approving("dana"), lambda _: True)) == [
        "approval-unit-unknown"
    ]
    assert slugs_of(lambda: approve(asked.root, ["a", "b"], Approving("dana"), lambda e: e.name == "a")) == [
        "approval-not-heard"
    ]
    assert set(states(asked).values()) == {"missing"}  # all or none
    (asked.root / "appeals" / "people.yaml").unlink()
    assert slugs_of(lambda: approve_all(asked)) == ["people-missing"]


def test_an_approver_who_is_one_no_more_does_not_count(asked: Tiny, tmp_path: Path) -> None:
    approve_all(asked)
    asked.edit("people.yaml", "[editor, approver]", "[editor]")
    assert {slug for slug, _items in refusals(asked, tmp_path / "stick")} == {"approval-no-approver"}
    asked.write("people.yaml", "aigerim: [\n")
    found = slugs_of(lambda: export_playlist(asked.root, ExportRequest("city", tmp_path / "stick", TODAY)))
    assert found
    assert list((tmp_path / "stick").iterdir()) == []


def test_four_eyes_are_those_of_another_person_than_the_last_editor(asked: Tiny, tmp_path: Path) -> None:
    asked.edit("settings.yaml", "of: all", "of: appeals, four_eyes: yes")
    asked.build()
    assert slugs_of(lambda: approve(asked.root, ["a"], Approving("dana"), lambda _: True)) == ["approval-own-text"]
    for lang, by in (("kk", "marat"), ("ru", "aigerim")):
        old = read_text(asked, lang)
        save_edits(
            asked.root, [FileEdit("appeals/texts/a.yaml", (SetText(("text", lang), old, old + "\nРахмет.\n"),))], by
        )
    asked.build()
    assert slugs_of(lambda: approve(asked.root, ["a"], Approving("aigerim"), lambda _: True)) == ["approval-own-text"]
    assert approve(asked.root, ["a"], Approving("dana"), lambda _: True) == ("a",)
    assert refusals(asked, tmp_path / "stick") == [("approval-missing", ("b",))]
    forged = read_approval(asked.root, "appeal/a")
    assert forged is not None
    (asked.root / approval_file("appeal/a")).write_bytes(record_bytes(replace(forged, by="aigerim")))
    assert refusals(asked, tmp_path / "stick") == [("approval-own-text", ("a",)), ("approval-missing", ("b",))]


def read_text(tiny: Tiny, lang: str) -> str:
    return Snapshot(tiny.root).project()[0].appeals["a"].text[lang].value  # type: ignore[index]


def test_an_approval_is_taken_back_and_the_journal_tells_both(asked: Tiny) -> None:
    approve_all(asked)
    assert withdraw_approvals(asked.root, ["a"], "dana") == ("a",)
    assert stale(asked) == ["a"]
    assert slugs_of(lambda: withdraw_approvals(asked.root, ["a"], "dana")) == ["approval-none-given"]
    lines = [line for line in asked.run("log").stdout.splitlines() if "appeals/approvals/" in line]
    assert [line.split("\t")[1:4] for line in lines[:2]] == [
        ["dana", "took the approval back", "appeals/approvals/appeal/a.json"],
        ["aigerim", "approved", "appeals/approvals/greeting/school.json"],
    ]
    assert "aigerim\twith this approval: both languages say the same\tappeals/pairs/a.json" in asked.run("log").stdout
    assert asked.run("log", "verify").returncode == 0


def test_the_commands(asked: Tiny) -> None:
    assert asked.run("approve", "a", "--by", "dana").returncode == 3  # no terminal answers
    done = asked.run("approve", "a", "greeting/park", "--by", "dana", "--all-heard", "--note", "по радио")
    assert (done.returncode, done.stderr.splitlines()) == (0, ["Approved: a", "Approved: greeting/park"])
    listed = {row.split("\t")[0]: row.split("\t")[1:] for row in asked.run("approve").stdout.splitlines()}
    assert listed["a"][0] == "approved"
    assert listed["a"][1].startswith("dana 20")
    assert listed["b"] == ["not approved", "-", "city, yard"]
    assert asked.run("approve", "a", "--by", "dana", "--withdraw").returncode == 0
    done = asked.run("approve", "--playlist", "yard", "--by", "dana", "--all-heard")
    assert done.stderr.splitlines() == ["Approved: b", "Approved: greeting/school"]
    assert asked.run("approve", "--playlist", "none", "--by", "dana", "--all-heard").returncode == 3
    assert asked.run("people").stdout.splitlines()[1] == "dana\tДана\tapproves\t-"


def test_a_sealed_approval_is_that_of_the_persons_own_key(asked: Tiny, tmp_path: Path) -> None:
    keyed = PEOPLE.replace("  roles: [editor, approver]\n", f"  roles: [approver, keeper]\n{keys_of('aigerim')}")
    asked.write("people.yaml", keyed)
    asked.edit("settings.yaml", "needed: named, of: all", "needed: sealed, of: appeals")
    asked.build()
    stick = tmp_path / "stick"
    approve(asked.root, ["a", "b"], Approving("dana"), lambda _: True)
    unsealed = [("people-not-sealed", None), ("approval-unsealed", ("a", "b")), ("export-no-key", None)]
    assert refusals(asked, stick) == unsealed
    hers = open_key("aigerim")
    seal_people(asked.root, hers, date(2026, 11, 25))
    approve(asked.root, ["a"], Approving("aigerim", key=hers), lambda _: True)
    approve(asked.root, ["b"], Approving("aigerim", key=open_key("marat")), lambda _: True)
    assert refusals(asked, stick, key=hers) == [("approval-unsealed", ("b",))]
    given = read_approval(asked.root, "appeal/a")
    assert given is not None
    for altered in (replace(given, note="x"), replace(given, at="2026-11-25T10:12:41+05:00")):
        (asked.root / approval_file("appeal/a")).write_bytes(record_bytes(altered))
        assert refusals(asked, stick, key=hers) == [("approval-unsealed", ("a", "b"))]
    borrowed = replace(given, unit="appeal/b", said=EMPTY, heard=EMPTY)
    (asked.root / approval_file("appeal/b")).write_bytes(record_bytes(borrowed))
    assert ("approval-stale", ("b",)) in refusals(asked, stick, key=hers)


EMPTY: dict[str, str] = {}


def keys_of(person: str) -> str:
    return f"  keys: [{{key: {open_key(person).public}, since: 2026-01-01}}]\n"


def what_is_heard(tiny: Tiny) -> dict[str, list[object]]:
    """Return the sentences and the speakers of each unit as the plan has them, without any digest."""
    found: dict[str, list[object]] = {}
    with open_project(tiny.root) as project:
        plan = plan_build(tiny.workspace, project.content(), project.load_engine)
    parts = {part.id: part for script in plan.scripts for stop in script.stops for part in stop.parts if part.passage}
    for part in parts.values():
        speaker = plan.speakers[part.id]
        voice = (speaker.engine, speaker.voice, speaker.fingerprint, speaker.prosody)
        texts = [each.text for each in part.passage.utterances] if part.passage else []
        found.setdefault(short_name(unit_of(part.id) or ""), []).append((str(part.id), texts, voice))
    return {unit: sorted(lines, key=repr) for unit, lines in found.items()}


def change_at_random(tiny: Tiny, draw: random.Random) -> tuple[str, str]:
    """Change a word, the lexicon, a form or the voices; return the file and its text before."""
    texts = ["texts/a.yaml", "texts/b.yaml"]
    file = draw.choice([*texts, "intros.yaml", "places.yaml", "lexicon/ru.yaml", "settings.yaml"])
    before = (tiny.root / "appeals" / file).read_text("utf-8")
    words = sorted(set(re.findall(r"[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]{5,}", before)))
    if file == "settings.yaml":
        old, new = draw.choice([("rate_syl_per_s: 6", "rate_syl_per_s: 5"), ("paragraph_ms: 300", "paragraph_ms: 900")])
    elif file == "lexicon/ru.yaml":
        said = "".join((tiny.root / "appeals" / text).read_text("utf-8") for text in texts)
        word = draw.choice(sorted(set(re.findall(r"[а-я]{4,}", said))))
        old, new = "general:\n", f"general:\n  {word}: {draw.choice(words)}\n"
    else:
        old = draw.choice(words)
        new = draw.choice([old[::-1].lower() + "а", f"{old} {old}", old])
    tiny.write(file, before.replace(old, new, 1))
    return file, before


def test_any_change_makes_stale_exactly_what_sounds_otherwise(asked: Tiny) -> None:
    """The big count is run by hand: ZT_APPROVAL_CHANGES=500."""
    asked.write("lexicon/ru.yaml", "general:\n  словечко: словечко\n")
    asked.build()
    approve_all(asked)
    heard = what_is_heard(asked)
    judged = 0
    for seed in range(ROUNDS):
        file, before = change_at_random(asked, random.Random(seed))  # noqa: S311 - no secret
        try:
            now = what_is_heard(asked)
        except ContentError:  # a text that cannot be read is not built
            continue
        finally:
            changed = (asked.root / "appeals" / file).read_text("utf-8")
            asked.write(file, before)
        asked.write(file, changed)
        assert stale_when_built(asked) == sorted(unit for unit in now if now[unit] != heard[unit]), seed
        asked.write(file, before)
        judged += 1
    assert stale_when_built(asked) == []
    assert judged > ROUNDS // 3


def speaker_of(sha256: str) -> Speaker:
    take = Recording(PartId("appeal", "a", "ru"), "ru", "ru/a.flac", ("слово",), sha256)
    return Speaker("recordings", sha256, "ru/a.flac", False, Prosody(), 450, 800, recording=take)  # noqa: FBT003


def test_another_take_is_another_approval() -> None:
    passage = Passage((Utterance("слово", "ru", 2, Where("a")),), "ru", Where("a"))
    takes = [speaker_of(sha256) for sha256 in ("a" * 64, "b" * 64)]
    one, other = (speech_digest(passage, take) for take in takes)
    assert one != other
    assert one == speech_digest(passage, replace(takes[0], sentence_ms=900, draft=True))


def test_a_take_on_disk_makes_stale_the_text_that_it_speaks_until_it_is_gone(asked: Tiny) -> None:
    asked.edit("settings.yaml", "ru: [tone]", "ru: [recordings, tone]")
    asked.build()
    approve_all(asked)
    greeting = {"intro/school/ru": ["Уважаемые гости школы!"]}
    appeal = {
        "appeal/b/ru/1": ["Соблюдайте порядок.", "Не будьте равнодушны."],
        "appeal/b/ru/2": ["Звоните в полицию."],
    }
    for read, unit in ((appeal, "b"), (greeting, "greeting/school")):
        takes = [record(asked, part, *sentences) for part, sentences in read.items()]
        assert stale_when_built(asked) == [unit]
        for take in takes:
            take.unlink()
            take.with_suffix(".json").unlink()
        assert stale_when_built(asked) == []


def test_the_command_approves_what_has_no_seal_and_says_where_nothing_is_left(
    asked: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    approve_all(asked)
    asked.write(
        "people.yaml",
        PEOPLE.replace("  roles: [editor, approver]\n", f"  roles: [approver, keeper]\n{keys_of('aigerim')}"),
    )
    seal_people(asked.root, open_key("aigerim"), date(2026, 11, 25))
    asked.edit("settings.yaml", "needed: named", "needed: sealed")
    asked.build()
    assert asked.run("approve").stdout.count("approved, but it does not count") == len(UNITS)
    monkeypatch.setattr("zt_audio.cli.commands.approve.unlocked", open_key)
    by_playlist = ("approve", "--playlist", "city", "--by", "aigerim", "--all-heard")
    assert asked.run(*by_playlist).stderr.count("Approved: ") == len(UNITS) - 1  # the school is in the other playlist
    assert asked.run(*by_playlist).stderr == "Nothing in city lacks an approval.\n"
