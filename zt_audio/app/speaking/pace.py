"""Measure how long the voice of a language takes for the sentences of a project, a few at a time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice

import numpy as np

from zt_audio.app.speaking.preview import given_block, text_given_in, voices_for, without_recordings
from zt_audio.app.texts.draft_reading import VoicePace, features, keep_paces, read_paces, settings_digest, usual_pace
from zt_audio.errors import ZtError
from zt_audio.formats.mp3 import SAMPLE_RATE
from zt_audio.language.reader import Reader
from zt_audio.language.registry import language_of
from zt_audio.model import LANGS, Lang, Manner, Utterance
from zt_audio.pipeline.online_policy import OnlineAccess
from zt_audio.pipeline.steps import Speaker, speech_key, stored_speech
from zt_audio.sound.pcm import from_speech
from zt_audio.speech.registry import LoadEngine, find_voice, speak_with
from zt_audio.store.workspace import Workspace

_MOST_KEPT = 3_000  # sentences of a language: the file stays below a megabyte
_FROM_SLOW = 12  # sentences are spoken to learn the pace of a voice that takes its time; others are measured when heard
_FEWEST = 6  # sentences from which a pace is learnt
_BUDGET_S = 0.4  # of one call: Play waits so long at most
_HELD = 0.5  # how much a pace that was learnt from few sentences is held to the usual one


def measure_paces(
    workspace: Workspace, manner: Manner, said: Iterable[Utterance], reader: Reader, load: LoadEngine
) -> bool:
    """Measure sentences of `said` that were not measured yet, and keep that; return whether no more can be.

    Voices on the internet are not asked. Raises OSError.
    """
    settings, ends_s = manner.settings, time.monotonic() + _BUDGET_S
    before = read_paces(workspace, settings)
    paces, is_done = dict(before), True
    by_lang: dict[Lang, dict[str, Utterance]] = {lang: {} for lang in LANGS}
    for each in said:
        by_lang[each.lang][each.text] = each
    for lang, sentences in by_lang.items():
        speaker = _usual_speaker(workspace, manner, lang, reader, load)
        if speaker is None or speaker.online:
            continue
        pace, voice = before[lang], f"{speaker.fingerprint} {speaker.voice}"
        if pace.voice != voice:
            pace = usual_pace(lang, settings)
        new = [each for text, each in sentences.items() if text not in pace.said_s]
        found = _measured(workspace, new, speaker, load, ends_s, len(pace.said_s))
        is_done &= len(found) == len(new) or not (found and time.monotonic() > ends_s)
        known = {**pace.said_s, **found}
        weights = _learnt({each.text: each for each in sentences.values()}, known, usual_pace(lang, settings).weights)
        kept = dict(islice(reversed(known.items()), _MOST_KEPT))
        paces[lang] = VoicePace(
            weights,
            speaker.sentence_ms,
            speaker.paragraph_ms,
            settings_digest(lang, settings),
            voice,
            dict(reversed(kept.items())),
        )
    if paces != before:
        keep_paces(workspace, {lang: pace for lang, pace in paces.items() if pace.made_for})
    return is_done


def _usual_speaker(
    workspace: Workspace, manner: Manner, lang: Lang, reader: Reader, load: LoadEngine
) -> Speaker | None:
    """Return who speaks a text in `lang` of which there is no recording; None where none can."""
    sample = given_block(reader, text_given_in(language_of(lang).samples.pace, ""), lang)
    with suppress(ZtError):
        settings = without_recordings(manner).settings
        choices, _known = voices_for([sample], settings, workspace, OnlineAccess("online-off"), load)
        return next(iter(choices[sample.id].speakers.values()))
    return None


def _measured(
    workspace: Workspace, new: Sequence[Utterance], speaker: Speaker, load: LoadEngine, ends_s: float, known: int
) -> Mapping[str, float]:
    """Return the seconds of sentences of `new`: those that were spoken before, and as many others as time allows."""
    engine = load(speaker.engine)
    voice = find_voice(engine.name, engine.voices(new[0].lang), speaker.voice) if new else None
    is_quick = engine.quick and engine.deterministic
    kept, found = workspace.speech.keys(), dict[str, float]()
    for each in new:
        if time.monotonic() > ends_s and found:
            break
        with suppress(ZtError):  # it cannot be spoken; Play says why
            if is_quick and voice:
                speech = speak_with(engine, voice, each, speaker.prosody)
            elif (key := speech_key(each, speaker)) in kept:
                speech = stored_speech(workspace.speech, key).speech
            elif voice and known + len(found) < _FROM_SLOW:
                speech = speak_with(engine, voice, each, speaker.prosody)
            else:
                continue
            found[each.text] = round(len(from_speech(speech)) / SAMPLE_RATE, 3)
    return found


def _learnt(said: Mapping[str, Utterance], known: Mapping[str, float], usual: Sequence[float]) -> tuple[float, ...]:
    """Return the weights of `features` that fit the sentences of `said` that are `known`; few change the usual little.

    Long sentences count as much as short ones: what is held small is the error as a share of the length.
    """
    pairs = [(features(text, each.syllables), known[text]) for text, each in said.items() if known.get(text)]
    if len(pairs) < _FEWEST:
        return tuple(usual)
    rows, lengths = np.array([row for row, _s in pairs]), np.array([s for _row, s in pairs])
    share = lengths.sum() / (rows @ np.array(usual)).sum()  # a voice that is slower is slower in all
    held = np.array(usual) * share
    scale = rows.mean(axis=0)  # of each feature, so that all are held alike
    system = np.vstack([rows / lengths[:, None], np.diag(_HELD * scale / lengths.mean())])
    wanted = np.concatenate([np.ones(len(pairs)), _HELD * scale * held / lengths.mean()])
    return tuple(np.linalg.lstsq(system, wanted, rcond=None)[0].round(5).tolist())
