"""Find the reasons why a take of an engine may not be broadcast. Pure and cheap.

The bounds come from some 1800 takes of espeak-ng and 570 of the test engine: the shipped appeals and sentences put
together from their words, both languages, 2-7 syllables a second, pitches 0-100. Each names the worst of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from zt_audio.errors import BuildError
from zt_audio.model import Fact, Problem, Prosody, Speech, Utterance
from zt_audio.sound.quality import takes
from zt_audio.sound.quality.takes import Take, frame_samples, is_silent, repeated_share, take_of
from zt_audio.sound.quality.timing import Asked, forwards, rest_s, stretch, word_counts, words_off

_FEWEST_FRAMES = 3

# After each bound the worst of the good takes: espeak-ng's, and the test engine's.
SHORTEST, LONGEST = 0.7, 1.33  # times what the text needs: 0.78-1.24, 0.82-1.19
_LONGEST_REST_S = 0.7  # 0.41, none; espeak-ng rests before some conjunctions, too
LOUDEST_END_DB = -14.0  # -120, -17.5 (it fades out within 10 ms)
MOST_CLIPPED = 8  # samples: 0, 0
_MOST_OFFSET = 0.5  # of the RMS: 0.035, 0.002; RHVoice's Aleksandr 0.26, which the chain takes away
LOUDEST_PAUSE_DB = -25.0  # -29.8, -120
SHALLOWEST_DIP_DB = -3.5  # -120, -5.0
_HIGHEST_CENTRE_HZ = 3400.0  # 2341 (one word that hisses), 763
_MOST_RUMBLE = 0.2  # of the power: 0.018, 0.001; Aleksandr 0.17
_MOST_REPEATED = 0.9  # of a block: 0.48, 0
LEAST_GAIN = -0.01  # 0.014, not judged; the same takes backwards: -0.014 and less

_Measure = Callable[[Take, Asked], float]


@dataclass(frozen=True, slots=True)
class TakeCheck:
    """A take passes where `measure` gives `least` to `most`; `why` says what another figure means."""

    slug: str
    measure: _Measure
    least: float
    most: float
    why: str

    def fails(self, figure: float) -> bool:
        return not self.least <= figure <= self.most


def of_signal(measure: Callable[[Take], float]) -> _Measure:
    return lambda take, _asked: measure(take)


def pause_floor(take: Take, asked: Asked) -> float:
    """Return the noise in the pauses; -inf for a single word, which needs no pause."""
    return takes.floor_db(take) if word_counts(asked.text)[0] > 1 else -math.inf


CHECKS = (
    TakeCheck("take-words", words_off, 0, 0, "The engine counts other words than the text has: cut or spelt out."),
    TakeCheck("take-length", stretch, SHORTEST, LONGEST, "Cut, doubled, another text, another sample rate."),
    TakeCheck("take-rest", rest_s, -math.inf, _LONGEST_REST_S, "The engine hung, or a part of the sentence is lost."),
    TakeCheck("take-torn", of_signal(takes.end_db), -math.inf, LOUDEST_END_DB, "It ends in the middle of a sound."),
    TakeCheck("take-clipped", of_signal(takes.clipped_samples), 0, MOST_CLIPPED, "Its peaks are cut off flat."),
    TakeCheck("take-offset", of_signal(takes.offset_share), 0, _MOST_OFFSET, "DC: a part of the swing is lost."),
    TakeCheck("take-noise", pause_floor, -math.inf, LOUDEST_PAUSE_DB, "Hum or hiss where there should be pauses."),
    TakeCheck("take-noise", of_signal(takes.dip_db), -math.inf, SHALLOWEST_DIP_DB, "A steady noise: speech fades."),
    TakeCheck("take-spectrum", of_signal(takes.centre_hz), 0, _HIGHEST_CENTRE_HZ, "Noise, or played too fast."),
    TakeCheck("take-rumble", of_signal(takes.rumble_share), 0, _MOST_RUMBLE, "Hum, or played too slow."),
    TakeCheck("take-stuck", of_signal(repeated_share), 0, _MOST_REPEATED, "A buffer that came twice."),
    TakeCheck("take-backwards", forwards, LEAST_GAIN, math.inf, "The text fits better read from its end."),
)


def require_sound_take(speech: Speech, utterance: Utterance, prosody: Prosody) -> None:
    """Raise BuildError with what is wrong with a take of `utterance`."""
    if problems := take_problems(speech, utterance, prosody):
        raise BuildError(problems)


def take_problems(speech: Speech, utterance: Utterance, prosody: Prosody) -> tuple[Problem, ...]:
    """Return what is wrong with a take of `utterance`: `take-cut` or `take-silent` alone, or all that CHECKS find."""
    if len(speech.pcm) % 2 or speech.sample_rate <= 0:
        return (Problem("take-cut", utterance.where, {"quote": utterance.text}),)
    if is_silent(speech, _FEWEST_FRAMES * frame_samples(speech.sample_rate)):
        return (Problem("take-silent", utterance.where, {"syllables": utterance.syllables, "quote": utterance.text}),)
    take = take_of(speech)
    asked = Asked(utterance.text, utterance.lang, utterance.syllables, prosody.rate_syl_per_s)
    return tuple(
        _problem(check, figure, utterance) for check in CHECKS if check.fails(figure := check.measure(take, asked))
    )


def _problem(check: TakeCheck, figure: float, utterance: Utterance) -> Problem:
    slug, bound = check.slug, check.most if figure > check.most else check.least
    facts: dict[str, Fact] = {"measured": round(figure, 2), "bound": bound, "quote": utterance.text}
    return Problem(slug, utterance.where, facts)
