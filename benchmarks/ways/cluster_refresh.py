"""Regulars on a standalone cluster of this machine: a master, two workers with one core each and executors of fixed memory; a whole refresh."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from benchmarks.child import ROOT

MEMORY = "1500m"


def main(folder: str) -> dict[str, float]:
    """Refresh the shop; tells seconds and CPU seconds of Java, the executors' peak memory in MB, bytes shuffled, and the size of the warehouse in MB."""
    import sys

    sys.path.insert(0, str(ROOT))
    from tests.cluster import machines

    from regulars import settings
    from regulars.shop import Shop

    with machines.cluster(Path(folder), memory="1800m") as found:
        told = {"spark.executor.memory": MEMORY, "spark.sql.shuffle.partitions": 8, "spark.driver.memory": "2g"}
        told |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": True, "spark.ui.port": 4321}
        settings.write(Path(folder), engine="spark", master=found.master, spark=told)
        began = time.perf_counter()
        with Shop(folder) as shop:
            shop.refresh()
            seconds = time.perf_counter() - began
            stages = _stages()
        executors = _pids("CoarseGrainedExecutorBackend")
        return {
            "seconds": seconds,
            "executor_mb": max(_peak(pid) for pid in executors),
            "jvm_cpu": sum(_cpu(pid) for pid in (*executors, *_pids("org.apache.spark.deploy.SparkSubmit"))),
            "warehouse_mb": sum(path.stat().st_size for path in (Path(folder) / "warehouse").rglob("*.parquet")) / 1e6,
            **stages,
        }


def _stages() -> dict[str, float]:
    import json
    from urllib.request import urlopen

    base = "http://127.0.0.1:4321/api/v1/applications"
    id = json.load(urlopen(base))[0]["id"]
    found = json.load(urlopen(f"{base}/{id}/executors"))  # noqa: S310
    return {
        "shuffled_mb": sum(each["totalShuffleWrite"] for each in found) / 1e6,
        "read_mb": sum(each["totalInputBytes"] for each in found) / 1e6,
        "task_seconds": sum(each["totalDuration"] for each in found) / 1e3,
    }


def _pids(name: str) -> list[int]:
    return [int(pid) for pid in subprocess.run(["pgrep", "-f", name], capture_output=True, text=True, check=False).stdout.split()]


def _peak(pid: int) -> float:
    lines = (Path("/proc") / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024 / 1e6


def _cpu(pid: int) -> float:
    fields = (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
