"""A neural voice passes the quality check, and fails it when it is played backwards."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tests.support.speech_samples import SENTENCES, utterance
from zt_audio.engines.piper.engine import Piper
from zt_audio.model import LANGS, Lang, Prosody, Speech
from zt_audio.sound.take_checks import FEWEST_SYLLABLES, take_problems


@pytest.mark.parametrize("lang", LANGS)
def test_good_takes_pass_and_the_same_backwards_do_not(piper_folder: Path, lang: Lang) -> None:
    said = [utterance(text, lang) for text in SENTENCES[lang]]
    long = [one for one in said if one.syllables >= FEWEST_SYLLABLES]
    assert len(long) >= 4
    with closing(Piper([piper_folder])) as engine:  # which holds a model of its own
        for one in long:
            take = engine.speak(one, engine.voices(lang)[0].id, Prosody())
            assert take_problems(take, one, Prosody()) == ()
            backwards = Speech(np.frombuffer(take.pcm, "<i2")[::-1].tobytes(), take.sample_rate, take.words)
            assert "take-backwards" in {problem.slug for problem in take_problems(backwards, one, Prosody())}
