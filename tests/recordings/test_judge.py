"""A reading of a shipped appeal, as espeak-ng reads it: each row is what may go wrong and what a person is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.support.read_aloud import RATE, spoken
from tests.support.speech_samples import utterance
from zt_audio.ear.listener import TextToHear
from zt_audio.messages.message import is_doubted
from zt_audio.model import LANGS, Lang, Problem, Speech, Verdict
from zt_audio.recordings.judge import judge_wav

Wave = np.ndarray
READ: dict[Lang, tuple[tuple[str, ...], ...]] = {
    "kk": (
        (
            "Туған жер – бәрімізге ортақ үй.",
            "Оның тазалығы әрқайсымызға байланысты.",
            "Қоғамдық орында қоқыс тастау – құқық бұзушылық.",
        ),
        (
            "Шемішке қабығын, темекі тұқылын, қағаз бен бөтелкені жерге тастамаңыздар.",
            "Қоқысты тек жәшікке салыңыздар.",
            "Жақын жерде жәшік болмаса, қоқысты өздеріңізбен ала кетіңіздер.",
        ),
        ("Көше мен аула таза болса, бәрімізге жақсы.", "Тазалық сақтап, өзгенің еңбегін бағалайық!"),
    ),
    "ru": (
        (
            "Родная земля – наш общий дом.",
            "Её чистота зависит от каждого из нас.",
            "Мусорить в общественных местах – правонарушение.",
        ),
        (
            "Не бросайте на землю шелуху от семечек, окурки, бумагу и бутылки.",
            "Выбрасывайте мусор только в урну.",
            "Если урны рядом нет, унесите мусор с собой.",
        ),
        (
            "Когда на улицах и во дворах чисто, хорошо всем нам.",
            "Давайте беречь чистоту и ценить чужой труд!",
        ),
    ),
}


def in_noise(wave: Wave) -> Wave:
    return wave + 0.03 * np.random.default_rng(1).standard_normal(len(wave))


def judged(path: Path, wave: Wave, due: Sequence[str], lang: Lang, paces: Sequence[float] = ()) -> Verdict:
    """Judge `wave` as a recording of the sentences `due`; 32 bits, as a page sends them."""
    soundfile.write(path, np.clip(wave, -1, 1), RATE, subtype="FLOAT")
    return judge_wav(path, TextToHear([utterance(text, lang) for text in due]), paces, len(wave) / RATE)


def slugs(found: Verdict) -> set[str]:
    return {problem.slug for problem in found.problems}


def reader_paces(path: Path, lang: Lang) -> list[float]:
    """Return how fast the same voice read the paragraphs before."""
    found = [judged(path, spoken(each, lang), each, lang) for each in READ[lang]]
    assert [each.problems for each in found] == [()] * len(found)
    return [each.pace_syl_per_s for each in found]


def test_a_take_whose_words_were_not_heard_is_still_measured(tmp_path: Path) -> None:
    def hear(_take: Speech, _text: TextToHear, file: str) -> tuple[Problem, ...]:
        return (Problem("heard-no-words", None, {"file": file}, "warning"),)

    paces, due = reader_paces(tmp_path / "take.wav", "ru"), READ["ru"][1]
    judged(tmp_path / "take.wav", spoken(due[:2], "ru"), due, "ru")
    text = TextToHear([utterance(sentence, "ru") for sentence in due])
    verdict = judge_wav(tmp_path / "take.wav", text, paces, hear=hear)
    assert slugs(verdict) == {"heard-no-words", "recorded-maybe-short"}
    assert not is_doubted(verdict.problems)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_missing_is_noticed_and_what_is_whole_is_not(tmp_path: Path, lang: Lang) -> None:
    path, due = tmp_path / "take.wav", READ[lang][1]
    paces, whole = reader_paces(path, lang), spoken(due, lang)
    assert judged(path, whole, due, lang, paces).problems == ()
    cut = judged(path, whole[: int(0.62 * len(whole))], due, lang, paces)
    assert slugs(cut) & {"recorded-maybe-short", "recorded-cut-end"}
    for missing in due:
        rest = tuple(text for text in due if text != missing)
        found = judged(path, spoken(rest, lang), due, lang, paces)
        assert slugs(found) == {"recorded-maybe-short"}, missing
        assert found.may_be_kept  # a person listens, and decides


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (lambda wave: 0.02 * wave, "recorded-quiet"),
        (lambda wave: np.clip(60 * wave, -1, 1), "recorded-clipped"),
        (in_noise, "recorded-noise"),
        (lambda wave: np.concatenate([wave[: len(wave) // 2], wave[len(wave) // 2 + RATE :]]), "recorded-dropouts"),
        (lambda wave: wave[round(1.3 * RATE) :], "recorded-cut-start"),
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_what_spoils_a_recording_forbids_to_keep_it(
    tmp_path: Path, lang: Lang, change: Callable[[Wave], Wave], slug: str
) -> None:
    due = READ[lang][0]
    whole = spoken(due, lang)
    soundfile.write(tmp_path / "take.wav", np.clip(change(whole), -1, 1), RATE, subtype="FLOAT")
    found = judge_wav(tmp_path / "take.wav", TextToHear([utterance(text, lang) for text in due]), (), len(whole) / RATE)
    assert slug in slugs(found)
    assert not found.may_be_kept
