"""The same run on a Dask cluster, one of whose workers is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.migrate.program import environment, everything, make_tree, migrate

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'transkernel[dask]'")

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        print(cluster.scheduler_address, *[each.process.pid for each in cluster.workers.values()], flush=True)
        sys.stdin.read()
"""


@contextmanager
def cluster() -> Iterator[tuple[str, list[int]]]:
    """Its address and the processes of its workers, which come back when they are killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        cwd="/",
        text=True,
    )
    try:
        assert process.stdout is not None
        address, *workers = process.stdout.readline().split()
        yield address, [int(each) for each in workers]
    finally:
        process.communicate(timeout=60)


def test_a_cluster_that_loses_a_worker_writes_the_same(tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", 16)
    migrate(tree, "-o", tmp_path / "local")
    killed = []

    def kill(worker: int) -> None:
        """As soon as the first ports are there."""
        while not list((tmp_path / "cluster").rglob("*.cl")):
            time.sleep(0.01)
        os.kill(worker, signal.SIGKILL)
        killed.append(len(list((tmp_path / "cluster").rglob("*.cl"))))

    with cluster() as (address, workers):
        killer = threading.Thread(target=kill, args=(workers[0],), daemon=True)
        killer.start()
        ran = migrate(tree, "-o", tmp_path / "cluster", "--scheduler", address)
        killer.join(10)
    assert ran.exit_code == 1, ran.stderr
    assert killed
    assert killed[0] < 17, "there was work left"
    assert everything(tmp_path / "cluster") == everything(tmp_path / "local")


def test_no_scheduler_cannot_run(tmp_path: Path) -> None:
    ran = migrate(make_tree(tmp_path / "tree", 1), "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert ran.exit_code == 3
    assert "no Dask scheduler at tcp://127.0.0.1:9" in ran.stderr
