"""espeak-ng: both ways to isolate it say the same; its pace, its data, and how it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tests.support.speech_samples import SENTENCES, utterance, utterances
from zt_audio.engines.espeak import data as espeak_data
from zt_audio.engines.espeak.engine import PACE, Espeak, words_per_minute
from zt_audio.engines.worker_pool import timeout_s
from zt_audio.errors import VoiceError
from zt_audio.model import LANGS, Lang, Prosody

DEFAULT = Prosody()


@pytest.fixture(scope="module")
def engine() -> Iterator[Espeak]:
    loaded = Espeak()
    yield loaded
    loaded.close()


def say(engine: Espeak, text: str, lang: Lang, prosody: Prosody = DEFAULT) -> bytes:
    return engine.speak(utterance(text, lang), lang, prosody).pcm


@pytest.mark.parametrize("lang", LANGS)
def test_a_forked_child_and_a_new_process_say_the_same(engine: Espeak, lang: Lang) -> None:
    fresh = Espeak(fork=False)
    for sentence in utterances(lang):
        assert fresh.speak(sentence, lang, DEFAULT) == engine.speak(sentence, lang, DEFAULT)
    fresh.close()


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("ә ғ қ ң ө ұ ү һ і", "kk", 9),
        ("әке, ғарыш, қала, таң, өзен, ұл, үй, қаһарман, іс", "kk", 9),
        ("жиырма алты", "kk", 2),
        ("ёлка", "ru", 1),
        ("объезд", "ru", 1),
    ],
)
def test_letters_and_words_are_all_spoken(engine: Espeak, text: str, lang: Lang, words: int) -> None:
    speech = engine.speak(utterance(text, lang), lang, DEFAULT)
    assert speech.words == words
    assert speech.sample_rate == 22_050


@pytest.mark.parametrize(("one", "other"), [("қала", "кала"), ("ұн", "ун"), ("ән", "ан"), ("өт", "от"), ("іс", "ыс")])
def test_kazakh_letters_have_sounds_of_their_own(engine: Espeak, one: str, other: str) -> None:
    assert say(engine, one, "kk") != say(engine, other, "kk")


def pace(pcm: bytes, syllables: int) -> float:
    """Return syllables a second from first to last sound, silences of 150 ms and more left out."""
    wave = np.frombuffer(pcm, "<i2").astype(float)
    frames = wave[: len(wave) // 220 * 220].reshape(-1, 220)  # 10 ms
    level_db = 10 * np.log10(np.mean(frames**2, axis=1) + 1e-3)
    heard = np.flatnonzero(level_db > level_db.max() - 45)
    steps = np.diff(heard)
    return syllables / (0.01 * (1 + int(steps[steps <= 15].sum()) + int((steps > 15).sum())))


def measured_pace(engine: Espeak, lang: Lang, rate_syl_per_s: float) -> float:
    prosody = Prosody(rate_syl_per_s=rate_syl_per_s)
    sentences = utterances(lang)
    seconds = sum(s.syllables / pace(say(engine, s.text, lang, prosody), s.syllables) for s in sentences)
    return sum(s.syllables for s in sentences) / seconds


@pytest.mark.parametrize("lang", LANGS)
def test_the_default_pace_is_slow_and_clear(engine: Espeak, lang: Lang) -> None:
    assert 3.4 < measured_pace(engine, lang, Prosody().rate_syl_per_s) < 4.1


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rate", [4.5, 5.5, 7.0])
def test_the_pace_is_the_one_asked_for(engine: Espeak, lang: Lang, rate: float) -> None:
    assert measured_pace(engine, lang, rate) == pytest.approx(rate, rel=0.08)


@pytest.mark.parametrize(
    ("lang", "rate", "wpm"),
    [("kk", 3.81, 120), ("kk", 1.0, 80), ("kk", 99.0, 300), ("ru", 3.8, 80), ("ru", 5.675, 130), ("ru", 99.0, 300)],
)
def test_the_table_of_paces_is_read_between_its_rows_and_not_beyond(lang: Lang, rate: float, wpm: int) -> None:
    assert words_per_minute(lang, rate) == wpm


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(LANGS), st.floats(0.1, 20), st.floats(0.1, 20))
def test_a_higher_rate_is_never_slower(lang: Lang, one: float, other: float) -> None:
    slow, fast = sorted((one, other))
    assert 80 <= words_per_minute(lang, slow) <= words_per_minute(lang, fast) <= 300


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_of_paces_rises(lang: Lang) -> None:
    assert list(PACE[lang]) == sorted(PACE[lang], key=lambda row: row[1])
    assert len({rate for rate, _ in PACE[lang]}) == len(PACE[lang])


@pytest.mark.parametrize("pitch", [-5, 0, 100, 500])
def test_any_pitch_is_spoken(engine: Espeak, pitch: int) -> None:
    assert any(say(engine, "Сәлем", "kk", Prosody(pitch=pitch)))


@pytest.mark.parametrize(("letters", "seconds"), [(0, 10), (100, 20), (1_000_000, 600)])
def test_longer_texts_have_more_time_within_bounds(letters: int, seconds: int) -> None:
    assert timeout_s("а" * letters, 10) == seconds


@pytest.mark.parametrize("voice", ["kk+zzz", "kk ", "en", ""])
def test_a_voice_that_espeak_would_silently_take_is_refused(engine: Espeak, voice: str) -> None:
    with pytest.raises(VoiceError) as unknown:
        engine.speak(utterance("Сәлем", "kk"), voice, DEFAULT)
    assert [problem.slug for problem in unknown.value.problems] == ["voice-unknown"]


def test_a_worker_killed_at_rest_is_replaced(engine: Espeak) -> None:
    before = say(engine, "Сәлем", "kk")
    for _, worker in engine._pool._idle:
        worker.kill()
    assert say(engine, "Сәлем", "kk") == before


# --- the data ---


def long_path(tmp_path: Path, length: int) -> Path:
    """Return a way to the real data that has `length` bytes."""
    folder = tmp_path
    while (room := length - len(os.fsencode(folder)) - 1) > 100:
        folder /= "d" * min(100, room - 50)
    folder.mkdir(parents=True, exist_ok=True)
    way = folder / ("e" * room)
    way.symlink_to(espeak_data.data_path(), target_is_directory=True)
    assert len(os.fsencode(way)) == length
    return way


def test_the_longest_path_that_fits_is_opened(tmp_path: Path, engine: Espeak) -> None:
    other = Espeak()
    other._data = long_path(tmp_path, espeak_data.LONGEST_PATH_BYTES)
    assert say(other, "Сәлем", "kk") == say(engine, "Сәлем", "kk")
    assert espeak_data.reachable(other._data, ()) == other._data
    other.close()


def test_espeak_refuses_the_paths_that_we_do_not_give_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak_data, "fits", lambda _: True)
    other = Espeak()
    other._data = long_path(tmp_path, 200)
    with pytest.raises(VoiceError) as broken:
        say(other, "Сәлем", "kk")
    assert [problem.slug for problem in broken.value.problems] == ["engine-broken"]


@pytest.mark.parametrize("lang", LANGS)
def test_data_behind_a_long_path_is_copied_and_sounds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Espeak, lang: Lang
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    other = Espeak()
    other._data = long_path(tmp_path, 200)
    for text in SENTENCES[lang]:
        assert say(other, text, lang) == say(engine, text, lang)
    (copy,) = (tmp_path / "c" / "zt-audio").iterdir()
    assert sorted(str(path.relative_to(copy)) for path in copy.rglob("*") if path.is_file()) == sorted(
        str(Path(name)) for name in espeak_data.COPIED
    )
    other.close()


def test_a_damaged_copy_is_made_again(tmp_path: Path) -> None:
    data = long_path(tmp_path, 200)
    copy = espeak_data.reachable(data, (tmp_path / "c",))
    (copy / "kk_dict").write_bytes(b"")
    espeak_data.reachable.cache_clear()
    assert espeak_data.reachable(data, (tmp_path / "c",)) == copy
    assert (copy / "kk_dict").read_bytes() == (data / "kk_dict").read_bytes()


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    copy = espeak_data.reachable(long_path(tmp_path, 200), (tmp_path / "file", Path("relative"), tmp_path / "c"))
    assert copy.parent == tmp_path / "c"


def test_without_any_place_the_path_is_an_error(tmp_path: Path) -> None:
    data = long_path(tmp_path, 200)
    with pytest.raises(VoiceError) as far:
        espeak_data.reachable(data, (tmp_path / ("x" * 150),))
    (problem,) = far.value.problems
    assert (problem.slug, problem.facts["path"]) == ("engine-data-path", str(data))


@pytest.mark.parametrize("changed", ["library", "phondata", "kk_dict", "lang/trk/kk"])
def test_the_fingerprint_follows_every_file_that_shapes_the_voice(tmp_path: Path, changed: str) -> None:
    files = {name: tmp_path / name for name in ("library", *espeak_data.COPIED)}
    for path in files.values():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"1")
    before = {lang: espeak_data.data_fingerprint(files["library"], tmp_path, lang) for lang in LANGS}
    files[changed].write_bytes(b"2")
    espeak_data.data_fingerprint.cache_clear()
    after = {lang: espeak_data.data_fingerprint(files["library"], tmp_path, lang) for lang in LANGS}
    assert before["kk"] != after["kk"]
    assert (before["ru"] != after["ru"]) is (changed in {"library", "phondata"})


def test_digests_do_not_run_together(tmp_path: Path) -> None:
    one, other = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"ab")
    other.write_bytes(b"c")
    first = espeak_data.digest_of_files([one, other])
    one.write_bytes(b"a")
    other.write_bytes(b"bc")
    assert espeak_data.digest_of_files([one, other]) != first


def test_a_user_with_kazakh_letters_has_a_place_for_the_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROGRAMDATA", str(tmp_path / "ProgramData"))
    assert espeak_data.short_places()[-1] == tmp_path / "ProgramData" / "zt-audio"
    monkeypatch.delenv("PROGRAMDATA")
    assert len(espeak_data.short_places()) == 2
