"""Each slug has a sentence, a remedy and an example: a test that produces it, or one of those that stand here."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from scripts.docs import LANGUAGES, problems
from tests.support.sealing import PIN, QUICK
from tests.support.tiny import Tiny, tiny_project
from zt_audio.app import clock
from zt_audio.app.making.export import ExportRequest, export_playlist, verify_target
from zt_audio.app.places.urgent import _track_of
from zt_audio.app.speaking import listening
from zt_audio.app.texts.workbench import Workbench
from zt_audio.app.today import doctor
from zt_audio.app.vouching.approvals import Approving, approve
from zt_audio.app.vouching.keys import new_key, remove_person, require_key_maker, require_same_pins, seal_people, unlock
from zt_audio.app.vouching.proof import ProofAnswer, plan_answers, proof_rows
from zt_audio.errors import ZtError
from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.messages.message import all_messages
from zt_audio.model import URGENT, LexiconEntry, PartId, Problem, Settings, Where
from zt_audio.pipeline.cluster import Cluster
from zt_audio.pipeline.plan import failure_of
from zt_audio.pipeline.voice_selection import Rejection, VoiceChoice
from zt_audio.sound.take_checks import CHECKS, Asked
from zt_audio.trust.vouching import approval_file, damaged_records

TODAY = date(2026, 11, 23)
PEOPLE = """\
olzhas:
  name: {kk: Олжас Қ., ru: Олжас К.}
  roles: [keeper, approver]
aigerim:
  name: {kk: Айгерім С., ru: Айгерим С.}
  roles: [editor]
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tiny:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    made = tiny_project(tmp_path / "project")
    made.write("people.yaml", PEOPLE)
    return made


def sealed(tiny: Tiny) -> None:
    new_key(tiny.root, "olzhas", PIN, TODAY, QUICK)
    seal_people(tiny.root, unlock("olzhas", PIN), TODAY)


def seal_of_the_future(tiny: Tiny) -> object:
    tiny.build()
    sealed(tiny)
    later = TODAY + timedelta(days=28)
    stick = tiny.root.parent / "city.zip"
    export_playlist(tiny.root, ExportRequest("city", stick, later), key=unlock("olzhas", PIN))
    return verify_target(stick, root=tiny.root).proof.problems


def key_of_another(tiny: Tiny) -> None:
    sealed(tiny)
    require_key_maker(tiny.root, "aigerim", "aigerim")


def person_with_key(tiny: Tiny) -> None:
    new_key(tiny.root, "olzhas", PIN, TODAY, QUICK)
    remove_person(tiny.root, "olzhas", "olzhas")


def answered(word: str, said: str) -> Callable[[Tiny], object]:
    def answer(tiny: Tiny) -> object:
        bench = Workbench(tiny.root)
        row = next(row for row in proof_rows(bench, TODAY) if row.lang == "ru" and row.written.startswith("Бросайте"))
        return plan_answers(bench, TODAY, [ProofAnswer(row.id, "said", word, said)]).refused

    return answer


def no_recordings(tiny: Tiny) -> object:
    tiny.edit("settings.yaml", "ru: [tone]}", "ru: [recordings, tone]}")
    return [problem for finding in doctor.examine(tiny.root) for problem in finding.problems]


def altered_record(tiny: Tiny) -> object:
    path = tiny.root / approval_file("a")
    path.parent.mkdir(parents=True)
    path.write_text("{}", "utf-8")
    return list(damaged_records(tiny.root))


def stale_recordings(_tiny: Tiny) -> object:
    rejected = Rejection(Problem("recordings-stale", None, {"items": ("a",), "lang": "ru"}))
    return failure_of([VoiceChoice("ru", rejections=(rejected,))], Settings())


def entry_of_digits(_tiny: Tiny) -> object:
    entry = LexiconEntry("АБВ", "5", {}, None, Where("appeals/lexicon/ru.yaml"))
    return read("Это АБВ.", "ru", Lexicon((entry,))).problems


def short_sentence(tiny: Tiny) -> object:
    sentence = SimpleNamespace(text="Берегите улицы.", where=None)
    text = SimpleNamespace(part=PartId.parse("appeal/a/ru/1"), utterances=[sentence])
    take = SimpleNamespace(text=text, speaker=SimpleNamespace(sentence_ms=200), digest="0" * 64)
    heard = SimpleNamespace(lengths=[(0.5, 1.0)])
    return [listening._odd_length(tiny.workspace, cast("Any", take), cast("Any", heard), 0, 0.5)]


def rumbling_take(_tiny: Tiny) -> object:
    take = SimpleNamespace(power=np.array([1.0, 0, 0], np.float32), power_step_hz=100.0)
    asked = Asked("Текст", "ru", 2, 4.0)
    check = next(each for each in CHECKS if each.slug == "take-rumble")
    return [Problem(check.slug)] if check.fails(check.measure(cast("Any", take), asked)) else []


def broken_worker(_tiny: Tiny) -> object:
    told: list[Problem] = []
    cluster = SimpleNamespace(_client=None, _tell=told.append)  # a client that cannot even be asked
    Cluster._offered(cast("Any", cluster), cast("Any", SimpleNamespace(skill="sound")))
    return told


def nothing_urgent(_tiny: Tiny) -> object:
    return _track_of(cast("Any", SimpleNamespace(playlists={URGENT: SimpleNamespace(tracks=[])})), "b")


EXAMPLES: Mapping[str, Callable[[Tiny], object]] = {
    "approval-none-heard": lambda tiny: approve(tiny.root, [], Approving(), lambda _unit: True),
    "cluster-worker-broken": broken_worker,
    "heard-shorter": short_sentence,
    "key-unseals": key_of_another,
    "last-keeper": lambda tiny: remove_person(tiny.root, "olzhas", "olzhas"),
    "person-has-keys": person_with_key,
    "pins-differ": lambda _tiny: require_same_pins("1", "2"),
    "proof-unsayable": answered("мусор", "5"),
    "record-altered": altered_record,
    "recordings-none": no_recordings,
    "recordings-stale-last": stale_recordings,
    "stick-seal-ahead": seal_of_the_future,
    "take-rumble": rumbling_take,
    "unsayable-reading": entry_of_digits,
    "urgent-none": lambda _tiny: _track_of(
        cast("Any", SimpleNamespace(playlists={URGENT: SimpleNamespace(tracks=[])})), "b"
    ),
}


def slugs_in(found: object) -> set[str]:
    rows = found.problems if isinstance(found, ZtError) else found
    return {each.slug for each in rows} if isinstance(rows, Iterable) else set()


@pytest.mark.parametrize("slug", EXAMPLES)
def test_an_example_produces_it(slug: str, tiny: Tiny) -> None:
    try:
        found = EXAMPLES[slug](tiny)
    except ZtError as error:
        found = error
    assert slug in slugs_in(found)


def words_of(path: Path) -> set[str]:
    """Return what stands in the strings of a test, in pieces that may be slugs."""
    text = path.read_text("utf-8", "replace")
    if path.suffix == ".py":
        constants = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        text = " ".join(each for each in constants if isinstance(each, str))
    return set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)+|busy", text))


def test_each_slug_has_an_example() -> None:
    tests = Path(__file__).parents[1]
    files = [*tests.rglob("*.py"), *tests.rglob("*.tsv"), *tests.rglob("golden/*.txt")]
    shown = {word for path in files if path.parent != Path(__file__).parent for word in words_of(path)}
    assert sorted(all_messages().keys() - shown - EXAMPLES.keys()) == []
    assert sorted(EXAMPLES.keys() & shown) == [], "another test shows these"


def test_each_row_says_what_is_wrong_and_what_to_do() -> None:
    assert [slug for slug, row in all_messages().items() if not row.what or not row.do] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manual_lists_each_problem(lang: str) -> None:
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", problems(lang), re.MULTILINE)
    assert sorted(listed) == sorted(all_messages())
