"""Hold espeak-ng in a process that reads requests from standard input and writes PCM or phonemes to standard output.

Runs as a script, `espeak_worker.py LIBRARY DATA VOICE fork|once sound|phonemes`, and imports only what start-up needs.

The sound of espeak-ng depends on what it has said before (its noise and flutter go on). So a process that has said
nothing yet answers each request: with `fork` a child of this one, which has loaded everything; with `once` this one,
which then ends.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys
from typing import BinaryIO

REQUEST = struct.Struct("<IHHHH")  # bytes of text, words a minute, pitch, word gap in 10 ms, seconds to live; then text
ANSWER = struct.Struct("<III")  # sample rate (0: cannot speak), words, bytes that follow (PCM, or the reason)

_SYNCHRONOUS = 2  # enum espeak_AUDIO_OUTPUT
_CHUNK_MS = 2000  # long chunks: each one costs a call into Python
_DONT_EXIT = 0x8000  # or a bad data path ends the process
_PARAMETER_RATE, _PARAMETER_PITCH, _PARAMETER_WORD_GAP = 1, 3, 7
_POSITION_CHARACTER = 1
_TEXT_UTF8 = 1
_TEXT_PHONEMES = 0x100  # what stands in [[ ]] is phonemes
_IPA = 2
_EVENT_LIST_END, _EVENT_WORD = 0, 1


class _Event(ctypes.Structure):
    """`espeak_EVENT` of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_OnSound = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


def _main(library: str, data: str, voice: str, mode: str, wanted: str) -> int:
    """Serve until standard input ends; return the exit code."""
    requests, answers = sys.stdin.buffer, claim_stdout()
    work = _speak if wanted == "sound" else _spell
    try:
        speaker, sample_rate = _load(library, data, voice)
    except OSError as error:
        send(answers, 0, 0, str(error).encode())
        return 1
    send(answers, sample_rate, 0, b"")
    while head := requests.read(REQUEST.size):
        size, *numbers, seconds = REQUEST.unpack(head)
        text = requests.read(size)
        if mode == "once":
            send(answers, sample_rate, *work(speaker, text, *numbers))
            return 0
        child = os.fork()
        if not child:
            signal.alarm(seconds)  # once the parents are gone, nothing else ends a child that hangs
            send(answers, sample_rate, *work(speaker, text, *numbers))
            os._exit(0)
        if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            return abs(code)
    return 0


def claim_stdout() -> BinaryIO:
    """Return standard output for answers only; what the library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def send(answers: BinaryIO, sample_rate: int, words: int, body: bytes) -> None:
    """Write one answer."""
    answers.write(ANSWER.pack(sample_rate, words, len(body)))
    answers.write(body)
    answers.flush()


def _load(library: str, data: str, voice: str) -> tuple[ctypes.CDLL, int]:
    """Return the library, ready to speak as `voice`, and its sample rate in Hz. Raises OSError."""
    speaker = ctypes.CDLL(library)
    size, pointer = ctypes.c_size_t, ctypes.c_void_p
    speaker.espeak_Synth.argtypes = [
        ctypes.c_char_p,
        size,
        ctypes.c_uint,
        ctypes.c_int,
        *[ctypes.c_uint] * 2,
        *[pointer] * 2,
    ]
    sample_rate = speaker.espeak_Initialize(_SYNCHRONOUS, _CHUNK_MS, os.fsencode(data), _DONT_EXIT)
    if sample_rate <= 0:
        raise OSError(f"espeak_Initialize: {sample_rate}")
    if code := speaker.espeak_SetVoiceByName(voice.encode()):
        raise OSError(f"espeak_SetVoiceByName: {code}")
    return speaker, sample_rate


def _speak(speaker: ctypes.CDLL, text: bytes, rate_wpm: int, pitch: int, word_gap: int) -> tuple[int, bytes]:
    """Return how many words were spoken, and their PCM."""
    chunks: list[bytes] = []
    words = 0

    def on_sound(wave: int | None, samples: int, events: ctypes.Array[_Event]) -> int:
        nonlocal words
        if wave and samples > 0:
            chunks.append(ctypes.string_at(wave, samples * 2))
        at = 0
        while (kind := events[at].type) != _EVENT_LIST_END:
            words += kind == _EVENT_WORD
            at += 1
        return 0

    callback = _OnSound(on_sound)
    speaker.espeak_SetSynthCallback(callback)
    for parameter, value in ((_PARAMETER_RATE, rate_wpm), (_PARAMETER_PITCH, pitch), (_PARAMETER_WORD_GAP, word_gap)):
        speaker.espeak_SetParameter(parameter, value, 0)
    speaker.espeak_Synth(text, len(text) + 1, 0, _POSITION_CHARACTER, 0, _TEXT_UTF8 | _TEXT_PHONEMES, None, None)
    speaker.espeak_Synchronize()
    return words, b"".join(chunks)


def _spell(speaker: ctypes.CDLL, text: bytes, *prosody: int) -> tuple[int, bytes]:
    """Return 0 words, and the phonemes of `text` in IPA, a line for each clause."""
    _speak(speaker, b".", *prosody)  # once spoken to, espeak-ng takes [[ ]] for phonemes here, too
    speaker.espeak_TextToPhonemes.restype = ctypes.c_char_p
    speaker.espeak_TextToPhonemes.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
    held = ctypes.create_string_buffer(text)
    rest = ctypes.c_void_p(ctypes.addressof(held))
    clauses: list[bytes] = []
    while rest.value:
        clauses.append(speaker.espeak_TextToPhonemes(ctypes.byref(rest), _TEXT_UTF8, _IPA).strip())
    return 0, b"\n".join(clause for clause in clauses if clause)


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
