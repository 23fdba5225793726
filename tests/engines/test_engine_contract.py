"""Every registered engine keeps its promises; those that need a network speak to a service on this computer."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.conftest import REAL_RHVOICE
from tests.support.fake_services import STAND_INS
from tests.support.judges import judge
from tests.support.speech_samples import SENTENCES, utterance, utterances
from zt_audio.errors import VoiceError
from zt_audio.model import LANGS, Lang, Prosody
from zt_audio.speech.protocol import Engine
from zt_audio.speech.registry import Guarded, engine_names, load_engine, speak_with

DEFAULT = Prosody()
BOTH = [*utterances("kk"), *utterances("ru")]
RUSSIAN_ALONE = {"gtts", "rhvoice"}
PAIRS = [(name, lang) for name in engine_names() for lang in LANGS if lang == "ru" or name not in RUSSIAN_ALONE]
each_language = pytest.mark.parametrize(("engine", "lang"), PAIRS, indirect=["engine"])
NO_BROADCAST_QUALITY = ("espeak", "gtts", "tone")  # and must say so
OTHER: dict[Lang, Lang] = {"kk": "ru", "ru": "kk"}

ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from zt_audio.model import Prosody, Utterance, Where
from zt_audio.speech.registry import load_engine
engine = load_engine(sys.argv[1], Path())
speech = engine.speak(Utterance(sys.argv[3], sys.argv[2], 1, Where("x")), engine.voices(sys.argv[2])[0].id, Prosody())
print(hashlib.sha256(speech.pcm).hexdigest())
engine.close()
"""


@contextmanager
def opened(name: str) -> Iterator[Engine]:
    if name in STAND_INS:
        with STAND_INS[name]() as engine:
            yield Guarded(name, engine)
    else:
        if name == "rhvoice" and not REAL_RHVOICE:
            judge("cc")  # compiles the one that the fixtures lay out
        loaded = load_engine(name, Path())
        yield loaded
        loaded.close()


@pytest.fixture(scope="module", params=engine_names())
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with opened(request.param) as loaded:
        yield loaded


def say(engine: Engine, text: str, lang: Lang, prosody: Prosody = DEFAULT) -> bytes:
    return speak_with(engine, engine.voices(lang)[0], utterance(text, lang), prosody).pcm


def test_the_built_in_engines_are_registered() -> None:
    assert {"azure", "edge", "espeak", "gtts", "piper", "rhvoice", "server", "tone"} <= set(engine_names())


def test_who_speaks_what(engine: Engine) -> None:
    spoken = {(engine.name, lang) for lang in LANGS if engine.voices(lang)}
    assert spoken == {pair for pair in PAIRS if pair[0] == engine.name}


def test_only_what_speaks_here_is_deterministic(engine: Engine) -> None:
    assert engine.deterministic == (engine.name not in STAND_INS)
    assert engine.quick == (engine.name == "espeak")


def test_the_name_is_the_registered_one(engine: Engine) -> None:
    assert engine.name in engine_names()


@each_language
def test_speech_is_16_bit_pcm_that_can_be_heard_and_its_words_are_counted(engine: Engine, lang: Lang) -> None:
    for sentence in utterances(lang):
        speech = speak_with(engine, engine.voices(lang)[0], sentence, DEFAULT)
        seconds = len(speech.pcm) / 2 / speech.sample_rate
        assert speech.sample_rate in range(8_000, 48_001)
        assert len(speech.pcm) % 2 == 0
        assert 0.5 < sentence.syllables / seconds < 8, sentence.text
        assert max(memoryview(speech.pcm).cast("h")) > 3_000
        assert speech.words in {None, len(sentence.text.split()), len(re.findall(r"\w+", sentence.text))}, sentence.text


@each_language
def test_voices_say_what_they_are(engine: Engine, lang: Lang) -> None:
    for voice in engine.voices(lang):
        assert voice.lang == lang
        assert voice.licence
        assert voice.draft or engine.name not in NO_BROADCAST_QUALITY
        assert voice.online == (engine.name in STAND_INS)


@each_language
def test_nothing_is_missing_where_a_voice_speaks(engine: Engine, lang: Lang) -> None:
    assert engine.online == (engine.name in STAND_INS)
    assert [engine.missing(lang, wanted) for wanted in ("", engine.voices(lang)[0].id)] == [(), ()]


@each_language
def test_same_text_same_bytes(engine: Engine, lang: Lang) -> None:
    first, other, again = (say(engine, SENTENCES[lang][at], lang) for at in (1, 2, 1))
    assert first == again
    assert first != other


@pytest.mark.parametrize(("engine", "lang"), [pair for pair in PAIRS if pair[0] not in STAND_INS], indirect=["engine"])
def test_another_process_says_the_same(engine: Engine, lang: Lang) -> None:
    text = SENTENCES[lang][1]
    command = [sys.executable, "-c", ELSEWHERE, engine.name, lang, text]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    assert said == hashlib.sha256(say(engine, text, lang)).hexdigest()


@pytest.mark.slow  # 30 s for the neural model
def test_threads_say_the_same(engine: Engine) -> None:
    work = [sentence for sentence in BOTH if engine.voices(sentence.lang)] * 2
    one_by_one = [say(engine, sentence.text, sentence.lang) for sentence in work]
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(lambda sentence: say(engine, sentence.text, sentence.lang), work))
    assert at_once == one_by_one


@each_language
def test_a_longer_text_lasts_longer(engine: Engine, lang: Lang) -> None:
    long = SENTENCES[lang][4]
    short = " ".join(long.split()[:3])
    assert len(say(engine, long, lang)) > 1.5 * len(say(engine, short, lang))


def unbending(engine: Engine) -> bool:
    """Tell whether an engine says that it knows neither rate nor pitch."""
    return getattr(engine, "own_prosody", None) is not None


@each_language
def test_a_slower_rate_lasts_longer(engine: Engine, lang: Lang) -> None:
    text = SENTENCES[lang][1]
    fast, slow = (len(say(engine, text, lang, Prosody(rate_syl_per_s=rate))) for rate in (6.0, 4.0))
    assert slow == fast if unbending(engine) else slow > 1.25 * fast


@each_language
def test_pitch_is_heard_and_does_not_change_the_length_much(engine: Engine, lang: Lang) -> None:
    text = SENTENCES[lang][1]
    low, high = (say(engine, text, lang, Prosody(pitch=pitch)) for pitch in (30, 70))
    assert (low == high) == unbending(engine)
    assert abs(len(low) - len(high)) < 0.05 * len(low)


def test_each_voice_has_its_own_fingerprint_and_keeps_it(engine: Engine) -> None:
    voices = [voice.id for lang in LANGS for voice in engine.voices(lang)]
    prints = [engine.fingerprint(voice) for voice in voices]
    assert len(set(prints)) == len(voices)
    with opened(engine.name) as other:
        assert [other.fingerprint(voice) for voice in voices] == prints


@each_language
def test_stress_marks_do_not_disturb(engine: Engine, lang: Lang) -> None:
    plain = SENTENCES[lang][1]
    marked = plain.replace("а", "а\u0301")
    prepared = engine.prepare(marked, lang)
    assert say(engine, prepared, lang) == say(engine, marked, lang)


@settings(deadline=None, max_examples=50)
@given(st.text("аәяүһі -,.!ё\u0301", max_size=40), st.sampled_from(LANGS))
def test_preparing_twice_changes_nothing_more(engine: Engine, text: str, lang: Lang) -> None:
    once = engine.prepare(text, lang)
    assert engine.prepare(once, lang) == once


@each_language
def test_a_voice_of_the_other_language_is_refused(engine: Engine, lang: Lang) -> None:
    wrong = engine.voices(lang)[0]
    sentence = utterance(SENTENCES[OTHER[lang]][0], OTHER[lang])
    with pytest.raises(VoiceError) as refused:
        speak_with(engine, wrong, sentence, DEFAULT)
    assert [problem.slug for problem in refused.value.problems] == ["voice-language"]
    with pytest.raises(VoiceError) as unknown:  # and behind the door the engine does not know such a voice
        engine.speak(sentence, wrong.id, DEFAULT)
    assert [problem.slug for problem in unknown.value.problems] == ["voice-unknown"]


def test_an_engine_can_be_closed_twice(engine: Engine) -> None:
    with opened(engine.name) as other:
        assert say(other, "Алло", "ru")
        other.close()
        other.close()  # the same, and no error
