"""Test the drawing of a cycle: peaks, labels and ticks stay where their segment is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings, strategies as st

from tests.support.report_sample import CYCLE, SEGMENTS, envelope, track
from zt_audio.model import PartId
from zt_audio.pages.cycle import (
    HEIGHT,
    MIDDLE,
    WIDTH,
    CyclePart,
    airtime_ms,
    by_language,
    by_subject,
    cycle_parts,
    hatching,
    outlines,
    waveform,
)
from zt_audio.pages.html import OWN_NAMES, Wording, fill_template
from zt_audio.pages.report import REPORT_WORDS
from zt_audio.sound.pcm import Envelope

ENGLISH = Wording("en", REPORT_WORDS)
PARTS = cycle_parts(track(1), SEGMENTS)


def drawn(parts: Sequence[CyclePart], envelopes: Mapping[str, Envelope]) -> str:
    """Return the figure as it stands on the page."""
    figure = waveform(parts, envelopes)
    return fill_template("partials/waveform.html", waveform=figure, name="x", say=ENGLISH.say, language_names=OWN_NAMES)


def points(path: str) -> list[tuple[float, float]]:
    """Follow a path of M, V, h and l and return where it goes."""
    x = y = 0.0
    found = []
    for command, numbers in re.findall(r"([MVhl])([-0-9. e]+)", path):
        values = [float(number) for number in re.findall(r"-?[0-9.]+(?:e-?\d+)?", numbers)]
        if command == "M":
            x, y = values
        elif command == "V":
            y = values[0]
        elif command == "h":
            x += values[0]
        else:
            x, y = x + values[0], y + values[1]
        found.append((x, y))
    return found


@given(
    st.lists(st.floats(-2, 2), min_size=1, max_size=80),
    st.integers(0, 3000),
    st.integers(0, 3000),
)
@settings(max_examples=100, deadline=None)
def test_peaks_stay_in_their_segment(levels: list[float], before: int, after: int) -> None:
    frames = before + len(levels) + after
    part = CyclePart("x", PartId("appeal", "a", "kk", 1), SEGMENTS["kk1"], before, before + len(levels))
    drawn = Envelope([min(level, 0.0) for level in levels], [max(level, 0.0) for level in levels], [0.1] * len(levels))
    for path in outlines(part, frames, drawn):
        xs, ys = zip(*points(path), strict=True)
        assert part.first * WIDTH / frames - 1 < min(xs) <= max(xs) < part.end * WIDTH / frames + 1
        assert 0 <= min(ys) <= MIDDLE <= max(ys) <= HEIGHT
        assert points(path)[0][0] == points(path)[-1][0], "the way back ends where the way forth began"


def test_a_peak_of_one_frame_is_seen_however_many_share_its_column() -> None:
    highs = [0.0] * 5000
    highs[3210] = 1.0
    part = CyclePart("x", PartId("appeal", "a", "kk", 1), SEGMENTS["kk1"], 0, 5000)
    peaks, level = outlines(part, 5000, Envelope([0.0] * 5000, highs, [0.0] * 5000))
    assert [x for x, y in points(peaks) if y < MIDDLE] == [642, 643]
    assert {y for _, y in points(level)} == {MIDDLE}


@given(st.floats(0, WIDTH), st.floats(0.1, WIDTH))
@settings(max_examples=100, deadline=None)
def test_hatching_stays_between_its_edges(left: float, width: float) -> None:
    lines = hatching(left, left + width)
    assert lines.count("M") >= 19
    for x, y in points(lines):
        assert left - 1 <= x <= left + width + 1
        assert -1 <= y <= HEIGHT + 1


def test_every_part_is_drawn_as_what_it_is() -> None:
    html = drawn(PARTS, {key: envelope(SEGMENTS[key].frames) for key in SEGMENTS if key != "pause"})
    kinds = re.findall(r'<g class="(\w+)"', html)
    assert kinds == [SEGMENTS[key].lang or SEGMENTS[key].part for key in CYCLE]
    assert re.findall(r"<title>(.*?)</title>", html)[1:3] == [
        "0:01 Құрметті тұрғындар!",
        "0:04 Қоқыс тастамаңыз. Қала бәрімізге ортақ.",
    ]
    places = [float(at) for at in re.findall(r'<rect x="([\d.]+)"', html)]
    assert places == pytest.approx([part.first * WIDTH / PARTS[-1].end for part in PARTS], abs=0.01)


def test_without_frames_there_is_nothing_to_draw() -> None:
    assert waveform((), {}) is None


def test_bands_name_the_languages_and_labels_the_words() -> None:
    html = drawn(PARTS, {})
    bands, labels = (re.search(f'<div class="{name}".*?</div>', html, re.DOTALL) for name in ("bands", "labels"))
    assert bands
    assert labels
    assert re.findall(r">([^<\n]+)<", bands[0]) == ["Қазақша", "Русский"]
    assert [text.split()[0] for text in re.findall(r">([^<\n]+)<", labels[0])] == [
        "Chime",
        "Құрметті",
        "Қоқыс",
        "Не",
        "Берегите",
    ]


@pytest.mark.parametrize(("frames", "last"), [(40, "0:01"), (900, "0:20"), (13_600, "5:00"), (140_000, "1:00:00")])
def test_the_axis_has_few_ticks(frames: int, last: str) -> None:
    html = drawn((CyclePart("x", PartId("appeal", "a", "kk", 1), SEGMENTS["kk1"], 0, frames),), {})
    axis = re.findall(r">([\d:]+)<", html[html.index('class="axis"') :])
    assert axis[0] == "0:00"
    assert axis[-1] == last
    assert len(axis) <= 10


def test_parts_follow_each_other() -> None:
    assert [part.first for part in PARTS[1:]] == [part.end for part in PARTS[:-1]]
    assert [part.start_s for part in PARTS] == [each.start_ms / 1000 for each in track(1).cycle]


def test_stretches() -> None:
    assert [(each.lang, [part.id for part in each.parts]) for each in by_subject(PARTS)] == [
        (None, ["chime"]),
        ("kk", ["kk1"]),
        ("kk", ["kk2", "kk3"]),
        ("ru", ["ru1"]),
        ("ru", ["ru2"]),
    ]
    assert [(each.lang, each.first, each.end) for each in by_language(PARTS)] == [("kk", 50, 490), ("ru", 530, 870)]


def test_airtime_counts_repeats_and_no_pauses() -> None:
    tracks = [track(1, ("kk1", "pause", "ru1"), repeats=3), track(2, ("ru2",))]
    frame_ms = 1152 * 1000 / 44100
    assert airtime_ms(tracks, SEGMENTS) == {"kk": round(300 * frame_ms), "ru": round(760 * frame_ms)}
