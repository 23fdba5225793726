"""What the ear says of readings: of another voice than its own references, in a room, good and spoilt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.signal import fftconvolve

from tests.support.recogniser import FakeScorer
from tests.support.speech_samples import utterance
from zt_audio.ear.comparison import Fault, directions
from zt_audio.ear.listener import Ear, TextToHear
from zt_audio.ear.recogniser import AskedReading, ReadingScore
from zt_audio.engines.espeak.engine import Espeak
from zt_audio.engines.worker_pool import WorkerCrashedError
from zt_audio.errors import VoiceError
from zt_audio.messages.message import all_messages, is_doubted
from zt_audio.model import LANGS, Lang, Problem, Prosody, Speech, Utterance

RATE_HZ = 22_050
READER = Prosody(rate_syl_per_s=4.1, pitch=75)
TEXTS: dict[Lang, tuple[str, ...]] = {
    "kk": (
        "Шемішке қабығын, темекі тұқылын, қағаз бен бөтелкені жерге тастамаңыздар.",
        "Қоқысты тек жәшікке салыңыздар.",
        "Жақын жерде жәшік болмаса, қоқысты өздеріңізбен ала кетіңіздер.",
    ),
    "ru": (
        "Не бросайте на землю шелуху от семечек, окурки, бумагу и бутылки.",
        "Выбрасывайте мусор только в урну.",
        "Если урны рядом нет, унесите мусор с собой.",
    ),
}
OTHERS: dict[Lang, tuple[str, ...]] = {
    "kk": ("Көшеден тек жаяу жүргіншілер өткелімен өтіңіздер.", "Қызыл шам жанғанда жолға шықпаңыздар."),
    "ru": ("Переходите улицу только по пешеходному переходу.", "Не выходите на дорогу на красный свет."),
}
ELSEWHERE: dict[Lang, tuple[str, ...]] = {
    "kk": (
        "Темекіні арнайы орында ғана шегіңіздер.",
        "Балаларды үйде жалғыз қалдырмай, көршілерге айтып кетіңіздер.",
        "Түнде музыканы қатты қоймаңыздар, көршілер ұйықтап жатыр.",
        "Есікті бейтаныс адамға ашпай, полицияға хабарласыңыздар.",
    ),
    "ru": (
        "Курите только в местах, которые для этого отведены.",
        "Не оставляйте детей дома одних, предупредите соседей.",
        "Не включайте ночью громкую музыку, соседи спят.",
        "Не открывайте дверь незнакомым, позвоните в полицию.",
    ),
}
A, B, C = 0, 1, 2


@pytest.fixture(scope="module")
def ear() -> Iterator[Ear]:
    ear = Ear()
    yield ear
    ear.close()


@cache
def sentence(lang: Lang, text: str) -> np.ndarray:
    engine = Espeak(size=1)
    speech = engine.speak(utterance(text, lang), lang, READER)
    engine.close()
    return np.frombuffer(speech.pcm, "<i2") / 32768 * 0.7


def read(lang: Lang, texts: Sequence[str], share: float = 1.0, begins_s: float = 1.0) -> Speech:
    """Return `texts` as a person reads them in a room; the last one until `share` of it."""
    parts = [np.zeros(int(begins_s * RATE_HZ))]
    for text in texts:
        wave = sentence(lang, text)
        parts += [wave[: int(share * len(wave))] if text is texts[-1] else wave, np.zeros(RATE_HZ // 2)]
    return as_speech(np.concatenate(parts))


def as_speech(wave: np.ndarray) -> Speech:
    room = 1e-3 * np.random.default_rng(len(wave)).standard_normal(len(wave))
    return Speech(np.rint(32767 * np.clip(wave + room, -1, 1)).astype("<i2").tobytes(), RATE_HZ)


def expected(lang: Lang) -> TextToHear:
    other: Lang = "ru" if lang == "kk" else "kk"
    return TextToHear(
        [utterance(text, lang) for text in TEXTS[lang]],
        [[utterance(text, lang) for text in OTHERS[lang]]],
        [utterance(text, other) for text in TEXTS[other]],
    )


def told(found: Sequence[Problem]) -> list[tuple[str, object]]:
    return [(problem.slug, problem.facts.get("sentence")) for problem in found]


READINGS = [
    ((A, B, C), 1.0, []),
    ((B, C), 1.0, [("heard-left-out", 1)]),
    ((A, C), 1.0, [("heard-left-out", 2)]),
    ((A, B), 1.0, [("heard-left-out", 3)]),
    ((A, B, B, C), 1.0, [("heard-doubled", 2)]),
    ((A, C, B), 1.0, [("heard-swapped", 2)]),
    ((B, A, C), 1.0, [("heard-swapped", 1)]),
    ((A, B, C), 0.4, [("heard-cut", 3)]),
]


@pytest.mark.parametrize(("order", "share", "doubts"), READINGS)
@pytest.mark.parametrize("lang", LANGS)
def test_what_is_not_as_written_is_doubted_by_its_sentence(
    ear: Ear, lang: Lang, order: tuple[int, ...], share: float, doubts: list[tuple[str, object]]
) -> None:
    take = read(lang, [TEXTS[lang][at] for at in order], share)
    assert told(ear.warnings(take, expected(lang), "take.wav")) == doubts


@pytest.mark.parametrize("lang", LANGS)
def test_another_text_and_the_other_language_are_doubted(ear: Ear, lang: Lang) -> None:
    other: Lang = "ru" if lang == "kk" else "kk"
    (strange,) = ear.warnings(read(lang, OTHERS[lang]), expected(lang), "take.wav")
    assert is_doubted([strange])
    assert told(ear.warnings(read(other, TEXTS[other]), expected(lang), "take.wav")) == [("heard-other-language", None)]


def test_a_text_that_is_not_among_the_others_is_doubted_where_they_fit_as_well(ear: Ear) -> None:
    others = [[utterance(text, "kk") for text in (first, second)] for first, second in pairwise(ELSEWHERE["kk"])]
    text = TextToHear([utterance(text, "kk") for text in TEXTS["kk"]], others)
    assert told(ear.warnings(read("kk", OTHERS["kk"]), text, "take.wav")) == [("heard-other-text", None)]
    assert ear.warnings(read("kk", TEXTS["kk"]), text, "take.wav") == ()


def test_a_recogniser_is_asked_about_few_other_texts() -> None:
    scorer, others = FakeScorer("ru", SAID["ru"]), [[utterance(text, "ru")] for text in ELSEWHERE["ru"]]
    ear = Ear(scorer=scorer)
    assert ear.warnings(read("ru", TEXTS["ru"]), replace(expected("ru"), others=others), "take.wav") == ()
    asked = {each.said for each in scorer.asked if not each.before}
    assert sum(text in asked for text in ELSEWHERE["ru"]) == 3
    ear.close()


def test_a_doubt_names_the_seconds_where_to_listen(ear: Ear) -> None:
    first = len(sentence("ru", TEXTS["ru"][A])) / RATE_HZ
    for begins_s in (1.0, 3.0):
        take = read("ru", [TEXTS["ru"][at] for at in (A, B, B, C)], begins_s=begins_s)
        (doubt,) = ear.warnings(take, expected("ru"), "take.wav")
        assert doubt.severity == "warning"
        assert float(str(doubt.facts["from_s"])) == pytest.approx(begins_s + first, abs=1.5)
        assert float(str(doubt.facts["from_s"])) < float(str(doubt.facts["to_s"]))


def test_a_room_that_echoes_is_told_and_not_judged(ear: Ear) -> None:
    rng = np.random.default_rng(3)
    times_s = np.arange(int(0.8 * RATE_HZ)) / RATE_HZ
    echo = rng.standard_normal(len(times_s)) * 10 ** (-3 * times_s / 0.8)
    echo *= 0.7 / np.sqrt((echo**2).sum())
    echo[0] = 1
    wave = np.concatenate([sentence("ru", TEXTS["ru"][at]) for at in (A, B)])
    wave = fftconvolve(wave, echo)
    take = as_speech(wave / np.abs(wave).max() * 0.6)
    assert told(ear.warnings(take, expected("ru"), "take.wav")) == [("heard-echo", None)]
    scorer = FakeScorer("ru", SAID["ru"])
    sharp = Ear(scorer=scorer)
    assert told(sharp.warnings(take, expected("ru"), "take.wav")) == [("heard-echo", None)]
    scorer.heard = " ".join(TEXTS["kk"])
    scorer.lang = "kk"
    assert told(sharp.warnings(take, expected("ru"), "take.wav")) == [("heard-other-language", None)]
    sharp.close()


def test_silence_and_one_sentence_are_no_trouble(ear: Ear) -> None:
    assert ear.warnings(Speech(b"", RATE_HZ), expected("ru"), "take.wav") == ()
    text = TEXTS["ru"][A]
    assert ear.warnings(read("ru", [text]), TextToHear([utterance(text, "ru")]), "take.wav") == ()


def test_what_is_too_long_is_told_and_not_judged() -> None:
    ear = Ear(longest_s=3.0)
    assert told(ear.warnings(read("ru", TEXTS["ru"]), expected("ru"), "take.wav")) == [("heard-too-long", None)]


def test_without_references_nothing_is_said() -> None:
    def broken(sentence: Utterance) -> Speech:
        raise VoiceError(Problem("engine-broken", sentence.where))

    assert Ear(broken).warnings(read("ru", TEXTS["ru"]), expected("ru"), "take.wav") == ()


SAID = {lang: " ".join(TEXTS[lang]) for lang in LANGS}


@pytest.mark.parametrize("lang", LANGS)
def test_with_a_recogniser_another_word_is_doubted_by_its_sentence(lang: Lang) -> None:
    scorer = FakeScorer(lang, SAID[lang])
    ear, take = Ear(scorer=scorer), read(lang, TEXTS[lang])
    text = replace(expected(lang), strange=("қарындас", "машина", "береза", "собака"))
    assert ear.warnings(take, text, "take.wav") == ()
    *words, last = SAID[lang].split()
    scorer.heard = " ".join([*words, "машина."])
    (doubt,) = ear.warnings(take, text, "take.wav")
    assert (doubt.slug, doubt.severity, is_doubted([doubt])) == ("heard-word", "warning", True)
    assert (doubt.facts["sentence"], doubt.facts["word"]) == (3, last.strip("."))
    begins_s = 1.0 + sum(len(sentence(lang, TEXTS[lang][at])) / RATE_HZ + 0.5 for at in (A, B))
    assert float(str(doubt.facts["from_s"])) == pytest.approx(begins_s - 1, abs=0.7)
    ear.close()
    assert scorer.is_closed


def test_the_text_as_it_was_is_doubted() -> None:
    scorer = FakeScorer("ru", f"{OTHERS['ru'][0]} {OTHERS['ru'][1]}")
    ear = Ear(scorer=scorer)
    text = TextToHear([utterance(text, "ru") for text in TEXTS["ru"]], former=OTHERS["ru"])
    assert told(ear.warnings(read("ru", TEXTS["ru"]), text, "take.wav")) == [("heard-former", None)]
    ear.close()


def test_what_is_longer_than_a_recogniser_hears_is_cut_between_sentences() -> None:
    class Trusting(FakeScorer):
        def scores(self, wave: np.ndarray, readings: Sequence[AskedReading]) -> Sequence[ReadingScore]:
            super().scores(wave, readings)
            words = [[-9.0 * ("собака" in word.lower()) for word in each.said.split()] for each in readings]
            return [ReadingScore(tuple(found), (1,) * len(found)) for found in words]

    again = [*TEXTS["ru"], *OTHERS["ru"]] * 2
    scorer = Trusting("ru", "")
    ear, take = Ear(scorer=scorer), read("ru", again)
    ear.warnings(take, TextToHear([utterance(text, "ru") for text in again], strange=("собака",)), "take.wav")
    ear.close()
    asked = [each.said for each in scorer.asked if not each.before and len(each.said.split()) > 4]
    assert " ".join(asked) == " ".join(again)
    assert all(length <= 25 * 16_000 for length in scorer.waves)
    assert len(set(scorer.waves)) == len(asked) > 1


def test_a_recogniser_that_fails_is_told_and_takes_nothing_away() -> None:
    class Broken(FakeScorer):
        def scores(self, wave: object, readings: object) -> Sequence[ReadingScore]:
            raise WorkerCrashedError("exit 1")

    ear = Ear(scorer=Broken("ru", ""))
    (problem,) = ear.warnings(read("ru", TEXTS["ru"]), expected("ru"), "take.wav")
    assert (problem.slug, problem.severity, is_doubted([problem])) == ("heard-no-words", "warning", False)
    take = read("ru", [TEXTS["ru"][at] for at in (A, C)])
    assert told(ear.warnings(take, expected("ru"), "take.wav")) == [("heard-left-out", 2)]
    ear.close()


def test_a_recogniser_that_is_slow_is_told() -> None:
    scorer = FakeScorer("ru", SAID["ru"])
    ear = Ear(scorer=scorer, patience_s=-1)
    assert told(ear.warnings(read("ru", TEXTS["ru"]), expected("ru"), "take.wav")) == [("heard-no-words", None)]
    assert not scorer.asked
    ear.close()


def test_a_negation_that_was_not_read_is_named() -> None:
    scorer = FakeScorer("ru", SAID["ru"].replace("Не бросайте", "Бросайте"))
    ear = Ear(scorer=scorer)
    (doubt,) = ear.warnings(read("ru", TEXTS["ru"]), expected("ru"), "take.wav")
    assert (doubt.slug, doubt.facts["sentence"], doubt.facts["word"]) == ("heard-negation", 1, "Не")
    ear.close()


def test_what_sentences_show_needs_no_recogniser() -> None:
    scorer = FakeScorer("ru", SAID["ru"])
    ear = Ear(scorer=scorer)
    take = read("ru", [TEXTS["ru"][at] for at in (A, C)])
    assert told(ear.warnings(take, expected("ru"), "take.wav")) == [("heard-left-out", 2)]
    assert scorer.asked == []
    ear.close()


def test_each_fault_has_its_slug_and_the_space_is_small() -> None:
    assert {fault.value for fault in Fault} == {slug for slug, row in all_messages().items() if row.is_doubt}
    assert directions().nbytes <= 2 * 10_000  # 10 kB in the file, which holds 16 bits
