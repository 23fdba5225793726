"""Measure a build on a cluster: what many workers would gain, by simulation, and what workers cost that are killed.

Two workers on this computer perform the tasks. What the driver, the scheduler and the workers need for them, in CPU,
and the bytes that travel are then played through for any number of workers, each a machine of its own, and all
sound on one link. Of a machine that others use, CPU time is all that can be compared.
"""

from __future__ import annotations

import heapq
import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import projects
from benchmarks.figure import Figure, Goal, say
from benchmarks.workshop import Workshop
from tests.support.dask_cluster import DaskCluster, dask_cluster
from zt_audio.events import Event, Warned
from zt_audio.model import ClusterSettings
from zt_audio.pipeline.cluster import Cluster, cluster_starter
from zt_audio.pipeline.load import load_content
from zt_audio.pipeline.request import BuildRequest
from zt_audio.pipeline.run import run_build
from zt_audio.pipeline.tasks import Executor, PassageTask, StartExecutor, Task, TaskResult
from zt_audio.speech.registry import LoadEngine
from zt_audio.store.records import file_sha256
from zt_audio.store.workspace import Workspace

_LINK_BYTES_PER_S = 100e6  # what a gigabit carries; on Wi-Fi a build has a tenth of it
_TASKS = 26_000  # both languages of the country's settlements: the measured tasks again and again
_QUEUED = 2  # submissions for each worker, as the executor has them
_KILL_EVERY_S = 5.0


@dataclass
class Trace:
    """What was measured while tasks were under way; `sizes` are the syllables and bytes of each task."""

    sizes: list[tuple[int, int]] = field(default_factory=list)
    submissions: int = 0
    driver_s: float = 0.0
    scheduler_s: float = 0.0
    workers_s: float = 0.0
    start_s: float = 0.0  # of one worker, until it has shown that it makes the same sound


def whole(shop: Workshop) -> list[Figure]:
    project = projects.many(shop.folder / "cluster", 40 if shop.quick else 150)
    trace = Trace()
    with dask_cluster(shop.emptied("dask"), 2) as cluster:
        say("cluster: two workers, undisturbed")
        calm_s = _built_cpu_s(project, cluster, trace)
    calm = _digests(project)
    with dask_cluster(shop.emptied("dask"), 2) as cluster:
        say(f"cluster: a worker is killed each {_KILL_EVERY_S:g} s")
        disturbed = Trace()
        with _killing(cluster, disturbed) as kills:
            disturbed_s = _built_cpu_s(project, cluster, disturbed)
    disturbed_s -= kills.cpu_s  # looking at all processes several times a second is no part of a build
    conditions = {"same_bytes": _digests(project) == calm, "killed": kills.count > 0}
    replaced_s = kills.count * trace.start_s  # a machine of its own bears it while the others go on
    detail = {
        "killed": kills.count,
        "watching_them_cpu_s": round(kills.cpu_s, 1),
        "cpu_s": [round(calm_s, 1), round(disturbed_s, 1)],
        "starts_of_replacements_cpu_s": round(replaced_s, 1),
        "starts_counted": round(disturbed_s / calm_s, 2),
    }
    return [
        *(_efficiency(trace, workers, goal) for workers, goal in ((4, 0.85), (32, 0.7))),
        Figure("cluster-killed-over-calm", (disturbed_s - replaced_s) / calm_s, Goal("<=", 1.3), conditions, detail),
    ]


def _digests(project: Path) -> dict[str, str]:
    return {str(path): file_sha256(path) for path in (project / "output").rglob("*.MP3")}


def _built_cpu_s(project: Path, cluster: DaskCluster, trace: Trace) -> float:
    """Build `project` anew on `cluster`; return the CPU time of driver, scheduler and workers, dead ones too."""
    for name in ("output", ".zt-cache"):
        shutil.rmtree(project / name, ignore_errors=True)
    workspace = Workspace(project)
    start = _traced(cluster_starter(ClusterSettings(cluster.address), project, _hear), cluster, trace)
    before_s = time.process_time(), _cpu_s(cluster)
    content = load_content(workspace, "code")
    report = run_build(workspace, BuildRequest(jobs=1), content, "a:b:c", start=start)
    if report.failed:
        raise RuntimeError(f"cluster: {sorted(report.failed)} failed")
    return time.process_time() - before_s[0] + _cpu_s(cluster) - before_s[1]


def _traced(start: StartExecutor, cluster: DaskCluster, trace: Trace) -> StartExecutor:
    @contextmanager
    def started(load: LoadEngine, jobs: int) -> Iterator[Executor]:
        with start(load, jobs) as executor:
            idle_share = _idle_share(cluster)
            before_s = time.process_time(), _tree_cpu_s(cluster.scheduler.pid), _cpu_s(cluster), time.monotonic()
            yield _Traced(executor, trace)
            trace.start_s = (before_s[2] - before_s[1]) / len(cluster.workers)
            trace.driver_s = time.process_time() - before_s[0]
            scheduler_s = _tree_cpu_s(cluster.scheduler.pid) - before_s[1]
            trace.workers_s = _cpu_s(cluster) - before_s[2] - scheduler_s
            trace.scheduler_s = scheduler_s - idle_share * (time.monotonic() - before_s[3])

    return started


def _hear(event: Event) -> None:
    if isinstance(event, Warned):
        say(f"cluster: {event.problem.slug} {dict(event.problem.facts)}")


def _idle_share(cluster: DaskCluster, while_s: float = 3.0) -> float:
    """Return which share of a core the scheduler takes with nothing to do: less, the sooner a build is done."""
    before_s = _tree_cpu_s(cluster.scheduler.pid)
    time.sleep(while_s)
    return (_tree_cpu_s(cluster.scheduler.pid) - before_s) / while_s


class _Traced:
    """An executor that notes what went through it."""

    def __init__(self, executor: Executor, trace: Trace) -> None:
        self._executor, self._trace = executor, trace
        self.batch_syllables, self.speaks, self.abandon = executor.batch_syllables, executor.speaks, executor.abandon

    @property
    def slots(self) -> int:
        return self._executor.slots

    def submit(self, tasks: Sequence[Task]) -> Future[Sequence[TaskResult]]:
        future = self._executor.submit(tasks)
        self._trace.submissions += 1

        def note(done: Future[Sequence[TaskResult]]) -> None:
            self._trace.sizes += map(_size, tasks, done.result())

        future.add_done_callback(note)
        return future


def _size(task: Task, result: TaskResult) -> tuple[int, int]:
    syllables = sum(take.utterance.syllables for take in task.takes) if isinstance(task, PassageTask) else 1
    return syllables, len(result.payload) + sum(len(speech.pcm) for speech in result.spoken.values() if speech)


@dataclass
class Kills:
    """How many workers were killed, and what it took the driver's process to watch and kill them."""

    count: int = 0
    cpu_s: float = 0.0


@contextmanager
def _killing(cluster: DaskCluster, trace: Trace) -> Iterator[Kills]:
    """Kill the oldest worker and start another, each time the cluster has used what two cores give in that time.

    Begin when there is something to do: a build that finds no worker at all does not begin.
    """
    kills, ended = Kills(), threading.Event()

    def kill() -> None:
        last_s = _cpu_s(cluster)
        while not ended.wait(0.2):
            if not trace.sizes:
                last_s = _cpu_s(cluster)
            elif (now_s := _cpu_s(cluster)) - last_s > 2 * _KILL_EVERY_S:
                last_s = now_s
                cluster.workers[kills.count].kill()  # and not waited for: what it used is counted in the end
                cluster.join(wait=False)
                kills.count += 1
        kills.cpu_s = time.thread_time()

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield kills
    finally:
        ended.set()
        thread.join()


def _cpu_s(cluster: DaskCluster) -> float:
    return _tree_cpu_s(cluster.scheduler.pid, *(process.pid for process in cluster.workers))


def _tree_cpu_s(*roots: int) -> float:
    """Return what processes and all that they started have used until now. Linux."""
    found_s = 0.0
    tree = set(roots)
    for folder in sorted((path for path in Path("/proc").iterdir() if path.name.isdigit()), key=lambda p: int(p.name)):
        try:
            facts = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(folder.name) in tree or int(facts[1]) in tree:
            tree.add(int(folder.name))
            found_s += sum(map(int, facts[11:15])) / os.sysconf("SC_CLK_TCK")
    return found_s


def _efficiency(trace: Trace, workers: int, least: float) -> Figure:
    alone_s, together_s = (_simulated_s(trace, count) for count in (1, workers))
    each_ms = {
        "driver_ms": 1000 * trace.driver_s / trace.submissions,
        "scheduler_ms": 1000 * trace.scheduler_s / trace.submissions,
        "task_ms": 1000 * trace.workers_s / len(trace.sizes),
        "task_kb": sum(size for _, size in trace.sizes) / len(trace.sizes) / 1000,
    }
    detail = {
        "simulated": True,
        "simulated_tasks": _TASKS,
        "hours": [round(alone_s / 3600, 2), round(together_s / 3600, 3)],
        "tasks": len(trace.sizes),
        "submissions": trace.submissions,
        **{name: round(value, 2) for name, value in each_ms.items()},
    }
    value = alone_s / workers / together_s
    return Figure(f"cluster-efficiency-{workers}", value, Goal(">=", least), {}, detail)


def _simulated_s(trace: Trace, workers: int) -> float:
    """Return how long `_TASKS` take: driver, scheduler and link do one thing after the other, workers side by side.

    A worker's time is what the measured tasks took, by their syllables.
    """
    syllable_s = trace.workers_s / sum(syllables for syllables, _ in trace.sizes)
    driver_s, scheduler_s = trace.driver_s / trace.submissions / 2, trace.scheduler_s / trace.submissions / 2
    driver = scheduler = link = 0.0
    free = [0.0] * workers  # when each worker is done with what it has
    under_way: list[tuple[float, int]] = []  # when it is done, and how many bytes come back
    for syllables, size in [*_batches(trace, workers * _QUEUED), *[(0, 0)] * workers * _QUEUED]:
        if len(under_way) == workers * _QUEUED:  # both ways through driver, link and scheduler
            done, back = heapq.heappop(under_way)
            link = max(link, done) + back / _LINK_BYTES_PER_S
            scheduler = max(scheduler, link) + scheduler_s
            driver = max(driver, scheduler) + driver_s
        driver += driver_s
        scheduler = max(scheduler, driver) + scheduler_s
        done = max(scheduler, heapq.heappop(free)) + syllables * syllable_s
        heapq.heappush(free, done)
        heapq.heappush(under_way, (done, size))
    return driver


def _batches(trace: Trace, slots: int) -> Iterator[tuple[int, int]]:
    """Yield syllables and bytes of each submission, as the driver puts tasks together for so many slots."""
    left = sum(trace.sizes[number % len(trace.sizes)][0] for number in range(_TASKS))
    syllables = size = 0
    for number in range(_TASKS):
        more, bytes_ = trace.sizes[number % len(trace.sizes)]
        if syllables and syllables + more > min(Cluster.batch_syllables, left // slots):
            yield syllables, size
            syllables = size = 0
        syllables, size, left = syllables + more, size + bytes_, left - more
    yield syllables, size
