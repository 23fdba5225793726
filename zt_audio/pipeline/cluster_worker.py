"""What a worker of a cluster does: prove that it makes the same bytes as the driver, then perform tasks.

A machine offers a *skill* as a resource of Dask, so that Dask alone decides who gets which task, and asks latecomers
too. It has a skill where its answer to a trial is the driver's to the byte: other versions, another processor or
another voice give another answer, or none.
"""

from __future__ import annotations

import asyncio
import math
import platform
import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any, cast
from urllib.parse import urlsplit

from distributed import Client, Worker, WorkerPlugin, get_worker
from distributed.security import Security

from zt_audio.content.presets import PRESETS
from zt_audio.errors import BuildError, ContentError, ZtError
from zt_audio.formats.mp3 import frame_count, require_joinable
from zt_audio.model import ClusterSettings, Problem, Prosody, Speech, Utterance, Where
from zt_audio.pipeline.tasks import (
    PassageTask,
    PauseTask,
    SpeakTask,
    SpokenTake,
    Task,
    TaskResult,
    perform,
    perform_all,
    sentences_of,
)
from zt_audio.published.inputs import program_digest
from zt_audio.sound.segment import HIGHEST_DBTP, silent_frames
from zt_audio.sound.take_checks import require_sound_take
from zt_audio.speech.protocol import Engine
from zt_audio.speech.registry import LoadEngine, load_engine

# Judge what a worker of a cluster gave back before anything of it is kept.
#
# A broken machine answers anything: another type, the sound of another task, damaged bytes. What is found here is made
# by others. Who lies on purpose is not kept out: the answer came as Python's pickle, which can run code
# (docs/cluster.md).

_META = {"frames", "loudness_lufs", "true_peak_dbtp"}
_ENERGY_BYTES = 4  # one float32 a frame


@dataclass(frozen=True, slots=True)
class BrokenWorker:
    """The answer of a worker that could not do its tasks."""

    worker: str
    reason: str


def fault_in(tasks: Sequence[Task], answer: object) -> str:
    """Return what is wrong with the `answer` to `tasks`, "" where it can be kept."""
    if isinstance(answer, BrokenWorker):
        return answer.reason
    if not isinstance(answer, tuple) or len(answer) != len(tasks):
        return f"{type(answer).__name__}, {len(tasks)}"
    try:
        return next((fault for task, result in zip(tasks, answer, strict=True) if (fault := _fault(task, result))), "")
    except Exception as error:  # noqa: BLE001 - a value that is not what it says may raise anything
        return type(error).__name__


def _fault(task: Task, result: object) -> str:
    if not isinstance(result, TaskResult):
        return type(result).__name__
    for error in [result.error, *result.unsaid.values()]:
        if error is not None:
            return f"failed: {error.problems[0].slug}" if isinstance(error, ZtError) else type(error).__name__
    if result.rejected:
        return "failed: rejected"
    return _spoken_fault(task, result.spoken) or ("" if isinstance(task, SpeakTask) else _segment_fault(task, result))


def _spoken_fault(task: Task, spoken: Mapping[str, Speech | None]) -> str:
    """Return what is wrong with the sentences that came back: they are judged here, too."""
    sentences = {sentence.key: sentence for sentence in sentences_of(task)}
    if not isinstance(spoken, Mapping) or spoken.keys() != sentences.keys():
        return "spoken: keys"
    for key, speech in spoken.items():
        sentence = sentences[key]
        if speech is None and not sentence.keeps:
            continue
        if not (isinstance(speech, Speech) and isinstance(speech.pcm, bytes) and type(speech.sample_rate) is int):
            return f"spoken: {type(speech).__name__}"
        try:
            require_sound_take(speech, sentence.utterance, sentence.prosody)
        except BuildError as error:
            return f"spoken: {error.problems[0].slug}"
    return ""


def _segment_fault(task: Task, result: TaskResult) -> str:
    """Return what is wrong with a segment: its numbers, its energies, its frames."""
    meta, payload = result.meta, result.payload
    if not isinstance(meta, Mapping) or meta.keys() != _META or not isinstance(payload, bytes):
        return "segment: shape"
    frames, levels = meta["frames"], (meta["loudness_lufs"], meta["true_peak_dbtp"])
    if type(frames) is not int or not all(each is None or _is_level(each) for each in levels):
        return "segment: numbers"
    split = frames * _ENERGY_BYTES
    energies, coded = payload[:split], payload[split:]
    if frames <= 0 or len(energies) != split or not all(0 <= each < math.inf for each in array("f", energies)):
        return "segment: energies"
    try:
        require_joinable(coded)
    except BuildError:
        return "segment: frames"
    if frame_count(coded) != frames or (isinstance(task, PauseTask) and coded != silent_frames(task.pause_ms)):
        return "segment: length"
    said = isinstance(task, PassageTask) and sum(take.utterance.syllables for take in task.takes) > 0
    return "segment: silent" if said and (levels[0] is None or not any(energies)) else ""


def _is_level(level: object) -> bool:
    return type(level) in (int, float) and math.isfinite(level) and level <= -HIGHEST_DBTP  # type: ignore[operator,arg-type]


_CONNECT_S = 15.0


def safe_address(address: str) -> str:
    """Return `address`. Raises ContentError where it is none, or would carry pickles over a network in the clear."""
    parts = urlsplit(address)
    try:
        good = parts.scheme in ("tls", "tcp") and parts.hostname and parts.port
    except ValueError:
        good = False
    if not good:
        raise ContentError(Problem("cluster-address", None, {"address": address}))
    if parts.scheme == "tcp" and not _is_here(str(parts.hostname)):
        raise ContentError(Problem("cluster-unsafe", None, {"address": address}))
    return address


def _is_here(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def security_of(settings: ClusterSettings, root: Path) -> Security | None:
    """Return the certificates of `settings`; None for plain TCP. Raises ContentError."""
    try:
        from distributed.security import Security  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ContentError(Problem("cluster-not-installed", None, {"python": f'"{sys.executable}"'})) from error
    if not settings.address.startswith("tls:"):
        return None
    files: Mapping[str, str | None] = {"ca": settings.ca, "cert": settings.cert, "key": settings.key}
    for name, file in files.items():
        if not file or not (root / file).is_file():
            raise ContentError(Problem("cluster-certificate", None, {"key": f"cluster.{name}", "file": file or "-"}))
    ca, cert, key = (str(root / file) for file in files.values() if file)
    return Security(tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True)


@contextmanager
def connected(address: str, security: Security | None) -> Iterator[Client]:
    """Connect to a scheduler. Raises BuildError `cluster-unreachable`."""
    from distributed import Client  # noqa: PLC0415 - an extra

    try:
        client = Client(address, security=security, timeout=_CONNECT_S, set_as_default=False, name="zt-audio")
    except Exception as error:
        facts = {"address": address, "reason": short_reason(error)}
        raise BuildError(Problem("cluster-unreachable", None, facts)) from error
    try:
        yield client
    finally:
        with suppress(Exception, asyncio.CancelledError):
            client.close(timeout=2)


def short_reason(error: object) -> str:
    text = f"{type(error).__name__}: {error}" if isinstance(error, BaseException) else str(error)
    return " ".join(text.split())[:200]


REFUSALS = "zt_audio_refusals"  # attribute of a worker: why it lacks a skill, by the skill's name
_LIBRARIES = ("numpy", "soxr", "lameenc", "soundfile", "av")
_TRIAL_HZ = 22_050


@dataclass(frozen=True, slots=True)
class Trial:
    """What shows a skill: `facts` are compared first, to name what differs; the `answer` to a task decides."""

    facts: Mapping[str, str]
    task: Task | None
    answer: str

    @property
    def skill(self) -> str:
        """Return the name of the skill, which is another one for another answer."""
        return (
            f"zt-audio-{sha256(repr((sorted(self.facts.items()), self.task, self.answer)).encode()).hexdigest()[:16]}"
        )


class OffersSkill(WorkerPlugin):
    """Gives a worker the resource of a skill that it has, as it joins or at once; a refusal is kept for the driver."""

    def __init__(self, trial: Trial) -> None:
        self.name, self._trial = trial.skill, trial

    async def setup(self, worker: Worker) -> None:
        refusal = await asyncio.to_thread(differs, self._trial)
        setattr(worker, REFUSALS, {**getattr(worker, REFUSALS, {}), self.name: refusal})
        await worker.set_resources(**{self.name: 0 if refusal else worker.state.nthreads})


def sound_trial(load: LoadEngine) -> Trial:
    """Return the trial of whether a machine treats and encodes sound as this one does."""
    # A second of a low tone that swells and falls, with hiss in it, as 16-bit PCM: whole numbers alone.
    chance = Random(815)  # noqa: S311 - any hiss will do
    period, swell = _TRIAL_HZ // 140, _TRIAL_HZ // 4
    samples = array("h")
    for at in range(_TRIAL_HZ):
        loud = swell - abs(at % (2 * swell) - swell)
        samples.append((at % period * 200 - period * 100 + chance.randrange(-2_000, 2_000)) * loud // swell // 2)
    speech = Speech(samples.tobytes(), _TRIAL_HZ, None)
    take = SpokenTake("trial", speech, Utterance("", "ru", 4, Where("", 1)), checked=True)
    task = PassageTask("trial", (take, take), "", "", Prosody(), 300, PRESETS["street"])
    return Trial(machine_facts(), task, _answer(task, load))


def voice_trial(engine: str, voice: str, load: LoadEngine, utterance: Utterance) -> Trial:
    """Return the trial of whether a machine has the voice, and speaks as this one. Raises VoiceError."""
    opened = load(engine)
    facts = {f"{engine}:{voice}": opened.fingerprint(voice)}
    if not opened.deterministic:
        return Trial(facts, None, "")
    task = SpeakTask("trial", utterance, engine, voice, Prosody())
    return Trial(facts, task, _answer(task, load))


def differs(trial: Trial) -> str:
    """Return what keeps this machine from the skill of `trial`: what differs, there and here; "" where nothing does."""
    load = engine_here
    here = machine_facts()
    for name, wanted in trial.facts.items():
        found = here.get(name) or _fingerprint(name, load)
        if found != wanted:
            return f"{name}: {found or '-'}, {wanted}"
    if trial.task is not None and _answer(trial.task, load) != trial.answer:
        return f"{platform.processor() or platform.machine()}: sha256"
    return ""


def machine_facts() -> dict[str, str]:
    """Return the versions of all that makes sound."""
    facts = {name: _version(name) for name in ("zt-audio", *_LIBRARIES)}
    return {"python": platform.python_version(), "system": sys.platform, **facts, "program": program_digest()[:16]}


@cache
def engine_here(name: str) -> Engine:
    """Return an engine of this process, which has no project: voices are those that its user installed.

    It is never closed: that would start a thread while the interpreter ends, which waits for ever. Its children end
    with their pipes.
    """
    return cast("Engine", _JudgedByLikeness(load_engine(name, _no_project())))


class _JudgedByLikeness:
    """An engine whose takes are judged as any other's: a broken machine may say the same wrong thing twice."""

    by_rule = False

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the engine has
        return getattr(self._engine, name)


@cache
def _no_project() -> Path:
    return Path(mkdtemp(prefix="zt-audio-worker-"))


def perform_here(tasks: Sequence[Task]) -> tuple[TaskResult, ...] | BrokenWorker:
    """Perform `tasks` on this worker; say where."""
    address = get_worker().address
    try:
        return tuple(replace(result, worker=address) for result in perform_all(tasks, engine_here))
    except Exception as error:  # noqa: BLE001 - whatever is broken here is not broken at the driver
        return BrokenWorker(address, type(error).__name__)


def _answer(task: Task, load: LoadEngine) -> str:
    result = perform(task, load)
    made = result.meta, result.payload, dict(result.spoken)
    return "" if result.error else sha256(repr(made).encode()).hexdigest()


def _fingerprint(name: str, load: LoadEngine) -> str:
    """Return the fingerprint of the voice `engine:voice` on this machine; "" where it cannot speak."""
    engine, _colon, voice = name.partition(":")
    try:
        return load(engine).fingerprint(voice) if voice else ""
    except ZtError:
        return ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
