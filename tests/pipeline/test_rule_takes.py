"""No greeting that an engine speaks by rule is refused by chance: espeak-ng says the same each time."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.speech_samples import utterance
from zt_audio.messages.message import message_of
from zt_audio.model import Lang, Prosody
from zt_audio.pipeline.tasks import SpeakTask, perform
from zt_audio.sound.take_checks import take_problems
from zt_audio.speech.registry import LoadEngine, open_engines

# The table of all places of the country: ZT_PLACES=kato.csv (18 600 sentences, a quarter of an hour).
TABLE = os.environ.get("ZT_PLACES", "")
GREETINGS: dict[Lang, str] = {
    "kk": "Құрметті {} ауылының тұрғындары мен қонақтары!",
    "ru": "Уважаемые жители и гости {}!",
}
UNLIKE: list[tuple[Lang, str]] = [  # all of the country that a judge of likeness refuses
    ("kk", "Құрметті Малый Горбунов ауылының тұрғындары мен қонақтары!"),
    ("kk", "Құрметті Алдабергенов ауылының тұрғындары мен қонақтары!"),
    ("ru", "Уважаемые жители и гости оздоровительного центраСункар!"),
]
NAMES = ("Шығыс", "Ақбұлақ", "Көктөбе", "Иманқұлов", "Бестамақ", "Жем", "Қарабұтақ", "Ырғыз", "Ембі")


@pytest.fixture(scope="module")
def load() -> Iterator[LoadEngine]:
    with open_engines(Path("nowhere")) as load:
        yield load


def sentences() -> Iterator[tuple[Lang, str]]:
    yield from UNLIKE
    yield from (("kk", GREETINGS["kk"].format(name)) for name in NAMES)
    if TABLE:
        with Path(TABLE).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield "kk", GREETINGS["kk"].format(row["name_kk"].removesuffix(" ауылы"))
                yield "ru", GREETINGS["ru"].format(row["name_ru"])


def test_no_greeting_by_espeak_is_refused(load: LoadEngine) -> None:
    prosody = Prosody(3.8, 50)
    refused = []
    for lang, text in dict.fromkeys(sentences()):
        result = perform(SpeakTask("key", utterance(text, lang), "espeak", lang, prosody), load)
        if result.error:
            refused.append((text, [problem.slug for problem in result.error.problems]))
    assert refused == []


def test_the_judges_see_what_fails_however_likely_the_words_are(load: LoadEngine) -> None:
    """What can go wrong with such an engine: it is cut, silent, or says another text."""
    prosody = Prosody(3.8, 50)
    lang, text = UNLIKE[0]
    said = utterance(text, lang)
    speech = perform(SpeakTask("key", said, "espeak", lang, prosody), load).spoken["key"]
    assert speech
    assert all(message_of(problem).is_by_chance for problem in take_problems(speech, said, prosody))
    half = type(speech)(speech.pcm[: len(speech.pcm) // 4 * 2], speech.sample_rate, speech.words)
    silent = type(speech)(bytes(len(speech.pcm)), speech.sample_rate, speech.words)
    for broken in (half, silent):
        assert not all(message_of(problem).is_by_chance for problem in take_problems(broken, said, prosody))
