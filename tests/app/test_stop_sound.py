"""The cycle of a stop is heard before any build, and it is what the build writes."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pytest

from tests.support.tiny import Tiny
from zt_audio.app.speaking.desk import SoundDesk
from zt_audio.app.speaking.playback import PlayedPiece
from zt_audio.errors import ContentError
from zt_audio.formats.mp3 import SAMPLE_RATE, without_info
from zt_audio.model import PartId
from zt_audio.sound.pcm import envelope, sentence_starts_s


def frames_of(piece: PlayedPiece) -> bytes:
    return without_info(piece.audio)


def test_what_is_heard_before_a_build_is_what_it_writes(fresh: Tiny) -> None:
    with closing(SoundDesk(fresh.root)) as desk:
        outlook = desk.stop("city", 0).pieces
        heard = [desk.stop("city", 0, number).pieces[0] for number in range(len(outlook))]
    fresh.build()
    track = (fresh.output / "city/001_MARKET.MP3").read_bytes()
    assert b"".join(map(frames_of, heard)) in track
    assert [piece.part for piece in heard] == [piece.part for piece in outlook]
    assert heard[0].part == PartId("chime")
    assert {piece.part.lang for piece in heard} == {None, "kk", "ru"}


def test_a_built_stop_is_played_from_its_file(built_once: Tiny) -> None:
    with closing(SoundDesk(built_once.root)) as desk:
        before = [desk.stop("city", 0, number).pieces[0] for number in range(len(desk.stop("city", 0).pieces))]
        outlook = desk.track("city", 1).pieces
        after = [desk.track("city", 1, number).pieces[0] for number in range(len(outlook))]
    assert [*map(frames_of, after)] == [*map(frames_of, before)]
    assert [piece.seconds for piece in outlook] == [piece.seconds for piece in before]
    assert [piece.outlines for piece in after] == [piece.outlines for piece in before]


def test_sentences_stand_where_they_stand_in_the_file(built_once: Tiny) -> None:
    with closing(SoundDesk(built_once.root)) as desk:
        piece = desk.say_part(PartId("appeal", "a", "ru", 1))
        text = desk._content()[0].appeals["a"].text["ru"].value
    assert len(piece.sentences) == 2
    for each in piece.sentences:
        assert each.text == text[each.start : each.end].strip()
    assert piece.sentences[0].at_s == 0 < piece.sentences[1].at_s < piece.seconds


@pytest.mark.parametrize(("playlist", "position"), [("nowhere", 0), ("city", 99)])
def test_a_stop_that_is_not_there_is_an_error(built_once: Tiny, playlist: str, position: int) -> None:
    with closing(SoundDesk(built_once.root)) as desk:
        with pytest.raises(ContentError):
            desk.stop(playlist, position)
        with pytest.raises(ContentError):
            desk.track(playlist, position + 100)


def test_the_longest_pauses_part_the_sentences() -> None:
    def tone(seconds: float) -> np.ndarray:
        return np.sin(np.arange(int(SAMPLE_RATE * seconds)) * 0.05).astype(np.float32)

    def rest(seconds: float) -> np.ndarray:
        return np.zeros(int(SAMPLE_RATE * seconds), np.float32)

    parts = [tone(1), rest(0.15), tone(0.5), rest(0.45), tone(2), rest(0.45), tone(1)]
    samples = np.concatenate(parts)
    samples = samples[: len(samples) // 1152 * 1152]
    rms = envelope(samples).rms
    assert sentence_starts_s(rms, 3) == pytest.approx((0, 2.1, 4.55), abs=0.03)
    assert sentence_starts_s(rms, 1) == (0,)
    assert sentence_starts_s(rms, 9)[1] == pytest.approx(len(rms) * 1152 / SAMPLE_RATE / 9)
    assert sentence_starts_s([], 0) == ()
