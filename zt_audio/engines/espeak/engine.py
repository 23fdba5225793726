"""Speak with espeak-ng, from its wheel, in processes of its own, with data at a path that it can open."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from types import ModuleType

import espeakng_loader

from zt_audio.engines.espeak import kazakh as espeak_kk, russian as espeak_ru
from zt_audio.engines.process import espeak_worker
from zt_audio.engines.process.worker import Pool, WorkerAnswer, WorkerError, WorkerRequest, timeout_s
from zt_audio.errors import VoiceError
from zt_audio.language.kk import loans, respelling, stress, vowel_harmony as sounds
from zt_audio.language.ru.words import transcription
from zt_audio.model import LANGS, Lang, Problem, Prosody, Speech, Utterance, Voice
from zt_audio.speech.registry import find_voice

_NAME = "espeak"
# Change it when this module or the worker make the same words sound different.
_RECIPE: dict[str, str] = {"kk": "2", "ru": "2"}
_RULES = {"kk": (loans, respelling, sounds, stress, espeak_kk), "ru": (transcription, espeak_ru)}
_VOICES = tuple(Voice(id=lang, lang=lang, draft=True, licence="GPL-3.0-or-later") for lang in LANGS)

_WORD_GAP_10MS = 2  # some 50 ms at the default pace: words stay apart though a square echoes

# Syllables a second -> words a minute. Measured with this word gap over twelve sentences a language, as appeals have:
# syllables over the time from first to last sound, less the silences of 150 ms and more. Russian cannot go slower than
# 3.95: below 84 words a minute espeak-ng stretches no further. Kazakh in phonemes is within 1.5 % of this.
PACE: dict[str, tuple[tuple[float, int], ...]] = {
    "kk": ((2.68, 80), (3.17, 100), (3.81, 120), (4.48, 140), (5.11, 160), (6.31, 200), (7.77, 250), (8.95, 300)),
    "ru": ((3.95, 80), (4.57, 100), (5.31, 120), (6.04, 140), (6.69, 160), (7.85, 200), (8.90, 250), (9.97, 300)),
}

# espeak-ng 1.52 keeps the path in char[160] and fails at 160 bytes; the file names that it appends need no room there.
LONGEST_PATH_BYTES = 150

_SOUNDS = ("phontab", "phonindex", "phondata", "intonations")
_VOICE_FILES = {"kk": ("kk_dict", "lang/trk/kk"), "ru": ("ru_dict", "lang/zle/ru")}
COPIED = (*_SOUNDS, *_VOICE_FILES["kk"], *_VOICE_FILES["ru"])


class Espeak:
    """See `Engine`. Tests set the arguments.

    Without `fork`, as on Windows, each utterance has a process of its own. `least_timeout_s` is for the shortest text.
    """

    name = _NAME
    deterministic = True
    by_rule = True
    quick = True  # 5 ms of CPU for a sentence that takes 75 ms to check, treat and encode, and 200 kB to keep
    keeps_time = True

    def __init__(self, *, fork: bool = hasattr(os, "fork"), size: int | None = None, least_timeout_s: int = 10) -> None:
        self._least_timeout_s = least_timeout_s
        self._mode = "fork" if fork else "once"
        self._library = library_path()
        self._data = data_path()
        size = size or os.cpu_count() or 1
        self._pool = Pool(partial(self._command, "sound"), size, once=not fork)
        self._spelling_pool = Pool(partial(self._command, "phonemes"), size, once=not fork)

    def voices(self, lang: Lang) -> tuple[Voice, ...]:
        return tuple(voice for voice in _VOICES if voice.lang == lang)

    def identity(self, voice_id: str) -> str:
        find_voice(_NAME, _VOICES, voice_id)
        rules = _rules_digest(*_RULES[voice_id])
        how = hashlib.sha256(repr((_RECIPE[voice_id], _WORD_GAP_10MS, PACE[voice_id], rules)).encode()).hexdigest()[:8]
        return f"{_NAME}-{voice_id}-{how}"

    def fingerprint(self, voice_id: str) -> str:
        return f"{self.identity(voice_id)}-{data_fingerprint(self._library, self._data, voice_id)}"

    def prepare(self, text: str, lang: Lang) -> str:
        return espeak_kk.kazakh_phonemes(text) if lang == "kk" else espeak_ru.russian_phonemes(text)

    def speak(self, utterance: Utterance, voice_id: str, prosody: Prosody) -> Speech:
        answer = self._ask(self._pool, utterance, voice_id, prosody)
        return Speech(answer.pcm, answer.sample_rate, answer.words)

    def phonemes(self, utterance: Utterance, voice_id: str) -> tuple[str, ...]:
        """Return what `speak` says, in IPA: a text for each clause."""
        body = self._ask(self._spelling_pool, utterance, voice_id, Prosody()).pcm
        return tuple(body.decode().splitlines())

    def _ask(self, pool: Pool, utterance: Utterance, voice_id: str, prosody: Prosody) -> WorkerAnswer:
        voice = find_voice(_NAME, self.voices(utterance.lang), voice_id)
        text = self.prepare(utterance.text, utterance.lang)
        pitch = min(max(prosody.pitch, 0), 100)
        rate_wpm = words_per_minute(voice.lang, prosody.rate_syl_per_s)
        request = WorkerRequest(text, rate_wpm, pitch, _WORD_GAP_10MS, timeout_s(text, self._least_timeout_s))
        try:
            return pool.ask(voice.id, request)
        except WorkerError as error:
            raise error.about(utterance, _NAME) from error

    def close(self) -> None:
        self._pool.close()
        self._spelling_pool.close()

    def _command(self, wanted: str, voice_id: str) -> list[str]:
        # Isolated, without site-packages: a worker is ready in 30 ms.
        script = Path(espeak_worker.__file__)
        data = reachable(self._data, short_places())
        how = (str(self._library), str(data), voice_id, self._mode, wanted)
        return [sys.executable, "-I", "-S", "-B", str(script), *how]


def engine() -> Espeak:
    """Return the engine that the entry point names."""
    return Espeak()


@cache
def _rules_digest(*modules: ModuleType) -> str:
    """Return a digest of the source of `modules`, the same on every system: new rules may change the sound."""
    together = hashlib.sha256()
    for module in modules:
        together.update(b"".join(Path(str(module.__file__)).read_bytes().split(b"\r")))  # Windows may have CRLF
    return together.hexdigest()[:8]


def words_per_minute(lang: Lang, rate_syl_per_s: float) -> int:
    """Return espeak-ng's words a minute for a rate in syllables a second, from the table, within its limits."""
    pace = PACE[lang]
    at = min(max(bisect_left(pace, (rate_syl_per_s, 0)), 1), len(pace) - 1)
    (slow, slow_wpm), (fast, fast_wpm) = pace[at - 1], pace[at]
    wpm = slow_wpm + (rate_syl_per_s - slow) * (fast_wpm - slow_wpm) / (fast - slow)
    return round(min(max(wpm, pace[0][1]), pace[-1][1]))


# --- the library and its data ------------------------------------------------------------------------------


def library_path() -> Path:
    return Path(espeakng_loader.get_library_path())


def data_path() -> Path:
    return Path(espeakng_loader.get_data_path())


@cache
def data_fingerprint(library: Path, data: Path, voice_id: str) -> str:
    """Return a digest of everything that shapes the sound of a voice: the code and the data that it reads."""
    return digest_of_files([library, *(data / name for name in (*_SOUNDS, *_VOICE_FILES[voice_id]))])


def digest_of_files(paths: Iterable[Path]) -> str:
    """Return a digest of the contents of `paths`, in this order: 16 hexadecimal characters."""
    together = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            together.update(hashlib.file_digest(file, "sha256").digest())
    return together.hexdigest()[:16]


def fits(path: Path) -> bool:
    """Tell whether espeak-ng can open files at `path`. On Windows it knows the system's code page at best."""
    return len(os.fsencode(path)) <= LONGEST_PATH_BYTES and (os.name != "nt" or str(path).isascii())


def short_places() -> tuple[Path, ...]:
    """Return the folders in which a copy of the data may lie, the better first."""
    cache_home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - never raises
    places = Path(cache_home) / "zt-audio", Path(tempfile.gettempdir()) / "zt-audio"
    # A user's name with Kazakh letters is in both; every user of Windows may make folders here.
    shared = os.environ.get("PROGRAMDATA")
    return (*places, Path(shared) / "zt-audio") if shared else places


@cache
def reachable(data: Path, places: tuple[Path, ...]) -> Path:
    """Return `data` if espeak-ng can open it, otherwise a copy of the files that we need in one of `places`.

    Raises VoiceError: engine-data-path.
    """
    if fits(data):
        return data
    wanted = digest_of_files(data / name for name in COPIED)
    for place in places:
        copy = place / f"espeak-{wanted}"
        with suppress(OSError):  # a place that cannot be written; try the next
            if copy.is_absolute() and fits(copy) and _provide(copy, data, wanted):
                return copy
    raise VoiceError(Problem("engine-data-path", facts={"path": str(data), "longest": LONGEST_PATH_BYTES}))


def _provide(copy: Path, data: Path, wanted: str) -> bool:
    """Make `copy` if it is not whole, and tell whether it is now: another process may have put other data there."""
    if not _whole(copy, wanted):
        shutil.rmtree(copy, ignore_errors=True)
        # Put the files in place, all at once.
        copy.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=copy.parent, prefix="new-") as aside:
            fresh = Path(aside) / "data"
            for name in COPIED:
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(data / name, fresh / name)
            with suppress(OSError):  # another process was quicker
                fresh.rename(copy)
    return _whole(copy, wanted)


def _whole(copy: Path, wanted: str) -> bool:
    names = [copy / name for name in COPIED]
    return all(name.is_file() for name in names) and digest_of_files(names) == wanted
