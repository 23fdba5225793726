"""A file's loudness is judged before a byte of it is written."""

from __future__ import annotations

import pytest

from tests.support.tiny import Tiny
from zt_audio.errors import BuildError
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.plan import BuildPlan, plan_build
from zt_audio.pipeline.stage import stop_audio
from zt_audio.published.inputs import code_digest
from zt_audio.speech.registry import open_engines
from zt_audio.store.workspace import SegmentCache


@pytest.fixture(scope="module")
def plan(built_once: Tiny) -> BuildPlan:
    with open_engines(built_once.workspace.root) as load:
        return plan_build(built_once.workspace, load_content(built_once.workspace, code_digest()), load)


@pytest.mark.parametrize("offset_lu", [-0.49, 0.49])
def test_a_track_may_miss_its_target_by_half_a_lu(offset_lu: float, plan: BuildPlan, built_once: Tiny) -> None:
    [track] = built_once.manifest().playlists["yard"].tracks
    cache = SegmentCache(built_once.workspace.segments)
    [audio] = stop_audio(plan.track_steps("yard"), cache, track.loudness_lufs + offset_lu)
    assert (audio.frames, audio.loudness_lufs) == (track.frames, track.loudness_lufs)


@pytest.mark.parametrize("offset_lu", [-0.51, 0.51])
def test_a_track_that_misses_it_by_more_is_refused(offset_lu: float, plan: BuildPlan, built_once: Tiny) -> None:
    [track] = built_once.manifest().playlists["yard"].tracks
    cache = SegmentCache(built_once.workspace.segments)
    with pytest.raises(BuildError) as caught:
        stop_audio(plan.track_steps("yard"), cache, track.loudness_lufs + offset_lu)
    [problem] = caught.value.problems
    assert (problem.slug, problem.facts["lufs"]) == ("track-loudness", track.loudness_lufs)
