"""A cluster of one machine: a master and workers of their own processes on loopback, as Spark's own scripts start them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

CORES, MEMORY = 1, "1g"  # of each worker; its executor has all of it
# Small plans and small data: what Java compiles in vain costs more than it brings.
QUICK = {
    "spark.sql.shuffle.partitions": 2,
    "spark.sql.codegen.wholeStage": False,
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.executor.memory": "700m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}


def needed() -> None:
    """Skip, saying why, where PySpark or Java is missing."""
    pytest.importorskip("pyspark", reason="a cluster needs the package pyspark")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("a cluster needs Java: apt-get install openjdk-17-jre-headless")


@dataclass
class Cluster:
    """`master`: its address; `workers`: their processes, in the order in which they were started."""

    master: str
    folder: Path
    memory: str = MEMORY
    workers: list[subprocess.Popen] = field(default_factory=list)

    def settings(self, plain: str, **more: object) -> str:
        """A shop.toml with which the shop is computed here."""
        return _settings(self.master, plain, more)

    def add_worker(self) -> subprocess.Popen:
        """Another worker; returns once the master knows it."""
        log = self.folder / f"worker-{len(self.workers)}.log"
        own = ("--cores", str(CORES), "--memory", self.memory, "--work-dir", str(self.folder / f"work-{len(self.workers)}"))
        process = _java("worker.Worker", log, *own, "--webui-port", "0", self.master)
        _until(log, "Successfully registered with master")
        self.workers.append(process)
        return process

    def lose_worker(self) -> None:
        """The last worker and its executors are killed, without a word."""
        worker = self.workers.pop()
        found = subprocess.run(["pgrep", "-P", str(worker.pid)], capture_output=True, text=True, check=False).stdout.split()
        worker.kill()
        for pid in found:
            os.kill(int(pid), 9)
        worker.wait(10)


def local(plain: str) -> str:
    """A shop.toml with which a shop is computed by Spark in the process that asks."""
    return _settings("local[2]", plain, {})


def _settings(master: str, plain: str, more: Mapping[str, object]) -> str:
    told = "\n".join(f'"{name}" = {_toml(value)}' for name, value in {**QUICK, **more}.items())
    return f'engine = "spark"\nmaster = "{master}"\n{plain}\n[spark]\n{told}\n'


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else f'"{value}"'


@contextmanager
def cluster(folder: Path, workers: int = 2, memory: str = MEMORY) -> Iterator[Cluster]:
    """A master and workers, until the end of the block."""
    port, log = _free_port(), folder / "master.log"
    master = _java("master.Master", log, "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")
    found = Cluster(f"spark://127.0.0.1:{port}", folder, memory)
    try:
        _until(log, "I have been elected leader")
        for _ in range(workers):
            found.add_worker()
        yield found
    finally:
        from regulars.store import sessions

        sessions.stop()
        for process in (*found.workers, master):
            process.terminate()
            process.wait(20)


def _java(kind: str, log: Path, *arguments: str) -> subprocess.Popen:
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable}
    return subprocess.Popen(
        [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}", *arguments],
        stdout=log.open("w"), stderr=subprocess.STDOUT, env=environment,
    )  # fmt: skip


def _until(log: Path, said: str, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not re.search(said, log.read_text("utf-8", errors="replace")):
        assert time.monotonic() < end, f"{said!r} was never said:\n{log.read_text('utf-8', errors='replace')[-2000:]}"
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]
