"""Hold RHVoice in a process that reads requests from standard input and writes PCM to standard output.

Runs as a module, `python -m zt_audio.engines.rhvoice_worker LIBRARY DATA VOICE`, with the requests and
answers of `espeak_worker`: rate and pitch are in percent of the voice's own, and there are no word gaps. RHVoice says
the same each time, so one process serves until its input ends.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile

from zt_audio.engines.espeak_worker import REQUEST, claim_stdout, send

_OLDEST = (1, 2)  # of the interface below: `flags` came with it
_TEXT = 0  # enum RHVoice_message_type
_DONT_CLIP_RATE = 1

_OnNumber = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_OnSound = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_uint, ctypes.c_void_p)
_OnName = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)
_OnPlace = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p)
_OnDone = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class _Callbacks(ctypes.Structure):
    """`RHVoice_callbacks` of RHVoice.h, as of version 1.0."""

    _fields_ = (
        ("set_sample_rate", _OnNumber),
        ("play_speech", _OnSound),
        ("process_mark", _OnName),
        ("word_starts", _OnPlace),
        ("word_ends", _OnPlace),
        ("sentence_starts", _OnPlace),
        ("sentence_ends", _OnPlace),
        ("play_audio", _OnName),
        ("done", _OnDone),
    )


class _InitParams(ctypes.Structure):
    """`RHVoice_init_params`; paths are UTF-8 on every system."""

    _fields_ = (
        ("data_path", ctypes.c_char_p),
        ("config_path", ctypes.c_char_p),
        ("resource_paths", ctypes.c_void_p),
        ("callbacks", _Callbacks),
        ("options", ctypes.c_uint),
    )


class _SynthParams(ctypes.Structure):
    """`RHVoice_synth_params`; absolute values 0 and relative ones 1 are the voice's own."""

    _fields_ = (
        ("voice_profile", ctypes.c_char_p),
        ("absolute_rate", ctypes.c_double),
        ("absolute_pitch", ctypes.c_double),
        ("absolute_volume", ctypes.c_double),
        ("relative_rate", ctypes.c_double),
        ("relative_pitch", ctypes.c_double),
        ("relative_volume", ctypes.c_double),
        ("punctuation_mode", ctypes.c_int),
        ("punctuation_list", ctypes.c_char_p),
        ("capitals_mode", ctypes.c_int),
        ("flags", ctypes.c_int),
    )


class _Synthesizer:
    """RHVoice, loaded, with one voice. Raises OSError where that cannot be."""

    def __init__(self, library: str, data: str, voice: str) -> None:
        self._voice = voice.encode()
        self._chunks: list[bytes] = []
        self._words = 0
        self.sample_rate = 0
        self._callbacks = _Callbacks(  # kept here: the library calls them as long as it lives
            set_sample_rate=_OnNumber(self._on_rate),
            play_speech=_OnSound(self._on_sound),
            word_starts=_OnPlace(self._on_word),
        )
        self._library = _library(library)
        with tempfile.TemporaryDirectory() as empty:  # without the settings of the user's screen reader
            params = _InitParams(data.encode(), empty.encode(), None, self._callbacks, 0)
            self._engine = self._library.RHVoice_new_tts_engine(ctypes.byref(params))
        if not self._engine:
            raise OSError(f"RHVoice_new_tts_engine: {data}")

    def _on_rate(self, sample_rate: int, _user: int | None) -> int:
        self.sample_rate = sample_rate
        return 1

    def _on_sound(self, samples: ctypes.Array[ctypes.c_short], count: int, _user: int | None) -> int:
        self._chunks.append(ctypes.string_at(samples, count * 2))
        return 1

    def _on_word(self, _position: int, _length: int, _user: int | None) -> int:
        self._words += 1
        return 1

    def speak(self, text: bytes, rate_percent: int, pitch_percent: int) -> tuple[int, bytes]:
        """Return how many words were spoken, and their PCM."""
        self._chunks, self._words = [], 0
        own, rate, pitch = 0.0, rate_percent / 100, pitch_percent / 100
        params = _SynthParams(self._voice, own, own, own, rate, pitch, 1.0, flags=_DONT_CLIP_RATE)
        message = self._library.RHVoice_new_message(self._engine, text, len(text), _TEXT, ctypes.byref(params), None)
        if message:
            self._library.RHVoice_speak(message)
            self._library.RHVoice_delete_message(message)
        return self._words, b"".join(self._chunks)


def _library(path: str) -> ctypes.CDLL:
    library = ctypes.CDLL(path)
    pointer = ctypes.c_void_p
    library.RHVoice_get_version.restype = ctypes.c_char_p
    library.RHVoice_new_tts_engine.restype = pointer
    library.RHVoice_new_message.restype = pointer
    library.RHVoice_new_message.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint, ctypes.c_int, pointer, pointer)
    library.RHVoice_speak.argtypes = library.RHVoice_delete_message.argtypes = (pointer,)
    version: str = library.RHVoice_get_version().decode()
    if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
        raise OSError(f"RHVoice {version}")
    return library


def _main(library: str, data: str, voice: str) -> int:
    """Serve until standard input ends; return the exit code."""
    requests, answers = sys.stdin.buffer, claim_stdout()
    try:
        speaker = _Synthesizer(library, data, voice)
    except (OSError, ValueError, AttributeError) as error:
        send(answers, 0, 0, str(error).encode())
        return 1
    send(answers, 1, 0, b"")  # the sample rate is known when something was said
    while head := requests.read(REQUEST.size):
        size, rate_percent, pitch_percent, _word_gap, seconds = REQUEST.unpack(head)
        text = requests.read(size)
        if hasattr(signal, "alarm"):
            signal.alarm(seconds)  # once the parents are gone, nothing else ends a process that hangs
        words, pcm = speaker.speak(text, rate_percent, pitch_percent)
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        send(answers, speaker.sample_rate or 1, words, pcm)
    os._exit(0)  # the library may hang while it ends


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
