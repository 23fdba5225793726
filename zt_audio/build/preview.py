"""One text in, an MP3 of how it will sound out: the same voice, chain and pauses as in a track, nothing cached."""

from __future__ import annotations

from zt_audio.build.aloud import Aloud, Located, Memory
from zt_audio.build.prepare import speaker_of
from zt_audio.build.workspace import Workspace
from zt_audio.model import Lang, Manner, Passage, Settings
from zt_audio.sound.frames import INFO_AT, INFO_NAMES, SYNC, frame_count, info_frame
from zt_audio.sound.gate import require_sound_take
from zt_audio.sound.presets import preset_of
from zt_audio.sound.segment import make_segment, silence_segment
from zt_audio.speech.engine import LoadEngine, open_engines
from zt_audio.speech.voices import find_voice, speak_with


def preview(workspace: Workspace, manner: Manner, text: Located, lang: Lang, code: str) -> bytes:
    """Return `text` as MP3. Raises ContentError where it cannot be read or says nothing, VoiceError, BuildError."""
    passages = Aloud(manner.lexicon, Memory(workspace.readings, code)).passages(text, lang)
    gap = silence_segment("gap", manner.settings.pauses.paragraph_ms).frames
    with open_engines() as load:
        audio = gap.join(_spoken(passage, manner.settings, load) for passage in passages)
    return info_frame(frame_count(audio), len(audio)) + audio


def is_preview(first_bytes: bytes) -> bool:
    """Tell whether a file begins as previews do: with the Info frame and no tag, unlike tracks and music."""
    return first_bytes.startswith(SYNC) and first_bytes[INFO_AT : INFO_AT + 4] in INFO_NAMES


def _spoken(passage: Passage, settings: Settings, load: LoadEngine) -> bytes:
    speaker = speaker_of(settings, passage.lang, load)
    engine = load(speaker.engine)
    voice = find_voice(engine.name, engine.voices(passage.lang), speaker.voice)
    takes = []
    for utterance in passage.utterances:
        take = speak_with(engine, voice, utterance, speaker.prosody)
        require_sound_take(take, utterance, speaker.prosody)
        takes.append(take)
    preset = preset_of(settings.preset, settings.own_presets)
    return make_segment("preview", takes, settings.pauses.sentence_ms, preset).frames
