"""Find the voice that a choice of the settings names, and speak with it: every utterance reaches its engine here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zt_audio.errors import VoiceError, ZtError
from zt_audio.language.registry import foreign_letters
from zt_audio.model import Lang, Online, Problem, Prosody, Speech, Utterance, Voice, VoiceOrigin
from zt_audio.speech.protocol import Engine
from zt_audio.speech.registry import LoadEngine
from zt_audio.suggestions import near_facts

_SAMPLE_RATES = range(8_000, 192_001)  # lower is no speech; no sound card goes higher


def voice_of_choice(choice: str, lang: Lang, load: LoadEngine) -> tuple[str, Voice]:
    """Return engine and voice of `choice`: "engine", for its best voice, or "engine:voice".

    Raises VoiceError: why it cannot speak `lang`.
    """
    name, _, wanted = choice.partition(":")
    engine = load(name)
    voices = engine.voices(lang)
    if damaged := engine.damaged(lang, wanted):
        raise VoiceError(damaged)
    if not voices:
        raise VoiceError(Problem("engine-language", facts={"engine": name, "lang": lang}))
    if not wanted:
        return name, voices[0]
    return name, find_voice(name, voices, wanted)


def lacks(
    choice: str, lang: Lang, online: Online, problems: Sequence[Problem], load: LoadEngine
) -> tuple[Problem, ...]:
    """Return `problems` of the voice `choice` and everything else that it lacks, so that all is reported at once."""
    name, _, wanted = choice.partition(":")
    try:
        engine = load(name)
    except VoiceError:  # it is among `problems`
        return tuple(problems)
    closed = Problem("online-closed", None, {"voice": choice})
    found = engine.missing(lang, wanted) or tuple(problem for problem in problems if problem != closed)
    speaks = all(problem.slug != "engine-language" for problem in found)
    return (closed, *found) if engine.online and online == "never" and speaks else found


def origin_of(engine: str, voice: Voice, origins: Mapping[str, VoiceOrigin]) -> VoiceOrigin | None:
    """Return what the settings say of `voice`: of itself, of its model with all speakers, or of its engine."""
    name = f"{engine}:{voice.id}"
    return next((origins[each] for each in (name, name.partition("#")[0], engine) if each in origins), None)


def with_origin(voice: Voice, origin: VoiceOrigin | None) -> Voice:
    """Return `voice` with what the settings say of its origin: a draft where a person, or anyone, has to say more."""
    if origin is None:
        return voice if voice.origin_known else replace(voice, draft=True)
    lacks_consent = origin.cloned and origin.consent is None
    return replace(
        voice, draft=voice.draft or lacks_consent, consent=origin.consent or voice.consent, origin_known=True
    )


def find_voice(engine: str, voices: Sequence[Voice], voice_id: str) -> Voice:
    """Return the voice of that id. Raises VoiceError: voice-unknown, with the nearest id."""
    for voice in voices:
        if voice.id == voice_id:
            return voice
    facts = {"engine": engine, "voice": voice_id, **near_facts(voice_id, [voice.id for voice in voices])}
    raise VoiceError(Problem("voice-unknown", facts=facts))


def speak_with(engine: Engine, voice: Voice, utterance: Utterance, prosody: Prosody) -> Speech:
    """Return the speech of `utterance`; the only place that calls an engine.

    Raises VoiceError: voice-language, engine-failed, engine-silent, or what the engine itself raises.
    """
    if voice.lang != utterance.lang or foreign_letters(voice.lang).intersection(utterance.text):
        raise VoiceError(_problem("voice-language", engine, utterance, voice=voice.id, voice_lang=voice.lang))
    try:
        speech = engine.speak(utterance, voice.id, prosody)
    except ZtError:
        raise
    except (Exception, SystemExit) as error:  # an engine may fail, but not end the program
        reason = f"{type(error).__name__}: {error}"
        raise VoiceError(_problem("engine-failed", engine, utterance, reason=reason)) from error
    return _sound(speech, engine, utterance)


def _sound(speech: Speech, engine: Engine, utterance: Utterance) -> Speech:
    """Return `speech` if it is what an engine promises, and audible."""
    if wrong := _malformed(speech):
        raise VoiceError(_problem("engine-failed", engine, utterance, reason=wrong))
    if not any(speech.pcm):
        raise VoiceError(_problem("engine-silent", engine, utterance))
    return speech


def _malformed(speech: object) -> str:
    """Return what is wrong with the types of an engine's answer, "" where nothing is: third parties write engines."""
    if not isinstance(speech, Speech):
        return f"no Speech but {type(speech).__name__}"
    if not isinstance(speech.pcm, bytes) or len(speech.pcm) % 2:
        return "not 16-bit PCM"
    if not isinstance(speech.sample_rate, int) or speech.sample_rate not in _SAMPLE_RATES:
        return f"sample_rate: {speech.sample_rate!r}"
    return "" if isinstance(speech.words, int | None) else f"words: {speech.words!r}"


def _problem(slug: str, engine: Engine, utterance: Utterance, **facts: str) -> Problem:
    said = {"engine": engine.name, "lang": utterance.lang, "text": utterance.text}
    return Problem(slug, utterance.where, said | facts)
