"""The cache says how large it is, drops what is not used, and may be lost: a build makes it again."""

from __future__ import annotations

import pytest

from tests.support.tiny import SENTENCES, Tiny
from zt_audio.app.making import cache as cleanup
from zt_audio.errors import BuildError
from zt_audio.model import Prosody, Speech, Utterance
from zt_audio.speech.registry import Guarded
from zt_audio.speech.tone import Tone
from zt_audio.store.records import Records, key_of
from zt_audio.store.workspace import SegmentCache


def lose_the_output(tiny: Tiny) -> dict[str, bytes]:
    before = tiny.tree()
    for name in before:
        (tiny.output / name).unlink()
    return before


def test_sizes_are_those_of_the_files(built: Tiny) -> None:
    sizes = cleanup.sizes(built.workspace)
    assert (sizes["speech"].records, sizes["segments"].records) == (SENTENCES, 18)
    for kind, size in sizes.items():
        files = [path for path in (built.workspace.cache / kind).rglob("*") if path.is_file()]
        assert size.size_bytes == sum(path.stat().st_size for path in files)


def test_nothing_is_dropped_that_is_used(built: Tiny) -> None:
    assert {kind: size.records for kind, size in cleanup.drop_unused(built.workspace).items()} == {
        "speech": 0,
        "segments": 0,
    }
    before = lose_the_output(built)
    ran = built.build()
    assert ran.spoken == ran.encoded == []
    assert built.tree() == before


def test_what_an_edit_left_behind_is_dropped(built: Tiny) -> None:
    built.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
    built.build()
    torn = built.workspace.speech.root / "ab" / "abc.1.2.tmp"
    torn.parent.mkdir(exist_ok=True)
    torn.write_bytes(b"torn")
    gone = cleanup.drop_unused(built.workspace)
    assert {kind: size.records for kind, size in gone.items()} == {"speech": 1, "segments": 1}
    assert gone["speech"].size_bytes > 1000
    assert not torn.exists()
    before = lose_the_output(built)
    assert built.build().spoken == []
    assert built.tree() == before


def test_what_a_playlist_without_a_voice_uses_may_go_and_comes_back(built: Tiny) -> None:
    before = built.tree()
    built.edit("settings.yaml", "kk: [tone]", "kk: ['tone:x']")
    gone = cleanup.drop_unused(built.workspace)
    assert gone["speech"].records > 0
    assert built.tree() == before
    built.edit("settings.yaml", "kk: ['tone:x']", "kk: [tone]")
    lose_the_output(built)
    assert built.build().slugs == {}
    assert built.tree() == before


def test_all_of_it_may_go(built: Tiny) -> None:
    gone = cleanup.clear_cache(built.workspace)
    assert (gone["speech"].records, gone["segments"].records) == (SENTENCES, 18)
    assert all(size == cleanup.CacheSize(0, 0) for size in cleanup.sizes(built.workspace).values())
    before = lose_the_output(built)
    assert len(built.build().spoken) == SENTENCES
    assert built.tree() == before


def segment(records: Records, number: int, frames: bytes) -> str:
    key = key_of(number)
    records.put(key, {"frames": 1, "loudness_lufs": None, "true_peak_dbtp": -3.0}, bytes(4) + frames)
    return key


def test_frames_are_read_once_while_they_fit(fresh: Tiny) -> None:
    records = fresh.workspace.segments
    keys = [segment(records, number, bytes([number]) * 100) for number in range(3)]
    cache = SegmentCache(records, budget_bytes=250)
    assert cache.get(keys[0]).frames == bytes(100)
    assert (cache.get(keys[1]).frame_count, cache.get(keys[1]).true_peak_dbtp) == (1, -3.0)
    cache.get(keys[0])  # used again: the second is now the one that goes
    cache.get(keys[2])
    for key in keys:
        records.remove(key)
    assert cache.get(keys[0]).frames == bytes(100)
    assert cache.get(keys[2]).frames == b"\2" * 100
    with pytest.raises(BuildError) as error:
        cache.get(keys[1])
    assert [problem.slug for problem in error.value.problems] == ["record-damaged"]


def test_one_segment_larger_than_the_budget_is_held_alone(fresh: Tiny) -> None:
    records = fresh.workspace.segments
    key = segment(records, 1, bytes(1000))
    cache = SegmentCache(records, budget_bytes=10)
    assert cache.get(key) is cache.get(key)


def test_speech_that_is_spoken_again_in_no_time_is_not_kept(
    fresh: Tiny, built_once: Tiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tone, "quick", True, raising=False)
    assert len(fresh.build().spoken) == SENTENCES
    assert (fresh.workspace.speech.keys(), fresh.tree()) == (frozenset(), built_once.tree())
    fresh.edit("texts/b.yaml", "Не будьте равнодушны.", "Не молчите.")
    assert fresh.build().spoken == ["Не молчите.", "Соблюдайте порядок."]  # its paragraph, and nothing else
    monkeypatch.setattr(Guarded, "deterministic", False)  # another take would be another sound: it is kept
    fresh.edit("texts/b.yaml", "Не молчите.", "Не бойтесь.")
    fresh.build()
    assert len(fresh.workspace.speech.keys()) == 2


@pytest.mark.parametrize("kept", [SENTENCES, pytest.param(0, id="quick")])
def test_a_sentence_of_two_passages_is_spoken_once(kept: int, fresh: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    speak = Tone.speak

    def counted(self: Tone, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        asked.append(utterance.text)
        return speak(self, utterance, voice_id, prosody)

    monkeypatch.setattr(Tone, "speak", counted)
    monkeypatch.setattr(Tone, "quick", not kept, raising=False)
    fresh.edit("texts/b.yaml", "Звоните в полицию.", "Соблюдайте порядок. Звоните в полицию.")  # at once
    assert fresh.build().spoken.count("Соблюдайте порядок.") == asked.count("Соблюдайте порядок.") == 1
    assert len(fresh.workspace.speech.keys()) == kept
