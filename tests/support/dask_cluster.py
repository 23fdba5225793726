"""Run a Dask scheduler and workers on this computer: real processes, or threads of this one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Client, LocalCluster
from distributed.security import Security

from tests.support.waiting import wait_until

_LIMIT_S = 60
CONFIG = {  # of real processes: read as Dask reads its configuration
    "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
    "DASK_DISTRIBUTED__DASHBOARD__LINK": "",
}


@dataclass
class DaskCluster:
    """A scheduler that listens at `address`, and its workers' processes."""

    folder: Path
    options: tuple[str, ...]
    address: str
    scheduler: subprocess.Popen[bytes]
    security: Security | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def join(self, environment: Mapping[str, str] | None = None, *, wait: bool = True) -> subprocess.Popen[bytes]:
        """Start one more worker; wait until the scheduler knows it."""
        before = self._known()
        command = ["worker", self.address, "--no-dashboard", "--nworkers", "1", "--nthreads", "1", "--no-nanny"]
        process = _dask(self.folder, [*command, *self.options], environment or {})
        self.workers.append(process)
        _until(lambda: not wait or self._known() > before, process)
        return process

    def stall(self, worker: subprocess.Popen[bytes]) -> None:
        worker.send_signal(signal.SIGSTOP)

    def _known(self) -> int:
        with Client(self.address, security=self.security, timeout=_LIMIT_S, set_as_default=False) as client:
            return len(client.scheduler_info()["workers"])


@contextmanager
def dask_cluster(
    folder: Path,
    workers: int,
    options: tuple[str, ...] = (),
    security: Security | None = None,
    worker_ttl_s: int = 60,
) -> Iterator[DaskCluster]:
    """Start a scheduler and `workers` workers, of one thread each; end them all in the end.

    A worker that is silent for `worker_ttl_s` is given up: on a busy machine that happens to a good one, too.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scheme = "tls" if security else "tcp"
    listening = ["scheduler", "--host", f"{scheme}://127.0.0.1:{port}", "--no-dashboard", "--no-show", *options]
    scheduler = _dask(folder, listening, {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": f"{worker_ttl_s}s"})
    cluster = DaskCluster(folder, options, f"{scheme}://127.0.0.1:{port}", scheduler, security)
    try:
        _until(lambda: _answers(port), scheduler)
        for _ in range(workers):
            cluster.join()
        yield cluster
    finally:
        for process in (*cluster.workers, scheduler):
            process.kill()
            process.wait()


@contextmanager
def cluster_of_threads(workers: int) -> Iterator[LocalCluster]:
    """Start a scheduler and `workers` workers in this process: quick, and seen by what measures coverage."""
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=False,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # none would be the usual port, which another cluster may have
        worker_dashboard_address=None,
    ) as cluster:
        yield cluster


def _dask(folder: Path, arguments: list[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    with (folder / "dask.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=folder,
            stdout=log,
            stderr=log,
            env={**os.environ, **CONFIG, **environment},
        )


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until(holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    wait_until(lambda: process.poll() is not None or holds(), _LIMIT_S, "nobody answers")
    assert process.poll() is None, "the process has ended"
