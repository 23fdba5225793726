"""The plan is a value: the same inputs give the same plan, no file is read, and each step has a reason."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.tiny import SENTENCES, Tiny, tiny_project
from zt_audio.events import Reason
from zt_audio.model import Lang, Prosody
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.plan import BuildPlan, plan, plan_build
from zt_audio.pipeline.steps import Known, Speakers, Step
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import open_engines
from zt_audio.store.manifest import Manifest

NOTHING = Known(frozenset(), frozenset(), Manifest(), frozenset())


def prepared_of(tiny: Tiny) -> BuildPlan:
    with open_engines(tiny.workspace.root) as load:
        return plan_build(tiny.workspace, load_content(tiny.workspace, code_digest()), load)


@pytest.fixture(scope="module")
def then(built_once: Tiny) -> BuildPlan:
    """Give all that a plan is made of, right after a build."""
    return prepared_of(built_once)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> BuildPlan:
    """Give the same of a project with one other sentence, that was never built."""
    tiny = tiny_project(tmp_path_factory.mktemp("edited"))
    tiny.edit("texts/a.yaml", "Берегите улицы.", "Берегите наши улицы.")
    return prepared_of(tiny)


def planned(now: BuildPlan, **changes: Any) -> tuple[Step, ...]:  # noqa: ANN401 - any argument of `plan`
    parts: dict[str, Any] = {"scripts": now.scripts, "speakers": now.speakers, "recipe": now.recipe, "known": now.known}
    return plan(**{**parts, **changes})


def reasons(steps: tuple[Step, ...]) -> Mapping[str, Mapping[Reason, int]]:
    """Count the steps of each kind and reason."""
    found: dict[str, dict[Reason, int]] = {"speak": {}, "encode": {}, "write": {}}
    for step in steps:
        found[step.kind][step.reason] = found[step.kind].get(step.reason, 0) + 1
    return found


def with_speaker(now: BuildPlan, lang: Lang, **changes: Any) -> Speakers:  # noqa: ANN401 - any field
    """Let another speak everything in `lang`."""
    spoken = {part: speaker for part, speaker in now.speakers.items() if part.lang == lang}
    return {**now.speakers, **{part: replace(speaker, **changes) for part, speaker in spoken.items()}}


def test_new(then: BuildPlan) -> None:
    assert reasons(planned(then, known=NOTHING)) == {
        "speak": {Reason.NEW: SENTENCES},
        "encode": {Reason.NEW: 18},
        "write": {Reason.NEW: 3},
    }


def test_fresh_tracks_need_nothing(then: BuildPlan) -> None:
    assert reasons(planned(then)) == {"speak": {}, "encode": {}, "write": {Reason.FRESH: 3}}
    no_cache = replace(then.known, speech=frozenset(), segments=frozenset())
    assert reasons(planned(then, known=no_cache))["encode"] == {}


def test_text(then: BuildPlan, edited: BuildPlan) -> None:
    steps = planned(then, scripts=edited.scripts)
    found = reasons(steps)
    assert found["speak"] == {Reason.TEXT: 1, Reason.FRESH: 1}  # the paragraph's other sentence is there
    assert found["encode"][Reason.TEXT] == 1
    assert set(found["encode"]) == {Reason.TEXT, Reason.FRESH}
    assert found["write"] == {Reason.TEXT: 2, Reason.FRESH: 1}
    [step] = [step for step in steps if step.kind == "speak" and step.reason is Reason.TEXT]
    assert step.name == "appeals/texts/a.yaml:8 Берегите наши улицы."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"voice": "another"}, Reason.VOICE),
        ({"engine": "another", "fingerprint": "x"}, Reason.VOICE),
        ({"fingerprint": "tone-99"}, Reason.ENGINE),
        ({"prosody": Prosody(2.5, 50)}, Reason.SETTINGS),
        ({"prosody": Prosody(6, 51)}, Reason.SETTINGS),
    ],
)
def test_another_speaker_of_kazakh(change: Mapping[str, Any], reason: Reason, then: BuildPlan) -> None:
    found = reasons(planned(then, speakers=with_speaker(then, "kk", **change)))
    assert found["speak"] == {reason: 8}
    assert found["encode"] == {reason: 6, Reason.FRESH: 11}  # the Russian of the same tracks, chime, pauses
    assert found["write"] == {reason: 2, Reason.FRESH: 1}


def test_pauses_of_one_voice(then: BuildPlan) -> None:
    found = reasons(planned(then, speakers=with_speaker(then, "kk", sentence_ms=99)))
    assert set(found["speak"]) <= {Reason.FRESH}
    assert found["encode"][Reason.SETTINGS] == 2  # of two sentences


def test_whether_a_voice_is_a_draft_changes_no_sound(then: BuildPlan) -> None:
    found = reasons(planned(then, speakers=with_speaker(then, "kk", draft=False)))
    assert found["write"] == {Reason.FRESH: 3}


@pytest.mark.parametrize(
    ("change", "encoded"),
    [
        ({"preset": "quiet"}, 14),
        ({"chime": "two-tone"}, 1),
        ({"own_chime": b"RIFF"}, 1),
        ({"sound": ["9"]}, 18),
    ],
)
def test_settings(change: Mapping[str, Any], encoded: int, then: BuildPlan) -> None:
    found = reasons(planned(then, recipe=replace(then.recipe, **change)))
    assert set(found["speak"]) <= {Reason.FRESH}
    assert found["encode"][Reason.SETTINGS] == encoded
    assert found["write"] == {Reason.SETTINGS: 3}


def test_missing(then: BuildPlan) -> None:
    lost = "yard/001_SCHOOL.MP3"
    intact = frozenset(then.known.intact) - {lost}
    steps = planned(then, known=replace(then.known, intact=intact))
    assert reasons(steps) == {
        "speak": {},
        "encode": {Reason.FRESH: 7},
        "write": {Reason.FRESH: 2, Reason.MISSING: 1},
    }
    assert [step.name for step in steps if step.reason is Reason.MISSING] == [f"output/{lost}"]
    no_segments = replace(then.known, intact=intact, segments=frozenset())
    assert reasons(planned(then, known=no_segments)) == {
        "speak": {Reason.FRESH: 4},
        "encode": {Reason.MISSING: 7},
        "write": {Reason.FRESH: 2, Reason.MISSING: 1},
    }
    nothing_kept = replace(no_segments, speech=frozenset())
    assert reasons(planned(then, known=nothing_kept))["speak"] == {Reason.MISSING: 4}


def test_what_is_spoken_comes_before_what_is_made_of_it(then: BuildPlan) -> None:
    kinds = [step.kind for step in planned(then, known=NOTHING)]
    assert kinds == sorted(kinds, key=["speak", "encode", "write"].index)


def test_the_same_comes_of_the_same_without_a_look_at_any_file(fresh: Tiny, tmp_path: Path) -> None:
    now = prepared_of(fresh)
    shutil.rmtree(fresh.root)
    assert planned(now) == planned(now) == now.steps
    there = prepared_of(tiny_project(tmp_path / "elsewhere"))
    assert [(step.key, step.reason) for step in there.steps] == [(step.key, step.reason) for step in now.steps]


def test_every_step_has_a_key_of_its_own(then: BuildPlan) -> None:
    keys = [step.key for step in planned(then, known=NOTHING)]
    assert len(keys) == len(set(keys)) == SENTENCES + 18 + 3
