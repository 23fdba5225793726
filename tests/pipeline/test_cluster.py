"""A build on a real Dask cluster makes the same bytes as one on this computer, whatever happens to its machines."""

from __future__ import annotations

import math
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import cast
from unittest.mock import patch

import psutil  # type: ignore[import-untyped]
import pytest
import trustme
from distributed.security import Security

import zt_audio
from tests.support.dask_cluster import DaskCluster, cluster_of_threads, dask_cluster
from tests.support.speech_samples import utterance
from tests.support.tiny import SENTENCES, Tiny
from tests.support.waiting import wait_until
from zt_audio.errors import BuildError, ContentError, VoiceError
from zt_audio.events import Event, SegmentMade, UtteranceSpoken, Warned
from zt_audio.model import ClusterSettings, Problem, Prosody, Speech, Utterance
from zt_audio.pipeline import cluster as driver, cluster_worker
from zt_audio.pipeline.cluster import cluster_starter
from zt_audio.pipeline.cluster_worker import Trial, differs, machine_facts, sound_trial, voice_trial
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.request import BuildRequest
from zt_audio.pipeline.run import run_build
from zt_audio.pipeline.tasks import Executor, StartExecutor, Task, TaskResult, perform, perform_all
from zt_audio.speech.protocol import Engine
from zt_audio.speech.registry import LoadEngine, open_engines

Done = Sequence[TaskResult]
LOCAL = ClusterSettings("tcp://127.0.0.1:8786")


@pytest.fixture(scope="module")
def threads() -> Iterator[str]:
    """Give the address of a scheduler with two workers, all in this process; no test ends one of them."""
    with cluster_of_threads(2) as running:
        yield running.scheduler_address


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Give a scheduler with two workers; no test ends one of them."""
    with dask_cluster(tmp_path_factory.mktemp("cluster"), 2) as running:
        yield running


def built_on(
    address: str,
    tiny: Tiny,
    change: Callable[[StartExecutor], StartExecutor] = lambda start: start,
    on_event: Callable[[Event], None] = lambda _event: None,
    patience_s: float = 60.0,
    failed: Collection[str] = (),
) -> list[str]:
    """Build `tiny` on the cluster, all but the playlists `failed`; return the slugs of what was warned of."""
    slugs: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, Warned):
            slugs.append(event.problem.slug)
        on_event(event)

    settings = ClusterSettings(address)
    start = change(cluster_starter(settings, tiny.root, hear, patience_s))
    content = load_content(tiny.workspace, "code")
    report = run_build(tiny.workspace, BuildRequest(jobs=2), content, "a:b:c", hear, start=start)
    assert set(report.failed) == set(failed)
    return [slug for slug in slugs if slug.startswith("cluster")]


def tracks(tiny: Tiny) -> dict[str, bytes]:
    return {name: data for name, data in tiny.tree().items() if name.endswith(".MP3")}


def test_the_tracks_are_those_of_one_computer(threads: str, fresh: Tiny, built_once: Tiny) -> None:
    here: list[str] = []
    sent: list[int] = []
    assert built_on(threads, fresh, lambda start: counting(start, here, sent)) == []
    assert tracks(fresh) == tracks(built_once)
    assert here == []  # every task was done by a worker
    assert len(sent) < sum(sent)  # small ones travel together


def counting(start: StartExecutor, here: list[str], sent: list[int]) -> StartExecutor:
    """Return what starts the same executor; note each task that it does on this computer, and how many go together."""

    @contextmanager
    def started(load: LoadEngine, jobs: int) -> Iterator[Executor]:
        with start(load, jobs) as executor:
            pool = executor._here  # type: ignore[attr-defined]
            submit, submit_all = pool.submit, executor.submit

            def counted(tasks: Sequence[Task]) -> Future[Done]:
                sent.append(len(tasks))
                return submit_all(tasks)

            def noted(work: Callable[..., Done], tasks: Sequence[Task], load: LoadEngine) -> Future[Done]:
                here.extend(task.key for task in tasks)
                begun: Future[Done] = submit(work, tasks, load)
                return begun

            pool.submit, executor.submit = noted, counted  # type: ignore[method-assign]
            yield executor

    return started


def test_a_voice_that_no_worker_has_and_a_service_speak_here(threads: str, fresh: Tiny, built_once: Tiny) -> None:
    class Other:
        """The test engine as it would be with other data, or as a service."""

        def __init__(self, engine: Engine, **own: object) -> None:
            self._engine, self._own = engine, own

        def __getattr__(self, name: str) -> object:
            return self._own[name] if name in self._own else getattr(self._engine, name)

    def changed(own: dict[str, object]) -> Callable[[StartExecutor], StartExecutor]:
        def change(start: StartExecutor) -> StartExecutor:
            @contextmanager
            def started(load: LoadEngine, jobs: int) -> Iterator[Executor]:
                with counting(start, here, [])(lambda name: Other(load(name), **own), jobs) as executor:  # type: ignore[arg-type,return-value]
                    yield executor

            return started

        return change

    other_data: dict[str, object] = {"fingerprint": lambda _voice: "other data"}
    service: dict[str, object] = {"online": True}
    for own, told in ((other_data, ["cluster-worker-differs"]), (service, [])):
        here: list[str] = []
        shutil.rmtree(fresh.workspace.cache, ignore_errors=True)
        shutil.rmtree(fresh.output, ignore_errors=True)
        assert sorted(set(built_on(threads, fresh, changed(own)))) == told
        assert len(here) == 17  # the sentences, and no segment
        assert tracks(fresh) == tracks(built_once)


@pytest.mark.slow  # real processes, each of which loads what makes sound
def test_a_machine_with_another_version_is_named_and_gets_nothing(
    cluster: DaskCluster, fresh: Tiny, built_once: Tiny, tmp_path: Path
) -> None:
    shutil.copytree(Path(zt_audio.__file__).parent, tmp_path / "zt_audio")
    (tmp_path / "zt_audio" / "another_version.py").write_text("# other bytes\n", encoding="utf-8")
    worker = cluster.join({"PYTHONPATH": str(tmp_path)})
    try:
        assert built_on(cluster.address, fresh) == ["cluster-worker-differs"]
    finally:
        worker.kill()
        worker.wait()
        cluster.workers.remove(worker)
    assert tracks(fresh) == tracks(built_once)


def test_what_fails_among_others_is_named_and_the_rest_is_made(threads: str, fresh: Tiny) -> None:
    fresh.edit("places.yaml", "{gen: парка}", "{gen: парка победителей}")

    class Hoarse:
        """The test engine, which has lost its voice for one word."""

        def __init__(self, engine: Engine) -> None:
            self._engine = engine

        def __getattr__(self, name: str) -> object:
            return getattr(self._engine, name)

        def speak(self, utterance: Utterance, voice: str, prosody: Prosody) -> Speech:
            if "победителей" in utterance.text:
                raise VoiceError(Problem("engine-silent", utterance.where, {"engine": "tone", "text": utterance.text}))
            return self._engine.speak(utterance, voice, prosody)

    real = cluster_worker.engine_here
    with patch.object(cluster_worker, "engine_here", lambda name: Hoarse(real(name))):
        told = built_on(threads, fresh)  # this computer speaks what no worker can
    assert told == ["cluster-worker-wrong"]
    assert {name.split("/")[0] for name in tracks(fresh)} == {"city", "yard"}
    assert len(fresh.workspace.speech.keys()) == SENTENCES


Answer = tuple[TaskResult, ...]


def changed_result(**fields: object) -> Callable[[Answer], object]:
    return lambda made: tuple(replace(each, **fields) for each in made)  # type: ignore[arg-type]


def changed_meta(**fields: object) -> Callable[[Answer], object]:
    return lambda made: tuple(replace(each, meta={**each.meta, **fields}) for each in made)


def halved(made: Answer) -> object:
    """Return `made` with the first half of each sentence that came back."""
    return tuple(
        replace(
            each,
            spoken={
                key: said and replace(said, pcm=said.pcm[: len(said.pcm) // 4 * 2]) for key, said in each.spoken.items()
            },
        )
        for each in made
    )


WRONG_ANSWERS: dict[str, Callable[[Answer], object]] = {
    "nothing": lambda _made: None,
    "words": lambda made: ("x",) * len(made),
    "a list": list,
    "fewer": lambda made: made[:-1],
    "more": lambda made: made + made,
    "no result": lambda made: (None,) * len(made),
    "junk": changed_result(payload=b"junk" * 50),
    "no bytes": changed_result(payload="text"),
    "an empty payload": changed_result(payload=b""),
    "other numbers": changed_result(meta={"x": 1}),
    "numbers of another type": changed_meta(frames="12"),
    "no number": changed_meta(loudness_lufs=math.nan),
    "too few frames": changed_meta(frames=1),
    "too loud": changed_meta(true_peak_dbtp=6.0),
    "sentences of others": changed_result(spoken={"other": None}),
    "speech that is none": lambda made: tuple(replace(each, spoken=dict.fromkeys(each.spoken, 5)) for each in made),  # type: ignore[arg-type]
    "half of each sentence": halved,
    "an error that is none": changed_result(error="failed"),
    "a failure": changed_result(error=BuildError(Problem("take-silent"))),
}


@pytest.mark.parametrize("wrong", WRONG_ANSWERS.values(), ids=WRONG_ANSWERS.keys())
def test_a_wrong_answer_is_named_and_made_elsewhere(
    wrong: Callable[[Answer], object], threads: str, fresh: Tiny, built_once: Tiny
) -> None:
    right = cluster_worker.perform_here
    with patch.object(driver, "perform_here", lambda tasks: wrong(right(tasks))):  # type: ignore[arg-type]
        assert set(built_on(threads, fresh)) == {"cluster-worker-wrong"}
    assert tracks(fresh) == tracks(built_once)


def test_a_worker_that_speaks_otherwise_is_found_by_its_first_answer(
    threads: str, fresh: Tiny, built_once: Tiny
) -> None:
    """Its trial was right, and each answer is whole: only a sample that is made here again shows it."""

    class Backwards:
        by_rule = False

        def __init__(self, engine: Engine) -> None:
            self._engine = engine

        def __getattr__(self, name: str) -> object:
            return getattr(self._engine, name)

        def speak(self, utterance: Utterance, voice: str, prosody: Prosody) -> Speech:
            speech = self._engine.speak(utterance, voice, prosody)
            return replace(speech, pcm=array("h", reversed(array("h", speech.pcm))).tobytes())

    def wrong(tasks: Sequence[Task], load: LoadEngine) -> Done:
        return perform_all(tasks, lambda name: cast("Engine", Backwards(load(name))))

    with patch.object(cluster_worker, "perform_all", wrong):
        assert set(built_on(threads, fresh)) == {"cluster-worker-wrong"}
    assert tracks(fresh) == tracks(built_once)


def test_a_worker_that_breaks_is_named(threads: str, fresh: Tiny, built_once: Tiny) -> None:
    told: list[object] = []

    def hear(event: Event) -> None:
        if isinstance(event, Warned) and event.problem.slug.startswith("cluster"):
            told.append((event.problem.facts["reason"], str(event.problem.facts["worker"])[:6]))

    with patch.object(cluster_worker, "perform_all", side_effect=MemoryError):
        built_on(threads, fresh, on_event=hear)
    assert set(told) == {("MemoryError", "tcp://")}
    assert tracks(fresh) == tracks(built_once)


def test_a_worker_that_hangs_is_not_asked_again(threads: str, fresh: Tiny, built_once: Tiny) -> None:
    asked: list[object] = []
    released = threading.Event()

    def hang(tasks: Sequence[Task], _load: object) -> tuple[()]:
        asked.append(tasks)
        released.wait(120)
        return ()

    with patch.object(cluster_worker, "perform_all", side_effect=hang):
        try:
            slugs = built_on(threads, fresh, patience_s=2.0)
        finally:
            released.set()
    assert set(slugs) == {"cluster-worker-wrong", "cluster-lost"}  # all of its workers hang
    assert len(asked) <= 2
    assert tracks(fresh) == tracks(built_once)


def test_what_a_worker_made_can_be_dropped(threads: str, fresh: Tiny, built_once: Tiny) -> None:
    built_on(threads, fresh)
    records = fresh.workspace.segments
    metas = map(records.meta, records.keys())
    makers = {name for meta in metas for name in meta.get("workers", ())}
    assert makers
    for worker in makers:
        done = fresh.run("cache", "--drop-worker", worker)
        assert done.returncode == 0
    assert not records.keys()
    assert not tracks(fresh)
    assert "file-missing" in fresh.run("verify").stderr  # it cannot be exported
    fresh.build()
    assert tracks(fresh) == tracks(built_once)
    shutil.rmtree(fresh.workspace.cache)
    assert fresh.run("cache", "--drop-worker", next(iter(makers))).returncode == 0
    assert tracks(fresh) == tracks(built_once)  # what was made here stays


@pytest.mark.slow  # as above
def test_workers_die_stall_and_come_late(fresh: Tiny, built_once: Tiny, tmp_path: Path) -> None:
    """The first worker is killed, the second stops answering; a third joins before and ends the job."""
    with dask_cluster(tmp_path, 2) as cluster:
        first, second = cluster.workers
        did = iter((lambda: cluster.join(wait=False), first.kill, lambda: cluster.stall(second)))

        def disturb(event: Event) -> None:
            if isinstance(event, SegmentMade | UtteranceSpoken):
                next(did, lambda: None)()

        built_on(cluster.address, fresh, on_event=disturb, patience_s=3.0)
    assert tracks(fresh) == tracks(built_once)


@pytest.mark.slow  # as above
def test_where_the_last_worker_dies_only_what_it_had_is_waited_for(
    fresh: Tiny, built_once: Tiny, tmp_path: Path
) -> None:
    with dask_cluster(tmp_path, 1) as cluster:

        def kill(event: Event) -> None:
            if isinstance(event, UtteranceSpoken):
                cluster.workers[0].kill()

        slugs = built_on(cluster.address, fresh, on_event=kill, patience_s=2.0)
    assert {*slugs} == {"cluster-worker-wrong", "cluster-lost"}
    assert tracks(fresh) == tracks(built_once)


@pytest.mark.slow  # as above
def test_a_lost_scheduler_leaves_a_whole_build(fresh: Tiny, built_once: Tiny, tmp_path: Path) -> None:
    with dask_cluster(tmp_path, 1) as cluster:
        once = threading.Event()

        def lose(event: Event) -> None:
            if isinstance(event, UtteranceSpoken) and not once.is_set():
                once.set()
                cluster.scheduler.kill()

        assert "cluster-lost" in built_on(cluster.address, fresh, on_event=lose)
    assert tracks(fresh) == tracks(built_once)


def certificates(folder: Path) -> dict[str, str]:
    """Make an authority and a certificate in `folder`, and return the paths of ca, cert and key."""
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    for blob in issued.cert_chain_pems:
        blob.write_to_path(str(folder / "cert.pem"), append=True)
    return {name: str(folder / f"{name}.pem") for name in ("ca", "cert", "key")}


@pytest.mark.slow  # processes of Dask start, which takes seconds
def test_the_commands_of_the_manual_open_nothing_to_the_network_without_a_certificate(tmp_path: Path) -> None:
    certificates(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "dask.log"
    started: list[subprocess.Popen[bytes]] = []
    with ExitStack() as opened:
        out = opened.enter_context(log.open("wb"))
        for line in (Path(zt_audio.__file__).parents[1] / "docs/cluster.md").read_text("utf-8").splitlines():
            if line.startswith("dask "):
                words = line.partition("#")[0].replace("HOST", "127.0.0.1").replace("8786", str(port)).split()
                words = ["1" if word == "auto" else word for word in words]
                process = opened.enter_context(
                    subprocess.Popen([sys.executable, "-m", *words], cwd=tmp_path, stdout=out, stderr=out)
                )
                opened.callback(process.terminate)
                started.append(process)
        wait_until(lambda: "Registered to:" in log.read_text("utf-8"), 120, lambda: log.read_text("utf-8"))
        listening = {
            each.laddr
            for process in map(psutil.Process, (each.pid for each in started))
            for child in (process, *process.children(recursive=True))
            for each in child.net_connections("inet")
            if each.status == psutil.CONN_LISTEN
        }
        outside = {address.port for address in listening if address.ip not in ("127.0.0.1", "::1")}
        assert port in outside
        assert [each for each in outside if answers_anyone(each)] == []


def answers_anyone(port: int) -> bool:
    """Tell whether what listens at `port` speaks with a program that has no certificate, by TLS or without it."""
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    asked = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    for wrapped in (anyone.wrap_socket, lambda plain: plain):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as plain, wrapped(plain) as client:
            client.sendall(asked)
            if client.recv(1):
                return True
    return False


@pytest.mark.slow  # as above
def test_by_command_with_certificates_from_the_settings(fresh: Tiny, built_once: Tiny, tmp_path: Path) -> None:
    files = certificates(fresh.root)
    security = Security(
        tls_ca_file=files["ca"], tls_client_cert=files["cert"], tls_client_key=files["key"], require_encryption=True
    )
    options = ("--tls-ca-file", files["ca"], "--tls-cert", files["cert"], "--tls-key", files["key"])
    with dask_cluster(tmp_path, 1, options, security) as cluster:
        settings = f"cluster: {{address: {cluster.address}, ca: ca.pem, cert: cert.pem, key: key.pem}}"
        fresh.edit("settings.yaml", "voices:", f"{settings}\nvoices:")
        done = fresh.run("build")
        assert (done.returncode, "cluster" in done.stderr) == (0, False), done.stderr
        worker = cluster.workers[0]
        assert tracks(fresh) == tracks(built_once)
        worker.kill()
        worker.wait()
        fresh.edit("texts/b.yaml", "Звоните в полицию.", "Зовите полицию.")
        before = fresh.tree()
        refused = fresh.run("build")
        assert (refused.returncode != 0, "[cluster-no-worker]" in refused.stderr) == (True, True), refused.stderr
        assert fresh.tree() == before
        assert fresh.run("build", "--cluster", "here").returncode == 0


@pytest.mark.parametrize(
    ("settings", "slug"),
    [
        (ClusterSettings("127.0.0.1:8786"), "cluster-address"),
        (ClusterSettings("tls://10.0.0.5"), "cluster-address"),
        (ClusterSettings("http://10.0.0.5:8786"), "cluster-address"),
        (ClusterSettings("tls://10.0.0.5:port"), "cluster-address"),
        (ClusterSettings("tcp://10.0.0.5:8786"), "cluster-unsafe"),
        (ClusterSettings("tcp://127.0.0.1.example.org:8786"), "cluster-unsafe"),
        (ClusterSettings("tls://10.0.0.5:8786"), "cluster-certificate"),
        (ClusterSettings("tls://10.0.0.5:8786", "no.pem", "no.pem", "no.pem"), "cluster-certificate"),
    ],
)
def test_an_address_that_is_wrong_or_unsafe_is_refused(settings: ClusterSettings, slug: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        cluster_starter(settings, tmp_path, lambda _event: None)
    assert [problem.slug for problem in refused.value.problems] == [slug]


def test_without_dask_and_without_a_scheduler_there_is_a_sentence(fresh: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    done = fresh.run("build", "--cluster", "tcp://127.0.0.1:1")
    assert (done.returncode != 0, "[cluster-unreachable]" in done.stderr) == (True, True)
    monkeypatch.setitem(sys.modules, "distributed.security", None)
    done = fresh.run("build", "--cluster", LOCAL.address)
    assert (done.returncode != 0, "[cluster-not-installed]" in done.stderr) == (True, True)
    assert fresh.tree() == {}


def test_a_trial_names_what_differs() -> None:
    with open_engines(Path("nowhere")) as load:
        sound = sound_trial(load)
        voice = voice_trial("tone", "ru", load, utterance("Берегите улицы.", "ru"))
        assert perform(sound.task, load).error is None if sound.task else False
    assert (differs(sound), differs(voice)) == ("", "")
    assert sound.answer != voice.answer != ""
    for trial, told in (
        (Trial({**machine_facts(), "numpy": "1.0"}, None, ""), "numpy: "),
        (Trial({"tone:ru": "tone-0-ru"}, None, ""), "tone:ru: tone-1-ru, tone-0-ru"),
        (Trial({"piper:nobody": "x"}, None, ""), "piper:nobody: -, x"),
        (Trial(sound.facts, sound.task, "another processor"), "sha256"),
    ):
        assert told in differs(trial)
    assert Trial(sound.facts, sound.task, "another").skill != sound.skill
