"""Own presets and chimes in a build: what they change, what they leave alone, and what is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.tiny import Tiny
from zt_audio.errors import ContentError
from zt_audio.model import Where
from zt_audio.pipeline.load import MOST_CHIME_BYTES

HERE = Where("appeals/settings.yaml", 1, 8)


def gong(hz: float, seconds: float = 1.0) -> bytes:
    file = io.BytesIO()
    time_s = np.arange(int(22_050 * seconds)) / 22_050
    soundfile.write(file, 0.3 * np.sin(2 * np.pi * hz * time_s) * np.exp(-time_s), 22_050, format="WAV")
    return file.getvalue()


def with_chime(tiny: Tiny, wav: bytes, name: str = "chimes/own.wav") -> Path:
    path = tiny.root / "appeals" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(wav)
    tiny.edit("settings.yaml", "voices:", f"chime: {name}\nvoices:")
    return path


def refused(tiny: Tiny) -> list[tuple[str, Where | None]]:
    with pytest.raises(ContentError) as caught:
        tiny.build()
    return [(problem.slug, problem.where) for problem in caught.value.problems]


def test_an_own_chime_and_then_another_under_its_name_are_all_that_is_made(built: Tiny) -> None:
    path = with_chime(built, gong(600))
    first = built.build()
    assert (first.spoken, first.encoded) == ([], ["chime"])
    path.write_bytes(gong(700))
    second = built.build()
    assert (second.spoken, second.encoded) == ([], ["chime"])
    assert len(second.tracks) == 3
    assert built.build().tracks == []


def test_an_own_preset_speaks_nothing_again_and_is_reached(built: Tiny) -> None:
    built.edit("settings.yaml", "voices:", "preset: yard\npresets: {yard: {base: quiet, target_lufs: -19}}\nvoices:")
    ran = built.build()
    assert ran.spoken == []
    assert len(ran.tracks) == 3
    tracks = [track for playlist in built.manifest().playlists.values() for track in playlist.tracks]
    assert [track.loudness_lufs for track in tracks] == pytest.approx([-19] * 3, abs=0.5)
    built.edit("settings.yaml", "target_lufs: -19", "target_lufs: -20")
    assert built.build().spoken == []


@pytest.mark.parametrize(
    ("wav", "slug"),
    [
        (lambda: b"", "chime-undecodable"),
        (lambda: b"no sound", "chime-undecodable"),
        (lambda: gong(600, 0.2), "chime-length"),
        (lambda: gong(600, 6), "chime-length"),
        (lambda: gong(0), "chime-silent"),
        (lambda: gong(600) + bytes(MOST_CHIME_BYTES), "chime-too-large"),
    ],
)
def test_what_is_no_chime_is_refused_where_it_is_named(wav: Callable[[], bytes], slug: str, fresh: Tiny) -> None:
    with_chime(fresh, wav())
    assert refused(fresh) == [(slug, HERE)]


def test_a_chime_that_is_not_there_is_refused(fresh: Tiny) -> None:
    with_chime(fresh, gong(600)).unlink()
    assert refused(fresh) == [("chime-missing", HERE)]


def test_a_link_may_not_lead_out_of_the_folder(fresh: Tiny, tmp_path: Path) -> None:
    outside = tmp_path / "outside.wav"
    outside.write_bytes(gong(600))
    path = with_chime(fresh, b"")
    path.unlink()
    path.symlink_to(outside)
    assert refused(fresh) == [("chime-outside", HERE)]
