"""Hold Whisper in a process that reads readings from standard input and writes how likely they are to standard output.

Runs as a module, `python -m zt_audio.ear.recogniser_worker FOLDER`, with the requests and answers of `espeak_worker`.
The text of a request is a JSON object: `wave`, 16-bit samples at 16 kHz in base64, and `readings`, each the code of a
language, what is read before, and what is read then. The bytes of an answer are a JSON list: for each reading, for each
word of the last, the logarithm of its probability and the number of its tokens.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import ctranslate2
import numpy as np
import tiktoken
from numpy.typing import NDArray

from zt_audio.ear.recogniser_files import MODEL, VOCABULARY
from zt_audio.engines.espeak_worker import REQUEST, claim_stdout, send

_RATE_HZ = 16_000
_HOP, _WINDOW = 160, 400
_BANDS = 80
_LEAST_PAD_S = 1.0  # of silence after a take, up to a whole second; up to the model's 30 s takes four times as long
_MOST_AT_ONCE = 8  # readings: each takes 200 kB of memory for each of its tokens
_MOST_THREADS = 4  # the rest of the computer goes on
_TEXT_TOKENS = 50_257  # the others steer
_START = ("<|startoftranscript|>", "<|{lang}|>", "<|transcribe|>", "<|notimestamps|>")
# The pattern of GPT-2: a word has the space before it, so that the tokens of a word are the same in every text.
_WORDS = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
_LEAST = 1e-30  # probability

_Scores = list[list[tuple[float, int]]]


class _Recogniser:
    """The model in `folder`. Raises OSError, RuntimeError, ValueError where it cannot be loaded."""

    def __init__(self, folder: Path) -> None:
        lines = (folder / VOCABULARY).read_text("utf-8").split("\n")
        self._ids = {token: at for at, token in enumerate(lines)}
        # Which byte each letter of the vocabulary stands for: those from 256 on stand for what is not printed.
        printed = [*range(33, 127), *range(161, 173), *range(174, 256)]
        others = [byte for byte in range(256) if byte not in printed]
        letters = {chr(byte): byte for byte in printed} | {chr(256 + at): byte for at, byte in enumerate(others)}
        ranks = {bytes(letters[each] for each in lines[at]): at for at in range(_TEXT_TOKENS) if lines[at]}
        self._encoding = tiktoken.Encoding("whisper", pat_str=_WORDS, mergeable_ranks=ranks, special_tokens={})
        (folder / MODEL).stat()
        threads = min(os.cpu_count() or 1, _MOST_THREADS)
        self._model = ctranslate2.models.Whisper(str(folder), device="cpu", compute_type="int8", intra_threads=threads)

    def scores(self, wave: NDArray[np.float32], readings: Sequence[tuple[str, str, str]]) -> _Scores:
        """Return for each of `readings` of `wave` the log-probability and the number of tokens, by word."""
        seconds = int(np.ceil(len(wave) / _RATE_HZ + _LEAST_PAD_S))
        mel = _log_mel(np.pad(wave, (0, seconds * _RATE_HZ - len(wave))))
        encoded = np.array(self._model.encode(ctranslate2.StorageView.from_array(mel[None]), to_cpu=True))
        given = [self._tokens(before) for _lang, before, _said in readings]
        words = [[self._tokens(word) for word in said.split()] for _lang, _before, said in readings]
        found: _Scores = [[] for _reading in readings]
        lengths = [len(before) + sum(map(len, said)) for before, said in zip(given, words, strict=True)]
        order = sorted(range(len(readings)), key=lambda at: lengths[at])
        for first in range(0, len(order), _MOST_AT_ONCE):
            part = order[first : first + _MOST_AT_ONCE]
            for lang in {readings[at][0] for at in part}:
                same = [at for at in part if readings[at][0] == lang]
                asked = [[*given[at], *(token for word in words[at] for token in word)] for at in same]
                for at, probabilities in zip(same, self._aligned(encoded, lang, asked), strict=True):
                    logs = iter(np.log(np.maximum(probabilities[len(given[at]) :], _LEAST)).tolist())
                    found[at] = [(sum(next(logs) for _token in word), len(word)) for word in words[at]]
        return found

    def _tokens(self, text: str) -> list[int]:
        return self._encoding.encode(f" {text}") if text else []

    def _aligned(self, encoded: NDArray[np.float32], lang: str, texts: Sequence[list[int]]) -> list[list[float]]:
        """Return the probability of each token of each of `texts`."""
        start = [self._ids[token.format(lang=lang)] for token in _START]
        copies = np.ascontiguousarray(np.repeat(encoded, len(texts), axis=0))
        view = ctranslate2.StorageView.from_array(copies)
        found = self._model.align(view, start, list(texts), 2 * encoded.shape[1])
        return [each.text_token_probs for each in found]


def _log_mel(wave: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the spectrum that Whisper knows: 80 bands, a column for each 10 ms, down to 80 dB below the loudest."""
    padded = np.pad(wave.astype(np.float64), _WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][: len(wave) // _HOP]
    power = np.abs(np.fft.rfft(windows * np.hanning(_WINDOW + 1)[:-1])) ** 2
    levels = np.log10(np.maximum(_mel_bands() @ power.T, 1e-10))
    return np.ascontiguousarray((np.maximum(levels, np.max(levels) - 8) + 4) / 4, np.float32)


@cache
def _mel_bands() -> NDArray[np.float64]:
    """Return the weight of each line of the spectrum in each band (Slaney's scale: even to 1 kHz, then in ratios)."""
    knee, step = 15, np.log(6.4) / 27  # 15 mels are 1 kHz
    mels = np.linspace(0, knee + np.log(_RATE_HZ / 2 / 1000) / step, _BANDS + 2)
    edges = np.where(mels < knee, mels * 200 / 3, 1000 * np.exp(step * (mels - knee)))
    lines = np.linspace(0, _RATE_HZ / 2, _WINDOW // 2 + 1)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    bands = np.minimum((lines - low) / (middle - low), (high - lines) / (high - middle))
    return np.asarray(np.maximum(bands, 0) * 2 / (high - low), np.float64)


def _main(folder: str) -> int:
    """Serve until standard input ends; return the exit code."""
    requests, answers = sys.stdin.buffer, claim_stdout()
    try:
        recogniser = _Recogniser(Path(folder))
    except (OSError, RuntimeError, ValueError, KeyError, IndexError) as error:
        send(answers, 0, 0, str(error).encode())
        return 1
    send(answers, _RATE_HZ, 0, b"")
    while head := requests.read(REQUEST.size):
        asked = json.loads(requests.read(REQUEST.unpack(head)[0]))
        wave = np.frombuffer(base64.b64decode(asked["wave"]), "<i2").astype(np.float32) / np.float32(32768)
        send(answers, _RATE_HZ, 0, json.dumps(recogniser.scores(wave, asked["readings"])).encode())
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
