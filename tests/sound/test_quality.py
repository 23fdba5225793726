"""Quality control rejects every take that is broken on purpose, and no good take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from tests.support.gate_takes import BROKEN, Good, dice, good_takes, of_wave, put_together, sentence_of, shipped
from zt_audio.content.project import Snapshot
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.errors import BuildError
from zt_audio.model import Lang, Prosody, Speech, Utterance
from zt_audio.sound.take_checks import CHECKS, Asked, TakeCheck, require_sound_take, take_problems
from zt_audio.sound.takes import take_of
from zt_audio.speech.tone import Tone

ROOT = Path(__file__).parents[2]
AS_SET = Prosody()  # what the shipped settings ask for
TEXTS: tuple[tuple[str, Lang], ...] = (
    ("Қоқысты тек жәшікке тастаңыз, көшені таза ұстаңыз.", "kk"),
    ("Жаңа жыл құтты болсын, құрметті қала тұрғындары!", "kk"),
    ("Полицияға жүз екі нөмірі арқылы хабарласыңыз.", "kk"),
    ("Уважаемые жители и гости посёлка Ясный!", "ru"),
    ("Переходите дорогу только на зелёный сигнал светофора.", "ru"),
    ("Не оставляйте детей без присмотра, звоните в полицию.", "ru"),
)


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    engine = Espeak()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def to_break(espeak: Espeak) -> Sequence[Good]:
    said = [sentence_of(text, lang) for text, lang in TEXTS]
    return [Good("espeak", one, AS_SET, espeak.speak(one, one.lang, AS_SET)) for one in said]


@dataclass(frozen=True)
class Measured:
    """A good take without its sound: 400 of them would hold 70 MB, and what is measured of them 300."""

    engine: str
    utterance: Utterance
    prosody: Prosody
    figures: Mapping[TakeCheck, float]
    found: set[str]


@pytest.fixture(scope="module")
def measured(espeak: Espeak) -> Sequence[Measured]:
    """Measure good takes of the shipped appeals and of sentences put together from their words.

    The test engine says a part of them. A tenth is judged as the program judges, too.
    """
    spoken = list(shipped(Snapshot(ROOT).project()[0]))
    spoken += put_together(spoken, dice())
    return [
        Measured(
            one.engine,
            one.utterance,
            one.prosody,
            {check: check.measure(take, asked(one)) for take in [take_of(one.speech)] for check in CHECKS},
            slugs(one.speech, one) if number % 10 == 0 else set(),
        )
        for number, one in enumerate(chain(good_takes(espeak, spoken), good_takes(Tone(), spoken[::3])))
    ]


@pytest.fixture(scope="module")
def caught(to_break: Sequence[Good]) -> Mapping[str, Sequence[set[str]]]:
    """Break every take in every way, and judge it."""
    found: dict[str, list[set[str]]] = {}
    for name, break_ in BROKEN.items():
        rng = dice()
        found[name] = [slugs(break_(one, rng), one) for one in to_break]
    return found


def slugs(speech: Speech, good: Good) -> set[str]:
    return {problem.slug for problem in take_problems(speech, good.utterance, good.prosody)}


def test_no_good_take_is_rejected(measured: Sequence[Measured]) -> None:
    assert len(measured) > 350
    assert {one.utterance.lang for one in measured} == {"kk", "ru"}
    failed = [
        (one.engine, one.utterance.text, check.slug, figure)
        for one in measured
        for check, figure in one.figures.items()
        if check.fails(figure)
    ]
    assert failed == []
    rejected = [(one.engine, one.utterance.text, one.found) for one in measured if one.found]
    assert rejected == []  # nor for what stands before the checks


MARGINS = (0, 0.05, 0.2, 3, 5, 0.05, 3, 1.2, 800, 0.05, 0.2, 0.01)  # in the order of CHECKS, each in its unit


@pytest.mark.parametrize(("check", "margin"), list(zip(CHECKS, MARGINS, strict=True)), ids=lambda one: str(one)[:30])
def test_good_takes_stay_clear_of_the_bounds(check: TakeCheck, margin: float, measured: Sequence[Measured]) -> None:
    """An engine's next version must not fail by a hair."""
    narrow = replace(check, least=check.least + margin, most=check.most - margin)
    for one in measured:
        figure = one.figures[check]
        floored = check.least == 0 and figure < margin  # what cannot be negative may be 0
        assert floored or not narrow.fails(figure), (figure, one.utterance.text, one.prosody)


def asked(one: Good) -> Asked:
    utterance = one.utterance
    return Asked(utterance.text, utterance.lang, utterance.syllables, one.prosody.rate_syl_per_s)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_takes_are_caught(name: str, to_break: Sequence[Good], caught: Mapping[str, Sequence[set[str]]]) -> None:
    passed = [one.utterance.text for one, found in zip(to_break, caught[name], strict=True) if not found]
    assert passed == []


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("no bytes", "take-silent"),
        ("one byte too few", "take-cut"),
        ("no sample rate", "take-cut"),
        ("near silence", "take-silent"),
        ("a constant", "take-silent"),
        ("second half cut off", "take-length"),
        ("torn in a vowel", "take-torn"),
        ("white noise", "take-noise"),
        ("white noise that fades", "take-spectrum"),
        ("hum under speech", "take-noise"),
        ("clipped and turned down", "take-clipped"),
        ("DC", "take-offset"),
        ("8 kHz called 44.1", "take-spectrum"),
        ("44.1 kHz called 8", "take-length"),
        ("stereo called mono", "take-length"),
        ("said twice", "take-length"),
        ("backwards", "take-backwards"),
        ("stuck for 250 ms", "take-stuck"),
        ("a gap of 1.5 s", "take-rest"),
        ("one word fewer by the engine's count", "take-words"),
    ],
)
def test_the_reason_is_the_right_one(
    name: str, slug: str, to_break: Sequence[Good], caught: Mapping[str, Sequence[set[str]]]
) -> None:
    missed = [one.utterance.text for one, found in zip(to_break, caught[name], strict=True) if slug not in found]
    assert missed == []


def test_every_check_is_tried_by_some_broken_take(caught: Mapping[str, Sequence[set[str]]]) -> None:
    tried = {slug for takes in caught.values() for found in takes for slug in found}
    assert tried >= {check.slug for check in CHECKS}


@pytest.mark.parametrize("counted", [True, False], ids=["words counted", "not counted"])
@pytest.mark.parametrize(
    "said",
    [
        pytest.param(lambda words: words[:1], id="one word only"),
        pytest.param(lambda words: words[: len(words) // 2], id="half of the words"),
        pytest.param(lambda words: [*words, *words], id="twice"),
    ],
)
def test_other_words_are_caught(
    said: Callable[[list[str]], list[str]],
    counted: bool,  # noqa: FBT001 - a row of the table
    to_break: Sequence[Good],
    espeak: Espeak,
) -> None:
    for one in to_break:
        text = " ".join(said(one.utterance.text.split()))
        speech = espeak.speak(replace(one.utterance, text=text), one.utterance.lang, AS_SET)
        assert slugs(speech if counted else replace(speech, words=None), one)


def test_a_missing_last_word_is_caught_where_the_engine_counts(to_break: Sequence[Good], espeak: Espeak) -> None:
    for one in to_break:
        text = one.utterance.text.rsplit(" ", 1)[0]
        speech = espeak.speak(replace(one.utterance, text=text), one.utterance.lang, AS_SET)
        assert "take-words" in slugs(speech, one)


def test_kazakh_from_a_russian_voice_is_caught(to_break: Sequence[Good], espeak: Espeak) -> None:
    for one in to_break:
        if one.utterance.lang == "kk":
            assert slugs(espeak.speak(replace(one.utterance, lang="ru"), "ru", AS_SET), one)


def test_another_text_is_caught(to_break: Sequence[Good]) -> None:
    said = {one.utterance.text: one for one in to_break}
    for text, other in ((TEXTS[0][0], TEXTS[3][0]), (TEXTS[5][0], TEXTS[1][0]), (TEXTS[2][0], TEXTS[4][0])):
        assert slugs(said[other].speech, said[text]), (text, other)


def test_all_that_is_wrong_is_reported_with_its_place(to_break: Sequence[Good]) -> None:
    one = to_break[0]
    speech = of_wave(one, np.clip(8 * np.tile(one.wave, 2), -1, 1))
    with pytest.raises(BuildError) as caught:
        require_sound_take(speech, one.utterance, one.prosody)
    assert {problem.slug for problem in caught.value.problems} >= {"take-length", "take-clipped"}
    assert {problem.where for problem in caught.value.problems} == {one.utterance.where}


def test_half_a_second_of_sound_is_no_sentence() -> None:
    wave = 0.3 * np.sin(np.arange(11_025) * 0.2) * np.hanning(11_025)
    speech = Speech(np.rint(wave * 32767).astype("<i2").tobytes(), 22_050)
    found = take_problems(speech, sentence_of("Не оставайтесь равнодушными, звоните в полицию.", "ru"), AS_SET)
    assert "take-length" in {problem.slug for problem in found}
